"""Where the project is, and what its commands share."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def parser(command: str, description: str) -> argparse.ArgumentParser:
    """A parser that names the script a person calls, and takes `--root` for another checkout."""
    made = argparse.ArgumentParser(prog=f"scripts/{command}", description=description)
    made.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    return made


STYLES = {"bold": 1, "faint": 2, "red": 31, "green": 32, "yellow": 33}
"""The few styles of a terminal that are used, by their codes of ECMA-48."""


def in_terminal() -> bool:
    """True if a person looks at the output in a terminal that has styles, and does not forbid them (https://no-color.org)."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def styled(text: str, *styles: str) -> str:
    """``text`` in the named styles, if `in_terminal`; else as it is."""
    return f"\033[{';'.join(str(STYLES[name]) for name in styles)}m{text}\033[0m" if in_terminal() else text


def bold(text: str) -> str:
    return styled(text, "bold")


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 fault`, `2 faults`, `2 entries`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def digest_of(content: bytes) -> bytes:
    """16 bytes, the same for the same content."""
    return hashlib.blake2b(content, digest_size=16).digest()


def is_an_editors(name: str) -> bool:
    """True for the files that editors put beside those they edit: nobody wrote them to be read."""
    return name.startswith(".") or name.endswith("~")


def written_below(folder: Path, suffix: str) -> list[Path]:
    """The files below a folder whose names end in ``suffix``, in order; as in MkDocs, without what is hidden."""
    return sorted(path for path in folder.rglob(f"*{suffix}") if not any(map(is_an_editors, path.relative_to(folder).parts)))


def files_below(folder: Path) -> Iterator[str]:
    """Every file below a folder, as far as MkDocs looks."""
    for path, folders, names in os.walk(folder, followlinks=True):
        folders.sort()
        yield from (os.path.join(path, name) for name in sorted(names))
