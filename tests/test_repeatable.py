"""The same files give the same site, byte for byte: wherever, whenever and by whomever it is built."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sample import Project, make_project, python_path

Tree = dict[str, tuple[int, bytes]]


@dataclass(frozen=True)
class Machine:
    """In what a machine, or who works at it, differs."""

    folder: str = "project"
    elsewhere: str = ""
    """What `elsewhere/sitecustomize.py` changes: year, order, user."""
    environment: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    old: bool = False
    """All files were last changed long ago."""

    def build(self, project: Project) -> Tree:
        """Builds the project and gives mode and bytes of every file, and the mode of every folder."""
        if self.old:
            for path in project.root.rglob("*"):
                os.utime(path, (10**9, 10**9), follow_symlinks=False)
        own = {"PATH": os.environ["PATH"], "PYTHONPATH": python_path(), "PYTHONUTF8": "1", "TZ": "America/Adak", "ELSEWHERE": self.elsewhere}
        done = subprocess.run(
            [sys.executable, "-m", "explainer", "build", "--root", str(project.root)],
            env={**own, **self.environment},
            umask=self.umask,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        site = project.root / "site"
        return {
            path.relative_to(site).as_posix(): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"") for path in sorted(site.rglob("*"))
        }


MACHINES = {
    "the same again": Machine(),
    "a deeper folder with other letters": Machine(folder="in/a folder of/Zoë & Łukasz/проект"),
    "a day ahead of the others": Machine(environment={"TZ": "Pacific/Kiritimati"}),
    "next year": Machine(elsewhere="year"),
    "no locale": Machine(environment={"LC_ALL": "C", "LANG": "C"}),
    "a locale of ASCII alone": Machine(environment={"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "a Turkish locale": Machine(environment={"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
    "another order of sets": Machine(environment={"PYTHONHASHSEED": "0"}),
    "and another": Machine(environment={"PYTHONHASHSEED": "7"}),
    "another user": Machine(elsewhere="user", environment={"HOME": "/nowhere", "USER": "nobody", "LOGNAME": "nobody"}),
    "a user who keeps files private": Machine(umask=0o077),
    "old files": Machine(old=True),
    "folders listed from the end": Machine(elsewhere="order"),
    "another day of the build": Machine(environment={"SOURCE_DATE_EPOCH": "1000000000"}),
}


def project_of_twins(target: Path) -> Project:
    """The fixture with three of each record that has a file of its own: what is sorted by title or date has no order of its own."""
    project = make_project(target)
    for path in sorted((target / "data").glob("*-cases/*.yml")):
        for name in ("twin-2", "twin-1"):
            text = re.sub("(?m)^former_ids:.*\n", "", path.read_text(encoding="utf-8"))
            project.write(f"data/{path.parent.name}/{name}.yml", text)
    return project


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """What is built where nothing is special."""
    return Machine().build(project_of_twins(tmp_path_factory.mktemp("usual") / "project"))


def differing(one: Tree, other: Tree) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES.keys())
def test_the_same_on_every_machine(machine: Machine, usual: Tree, tmp_path: Path) -> None:
    assert differing(machine.build(project_of_twins(tmp_path / machine.folder)), usual) == []


def test_the_same_over_a_last_site(usual: Tree, tmp_path: Path) -> None:
    """Nothing of a site that was built before, nor of what was kept of it, is in the next one."""
    project = project_of_twins(tmp_path / "project")
    text = project.read("docs/about/index.md")
    project.write("docs/about/index.md", "# About\n\nNot yet.\n")
    assert differing(Machine().build(project), usual)
    project.write("docs/about/index.md", text)
    assert differing(Machine().build(project), usual) == []


def test_the_same_in_two_clones_of_a_commit(usual: Tree, tmp_path: Path) -> None:
    origin = project_of_twins(tmp_path / "origin")
    who = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "All"]):
        subprocess.run(["git", *arguments], cwd=origin.root, env={**os.environ, **who}, check=True)
    trees = []
    for name in ("one", "other"):
        subprocess.run(["git", "clone", "--quiet", str(origin.root), name], cwd=tmp_path, check=True)
        trees.append(Machine().build(Project(tmp_path / name)))
    assert differing(*trees) == []
    assert differing(trees[0], usual) == []
