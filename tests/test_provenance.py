"""What the provenance page counts, each number counted a second time here; and how long lists of doubts are split."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from explainer import provenance, support
from explainer.addresses import archive_of
from explainer.explainer import Explainer
from explainer.published import data_of
from explainer.records import COLLECTIONS, Entry, Record, Text
from explainer.views import View
from explainer.vocabulary import Checked, Confidence

DOUBT = Text.read("Nobody knows.")


def with_records(explainer: Explainer, collection: str, *records: Entry) -> Explainer:
    changed = {**explainer.collections, collection: MappingProxyType({record.id: record for record in records})}
    return replace(explainer, collections=MappingProxyType(changed))


def changed(explainer: Explainer, collection: str, **fields: Any) -> Explainer:
    """The whole with the first record of a collection changed."""
    first, *others = explainer.collections[collection].values()
    return with_records(explainer, collection, first.model_copy(update=fields), *others)


def row(rows: tuple[View, ...], title: str) -> View:
    (found,) = (one for one in rows if one.title == title)
    return found


def test_sources_by_kind_and_check(explainer: Explainer) -> None:
    """As many as there are, each at its weakest; the fixture's file of opinions has no statute."""
    counted = provenance.of(explainer)
    told = Counter[tuple[str, Checked]]()
    for source in explainer.published("sources"):
        uses = [use.checked for record in explainer if isinstance(record, Record) for use in record.sources if use.id == source.id]
        uses += [use.checked for record in explainer.published("states") for law in record.laws for use in law.sources if use.id == source.id]
        told[source.kind.label, max(uses, key=list(Checked).index)] += 1
    assert {
        (kind.title, checked): number for kind in counted.sources for checked, number in zip(counted.checks, kind.counts, strict=True) if number
    } == told
    assert sum(kind.total for kind in counted.sources) == len(explainer.published("sources"))


@pytest.mark.parametrize("level", Confidence)
def test_records_by_confidence(explainer: Explainer, level: Confidence) -> None:
    """A record that changes its confidence moves from one column to the other."""
    before = row(provenance.of(explainer).records, "Custody cases")
    after = row(provenance.of(changed(explainer, "custody-cases", confidence=level)).records, "Custody cases")
    first = next(iter(explainer.collections["custody-cases"].values()))
    moved = {one: (one is level) - (one is first.confidence) for one in Confidence}
    assert after.counts == tuple(number + moved[one] for number, one in zip(before.counts, Confidence, strict=True))
    assert after.total == before.total == sum(before.counts) == len(explainer.published("custody-cases"))


def test_a_fact_is_counted_once_by_its_strongest_source(explainer: Explainer) -> None:
    for collection in ("custody-cases", "court-cases", "states", "glossary"):
        told = Counter[Checked]()
        for record in explainer.published(collection):
            for field in support.walk(record):
                if field.kind == "fact" and support.supported(field):
                    checks = [backing.checked for backing in support.backings(field)]
                    told[next(one for one in Checked if one in checks)] += 1
        counted = provenance.of(explainer)
        facts = row(counted.facts, COLLECTIONS[collection].collection.title)
        assert dict(zip(counted.strengths, facts.counts, strict=True)) == {one: told[one] for one in counted.strengths}
        assert facts.total == told.total() > 0


def test_a_better_source_beside_a_weak_one_counts(explainer: Explainer) -> None:
    """And a better source that is cited first does not hide behind a weak one either."""
    first = next(iter(explainer.collections["glossary"].values()))
    others = sum(row(provenance.of(explainer).facts, "Glossary").counts) - 1
    for order in (("secondary", "full-text"), ("full-text", "secondary")):
        uses = [
            {"id": source, "checked": checked, "supports": ("summary",)} for source, checked in zip(sorted(explainer.weakest)[:2], order, strict=True)
        ]
        term = type(first).model_validate({**data_of(first), "id": first.id, "summary": "A word.", "sources": tuple(uses)})
        rest = [entry for entry in explainer.collections["glossary"].values() if entry is not first]
        counted = row(provenance.of(with_records(explainer, "glossary", term, *rest)).facts, "Glossary")
        alone = row(provenance.of(with_records(explainer, "glossary", term)).facts, "Glossary")
        assert counted.total == others + 1
        assert alone.counts == (1, 0, 0)


def test_doubts_of_records_and_of_their_parts(explainer: Explainer) -> None:
    title = COLLECTIONS["authorities"].collection.title
    first = next(iter(explainer.collections["authorities"].values()))
    parts = tuple(part.model_copy(update={"doubt": DOUBT}) for part in first.parts)
    assert parts
    with_none = row(provenance.of(changed(explainer, "authorities", doubts=(), parts=())).records, title)
    with_both = row(provenance.of(changed(explainer, "authorities", doubts=(DOUBT, DOUBT), parts=parts)).records, title)
    assert with_both.doubts - with_none.doubts == 2 + len(parts)
    assert with_both.doubted - with_none.doubted == 1
    assert with_both.doubts_address == "about/provenance/authorities/"


def test_what_is_due_is_judged_by_the_data_alone(explainer: Explainer) -> None:
    """A record verified a day more than its time before the newest one is late; the clock says nothing."""
    days = COLLECTIONS["custody-cases"].collection.review_days
    for more, late in ((0, 0), (1, 1)):
        old = explainer.newest - dt.timedelta(days + more)
        counted = provenance.of(replace(changed(explainer, "custody-cases", verified=old), today=dt.date(2999, 1, 1)))
        assert counted.late == late
        assert counted.due[0].verified.iso == old.isoformat()
        assert counted.due[0].by.iso == (old + dt.timedelta(days)).isoformat()
        assert row(counted.review, "Custody cases").oldest.iso == old.isoformat()
        assert counted.date.iso == explainer.newest.isoformat()


def test_those_due_first_come_first(explainer: Explainer) -> None:
    due = provenance.of(explainer).due
    assert [record.by.iso for record in due] == sorted(record.by.iso for record in due)
    assert len(due) == min(provenance.FIRST_DUE, sum(isinstance(entry, Record) for name in COLLECTIONS for entry in explainer.published(name)))


def test_no_page_of_doubts_has_more_than_150(explainer: Explainer) -> None:
    """Records stay whole; none is lost and none stands twice."""
    case = next(iter(explainer.collections["custody-cases"].values()))
    records = [case.model_copy(update={"id": f"case-{number}", "doubts": (DOUBT,) * (number % 7)}) for number in range(90)]
    pages = [
        page
        for page in provenance.doubted(with_records(explainer, "custody-cases", *records))
        if page[0].startswith("about/provenance/custody-cases/")
    ]
    assert [url for url, _, _, _ in pages] == ["about/provenance/custody-cases/", "about/provenance/custody-cases/page-2/"]
    assert [title for _, title, _, _ in pages] == ["Open doubts: Custody cases", "Open doubts: Custody cases, page 2"]
    assert all(0 < sum(len(record.doubts) for record in some) <= 150 for _, _, some, _ in pages)
    assert sorted(record.id for _, _, some, _ in pages for record in some) == sorted(record.id for record in records if record.doubts)
    assert [(place.number, place.first, place.last, place.all) for _, _, _, place in pages] == [
        (1, 1, len(pages[0][2]), 77),
        (2, len(pages[0][2]) + 1, 77, 77),
    ]


def test_where_an_archived_copy_can_be_looked_for() -> None:
    assert archive_of("https://example.org/a?b=c&d#e") == "https://web.archive.org/web/*/https://example.org/a?b=c&d"
