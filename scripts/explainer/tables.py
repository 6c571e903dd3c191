"""The records as flat tables: what a spreadsheet and a database take. The columns follow from the models.

A collection is a table, and so is each list of parts in it (`states-laws`, and in that `states-laws-sources`). A part that
stands once is spread over columns (`place_state`); a list of single values is one cell, and has a table of its own in the
database. Beside what a record says stand a few columns that everyone would have to work out: its page, the first and last
day that a date may mean, the sources behind a text, and what an event about another record takes from there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from explainer import support
from explainer.citations import Citation, Link
from explainer.explainer import Explainer, inner_model
from explainer.published import data_of, part_of
from explainer.records import COLLECTIONS, UNPUBLISHED, Change, Date, Entry, Event, HistoryEvent, Text, in_file_order
from explainer.support import Field

Cell = str | int | float | bool | None
Holds = Literal["text", "number", "flag", "day", "date"]
Derived = Literal["", "sources", "earliest", "latest", "page"]

BETWEEN_VALUES = "; "
BETWEEN_TEXTS = "\n\n"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it shows by its ``path`` in the row's record or part, or what was worked out from that (``derived``)."""

    name: str
    path: tuple[str, ...]
    holds: Holds
    meaning: str
    derived: Derived = ""
    between: str = ""
    """What stands between the values of a list in one cell; nothing if it is no list."""
    to: str = ""
    """The collection of whose records it holds the ids."""


@dataclass(frozen=True)
class Table:
    """The records of a collection, or the parts in one list of them, in rows.

    ``keys`` are the columns that name the row: the record's id, then its number in each list on the way, from 1.
    """

    collection: str
    path: tuple[str, ...]
    model: type[BaseModel]
    rows: tuple[tuple[Cell, ...], ...]
    items: tuple[tuple[tuple[Cell, ...], Column, tuple[Cell, ...]], ...]
    """The values of each list of single values: the row's key, the column, the values."""

    @property
    def name(self) -> str:
        return name_of(self.collection, self.path)

    @cached_property
    def keys(self) -> tuple[Column, ...]:
        return keys_of(self.collection, self.path)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.collection, self.path, self.model)


def name_of(collection: str, path: tuple[str, ...]) -> str:
    """The name of a table, as in its file: `states-laws`."""
    return "-".join((collection, *path)).replace("_", "-")


def shapes_of(collection: str) -> Iterator[tuple[tuple[str, ...], type[BaseModel]]]:
    """The path and the model of each table of a collection, its own first."""
    return _shapes((), COLLECTIONS[collection])


def _shapes(path: tuple[str, ...], model: type[BaseModel]) -> Iterator[tuple[tuple[str, ...], type[BaseModel]]]:
    yield path, model
    for name, inner in lists_of(model).items():
        yield from _shapes((*path, name), inner)


def keys_of(collection: str, path: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns that name a row of the table at ``path``."""
    singular = COLLECTIONS[collection].collection.singular.lower()
    if not path:
        return (Column("id", ("id",), "text", "The record's id, as in its address."),)
    numbers = [
        Column("item" if index == len(path) - 1 else f"{name}_item", (), "number", f"Its number in `{name}`, from 1.")
        for index, name in enumerate(path)
    ]
    return (Column("record", (), "text", f"The id of the {singular}.", to=collection), *numbers)


def columns_of(collection: str, path: tuple[str, ...], model: type[BaseModel]) -> tuple[Column, ...]:
    """Every column of a table, those of its key first."""
    page = () if path else (Column("page", (), "text", "The address of its page, or of its place on a page.", "page"),)
    return (*keys_of(collection, path), *page, *(column for column in _columns(model, ()) if path or column.name != "id"))


def lists_of(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The fields of a model that hold a list of parts, with the model of a part."""
    return {name: inner for name, inner, listed in fields_of(model) if inner and listed}


def fields_of(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel] | None, bool]]:
    """Name, model of the part if it holds parts, and whether it is a list, of each field that is published."""
    names = ["id"] * ("id" in model.model_fields) + in_file_order(model)
    for name in names:
        if name not in UNPUBLISHED:
            annotation = model.model_fields[name].annotation
            yield name, inner_model(annotation), get_origin(annotation) is tuple


def _columns(model: type[BaseModel], before: tuple[str, ...]) -> Iterator[Column]:
    for field, inner, listed in fields_of(model):
        path = (*before, field)
        if inner and not listed:
            yield from _columns(inner, path)
        elif not inner:
            name, kind = "_".join(path), class_of(model.model_fields[field].annotation)
            meaning = model.model_fields[field].description or ""
            target = support.target_of(model, field) or ""
            between = "" if not listed else BETWEEN_TEXTS if kind is Text else BETWEEN_VALUES
            # A step may be `context`, which is no record.
            yield Column(name, path, _HOLDS.get(kind, "text"), meaning, between=between, to="" if target == "lifecycle" else target)
            if kind is Text:
                yield Column(f"{name}_sources", path, "text", f"The sources behind `{name}`, with the place in each.", "sources", between)
            if kind is Date:
                yield Column(f"{name}_earliest", path, "day", f"The first day that `{name}` may mean.", "earliest")
                yield Column(f"{name}_latest", path, "day", f"The last day that `{name}` may mean.", "latest")


