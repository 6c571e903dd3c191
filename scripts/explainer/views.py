"""Views: everything a record's page shows, resolved and frozen.

A template sees its record only through a view. Facts without support are not in it. Each text carries its own
notes as tokens (`<!--note:…-->`), so that no template has to think of them, and its own links as `@/…` addresses
(see `addresses`), so that a view can stand on any page: nothing in it depends on the page around it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property, lru_cache, partial
from types import MappingProxyType
from typing import Any, overload
from urllib.parse import quote, unquote

from markupsafe import Markup, escape
from pydantic import BaseModel

from explainer import anchors, chart, facets, hold_clock, support, timeline
from explainer.citations import Citation, Link, Use
from explainer.edtf_dates import EdtfDate
from explainer.explainer import Explainer
from explainer.reads import Read, Reads
from explainer.records import (
    UNPUBLISHED,
    Change,
    Correction,
    CourtCase,
    CustodyCase,
    Date,
    Entry,
    Event,
    LifecycleStep,
    Numbers,
    Record,
    RecordRef,
    Source,
    Text,
    Uses,
    kind_of,
)
from explainer.support import Backing, Field, Path
from explainer.vocabulary import STATES, Checked, NumbersKind, SourceKind, Vocabulary, state_id

LAST_CUSTODY_STEP = "ice-custody"
"""The step of `data/lifecycle.yml` with which a custody timeline ends (design, section 3)."""

NOTE = re.compile(r"<!--note:([^>]*)-->")


@dataclass(frozen=True, slots=True)
class Prose:
    """Text as HTML. Printed as it is, it is one or more paragraphs; `inline` is the same without `<p>`."""

    block: str
    inline_html: str
    plain: str

    def __html__(self) -> str:
        return self.block

    @property
    def inline(self) -> Markup:
        return Markup(self.inline_html)


class Labeled(str):
    """A label. Printed, it carries the notes that support it; `text` is the label alone, for headings and attributes."""

    __slots__ = ("notes",)
    notes: str

    def __new__(cls, text: str, notes: str = "") -> Labeled:
        made = super().__new__(cls, text)
        made.notes = notes
        return made

    @property
    def text(self) -> str:
        return str.__str__(self)

    def __html__(self) -> str:
        return str(escape(self.text)) + self.notes


@dataclass(frozen=True, slots=True)
class When:
    """A date: `iso` for machines, `words` for people."""

    iso: str
    words: str
    precision: str
    approximate: bool

    def __html__(self) -> str:
        return f'<time datetime="{self.iso}">{escape(self.words)}</time>'

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of a vocabulary: `value` as in the data, `label` as printed, `meaning` as explained."""

    value: str
    label: str
    meaning: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class Ref:
    """Another record, as far as a link to it shows."""

    collection: str
    id: str
    title: str
    address: str
    kind: str
    summary: Prose | None
    date: When | None

    def __html__(self) -> str:
        return f'<a href="@/{self.address}">{escape(self.title)}</a>'


class Refs(Sequence[Ref]):
    """Records as links, each made when it is asked for: of thousands a page shows the first few."""

    def __init__(self, ids: tuple[str, ...], ref: Callable[[str], Ref]):
        self._ids, self._ref = ids, ref

    @overload
    def __getitem__(self, at: int) -> Ref: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Ref, ...]: ...
    def __getitem__(self, at: int | slice) -> Ref | tuple[Ref, ...]:
        return tuple(map(self._ref, self._ids[at])) if isinstance(at, slice) else self._ref(self._ids[at])

    def __len__(self) -> int:
        return len(self._ids)


@dataclass(frozen=True, slots=True)
class InState:
    """A state as a field names it by its postal code. Printed, it links the state's page, if there is one."""

    postal: str
    name: str
    address: str | None

    def __html__(self) -> str:
        return f'<a href="@/{self.address}">{escape(self.name)}</a>' if self.address else str(escape(self.name))

    def __str__(self) -> str:
        return self.name


