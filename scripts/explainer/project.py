"""Where the project is, and what its commands share."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def parser(command: str, description: str) -> argparse.ArgumentParser:
    """A parser that names the script a person calls, and takes `--root` for another checkout."""
    made = argparse.ArgumentParser(prog=f"scripts/{command}", description=description)
    made.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    return made


def bold(text: str) -> str:
    """``text`` in bold, if a person looks at it in a terminal that can (https://no-color.org)."""
    return f"\033[1m{text}\033[0m" if sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb" else text


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 fault`, `2 faults`, `2 entries`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
