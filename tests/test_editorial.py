"""The editorial standard, on the pages and records of this site itself."""

from __future__ import annotations

import datetime as dt
import statistics

import pytest
from sample import ROOT

from explainer import reading_level, rules, standard, standing
from explainer.explainer import Explainer
from explainer.records import Record, State


@pytest.fixture(scope="module")
def real() -> Explainer:
    return rules.load(ROOT, dt.date.today())


@pytest.fixture(scope="module")
def pages(real: Explainer) -> list[standard.PageState]:
    return standard.states_of(standard.pages(real), real)


def test_every_paragraph_that_states_a_fact_leads_to_a_source(pages: list[standard.PageState]) -> None:
    assert [line for page in pages for line in page.bare] == []
    assert sum(page.blocks for page in pages) > 400


def test_signposts_are_few(pages: list[standard.PageState]) -> None:
    assert sum(page.signposts for page in pages) <= 0.08 * sum(page.blocks for page in pages)


def test_optional_is_said_beside_the_law_of_the_states(pages: list[standard.PageState]) -> None:
    assert [line for page in pages for line in page.optional] == []


def test_numbers_come_from_their_records(pages: list[standard.PageState]) -> None:
    assert [line for page in pages for line in page.copied] == []


def test_pages_can_be_read_by_everybody(pages: list[standard.PageState]) -> None:
    grades = [page.grade for page in pages if page.grade is not None]
    assert statistics.median(grades) <= 9
    assert max(grades) <= 11


def test_summaries_and_state_texts_can_be_read_by_everybody(real: Explainer) -> None:
    records = [entry for entry in real if isinstance(entry, Record)]
    assert [
        f"{entry.collection.name}/{entry.id}" for entry in records if (level := standing.summary_grade(entry)) and level > standing.SUMMARY_GRADE
    ] == []
    texts = [
        level
        for entry in records
        if isinstance(entry, State)
        for text in (entry.hold.why, entry.judicial_warrant.why, entry.notify.why, entry.agreement_287g.why, entry.jail_must)
        if text and (level := reading_level.grade(text.plain)) is not None
    ]
    assert len(texts) > 150
    assert statistics.median(texts) <= 10
