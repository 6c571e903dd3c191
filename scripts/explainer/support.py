"""What a record refers to, and what supports each of its facts.

A fact is supported by the citations in its own text, by the `source` of the item it stands in, or by a source
whose `supports` names it; the nearest of these counts. Sources known from memory alone support nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from explainer.citations import Use
from explainer.records import Cited, Entry, Kind, OfState, RecordRef, Sourced, SourceUse, Text, To, Uses, kind_of
from explainer.vocabulary import Checked, state_id

Path = tuple[str | int, ...]


class Field(NamedTuple):
    """One filled field: its path in the record, its kind, its value and the models it stands in, outermost first."""

    path: Path
    kind: Kind
    value: Any
    owners: tuple[BaseModel, ...]

    @property
    def name(self) -> str:
        last = self.path[-1]
        return last if isinstance(last, str) else str(self.path[-2])  # the name of the list, before the number in it


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that a field names; ``token`` is how it stands in the file."""

    path: Path
    collection: str
    id: str
    token: str
    anchor: str = ""


Found = TypeVar("Found")


def kept(work: Callable[[Entry], Found]) -> Callable[[Entry], Found]:
    """``work``, done once for each record: a record never changes, and most rules and pages ask the same of it."""
    name = work.__qualname__

    @wraps(work)
    def once(entry: Entry) -> Found:
        if name not in entry.memo:
            entry.memo[name] = work(entry)
        found: Found = entry.memo[name]
        return found

    return once


def walk(entry: Entry) -> tuple[Field, ...]:
    """Every filled field of a record and of the models in it, in the order of their definition.

    Kept for the last `WALKED` records only: for all of a large site it would be a good part of the memory.
    """
    if "walk" not in entry.memo:
        entry.memo["walk"] = tuple(filled(entry))
        _walked.append(entry)
        if len(_walked) > WALKED:
            _walked.popleft().memo.pop("walk", None)
    found: tuple[Field, ...] = entry.memo["walk"]
    return found


WALKED = 200
_walked: deque[Entry] = deque()


def filled(model: BaseModel, path: Path = (), owners: tuple[BaseModel, ...] = ()) -> Iterator[Field]:
    """As `walk`, of any model; nothing is kept."""
    owners = (*owners, model)
    for name, kind in _kinds_of(type(model)):
        value = getattr(model, name)
        if value is None:
            continue
        if not isinstance(value, tuple):
            here = (*path, name)
            if isinstance(value, BaseModel):
                yield from filled(value, here, owners)
            else:
                yield Field(here, kind, value, owners)
        else:
            for index, item in enumerate(value):
                inside = (*path, name, index)
                if isinstance(item, BaseModel):
                    yield from filled(item, inside, owners)
                else:
                    yield Field(inside, kind, item, owners)


@cache
def _kinds_of(model: type[BaseModel]) -> tuple[tuple[str, Kind], ...]:
    return tuple((name, kind_of(model, name)) for name in model.model_fields)


@kept
def references(entry: Entry) -> tuple[Reference, ...]:
    """Every record that the entry names: in fields, in citations and in links."""
    return tuple(_references(entry))


def _references(entry: Entry) -> Iterator[Reference]:
    for field in walk(entry):
        match field.value:
            case RecordRef(raw=raw, collection=collection, id=record_id):
                yield Reference(field.path, collection, record_id, raw)
            case Uses(uses=uses):
                yield from (Reference(field.path, "sources", use.id, use.id) for use in uses)
            case Text():
                yield from (Reference(field.path, "sources", use.id, f"@{use.id}") for use in field.value.uses)
                yield from (
                    Reference(field.path, link.collection, link.id, f"({link.collection}/{link.id}", link.anchor) for link in field.value.links
                )
            case str():
                target = target_collection(field)
                if target and not (target == "lifecycle" and field.value == "context"):
                    yield Reference(field.path, target, field.value, field.value)


