"""Makes every script run on a machine with only Python and git.

Keeps a `.venv` from the lock files at the root (exact versions, hashes required), installed again only when a lock
changes, and runs `python -m explainer COMMAND` in it. Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LEAST = (3, 11)


def run(command: str, *, dev: bool = False) -> None:
    """Runs a command of the package with this script's arguments and ends with its exit code."""
    try:
        code = subprocess.call([str(ensure(dev)), "-m", "explainer", command, *sys.argv[1:]], env=environment())
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def environment() -> dict[str, str]:
    """The environment in which the package is found and prints at once, in UTF-8, whatever the machine's settings."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def ensure(dev: bool) -> Path:
    """The Python of an environment that has what the lock file asks for. Ends the program with one line if it can't."""
    if sys.version_info < LEAST:
        sys.exit(f"Python {'.'.join(map(str, LEAST))} or newer is needed; this is {sys.version.split()[0]} ({sys.executable}).")
    lock = ROOT / ("requirements-dev.txt" if dev else "requirements.txt")
    if not lock.is_file():
        sys.exit(f"{lock.name} is missing. Run this from a complete checkout.")
    # The dev lock holds everything the other holds, so an environment made from it serves both.
    wanted = {name: _digest(ROOT / name) for name in ("requirements.txt", "requirements-dev.txt")}
    stamps = {name: VENV / f".installed-{name}" for name in wanted}
    if _current(stamps[lock.name], wanted[lock.name]) or (not dev and _current(stamps["requirements-dev.txt"], wanted["requirements-dev.txt"])):
        return PYTHON
    print(f"Setting up .venv from {lock.name} (once, and again when the file changes) …", file=sys.stderr)
    for stamp in stamps.values():
        stamp.unlink(missing_ok=True)
    if not _works():
        try:
            venv.create(VENV, with_pip=True, clear=VENV.exists())
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(f"No virtual environment could be made in {VENV} ({error}). On Debian and Ubuntu: apt-get install python3-venv")
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--requirement", str(lock)]
    if subprocess.call(install) != 0:
        sys.exit("The packages could not be installed; pip's message is above. Run the command again when that is mended.")
    stamps[lock.name].write_text(wanted[lock.name], encoding="utf-8")
    return PYTHON


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _current(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and PYTHON.exists()


def _works() -> bool:
    """False if there is no environment, or its Python was removed or moved from under it."""
    if not PYTHON.exists():
        return False
    return subprocess.call([str(PYTHON), "-c", "import pip"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