_HOLDS: dict[Any, Holds] = {float: "number", bool: "flag", dt.date: "day", Date: "date"}


def class_of(annotation: Any) -> Any:
    """The class of a field's values, without what says that they are optional, listed or checked."""
    if isinstance(annotation, type):
        return annotation
    return next((found for part in get_args(annotation) if (found := class_of(part)) not in (None, type(None))), None)


# --- Rows -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """A record or a part, with the models around it and the key of its row."""

    model: BaseModel
    path: support.Path
    owners: tuple[BaseModel, ...]
    key: tuple[Cell, ...]


@dataclass(frozen=True)
class Tables:
    """Every table of one `Explainer`. ``page_of`` gives the full address of a record from that below the site's root."""

    explainer: Explainer
    page_of: Callable[[str], str]

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, Entry]]:
        """What is published of every record, by collection and id."""
        return {name: {entry.id: part_of(self.explainer, entry) for entry in self.explainer.published(name)} for name in COLLECTIONS}

    @cached_property
    def all(self) -> Mapping[str, Table]:
        """The tables by name, those of a collection together and its own first."""
        found: dict[str, Table] = {}
        for name, model in COLLECTIONS.items():
            rows = [_Row(part, (), (), (record_id,)) for record_id, part in self.parts[name].items()]
            found |= {table.name: table for table in self._tables(name, (), model, rows)}
        return found

    def _tables(self, collection: str, path: tuple[str, ...], model: type[BaseModel], rows: list[_Row]) -> Iterator[Table]:
        columns = [column for column in columns_of(collection, path, model) if column.path or column.derived]
        own = columns if path else columns[1:]  # the id is the key of a record's row
        cells = tuple((*row.key, *(self._cell(row, column) for column in own)) for row in rows)
        listed = [column for column in own if column.between and not column.derived]
        items = tuple((row.key, column, values) for column in listed for row in rows if (values := self._values(row, column)))
        yield Table(collection, path, model, cells, items)
        for name, inner in lists_of(model).items():
            inside = [
                _Row(item, (*row.path, name, index), (*row.owners, row.model), (*row.key, index + 1))
                for row in rows
                for index, item in enumerate(getattr(row.model, name))
            ]
            yield from self._tables(collection, (*path, name), inner, inside)

    def _cell(self, row: _Row, column: Column) -> Cell:
        if column.derived == "page":
            assert isinstance(row.model, Entry)
            return self.page_of(self.explainer.url_of(row.model))
        if column.derived == "sources":
            cited = (_cited(backing) for field in _found(row, column) for backing in support.backings(field))
            return BETWEEN_VALUES.join(dict.fromkeys(cited)) or None
        if column.between:
            return column.between.join(str(value) for value in self._values(row, column)) or None
        field = next(_found(row, column), None)
        value = field.value if field else self._from_about(row, column)
        if column.derived:
            assert value is None or isinstance(value, Date)
            return None if value is None else (value.value.first if column.derived == "earliest" else value.value.last).isoformat()
        return _plain(value)

    def _values(self, row: _Row, column: Column) -> tuple[Cell, ...]:
        return tuple(_plain(field.value) for field in _found(row, column))

    def _from_about(self, row: _Row, column: Column) -> Any:
        """What an event about another record takes from there: its date, its title, and that as what happened."""
        if not isinstance(row.model, Event | Change | HistoryEvent) or row.model.about is None:
            return None
        target = self.explainer.get(row.model.about.collection, row.model.about.id)
        assert target is not None  # a rule has seen to it
        if column.path == ("date",):
            date = self.explainer.date_of(target)
            return Date(str(date), date) if date else None
        return self.explainer.title_of(target) if column.path in (("title",), ("what",)) else None


def _found(row: _Row, column: Column) -> Iterator[Field]:
    """The field that a column shows, as often as it is filled in a row."""
    model, path, owners = row.model, row.path, (*row.owners, row.model)
    for name in column.path[:-1]:
        model, path = getattr(model, name), (*path, name)
        if model is None:
            return
        owners = (*owners, model)
    name = column.path[-1]
    value = getattr(model, name)
    for index, item in enumerate(value if column.between else (value,)):
        if item is not None:
            yield Field((*path, name, index) if column.between else (*path, name), "plain", item, owners)


def _plain(value: Any) -> Cell:
    cell: Cell = words(value) if isinstance(value, Text) else data_of(value)
    return cell


def words(text: Text) -> str:
    """A text as a reader sees it, without the marks of its notes, a line a paragraph."""
    paragraphs = []
    for run in text.paragraphs:
        said = ""
        for part in run:
            match part:
                case str():
                    said += part
                case Link():
                    said += part.words
                case Citation():
                    said = said.rstrip()
        paragraphs.append(said.strip())
    return "\n".join(paragraphs)


def _cited(backing: support.Backing) -> str:
    return f"{backing.id}, {backing.pin}" if backing.pin else backing.id
