"""Every seeded fault is said, in these words and at this place, and nothing else is."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults import Seed, between, expected, pages, syntax, values
from sample import TODAY, Project

from explainer import checking, faults, private_names, rules
from explainer.explainer import Explainer
from explainer.faults import Fault
from explainer.rules import RULES

SEEDS: list[Seed] = [*syntax.SEEDS, *values.SEEDS, *between.SEEDS, *pages.SEEDS]
BY_ID = {seed.id: seed for seed in SEEDS}
RULED = [seed for seed in SEEDS if seed.rule]


@pytest.fixture(autouse=True)
def _one_private_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody invented, so that no test names anybody."""
    monkeypatch.setattr(private_names, "HASHES", frozenset([private_names.hash_of("Pat Nobody")]))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.id)
def test_a_seeded_fault_is_said_in_these_words_and_points_at_a_character_of_the_file(seed: Seed, project: Project) -> None:
    seed.edit(project)
    found = project.faults()
    assert [f"{fault.place}: {fault.sentence}" for fault in found] == expected(seed)
    for fault in found:
        path: Path = project.root / fault.place.path
        if path.is_file() and 0 < path.stat().st_size <= faults.MAX_SHOWN:
            line, caret = faults.excerpt(fault, project.root).split("\n")
            assert len(caret) - 1 <= len(line)


def test_the_good_project_has_no_fault(good: Project) -> None:
    assert good.said() == []


def test_no_two_seeds_have_one_name() -> None:
    assert len(BY_ID) == len(SEEDS)


@pytest.mark.parametrize("seed", RULED, ids=lambda seed: seed.id)
def test_the_rule_that_is_named_finds_the_seeded_fault_alone(seed: Seed, project: Project) -> None:
    seed.edit(project)
    explainer, unread = Explainer.read(project.root, TODAY)
    found = {rule.__name__: [f"{fault.place}: {fault.sentence}" for fault in rule(explainer)] for rule in RULES}
    assert unread == []
    assert {name: said for name, said in found.items() if said} == {seed.rule: expected(seed)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_has_a_seeded_fault_and_is_silent_on_the_good_project(rule: Callable[[Explainer], Iterator[Fault]], explainer: Explainer) -> None:
    assert rule.__name__ in {seed.rule for seed in RULED}
    assert list(rule(explainer)) == []


def test_every_rule_of_the_module_is_run() -> None:
    generators = [
        item
        for name, item in vars(rules).items()
        if inspect.isgeneratorfunction(item) and item.__module__ == rules.__name__ and not name.startswith("_")
    ]
    assert set(generators) == set(RULES)


@pytest.mark.parametrize(
    "seed", [BY_ID["quotation-not-closed"], BY_ID["citation-without-its-sign"], BY_ID["undefined-macro"]], ids=lambda seed: seed.id
)
def test_the_command_says_place_sentence_line_and_caret_and_ends_with_one(seed: Seed, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    seed.edit(project)
    assert checking.main(["--root", str(project.root)]) == 1
    out, err = capsys.readouterr()
    head, line, caret, *proposal, _, count = out.rstrip("\n").split("\n")
    _, number, column = re.match(r"(\S+):(\d+):(\d+): ", head).groups()
    assert [head] == expected(seed)
    assert line.startswith(f"{number:>6} | ")
    assert caret == " " * 6 + " | " + " " * (int(column) - 1) + "^"
    assert (count, err) == ("1 fault.", "")
    assert [text[:9] for text in proposal] in ([], ["     - | ", "     + | "])


def test_the_faults_of_several_files_are_said_in_one_run(project: Project) -> None:
    chosen = [BY_ID[name] for name in ("file-name-in-yaml", "sign-at-the-start", "unknown-source-of-an-item")]
    for seed in chosen:
        seed.edit(project)
    assert project.said() == sorted(line for seed in chosen for line in expected(seed))


def test_the_other_printers_say_the_same(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    BY_ID["colon-in-text"].edit(project)
    assert checking.main(["--root", str(project.root), "--format", "json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["path"], fault["line"], fault["column"]) == ("data/custody-cases/fairview-2019.yml", 10, 29)
    assert checking.main(["--root", str(project.root), "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=data/custody-cases/fairview-2019.yml,line=10,col=29::a colon")
