"""What a record refers to, and what supports each of its facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sample import Project

from explainer import support
from explainer.explainer import Explainer
from explainer.records import Entry
from explainer.support import Backing, Field
from explainer.vocabulary import Checked

ReadRecord = Callable[[str, str], tuple[Entry | None, list[str]]]

STEP = """\
title: Booking
summary: {summary}
order: 1
actor: Jail
legal_basis: {basis}
pitfalls:
  - {pitfall}
sources:
  - {{id: doe-op, pin: at 3, checked: {checked}, supports: [{supports}]}}
  - {{id: lost, checked: memory, supports: [{lost}]}}
confidence: high
verified: 2026-11-20
"""


@pytest.fixture
def step(record_of: ReadRecord) -> Callable[..., Entry]:
    def make(**texts: str) -> Entry:
        parts = {"summary": "It is. [@doe-op]", "basis": "A law.", "pitfall": "A pit.", "checked": "excerpt", "supports": "title", "lost": "title"}
        record, faults = record_of("lifecycle", STEP.format(**(parts | texts)))
        assert record is not None, faults
        return record

    return make


def field_of(entry: Entry, *path: str | int) -> Field:
    return next(field for field in support.walk(entry) if field.path == path)


def test_a_citation_in_the_text_supports_it_with_the_pinpoint_of_the_list_unless_it_has_its_own(step: Callable[..., Entry]) -> None:
    assert support.backings(field_of(step(basis="A law. [@doe-op]"), "legal_basis")) == (Backing("doe-op", "at 3", Checked.EXCERPT),)
    assert support.backings(field_of(step(basis="A law. [@doe-op, at 9]"), "legal_basis")) == (Backing("doe-op", "at 9", Checked.EXCERPT),)


def test_a_source_that_names_a_field_supports_it_and_no_other(step: Callable[..., Entry]) -> None:
    record = step(supports="legal_basis")
    assert support.attached(field_of(record, "legal_basis")) == (Backing("doe-op", "at 3", Checked.EXCERPT),)
    assert support.supported(field_of(record, "legal_basis"))
    assert not support.supported(field_of(record, "pitfalls", 0))


def test_a_source_that_names_a_list_supports_each_of_its_items(step: Callable[..., Entry]) -> None:
    assert support.supported(field_of(step(supports="pitfalls"), "pitfalls", 0))


@pytest.mark.parametrize(("checked", "supported"), [("full-text", True), ("excerpt", True), ("secondary", True), ("memory", False)])
def test_memory_alone_supports_nothing(step: Callable[..., Entry], checked: str, supported: bool) -> None:
    assert support.supported(field_of(step(supports="legal_basis", checked=checked), "legal_basis")) is supported


def test_memory_beside_a_source_that_was_read_does_no_harm(step: Callable[..., Entry]) -> None:
    assert support.supported(field_of(step(supports="legal_basis", lost="legal_basis"), "legal_basis"))


def test_a_fact_without_support_is_a_draft_field_and_a_label_is_not(step: Callable[..., Entry]) -> None:
    assert [field.path for field in support.walk(step()) if not support.supported(field)] == [("legal_basis",), ("pitfalls", 0)]


def test_a_record_whose_summary_has_no_support_is_a_draft(step: Callable[..., Entry]) -> None:
    assert not support.is_draft(step())
    assert support.is_draft(step(summary="It is."))
    assert support.is_draft(step(summary="It is. [@lost]"))


def test_the_nearest_source_counts(explainer: Explainer) -> None:
    ohio = explainer.collections["states"]["ohio"]
    assert [backing.id for backing in support.backings(field_of(ohio, "laws", 0, "does"))] == ["gazette-2019"]
    assert [backing.checked for backing in support.backings(field_of(ohio, "laws", 0, "does"))] == [Checked.EXCERPT]
    assert [backing.id for backing in support.backings(field_of(ohio, "rulings", 0, "effect"))] == ["doe-2014-op"]
    case = explainer.collections["custody-cases"]["fairview-2019"]
    assert support.backings(field_of(case, "events", 1, "what")) == (Backing("gazette-2019", "paragraph 2", Checked.FULL_TEXT),)


def test_a_source_line_counts_before_a_list_further_out_that_names_its_field(project: Project) -> None:
    project.replace(
        "data/states/ohio.yml", "  - {id: gazette-2019, checked: excerpt}\n", "  - {id: gazette-2019, checked: excerpt, supports: [rulings, laws]}\n"
    )
    ohio = project.load().collections["states"]["ohio"]
    assert [backing.id for backing in support.backings(field_of(ohio, "rulings", 0, "effect"))] == ["doe-2014-op"]
    assert [backing.checked for backing in support.backings(field_of(ohio, "laws", 0, "name"))] == [Checked.EXCERPT]


def test_a_reading_is_bare_unless_it_links_or_cites(record_of: ReadRecord) -> None:
    text = "title: Q\nsummary: S. [@doe-op]\norder: 1\nsides:\n  - position: Yes it is\n    note: {}\nsources: []\nconfidence: high\nverified: 2026-11-20\n"
    for note, bare in [("Plain.", True), ("See [Doe](court-cases/doe).", False), ("Said. [@doe-op]", False)]:
        record, faults = record_of("questions", text.format(note))
        assert record is not None, faults
        assert support.bare(field_of(record, "sides", 0, "note")) is bare


def test_every_kind_of_reference_is_found_with_what_to_point_at(explainer: Explainer) -> None:
    found = [(ref.collection, ref.id, ref.token) for ref in support.references(explainer.collections["custody-cases"]["fairview-2019"])]
    for expected in [
        ("sources", "gazette-2019", "@gazette-2019"),
        ("sources", "gazette-2019", "gazette-2019"),
        ("questions", "request-or-order", "(questions/request-or-order"),
        ("court-cases", "doe-2014", "doe-2014"),
        ("lifecycle", "booking", "booking"),
    ]:
        assert expected in found
    assert ("court-cases", "doe-2014", "court-cases/doe-2014") in [
        (ref.collection, ref.id, ref.token) for ref in support.references(explainer.collections["claims"]["jails-must-hold"])
    ]


def test_context_is_no_record_of_the_lifecycle(record_of: ReadRecord) -> None:
    record, faults = record_of(
        "custody-cases",
        "title: A case\nsummary: S.\nkind: honored\nplace: {state: OH}\nagency: Jail\nevents:\n  - step: context\n  - step: booking\n"
        "confidence: high\nverified: 2026-11-20\n",
    )
    assert record is not None, faults
    assert [ref.id for ref in support.references(record) if ref.collection == "lifecycle"] == ["booking"]


def test_what_was_found_is_kept_for_the_last_records_only(explainer: Explainer, monkeypatch: pytest.MonkeyPatch) -> None:
    """For all records of a large site it would be a good part of the memory."""
    monkeypatch.setattr(support, "RECENT", 2)
    asked: list[Entry] = []
    once = support.recent(lambda entry: (asked.append(entry), entry.title))
    one, two, three = list(explainer)[:3]
    copy = one.model_copy()
    for entry in (one, one, two, one, copy, copy, two, one, three, one):
        assert once(entry)[1] == entry.title
    assert [id(entry) for entry in asked] == [id(entry) for entry in (one, two, copy, one, three)]
