"""One kind of fault, and its printers: text, JSON, annotations of GitHub.

A fault is what an editor, or a template, got wrong: where it stands, what was found there, what was
expected, and what to do. Every check in this package yields faults; nothing else is shown to an editor.
Where mending is mechanical and certain, a fault also says what to write (`Replacement`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from explainer.project import count, in_terminal, styled

MAX_FAULTS = 100
"""Of one file. Whoever has more has one cause, such as a wrong indentation."""

MAX_SHOWN = 2_000_000
"""Of larger files, which are refused, no line is shown: they are not read."""


def visible(text: str) -> str:
    """The text with a dot for every character that would not be seen, or would act: names of files may hold any."""
    return "".join(character if character.isprintable() or character == "\n" else " " if character == "\t" else "·" for character in text)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file: ``path`` relative to the project, ``line`` and ``column`` counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{visible(self.path)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to write on the line of a fault: ``new`` for the ``old`` that stands at its place, or at ``column`` if that is given."""

    old: str
    new: str
    column: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. ``found``, ``expected`` and ``fix`` are sentences or parts of one, without a final stop.

    ``replacement`` is there only if it is sure to mend the fault without a decision of the editor's.
    """

    place: Place
    found: str
    expected: str
    fix: str = ""
    replacement: Replacement | None = field(default=None, compare=False)

    @property
    def sentence(self) -> str:
        """The fault in one line, as it is printed after the place."""
        text = f"{self.found}. Expected {self.expected}."
        end = "?" if self.fix.startswith("Did you mean") else "."
        return visible(f"{text} {self.fix}{end}" if self.fix else text)


class Faulty(Exception):
    """Raised where work can't go on; carries every fault found so far (at least one)."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = sorted(set(faults))
        super().__init__("\n".join(f"{fault.place}: {fault.sentence}" for fault in self.faults))


def at_most(faults: Sequence[Fault], path: str) -> list[Fault]:
    """The faults of one file, or the first of them and one that says that there are more."""
    if len(faults) <= MAX_FAULTS:
        return list(faults)
    more = Fault(
        Place(path), f"more than {MAX_FAULTS} faults in one file", "a file in which a fault can be found", "Mend the others, then check again"
    )
    return [more, *faults[:MAX_FAULTS]]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question such as ``Did you mean 'holding'?`` without its question mark, or an empty string."""
    near = _near(word, known, 0.6)
    return f"Did you mean '{near[0]}'" if near else ""


def only_near(word: str, known: Iterable[str]) -> Replacement | None:
    """The one known word that must be meant: very near, with no other as near and with the same digits (2014 is not 2015)."""
    near = _near(word, known, 0.8)
    return Replacement(word, near[0]) if len(near) == 1 and re.sub(r"\D", "", word) == re.sub(r"\D", "", near[0]) else None


def _near(word: str, known: Iterable[str], cutoff: float) -> list[str]:
    names = list(known)
    return [name for name in names if name.casefold() == word.casefold()] or difflib.get_close_matches(word, names, n=2, cutoff=cutoff)


def one_of(values: Iterable[str], most: int = 12) -> str:
    """``one of: a, b, c`` with at most ``most`` values named."""
    names = list(values)
    more = f", … ({len(names) - most} more)" if len(names) > most else ""
    return "one of: " + ", ".join(names[:most]) + more


def _line(place: Place, root: Path) -> str | None:
    """The line at ``place`` as it stands in the file, or None if it can't be read."""
    path = root / place.path
    try:
        status = path.stat()
        if not path.is_file() or status.st_size > MAX_SHOWN:
            return None
        lines = _lines(path, status.st_mtime_ns, status.st_size)
    except OSError:
        return None
    return lines[place.line - 1] if 1 <= place.line <= len(lines) and any(lines) else None


