"""What a record refers to, and what supports each of its facts.

A fact is supported by the citations in its own text, by the `source` of the item it stands in, or by a source
whose `supports` names it; the nearest of these counts. Sources known from memory alone support nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from explainer.citations import Use
from explainer.records import (
    Change,
    Cited,
    Correction,
    Entry,
    Event,
    HistoryEvent,
    Kind,
    OfState,
    RecordRef,
    Ruling,
    Slot,
    Sourced,
    SourceUse,
    Text,
    To,
    Uses,
    slots_of,
    value_class,
)
from explainer.vocabulary import Checked, state_id

Path = tuple[str | int, ...]


@dataclass(slots=True)  # a frozen one takes twice as long to make, and there are a hundred in a record
class Field:
    """One filled field: its path in the record, its kind, its value and the models it stands in, outermost first."""

    path: Path
    kind: Kind
    value: Any
    owners: tuple[BaseModel, ...]

    @property
    def name(self) -> str:
        last = self.path[-1]
        return last if isinstance(last, str) else str(self.path[-2])  # the name of the list, before the number in it


class Reference(NamedTuple):
    """A record that a field names; ``token`` is how it stands in the file."""

    path: Path
    collection: str
    id: str
    token: str
    anchor: str = ""


Found = TypeVar("Found")


RECENT = 20


def recent(work: Callable[[Entry], Found]) -> Callable[[Entry], Found]:
    """``work``, done once for each of the last `RECENT` records: several rules ask the same of a record, one after the other.

    For all records of a large site, what was found would be a good part of the memory.
    """
    held: dict[int, tuple[Entry, Found]] = {}  # with each record, whose number no other has as long as it stands here

    @wraps(work)
    def once(entry: Entry) -> Found:
        known = held.get(id(entry))
        if known is None:
            known = held[id(entry)] = entry, work(entry)
            if len(held) > RECENT:
                del held[next(iter(held))]
        return known[1]

    return once


@recent
def walk(entry: Entry) -> tuple[Field, ...]:
    """Every filled field of a record and of the models in it, in the order of their definition."""
    return filled(entry)


def filled(model: BaseModel, slots: Callable[[type[BaseModel]], Iterable[Slot]] = slots_of) -> tuple[Field, ...]:
    """As `walk`, of any model, and of the fields that ``slots`` gives of each; nothing is kept."""
    found: list[Field] = []
    _fill(model, slots, (), (), found)
    return tuple(found)


def _fill(
    model: BaseModel, slots: Callable[[type[BaseModel]], Iterable[Slot]], path: Path, owners: tuple[BaseModel, ...], found: list[Field]
) -> None:
    owners = (*owners, model)
    values = vars(model)
    for name, kind, listed, inner in slots(type(model)):
        value = values[name]
        if value is None:
            continue
        if listed:
            for index, item in enumerate(value):
                if inner:
                    _fill(item, slots, (*path, name, index), owners, found)
                else:
                    found.append(Field((*path, name, index), kind, item, owners))
        elif inner:
            _fill(value, slots, (*path, name), owners, found)
        else:
            found.append(Field((*path, name), kind, value, owners))


def references(entry: Entry) -> Iterator[Reference]:
    """Every record that the entry names: in fields, in citations and in links."""
    for field in walk(entry):
        value: Any = field.value
        holds = type(value)
        if holds is Text:
            for use in value.uses:
                yield Reference(field.path, "sources", use.id, f"@{use.id}")
            for link in value.links:
                yield Reference(field.path, link.collection, link.id, f"({link.collection}/{link.id}", link.anchor)
        elif holds is str:
            target = target_collection(field)
            if target and not (target == "lifecycle" and value == "context"):
                yield Reference(field.path, target, value, value)
        elif holds is Uses:
            for use in value.uses:
                yield Reference(field.path, "sources", use.id, use.id)
        elif holds is RecordRef:
            yield Reference(field.path, value.collection, value.id, value.raw)


def named(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Collection and id of every record that the entry names, each once; a postal code names its state, but not in the state itself."""
    own = (entry.collection.name, entry.id)
    states = (("states", state_id(field.value)) for field in walk(entry) if type(field.value) is str and is_postal(field))
    found = [*((reference.collection, reference.id) for reference in references(entry)), *(key for key in states if key != own)]
    return tuple(dict.fromkeys(found))


def source_uses(entry: Entry) -> tuple[SourceUse, ...]:
    """Every item of a `sources` list in the record."""
    return tuple(owner for item in walk(entry) if item.path[-1] == "checked" and isinstance(owner := item.owners[-1], SourceUse))


def is_postal(field: Field) -> bool:
    """True if the field holds the postal code of a state."""
    return names_state(type(field.owners[-1]), field.name)


@cache
def names_state(model: type[BaseModel], name: str) -> bool:
    """True if the model's field ``name`` holds the postal codes of states."""
    return _marker(model, name, OfState) is not None


