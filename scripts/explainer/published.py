"""The part of a record that is published, as a record of the same kind.

Left out, as on its page: what is for editors only, facts without support, and what names a draft. A part that can't do
without one of these is left out whole; a record that can't is a draft (`Explainer.drafts`). A link to a draft is its
words alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from explainer.explainer import Explainer
from explainer.outlines import Key, Outline
from explainer.records import UNPUBLISHED, Change, Entry, Event, Parsed, RecordRef, Text, in_file_order, slots_of
from explainer.support import Backed, Backing, Field, Path, backed, counts, needed, supported, target_collection
from explainer.vocabulary import Checked

Part = TypeVar("Part", bound=BaseModel)


def backed_part_of(explainer: Explainer, entry: Entry) -> tuple[Entry, Backed]:
    """The published part of a record that is no draft, with the sources behind it."""
    outline = explainer.outlines[entry.collection.name, entry.id]
    note_reads(explainer, outline)
    found = backed(entry)
    if explainer.drafts.isdisjoint(outline.named) and all(map(counts, found.facts)):  # as most: nothing is left out but what is for editors
        fields = type(entry).model_fields
        cleared = {name: fields[name].default for name in UNPUBLISHED if name in fields and getattr(entry, name)}
        return entry.model_copy(update=cleared) if cleared else entry, found
    part = _part(entry, (), (), explainer.drafts)
    assert part is not None, f"{entry.collection.name}/{entry.id} is a draft"
    return part, backed(part)


def note_reads(explainer: Explainer, outline: Outline) -> None:
    """Notes what the published part of a record rests on."""
    explainer.reads.note("record", *outline.key)
    for key in outline.named:
        explainer.reads.note("draft", *key)


def _part(model: Part, path: Path, owners: tuple[BaseModel, ...], drafts: Set[Key]) -> Part | None:
    if needed(model) in drafts:
        return None
    owners = (*owners, model)
    values, changed = vars(model), dict[str, Any]()
    for name, kind, listed, inner in slots_of(type(model)):
        value = values[name]
        if value is None or value == ():
            continue
        if name in UNPUBLISHED:
            changed[name] = type(model).model_fields[name].default
        elif listed:
            if inner:
                items = [_part(item, (*path, name, index), owners, drafts) for index, item in enumerate(value)]
            else:
                items = [_value(Field((*path, name, index), kind, item, owners), drafts) for index, item in enumerate(value)]
            if any(item is not before for item, before in zip(items, value, strict=True)):
                changed[name] = tuple(item for item in items if item is not None)
        else:
            shown = _part(value, (*path, name), owners, drafts) if inner else _value(Field((*path, name), kind, value, owners), drafts)
            if shown is not value:
                if shown is None and type(model).model_fields[name].is_required():
                    return None
                changed[name] = shown
    if not changed:  # as most
        return model
    part = model.model_copy(update=changed)
    return None if isinstance(part, Event | Change) and part.what is None and part.about is None else part


def _value(field: Field, drafts: Set[Key]) -> Any:
    value = field.value
    if not supported(field):
        return None
    match value:
        case RecordRef():
            return None if (value.collection, value.id) in drafts else value
        case Text():
            hidden = [link for link in value.links if (link.collection, link.id) in drafts]
            return Text.read(_without_links(value.raw, hidden)) if hidden else value
        case str() if (target_collection(field), value) in drafts:
            return None
    return value


def _without_links(raw: str, hidden: list[Any]) -> str:
    for link in hidden:
        target = re.escape(f"{link.collection}/{link.id}")
        raw = re.sub(rf"\[([^\[\]@][^\[\]]*)\]\({target}(?:#[^()\s]*)?\)", r"\1", raw)
    return raw


def best_checks(explainer: Explainer, facts: Iterable[tuple[Backing, ...]]) -> Iterator[Checked]:
    """How each of some published facts was checked, by the best of its sources."""
    for sources in facts:
        checked = [backing.checked or explainer.weakest_of(backing.id) for backing in sources]
        yield checked[0] if len(checked) == 1 else min(checked, key=lambda one: one.rank)


def data_of(value: Any) -> Any:
    """A record, or a value in it, as plain data: what stands in YAML, without what is left to its default.

    `Model.model_validate` of it gives the record again.
    """
    kind: Any = type(value)
    return value if kind is str else _to_data(kind)(value)


@cache
def _to_data(kind: Any) -> Callable[[Any], Any]:
    """What makes plain data of such values."""
    if issubclass(kind, BaseModel):
        written = _written(kind)
        return lambda model: {
            name: data_of(item) for name, default in written if (item := getattr(model, name)) is not None and (default is None or item != default)
        }
    if issubclass(kind, tuple):
        return lambda items: [data_of(item) for item in items]
    if issubclass(kind, Parsed):
        return lambda parsed: parsed.raw
    if issubclass(kind, dt.date):
        return dt.date.isoformat
    if issubclass(kind, float):
        return lambda number: int(number) if number.is_integer() else number
    return str if issubclass(kind, str) else lambda value: value


def _written(model: type[BaseModel]) -> list[tuple[str, Any]]:
    """Name and default of each field, in the order of a file; None where there is no default, or that is nothing."""
    known = model.model_fields
    names = [*(["id"] if "id" in known else []), *in_file_order(model)]
    return [(name, None if known[name].is_required() else known[name].default) for name in names]
