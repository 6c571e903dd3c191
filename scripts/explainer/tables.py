"""The records as flat tables: what a spreadsheet and a database take. The columns follow from the models.

A collection is a table, and so is each list of parts in it (`states-laws`, and in that `states-laws-sources`). A part that
stands once is spread over columns (`place_state`); a list of single values is one cell, and has a table of its own in the
database. Beside what a record says stand a few columns that everyone would have to work out: its page, the first and last
day that a date may mean, the sources behind a text, and what an event about another record takes from there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, NamedTuple, get_origin

from pydantic import BaseModel

from explainer import support
from explainer.explainer import Explainer
from explainer.published import data_of
from explainer.records import COLLECTIONS, UNPUBLISHED, Change, Date, Entry, Event, HistoryEvent, Text, in_file_order, inner_model, value_class
from explainer.support import Backing

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
TextSources = Mapping[support.Path, tuple[Backing, ...]]
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

    @cached_property
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
            yield from _columns_of_field(model, field, path, listed)


def _columns_of_field(model: type[BaseModel], field: str, path: tuple[str, ...], listed: bool) -> Iterator[Column]:
    """The columns of a field that holds no parts."""
    name, kind = "_".join(path), value_class(model.model_fields[field].annotation)
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


# --- Rows -------------------------------------------------------------------------------------------------------


class _Cells(NamedTuple):
    """The cells that a field gives to the row of its record or part."""

    name: str
    kind: Any
    """The class of its values."""
    between: str
    """See `Column`."""
    inner: tuple[_Cells, ...]
    """Those of the fields of the part that it holds."""
    empty: tuple[None, ...]
    """They if it is not filled."""


@cache
def _cells_of(model: type[BaseModel]) -> tuple[_Cells, ...]:
    """The cells of each field of a model, in the order of its columns."""
    found = []
    for name, inner, listed in fields_of(model):
        if inner and not listed:
            cells = _cells_of(inner)
            found.append(_Cells(name, inner, "", cells, tuple(nothing for one in cells for nothing in one.empty)))
        elif not inner:
            columns = list(_columns_of_field(model, name, (name,), listed))
            found.append(_Cells(name, value_class(model.model_fields[name].annotation), columns[0].between, (), (None,) * len(columns)))
    return tuple(found)


def rows_of(explainer: Explainer, part: Entry, sources: TextSources) -> Iterator[tuple[str, Row]]:
    """Each row that the published part of a record gives, after the name of its table; of lists of single values too.

    ``sources`` are those behind its texts, by their paths. Of other records it holds what an event about one takes from there, and no
    more: the page, which others may move, is left out.
    """
    return _rows(explainer, tables_of(part.collection.name)[0], part, (), sources, (part.id, None))


def with_page(row: Row, page: str) -> Row:
    """A record's row with the address of its page."""
    return (row[0], page, *row[2:])


def _rows(
    explainer: Explainer, table: Table, model: BaseModel, path: support.Path, sources: TextSources, begin: tuple[Cell, ...]
) -> Iterator[tuple[str, Row]]:
    """The rows of the record or part at ``path``; ``begin`` is what its own row begins with."""
    row = list(begin)
    cells = _cells_of(type(model))
    _fill(row, explainer, model, path, sources, cells if path else cells[1:])  # of a record the id stands there
    yield table.name, tuple(row)
    key = begin if path else begin[:1]
    for column in table.listed:
        for number, value in enumerate(_values(model, column), 1):
            yield table.name_of_values(column), (*key, number, _plain(value))
    for name, inside in table.inside:
        for index, item in enumerate(getattr(model, name)):
            yield from _rows(explainer, inside, item, (*path, name, index), sources, (*key, index + 1))


def _fill(row: list[Cell], explainer: Explainer, model: BaseModel, path: support.Path, sources: TextSources, cells: tuple[_Cells, ...]) -> None:
    """Adds the cells of a model's fields to a row."""
    values = vars(model)
    for name, kind, between, inner, empty in cells:
        value = values[name]
        if between:
            row.append(between.join(str(_plain(item)) for item in value) or None)
            if kind is Text:
                row.append(_cited(backing for index in range(len(value)) for backing in sources[*path, name, index]))
        elif value is not None and inner:
            _fill(row, explainer, value, (*path, name), sources, inner)
        elif value is not None and kind is Text:
            row += value.plain, _cited(sources[*path, name])
        else:
            if value is None:
                value = _from_about(explainer, model, name)
            row.append(None if value is None else _plain(value))
            if kind is Date and value is not None:
                row += value.value.first.isoformat(), value.value.last.isoformat()
            else:
                row += empty[1:]


def _cited(sources: Iterable[Backing]) -> Cell:
    """Some sources with the place in each, each once."""
    return BETWEEN_VALUES.join(dict.fromkeys(f"{id}, {pin}" if pin else id for id, pin, _ in sources)) or None


def _values(model: BaseModel, column: Column) -> tuple[Any, ...]:
    """Each value of the list that a column shows."""
    value: Any = model
    for name in column.path:
        value = getattr(value, name)
        if value is None:
            return ()
    found: tuple[Any, ...] = value
    return found


def _from_about(explainer: Explainer, model: BaseModel, name: str) -> Any:
    """What an event about another record takes from there: its date, its title, and that as what happened."""
    if name not in support.FROM_ABOUT or not isinstance(model, Event | Change | HistoryEvent) or model.about is None:
        return None
    target = explainer.get(model.about.collection, model.about.id)
    assert target is not None  # a rule has seen to it
    if name == "date":
        date = explainer.date_of(target)
        return Date(str(date), date) if date else None
    return explainer.title_of(target)


def _plain(value: Any) -> Cell:
    cell: Cell = value.plain if isinstance(value, Text) else data_of(value)
    return cell
