"""Open data: every record as JSON, CSV and SQLite, with the schemas, and all of it in one zip.

JSON holds the published part of each record (see `published`) as it is written; loading it gives the record again. CSV and
SQLite hold the same in flat tables (see `tables`). Nothing here is read by the site itself.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

from explainer.citations import ID
from explainer.data_guide import LICENSE, LICENSE_NOTE, LICENSE_URL, VERSION
from explainer.published import data_of
from explainer.records import COLLECTIONS, UNPUBLISHED, Entry, json_schema
from explainer.render import Renderer
from explainer.tables import Cell, Column, Table, Tables, name_of, shapes_of

Maker = Callable[[], bytes]


def files(renderer: Renderer) -> Iterator[tuple[str, Maker]]:
    """Path below the site and maker of every file of open data."""
    exports = Exports(renderer)
    yield from exports.packed.items()
    for name, model in COLLECTIONS.items():
        if model.collection.page == "each":
            for entry in renderer.explainer.published(name):
                for record_id in (entry.id, *entry.former_ids):  # addresses last, so a former one has the file too
                    yield json_path(entry, record_id), partial(exports.record_json, entry)
    yield "data/detainers.sqlite", exports.sqlite
    yield "data/detainers.zip", exports.zip


def json_path(entry: Entry, record_id: str = "") -> str:
    """Where a record that has a page of its own has its JSON: `states/ohio.json` beside `states/ohio/`."""
    return f"{entry.collection.url_of(record_id or entry.id).rstrip('/')}.json"


@dataclass(frozen=True)
class Exports:
    renderer: Renderer

    @cached_property
    def tables(self) -> Tables:
        return Tables(self.renderer.explainer, self.page_of)

    def page_of(self, url: str) -> str:
        """The full address of a page; without a configured site that below the site's root."""
        return f"{self.renderer.site['url'] or '/'}{url}"

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
    def packed(self) -> dict[str, Maker]:
        """The files that the zip holds; each is made once."""
        found: dict[str, Maker] = {f"data/{name}.json": partial(self.collection_json, name) for name in COLLECTIONS}
        names = [name_of(name, path) for name in COLLECTIONS for path, _ in shapes_of(name)]
        found |= {f"data/{name}.csv": partial(self.table_csv, name) for name in names}
        found["data/csv-metadata.json"] = self.csv_metadata
        found |= {f"schemas/{name}.json": partial(schema_json, name) for name in COLLECTIONS}
        return {path: cache(make) for path, make in found.items()}

    # --- JSON

    def collection_json(self, name: str) -> bytes:
        parts = self.tables.parts[name].values()
        counts = {table.name: len(table.rows) for table in self.tables.all.values() if table.collection == name}
        pages = {part.id: self.page_of(self.renderer.explainer.url_of(part)) for part in parts}
        return _safe(_object({"_meta": _text(self.meta(counts)), "pages": _text(pages), "records": _list(self._record_text(part) for part in parts)}))

    def record_json(self, entry: Entry) -> bytes:
        part = self.tables.parts[entry.collection.name][entry.id]
        meta = self.meta({entry.collection.name: 1})
        return _safe(
            _object({"_meta": _text(meta), "page": _text(self.page_of(self.renderer.explainer.url_of(part))), "record": self._record_text(part)})
        )

    def _record_text(self, part: Entry) -> str:
        """The record's JSON on one line: it stands in two files."""
        key = part.collection.name, part.id
        if key not in self._record_texts:
            self._record_texts[key] = _text(data_of(part))
        return self._record_texts[key]

    @cached_property
    def _record_texts(self) -> dict[tuple[str, str], str]:
        return {}

    # --- CSV

    def table_csv(self, name: str) -> bytes:
        return csv_of(self.tables.all[name])

    def csv_metadata(self) -> bytes:
        """What CSV can't say of itself, in the W3C's vocabulary for it (https://www.w3.org/TR/tabular-metadata/)."""
        return _json(
            {
                "@context": "http://www.w3.org/ns/csvw",
                "dc:title": self.renderer.site["name"],
                "dc:license": {"@id": LICENSE_URL},
                "dc:modified": str(self.renderer.site["data_date"]),
                "notes": [{"_meta": self.meta(self._counts)}],
                "tables": [_described(table) for table in self.tables.all.values()],
            }
        )

    @property
    def _counts(self) -> dict[str, int]:
        return {table.name: len(table.rows) for table in self.tables.all.values()}

    # --- Everything in one file

    def sqlite(self) -> bytes:
        """A database with a table for each table, one for each list of single values, and `_meta`."""
        database = sqlite3.connect(":memory:")
        try:
            for table in self.tables.all.values():
                _fill(database, table)
            meta = {name: value for name, value in self.meta({}).items() if name != "counts"}
            database.execute('CREATE TABLE "_meta" ("name" TEXT PRIMARY KEY, "value" TEXT NOT NULL) WITHOUT ROWID')
            database.executemany(
                'INSERT INTO "_meta" VALUES (?, ?)', [*meta.items(), *((f"rows of {name}", count) for name, count in self._counts.items())]
            )
            database.commit()
            return database.serialize()
        finally:
            database.close()

    def zip(self) -> bytes:
        """The JSON and CSV of every collection with the schemas. Dated by the data, so that two builds are the same."""
        date = self.renderer.site["data_date"] or dt.date(1980, 1, 1)
        read_me = "".join(f"{name}: {value}\n" for name, value in self.meta({}).items() if name != "counts")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in [("README.txt", read_me.encode()), *((path, make()) for path, make in self.packed.items())]:
                info = zipfile.ZipInfo(path, (date.year, date.month, date.day, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, content)
        return packed.getvalue()


def _json(value: Any) -> bytes:
    return _safe(json.dumps(value, ensure_ascii=False, indent=1))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _object(members: dict[str, str]) -> str:
    """A JSON object of members that are JSON already, a line each."""
    return "{\n" + ",\n".join(f'"{name}": {text}' for name, text in members.items()) + "\n}"


def _list(items: Iterable[str]) -> str:
    return "[\n" + ",\n".join(items) + "\n]"


def _safe(text: str) -> bytes:
    """JSON as bytes in which nothing could be taken for HTML, whatever a server calls it."""
    return f"{text}\n".replace("<", "\\u003c").replace(">", "\\u003e").encode()


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

_FORMULA = re.compile(r"(?:^|(?<=[;\t\r\n]))(?=\s*[=+\-@＝＋－＠])|^(?=[\t\r])")
"""Where a spreadsheet would begin to read a formula: at the start of a text, or where some programs start a new cell."""


def csv_of(table: Table) -> bytes:
    """The table as RFC 4180 has it, with a byte order mark, by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str | int | float:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case str():
            return _FORMULA.sub("'", cell)
    return cell


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

_TYPES = {"text": "TEXT", "number": "NUMERIC", "flag": "INTEGER", "day": "TEXT", "date": "TEXT"}


def _fill(database: sqlite3.Connection, table: Table) -> None:
    """Makes the table and those of its lists of single values, and fills them."""
    keys = [column.name for column in table.keys]
    _create(database, _sql_name(table.name), table.columns, keys, _refers(table))
    _insert(database, _sql_name(table.name), len(table.columns), table.rows)
    for column in table.columns:
        if column.between and not column.derived:
            name = f"{_sql_name(table.name)}_{column.name}"
            own_keys = ["record", *(f"{part}_item" for part in table.path)]
            number, value = Column("item", (), "number", ""), Column("value", (), column.holds, "")
            columns = [*(Column(key, (), "text" if key == "record" else "number", "") for key in own_keys), number, value]
            refers = [(own_keys, table.name, keys), *([(["value"], column.to, ["id"])] if column.to else [])]
            _create(database, name, columns, [*own_keys, "item"], refers)
            rows = [(*key, index, cell) for key, other, cells in table.items if other == column for index, cell in enumerate(cells, 1)]
            _insert(database, name, len(columns), rows)


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
