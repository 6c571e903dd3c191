"""What happens on a record's page when it was wrong, and when it had another name."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rendered import Seen, doc_html
from sample import Project

from explainer.explainer import Explainer
from explainer.records import COLLECTIONS, Correction, Entry
from explainer.render import Renderer

SHARED = [name for name, model in COLLECTIONS.items() if model.collection.page != "each"]


def told(**fields: str) -> Correction:
    return Correction.model_validate(
        {
            "id": "made-up",
            "title": "A made-up correction",
            "date": "2026-11-21",
            "since": "2026-11-02",
            "was": "It was so. [@gazette-2019]",
            "now": "It is <so>.",
            "why": "A slip.",
            **fields,
        }
    )


def with_entries(explainer: Explainer, *entries: Entry) -> Renderer:
    """Pages of the good project with records added or put in the place of others."""
    collections = {name: dict(records) for name, records in explainer.collections.items()}
    origins = dict(explainer.origins)
    for entry in entries:
        collections[entry.collection.name][entry.id] = entry
        origins.setdefault((entry.collection.name, entry.id), origins["corrections", "ohio-hold"])  # as if it stood there
    return Renderer(replace(explainer, collections=collections, origins=origins))


def first(explainer: Explainer, collection: str) -> Entry:
    return explainer.published(collection)[0]


def page_of(renderer: Renderer, entry: Entry) -> str:
    url = renderer.explainer.url_of(entry).partition("#")[0]
    return next(make() for address, make in renderer.generated() if address == url).html


def own_part(renderer: Renderer, entry: Entry) -> str:
    """Of a page that records share, the HTML from this record's id to the next record's."""
    html = page_of(renderer, entry)
    others = [other.id for other in renderer.explainer.published(entry.collection.name) if other.id != entry.id]
    after = html[html.index(f' id="{entry.id}"') :]
    ends = [after.index(f' id="{other}"') for other in others if f' id="{other}"' in after]
    return after[: min(ends, default=len(after))]


@pytest.mark.parametrize("collection", [name for name in COLLECTIONS if name not in ("corrections", "hold-clock")])
def test_a_correction_stands_with_the_record_that_was_wrong(collection: str, explainer: Explainer) -> None:
    entry = first(explainer, collection)
    renderer = with_entries(explainer, told(about=f"{collection}/{entry.id}"))
    html = own_part(renderer, entry) if collection in SHARED else page_of(renderer, entry)
    text = "".join(Seen(re.sub(r'<sup class="note".*?</sup>', "", html)).text.split())
    said = "Corrected November 21, 2026 A made-up correction, wrong since November 2, 2026. It said It was so. It says now It is <so>. Why A slip."
    assert "".join(said.split()) in text
    assert re.search(r'href="[./]*corrections/#made-up"', html)


@pytest.mark.parametrize("kind", ["rule", "text", "reading", "open-question"])
def test_a_correction_stands_on_the_clock_page_with_every_kind_of_item(kind: str, explainer: Explainer) -> None:
    entry = first(explainer, "hold-clock")
    changed = type(entry).model_validate({**entry.model_dump(), "kind": kind})
    html = page_of(with_entries(explainer, changed, told(about=f"hold-clock/{entry.id}")), changed)
    assert html.count("Corrected <time") == 1


def test_other_records_say_nothing_of_it_and_the_newest_comes_first(explainer: Explainer) -> None:
    entry = first(explainer, "states")
    renderer = with_entries(explainer, told(about="states/ohio"))
    assert re.findall(r"Corrected <time datetime=\"([^\"]+)\"", page_of(renderer, entry)) == ["2026-11-21", "2026-11-20"]
    assert "Corrected" not in page_of(renderer, first(explainer, "court-cases"))


def test_a_page_written_in_place_of_a_record_s_tells_its_correction_too(project: Project) -> None:
    project.write("docs/states/ohio.md", "Our own words. [@gazette-2019]\n")
    renderer = project.renderer()
    doc = next(doc for doc in renderer.docs if doc.url == "states/ohio/")
    assert 'Corrected <time datetime="2026-11-20">' in doc_html(renderer, doc)


def test_a_correction_of_a_correction_is_told_on_the_page_of_both(explainer: Explainer) -> None:
    renderer = with_entries(explainer, told(about="corrections/made-up"), told(id="other", about="corrections/made-up"))
    html = page_of(renderer, first(explainer, "corrections"))
    assert {"ohio-hold", "made-up", "other"} <= set(re.findall(r'<article id="([^"]+)"', html))


@pytest.mark.parametrize("collection", SHARED)
def test_a_former_id_leads_to_the_same_record_on_a_page_that_records_share(collection: str, explainer: Explainer) -> None:
    """By an anchor, as no redirect can see what stands after the `#`."""
    entry = first(explainer, collection)
    renamed = type(entry).model_validate({**entry.model_dump(), "former_ids": ("old-name", "older-name")})
    renderer = with_entries(explainer, renamed)
    for former in renamed.former_ids:
        assert page_of(renderer, renamed).count(f'id="{former}"') == 1
        assert f'<span id="{former}"></span>' in own_part(renderer, renamed)
    assert not [address for address, _ in renderer.redirects() if "old-name" in address]


@pytest.mark.parametrize("collection", [name for name in COLLECTIONS if name not in SHARED])
def test_a_former_id_of_a_record_with_a_page_redirects(collection: str, explainer: Explainer) -> None:
    entry = first(explainer, collection)
    renamed = type(entry).model_validate({**entry.model_dump(), "former_ids": ("old-name", "older-name")})
    found = dict(with_entries(explainer, renamed).redirects())
    assert found[f"{collection}/old-name/"] == found[f"{collection}/older-name/"] == f"{collection}/{entry.id}/"
