"""Open data: every record as JSON, CSV and SQLite, with the schemas, and all of it in one zip.

JSON holds the published part of each record (see `published`) as it is written; loading it gives the record again. CSV and
SQLite hold the same in flat tables (see `tables`). Nothing here is read by the site itself.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from explainer.citations import ID
from explainer.data_guide import LICENSE, LICENSE_NOTE, LICENSE_URL, VERSION
from explainer.fragments import Gathered, Portion, as_json, csv_lines, kept_portion, portions_of, safe
from explainer.outlines import Outline
from explainer.published import note_reads
from explainer.records import COLLECTIONS, UNPUBLISHED, Collection, json_schema
from explainer.render import Renderer
from explainer.tables import Cell, Column, Row, Table, name_of, tables_of, with_page

Maker = Callable[[], bytes]

AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Piecewise:
    """The maker of a file that may be large: whole if it is called, else in pieces, so that the whole need not be in memory."""

    pieces: Callable[[], Iterable[bytes]]

    def __call__(self) -> bytes:
        return b"".join(self.pieces())


def files(renderer: Renderer) -> Iterator[tuple[str, Maker]]:
    """Path below the site and maker of every file of open data."""
    exports = Exports(renderer)
    yield from exports.zipped.items()
    for name, model in COLLECTIONS.items():
        if model.collection.page == "each":
            for outline in renderer.explainer.published(name).outlines:
                for record_id in (outline.id, *outline.former_ids):  # addresses last, so a former one has the file too
                    yield json_path(model.collection, record_id), partial(exports.record_json, outline)
    yield "data/detainers.sqlite", Piecewise(exports.sqlite)
    yield "data/detainers.zip", exports.zip


def json_path(collection: Collection, record_id: str) -> str:
    """Where a record that has a page of its own has its JSON: `states/ohio.json` beside `states/ohio/`."""
    return f"{collection.url_of(record_id).rstrip('/')}.json"


_TABLES = tuple(table for name in COLLECTIONS for table in tables_of(name))


@dataclass(frozen=True)
class Exports:
    renderer: Renderer

    def gathered(self, name: str) -> Gathered:
        """What each record of a collection gives."""
        self.renderer.explainer.reads.note("data", name)
        if name not in self._gathered:
            with self.renderer.explainer.reads.apart():
                explainer = self.renderer.explainer
                self._gathered[name] = Gathered(kept_portion(explainer, name, ids) for ids in portions_of(explainer, name))
        return self._gathered[name]

    @cached_property
    def _gathered(self) -> dict[str, Gathered]:
        return {}

    @cached_property
    def _portion_of(self) -> Callable[[str], Mapping[str, tuple[str, ...]]]:
        """For each record of a collection the ids of all that stand in its portion."""
        return cache(lambda name: {record_id: ids for ids in portions_of(self.renderer.explainer, name) for record_id in ids})

    @cached_property
    def _last_portion(self) -> Callable[[str, tuple[str, ...]], Portion]:
        """A portion, of which the last is at hand: the files of records are made in their order."""
        return lru_cache(maxsize=1)(partial(kept_portion, self.renderer.explainer))

    def _pages(self, name: str) -> dict[str, str]:
        """The full address of each record of a collection; without a configured site that below the site's root."""
        explainer, base = self.renderer.explainer, self.renderer.site["url"] or "/"
        return {outline.id: f"{base}{explainer.url_of(outline)}" for outline in explainer.published(name).outlines}

    def meta(self, counts: dict[str, int]) -> dict[str, Any]:
        """What a file says of itself."""
        site = self.renderer.site
        found = {
            "schema_version": VERSION,
            "title": site["name"],
            "site": site["url"],
            "publisher": site["publisher"],
            "license": LICENSE,
            "license_url": LICENSE_URL,
            "license_note": LICENSE_NOTE,
            "data_date": str(site["data_date"]),
        }
        return {name: value for name, value in found.items() if value} | {"counts": counts}

    @cached_property
    def zipped(self) -> dict[str, Maker]:
        """The files that the zip holds too."""
        found: dict[str, Maker] = {f"data/{name}.json": Piecewise(partial(self.collection_json, name)) for name in COLLECTIONS}
        found |= {f"data/{table.name}.csv": Piecewise(partial(self.table_csv, table)) for table in _TABLES}
        found["data/csv-metadata.json"] = self.csv_metadata
        return found | {f"schemas/{name}.json": partial(schema_json, name) for name in COLLECTIONS}

    # --- JSON

    def collection_json(self, name: str) -> Iterator[bytes]:
        gathered = self.gathered(name)
        meta = self.meta({table.name: gathered.counts[table.name] for table in tables_of(name)})
        yield from _object({"_meta": [_line(meta)], "pages": [_line(self._pages(name))], "records": _list(gathered.texts())})

    def record_json(self, outline: Outline) -> bytes:
        name, explainer = outline.collection.name, self.renderer.explainer
        note_reads(explainer, outline)
        with explainer.reads.apart():  # what else is made with it is not in it
            text = self._last_portion(name, self._portion_of(name)[outline.id]).texts[outline.id]
        page = f"{self.renderer.site['url'] or '/'}{explainer.url_of(outline)}"
        return b"".join(_object({"_meta": [_line(self.meta({name: 1}))], "page": [_line(page)], "record": [text]}))

    # --- CSV

    def table_csv(self, table: Table) -> Iterator[bytes]:
        """With a byte order mark, by which spreadsheets know UTF-8."""
        yield "".join(csv_lines([[column.name for column in table.columns]])).encode("utf-8-sig")
        yield from self._lines(table)

    def _lines(self, table: Table) -> Iterator[bytes]:
        gathered = self.gathered(table.collection)
        if table.path:
            yield from gathered.lines(table.name)
        else:
            starts = csv_lines(self._pages(table.collection).items())
            yield from (f"{start[:-2]},".encode() + end for start, end in zip(starts, gathered.ends(), strict=True))

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table, those of records with the address of their page."""
        rows = self.gathered(table.collection).rows(table.name)
        return rows if table.path else map(with_page, rows, self._pages(table.collection).values())

    def csv_metadata(self) -> bytes:
        """What CSV can't say of itself, in the W3C's vocabulary for it (https://www.w3.org/TR/tabular-metadata/)."""
        return _json(
            {
                "@context": "http://www.w3.org/ns/csvw",
                "dc:title": self.renderer.site["name"],
                "dc:license": {"@id": LICENSE_URL},
                "dc:modified": str(self.renderer.site["data_date"]),
                "notes": [{"_meta": self.meta(self._counts)}],
                "tables": [_described(table) for table in _TABLES],
            }
        )

    @property
    def _counts(self) -> dict[str, int]:
        return {table.name: self.gathered(table.collection).counts[table.name] for table in _TABLES}

    # --- Everything in one file

    def sqlite(self) -> Iterator[bytes]:
        """A database with a table for each table, one for each list of single values, and `_meta`."""
        with TemporaryDirectory() as folder:
            path = Path(folder, "detainers.sqlite")
            database = sqlite3.connect(path)
            try:
                database.execute("PRAGMA journal_mode = OFF")
                self._fill_all(database)
                database.commit()
            finally:
                database.close()
            with path.open("r+b") as file:
                for start, end in _STAMPS:
                    file.seek(start)
                    file.write(bytes(end - start))
                file.seek(0)
                yield from iter(partial(file.read, AT_ONCE), b"")

    def _fill_all(self, database: sqlite3.Connection) -> None:
        for table in _TABLES:
            self._fill(database, table)
        meta = {name: value for name, value in self.meta({}).items() if name != "counts"}
        database.execute('CREATE TABLE "_meta" ("name" TEXT PRIMARY KEY, "value" TEXT NOT NULL) WITHOUT ROWID')
        database.executemany(
            'INSERT INTO "_meta" VALUES (?, ?)', [*meta.items(), *((f"rows of {name}", count) for name, count in self._counts.items())]
        )

    def _fill(self, database: sqlite3.Connection, table: Table) -> None:
        """Makes the table and those of its lists of single values, and fills them."""
        keys = [column.name for column in table.keys]
        _create(database, _sql_name(table.name), table.columns, keys, _refers(table))
        _insert(database, _sql_name(table.name), len(table.columns), self.rows(table))
        own_keys = ["record", *(f"{part}_item" for part in table.path)]
        for column in table.listed:
            name = table.name_of_values(column)
            number, value = Column("item", (), "number", ""), Column("value", (), column.holds, "")
            columns = [*(Column(key, (), "text" if key == "record" else "number", "") for key in own_keys), number, value]
            refers = [(own_keys, table.name, keys), *([(["value"], column.to, ["id"])] if column.to else [])]
            _create(database, _sql_name(name), columns, [*own_keys, "item"], refers)
            _insert(database, _sql_name(name), len(columns), self.gathered(table.collection).rows(name))

    def zip(self) -> bytes:
        """The JSON and CSV of every collection with the schemas. Dated by the data, so that two builds are the same."""
        date = self.renderer.site["data_date"] or dt.date(1980, 1, 1)
        read_me = "".join(f"{name}: {value}\n" for name, value in self.meta({}).items() if name != "counts")
        for name in COLLECTIONS:  # also where its files were written already
            self.renderer.explainer.reads.note("data", name)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, make in {"README.txt": read_me.encode, **self.zipped}.items():
                info = zipfile.ZipInfo(path, (date.year, date.month, date.day, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                with archive.open(info, "w") as entry:
                    if written := self.renderer.written(path):
                        with written.open("rb") as file:
                            shutil.copyfileobj(file, entry, AT_ONCE)
                    else:
                        entry.write(make())
        return content.getvalue()


def _json(value: Any) -> bytes:
    return safe(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _line(value: Any) -> bytes:
    return safe(as_json(value))


def _object(members: Mapping[str, Iterable[bytes]]) -> Iterator[bytes]:
    """A JSON object of members that are JSON already, each in one or more pieces, a line each."""
    for index, (name, pieces) in enumerate(members.items()):
        yield f'{"," if index else "{"}\n"{name}": '.encode()
        yield from pieces
    yield b"\n}\n"


def _list(items: Iterable[bytes]) -> Iterator[bytes]:
    yield b"[\n"
    for index, item in enumerate(items):
        yield b",\n" + item if index else item
    yield b"\n]"


def schema_json(collection: str) -> bytes:
    return _json(schema(collection))


def schema(collection: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the files of a collection: of all its records, and of one."""
    own = json_schema(collection)
    definitions = own.pop("$defs", {})
    dialect = own.pop("$schema")
    own["properties"] = {"id": {"type": "string", "pattern": f"^{ID}$", "description": "The record's id, as in its address."}} | own["properties"]
    own["properties"] = {name: value for name, value in own["properties"].items() if name not in UNPUBLISHED}
    own["required"] = ["id", *own["required"]]
    used = json.dumps([own, definitions])
    definitions = {name: value for name, value in definitions.items() if f'"#/$defs/{name}"' in used}
    text = {"type": "string", "minLength": 1}
    meta = {
        "type": "object",
        "properties": {
            "schema_version": {"type": "string", "pattern": r"^[0-9]+\.[0-9]+\.[0-9]+$"},
            "data_date": {"type": "string", "format": "date"},
            "counts": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
            **dict.fromkeys(("title", "site", "publisher", "license", "license_url", "license_note"), text),
        },
        "required": ["schema_version", "license", "license_url", "license_note", "data_date", "counts"],
        "additionalProperties": False,
    }
    return {
        "$schema": dialect,
        "title": COLLECTIONS[collection].collection.title,
        "type": "object",
        "properties": {
            "_meta": meta,
            "page": text,
            "record": {"$ref": "#/$defs/record"},
            "pages": {"type": "object", "additionalProperties": text},
            "records": {"type": "array", "items": {"$ref": "#/$defs/record"}},
        },
        "required": ["_meta"],
        "oneOf": [{"required": ["page", "record"]}, {"required": ["pages", "records"]}],
        "additionalProperties": False,
        "$defs": {"record": own, **definitions},
    }


# --- CSV ----------------------------------------------------------------------------------------------------------

_DATATYPES = {"text": "string", "number": "number", "flag": "boolean", "day": "date", "date": "string"}


def _described(table: Table) -> dict[str, Any]:
    columns = [
        {
            "name": column.name,
            "titles": column.name,
            "dc:description": column.meaning,
            "datatype": _DATATYPES[column.holds],
            **({"separator": column.between} if column.between and not column.derived else {}),
        }
        for column in table.columns
    ]
    keys = [column.name for column in table.keys]
    foreign = [
        {"columnReference": names, "reference": {"resource": f"{other}.csv", "columnReference": theirs}} for names, other, theirs in _refers(table)
    ]
    return {"url": f"{table.name}.csv", "tableSchema": {"columns": columns, "primaryKey": keys, **({"foreignKeys": foreign} if foreign else {})}}


def _refers(table: Table) -> Iterator[tuple[list[str], str, list[str]]]:
    """Columns that name a row of another table, that table, and its columns."""
    names = [column.name for column in table.keys]
    if table.path:
        yield names[:-1], name_of(table.collection, table.path[:-1]), ["id"] if len(names) == 2 else [*names[:-2], "item"]
    for column in table.columns:
        if column.to and not column.between and column.name not in names:
            yield [column.name], column.to, ["id"]


# --- SQLite -------------------------------------------------------------------------------------------------------

_STAMPS = ((24, 28), (92, 100))
"""Where the head of a database counts its changes and names the version of SQLite that made it: on another machine another one."""

_TYPES = {"text": "TEXT", "number": "NUMERIC", "flag": "INTEGER", "day": "TEXT", "date": "TEXT"}


def _sql_name(name: str) -> str:
    return name.replace("-", "_")


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _create(
    database: sqlite3.Connection, name: str, columns: Iterable[Column], keys: list[str], refers: Iterable[tuple[list[str], str, list[str]]]
) -> None:
    lines = [f'"{column.name}" {_TYPES[column.holds]}{" NOT NULL" if column.name in keys else ""}' for column in columns]
    lines.append(f"PRIMARY KEY ({_quoted(keys)})")
    lines += [f'FOREIGN KEY ({_quoted(own)}) REFERENCES "{_sql_name(other)}" ({_quoted(theirs)})' for own, other, theirs in refers]
    body = ",\n  ".join(lines)
    database.execute(f'CREATE TABLE "{name}" (\n  {body}\n)')


def _insert(database: sqlite3.Connection, name: str, width: int, rows: Iterable[tuple[Cell, ...]]) -> None:
    database.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * width)})', rows)
