"""scripts/check."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from sample import ROOT, TODAY, Project

from explainer import checking, private_names
from explainer.checking import check
from explainer.explainer import Explainer


def state_of(project: Project) -> str:
    """What is printed of a project without faults."""
    found = checking.report(project.root, TODAY)
    assert found.faults == []
    return checking.as_text(found, project.root)


def test_a_good_project_is_told_what_it_holds_and_ends_with_zero(good: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert checking.main(["--root", str(good.root)]) == 0
    out = capsys.readouterr().out
    assert re.search(r"custody-cases +1\n", out)
    assert "1 draft record" in out
    assert out.endswith("0 faults.\n")


def test_the_state_counts_facts_drafts_readings_and_doubts(project: Project) -> None:
    project.replace("data/custody-cases/fairview-2019.yml", "supports: [reason]", "supports: [agency]")
    said = state_of(project)
    assert "2 draft fields" in said
    assert "1 doubt published" in said
    assert "data/custody-cases/fairview-2019.yml:18:1: reason" in said
    assert "data/court-cases/doe-2014.yml:11:1: question" in said
    assert "data/hold-clock.yml:11:1" in said.partition("Draft records")[2]


def test_a_hard_summary_is_listed_with_its_grade(project: Project) -> None:
    assert "Summaries above grade" not in state_of(project)
    project.replace(
        "data/custody-cases/fairview-2019.yml",
        "The county jail released a man on bond.",
        "Notwithstanding administrative authorization, municipal custodial authorities discretionarily released an individual conditionally.",
    )
    said = state_of(project).partition("Summaries above grade 10")[2]
    assert re.search(r"data/custody-cases/fairview-2019.yml:2:1: grade \d\d", said)


def test_pages_are_told_with_their_grades_and_what_they_leave_without_a_source(project: Project) -> None:
    project.write(
        "docs/plain.md",
        "# Plain\n\nA sheriff said so, and the jail let the man go on the same day.\n\nIt is optional. [@gazette-2019]\n\nThere were 1,276 of them. [@gazette-2019]\n",
    )
    said = state_of(project)
    assert re.search(r"docs/plain.md +\d", said)
    assert "docs/plain.md:3: A sheriff said so" in said.partition("Paragraphs without")[2]
    assert "docs/plain.md:5: It is optional." in said.partition("called optional")[2]
    assert "docs/plain.md:7: 1,276 (numbers/detainers-by-year)" in said.partition("a macro should print")[2]
    assert "signposts (" in said


def test_the_pages_about_the_site_need_no_sources(project: Project) -> None:
    project.write("docs/about/plain.md", "# Plain\n\nWe say who says so.\n")
    assert "docs/about/plain.md:3" not in state_of(project)


def test_doubts_are_counted_for_each_record_and_listed_when_asked_for(good: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert "  custody-cases: fairview-2019 1\n" in state_of(good)
    assert "one newspaper only" not in state_of(good)
    assert checking.main(["--root", str(good.root), "--all"]) == 0
    assert "data/custody-cases/fairview-2019.yml:49:5: The day of booking is told by one newspaper only.\n" in capsys.readouterr().out


def test_programs_get_one_object_with_all_there_is(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.replace("data/custody-cases/fairview-2019.yml", "supports: [reason]", "supports: [agency]")
    assert checking.main(["--root", str(project.root), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["faults"], told["elsewhere"]) == ([], [])
    assert told["records"]["custody-cases"] == 1
    assert [item["words"] for item in told["draft_fields"] if item["record"] == "custody-cases/fairview-2019"] == ["reason"]
    assert told["doubts"] == [
        {
            "path": "data/custody-cases/fairview-2019.yml",
            "line": 49,
            "column": 5,
            "record": "custody-cases/fairview-2019",
            "words": "The day of booking is told by one newspaper only.",
        }
    ]
    assert [item["record"] for item in told["draft_records"]] == ["hold-clock/draft"]
    assert {page["path"] for page in told["pages"]} == {"docs/about/index.md", "docs/index.md", "docs/what-is-a-detainer/index.md"}


def test_what_can_not_be_read_as_a_whole_is_told_as_faults_alone(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("data/glossary.yml", "")
    assert checking.main(["--root", str(project.root), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {name: len(items) for name, items in told.items()} == {"faults": 1, "elsewhere": 0, "notices": 0}


def test_a_draft_is_a_state_and_no_fault(explainer: Explainer, good: Project) -> None:
    assert explainer.drafts
    assert check(good.root, TODAY)[1] == []


def test_today_is_passed_in(good: Project) -> None:
    assert check(good.root, dt.date(2026, 11, 1))[1] != []


def test_no_data_at_all_is_one_sentence_and_no_traceback(good: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert checking.main(["--root", str(good.root / "docs")]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("data:1:1: no folder data/.")
    assert err == ""


def test_a_hash_of_a_name_is_printed_for_whoever_adds_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert checking.main(["--hash-name", "Pat Nobody"]) == 0
    assert capsys.readouterr().out == private_names.hash_of("Pat Nobody") + "\n"


def test_no_pages_at_all_are_a_fault(project: Project) -> None:
    project.rename("docs", "dcs")
    assert project.said() == ["docs:1:1: no folder docs/. Expected the folder with the pages. Run the command from a complete checkout."]


@pytest.mark.parametrize("name", ["Madonna", "Мария Иванова", "-"])
def test_a_name_that_can_not_be_looked_for_is_said(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        checking.main([f"--hash-name={name}"])
    assert stopped.value.code == 2
    assert f"'{name}' is no name of two words in Latin letters" in capsys.readouterr().err


def test_the_packages_own_faults_are_not_hidden_as_an_editors(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from explainer import render

    def broken(*arguments: object) -> None:
        raise ValueError("a fault of the package")

    monkeypatch.setattr(render, "finish", broken)
    with pytest.raises(ValueError, match="a fault of the package"):
        check(project.root, TODAY)


def test_the_project_itself_is_where_the_scripts_are() -> None:
    assert (ROOT / "scripts" / "check").is_file()
    assert checking.parser("check", "x").get_default("root") == ROOT
