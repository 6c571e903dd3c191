"""Generated cases: the same each time, as real ones are, and without a fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import ROOT, Project, make_project

from explainer import generating
from explainer.records import CustodyCase


def written(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / "data").rglob("sample-*.yml"))}


def test_what_is_generated_passes_the_check(project: Project) -> None:
    generating.generate(project.root, 12)
    assert project.said() == []
    found = project.load().collections
    assert [record_id for record_id in found["court-cases"] if record_id.startswith("sample-")] == ["sample-00005", "sample-00010"]
    assert sum(record_id.startswith("sample-") for record_id in found["custody-cases"]) == 10


def test_a_generated_case_holds_what_a_real_one_holds(project: Project) -> None:
    generating.generate(project.root, 7)
    explainer = project.load()
    case = explainer.collections["custody-cases"]["sample-00007"]
    assert isinstance(case, CustodyCase)
    assert len(case.events) >= 4
    assert case.accounts
    assert case.court_cases == ("sample-00005",)
    assert [use.id for use in case.sources] == ["sample-00007-news", "sample-00007-agency-document"]
    assert "made-up" in case.title
    assert ("custody-cases", "sample-00007") in explainer.referrers_of("states", "ohio")


def test_a_case_is_the_same_whatever_the_number_of_cases(tmp_path: Path) -> None:
    few, many = make_project(tmp_path / "few").root, make_project(tmp_path / "many").root
    generating.generate(few, 3)
    generating.generate(many, 6)
    assert written(few).items() < written(many).items()


def test_cases_that_are_there_are_not_written_over(project: Project) -> None:
    generating.generate(project.root, 1)
    before = written(project.root)
    with pytest.raises(FileExistsError):
        generating.generate(project.root, 1)
    assert written(project.root) == before


def test_the_copied_project_is_whole_and_its_generated_cases_are_read(tmp_path: Path) -> None:
    target = generating.copy_project(ROOT, tmp_path / "copy")
    assert (target / "scripts" / "hook.py").is_file()
    assert (target / "mkdocs.yml").read_bytes() == (ROOT / "mkdocs.yml").read_bytes()
    generating.generate(target, 5)
    found = Project(target).load().collections
    assert set(found["custody-cases"]) > {"boulder-2019", "sample-00001", "sample-00004"}
    assert "sample-00005-opinion" in found["sources"]
