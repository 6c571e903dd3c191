"""`scripts/test` itself: what it prepares, and that no step hides another."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer import testing


def test_a_missing_browser_is_one_line_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tried: list[list[str]] = []
    monkeypatch.setattr(testing, "_browsers", lambda: iter([tmp_path / "none"]))
    monkeypatch.setattr(testing, "_playwrights_browser", lambda: tmp_path / "none")
    monkeypatch.setattr(testing.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(testing.subprocess, "run", lambda command, **_: tried.append(command))
    monkeypatch.setattr(testing.sys, "platform", "linux")
    with pytest.raises(testing.Missing) as error:
        testing.browser()
    assert tried == [[sys.executable, "-m", "playwright", "install", "chromium"]]
    assert str(error.value).removesuffix("apt-get install chromium") != str(error.value)
    assert "\n" not in str(error.value)


def test_a_browser_that_does_not_start_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As Ubuntu's `chromium-browser`, which only says which snap to install."""
    stub, real = tmp_path / "stub", tmp_path / "real"
    for path, code in ((stub, 1), (real, 0)):
        path.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
        path.chmod(0o755)
    monkeypatch.setattr(testing, "_browsers", lambda: iter([tmp_path / "none", stub, real]))
    assert testing.browser() == real


@pytest.fixture
def npm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[dict[str, bool]], list[str]]:
    """Puts npms in the place of the machine's, each by name with whether it works; gives the names of those that were run."""
    (tmp_path / "package-lock.json").write_text("{}", encoding="utf-8")

    def put(works: dict[str, bool]) -> list[str]:
        ran: list[str] = []

        def run(command: list[str], *, cwd: Path, **_: object) -> subprocess.CompletedProcess[str]:
            ran.append(command[0])
            if works[command[0]]:
                jar = cwd / "node_modules/vnu-jar/build/dist/vnu.jar"
                jar.parent.mkdir(parents=True, exist_ok=True)
                jar.touch()
            return subprocess.CompletedProcess(command, 0 if works[command[0]] else 1, "", f"{command[0]} has no network\n")

        monkeypatch.setattr(testing, "npms", lambda: iter([[name] for name in works]))
        monkeypatch.setattr(testing.subprocess, "run", run)
        return ran

    return put


def test_the_checker_is_installed_once_and_again_when_the_lock_changes(npm: Callable[[dict[str, bool]], list[str]], tmp_path: Path) -> None:
    ran = npm({"old": False, "wheel": True})
    assert testing.nu_checker(tmp_path).name == "vnu.jar"
    assert ran == ["old", "wheel"]
    testing.nu_checker(tmp_path)
    assert ran == ["old", "wheel"]
    (tmp_path / "package-lock.json").write_text("{ }", encoding="utf-8")
    testing.nu_checker(tmp_path)
    assert ran == ["old", "wheel", "old", "wheel"]


def test_without_a_network_it_is_said_in_one_line(npm: Callable[[dict[str, bool]], list[str]], tmp_path: Path) -> None:
    npm({"old": False, "wheel": False})
    with pytest.raises(
        testing.Missing, match=r"^The Nu HTML checker could not be installed by `npm ci` \(old has no network; wheel has no network\)"
    ):
        testing.nu_checker(tmp_path)


@pytest.mark.parametrize(
    ("bad", "last", "code"),
    [((), "scripts/check: passed in", 0), (("pytest",), "scripts/check: passed in", 1), (("mypy", "ruff"), "4 passed, 3 failed", 1)],
    ids=["all good", "tests fail", "earlier steps fail"],
)
def test_no_step_hides_another(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, bad: tuple[str, ...], last: str, code: int
) -> None:
    """Nothing is printed after pytest's own closing line, but for the sum where an earlier step failed."""
    ran: list[str] = []

    def step(*arguments: str) -> Callable[[], int]:
        return lambda: ran.append(" ".join(arguments[:2])) or int(arguments[0] in bad)

    def tests(arguments: list[str], plugins: list[testing.Count]) -> int:
        ran.append(f"pytest {' '.join(arguments)}")
        plugins[0].passed += 3
        plugins[0].failed += "pytest" in bad
        return int("pytest" in bad)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(testing, "nu_checker", lambda root: root)
    monkeypatch.setattr(testing, "browser", lambda: tmp_path)
    monkeypatch.setattr(testing, "_python", step)
    monkeypatch.setattr(pytest, "main", tests)
    assert testing.main(["--root", str(tmp_path), "-k", "some"]) == code
    assert ran == ["ruff check", "ruff format", "mypy", "explainer check", "pytest -k some"]
    lines = [line for line in capsys.readouterr().out.splitlines() if line.strip() and "pytest" not in line]
    assert lines[-1].startswith(last)


def test_what_is_missing_ends_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def missing(*_: object) -> Path:
        raise testing.Missing("Install one with: apt-get install chromium")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(testing, "nu_checker", lambda root: root)
    monkeypatch.setattr(testing, "browser", missing)
    assert testing.main(["--root", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Install one with: apt-get install chromium\n")
