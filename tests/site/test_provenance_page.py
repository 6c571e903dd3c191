"""The provenance page's numbers, counted again from the files of `data/` as plain YAML, and what each source says of its check."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from built import ROOT, Element, Page, Site

from explainer import support
from explainer.edtf_dates import EdtfDate
from explainer.explainer import Explainer
from explainer.records import COLLECTIONS, Record, Source
from explainer.vocabulary import Checked, Confidence, SourceKind

TITLES = {model.collection.title: name for name, model in COLLECTIONS.items()}


def table(page: Page, caption: str) -> tuple[list[str], dict[str, list[str]]]:
    """The heads of a table's columns after the first, and its rows by their names."""
    (found,) = (one for one in page.main.all("table") if one.one("caption").text() == caption)
    rows = [[cell.text().strip() for cell in row.all("th", "td")] for row in found.all("tr")]
    return rows[0][1:], {name: cells for name, *cells in rows[1:]}


def numbers(cells: list[str]) -> list[int]:
    return [int(cell.replace(",", "")) for cell in cells]


@pytest.fixture(scope="module")
def page(site: Site) -> Page:
    return site.pages["about/provenance/"]


@pytest.fixture(scope="module")
def data(real: Explainer) -> dict[str, dict[str, Any]]:
    """Every published record as YAML has it, by collection and id. Texts stay texts."""
    found: dict[str, dict[str, Any]] = {}
    for name, model in COLLECTIONS.items():
        found[name] = {}
        for path in sorted((ROOT / "data").glob(f"{name}.yml" if model.collection.layout == "file" else f"{name}/*.yml")):
            tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
            found[name] |= {path.stem: tree} if model.collection.layout == "folder" else tree
        found[name] = {key: value for key, value in found[name].items() if (name, key) not in real.drafts}
    return found


def uses(value: Any) -> Iterator[tuple[str, str]]:
    """Id and check of every source that a record, or a part of it, lists."""
    if isinstance(value, dict):
        if "id" in value and "checked" in value:
            yield value["id"], value["checked"]
        for inner in value.values():
            yield from uses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from uses(inner)


def test_sources(page: Page, data: dict[str, dict[str, Any]]) -> None:
    order = [checked.value for checked in Checked]
    everything = [
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        for path in (ROOT / "data").rglob("*.yml")
        if path.parent.name != "sources"
    ]
    weakest: dict[str, str] = {}
    for source, checked in (use for tree in everything for use in uses(tree)):
        weakest[source] = max(weakest.get(source, checked), checked, key=order.index)
    heads, rows = table(page, "Sources")
    assert heads == ["All", *(checked.label[0].upper() + checked.label[1:] for checked in Checked)]
    assert list(rows) == [*(kind.label for kind in SourceKind if (ROOT / f"data/sources/{kind.value}.yml").is_file()), "All"]
    totals = Counter[str]()
    for kind in SourceKind:
        path = ROOT / f"data/sources/{kind.value}.yml"
        if path.is_file():
            ids = list(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))
            told = Counter(weakest[source] for source in ids)
            totals += told
            assert numbers(rows[kind.label]) == [len(ids), *(told[checked] for checked in order)], kind
    assert numbers(rows["All"]) == [totals.total(), *(totals[checked] for checked in order)]
    assert totals.total() > 500


def test_confidence(page: Page, data: dict[str, dict[str, Any]]) -> None:
    heads, rows = table(page, "Records")
    assert heads == ["All", *(level.label.capitalize() for level in Confidence)]
    totals = Counter[str]()
    for title, cells in rows.items():
        if title != "All":
            told = Counter(record["confidence"] for record in data[TITLES[title]].values())
            totals += told
            assert numbers(cells) == [told.total(), *(told[level.value] for level in Confidence)], title
    assert numbers(rows["All"]) == [totals.total(), *(totals[level.value] for level in Confidence)]
    assert totals.total() == sum(len(records) for name, records in data.items() if name not in ("sources", "corrections"))


