"""What the records give to the files of open data, as it stands in them: made for some records at a time, and gathered where it takes no memory."""

from __future__ import annotations

import csv
import json
import pickle
import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any, NamedTuple

from explainer.explainer import Explainer
from explainer.published import backed_part_of, best_checks, data_of
from explainer.reads import unpickled
from explainer.tables import Cell, Row, rows_of, tables_of


class Portion(NamedTuple):
    """What some records of a collection give that stand one after the other.

    Made from the records alone, but for two things: what names a draft is left out, and an event about another record
    takes its date and title from there. The records' addresses, which others may move, are not in it.
    """

    texts: dict[str, bytes]
    """The JSON of each record by its id, on one line."""
    ends: list[bytes]
    """The end of each record's own line of CSV: what follows its id and its address."""
    lines: dict[str, bytes]
    """The lines of every other table by its name."""
    rows: dict[str, bytes]
    """A pickle of the rows of every table by its name, of lists of single values too: what the database takes."""
    counts: dict[str, int]
    """How many rows each of those has."""
    checks: bytes
    """The rank of each published fact's best check (see `vocabulary.Checked`)."""


LENGTH = 16
"""So many records a portion has on average: an edit makes the record's portion anew, and of each portion something is kept."""


def in_portions(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Ids in portions. What begins one is decided by its id alone, so that one more record changes one portion, not all that follow."""
    some: list[str] = []
    for record_id in ids:
        if some and zlib.crc32(record_id.encode()) % LENGTH == 0:
            yield tuple(some)
            some = []
        some.append(record_id)
    if some:
        yield tuple(some)


def portion(explainer: Explainer, collection: str, ids: Iterable[str]) -> Portion:
    """The portion of some records of a collection, of which none is a draft."""
    texts: dict[str, bytes] = {}
    rows: dict[str, list[Row]] = {}
    checks = bytearray()
    for record_id in ids:
        part, backed = backed_part_of(explainer, explainer.collections[collection][record_id])
        texts[record_id] = safe(as_json(data_of(part)))
        for table, row in rows_of(explainer, part, backed.texts):
            rows.setdefault(table, []).append(row)
        checks.extend(checked.rank for checked in best_checks(explainer, backed.facts))
    own, *others = tables_of(collection)
    ends = [line.encode() for line in csv_lines(row[2:] for row in rows[own.name])]
    lines = {table.name: "".join(csv_lines(rows[table.name])).encode() for table in others if table.name in rows}
    packed = {table: pickle.dumps(of_table, pickle.HIGHEST_PROTOCOL) for table, of_table in rows.items()}
    return Portion(texts, ends, lines, packed, {table: len(of_table) for table, of_table in rows.items()}, bytes(checks))


def portions_of(explainer: Explainer, collection: str) -> Iterator[tuple[str, ...]]:
    """The ids of the published records of a collection, in portions."""
    return in_portions(outline.id for outline in explainer.published(collection).outlines)


def kept_portion(explainer: Explainer, collection: str, ids: tuple[str, ...]) -> Portion:
    """As `portion`, made once as long as nothing changes on which it rests."""
    found: Portion = unpickled(
        explainer.reads.keep(
            f"portion {collection}/{' '.join(ids)}", lambda: pickle.dumps(portion(explainer, collection, ids), pickle.HIGHEST_PROTOCOL)
        )
    )
    return found


class Gathered:
    """The portions of a collection in their order: in a file that goes with this object."""

    def __init__(self, portions: Iterable[Portion]):
        self.counts: Counter[str] = Counter()
        """How many rows each table has."""
        self._kept = sqlite3.connect("")  # a file without a name
        self._kept.execute("CREATE TABLE parts (name, number, content, PRIMARY KEY (name, number))")
        for number, one in enumerate(portions):
            self.counts.update(one.counts)
            parts = {"texts": b",\n".join(one.texts.values()), "ends": pickle.dumps(one.ends, pickle.HIGHEST_PROTOCOL)}
            parts |= {f"lines {table}": lines for table, lines in one.lines.items()} | {f"rows {table}": rows for table, rows in one.rows.items()}
            self._kept.executemany("INSERT INTO parts VALUES (?, ?, ?)", ((name, number, content) for name, content in parts.items()))

    def _parts(self, name: str) -> Iterator[bytes]:
        return (content for (content,) in self._kept.execute("SELECT content FROM parts WHERE name = ? ORDER BY number", (name,)))

    def texts(self) -> Iterator[bytes]:
        """The JSON of the records, some at a time, a comma between them."""
        return self._parts("texts")

    def ends(self) -> Iterator[bytes]:
        """The end of each record's own line of CSV."""
        for ends in self._parts("ends"):
            yield from pickle.loads(ends)

    def lines(self, table: str) -> Iterator[bytes]:
        """The lines of CSV of another table, some at a time."""
        return self._parts(f"lines {table}")

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table, those of records without the address of their page."""
        for rows in self._parts(f"rows {table}"):
            yield from pickle.loads(rows)


# --- As it stands in a file -------------------------------------------------------------------------------------


def as_json(value: Any) -> str:
    """A value on one line."""
    return _JSON(value)


_JSON = json.JSONEncoder(ensure_ascii=False).encode


def safe(text: str) -> bytes:
    """JSON as bytes in which nothing could be taken for HTML, whatever a server calls it."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").encode()


_FORMULA = re.compile(r"(?:^|(?<=[;\t\r\n]))(?=\s*[=+\-@＝＋－＠])|^(?=[\t\r])")
"""Where a spreadsheet would begin to read a formula: at the start of a text, or where some programs start a new cell."""

_HARMLESS = re.compile(r"[^\s=+\-@＝＋－＠][^;\t\r\n]*")
"""Most texts: in one that is such as a whole there is no such place."""


def csv_lines(rows: Iterable[Iterable[Cell]]) -> list[str]:
    """Each row as a line of CSV as RFC 4180 has it."""
    lines: list[str] = []
    csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n").writerows(map(_csv_cell, row) for row in rows)
    return lines


def _csv_cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return cell if _HARMLESS.fullmatch(cell) else _FORMULA.sub("'", cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell
