"""One kind of fault, and one printer for it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from explainer.faults import (
    MAX_FAULTS,
    Fault,
    Faulty,
    Place,
    Replacement,
    as_data,
    as_github,
    as_text,
    at_most,
    did_you_mean,
    excerpt,
    mended,
    one_of,
    only_near,
)

FAULT = Fault(Place("data/a.yml", 2, 3), "'holdng'", "one of: holding", "Did you mean 'holding'")


def test_a_place_is_printed_as_editors_and_terminals_link_it() -> None:
    assert str(Place("data/a.yml", 2, 3)) == "data/a.yml:2:3"


@pytest.mark.parametrize(
    ("fix", "sentence"), [("", "x. Expected y."), ("Do z", "x. Expected y. Do z."), ("Did you mean 'z'", "x. Expected y. Did you mean 'z'?")]
)
def test_the_sentence_says_found_expected_and_fix(fix: str, sentence: str) -> None:
    assert Fault(Place("a"), "x", "y", fix).sentence == sentence


def test_faults_are_sorted_by_place_and_said_once() -> None:
    late, early = Fault(Place("b.yml", 1), "x", "y"), Fault(Place("a.yml", 10), "x", "y")
    middle = Fault(Place("a.yml", 9), "x", "y")
    assert Faulty([late, early, middle, late]).faults == [middle, early, late]
    assert str(Faulty([late, early])) == "a.yml:10:1: x. Expected y.\nb.yml:1:1: x. Expected y."


def test_a_near_word_is_proposed_and_a_far_one_is_not() -> None:
    assert did_you_mean("holdng", ["holding", "facts"]) == "Did you mean 'holding'"
    assert did_you_mean("zzz", ["holding", "facts"]) == ""


def test_a_long_list_is_cut_and_says_how_much_is_missing() -> None:
    assert one_of(["a", "b"]) == "one of: a, b"
    assert one_of("abcd", 2) == "one of: a, b, … (2 more)"


def test_the_caret_stands_below_the_column(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("one\n  two\n", encoding="utf-8")
    assert excerpt(Fault(Place("a.yml", 2, 3), "x", "y"), tmp_path) == "     2 |   two\n       |   ^"


def test_a_long_line_is_cut_around_the_caret(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("x" * 500 + "!" + "x" * 500, encoding="utf-8")
    line, caret = excerpt(Fault(Place("a.yml", 1, 501), "x", "y"), tmp_path).split("\n")
    assert line[caret.index("^")] == "!"
    assert len(line) == len("     1 | ") + 160


def test_what_could_steer_a_terminal_is_not_printed(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a\x1b[31mb\u202ec\td", encoding="utf-8")
    line, _ = excerpt(Fault(Place("a.yml"), "x", "y"), tmp_path).split("\n")
    assert line == "     1 | a·[31mb·c d"


@pytest.mark.parametrize("place", [Place("gone.yml"), Place("a.yml", 9)])
def test_where_there_is_no_line_there_is_no_excerpt(tmp_path: Path, place: Place) -> None:
    (tmp_path / "a.yml").write_text("one\n", encoding="utf-8")
    assert excerpt(Fault(place, "x", "y"), tmp_path) == ""


def test_the_terminal_gets_a_block_a_fault_with_an_empty_line_between(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yml").write_text("one\n  two\n", encoding="utf-8")
    said = as_text([FAULT, FAULT], tmp_path)
    assert said.split("\n\n") == ["data/a.yml:2:3: 'holdng'. Expected one of: holding. Did you mean 'holding'?\n     2 |   two\n       |   ^"] * 2


def test_programs_get_every_part(tmp_path: Path) -> None:
    assert as_data([FAULT], tmp_path) == [
        {
            "path": "data/a.yml",
            "line": 2,
            "column": 3,
            "found": "'holdng'",
            "expected": "one of: holding",
            "fix": "Did you mean 'holding'",
            "excerpt": "",
            "replacement": None,
        }
    ]


@pytest.fixture
def in_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.usefixtures("in_terminal")
def test_in_a_terminal_the_faults_of_a_file_stand_together_below_its_name_in_color(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Fault(Place("data/b.yml", 4), "x", "y")
    said = as_text([FAULT, other, Fault(Place("data/a.yml", 9), "z", "y")], tmp_path)
    plain = re.sub(r"\x1b\[[\d;]*m", "", said)
    assert [line for line in plain.split("\n") if line] == [
        "data/a.yml  2 faults",
        "data/a.yml:2:3: 'holdng'. Expected one of: holding. Did you mean 'holding'?",
        "data/a.yml:9:1: z. Expected y.",
        "data/b.yml  1 fault",
        "data/b.yml:4:1: x. Expected y.",
    ]
    assert "\x1b[31m'holdng'\x1b[0m" in said
    for name, value in (("NO_COLOR", ""), ("TERM", "dumb")):
        with monkeypatch.context() as context:
            context.setenv(name, value)
            assert as_text([FAULT], tmp_path) == "data/a.yml:2:3: 'holdng'. Expected one of: holding. Did you mean 'holding'?"


def test_a_file_that_a_terminal_does_not_see_gets_no_color(tmp_path: Path) -> None:
    assert "\x1b" not in as_text([FAULT], tmp_path)


MENDABLE = Fault(Place("a.yml", 2, 3), "'holdng'", "one of: holding", "Did you mean 'holding'", Replacement("holdng", "holding"))


def test_what_to_write_is_proposed_line_by_line_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("one\n  holdng: 1\n", encoding="utf-8")
    assert mended(MENDABLE, tmp_path) == ("  holdng: 1", "  holding: 1")
    assert as_text([MENDABLE], tmp_path).split("\n")[-2:] == ["     - |   holdng: 1", "     + |   holding: 1"]
    assert as_data([MENDABLE], tmp_path)[0]["replacement"] == "  holding: 1"
    assert as_github([MENDABLE], tmp_path).endswith("?%0AThe line as it would read:%0A  holding: 1")


def test_nothing_is_proposed_where_something_else_stands(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("one\n holdng: 1\n", encoding="utf-8")
    assert mended(MENDABLE, tmp_path) is None
    assert as_text([MENDABLE], tmp_path).endswith("^")


def test_a_proposal_makes_no_other_fault_of_a_fault() -> None:
    assert replace(MENDABLE, replacement=None) == MENDABLE


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("holdng", ["holding", "facts"], "holding"),
        ("No", ["no", "yes"], "no"),
        ("gazete-2019", ["gazette-2019", "gazette-2018"], None),  # two are near
        ("doe-2015", ["doe-2014"], None),  # another year is another case
        ("cax", ["tax"], None),  # not near enough
    ],
)
def test_a_word_is_replaced_only_if_no_other_can_be_meant(word: str, known: list[str], near: str | None) -> None:
    assert only_near(word, known) == (Replacement(word, near) if near else None)


def test_of_a_file_too_large_to_be_read_no_line_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("x" * 2_000_001, encoding="utf-8")
    assert excerpt(Fault(Place("a.yml"), "x", "y"), tmp_path) == ""


def test_a_notice_is_annotated_as_one(tmp_path: Path) -> None:
    assert as_github([FAULT], tmp_path, "notice").startswith("::notice file=data/a.yml,line=2,col=3::")


def test_github_gets_one_command_a_fault_with_its_signs_escaped(tmp_path: Path) -> None:
    fault = Fault(Place("a,b:c.yml", 2, 3), "50%\nmore", "less")
    assert as_github([fault], tmp_path) == "::error file=a%2Cb%3Ac.yml,line=2,col=3::50%25%0Amore. Expected less."


def test_of_a_file_with_very_many_faults_the_first_are_said_and_that_there_are_more() -> None:
    many = [Fault(Place("a.yml", line), "x", "y") for line in range(1, MAX_FAULTS + 5)]
    assert at_most(many[:MAX_FAULTS], "a.yml") == many[:MAX_FAULTS]
    more, *first = at_most(many, "a.yml")
    assert (more.place, more.found, first) == (Place("a.yml"), "more than 100 faults in one file", many[:MAX_FAULTS])


def test_a_line_is_read_again_when_the_file_has_changed(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("one\n", encoding="utf-8")
    assert excerpt(Fault(Place("a.yml"), "x", "y"), tmp_path).startswith("     1 | one\n")
    (tmp_path / "a.yml").write_text("three\n", encoding="utf-8")
    assert excerpt(Fault(Place("a.yml"), "x", "y"), tmp_path).startswith("     1 | three\n")
