"""Citations and links in text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.citations import BadMark, Citation, Link, Use, marks, parse_target, parse_text, parse_uses, unmarked

ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
pins = st.from_regex(r"([A-Za-z0-9.§()]{1,5}( [A-Za-z0-9.§()]{1,5}){0,2})?", fullmatch=True)
uses = st.builds(Use, ids, pins)


def written(use: Use) -> str:
    return f"{use.id}, {use.pin}" if use.pin else use.id


@given(st.lists(uses, min_size=1, max_size=4))
def test_sources_with_pinpoints_are_read_back(listed: list[Use]) -> None:
    assert parse_uses("; ".join(map(written, listed))) == tuple(listed)


@given(st.lists(uses, min_size=1, max_size=3), ids, ids)
def test_a_citation_and_a_link_are_read_back_from_text(listed: list[Use], collection: str, record: str) -> None:
    text = f"Before. [{'; '.join('@' + written(use) for use in listed)}] And [words]({collection}/{record}) after."
    assert parse_text(text) == (("Before. ", Citation(tuple(listed)), " And ", Link("words", collection, record), " after."),)


@given(st.text())
def test_any_text_is_read_or_a_bad_mark(text: str) -> None:
    _read_or_bad(text)


@given(st.text(alphabet="[]()@;,# \nab-/:", max_size=40))
def test_any_heap_of_the_marks_is_read_or_a_bad_mark(text: str) -> None:
    _read_or_bad(text)


def _read_or_bad(text: str) -> None:
    try:
        paragraphs = parse_text(text)
    except BadMark as error:
        paragraphs = ()
        said = (error.found, error.expected)
    else:
        said = ("read", "read")
    plain = [part for run in paragraphs for part in run if isinstance(part, str)]
    assert all(said)
    assert not any("[@" in part or "](" in part for part in plain)


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="[]@"), min_size=1))
def test_text_without_marks_stays_as_it_is_but_for_white_space(text: str) -> None:
    assert " ".join("".join(part for part in run if isinstance(part, str)) for run in parse_text(text)) == " ".join(text.split())


def test_a_blank_line_makes_a_paragraph_and_a_line_break_does_not() -> None:
    assert parse_text("one\ntwo\n\n \nthree") == (("one two",), ("three",))


def test_a_pinpoint_keeps_its_commas() -> None:
    assert parse_uses("doe-op, at 3, note 2; roe-op") == (Use("doe-op", "at 3, note 2"), Use("roe-op"))


def test_a_target_may_have_an_anchor() -> None:
    assert parse_target("authorities/8-cfr-287-7#d") == ("authorities", "8-cfr-287-7", "d")


@pytest.mark.parametrize("target", ["", "doe", "/doe", "cases/", "Cases/Doe", "cases/doe#", "a/b/c", "cases/doe?x", "cases/doe\n"])
def test_what_is_no_target_is_refused(target: str) -> None:
    with pytest.raises(BadMark):
        parse_target(target)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("x [@doe", "[@"),
        ("x [@doe; roe]", "roe"),
        ("x [@Doe]", "Doe"),
        ("x [y](https://example.org/)", "https://example.org/"),
        ("x [y]()", "]("),
        ("x doe@]", "@]"),
    ],
)
def test_a_bad_mark_points_at_what_is_bad(text: str, token: str) -> None:
    with pytest.raises(BadMark) as caught:
        parse_text(text)
    assert caught.value.token == token
    assert token in text


def test_a_page_may_have_links_of_markdown_beside_the_marks() -> None:
    text = "See [the form](https://example.org/form), [a page](../about/index.md), [Doe](court-cases/doe) and [@doe-op, at 3]."
    found = list(marks(text))
    assert [mark for _, _, mark in found] == [Link("Doe", "court-cases", "doe"), Citation((Use("doe-op", "at 3"),))]
    assert [text[start:stop] for start, stop, _ in found] == ["[Doe](court-cases/doe)", "[@doe-op, at 3]"]


def test_a_citation_that_is_never_closed_on_a_page_is_a_bad_mark() -> None:
    with pytest.raises(BadMark, match="belongs to no citation"):
        list(marks("One [@doe-op] and [@roe-op, at 3."))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x [doe-op]", [("[doe-op", "doe-op")]),
        ("x [doe-op, at 3]", [("[doe-op", "doe-op")]),
        ("x @doe-op.", [("@doe-op", "doe-op")]),
        ("write to jail@county.example", []),
        ("a [sic] and [an] order", [("[sic", "sic"), ("[an", "an")]),
        ("[Emphasis added]", []),
    ],
)
def test_what_may_be_a_citation_without_its_mark_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert list(unmarked(text)) == found
