"""The short run of the fuzzer, hypothesis on the same targets, and the stories of what the long runs found."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzzing import SIGNS, Fuzzer, Trouble, mutated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import Project

from explainer import exports, yaml_tree
from explainer.faults import Faulty, Place

INPUTS = 1500
"""A few seconds. The long run is `python tests/fuzzing.py` (MAINTAINING.md)."""

HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.lists(st.sampled_from([*SIGNS, "title", "summary", "sources", "detainer", "\n", "\n  "]), max_size=40).map("".join),
)
quick = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def fuzzer(tmp_path_factory: pytest.TempPathFactory) -> Fuzzer:
    return Fuzzer(tmp_path_factory.mktemp("fuzz") / "project", seed=2026)


def test_a_short_run_ends_without_trouble_and_reaches_every_target(fuzzer: Fuzzer) -> None:
    counts, _, troubles = fuzzer.run(INPUTS)
    assert [(trouble.target, trouble.number, trouble.story) for trouble in troubles] == []
    assert counts.keys() == fuzzer.targets.keys()
    assert counts.total() >= INPUTS * 0.95


def test_the_targets_get_texts_that_are_read_and_texts_that_are_refused(fuzzer: Fuzzer) -> None:
    """Else the run would prove nothing: mutations must not all be refused at the first step."""

    def records() -> Iterator[int]:
        for number in range(100):
            rng = random.Random(number)
            yield len(list(fuzzer._with_record(mutated(fuzzer.marks[0], fuzzer.texts, rng), rng)))

    published = sum(records())
    assert 10 < published < 90


def test_a_record_that_becomes_a_draft_which_a_page_names_is_told_of(tmp_path: Path) -> None:
    """This input was called a trouble: a fault with its place is an answer."""
    assert Fuzzer(tmp_path / "project", seed=77).one("exports", 15) is None


def test_an_input_is_made_again_from_its_name(fuzzer: Fuzzer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(text: str, rng: random.Random) -> None:
        raise KeyError(text)

    monkeypatch.setitem(fuzzer.targets, "dates", (10, lambda rng: "2019", fails))
    first, again = fuzzer.one("dates", 5), fuzzer.one("dates", 5)
    assert isinstance(first, Trouble)
    assert isinstance(again, Trouble)
    assert (first.text, first.number) == (again.text, 5)
    assert "KeyError" in first.story


def test_what_takes_too_long_is_a_trouble(fuzzer: Fuzzer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fuzzing.SECONDS", 0.0001)
    monkeypatch.setitem(fuzzer.targets, "dates", (10, lambda rng: "2019", lambda text, rng: [None for _ in range(10**6)] and None))
    trouble = fuzzer.one("dates", 1)
    assert trouble
    assert "processor time" in trouble.story or "no end in sight" in trouble.story


def test_what_took_too_long_once_is_none(fuzzer: Fuzzer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run failed because the process had other work during one input, which takes 0.1 s by itself."""
    clock = iter([0.0, 9.0, 9.0, 9.1])
    monkeypatch.setattr("fuzzing.time.process_time", lambda: next(clock))
    monkeypatch.setitem(fuzzer.targets, "dates", (10, lambda rng: "2019", lambda text, rng: None))
    assert fuzzer.one("dates", 1) is None
    assert list(clock) == []


@pytest.mark.parametrize("name", ["loader", "citations", "dates", "pages"])
@quick
@given(text=HOSTILE)
def test_any_text_is_answered_as_declared(fuzzer: Fuzzer, name: str, text: str) -> None:
    _, _, work = fuzzer.targets[name]
    work(text, random.Random(0))


STORIES: dict[str, tuple[str, str]] = {
    # The grade of a text leaves legal citations out. Their pattern tried every way to cut one endless word: minutes.
    "reading grade of an endless word": ("citations", "8 C.F.R" + "a" * 21_000),
    "reading grade of endless capitals": ("citations", "Aa " * 7_000),
    "reading grade of quotations never closed": ("citations", "“" * 20_000),
    # Jinja gave up on the depth of brackets, and the search for the deepest line on the bracket that is never closed: a traceback.
    "brackets too deep and never closed": ("pages", '# Home\n\n{{ link("states/ohio"' + "(" * 300 + " }}\n"),
    # Jinja's lexer names the file by its whole path, its parser by its name: the fault stood in "overrides//…/docs/index.md".
    "comment never closed": ("pages", "# Home\n\n{# x\n"),
    # The blocks of a page were found by patterns that looked for an end behind each start: a page of `<nav>` took a minute.
    "tags never closed": ("pages", "# Home\n\n" + ("<nav>" * 3_000 + "\n") * 8),
    "macros never closed": ("pages", "# Home\n\n" + ("{{ " * 5_000 + "\n") * 8),
}
"""Inputs that once made trouble: the target, and the text as small as it could be made; above each, what happened."""


@pytest.mark.parametrize("story", STORIES)
def test_what_once_made_trouble_makes_none(fuzzer: Fuzzer, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, text = STORIES[story]
    share, _, work = fuzzer.targets[name]
    monkeypatch.setattr("fuzzing.mutated", lambda text, others, rng: text)
    monkeypatch.setitem(fuzzer.targets, name, (share, lambda rng: text, work))
    trouble = fuzzer.one(name, 0)
    assert trouble is None, trouble


def test_a_correction_of_a_record_that_becomes_a_draft_waits_with_it(project: Project) -> None:
    """Its exports failed: a correction can't do without the record it is about, and no record of its kind was ever a draft."""
    text = project.read("data/states/ohio.yml")
    project.write("data/states/ohio.yml", re.sub(r"(?m)^(summary:.*?) \[@[^\]]*\]", r"\1", text))
    renderer = project.renderer()
    assert {("states", "ohio"), ("corrections", "ohio-hold")} <= renderer.explainer.drafts
    files = dict(exports.files(renderer))
    assert json.loads(files["data/corrections.json"]())["records"] == []


def test_the_place_of_a_bad_byte_counts_every_end_of_a_line(tmp_path: Path) -> None:
    """Behind a lone carriage return, which editors and libyaml take for the end of a line, it stood beyond its line."""
    (tmp_path / "a.yml").write_bytes(b"one: 1\rtwo: \xff\n")
    with pytest.raises(Faulty) as caught:
        yaml_tree.text_of(tmp_path / "a.yml", tmp_path)
    assert [fault.place for fault in caught.value.faults] == [Place("a.yml", 2, 6)]


@pytest.mark.parametrize("text", ["  a: 1\nb: 2\n", "a: 1\n\t\n", "a: {b:[c]}\n", "a: ![b](c)\n", "a: 1\n%b: 2\n", "%FOO\n---\na: 1\n"])
def test_what_the_parser_says_is_told_in_an_editors_words(text: str) -> None:
    """One input in thirty ended in "text that is not YAML (did not find expected <document start>)" and the like."""
    with pytest.raises(Faulty) as caught:
        yaml_tree.parse(text, "a.yml")
    assert "not YAML" not in str(caught.value)


def test_the_long_run_is_documented() -> None:
    assert "python tests/fuzzing.py" in (Path(__file__).parents[1] / "MAINTAINING.md").read_text(encoding="utf-8")
