"""The last step on a page's HTML."""

from __future__ import annotations

import re

import pytest
from sample import Project

from explainer.explainer import Explainer
from explainer.finish import Terms, finish, headings, number_notes
from explainer.views import Views

NOTE_A, NOTE_B = "<!--note:a;;;-->", "<!--note:b;;;-->"


def numbered(html: str) -> str:
    return number_notes(html, lambda key: f"note {key[0]}")


@pytest.fixture
def terms(explainer: Explainer) -> Terms:
    return Terms(Views(explainer))


def test_notes_are_numbered_in_their_order_and_the_same_note_keeps_its_number() -> None:
    html = numbered(f"<p>x{NOTE_B}y{NOTE_A}z{NOTE_B}</p>")
    assert re.findall(r'href="#fn:(\d)" aria-label="Note \d">(\d)</a>', html) == [("1", "1"), ("2", "2"), ("1", "1")]
    assert re.findall(r'<li id="fn:(\d)"><p>note (\w)', html) == [("1", "b"), ("2", "a")]
    assert "<!--" not in html


def test_every_way_back_leads_to_a_mark_and_every_mark_to_a_note() -> None:
    html = numbered(f"<p>x{NOTE_B}y{NOTE_A}z{NOTE_B}</p>")
    ids, targets = re.findall(r'\bid="([^"]+)"', html), re.findall(r'href="#([^"]+)"', html)
    assert len(set(ids)) == len(ids)
    assert set(targets) == set(ids) - {"notes"}


def test_a_note_that_follows_itself_is_one_mark() -> None:
    assert numbered(f"x{NOTE_A} {NOTE_A}{NOTE_B}").count("<sup") == 2


@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "caption", "title"])
def test_no_note_stands_in_a_heading(tag: str) -> None:
    assert numbered(f"<{tag} id='x'>Head{NOTE_A}</{tag}>") == f"<{tag} id='x'>Head</{tag}>"


def test_a_page_without_notes_has_no_list_of_them() -> None:
    assert numbered("<p>x</p>") == "<p>x</p>"


def test_the_first_use_of_a_term_is_explained_and_no_later_one(terms: Terms) -> None:
    html, used = terms.explain("<p>Detainers and a detainer.</p>")
    assert html == '<p><a class="term" href="#term-detainer">Detainers</a> and a detainer.</p>'
    assert [term.id for term in used] == ["detainer"]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>A detainer</h2>",
        '<a href="x">a <b>detainer</b></a>',
        "<code>detainer</code>",
        "<blockquote><p>a detainer</p></blockquote>",
        '<img alt="detainer">',
        "<!--note:detainer;;;-->",
        "<p>no-detainer predetainer detainer_x undetainers</p>",
        "<p>DETAINER</p>",
        '<p class="meta">a detainer</p>',
        "<th>detainer</th>",
    ],
)
def test_a_term_is_left_alone_in_names_headings_links_quotations_and_other_words(terms: Terms, html: str) -> None:
    assert terms.explain(html) == (html, [])


def test_a_term_is_explained_behind_what_leaves_it_alone(terms: Terms) -> None:
    html, _ = terms.explain("<h2>detainer<br></h2><p>detainer</p>")
    assert html == '<h2>detainer<br></h2><p><a class="term" href="#term-detainer">detainer</a></p>'


def test_the_explained_words_stand_at_the_end_with_their_notes(terms: Terms) -> None:
    html = finish('<p>A detainer.</p><a href="@/states/ohio/">Ohio</a>', "about/", lambda key: "a note", terms)
    assert '<dt id="term-detainer">Detainer</dt><dd>A request from ICE to a jail.<sup' in html
    assert '<a href="../states/ohio/">' in html
    assert '<a href="../glossary/#detainer"' in html
    assert html.index('id="terms"') < html.index('id="notes"')
    assert "@/" not in html


def test_a_page_can_do_without_terms() -> None:
    assert finish("<p>A detainer.</p>", "", lambda key: "", None) == "<p>A detainer.</p>"


@pytest.mark.parametrize(
    ("form", "explained", "left_alone"),
    [
        ("detainer", ["detainer", "Detainer"], ["DETAINER"]),
        ("Detainer", ["detainer", "Detainer"], ["DETAINER"]),
        ("e-verify", ["e-verify", "E-verify"], ["E-Verify"]),
        ("E-Verify", ["E-Verify"], ["e-Verify", "e-verify"]),
        ("a hold", ["a hold", "A hold"], ["A Hold"]),
        ("iPhone", ["iPhone", "IPhone"], ["iphone", "Iphone"]),
        ("ICE", ["ICE"], ["ice", "Ice", "iCE"]),
        ("i", ["i", "I"], ["ii"]),
        ("ßa", ["ßa", "SSa"], ["ssa"]),
        ("R&D", ["R&amp;D"], ["r&amp;D"]),
        ("8 C.F.R.", ["8 C.F.R."], ["8 c.f.r."]),
    ],
)
def test_a_form_is_explained_as_it_is_given_and_at_the_start_of_a_sentence(
    form: str, explained: list[str], left_alone: list[str], project: Project
) -> None:
    project.replace("data/glossary.yml", "forms: [detainer, detainers]", f"forms: ['{form}']")
    terms = Terms(Views(project.load()))
    for words in explained:
        html, used = terms.explain(f"<p>{words}: so it is.</p>")
        assert html == f'<p><a class="term" href="#term-detainer">{words}</a>: so it is.</p>'
        assert [term.id for term in used] == ["detainer"]
    for words in left_alone:
        assert terms.explain(f"<p>{words}: so it is.</p>") == (f"<p>{words}: so it is.</p>", [])


def test_a_glossary_without_other_forms_explains_nothing(project: Project) -> None:
    project.replace("data/glossary.yml", "  forms: [detainer, detainers]\n", "")
    assert Terms(Views(project.load())).explain("<p>detainer</p>") == ("<p>detainer</p>", [])


def test_headings_are_found_with_level_place_and_bare_text() -> None:
    html = '<h1 id="a">A</h1><h2 class="x" id="b">B <em>c</em>\n d</h2><h3 id="e">E</h3><h2>none</h2>'
    assert list(headings(html)) == [(2, "b", "B c d"), (3, "e", "E")]
