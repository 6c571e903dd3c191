"""What a build keeps for the next one, in `.cache/`: records as they were read, and of each thing that was made what it
has read. Safe to delete: then everything is made anew.

A thing is made again if the *print* of one of its reads (see `reads`, `prints`) is not what it was. What counts for
everything (code, templates, settings, versions, titles of written pages) is the *frame*: if it differs, all is made again.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sqlite3
import sys
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from explainer.project import digest_of, files_below
from explainer.reads import Packed, Read, Reads

FOLDER = ".cache"
FILE = Path(FOLDER) / "build.sqlite"
"""Where it stands, below the root of a project."""

Print = bytes
"""16 bytes, the same for what is the same."""

SHORT = 60
"""A value of no more bytes is read together with all others."""

Stamp = tuple[int, int]
"""Size and time of the last change, in nanoseconds, of a file of the site."""


def print_of(value: object) -> Print:
    """The print of what `repr` says of a value."""
    return digest_of(repr(value).encode())


def stamp_of(path: Path | str) -> Stamp:
    """Raises OSError if there is no such file."""
    status = os.stat(path)
    return status.st_size, status.st_mtime_ns


@dataclass(frozen=True, slots=True)
class Made:
    """One thing that was made: the numbers of its reads, the stamp of its file, if it is one, and its value, if that is short."""

    reads: array[int]
    stamp: Stamp | None
    value: bytes | None = None


# --- The file ---------------------------------------------------------------------------------------------------

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER) WITHOUT ROWID;
CREATE TABLE packed (path TEXT PRIMARY KEY, collection TEXT, digest BLOB, records BLOB);
CREATE TABLE records (key TEXT PRIMARY KEY, record BLOB);
CREATE TABLE reads (number INTEGER PRIMARY KEY, read TEXT, print BLOB);
CREATE TABLE made (name TEXT PRIMARY KEY, reads BLOB, size INTEGER, changed INTEGER, value BLOB);
"""


class Kept:
    """What the last build kept. What is written counts once `commit` is called: all of it, or nothing.

    Every call may raise sqlite3.Error if the file is not what it should be; then it has to be made ``anew``.
    """

    def __init__(self, root: Path | None = None, anew: bool = False):
        """Of the project at ``root``, or ``anew``; without a project, or where nothing can be kept, for this moment only."""
        self._path = root / FILE if root else None
        if anew:
            self._remove()
        self._database = self._opened()

    def _remove(self) -> None:
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink()

    def _opened(self) -> sqlite3.Connection:
        if self._path is not None:
            with suppress(OSError, sqlite3.Error):
                self._path.parent.mkdir(exist_ok=True)
                return self._begun(sqlite3.connect(self._path, isolation_level=None))
            with suppress(OSError, sqlite3.Error):
                self._path.unlink()
                return self._begun(sqlite3.connect(self._path, isolation_level=None))
        return self._begun(sqlite3.connect("", isolation_level=None))

    @staticmethod
    def _begun(database: sqlite3.Connection) -> sqlite3.Connection:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'made'").fetchone():
            database.executescript(_TABLES)
        database.execute("BEGIN IMMEDIATE")
        return database

    def commit(self) -> None:
        """Keeps what was written. Where that can't be done nothing is kept, and the next build makes everything: the site stands."""
        try:
            self._database.execute("COMMIT")
        except sqlite3.Error:
            self.close()
            self._remove()

    def close(self) -> None:
        """Ends the use; what was not committed is not kept."""
        self._database.close()

    def about(self) -> Mapping[str, str]:
        """What is kept of the build as a whole: `inputs`, `code`, `frame`, `day`."""
        return dict(self._database.execute("SELECT name, value FROM about"))

    def files(self) -> dict[str, Stamp]:
        """Every file of the site."""
        return {path: (size, changed) for path, size, changed in self._database.execute("SELECT path, size, changed FROM files")}

    def packed(self) -> Iterator[Packed]:
        """The files of records; the records themselves are those of `record`."""
        return (Packed(*row) for row in self._database.execute("SELECT path, collection, digest, records FROM packed"))

    def record(self, key: tuple[str, str]) -> bytes:
        """The pickle of the record with this collection and id."""
        return self._one("SELECT record FROM records WHERE key = ?", "/".join(key))

    def _one(self, question: str, name: str) -> bytes:
        row = self._database.execute(question, (name,)).fetchone()
        if row is None:
            raise sqlite3.DatabaseError(f"nothing is kept of {name}")
        found: bytes = row[0]
        return found

    def put_record(self, key: tuple[str, str], record: bytes) -> None:
        self._database.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", ("/".join(key), record))

    def drop_packed(self) -> None:
        """Lets go of all files of records."""
        self._database.execute("DELETE FROM packed")

    def drop_records_but(self, keys: Container[tuple[str, str]]) -> None:
        """Lets go of records that are no more."""
        found = [key for (key,) in self._database.execute("SELECT key FROM records")]
        gone = ((key,) for key in found if tuple(key.split("/")) not in keys)
        self._database.executemany("DELETE FROM records WHERE key = ?", gone)

    def reads(self) -> Iterator[tuple[int, Read, Print]]:
        """Everything that was read, with its number and its print."""
        rows = self._database.execute("SELECT number, read, print FROM reads")
        return ((number, tuple(map(sys.intern, read.split("\0"))), found) for number, read, found in rows)

    def made(self) -> dict[str, Made]:
        """Everything that was made, by name."""
        rows = self._database.execute(f"SELECT name, reads, size, changed, CASE WHEN length(value) <= {SHORT} THEN value END FROM made")
        return {name: Made(array("I", reads), None if size is None else (size, changed), value) for name, reads, size, changed, value in rows}

    def value(self, name: str) -> bytes:
        """What is worth keeping of a thing that was made."""
        return self._one("SELECT value FROM made WHERE name = ?", name)

    def put(self, name: str, made: Made, value: bytes) -> None:
        size, changed = made.stamp or (None, None)
        self._database.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?)", (name, made.reads.tobytes(), size, changed, value))

    def put_packed(self, files: Iterable[Packed], gone: Iterable[str]) -> None:
        """Files of records that are new or changed, and those that are gone."""
        self._database.executemany("DELETE FROM packed WHERE path = ?", ((path,) for path in gone))
        self._database.executemany("INSERT OR REPLACE INTO packed VALUES (?, ?, ?, ?)", files)

    def put_rest(
        self,
        about: Mapping[str, str],
        files: Mapping[str, Stamp],
        reads: Iterable[tuple[int, Read, Print]],
        unread: Iterable[int],
        unmade: Iterable[str],
    ) -> None:
        """What is known at the end. ``unread`` and ``unmade`` are what no longer is."""
        run = self._database.executemany
        run("INSERT OR REPLACE INTO about VALUES (?, ?)", about.items())
        self._database.execute("DELETE FROM files")
        run("INSERT INTO files VALUES (?, ?, ?)", ((path, *stamp) for path, stamp in files.items()))
        run("DELETE FROM reads WHERE number = ?", ((number,) for number in unread))
        run("INSERT OR REPLACE INTO reads VALUES (?, ?, ?)", ((number, "\0".join(read), found) for number, read, found in reads))
        run("DELETE FROM made WHERE name = ?", ((name,) for name in unmade))


