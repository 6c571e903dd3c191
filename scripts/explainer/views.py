"""Views: everything a record's page shows, resolved and frozen.

A template sees its record only through a view. Facts without support are not in it. Each text carries its own
notes as tokens (`<!--note:…-->`), so that no template has to think of them, and its own links as `@/…` addresses
(see `addresses`), so that a view can stand on any page: nothing in it depends on the page around it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple, overload
from urllib.parse import quote, unquote

from markupsafe import Markup, escape
from pydantic import BaseModel

from explainer import anchors, chart, facets, hold_clock, support, timeline
from explainer.citations import Citation, Link, Use
from explainer.edtf_dates import EdtfDate
from explainer.explainer import Explainer
from explainer.outlines import Outline
from explainer.reads import Read, Reads
from explainer.records import (
    COLLECTIONS,
    UNPUBLISHED,
    Change,
    Correction,
    CourtCase,
    CustodyCase,
    Date,
    Entry,
    Event,
    Kind,
    LifecycleStep,
    Numbers,
    Record,
    RecordRef,
    Source,
    Sourced,
    Text,
    Uses,
    inner_model,
    kind_of,
)
from explainer.support import Backing, Field, Path
from explainer.vocabulary import STATES, Checked, NumbersKind, Vocabulary, state_id

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
    date: When | None = None
    summarize: Callable[[], Prose] | None = field(default=None, repr=False, compare=False)
    """Gives the summary, which most links do not show."""

    @property
    def summary(self) -> Prose | None:
        return self.summarize() if self.summarize else None

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


class View:
    """A frozen set of named values. A name it does not have is an error, never an empty text.

    The values are attributes, so that Python finds them without our help: none may have the name of a method (see `_shown_of`).
    """

    def __init__(self, values: Mapping[str, Any]):
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"no field '{name}'")

    def __getitem__(self, name: str) -> Any:
        return self.__dict__[name]

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("a view is read-only")

    def __contains__(self, name: str) -> bool:
        return name in self.__dict__

    def __iter__(self) -> Iterator[str]:
        return iter(self.__dict__)

    def items(self) -> Iterable[tuple[str, Any]]:
        return self.__dict__.items()


class RecordView(View):
    """The view of a record: each value is worked out when it is first asked for, as a list shows three fields of a record that has thirty.

    A value that has read nothing but its record, which whoever was given the view has noted, becomes an attribute. Others are
    kept with what they have read, which counts for everyone who asks for them.
    """

    __slots__ = ("_made", "_names", "_reads", "_work", "cited")
    _made: dict[str, tuple[Any, frozenset[Read]]]
    cited: set[str]
    """The ids of the sources in the notes of the values that were worked out so far."""

    def __init__(self, names: Mapping[str, object], work: Callable[[RecordView, str], Any], reads: Reads):
        for name, value in (("_names", names), ("_work", work), ("_reads", reads), ("_made", {}), ("cited", set())):
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:  # what is no attribute, or not yet
        if name in self._made:
            value, reads = self._made[name]
            self._reads.note_all(reads)
            return value
        if name not in self._names:
            raise AttributeError(f"no field '{name}'")
        value, reads = self._reads.noted(self._work, self, name)
        if reads:
            self._made[name] = value, reads
        else:
            self.__dict__[name] = value
        return value

    def __getitem__(self, name: str) -> Any:
        if name not in self._names:
            raise KeyError(name)
        return getattr(self, name)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def items(self) -> Iterable[tuple[str, Any]]:
        return ((name, self[name]) for name in self._names)


# --- Notes ------------------------------------------------------------------------------------------------------


def note_key(backing: Backing, verified: dt.date | None) -> str:
    """The note of one use of a source as one text: source, pinpoint, how and when it was checked."""
    return f"{_quoted(backing.id)};{_quoted(backing.pin)};{backing.checked or ''};{verified or ''}"


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


@lru_cache(10_000)  # the same few thousand days stand in all records and notes
def when(date: EdtfDate) -> When:
    return When(date.iso, date.words, date.precision, date.approximate)


@lru_cache(None, typed=True)  # two vocabularies may have the same word
def _choice(word: Vocabulary) -> Choice:
    return Choice(word.value, word.label, word.meaning)


_ALWAYS = ("ref", "collection", "singular", "address", "sort_date", "file", "line", "referrers", "corrections", "facets", "consulted")


@cache
def _names_of(model: type[Entry]) -> Mapping[str, object]:
    """The names that the view of such a record has, in order: its fields, and what is worked out from them."""
    more = ["tracks"] if issubclass(model, CustodyCase | CourtCase) else ["chart"] if issubclass(model, Numbers) else []
    worked_out = (*more, *_ALWAYS)
    for name in worked_out:
        assert name not in model.model_fields, f"{model.__name__} has a field '{name}', which a view works out"
    return dict.fromkeys([*_shown_of(model), *worked_out])


class _Shown(NamedTuple):
    """How a field of a model is shown."""

    name: str
    kind: Kind
    models: bool
    """True if it holds a model, or several."""
    needed: bool
    """True for a fact without which the model is not shown."""
    target: str | None
    """The collection whose ids it holds."""
    postal: bool
    """True if it holds the postal code of a state."""

    @property
    def labels(self) -> bool:
        """True if a text in it may carry notes."""
        return self.kind in ("label", "fact")

    def noted(self, owner: BaseModel) -> bool:
        """True if notes stand with it: a label takes none from around it, only those that a `supports` list of ``owner`` gives it."""
        if self.name == "title":  # it is repeated in lists and headings
            return False
        return self.kind == "fact" or (isinstance(owner, Sourced) and any(self.name in use.supports for use in owner.sources))


@cache
def _shown_of(model: type[BaseModel]) -> Mapping[str, _Shown]:
    """How each published field of such a model is shown, by its name."""
    found = {}
    for name, info in model.model_fields.items():
        assert not hasattr(RecordView, name), f"{model.__name__} has a field '{name}', which every view has as something else"
        if name not in UNPUBLISHED:
            kind = kind_of(model, name)
            models, needed = inner_model(info.annotation) is not None, kind == "fact" and info.is_required()
            found[name] = _Shown(name, kind, models, needed, support.target_of(model, name), support.names_state(model, name))
    return found


# --- Building ---------------------------------------------------------------------------------------------------


class Views:
    """Makes and keeps the view of each record of one `Explainer`."""

    def __init__(self, explainer: Explainer):
        self.explainer = explainer
        self._made: dict[tuple[str, str], RecordView] = {}
        self._refs: dict[tuple[str, str], tuple[Ref | None, frozenset[Read]]] = {}
        self._summaries: dict[tuple[str, str], tuple[tuple[Prose, Set[str]], frozenset[Read]]] = {}
        """The summary of each record that is linked, and the sources in its notes."""
        self._noted_sources: dict[str, tuple[tuple[str, str], frozenset[Read]]] = {}
        self._found_anchors: dict[tuple[str, str], tuple[Mapping[Path, str], frozenset[Read]]] = {}
        self._cited: set[str] = set()
        """Where the sources are noted of the value that is worked out at this moment."""

    def of(self, entry: Entry) -> RecordView:
        """The record's view, made at the first call."""
        key = (entry.collection.name, entry.id)
        self.explainer.reads.note("record", *key)
        view = self._made.get(key)
        if view is None:
            view = self._made[key] = RecordView(_names_of(type(entry)), partial(self._worked, entry), self.explainer.reads)
        return view

    @property
    def held(self) -> int:
        """How many views are held."""
        return len(self._made)

    def forget(self) -> None:
        """Lets go of every view: each is made again when it is asked for."""
        self._made.clear()
        self._refs.clear()
        self._summaries.clear()
        self._noted_sources.clear()
        self._found_anchors.clear()

    def note(self, key: str) -> str:
        """What a note says: the source, where in it, how and when it was checked."""
        source_id, pin, checked_value, day = map(unquote, key.split(";"))
        checks = None if checked_value else self.explainer.checks_of(source_id)
        checked = Checked.of(checked_value) if checked_value else checks and checks.weakest
        text, more = self.explainer.reads.once(self._noted_sources, source_id, partial(self._noted_source, source_id))
        if pin:
            text += f', <span class="pin">{escape(pin)}</span>'
        how = checked.label[0].upper() + checked.label[1:] if checked else "Not recorded how it was checked"
        if day:
            how += f", {when(EdtfDate.parse(day)).words}"
        return f'{text}. <span class="how">{how}{more}</span>'

    def _noted_source(self, source_id: str) -> tuple[str, str]:
        """What each note of a source begins and ends with."""
        source = self.explainer.get("sources", source_id)
        assert isinstance(source, Source), f"note of an unknown source {source_id}"
        title = escape(source.title)
        cite = f'<cite><a href="{escape(source.url)}" rel="external">{title}</a></cite>' if source.url else f"<cite>{title}</cite>"
        parts = [cite, escape(source.publisher)]
        if source.date:
            parts.append(when(source.date.value).__html__())
        read_at = ""
        if source.read_at and source.read_at != source.url:
            read_at = f', at <a href="{escape(source.read_at)}" rel="external">{escape(_host(source.read_at))}</a>'
        return ", ".join(parts), f'{read_at}. <a href="@/{self.explainer.url_of(source)}">About this source</a>.'

    def ref(self, collection: str, record_id: str) -> Ref | None:
        """A record as a link, or None if it does not exist or is a draft."""
        key = (collection, record_id)
        return self.explainer.reads.once(self._refs, key, partial(self._ref, key))

    def _ref(self, key: tuple[str, str]) -> Ref | None:
        outline = self.explainer.outline(key)
        if outline is None:
            return None
        date = self.explainer.date_of(outline)
        return Ref(
            *key,
            self.explainer.title_of(outline),
            self.explainer.url_of(outline),
            outline.collection.singular,
            when(date) if date else None,
            partial(self._summary, key) if issubclass(COLLECTIONS[outline.collection.name], Record) else None,
        )

    def _summary(self, key: tuple[str, str]) -> Prose:
        return self._summarized(key)[0]

    def _summarized(self, key: tuple[str, str]) -> tuple[Prose, Set[str]]:
        return self.explainer.reads.once(self._summaries, key, partial(self._make_summary, *key))

    def _make_summary(self, collection: str, record_id: str) -> tuple[Prose, Set[str]]:
        record = self.explainer.get(collection, record_id)
        assert isinstance(record, Record)
        summary = self._text(Field(("summary",), "fact", record.summary, (record,)), record.verified)
        assert summary is not None, "a published record without a summary"
        return summary, set(map(source_of, NOTE.findall(summary.block)))

    def _link(self, link: Link) -> str:
        ref = self.ref_light(link.collection, link.id)
        if ref is None:
            return str(escape(link.words))
        url = ref if not link.anchor else f"{ref.split('#')[0]}#{link.anchor}"
        return f'<a href="@/{url}">{escape(link.words)}</a>'

    def ref_light(self, collection: str, record_id: str) -> str | None:
        """The address of a published record, or None."""
        outline = self.explainer.outline((collection, record_id))
        return self.explainer.url_of(outline) if outline else None

    def _worked(self, entry: Entry, view: RecordView, name: str) -> Any:
        """The value of one name of a record's view."""
        around, self._cited = self._cited, view.cited
        try:
            how = _shown_of(type(entry)).get(name)
            if how and name != "title":
                raw = getattr(entry, name)
                return None if raw is None else self._field(raw, how, (), (entry,), entry.verified if isinstance(entry, Record) else None)
            return self._worked_out(entry, view, name)
        finally:
            self._cited = around

    def _worked_out(self, entry: Entry, view: RecordView, name: str) -> Any:
        """The value of a name that is not simply that of a field."""
        key = (entry.collection.name, entry.id)
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
            case "consulted":
                return self._consulted(entry, view) if isinstance(entry, Sourced) else ()
        raise AssertionError(f"a name of no view: {name}")

    def _consulted(self, entry: Sourced, view: RecordView) -> tuple[View, ...]:
        """The sources of a record that none of its notes names."""
        named = self._all_cited(view)
        if all(use.id in named for use in entry.sources):
            return ()
        return tuple(use for use in view.sources if use.id.id not in named)

    def _all_cited(self, view: RecordView) -> Set[str]:
        """The sources in the notes of all that a record's page shows, with its corrections."""
        for name in _shown_of(COLLECTIONS[view.collection]):
            if name != "sources":  # which has no notes
                getattr(view, name)
        return view.cited.union(*map(self._all_cited, view.corrections))

    def _corrections_of(self, key: tuple[str, str]) -> tuple[RecordView, ...]:
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

    def _fields(self, model: BaseModel, path: Path, owners: tuple[BaseModel, ...], verified: dt.date | None) -> View | None:
        """The view of a model in a record; None if a fact it can't do without has no support, or the record it needs is a draft."""
        if (needed := support.needed(model)) and self.explainer.outline(needed) is None:
            return None
        owners = (*owners, model)
        values: dict[str, Any] = {}
        for name, how in _shown_of(type(model)).items():
            raw = getattr(model, name)
            values[name] = self._field(raw, how, path, owners, verified) if raw is not None else None
            if how.needed and values[name] is None:
                return None
        if path[0] in anchors.PARTS and (anchor := self._anchors(owners[0]).get(path)):
            values["anchor"] = anchor
        if isinstance(model, Event | Change):
            if model.about and (target := self.explainer.outline((model.about.collection, model.about.id))):
                self._fill_from(target, values)
            if values["what"] is None:
                return None
        return View(values)

    def _fill_from(self, target: Outline, values: dict[str, Any]) -> None:
        """Puts what an event or a change takes from the record that it is about where it has none itself."""
        date = self.explainer.date_of(target)
        values["date"] = values["date"] or (when(date) if date else None)
        if "title" in values:
            values["title"] = values["title"] or self.explainer.title_of(target)
        if values["what"] is None:
            link = values["about"].__html__()
            values["what"] = Prose(f"<p>{link}</p>", link, values["about"].title)

    def _field(self, raw: Any, how: _Shown, path: Path, owners: tuple[BaseModel, ...], verified: dt.date | None) -> Any:
        """What is shown of a field, one value or several, of the last of the models it stands in, ``owners``."""
        if isinstance(raw, tuple):
            items = [self._value(item, how, (*path, how.name, index), owners, verified) for index, item in enumerate(raw)]
            return tuple([item for item in items if item is not None])
        return self._value(raw, how, (*path, how.name), owners, verified)

    def _value(self, value: Any, how: _Shown, path: Path, owners: tuple[BaseModel, ...], verified: dt.date | None) -> Any:
        """What is shown of a value; None for a fact that has no support."""
        if how.models:
            return self._fields(value, path, owners, verified)
        if isinstance(value, Text):
            return self._text(Field(path, how.kind, value, owners), verified)
        if how.kind == "fact" and not support.supported(Field(path, how.kind, value, owners)):
            return None
        if isinstance(value, Date):
            return when(value.value)
        if isinstance(value, Uses):
            return Markup(self._notes([support.backing_of(use, owners) for use in value.uses], verified))
        if isinstance(value, Vocabulary):
            return _choice(value)
        if isinstance(value, str):
            if how.target:
                return self._linked(how.target, value)
            if how.postal:
                return InState(value, STATES[value], self.ref_light("states", state_id(value)))
            if not how.labels:
                return value
            noted = how.noted(owners[-1])
            return Labeled(value, self._notes(support.attached(Field(path, how.kind, value, owners)), verified) if noted else "")
        if isinstance(value, RecordRef):
            return self._linked(value.collection, value.id)
        if isinstance(value, dt.date):
            return when(EdtfDate(value.year, value.month, value.day))
        return value

    def _text(self, field: Field, verified: dt.date | None) -> Prose | None:
        """A text as HTML with its notes: those of its own citations, then those attached to it; None for a fact that has no support."""
        cited, attached = support.inline(field), support.attached(field)
        if cited:
            own = {backing.id for backing in cited}
            attached = tuple([backing for backing in attached if backing.id not in own])
        if field.kind == "fact" and not support.counts(cited) and not support.counts(attached):
            return None
        citations = iter(cited)
        paragraphs: list[str] = []
        for run in field.value.paragraphs:
            html = ""
            for part in run:
                match part:
                    case str():
                        html += str(escape(part))
                    case Link():
                        html += self._link(part)
                    case Citation():
                        html = html.rstrip() + self._notes(islice(citations, len(part.uses)), verified)
            paragraphs.append(html.strip())
        if paragraphs:
            paragraphs[-1] += self._notes(attached, verified)
        block = "".join([f"<p>{paragraph}</p>" for paragraph in paragraphs])
        return Prose(block, " ".join(paragraphs), field.value.plain.replace("\n", " "))

    def _notes(self, backings: Iterable[Backing], verified: dt.date | None) -> str:
        """The notes of some uses of sources."""
        html = ""
        for backing in backings:
            self._cited.add(backing.id)
            html += note_token(note_key(backing, verified))
        return html

    def _linked(self, collection: str, record_id: str) -> Ref | None:
        """A record that a field names. Templates may print its summary, so its notes count as notes of the record that names it."""
        ref = self.ref(collection, record_id)
        if ref and ref.summarize:
            self._cited.update(self._summarized((collection, record_id))[1])
        return ref


def _chart(series: Entry) -> chart.Chart | None:
    """The points of a series drawn to scale; a point without an end takes the days its start may mean."""
    if not isinstance(series, Numbers) or series.kind is not NumbersKind.SERIES:
        return None
    return chart.draw([(point.start.value.first, (point.end or point.start).value.last, point.value) for point in series.points if point.start])