class Worked(Mapping[str, Any]):
    """Named values, each worked out when it is first asked for: a list shows three fields of a record that has thirty."""

    def __init__(self, names: Mapping[str, object], work: Callable[[str], Any], reads: Reads):
        self._names, self._work, self._reads = names, work, reads
        self._made: dict[str, tuple[Any, frozenset[Read]]] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._names:
            raise KeyError(name)
        return self._reads.once(self._made, name, partial(self._work, name))

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class View:
    """A frozen set of named values. A name it does not have is an error, never an empty text."""

    __slots__ = ("_values",)
    _values: Mapping[str, Any]

    def __init__(self, values: Mapping[str, Any]):
        object.__setattr__(self, "_values", values if isinstance(values, Worked) else MappingProxyType(dict(values)))

    def __getattr__(self, name: str) -> Any:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"no field '{name}'") from None

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("a view is read-only")

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def items(self) -> Any:
        return self._values.items()


# --- Notes ------------------------------------------------------------------------------------------------------


def note_key(backing: Backing, verified: dt.date | None) -> str:
    """The note of one use of a source as one text: source, pinpoint, how and when it was checked."""
    checked = backing.checked.value if backing.checked else ""
    return ";".join(map(_quoted, (backing.id, backing.pin, checked, verified.isoformat() if verified else "")))


@lru_cache(10_000)  # a record cites the same few sources again and again
def _quoted(part: str) -> str:
    return quote(part, safe=" ")


def source_of(key: str) -> str:
    """The id of the source that a note is about."""
    return key.partition(";")[0]


def use_of(key: str) -> Use:
    """The source that a note is about, with the place in it."""
    source_id, pin, _, _ = (unquote(part) for part in key.split(";"))
    return Use(source_id, pin)


def day_of(key: str) -> dt.date | None:
    """The day on which the use of the source that a note is about was last verified."""
    day = unquote(key.split(";")[3])
    return dt.date.fromisoformat(day) if day else None


def note_token(key: str) -> str:
    """What stands for the note in HTML until notes are numbered. Holds no `|`, which would end a cell of a Markdown table."""
    return f"<!--note:{key}-->"


def note_html(explainer: Explainer, key: str) -> str:
    """What the note says: the source, where in it, how and when it was checked."""
    source_id, pin, checked_value, day = (unquote(part) for part in key.split(";"))
    source = explainer.get("sources", source_id)
    assert isinstance(source, Source), f"note of an unknown source {source_id}"
    checks = None if checked_value else explainer.checks_of(source_id)
    checked = Checked.of(checked_value) if checked_value else checks and checks.weakest
    title = escape(source.title)
    cite = f'<cite><a href="{escape(source.url)}" rel="external">{title}</a></cite>' if source.url else f"<cite>{title}</cite>"
    parts = [cite, escape(source.publisher)]
    if source.date:
        parts.append(when(source.date.value).__html__())
    text = ", ".join(parts)
    if pin:
        text += f', <span class="pin">{escape(pin)}</span>'
    how = checked.label[0].upper() + checked.label[1:] if checked else "Not recorded how it was checked"
    if day:
        how += f", {EdtfDate.parse(day).words}"
    if source.read_at and source.read_at != source.url:
        how += f', at <a href="{escape(source.read_at)}" rel="external">{escape(_host(source.read_at))}</a>'
    return f'{text}. <span class="how">{how}. <a href="@/{explainer.url_of(source)}">About this source</a>.</span>'


def _host(url: str) -> str:
    return url.split("/")[2].removeprefix("www.")


def clock_of(year: int) -> View:
    """The 48-hour clock as its page shows it: the script's calendar as JSON, and worked examples in words."""
    examples = tuple(
        View(
            {
                "label": example.label,
                "start": _moment(example.ends.start),
                "regulation": _moment(example.ends.regulation.end),
                "observed": _moment(example.ends.observed.end) if example.ends.observed else None,
                "skipped": ", ".join(reason for _, reason in example.ends.regulation.skipped),
                "form": _moment(example.ends.form.end),
            }
        )
        for example in hold_clock.examples(year)
    )
    return View({"calendar": hold_clock.script_data(year), "examples": examples})


def _moment(moment: dt.datetime) -> str:
    """`Friday, December 4, 2026, 5:00 p.m.`"""
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{moment:%A, %B} {moment.day}, {moment.year}, {moment.hour % 12 or 12}:{moment.minute:02d} {half}"


def when(date: EdtfDate) -> When:
    return When(date.iso, date.words, date.precision, date.approximate)


_ALWAYS = ("ref", "collection", "singular", "address", "sort_date", "file", "line", "referrers", "corrections", "facets", "notes", "consulted")


