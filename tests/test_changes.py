"""scripts/check --changed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from sample import Project

from explainer import checking
from explainer.changes import NoComparison, changed_files

OHIO, CASE, GLOSSARY = "data/states/ohio.yml", "data/custody-cases/fairview-2019.yml", "data/glossary.yml"


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def branch(project: Project) -> Project:
    """The good project committed on main, on a branch of its own; main has gone on since."""
    git(project.root, "init", "-b", "main")
    git(project.root, "add", ".")
    git(project.root, "commit", "-m", "The project")
    git(project.root, "checkout", "-b", "work")
    git(project.root, "checkout", "main")
    project.write("docs/later.md", "# Later\n")
    git(project.root, "add", ".")
    git(project.root, "commit", "-m", "Main goes on")
    git(project.root, "checkout", "work")
    return project


def test_committed_uncommitted_new_renamed_and_deleted_files_differ_and_what_main_did_since_does_not(branch: Project) -> None:
    assert changed_files(branch.root) == frozenset()
    branch.replace(OHIO, "title: A law on records", "title: A law on records kept")
    git(branch.root, "commit", "-am", "A change")
    branch.replace(GLOSSARY, "title: Detainer", "title: Hold")
    branch.write("docs/größer als.md", "# New\n")
    branch.rename("data/history.yml", "data/histories.yml")
    (branch.root / CASE).unlink()
    assert changed_files(branch.root) == {OHIO, GLOSSARY, CASE, "docs/größer als.md", "data/history.yml", "data/histories.yml"}


def test_a_project_in_a_folder_of_a_repository_is_compared_by_its_own_paths(branch: Project) -> None:
    branch.write("docs/new.md", "# New\n")
    branch.replace(OHIO, "title: A law on records", "title: A law on records kept")
    assert changed_files(branch.root / "docs") == {"new.md"}


def test_in_ci_main_is_known_as_that_of_the_origin(branch: Project) -> None:
    git(branch.root, "update-ref", "refs/remotes/origin/main", "main")
    git(branch.root, "branch", "-D", "main")
    branch.write("docs/new.md", "# New\n")
    assert changed_files(branch.root) == {"docs/new.md"}


def test_no_checkout_no_git_and_no_main_branch_are_a_sentence_each(
    branch: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    git(branch.root, "branch", "-m", "main", "trunk")
    assert checking.main(["--root", str(branch.root), "--changed"]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", "What has changed can't be known: there is no branch main or origin/main with a commit in common with this one.\n")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "plain").mkdir()
    with pytest.raises(NoComparison, match="no git checkout"):
        changed_files(tmp_path / "plain")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoComparison, match="git is not installed"):
        changed_files(branch.root)


def test_faults_in_changed_files_are_shown_and_those_elsewhere_counted_and_neither_passes(
    branch: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checking.main(["--root", str(branch.root), "--changed"]) == 0
    assert "0 faults." in capsys.readouterr().out
    branch.replace("data/sources/news.yml", "gazette-2019:", "gazette-2018:")  # every record that cites it is faulty now
    branch.replace(GLOSSARY, "title: Detainer", "titel: Detainer")
    assert checking.main(["--root", str(branch.root), "--changed"]) == 1
    out = capsys.readouterr().out
    assert f"{GLOSSARY}:2:3: an unknown field 'titel'" in out
    assert f"{CASE}:" not in out  # no place in it
    assert "faults elsewhere, which may follow from what has changed: data/" in out
    git(branch.root, "commit", "-am", "Faults on the branch")
    git(branch.root, "branch", "-f", "main", "work")
    assert checking.main(["--root", str(branch.root), "--changed"]) == 1
    assert "titel" not in capsys.readouterr().out


def test_in_json_the_two_are_apart_and_lists_are_of_changed_files_only(branch: Project, capsys: pytest.CaptureFixture[str]) -> None:
    branch.replace(OHIO, "title: A law on records", "title: A law on records kept")
    assert checking.main(["--root", str(branch.root), "--changed", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["faults"], told["elsewhere"], told["doubts"], told["draft_records"]) == ([], [], [], [])
    branch.replace(CASE, "  city: Fairview\n", "  citty: Fairview\n")
    git(branch.root, "commit", "-am", "A fault")
    git(branch.root, "branch", "-f", "main", "work")
    branch.write("docs/new.md", "# New\n\n{{ nothing }}\n")
    assert checking.main(["--root", str(branch.root), "--changed", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["faults"], [fault["path"] for fault in told["elsewhere"]]) == ([], [CASE])  # pages can't be judged while records can't be read