def stands(kept: Kept, inputs: Inputs, site: Path) -> bool:
    """True if ``site`` is, file for file, what the last build made, and all that it read is as it was."""
    try:
        files, before = kept.files(), kept.about().get("inputs")
    except sqlite3.Error:  # the build that follows finds that too
        return False
    if not files or before != inputs.print:
        return False
    try:
        return files == {os.path.relpath(path, site).replace(os.sep, "/"): stamp_of(path) for path in files_below(site)}
    except OSError:  # a link that leads nowhere: no build left that
        return False


# --- What is taken over -----------------------------------------------------------------------------------------


class Keeper:
    """Takes over what is still as it was, and keeps what is made now.

    ``print_of_read`` gives the print that a read has now. If ``frame`` is not that of the last build, nothing is taken over.
    Raises sqlite3.Error as `Kept` does.
    """

    def __init__(self, kept: Kept, frame: str, reads: Reads, print_of_read: Callable[[Read], Print]):
        self._kept, self.frame = kept, frame
        self._reads, self._print_of = reads, print_of_read
        before = kept.made()
        self.former = before if kept.about().get("frame") == frame else {}
        """What the last build made, whether it still holds or not."""
        self.files = kept.files()
        """The files of the site that it made."""
        self._before = before.keys()
        self._names: dict[int, Read] = {}
        self._stale: set[int] = set()
        """The numbers of the reads that do not give what they gave."""
        for number, read, was in kept.reads():
            self._names[number] = read
            if self.former and print_of_read(read) != was:
                self._stale.add(number)
        if not set().union(*(made.reads for made in before.values())) <= self._names.keys():
            raise sqlite3.DatabaseError("something was kept without all that it has read")
        self._numbers = {read: number for number, read in self._names.items()}
        self._next = max(self._names, default=-1) + 1
        self._known_before = self._next if self.former else 0  # of smaller numbers the print is kept already, unless it is stale
        self._made: dict[str, Made] = {}

    def last(self, name: str) -> Made | None:
        """What was made under this name, if all that it has read is as it was."""
        made = self.former.get(name)
        return made if made is not None and self._stale.isdisjoint(made.reads) else None

    def take(self, name: str, made: Made) -> None:
        """Keeps for the next build what is as it was."""
        self._made[name] = made

    def put(self, name: str, reads: Iterable[Read], value: bytes = b"", stamp: Stamp | None = None) -> None:
        """Keeps what was made now."""
        made = self._made[name] = Made(array("I", sorted(map(self._number, set(reads)))), stamp)
        self._kept.put(name, made, value)

    def _number(self, read: Read) -> int:
        if read not in self._numbers:
            self._numbers[read] = self._next
            self._names[self._next] = read
            self._next += 1
        return self._numbers[read]

    def kept(self, name: str) -> bytes:
        """What is worth keeping of a thing that was made, in this build or, if it was not made in this one, before."""
        return self._kept.value(name)

    def value(self, name: str, make: Callable[[], bytes]) -> bytes:
        """``make``'s value, made again only if something that it reads has changed."""
        made = self._made.get(name) or self.last(name)
        if made is None:
            with self._reads.noting() as reads:
                value = make()
            self.put(name, reads, value)
            return value
        self.take(name, made)
        self._reads.note_all(self._names[number] for number in made.reads)
        return self.kept(name) if made.value is None else made.value

    def finish(self, files: Mapping[str, Stamp], **about: str) -> None:
        """To be called when everything is made; ``files`` are those of the site.

        A value that is no file is asked for only while something is made of its kind (the first word of its name). If nothing was,
        those that still hold are kept for the build that asks again.
        """
        asked = {_kind(name) for name, made in self._made.items() if made.stamp is None}
        for name in self.former.keys() - self._made.keys():
            if _kind(name) not in asked and (made := self.last(name)) and made.stamp is None:
                self.take(name, made)
        used = {number for made in self._made.values() for number in made.reads}
        changed = (number for number in sorted(used) if number >= self._known_before or number in self._stale)
        fresh = ((number, self._names[number], self._print_of(self._names[number])) for number in changed)
        self._kept.put_rest({**about, "frame": self.frame}, files, fresh, self._names.keys() - used, self._before - self._made.keys())


