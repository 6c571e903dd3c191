"""The records as flat tables: what a spreadsheet and a database take. The columns follow from the models.

A collection is a table, and so is each list of parts in it (`states-laws`, and in that `states-laws-sources`). A part that
stands once is spread over columns (`place_state`); a list of single values is one cell, and has a table of its own in the
database. Beside what a record says stand a few columns that everyone would have to work out: its page, the first and last
day that a date may mean, the sources behind a text, and what an event about another record takes from there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from explainer import support
from explainer.citations import Citation, Link
from explainer.explainer import Explainer
from explainer.published import data_of
from explainer.records import COLLECTIONS, UNPUBLISHED, Change, Date, Entry, Event, HistoryEvent, Text, in_file_order, inner_model
from explainer.support import Field

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
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
    """The shape of one table: of the records of a collection, or of the parts in one list of them.

    ``keys`` are the columns that name the row: the record's id, then its number in each list on the way, from 1.
    """

    collection: str
    path: tuple[str, ...]
    model: type[BaseModel]

    @property
    def name(self) -> str:
        return name_of(self.collection, self.path)

    @cached_property
    def keys(self) -> tuple[Column, ...]:
        return keys_of(self.collection, self.path)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.collection, self.path, self.model)

    @cached_property
    def inside(self) -> tuple[tuple[str, Table], ...]:
        """The tables of the lists of parts in a row, by the name of the list."""
        return tuple((name, Table(self.collection, (*self.path, name), inner)) for name, inner in lists_of(self.model).items())

    @cached_property
    def listed(self) -> tuple[Column, ...]:
        """The columns that hold a list of single values."""
        return tuple(column for column in self.columns if column.between and not column.derived)

    def name_of_values(self, column: Column) -> str:
        """The name of the table that one of those lists has in the database."""
        return f"{self.name}_{column.name}"


@cache
def tables_of(collection: str) -> tuple[Table, ...]:
    """The tables of a collection, its own first."""
    return tuple(_tables(Table(collection, (), COLLECTIONS[collection])))


def _tables(table: Table) -> Iterator[Table]:
    yield table
    for _, inside in table.inside:
        yield from _tables(inside)


def name_of(collection: str, path: tuple[str, ...]) -> str:
    """The name of a table, as in its file: `states-laws`."""
    return "-".join((collection, *path)).replace("_", "-")


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
class _Place:
    """A record or a part, with the models around it and the key of its row."""

    model: BaseModel
    path: support.Path
    owners: tuple[BaseModel, ...]
    key: tuple[Cell, ...]


def rows_of(explainer: Explainer, part: Entry) -> Iterator[tuple[str, Row]]:
    """Each row that the published part of a record gives, after the name of its table; of lists of single values too.

    Of other records it holds what an event about one takes from there, and no more: the page, which others may move, is left out.
    """
    return _rows(explainer, tables_of(part.collection.name)[0], _Place(part, (), (), (part.id,)))


def with_page(row: Row, page: str) -> Row:
    """A record's row with the address of its page."""
    return (row[0], page, *row[2:])


def _rows(explainer: Explainer, table: Table, place: _Place) -> Iterator[tuple[str, Row]]:
    yield table.name, (*place.key, *(_cell(explainer, place, column) for column in table.columns[len(place.key) :]))
    for column in table.listed:
        for number, value in enumerate(_values(place, column), 1):
            yield table.name_of_values(column), (*place.key, number, _plain(value))
    for name, inside in table.inside:
        for index, item in enumerate(getattr(place.model, name)):
            inner = _Place(item, (*place.path, name, index), (*place.owners, place.model), (*place.key, index + 1))
            yield from _rows(explainer, inside, inner)


def _cell(explainer: Explainer, place: _Place, column: Column) -> Cell:
    if column.derived == "page":
        return None
    if column.derived == "sources":
        cited = (_cited(backing) for field in _found(place, column) for backing in support.backings(field))
        return BETWEEN_VALUES.join(dict.fromkeys(cited)) or None
    values = _values(place, column)
    if column.between:
        return column.between.join(str(_plain(value)) for value in values) or None
    value = values[0] if values else _from_about(explainer, place.model, column)
    if column.derived:
        assert value is None or isinstance(value, Date)
        return None if value is None else (value.value.first if column.derived == "earliest" else value.value.last).isoformat()
    return _plain(value)


def _values(place: _Place, column: Column) -> tuple[Any, ...]:
    """What a column shows: each value of a list, or the one value, or nothing."""
    value: Any = place.model
    for name in column.path:
        value = getattr(value, name)
        if value is None:
            return ()
    return value if isinstance(value, tuple) else (value,)


def _from_about(explainer: Explainer, model: BaseModel, column: Column) -> Any:
    """What an event about another record takes from there: its date, its title, and that as what happened."""
    if not isinstance(model, Event | Change | HistoryEvent) or model.about is None:
        return None
    target = explainer.get(model.about.collection, model.about.id)
    assert target is not None  # a rule has seen to it
    if column.path == ("date",):
        date = explainer.date_of(target)
        return Date(str(date), date) if date else None
    return explainer.title_of(target) if column.path in (("title",), ("what",)) else None


def _found(place: _Place, column: Column) -> Iterator[Field]:
    """The field that a column shows, once for each of its values."""
    for index, value in enumerate(_values(place, column)):
        owners = (*place.owners, place.model)
        for name in column.path[:-1]:
            owners = (*owners, getattr(owners[-1], name))
        path = (*place.path, *column.path)
        yield Field((*path, index) if column.between else path, "plain", value, owners)


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
