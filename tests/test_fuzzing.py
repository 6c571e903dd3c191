"""The short run of the fuzzer, hypothesis on the same targets, and the stories of what the long runs found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzzing import SIGNS, Fuzzer, Trouble, mutated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize("name", ["loader", "citations", "dates", "pages"])
@quick
@given(text=HOSTILE)
def test_any_text_is_answered_as_declared(fuzzer: Fuzzer, name: str, text: str) -> None:
    _, _, work = fuzzer.targets[name]
    work(text, random.Random(0))


STORIES: dict[str, tuple[str, str]] = {}
"""Inputs that once made trouble: the target, and the text as small as it could be made; above each, what happened."""


@pytest.mark.parametrize("story", STORIES)
def test_what_once_made_trouble_makes_none(fuzzer: Fuzzer, story: str) -> None:
    name, text = STORIES[story]
    _, _, work = fuzzer.targets[name]
    work(text, random.Random(0))


def test_the_long_run_is_documented() -> None:
    assert "python tests/fuzzing.py" in (Path(__file__).parents[1] / "MAINTAINING.md").read_text(encoding="utf-8")