def _kind(name: str) -> str:
    return name.partition(" ")[0]


# --- What a build reads -----------------------------------------------------------------------------------------

PARTS = ("data", "docs", "overrides")
_ENV = re.compile(r"!ENV\s+(.*)")
_INHERIT = re.compile(r"""^INHERIT:\s*["']?([^"'\n]+)""", re.M)


class Inputs(NamedTuple):
    """What a build reads, as it was at one moment."""

    print: str
    """If it is the same, so is the site."""
    day: dt.date
    code: str
    """See `code_of`."""
    digests: Mapping[str, bytes]
    """Of each file of `PARTS`, by its path."""


def inputs_of(root: Path, day: dt.date) -> Inputs:
    """What a build on this day reads."""
    settings = list(_settings(root / "mkdocs.yml"))
    names = {name for text in settings for line in _ENV.findall(text) for name in re.findall(r"\w+", line)}
    variables = sorted((name, os.environ.get(name)) for name in names)
    code, found = code_of(), {name: contents(root / name) for name in PARTS}
    digests = {os.path.join(root, name, path): digest for name, part in found.items() for path, digest in part}
    return Inputs(print_of((day, settings, variables, code, found)).hex(), day, code, digests)


def _settings(path: Path) -> Iterator[str]:
    """The text of a file of settings, and of those that it goes on from."""
    with suppress(OSError):  # MkDocs says so
        text = path.read_text(encoding="utf-8", errors="replace")
        yield text
        if found := _INHERIT.search(text):
            yield from _settings(path.parent / found[1])


def code_of() -> str:
    """The print of this package and of what is installed beside it."""
    folders = [Path(path) for path in sys.path if Path(path).is_dir()]
    installed = sorted({found.name for folder in folders for found in folder.glob("*.dist-info")})
    return print_of((sys.version, installed, contents(Path(__file__).parent))).hex()


def contents(folder: Path) -> list[tuple[str, bytes]]:
    """Path and digest of every file below a folder, but for what Python compiled; without a digest if it can't be read."""
    found, first = [], len(str(folder)) + 1
    for path in files_below(folder):
        if not path.endswith(".pyc"):
            try:
                with open(path, "rb") as file:
                    digest = digest_of(file.read())
            except OSError:  # what needs it says so; nothing needs the link that Emacs puts beside an unsaved file
                digest = b""
            found.append((path[first:], digest))
    return found
