"""Every seeded fault is said, in these words and at this place, and nothing else is."""

from __future__ import annotations

import inspect
import json
import re

import pytest
from faults import Seed, expected
from faults.seeds import SEEDS
from sample import TODAY, Project

from explainer import checking, faults, private_names, rules
from explainer.explainer import Explainer
from explainer.faults import Fault
from explainer.rules import RULES

BY_ID = {seed.id: seed for seed in SEEDS}
RULED = [seed for seed in SEEDS if seed.rule]


MECHANICAL = frozenset(
    {
        "colon-in-text",
        "tab-in-the-indentation",
        "sign-at-the-start",
        "byte-order-mark-inside",
        "text-direction-override",
        "percent-at-the-start",
        "backtick-at-the-start",
        "windows-line-ends",
        "line-ends-of-old-macs",
        "two-byte-order-marks",
        "zero-width-space-in-a-key",
        "no-break-space-in-the-indentation",
        "tab-in-the-indentation-of-a-list",
        "curly-quotation-marks",
        "json-with-tabs",
        "no-among-choices",
        "number-with-a-comma",
        "number-with-an-underscore",
        "time-with-pm",
        "yes-for-true",
        "unknown-field",
        "field-with-a-typo",
        "choice-with-a-typo",
        "choice-in-a-list-with-a-typo",
        "text-for-a-list",
        "second-citation-without-its-sign",
        "date-with-one-digit",
        "date-with-dashes",
        "postal-code-in-small-letters",
        "true-with-a-capital",
        "choice-with-a-capital",
        "choice-with-a-space",
        "supports-as-text",
        "unknown-source-in-text",
        "unknown-source-of-an-item",
        "unknown-record-in-a-link",
        "unknown-collection-in-a-link",
        "unknown-lifecycle-step",
        "citation-without-its-sign",
        "citation-without-its-brackets",
        "supports-an-unknown-field",
        "british-spelling",
        "day-first-date",
        "undefined-macro",
        "unknown-collection-in-a-macro",
        "unknown-field-in-a-macro",
        "british-spelling-on-a-page",
        "citation-without-its-sign-on-a-page",
        "broken-collection-link",
        "unknown-front-matter",
        "undefined-field-in-a-template",
        "undefined-macro-in-a-template",
        "invisible-character-on-a-page",
        "second-citation-without-its-sign-on-a-page",
        "day-first-date-on-a-page",
        "tab-in-front-matter",
        "page-with-windows-line-ends",
        "page-with-a-byte-order-mark",
    }
)
"""The seeds whose fault says what to write: no decision of an editor's is in it."""


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
        path = project.root / fault.place.path
        if path.is_file() and path.stat().st_size <= faults.MAX_SHOWN and path.read_text(encoding="utf-8-sig", errors="replace"):
            line, caret = faults.excerpt(fault, project.root).split("\n")
            assert len(caret) - 1 <= len(line)
    assert (seed.id in MECHANICAL) == any(fault.replacement for fault in found)
    for fault in found:
        if fault.replacement:
            _mends_it_and_makes_no_other(fault, found, project)


def _mends_it_and_makes_no_other(fault: Fault, found: list[Fault], project: Project) -> None:
    """What the fault proposes to write, written."""
    lines = faults.mended(fault, project.root)
    assert lines, f"{fault.replacement} does not fit what stands at {fault.place}"
    path = project.root / fault.place.path
    before = path.read_bytes()
    text = before.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert text[fault.place.line - 1] == lines[0]
    text[fault.place.line - 1] = lines[1]
    project.write(fault.place.path, "\n".join(text))
    after = project.faults()
    assert fault not in after
    assert {left.found for left in after} <= {other.found for other in found}
    project.write(fault.place.path, before)


def test_the_good_project_has_no_fault(good: Project) -> None:
    assert good.said() == []


def test_there_are_many_seeds_and_no_two_have_one_name() -> None:
    assert len(BY_ID) == len(SEEDS) > 170


@pytest.mark.parametrize("seed", RULED, ids=lambda seed: seed.id)
def test_the_rule_that_is_named_finds_the_seeded_fault_alone(seed: Seed, project: Project) -> None:
    seed.edit(project)
    explainer, unread = Explainer.read(project.root, TODAY)
    found = {rule.__name__: [f"{fault.place}: {fault.sentence}" for fault in rules.faults_of(explainer, [rule])] for rule in RULES}
    assert unread == []
    assert {name: said for name, said in found.items() if said} == {seed.rule: expected(seed)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_has_a_seeded_fault_and_is_silent_on_the_good_project(rule: rules.Rule, explainer: Explainer) -> None:
    assert rule.__name__ in {seed.rule for seed in RULED}
    assert rules.faults_of(explainer, [rule]) == []


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
