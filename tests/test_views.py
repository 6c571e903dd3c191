"""Views: everything a record's page shows, resolved and frozen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain import plain
from pydantic import create_model
from sample import Project

from explainer.explainer import Explainer
from explainer.records import Cited, Record
from explainer.records import plain as plain_field
from explainer.support import Backing
from explainer.views import NOTE, Labeled, View, Views, _names_of, _shown_of, note_key, note_token, source_of
from explainer.vocabulary import Checked

CASE = "data/custody-cases/fairview-2019.yml"


def view_of(explainer: Explainer, key: str) -> View:
    collection, _, record_id = key.partition("/")
    return Views(explainer).of(explainer.collections[collection][record_id])


def notes_in(html: str) -> list[str]:
    return [source_of(key) for key in NOTE.findall(html)]


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), st.text(), st.sampled_from([None, *Checked]), st.none() | st.dates())
def test_a_note_token_holds_any_pinpoint_and_breaks_neither_html_nor_a_table(
    source: str, pin: str, checked: Checked | None, day: dt.date | None
) -> None:
    key = note_key(Backing(source, pin, checked), day)
    token = note_token(key)
    assert NOTE.findall(token) == [key]
    assert source_of(key) == source
    assert not set("<>|\"'`{}[]\n") & set(token.removeprefix("<!--").removesuffix("-->"))


def test_a_note_says_source_place_how_and_when_and_escapes_it(explainer: Explainer) -> None:
    html = Views(explainer).note(note_key(Backing("gazette-2019", 'p. <b>"2"', Checked.EXCERPT), dt.date(2026, 11, 20)))
    assert html.startswith('<cite><a href="https://example.org/gazette/bond" rel="external">Jail frees man on bond</a></cite>, Fairview Gazette, ')
    assert '<time datetime="2019-06-02">June 2, 2019</time>, <span class="pin">p. &lt;b&gt;&#34;2&#34;</span>. ' in html
    assert "Read in excerpt, November 20, 2026, at " in html
    assert '<a href="https://archive.example.net/gazette-bond" rel="external">archive.example.net</a>' in html
    assert '<a href="@/sources/news/j/#gazette-2019">About this source</a>' in html


def test_text_becomes_paragraphs_with_links_and_notes_behind_what_they_support(project: Project) -> None:
    project.replace(
        CASE,
        "reason: The court had set bond.",
        'reason: "Bond & <b>. [@gazette-2019, p. 1]\n\n  See [Doe](court-cases/doe-2014#facts) [@gazette-2019]."',
    )
    reason = view_of(project.load(), "custody-cases/fairview-2019").reason
    assert NOTE.sub("*", reason.block) == ('<p>Bond &amp; &lt;b&gt;.*</p><p>See <a href="@/court-cases/doe-2014/#facts">Doe</a>*.</p>')
    assert reason.plain == "Bond & <b>. See Doe."


def test_a_source_of_a_list_is_noted_where_the_text_does_not_cite_it_itself(explainer: Explainer) -> None:
    case = view_of(explainer, "custody-cases/fairview-2019")
    assert notes_in(case.reason.block) == ["gazette-2019"]
    assert notes_in(case.summary.block) == ["gazette-2019"]
    assert notes_in(case.events[0].what.block) == ["gazette-2019"]


def test_what_has_no_support_is_not_in_the_view(project: Project) -> None:
    project.replace(CASE, "supports: [reason]", "supports: [agency]")
    case = view_of(project.load(), "custody-cases/fairview-2019")
    assert case.reason is None
    assert notes_in(case.agency.__html__()) == ["gazette-2019"]


def test_an_item_that_can_not_do_without_an_unsupported_fact_is_left_out(project: Project) -> None:
    project.replace("data/states/ohio.yml", "supports: [does]", "supports: [name]")
    assert view_of(project.load(), "states/ohio").laws == ()


def test_a_reading_and_a_doubt_need_no_support(explainer: Explainer) -> None:
    assert "Does a detainer order" in view_of(explainer, "court-cases/doe-2014").question.block
    assert "one newspaper only" in view_of(explainer, "custody-cases/fairview-2019").doubts[0].block


def test_notes_of_editors_are_never_in_a_view(explainer: Explainer) -> None:
    case = view_of(explainer, "custody-cases/fairview-2019")
    assert "Ask the county" in str(explainer.collections["custody-cases"]["fairview-2019"])
    assert "Ask the county" not in repr(dict(case.items()))


def test_choices_dates_and_records_are_resolved(explainer: Explainer) -> None:
    case = view_of(explainer, "custody-cases/fairview-2019")
    assert (case.kind.value, case.kind.label) == ("released-despite-detainer", "Released although there was a detainer")
    assert case.detainer.lodged.__html__() == '<time datetime="2019-05">May 2019</time>'
    assert case.court_cases[0].__html__() == '<a href="@/court-cases/doe-2014/">Doe v. Fairview County</a>'
    assert case.events[0].step.title == "Booking"


def test_a_link_to_a_draft_is_its_words_alone(project: Project) -> None:
    project.replace(CASE, "(questions/request-or-order)", "(hold-clock/draft)")
    assert "It had asked whether a detainer is an order." in view_of(project.load(), "custody-cases/fairview-2019").summary.block


def test_a_change_about_a_record_shows_that_records_date_and_title(explainer: Explainer) -> None:
    change = view_of(explainer, "states/ohio").changes[0]
    assert (change.date.iso, change.title, change.what.plain) == ("2014-03-04", "Doe v. Fairview County", "Doe v. Fairview County")


def test_a_view_knows_who_refers_to_its_record_and_what_was_only_consulted(explainer: Explainer, project: Project) -> None:
    referrers = view_of(explainer, "court-cases/doe-2014").referrers
    assert {name: [ref.id for ref in refs] for name, refs in referrers.items()}["states"] == ["ohio"]
    assert view_of(explainer, "questions/request-or-order").consulted == ()
    project.replace(
        "data/questions/request-or-order.yml", "checked: full-text}", "checked: full-text}\n  - {id: gazette-2019, pin: page 4, checked: excerpt}"
    )
    (use,) = view_of(project.load(), "questions/request-or-order").consulted
    assert (use.id.id, use.pin, use.checked.label) == ("gazette-2019", "page 4", "read in excerpt")


def test_a_label_is_its_text_where_a_text_is_needed_and_carries_its_notes_where_it_is_printed() -> None:
    label = Labeled("A & B", note_token("doe-op;;;"))
    assert (label, label.text) == ("A & B", "A & B")
    assert label.__html__() == "A &amp; B<!--note:doe-op;;;-->"


def test_a_postal_code_is_the_states_name_and_links_it_if_it_has_a_page(project: Project) -> None:
    project.replace("data/court-cases/doe-2014.yml", "states: [OH]", "states: [OH, UT]")
    ohio, utah = view_of(project.load(), "court-cases/doe-2014").states
    assert (ohio.postal, str(ohio), ohio.__html__()) == ("OH", "Ohio", '<a href="@/states/ohio/">Ohio</a>')
    assert (utah.postal, utah.__html__()) == ("UT", "Utah")


def test_a_view_is_read_only_and_knows_no_name_it_does_not_have(explainer: Explainer) -> None:
    view = view_of(explainer, "states/ohio")
    with pytest.raises(AttributeError, match="read-only"):
        view.title = "Utah"
    with pytest.raises(AttributeError, match="no field 'holdd'"):
        _ = view.holdd
    with pytest.raises(TypeError):
        view.referrers["states"] = ()


@pytest.mark.parametrize("name", ["items", "cited", "file", "referrers"])
def test_a_field_with_a_name_that_every_view_has_is_told_to_whoever_adds_it(name: str) -> None:
    field: dict[str, Any] = {name: (str | None, plain_field("It.", "", None))}
    with pytest.raises(AssertionError, match=f"Odd has a field '{name}'"):
        _names_of(create_model("Odd", __base__=Record, **field))


def test_a_part_has_no_field_with_the_name_of_a_method() -> None:
    with pytest.raises(AssertionError, match="Odd has a field 'items'"):
        _shown_of(create_model("Odd", __base__=Cited, items=(str | None, plain_field("It.", "", None))))


SHOWN: dict[str, tuple[str, str, str, str]] = {
    "a word of its text": (CASE, "The county jail released", "The city jail released", "custody-cases/fairview-2019"),
    "the date of an event": (CASE, "date: 2019-06-01", "date: 2019-06-02", "custody-cases/fairview-2019"),
    "a choice": (CASE, 'honored: "no"', "honored: partly", "custody-cases/fairview-2019"),
    "a pinpoint": (CASE, "[@gazette-2019, paragraph 2]", "[@gazette-2019, paragraph 9]", "custody-cases/fairview-2019"),
    "how a source was checked": (CASE, "checked: full-text", "checked: excerpt", "custody-cases/fairview-2019"),
    "the title of a record it links": ("data/court-cases/doe-2014.yml", "title: Doe v.", "title: Roe v.", "custody-cases/fairview-2019"),
    "the title of a source it cites": ("data/sources/news.yml", "title: Jail frees", "title: Jail let go", "custody-cases/fairview-2019"),
    "the title of a record that refers to it": ("data/states/ohio.yml", "title: Ohio", "title: The State of Ohio", "court-cases/doe-2014"),
    "support taken away": (CASE, "supports: [reason]", "supports: [agency]", "custody-cases/fairview-2019"),
}
NOT_SHOWN: dict[str, tuple[str, str, str, str]] = {
    "a note of editors": (CASE, "Ask the county", "Ask the clerk [@gazette-2019, page 77]", "custody-cases/fairview-2019"),
    "a comment": (CASE, "confidence: high", "confidence: high # checked twice", "custody-cases/fairview-2019"),
    "quotes around a value": (CASE, "agency: Fairview County Jail", 'agency: "Fairview County Jail"', "custody-cases/fairview-2019"),
    "the order of two fields": (
        CASE,
        "confidence: high\nverified: 2026-11-20\n",
        "verified: 2026-11-20\nconfidence: high\n",
        "custody-cases/fairview-2019",
    ),
    "another record": ("data/glossary.yml", "A request from ICE", "A demand of ICE", "custody-cases/fairview-2019"),
}


@pytest.mark.parametrize("name", [*SHOWN, *NOT_SHOWN])
def test_a_view_changes_if_and_only_if_something_shown_does(name: str, project: Project) -> None:
    file, old, new, key = (SHOWN | NOT_SHOWN)[name]
    before = plain(view_of(project.load(), key))
    project.replace(file, old, new)
    assert (plain(view_of(project.load(), key)) != before) is (name in SHOWN)