@cache
def _names_of(model: type[Entry]) -> Mapping[str, object]:
    """The names that the view of such a record has, in order: its fields, what is worked out from them, and its notes."""
    own = [name for name in model.model_fields if name not in UNPUBLISHED]
    more = ["tracks"] if issubclass(model, CustodyCase | CourtCase) else ["chart"] if issubclass(model, Numbers) else []
    return dict.fromkeys([*own, *more, *_ALWAYS])


# --- Building ---------------------------------------------------------------------------------------------------


class Views:
    """Makes and keeps the view of each record of one `Explainer`."""

    def __init__(self, explainer: Explainer):
        self.explainer = explainer
        self._made: dict[tuple[str, str], View] = {}
        self._found_anchors: dict[tuple[str, str], tuple[Mapping[Path, str], frozenset[Read]]] = {}

    def of(self, entry: Entry) -> View:
        """The record's view, made at the first call."""
        key = (entry.collection.name, entry.id)
        self.explainer.reads.note("record", *key)
        if key not in self._made:
            self._made[key] = View(Worked(_names_of(type(entry)), partial(self._worked, entry), self.explainer.reads))
        return self._made[key]

    @property
    def held(self) -> int:
        """How many views are held."""
        return len(self._made)

    def forget(self) -> None:
        """Lets go of every view: each is made again when it is asked for."""
        self._made.clear()
        self._found_anchors.clear()

    def ref(self, collection: str, record_id: str) -> Ref | None:
        """A record as a link, or None if it does not exist or is a draft."""
        entry = self.explainer.get(collection, record_id)
        if entry is None or (collection, record_id) in self.explainer.drafts:
            return None
        summary = None
        if isinstance(entry, Record):
            field = Field(("summary",), "fact", entry.summary, (entry,))
            summary = self.prose(field, entry.verified)
        date = self.explainer.date_of(entry)
        return Ref(
            collection,
            record_id,
            self.explainer.title_of(entry),
            self.explainer.url_of(entry),
            entry.collection.singular,
            summary,
            when(date) if date else None,
        )

    def prose(self, field: Field, verified: dt.date | None) -> Prose:
        """A text field as HTML with its notes: those of its own citations, then those attached to it."""
        text = field.value
        cited = {use.id for use in text.uses}
        tail = "".join(note_token(note_key(backing, verified)) for backing in support.attached(field) if backing.id not in cited)
        by_use = iter(support.inline(field))
        paragraphs: list[str] = []
        plain: list[str] = []
        for run in text.paragraphs:
            html = ""
            for part in run:
                match part:
                    case str():
                        html += str(escape(part))
                        plain.append(part)
                    case Link():
                        html += self._link(part)
                        plain.append(part.words)
                    case Citation():
                        html = html.rstrip() + "".join(note_token(note_key(next(by_use), verified)) for _ in part.uses)
            paragraphs.append(html.strip())
            plain.append(" ")
        if paragraphs:
            paragraphs[-1] += tail
        block = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        return Prose(block, " ".join(paragraphs), " ".join("".join(plain).split()))

    def _link(self, link: Link) -> str:
        ref = self.ref_light(link.collection, link.id)
        if ref is None:
            return str(escape(link.words))
        url = ref if not link.anchor else f"{ref.split('#')[0]}#{link.anchor}"
        return f'<a href="@/{url}">{escape(link.words)}</a>'

    def ref_light(self, collection: str, record_id: str) -> str | None:
        """The address of a published record, or None."""
        entry = self.explainer.get(collection, record_id)
        return None if entry is None or (collection, record_id) in self.explainer.drafts else self.explainer.url_of(entry)

    def _worked(self, entry: Entry, name: str) -> Any:
        """The value of one name of a record's view."""
        view, key = self.of(entry), (entry.collection.name, entry.id)
        match name:
            case "ref":
                return "/".join(key)
            case "collection":
                return entry.collection.name
            case "singular":
                return entry.collection.singular
            case "address":
                return self.explainer.url_of(entry)
            case "title":
                return self.explainer.title_of(entry)
            case "sort_date":
                return when(date) if (date := self.explainer.date_of(entry)) else None
            case "file":
                return self.explainer.place(entry).path
            case "line":
                return self.explainer.place(entry).line
            case "referrers":
                return self._referrers(key)
            case "corrections":
                return self._corrections_of(key)
            case "facets":
                return facets.of(entry)
            case "tracks":
                return self._tracks(entry, view.events)
            case "chart":
                return _chart(entry)
            case "notes":
                shown = {other: view[other] for other in view if other not in ("notes", "consulted")}
                return MappingProxyType({note: note_html(self.explainer, note) for note in _notes_in(shown)})
            case "consulted":  # sources of the record that none of its notes names
                shown = {other: view[other] for other in view if other not in ("notes", "consulted", "referrers", "file", "line")}
                noted = {source_of(note) for note in _notes_in(shown)}
                return tuple(use for use in shown.get("sources", ()) if use.id.id not in noted)
        return self._field(entry, name, (), (entry,), entry.verified if isinstance(entry, Record) else None)

    def _corrections_of(self, key: tuple[str, str]) -> tuple[View, ...]:
        """The corrections of a record, newest first. One of a correction stands beside it anyway."""
        if key[0] == "corrections":
            return ()
        naming = [self.explainer.get(*other) for other in self.explainer.referrers_of(*key) if other[0] == "corrections"]
        about = [entry for entry in naming if isinstance(entry, Correction) and (entry.about.collection, entry.about.id) == key]
        return tuple(self.of(entry) for entry in sorted(about, key=lambda entry: entry.date, reverse=True))

    def _tracks(self, entry: Entry, events: tuple[View, ...]) -> tuple[View, ...]:
        """The record's events drawn to scale: of a custody case the steps from arrest to ICE custody, then the rest."""
        parts = [("", list(events))]
        if isinstance(entry, CustodyCase):
            steps = self._custody_steps
            inside = [event for event in events if event.step and event.step.id in steps]
            outside = [event for event in events if not (event.step and event.step.id in steps)]
            parts = [("In custody", inside), ("Before, after and around it", outside)] if inside and outside else parts
        return tuple(self._track(title, part) for title, part in parts if part)

    def _track(self, title: str, events: list[View]) -> View:
        moments: list[timeline.Moment] = []
        for event in events:
            if event.date:
                date = EdtfDate.parse(event.date.iso + "~" * event.date.approximate)
                moments.append(timeline.Moment(date, event.time.text if event.time else None))
            else:  # about a decision whose day is not known: it stands where its record puts it
                moments.append(moments[-1] if moments else timeline.Moment(EdtfDate(self.explainer.newest.year)))
        scale = timeline.scale_of(moments)
        steps = timeline.lay_out(moments, scale)
        drawn = tuple(
            View({"event": event, "after": step.after, "gap": step.gap, "vague": step.vague}) for event, step in zip(events, steps, strict=True)
        )
        return View({"title": title, "scale": scale.words, "steps": drawn})

    @property
    def _custody_steps(self) -> frozenset[str]:
        """The steps of the lifecycle that happen to a person in custody: up to ICE custody."""
        self.explainer.reads.note("collection", "lifecycle")
        return self._steps_of_custody

    @cached_property
    def _steps_of_custody(self) -> frozenset[str]:
        steps = self.explainer.collections["lifecycle"]
        last = steps.get(LAST_CUSTODY_STEP)
        order = last.order if isinstance(last, LifecycleStep) else 0
        return frozenset(step.id for step in steps.values() if isinstance(step, LifecycleStep) and step.order <= order)

    def _anchors(self, entry: BaseModel) -> Mapping[Path, str]:
        assert isinstance(entry, Entry)
        key = (entry.collection.name, entry.id)
        return self.explainer.reads.once(self._found_anchors, key, lambda: anchors.of(self.explainer, entry))

    def _referrers(self, key: tuple[str, str]) -> Mapping[str, Refs]:
        found: dict[str, list[str]] = {}
        for collection, record_id in self.explainer.referrers_of(*key):
            found.setdefault(collection, []).append(record_id)
        return MappingProxyType({name: Refs(tuple(ids), partial(self._published, name)) for name, ids in found.items()})

    def _published(self, collection: str, record_id: str) -> Ref:
        ref = self.ref(collection, record_id)
        assert ref is not None, "a referrer that is not published"
        return ref

    def _fields(self, model: BaseModel, path: Path, owners: tuple[BaseModel, ...], verified: dt.date | None) -> dict[str, Any] | None:
        """The model's fields as view values; None if a fact it can't do without has no support."""
        owners = (*owners, model)
        values: dict[str, Any] = {}
        for name, info in type(model).model_fields.items():
            if name in UNPUBLISHED:
                continue
            values[name] = self._field(model, name, path, owners, verified)
            if values[name] is None and info.is_required() and kind_of(type(model), name) == "fact":
                return None
        if path and (anchor := self._anchors(owners[0]).get(path)):
            values["anchor"] = anchor
        if isinstance(model, Event | Change) and model.about:
            target = self.explainer.get(model.about.collection, model.about.id)
            date = self.explainer.date_of(target) if target else None
            values["date"] = values["date"] or (when(date) if date else None)
            if isinstance(model, Change):
                values["title"] = values["title"] or (self.explainer.title_of(target) if target else None)
            if values["what"] is None and values["about"] is not None:
                link = values["about"].__html__()
                values["what"] = Prose(f"<p>{link}</p>", link, values["about"].title)
        return values

    def _field(self, model: BaseModel, name: str, path: Path, owners: tuple[BaseModel, ...], verified: dt.date | None) -> Any:
        """The value of one field; ``owners`` are the models it stands in, ``model`` the last of them."""
        raw, kind = getattr(model, name), kind_of(type(model), name)
        if raw is None:
            return None
        if isinstance(raw, tuple):
            items = (self._value(item, Field((*path, name, index), kind, item, owners), verified) for index, item in enumerate(raw))
            return tuple(item for item in items if item is not None)
        return self._value(raw, Field((*path, name), kind, raw, owners), verified)

    def _value(self, value: Any, field: Field, verified: dt.date | None) -> Any:
        if isinstance(value, BaseModel):
            inner = self._fields(value, field.path, field.owners, verified)
            return View(inner) if inner is not None else None
        if not support.supported(field):
            return None
        match value:
            case Text():
                return self.prose(field, verified)
            case Date():
                return when(value.value)
            case dt.date():
                return when(EdtfDate(value.year, value.month, value.day))
            case Uses(uses=uses):
                return Markup("".join(note_token(note_key(support.backing_of(use, field.owners), verified)) for use in uses))
            case RecordRef():
                return self.ref(value.collection, value.id)
            case SourceKind() | Vocabulary():
                return Choice(value.value, value.label, value.meaning)
            case str():
                collection = support.target_collection(field)
                if collection:
                    return self.ref(collection, value)
                if support.is_postal(field):
                    return InState(value, STATES[value], self.ref_light("states", state_id(value)))
                if field.kind in ("label", "fact"):
                    backings = support.attached(field) if field.kind == "fact" or _named(field) else ()
                    noted = () if field.name == "title" else backings  # a title is repeated in lists and headings
                    return Labeled(value, "".join(note_token(note_key(backing, verified)) for backing in noted))
        return value