def test_facts(page: Page, real: Explainer) -> None:
    heads, rows = table(page, "Facts")
    assert heads == ["All", "Read in full", "Read in excerpt", "Read as quoted elsewhere"]
    totals = Counter[Checked]()
    for title, cells in rows.items():
        if title == "All":
            continue
        told = Counter[Checked]()
        for record in real.published(TITLES[title]):
            for field in support.walk(record):
                checks = {backing.checked or real.weakest[backing.id] for backing in support.backings(field)} - {Checked.MEMORY}
                if field.kind == "fact" and checks:
                    told[next(one for one in Checked if one in checks)] += 1
        totals += told
        assert numbers(cells) == [told.total(), *(told[one] for one in list(Checked)[:3])], title
    assert numbers(rows["All"]) == [totals.total(), *(totals[one] for one in list(Checked)[:3])]


def doubts_in(record: dict[str, Any]) -> int:
    return len(record.get("doubts", ())) + sum("doubt" in part for part in record.get("parts", ()))


def test_doubts(page: Page, data: dict[str, dict[str, Any]], site: Site) -> None:
    """The counts; and behind each, on pages of at most 150, every doubt with a link to its record."""
    _, rows = table(page, "Open doubts")
    told = {title: [doubts_in(record) for record in data[TITLES[title]].values()] for title in rows if title != "All"}
    for title, counts in told.items():
        assert numbers(rows[title]) == [sum(map(bool, counts)), sum(counts)], title
        listed = [entry for url in sorted(site.pages) if url.startswith(f"about/provenance/{TITLES[title]}/") for entry in entries(site.pages[url])]
        assert len(listed) == sum(map(bool, counts)), title
        assert sum(len(list(entry.one("ul").all("li"))) for _, entry in listed) == sum(counts), title
        assert len({target for target, _ in listed}) == len(listed)
    everything = [number for counts in told.values() for number in counts]
    assert numbers(rows["All"]) == [sum(map(bool, everything)), sum(everything)]
    assert sum(everything) > 400
    for url, one in site.pages.items():
        if url.startswith("about/provenance/"):
            assert sum(1 for _, entry in entries(one) for _ in entry.one("ul").all("li")) <= 150, url


def entries(page: Page) -> list[tuple[str, Element]]:
    """Each entry of a page of doubts with the address it leads to."""
    lists = list(page.main.of_class("records"))
    return [(page.target(next(item.all("a")).attributes["href"]) or "", item) for one in lists for item in one.children if isinstance(item, Element)]


def test_review(page: Page, data: dict[str, dict[str, Any]]) -> None:
    def words(day: dt.date) -> str:
        return EdtfDate(day.year, day.month, day.day).words

    _, rows = table(page, "Review of each collection")
    verified = {title: [dt.date.fromisoformat(record["verified"]) for record in data[TITLES[title]].values()] for title in rows}
    newest = max(day for days in verified.values() for day in days)
    late = 0
    for title, (days, first, last, by) in rows.items():
        limit = COLLECTIONS[TITLES[title]].collection.review_days
        late += sum(day + dt.timedelta(limit) < newest for day in verified[title])
        told = verified[title]
        assert (int(days), first, last, by) == (limit, words(min(told)), words(max(told)), words(min(told) + dt.timedelta(limit))), title
    text = " ".join(page.main.text().split())
    assert f"On {words(newest)}, {late} record" in text
    assert f"The data is that of {words(newest)}" in text
    (first_due,) = (one for one in page.main.all("ol") if "review by" in one.text())
    assert len(list(first_due.all("li"))) == 20


def test_each_source_says_how_and_when_it_was_checked_and_where_to_look_for_a_copy(real: Explainer, site: Site) -> None:
    oldest: dict[str, dt.date] = {}
    for record in real:
        if isinstance(record, Record):
            for named in support.references(record):
                if named.collection == "sources":
                    oldest[named.id] = min(oldest.get(named.id, record.verified), record.verified)
    seen = set()
    for page in site.pages.values():
        for article in page.main.of_class("source"):
            source = real.collections["sources"][article.attributes["id"]]
            assert isinstance(source, Source)
            day = oldest[source.id]
            text = " ".join(article.text().split())
            assert f"How it was checked, at its weakest: {real.weakest[source.id].label}." in text
            assert f"last verified on {EdtfDate(day.year, day.month, day.day).words} or later." in text, source.id
            copies = [link.attributes["href"] for link in article.all("a") if link.text() == "Look for an archived copy"]
            if source.url and "//web.archive.org/" not in source.url:
                assert copies == [f"https://web.archive.org/web/*/{re.sub('#.*', '', source.url)}"], source.id
            else:
                assert copies == [], source.id
            seen.add(source.id)
    assert seen == {source.id for source in real.published("sources")}