def target_collection(field: Field) -> str | None:
    """The collection whose ids the field holds, or None."""
    return target_of(type(field.owners[-1]), field.name)


@cache
def target_of(model: type[BaseModel], name: str) -> str | None:
    """The collection whose ids the model's field ``name`` holds, or None."""
    to = _marker(model, name, To)
    return to.collection if to else None


Marker = TypeVar("Marker", To, OfState)


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


class Backing(NamedTuple):
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
    uses = field.value.uses if isinstance(field.value, Text) else ()
    return tuple([backing_of(use, field.owners) for use in uses]) if uses else ()


def attached(field: Field) -> tuple[Backing, ...]:
    """The sources that support the field from outside its text: the nearest `source` line or `supports` list."""
    names = (part for part in reversed(field.path) if isinstance(part, str))  # as many as there are owners
    for owner, name in zip(reversed(field.owners), names, strict=False):
        if isinstance(owner, Cited):
            if owner.source:
                return tuple([backing_of(use, field.owners) for use in owner.source.uses])
        elif isinstance(owner, Sourced) and (
            found := tuple([Backing(use.id, use.pin or "", use.checked) for use in owner.sources if name in use.supports])
        ):
            return found
    return ()


def backings(field: Field) -> tuple[Backing, ...]:
    """All sources behind the field, those cited in its text first."""
    cited = inline(field)
    known = {backing.id for backing in cited}
    return cited + tuple(backing for backing in attached(field) if backing.id not in known)


class Backed(NamedTuple):
    """The sources behind the fields of a record."""

    texts: Mapping[Path, tuple[Backing, ...]]
    """Behind each text, by its path."""
    facts: Sequence[tuple[Backing, ...]]
    """Behind each fact, in the order of a walk."""


def backed(model: BaseModel) -> Backed:
    """The sources behind the texts and facts of a record."""
    texts, facts = {}, []
    for field in filled(model, _backed_slots):
        found = backings(field)
        if isinstance(field.value, Text):
            texts[field.path] = found
        if field.kind == "fact":
            facts.append(found)
    return Backed(texts, facts)


@cache
def _backed_slots(model: type[BaseModel]) -> tuple[Slot, ...]:
    """The fields that are facts or hold texts, or parts in which there are such."""
    annotations = {name: info.annotation for name, info in model.model_fields.items()}
    return tuple(
        slot
        for slot in slots_of(model)
        if (_backed_slots(slot.inner) if slot.inner else slot.kind == "fact" or value_class(annotations[slot.name]) is Text)
    )


def supported(field: Field) -> bool:
    """True unless the field is a fact with no source behind it, or with sources known from memory alone."""
    return field.kind != "fact" or counts(inline(field)) or counts(backings(field))


def counts(found: Iterable[Backing]) -> bool:
    """True if one of the sources is not known from memory alone."""
    return any(backing.checked is not Checked.MEMORY for backing in found)


def bare(field: Field) -> bool:
    """True for a reading that neither links a record nor cites a source, nor stands under one."""
    return field.kind == "reading" and isinstance(field.value, Text) and not field.value.links and not backings(field)


def is_draft(entry: Entry) -> bool:
    """True for a record that can't do without a fact that has no support, such as its summary: kept and listed, not published."""
    return not all(supported(_at(entry, names)) for names in _needed(type(entry)))


def _at(entry: Entry, names: tuple[str, ...]) -> Field:
    """The fact at a path on which there is no list."""
    owners: tuple[BaseModel, ...] = (entry,)
    for name in names[:-1]:
        owners = (*owners, getattr(owners[-1], name))
    return Field(names, "fact", getattr(owners[-1], names[-1]), owners)


@cache
def _needed(model: type[BaseModel]) -> tuple[tuple[str, ...], ...]:
    """The path of each fact that a record as a whole can't do without: in no list, and in no part that may be left out."""
    found: list[tuple[str, ...]] = []
    for name, kind, listed, inner in slots_of(model):
        if model.model_fields[name].is_required() and not listed:
            found += [(name, *names) for names in _needed(inner)] if inner else [(name,)] if kind == "fact" else []
    return tuple(found)


FROM_ABOUT = ("date", "title", "what")
"""What an event or a change about another record takes from there, if it does not say it itself."""


def needed(model: BaseModel) -> tuple[str, str] | None:
    """The record that a record or part can't do without: that of which it tells, if it says too little itself. As long as that is a
    draft, a record is one too, and a part is left out."""
    match model:
        case Event() | Change() | HistoryEvent() if model.about and any(getattr(model, name, "") is None for name in FROM_ABOUT):
            return model.about.collection, model.about.id
        case Correction():
            return model.about.collection, model.about.id
        case Ruling(case=str(), name=None):
            return "court-cases", str(model.case)
    return None