def _chart(series: Entry) -> chart.Chart | None:
    """The points of a series drawn to scale; a point without an end takes the days its start may mean."""
    if not isinstance(series, Numbers) or series.kind is not NumbersKind.SERIES:
        return None
    return chart.draw([(point.start.value.first, (point.end or point.start).value.last, point.value) for point in series.points if point.start])


def _named(field: Field) -> bool:
    """True if a `supports` list of the label's own owner names it: a label inherits no notes from around it."""
    owner = field.owners[-1]
    return any(field.name in use.supports for use in getattr(owner, "sources", ()))


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _notes_in(value: Any) -> dict[str, None]:
    found: dict[str, None] = {}

    def search(item: Any) -> None:
        if item is None or type(item) is str:  # most of all
            return
        # Only HTML is searched: a text may hold the signs of a token.
        html = item.notes if isinstance(item, Labeled) else item.block if isinstance(item, Prose) else item if isinstance(item, Markup) else None
        if html is not None:
            found.update(dict.fromkeys(NOTE.findall(html)))
        elif isinstance(item, tuple | Refs):
            for inner in item:
                search(inner)
        elif isinstance(item, View | Mapping):
            for _, inner in item.items():
                search(inner)
        else:
            kind: Any = type(item)
            for name in _fields_of(kind):
                search(getattr(item, name))

    search(value)
    return found
