"""The parts of scripts/bootstrap.py that install nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from sample import ROOT

import bootstrap


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with lock files and an environment that needs no installing."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("", encoding="utf-8")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text(f"{name}==1\n", encoding="utf-8")
    for name, value in {"ROOT": tmp_path, "VENV": tmp_path / ".venv", "PYTHON": python}.items():
        monkeypatch.setattr(bootstrap, name, value)
    monkeypatch.setattr(bootstrap.venv, "create", _never)
    monkeypatch.setattr(bootstrap.subprocess, "call", _never)
    return tmp_path


def _never(*arguments: object, **more: object) -> int:
    raise AssertionError("something is installed")


def stamp(checkout: Path, name: str) -> None:
    (checkout / ".venv" / f".installed-{name}").write_text(bootstrap._digest(checkout / name), encoding="utf-8")


@pytest.mark.parametrize(("stamped", "dev"), [("requirements.txt", False), ("requirements-dev.txt", False), ("requirements-dev.txt", True)])
def test_an_environment_that_has_what_the_lock_asks_for_is_used_as_it_is(checkout: Path, stamped: str, dev: bool) -> None:
    stamp(checkout, stamped)
    assert bootstrap.ensure(dev) == checkout / ".venv" / "bin" / "python"


@pytest.mark.parametrize("change", ["lock", "python", "stamp", "other"])
def test_an_environment_that_lacks_something_is_made_again(checkout: Path, change: str) -> None:
    stamp(checkout, "requirements.txt")
    if change == "lock":
        (checkout / "requirements.txt").write_text("other==2\n", encoding="utf-8")
    elif change == "python":
        bootstrap.PYTHON.unlink()
    elif change == "stamp":
        (checkout / ".venv" / ".installed-requirements.txt").unlink()
    with pytest.raises(AssertionError, match="something is installed"):
        bootstrap.ensure(change == "other")


def test_packages_are_installed_by_the_lock_with_hashes_and_stamped_only_if_that_works(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes, calls = {"-m": 1}, []

    def call(command: list[str], **more: object) -> int:
        calls.append(command)
        return codes.get(command[1], 0)

    monkeypatch.setattr(bootstrap.subprocess, "call", call)
    mark = checkout / ".venv" / ".installed-requirements.txt"
    with pytest.raises(SystemExit, match="could not be installed"):
        bootstrap.ensure(False)
    assert not mark.exists()
    codes["-m"] = 0
    bootstrap.ensure(False)
    assert mark.read_text(encoding="utf-8") == bootstrap._digest(checkout / "requirements.txt")
    assert "--require-hashes" in calls[-1]
    assert calls[-1][-1] == str(checkout / "requirements.txt")


def test_an_incomplete_checkout_and_an_old_python_are_said_in_one_line(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / "requirements.txt").unlink()
    with pytest.raises(SystemExit, match=r"^requirements\.txt is missing\. Run this from a complete checkout\.$"):
        bootstrap.ensure(False)
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 10))
    with pytest.raises(SystemExit, match=r"^Python 3\.11 or newer is needed; this is "):
        bootstrap.ensure(False)


def test_the_command_runs_in_utf_8_with_the_package_in_its_path_and_gives_its_code_on(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[list[str], dict[str, str]]] = []

    def call(command: list[str], env: dict[str, str]) -> int:
        calls.append((command, env))
        return 3

    stamp(checkout, "requirements.txt")
    monkeypatch.setattr(bootstrap.subprocess, "call", call)
    monkeypatch.setattr(sys, "argv", ["scripts/check", "--format", "json"])
    with pytest.raises(SystemExit) as ended:
        bootstrap.run("check")
    ((command, env),) = calls
    assert ended.value.code == 3
    assert command[1:] == ["-m", "explainer", "check", "--format", "json"]
    assert (env["PYTHONPATH"], env["PYTHONUTF8"]) == (str(checkout / "scripts"), "1")
    assert env.items() >= {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}.items()


@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / "scripts").iterdir() if path.is_file() and not path.suffix))
def test_every_script_runs_a_command_of_the_package_and_can_be_run(script: str) -> None:
    from explainer.__main__ import COMMANDS

    path = ROOT / "scripts" / script
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env python3\n")
    assert f'bootstrap.run("{script}"' in text
    assert script in COMMANDS
    assert os.access(path, os.X_OK) or os.name == "nt"
