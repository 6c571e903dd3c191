"""What each record gives to the files of open data, and all of that gathered where it takes no memory."""

from __future__ import annotations

import json
import pickle
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from explainer.explainer import Explainer
from explainer.published import data_of, part_of
from explainer.records import Entry
from explainer.tables import Row, rows_of


@dataclass(frozen=True, slots=True)
class Fragment:
    """What one record gives: its JSON on one line, and its rows by the name of their table.

    Made from the record alone, but for two things: what names a draft is left out, and an event about another record
    takes its date and title from there. The record's address, which others may move, is not in it.
    """

    collection: str
    id: str
    text: str
    rows: dict[str, list[Row]]


def fragment(explainer: Explainer, entry: Entry) -> Fragment:
    """The fragment of a record that is no draft."""
    part = part_of(explainer, entry)
    rows: dict[str, list[Row]] = {}
    for table, row in rows_of(explainer, part):
        rows.setdefault(table, []).append(row)
    return Fragment(entry.collection.name, entry.id, json.dumps(data_of(part), ensure_ascii=False), rows)


class Gathered:
    """Fragments by collection and by table, in the order in which they came: in a file that goes with this object."""

    def __init__(self, fragments: Iterable[Fragment]):
        self.counts: Counter[str] = Counter()
        """How many rows each table has."""
        self._kept = sqlite3.connect("")  # a file without a name
        self._kept.execute("CREATE TABLE texts (collection, number, id, text, PRIMARY KEY (collection, number)) WITHOUT ROWID")
        self._kept.execute("CREATE TABLE rows (name, number, rows, PRIMARY KEY (name, number)) WITHOUT ROWID")
        for number, one in enumerate(fragments):
            self._kept.execute("INSERT INTO texts VALUES (?, ?, ?, ?)", (one.collection, number, one.id, one.text))
            self._kept.executemany("INSERT INTO rows VALUES (?, ?, ?)", ((name, number, pickle.dumps(rows)) for name, rows in one.rows.items()))
            self.counts.update({name: len(rows) for name, rows in one.rows.items()})

    def texts(self, collection: str) -> Iterator[str]:
        """The JSON of each record of a collection."""
        return (text for (text,) in self._kept.execute("SELECT text FROM texts WHERE collection = ? ORDER BY number", (collection,)))

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table."""
        for (rows,) in self._kept.execute("SELECT rows FROM rows WHERE name = ? ORDER BY number", (table,)):
            yield from pickle.loads(rows)
