"""One kind of fault, and one printer for it.

A fault is what an editor, or a template, got wrong: where it stands, what was found there, what was
expected, and what to do. Every check in this package yields faults; nothing else is shown to an editor.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file: ``path`` relative to the project, ``line`` and ``column`` counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. ``found``, ``expected`` and ``fix`` are sentences or parts of one, without a final stop."""

    place: Place
    found: str
    expected: str
    fix: str = ""

    @property
    def sentence(self) -> str:
        """The fault in one line, as it is printed after the place."""
        text = f"{self.found}. Expected {self.expected}."
        end = "?" if self.fix.startswith("Did you mean") else "."
        return f"{text} {self.fix}{end}" if self.fix else text


class Faulty(Exception):
    """Raised where work can't go on; carries every fault found so far (at least one)."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = sorted(set(faults))
        super().__init__("\n".join(f"{fault.place}: {fault.sentence}" for fault in self.faults))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question such as ``Did you mean 'holding'?`` without its question mark, or an empty string."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'" if near else ""


def one_of(values: Iterable[str], most: int = 12) -> str:
    """``one of: a, b, c`` with at most ``most`` values named."""
    names = list(values)
    more = f", … ({len(names) - most} more)" if len(names) > most else ""
    return "one of: " + ", ".join(names[:most]) + more


def excerpt(fault: Fault, root: Path) -> str:
    """The faulty line with a caret below the column, or an empty string if the file can't be read."""
    try:
        text = (root / fault.place.path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    lines = text.splitlines()
    if not 1 <= fault.place.line <= len(lines):
        return ""
    line = lines[fault.place.line - 1].lstrip("\ufeff")
    start = 0 if len(line) <= 160 else max(0, min(fault.place.column - 80, len(line) - 160))
    shown = "".join(character if character.isprintable() else " " if character == "\t" else "·" for character in line[start : start + 160])
    number = str(fault.place.line)
    caret = " " * max(0, fault.place.column - 1 - start)
    return f"{number:>6} | {shown}\n{'':>6} | {caret}^"


def as_text(faults: Sequence[Fault], root: Path) -> str:
    """All faults for a terminal: place and sentence, then the line with a caret, one blank line between."""
    blocks = []
    for fault in faults:
        shown = excerpt(fault, root)
        blocks.append(f"{fault.place}: {fault.sentence}" + (f"\n{shown}" if shown else ""))
    return "\n\n".join(blocks)


def as_json(faults: Sequence[Fault], root: Path) -> str:
    """All faults as a JSON list of objects with path, line, column, found, expected, fix and excerpt."""
    return json.dumps(
        [
            {
                "path": fault.place.path,
                "line": fault.place.line,
                "column": fault.place.column,
                "found": fault.found,
                "expected": fault.expected,
                "fix": fault.fix,
                "excerpt": excerpt(fault, root),
            }
            for fault in faults
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_github(faults: Sequence[Fault], root: Path) -> str:
    """All faults as GitHub workflow commands, which annotate the faulty line in a pull request."""
    del root  # the excerpt is shown by GitHub itself

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::error file={prop(fault.place.path)},line={fault.place.line},col={fault.place.column}::{data(fault.sentence)}" for fault in faults
    )


PRINTERS = {"text": as_text, "json": as_json, "github": as_github}
