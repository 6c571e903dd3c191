"""The part of a record that is published, as a record of the same kind.

Left out, as on its page: what is for editors only, facts without support, and what names a draft. A part that can't do
without one of these is left out whole; a record that can't is a draft (`support.is_draft`). A link to a draft is its
words alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Set
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from explainer.explainer import Explainer
from explainer.outlines import Key, Outline
from explainer.records import UNPUBLISHED, Entry, Parsed, RecordRef, Text, in_file_order, kind_of
from explainer.support import Field, Path, supported, target_collection

Part = TypeVar("Part", bound=BaseModel)


def part_of(explainer: Explainer, entry: Entry) -> Entry:
    """The published part of a record that is no draft."""
    note_reads(explainer, explainer.outlines[entry.collection.name, entry.id])
    part = _part(entry, (), (), explainer.drafts)
    assert part is not None, f"{entry.collection.name}/{entry.id} is a draft"
    return part


def note_reads(explainer: Explainer, outline: Outline) -> None:
    """Notes what the published part of a record rests on."""
    explainer.reads.note("record", *outline.key)
    for key in outline.named:
        explainer.reads.note("draft", *key)


def _part(model: Part, path: Path, owners: tuple[BaseModel, ...], drafts: Set[Key]) -> Part | None:
    owners = (*owners, model)
    changed: dict[str, Any] = {}
    for name, info in _fields(type(model)):
        value = getattr(model, name)
        if value is None:
            continue
        kind = kind_of(type(model), name)
        if name in UNPUBLISHED:
            changed[name] = info.default
        elif isinstance(value, tuple):
            items = [_value(Field((*path, name, index), kind, item, owners), drafts) for index, item in enumerate(value)]
            if any(item is not before for item, before in zip(items, value, strict=True)):
                changed[name] = tuple(item for item in items if item is not None)
        elif (shown := _value(Field((*path, name), kind, value, owners), drafts)) is not value:
            if shown is None and info.is_required():
                return None
            changed[name] = shown
    return model.model_copy(update=changed) if changed else model  # most parts are published as they are


def _value(field: Field, drafts: Set[Key]) -> Any:
    value = field.value
    if isinstance(value, BaseModel):
        return _part(value, field.path, field.owners, drafts)
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


def data_of(value: Any) -> Any:
    """A record, or a value in it, as plain data: what stands in YAML, without what is left to its default.

    `Model.model_validate` of it gives the record again.
    """
    match value:
        case BaseModel():
            return {name: data_of(item) for name, info in _fields(type(value)) if (item := getattr(value, name)) is not None and item != info.default}
        case tuple():
            return [data_of(item) for item in value]
        case Parsed():
            return value.raw
        case dt.date():
            return value.isoformat()
        case float() if value.is_integer():
            return int(value)
        case str():
            return str(value)
    return value


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, FieldInfo], ...]:
    """Name and definition of each field, in the order of a file."""
    known = model.model_fields
    return tuple((name, known[name]) for name in (*(["id"] if "id" in known else []), *in_file_order(model)))
