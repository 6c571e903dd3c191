"""What a page of another generator shows: the words of our page of the same record."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from sample import Project

from explainer import generating, peer_pages
from explainer.addresses import PER_PAGE

LEFT_OUT = re.compile(
    r'(?s)<nav.*?</nav>|<p class="kicker">.*?</p>|<p class="scale">.*?</p>|<p class="track">.*?</p>|<span class="dot".*?</span>'
    r'|<h[1-3].*?</h[1-3]>|<sup.*?</sup>|<p class="label">.*?</p>|<p class="meta">This record as .*?</p>|<!--.*?-->'
)
"""Of our page what the others do not have: ways, the drawing, headings of sections, numbers of notes as ours are, the record as data."""


def test_a_page_has_every_text_of_ours(project: Project) -> None:
    generating.generate(project.root, 6)
    renderer = project.renderer()
    pages = {page["id"]: page for page in peer_pages.cases_of(renderer.explainer)}
    for collection, number in (("custody-cases", 6), ("court-cases", 5)):
        entry = renderer.explainer.collections[collection][f"sample-{number:05}"]
        html = renderer.record_page(entry).html.partition('<section class="terms"')[0]  # the notes after it are those of terms too
        ours = [piece for part in re.split(r"<[^>]+>", LEFT_OUT.sub(" ", html)) if (piece := " ".join(unescape(part).split()).strip(" .;()·"))]
        page = json.dumps(pages[f"{collection}/{entry.id}"], ensure_ascii=False)
        theirs = re.sub(r"\[\^\d+\]|\]\([^)]*\)|\[", "", page).lower()
        assert len(ours) > 40
        assert [piece for piece in ours if piece.lower().removeprefix("according to ") not in theirs] == []


def test_notes_are_numbered_as_they_stand_and_say_their_source_and_place(project: Project) -> None:
    generating.generate(project.root, 6)
    page = next(page for page in peer_pages.cases_of(project.load()) if page["id"] == "custody-cases/sample-00006")
    used = {int(number) for number in re.findall(r"\[\^(\d+)\]", str({**page, "notes": ()}))}
    assert used == set(range(1, len(page["notes"]) + 1))
    assert any("](https://example.org/news/6)" in note and "paragraph" in note for note in page["notes"])


def test_links_go_both_ways_and_to_pages_that_are_there(project: Project) -> None:
    generating.generate(project.root, 6)
    pages = {page["id"]: page for page in peer_pages.cases_of(project.load())}
    assert "](court-cases/sample-00005/)" in str(pages["custody-cases/sample-00006"]["facts"])
    assert "](custody-cases/sample-00006/)" in str(pages["court-cases/sample-00005"]["related"])
    targets = set(re.findall(r"\]\((?!http)([^)#]*)/", str(list(pages.values()))))
    assert len(targets) > 10
    assert targets - set(pages) == set()


@pytest.mark.parametrize("cases", [PER_PAGE + 60])
def test_long_lists_go_on_on_another_page_and_each_source_stands_in_one(project: Project, cases: int) -> None:
    generating.generate(project.root, cases)
    explainer = project.load()
    pages = {page["id"]: page for page in peer_pages.cases_of(explainer)}
    assert len(pages["custody-cases"]["items"]) == PER_PAGE
    assert len(pages["custody-cases/page-2"]["items"]) == len(explainer.published("custody-cases")) - PER_PAGE
    listed = [item["id"] for name, page in pages.items() if name.startswith("sources/") for item in page["items"]]
    assert sorted(listed) == sorted(source.id for source in explainer.published("sources"))


def test_small_pages_have_the_plain_words_and_one_list(project: Project) -> None:
    generating.generate(project.root, 6)
    pages = peer_pages.small_cases_of(project.load())
    assert len(pages[0]["items"]) == len(pages) - 1
    page = next(page for page in pages if page["id"] == "custody-cases/sample-00001")
    assert len(page["events"]) >= 4
    assert "](https://example.org/news/1)" in page["items"][0]["link"]
    assert "[^" not in str(page)