@kept
def named(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Collection and id of every record that the entry names, each once; a postal code names its state, but not in the state itself."""
    own = (entry.collection.name, entry.id)
    states = (("states", state_id(field.value)) for field in walk(entry) if is_postal(field))
    found = [*((reference.collection, reference.id) for reference in references(entry)), *(key for key in states if key != own)]
    return tuple(dict.fromkeys(found))


@kept
def source_uses(entry: Entry) -> tuple[SourceUse, ...]:
    """Every item of a `sources` list in the record."""
    return tuple(owner for item in walk(entry) if item.name == "checked" and isinstance(owner := item.owners[-1], SourceUse))


def is_postal(field: Field) -> bool:
    """True if the field holds the postal code of a state."""
    return names_state(type(field.owners[-1]), field.name)


def names_state(model: type[BaseModel], name: str) -> bool:
    """True if the model's field ``name`` holds the postal codes of states."""
    return _marker(model, name, OfState) is not None


def target_collection(field: Field) -> str | None:
    """The collection whose ids the field holds, or None."""
    return target_of(type(field.owners[-1]), field.name)


def target_of(model: type[BaseModel], name: str) -> str | None:
    """The collection whose ids the model's field ``name`` holds, or None."""
    to = _marker(model, name, To)
    return to.collection if to else None


Marker = TypeVar("Marker", To, OfState)


@cache
def _marker(model: type[BaseModel], name: str, kind: type[Marker]) -> Marker | None:
    """The mark of this kind that the model puts on its field ``name``, if any."""
    info = model.model_fields[name]
    return next((mark for mark in info.metadata if isinstance(mark, kind)), None) or _find(info.annotation, kind)


def _find(annotation: Any, kind: type[Marker]) -> Marker | None:
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, kind):
            return mark
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _find(part, kind))), None)


def listed(owners: tuple[BaseModel, ...], source_id: str) -> SourceUse | None:
    """The entry of a `sources` list, the innermost first, that says how the source was checked."""
    for owner in reversed(owners):
        if isinstance(owner, Sourced):
            for use in owner.sources:
                if use.id == source_id:
                    return use
    return None


@dataclass(frozen=True, slots=True)
class Backing:
    """One source behind a field: where in it, and how it was checked (None if the record does not say)."""

    id: str
    pin: str
    checked: Checked | None


def backing_of(use: Use, owners: tuple[BaseModel, ...]) -> Backing:
    """The source that ``use`` names, as far as the models around it say how it was checked."""
    entry = listed(owners, use.id)
    return Backing(use.id, use.pin or (entry.pin if entry and entry.pin else ""), entry.checked if entry else None)


def inline(field: Field) -> tuple[Backing, ...]:
    """The sources cited in the field's own text."""
    if not isinstance(field.value, Text):
        return ()
    return tuple(backing_of(use, field.owners) for use in field.value.uses)


def attached(field: Field) -> tuple[Backing, ...]:
    """The sources that support the field from outside its text: the nearest `source` line or `supports` list."""
    names = [part for part in field.path if isinstance(part, str)]
    for depth in range(len(field.owners) - 1, -1, -1):
        owner, name = field.owners[depth], names[depth] if depth < len(names) else names[-1]
        if isinstance(owner, Cited) and owner.source:
            return tuple(backing_of(use, field.owners) for use in owner.source.uses)
        if isinstance(owner, Sourced):
            found = tuple(Backing(use.id, use.pin or "", use.checked) for use in owner.sources if name in use.supports)
            if found:
                return found
    return ()


def backings(field: Field) -> tuple[Backing, ...]:
    """All sources behind the field, those cited in its text first."""
    cited = inline(field)
    known = {backing.id for backing in cited}
    return cited + tuple(backing for backing in attached(field) if backing.id not in known)


def supported(field: Field) -> bool:
    """True unless the field is a fact with no source behind it, or with sources known from memory alone."""
    return field.kind != "fact" or counts(inline(field)) or counts(backings(field))


def counts(found: Iterable[Backing]) -> bool:
    """True if one of the sources is not known from memory alone."""
    return any(backing.checked is not Checked.MEMORY for backing in found)


def bare(field: Field) -> bool:
    """True for a reading that neither links a record nor cites a source, nor stands under one."""
    return field.kind == "reading" and isinstance(field.value, Text) and not field.value.links and not backings(field)


@kept
def is_draft(entry: Entry) -> bool:
    """True for a record that can't do without a fact that has no support, such as its summary: kept and listed, not published."""
    return not all(supported(field) for field in walk(entry) if _needed(field))


def _needed(field: Field) -> bool:
    """True if the field is mandatory in a record as a whole: in no list, and in no part that may be left out."""
    if any(isinstance(part, int) for part in field.path):
        return False
    return all(type(owner).model_fields[str(name)].is_required() for owner, name in zip(field.owners, field.path, strict=True))


def draft_fields(entry: Entry) -> Iterator[Field]:
    """The facts of the record that have no support: kept and listed, not published."""
    return (field for field in walk(entry) if not supported(field))