@lru_cache(maxsize=2)  # the faults of a file stand together: it is read once for them
def _lines(path: Path, changed: int, size: int) -> list[str]:
    del changed, size  # by which the cache knows that the file is another
    return path.read_text(encoding="utf-8-sig", errors="replace").split("\n")


def _window(line: str, column: int) -> tuple[str, int]:
    """What is shown of a line: 160 characters around the column, and how many are left out before them."""
    start = 0 if len(line) <= 160 else max(0, min(column - 80, len(line) - 160))
    return visible(line[start : start + 160]), start


def excerpt(fault: Fault, root: Path) -> str:
    """The faulty line with a caret below the column, or an empty string if the file can't be read."""
    line = _line(fault.place, root)
    if line is None:
        return ""
    shown, start = _window(line, fault.place.column)
    return f"{fault.place.line:>6} | {shown}\n{'':>6} | {' ' * max(0, fault.place.column - 1 - start)}^"


def mended(fault: Fault, root: Path) -> tuple[str, str] | None:
    """The faulty line as it stands and as it would read, or None if the fault proposes nothing that fits what stands there."""
    line = _line(fault.place, root)
    if line is None or fault.replacement is None:
        return None
    start = (fault.replacement.column or fault.place.column) - 1
    if not line.startswith(fault.replacement.old, start):
        return None
    return line, line[:start] + fault.replacement.new + line[start + len(fault.replacement.old) :]


def _proposal(fault: Fault, root: Path) -> Iterator[str]:
    for sign, style, line in zip("-+", ("red", "green"), mended(fault, root) or (), strict=False):
        yield styled(f"{sign:>6} | {_window(line, fault.place.column)[0]}", style)


def _block(fault: Fault, root: Path) -> str:
    place, sentence = styled(f"{fault.place}:", "bold"), fault.sentence
    if in_terminal():
        sentence = styled(fault.found, "red") + sentence[len(fault.found) :]
    shown = excerpt(fault, root)
    return "\n".join([f"{place} {sentence}", *([styled(line, "faint") for line in shown.split("\n")] if shown else ()), *_proposal(fault, root)])


def as_text(faults: Sequence[Fault], root: Path) -> str:
    """All faults: place and sentence, the line with a caret, what to write if that is certain; one blank line between.

    In a terminal with styles the faults of a file stand together below its name.
    """
    blocks: list[str] = []
    for path, group in groupby(sorted(faults, key=lambda fault: fault.place.path) if in_terminal() else faults, key=lambda fault: fault.place.path):
        of_file = list(group)
        if in_terminal():
            blocks.append(f"{styled(path, 'bold', 'yellow')}  {count(len(of_file), 'fault')}")
        blocks += (_block(fault, root) for fault in of_file)
    return "\n\n".join(blocks)


def as_data(faults: Sequence[Fault], root: Path) -> list[dict[str, object]]:
    """All faults for programs: path, line, column, found, expected, fix, excerpt, and in `replacement` the whole line as it would read, or None."""
    return [
        {
            "path": fault.place.path,
            "line": fault.place.line,
            "column": fault.place.column,
            "found": fault.found,
            "expected": fault.expected,
            "fix": fault.fix,
            "excerpt": excerpt(fault, root),
            "replacement": lines[1] if (lines := mended(fault, root)) else None,
        }
        for fault in faults
    ]


def as_github(faults: Sequence[Fault], root: Path, level: str = "error") -> str:
    """All faults as GitHub workflow commands, which annotate the faulty line in a pull request; ``level`` may be `notice`.

    GitHub takes no suggestion from a command, so what to write stands in the message; the excerpt it shows itself.
    """

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    def message(fault: Fault) -> str:
        lines = mended(fault, root)
        return fault.sentence + (f"\nThe line as it would read:\n{lines[1]}" if lines else "")

    return "\n".join(
        f"::{level} file={prop(fault.place.path)},line={fault.place.line},col={fault.place.column}::{data(message(fault))}" for fault in faults
    )
