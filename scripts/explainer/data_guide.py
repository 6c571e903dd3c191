"""What the pages below /data/ say of the files: the format and its versions, the license, and every field from its model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from explainer import support
from explainer.explainer import vocabulary_of
from explainer.records import Date, RecordRef, Text, Uses, kind_of, value_class
from explainer.tables import Column, columns_of, fields_of, keys_of, name_of, tables_of
from explainer.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class FormatChange:
    """A change of the files' shape."""

    version: str
    date: dt.date
    what: str


FORMAT_CHANGES = (FormatChange("1.0.0", dt.date(2026, 11, 24), "The first version."),)
"""Newest first. What is renamed, dropped or means something else raises the first number, what is added the second."""

VERSION = FORMAT_CHANGES[0].version

LICENSE = "CC BY 4.0"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
LICENSE_NOTE = "Quotations are excepted: they remain their authors'."


@dataclass(frozen=True, slots=True)
class FieldGuide:
    """One field as a reuser needs to know it."""

    name: str
    """As in JSON, from the record or the item of the list it stands in: `detainer.lodged`."""
    meaning: str
    kind: str
    needed: str
    """Whether it is always there, in words."""
    takes: str
    choices: tuple[Vocabulary, ...]
    example: str
    columns: tuple[str, ...]
    """The columns of CSV and SQLite that show it."""
    table: str
    """The table of its own that it has, if it is a list of parts."""


@dataclass(frozen=True, slots=True)
class TableGuide:
    """The records of a collection, or one list in them: a file of CSV and a table of SQLite."""

    name: str
    path: str
    """The list in JSON: `laws[].sources`; nothing for the records themselves."""
    keys: tuple[Column, ...]
    added: tuple[Column, ...]
    """Columns that show no field."""
    fields: tuple[FieldGuide, ...]


def guide_of(collection: str) -> tuple[TableGuide, ...]:
    """Every table of a collection with every field in it."""
    found = []
    for table in tables_of(collection):
        path, model = table.path, table.model
        columns = columns_of(collection, path, model)
        keys = keys_of(collection, path)
        fields = tuple(_fields(collection, path, model, (), columns, ""))
        found.append(TableGuide(name_of(collection, path), "[].".join(path), keys, tuple(c for c in columns if c.derived == "page"), fields))
    return tuple(found)


def _fields(
    collection: str, path: tuple[str, ...], model: type[BaseModel], before: tuple[str, ...], columns: tuple[Column, ...], optional: str
) -> Iterator[FieldGuide]:
    for name, inner, listed in fields_of(model):
        info = model.model_fields[name]
        here = (*before, name)
        if inner and not listed:
            yield from _fields(collection, path, inner, here, columns, optional if info.is_required() else ".".join(here))
            continue
        needed = "optional" if not info.is_required() else f"always there in `{optional}`" if optional else "always there"
        shown = [column for column in columns if column.path == here]
        yield FieldGuide(
            ".".join(here),
            shown[0].meaning if shown else info.description or "",
            kind_of(model, name),
            needed,
            _takes(model, name, listed),
            tuple(vocabulary_of(info.annotation) or ()),
            "" if inner or not info.examples else str(info.examples[0]),
            tuple(column.name for column in shown),
            name_of(collection, (*path, name)) if inner else "",
        )


_TAKES = {
    Text: "text with marks",
    Uses: "sources with places",
    Date: "EDTF date",
    RecordRef: "collection and id of a record",
    dt.date: "day",
    float: "number",
    bool: "true or false, false if left out",
}


def _takes(model: type[BaseModel], name: str, listed: bool) -> str:
    """What the field holds, in words; nothing for a list of parts or a word of a vocabulary, which are shown."""
    kind = value_class(model.model_fields[name].annotation)
    target = support.target_of(model, name)
    if kind is None or issubclass(kind, BaseModel | Vocabulary):
        return "list" if listed else ""
    word = f"id in `{target}`" if target else "postal code of a state" if support.names_state(model, name) else _TAKES.get(kind, "text")
    return f"list: each {word}" if listed else word
