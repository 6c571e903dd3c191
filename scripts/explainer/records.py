"""What a record is: the single definition of every collection.

The models give validation, JSON Schema, the field documentation and each field's kind:

- a *fact* needs a source that supports it, or a citation in its text, or it stays a draft field and is not published;
- a *label* (caption, court, place) is covered by the record's sources;
- a *reading* is our own words, shown as such; it links a record or cites a source, or is counted as bare;
- *plain* fields (ids, choices, dates of our own work) state nothing about the world.

To add a field: write it here, print it in `overrides/records/<collection>.html`, fill it in `data/`.
To add a collection: write a model with a `collection` here and a file in `data/`.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, cast, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from explainer import vocabulary as words
from explainer.citations import ID, BadMark, Citation, Inline, Link, Use, parse_target, parse_text, parse_uses
from explainer.edtf_dates import EXAMPLES, FORM, EdtfDate
from explainer.packing import Packable

Kind = Literal["fact", "label", "reading", "plain"]


# --- Field values -----------------------------------------------------------------------------------------------


def bad_value(found: str, expected: str, fix: str = "", token: str = "", write: str = "") -> PydanticCustomError:
    """The error that a field's validator raises; ``token`` is the part of the text to point at, ``write`` what must be meant by it."""
    return PydanticCustomError("value", "{found}", {"found": found, "expected": expected, "fix": fix, "token": token, "write": write})


def _from_mark(error: BadMark) -> PydanticCustomError:
    return bad_value(error.found, error.expected, error.fix, error.token, error.write)


class Parsed(Packable):
    """Base of field values that are read from one text and keep it as `raw`."""

    __slots__ = ()

    raw: str
    example: ClassVar[str]
    format: ClassVar[str]
    pattern: ClassVar[str] = ""
    """What JSON Schema can say of the form; `read` says the rest."""

    @classmethod
    def read(cls, text: str) -> Any:
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        def validate(value: object) -> Any:
            if isinstance(value, cls):
                return value
            if not isinstance(value, str):
                raise bad_value(f"{describe(value)} where text should stand", f"text such as: {cls.example}")
            return cls.read(value)

        return core_schema.no_info_plain_validator_function(validate, serialization=core_schema.plain_serializer_function_ser_schema(str))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "format": cls.format, **({"pattern": whole(cls.pattern)} if cls.pattern else {})}

    def __str__(self) -> str:
        return self.raw


def describe(value: object) -> str:
    """What stands in the file, in an editor's words."""
    match value:
        case Mapping():
            return "a group of `key: value` lines"
        case list() | tuple():
            return "a list"
        case _:
            text = " ".join(str(value).split())
            return f"'{text}'" if len(text) <= 60 else f"'{text[:59]}…'"


@dataclass(frozen=True, slots=True)
class Text(Parsed):
    """Paragraphs of plain text with citations and links (see `citations`)."""

    raw: str
    paragraphs: tuple[tuple[Inline, ...], ...]
    uses: tuple[Use, ...] = field(init=False, repr=False, compare=False)
    """The sources cited in the text, in order."""
    links: tuple[Link, ...] = field(init=False, repr=False, compare=False)

    example: ClassVar[str] = "The court ruled for the county. [@galarza-2014-op, at 643]"
    format: ClassVar[str] = "marked-text"

    @classmethod
    def read(cls, text: str) -> Text:
        try:
            return cls(text, parse_text(text))
        except BadMark as error:
            raise _from_mark(error) from None

    def __post_init__(self) -> None:  # worked out once: they are asked for again and again
        marks = [part for run in self.paragraphs for part in run if not isinstance(part, str)]
        object.__setattr__(self, "uses", tuple([use for part in marks if isinstance(part, Citation) for use in part.uses]) if marks else ())
        object.__setattr__(self, "links", tuple([part for part in marks if isinstance(part, Link)]) if marks else ())

    @property
    def plain(self) -> str:
        """The words as a reader sees them, a line a paragraph, without citations and the space before them."""
        paragraphs = []
        for run in self.paragraphs:
            words = ""
            for part in run:
                words = words.rstrip() if isinstance(part, Citation) else words + (part if isinstance(part, str) else part.words)
            paragraphs.append(words.strip())
        return "\n".join(paragraphs)


@dataclass(frozen=True, slots=True)
class Uses(Parsed):
    """One or more sources with pinpoints: `galarza-2014-op, at 643; form-i-247a-2017, section 1`."""

    raw: str
    uses: tuple[Use, ...]

    example: ClassVar[str] = "galarza-2014-op, at 643"
    format: ClassVar[str] = "source-with-pinpoint"
    pattern: ClassVar[str] = rf"\s*@?{ID}\s*(?:,[^;]*)?(?:;\s*@?{ID}\s*(?:,[^;]*)?)*"

    @classmethod
    def read(cls, text: str) -> Uses:
        try:
            return cls(text, parse_uses(text))
        except BadMark as error:
            raise _from_mark(error) from None


def _date_meant(text: str, precision: str = "") -> tuple[str, str] | tuple[()]:
    """The text and the date it must mean, if only the width of its digits or its dashes are wrong: `2019-9-1`, `2019–09–01`."""
    parts = re.fullmatch(r"(\d{4})[-‐‑–—](\d{1,2})(?:[-‐‑–—](\d{1,2}))?", text.strip(), re.ASCII)
    if parts is None:
        return ()
    meant = "-".join(part.zfill(2) for part in parts.groups() if part)
    try:
        date = EdtfDate.parse(meant)
    except ValueError:
        return ()
    return (text.strip(), meant) if precision in ("", date.precision) and meant != text.strip() else ()


@dataclass(frozen=True, slots=True)
class Date(Parsed):
    """A date as precise as it is known (see `edtf_dates`)."""

    raw: str
    value: EdtfDate

    example: ClassVar[str] = "2019-09-26"
    format: ClassVar[str] = "edtf"
    pattern: ClassVar[str] = FORM

    @classmethod
    def read(cls, text: str) -> Date:
        try:
            return cls(text, EdtfDate.parse(text))
        except ValueError as error:
            raise bad_value(f"a date that can't be read: {error}", EXAMPLES, "", *_date_meant(text)) from None


@dataclass(frozen=True, slots=True)
class RecordRef(Parsed):
    """A record of any collection: `court-cases/galarza-2014`."""

    raw: str
    collection: str
    id: str

    example: ClassVar[str] = "court-cases/galarza-2014"
    format: ClassVar[str] = "record"
    pattern: ClassVar[str] = rf"{ID}/{ID}(?:#{ID})?"

    @classmethod
    def read(cls, text: str) -> RecordRef:
        try:
            collection, record_id, _ = parse_target(text)
        except BadMark as error:
            raise _from_mark(error) from None
        return cls(text, collection, record_id)


@dataclass(frozen=True, slots=True)
class Matching:
    """Marks a text that has to match a pattern as a whole."""

    pattern: str
    expected: str
    fix: str = ""
    mend: Callable[[str], str] = str
    """What must be meant by some texts that do not match."""
    _form: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_form", re.compile(self.pattern, re.ASCII))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self._validate, handler(source))

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "pattern": whole(self.pattern)}

    def _validate(self, value: object) -> str:
        if not isinstance(value, str):
            raise bad_value(f"{describe(value)} where text should stand", self.expected, self.fix)
        text = value.strip()
        if not self._form.fullmatch(text):
            meant = self.mend(text)
            raise bad_value(describe(text), self.expected, self.fix, *((text, meant) if self._form.fullmatch(meant) else ()))
        return text


def whole(pattern: str) -> str:
    """The pattern as JSON Schema has it: there a pattern is searched for, not matched from start to end."""
    return f"^(?:{pattern})$"


_WORD = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")


def _line(value: object) -> str:
    if not isinstance(value, str):
        raise bad_value(f"{describe(value)} where text should stand", "one line of text")
    if not _WORD.search(value):
        raise bad_value(f"'{value.strip()}', which has no letter or digit", "one line of text")
    if "[@" in value:
        raise bad_value(
            "a citation, which is not read in this field", "a line without marks", "Cite it in `source`, or in `sources` with `supports`", "[@"
        )
    if "\n" in value.strip():
        raise bad_value("a line break in a one-line field", "one line", "Join the lines")
    return " ".join(value.split())


def _title(value: object) -> str:
    text = _line(value)
    if not _LETTER.search(text):
        raise bad_value(f"the title '{text}', which has no letter", "a title in words")
    return text


def _number(value: object) -> float:
    if isinstance(value, float) and math.isfinite(value):
        return value  # a number that was read before, as in an export
    text = str(value).strip()
    if not re.fullmatch(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?", text, re.ASCII):
        raise bad_value(
            f"{describe(value)} where a number should stand",
            "digits only, such as 276181 or 77.4",
            "Leave out commas, units and words; say `about` and the like in `qualifier`",
            *((text, re.sub("[,_]", "", text)) if re.fullmatch(r"[1-9]\d{0,2}(?:([,_])\d{3})(?:\1\d{3})*", text, re.ASCII) else ()),
        )
    return float(text) if "." in text else int(text)


def _url(value: object) -> str:
    text = str(value).strip()
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"'`\\]", text)
    except ValueError:
        good = False
    if not good:
        raise bad_value(f"{describe(value)} as a web address", "an address that starts with https:// or http://")
    return text


def _day(value: object) -> dt.date:
    if isinstance(value, dt.date):
        return value
    try:
        date = EdtfDate.parse(str(value))
        if date.precision == "day" and not date.approximate:
            return date.first
        problem = "it names no day"
    except ValueError as error:
        problem = str(error)
    raise bad_value(f"a date that can't be read: {problem}", "a full date, such as 2026-11-24", "", *_date_meant(str(value), "day"))


def _flag(value: object) -> bool:
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    word = str(value).lower()
    meant = "true" if word in ("yes", "on", "true") else "false" if word in ("no", "off", "false") else ""
    raise bad_value(f"{describe(value)}", "true or false", "", str(value) if meant else "", meant)


def _in_24_hours(text: str) -> str:
    """`2:30 PM` as `14:30`."""
    match = re.fullmatch(r"(1[0-2]|[1-9]):([0-5]\d) ?([AaPp])\.?[Mm]\.?", text, re.ASCII)
    return f"{int(match[1]) % 12 + 12 * (match[3] in 'Pp'):02}:{match[2]}" if match else text


@dataclass(frozen=True, slots=True)
class To:
    """Marks a text as the id of a record of one collection."""

    collection: str


@dataclass(frozen=True, slots=True)
class OfState:
    """Marks a text as the postal code of a state."""

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "enum": list(words.STATES), "enumDescriptions": list(words.STATES.values())}


Id = Annotated[str, Matching(ID, "an id of lower-case letters, digits and hyphens, such as galarza-2014")]
Line = Annotated[str, BeforeValidator(_line)]
Title = Annotated[str, BeforeValidator(_title)]
Number = Annotated[float, BeforeValidator(_number)]
Url = Annotated[str, BeforeValidator(_url), WithJsonSchema({"type": "string", "format": "uri", "pattern": r"^https?://[^\s<>\"'`\\]+$"})]
Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"})]
Flag = Annotated[bool, BeforeValidator(_flag)]
ClockTime = Annotated[
    str,
    Matching(r"(?:[01]\d|2[0-3]):[0-5]\d", "a time of day from 00:00 to 23:59, such as 14:30", "Write two digits, a colon, two digits", _in_24_hours),
]
Postal = Annotated[str, Matching("|".join(words.STATES), "the postal code of a state or of DC, in capitals, such as OH", mend=str.upper), OfState()]
CourtCaseId = Annotated[Id, To("court-cases")]
SourceId = Annotated[Id, To("sources")]
LifecycleId = Annotated[str, Matching(f"context|{ID}", "an id of data/lifecycle.yml, or context"), To("lifecycle")]


# --- Kinds of fields --------------------------------------------------------------------------------------------


def _field(kind: Kind, description: str, example: str, default: Any) -> Any:
    extra: dict[str, Any] = {"kind": kind}
    return Field(default, description=description, examples=[example] if example else None, json_schema_extra=extra)


def fact(description: str, example: str = "", default: Any = ...) -> Any:
    """A statement about the world: published only with support."""
    return _field("fact", description, example, default)


def label(description: str, example: str = "", default: Any = ...) -> Any:
    """A name or number taken from the record's sources as a whole."""
    return _field("label", description, example, default)


def reading(description: str, example: str = "", default: Any = ...) -> Any:
    """Our own words about the record."""
    return _field("reading", description, example, default)


def plain(description: str, example: str = "", default: Any = ...) -> Any:
    """Ids, choices and dates of our own work."""
    return _field("plain", description, example, default)


UNPUBLISHED = ("notes", "review")
"""Fields of a record that are for editors only: no view, page or export has them."""


@cache
def kind_of(model: type[BaseModel], name: str) -> Kind:
    """The kind that the model gives its field ``name``."""
    extra = model.model_fields[name].json_schema_extra
    assert isinstance(extra, dict), f"{model.__name__}.{name} has no kind"
    return cast(Kind, extra["kind"])


def in_file_order(model: type[BaseModel]) -> list[str]:
    """The model's fields in the order in which a file has them: what a reader meets first, then what vouches for it."""
    first, last = ["title", "summary"], ["sources", "confidence", "verified", "review", "doubts", "notes", "former_ids"]
    own_first = [name for part in model.__mro__ for name in vars(part).get("__annotations__", {}) if name in model.model_fields]
    names = [name for name in dict.fromkeys(own_first) if name != "id"]
    return [name for name in [*first, *(name for name in names if name not in first + last), *last] if name in names]


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """The model of the part, or of the parts, that a field holds, if it holds any."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := inner_model(part))), None)


def value_class(annotation: Any) -> Any:
    """The class of a field's values, without what says that they are optional, listed or checked."""
    if isinstance(annotation, type):
        return annotation
    return next((found for part in get_args(annotation) if (found := value_class(part)) not in (None, type(None))), None)


class Slot(NamedTuple):
    """What a walk through records has to know of a field."""

    name: str
    kind: Kind
    listed: bool
    """True if it holds a tuple of values or parts."""
    inner: type[BaseModel] | None
    """The model of its part, or of its parts, if it holds any."""


@cache
def slots_of(model: type[BaseModel]) -> tuple[Slot, ...]:
    """The fields of a model in the order of their definition."""
    fields = model.model_fields.items()
    return tuple(Slot(name, kind_of(model, name), get_origin(info.annotation) is tuple, inner_model(info.annotation)) for name, info in fields)


_FIELD_SETS: dict[frozenset[str], set[str]] = {}


@cache
def _blank(model: type[Model]) -> dict[str, Any]:
    """Every field of a model with its default, in their order."""
    return {name: None if info.is_required() else info.default for name, info in model.model_fields.items()}


def _unpacked(model: type[Model], given: dict[str, Any]) -> Model:
    """The model with the fields that were ``given``."""
    made = model.__new__(model)
    object.__setattr__(made, "__dict__", {**_blank(model), **given})
    object.__setattr__(made, "__pydantic_fields_set__", _shared(given))
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


def _shared(names: Iterable[str]) -> set[str]:
    """The names of the fields that were given stand once for all that were given the same: they take a third of a record's memory."""
    given = frozenset(names)
    return _FIELD_SETS.get(given) or _FIELD_SETS.setdefault(given, set(given))


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)  # most builds read a few of the kinds

    def model_post_init(self, context: Any) -> None:
        object.__setattr__(self, "__pydantic_fields_set__", _shared(self.__pydantic_fields_set__))

    def __reduce__(self) -> tuple[Callable[..., Model], tuple[Any, ...]]:
        """A pickle holds the fields that were given, no defaults."""
        fields = vars(self)
        return _unpacked, (type(self), {name: fields[name] for name in self.__pydantic_fields_set__})


# --- Parts of records -------------------------------------------------------------------------------------------


class SourceUse(Model):
    """One source of a record, and what it supports there."""

    id: SourceId = plain("The id of the source, as in data/sources/.", "galarza-2014-op")
    pin: Line | None = plain("Where in the source: page, section or paragraph, if it has any and the place was seen.", "at 643", None)
    checked: words.Checked = plain("How the source was checked for this use.", "excerpt")
    supports: tuple[Annotated[str, Matching(r"[a-z0-9_]+", "the name of a field, such as holding")], ...] = plain(
        "The fields that this source supports. Never widened to make a check pass.", "[holding, facts]", ()
    )


class Sourced(Model):
    """Something with sources of its own."""

    sources: tuple[SourceUse, ...] = plain("What it rests on.", "[{id: galarza-2014-op, pin: at 643, checked: excerpt, supports: [holding]}]", ())


class Cited(Model):
    """Something whose source stands in one line."""

    source: Uses | None = plain("The source of this item, with its pinpoint.", "galarza-2014-op, at 643", None)


class Event(Cited):
    """One thing that happened: one event, one actor, one speaker."""

    id: Id | None = plain("Part of the event's address on the page. Given when something links to it.", "released", None)
    about: RecordRef | None = plain("The record this event is about; date and title come from there.", "court-cases/galarza-2014", None)
    date: Date | None = label("When it happened. Left out only with `about`.", "2019-09-23", None)
    time: ClockTime | None = label("Local clock time, if known.", "14:30", None)
    actor: words.Actor | None = label("Who did it.", "ice", None)
    step: LifecycleId | None = plain(
        "The step of the lifecycle, or `context` for what did not happen to the person in custody.", "release-point", None
    )
    what: Text | None = fact("What happened, in plain words and in the present tense. Left out only with `about`.", "ICE officers arrest him.", None)
    according_to: Line | None = label("Who says so.", "Boulder County District Attorney's Office", None)
    scheduled: Flag = plain("True for a date that was set and lay ahead when last known.", "true", False)


class Quote(Cited):
    text: Line = fact(
        "The words, exactly. At most 40, unless from a statute, regulation or form.", "posted bail, and instead of being released, was held"
    )
    speaker: Line | None = label("Who said or wrote it, in a public role.", "Sheriff", None)


class Place(Model):
    city: Line | None = label("City or town.", "Longmont", None)
    county: Line | None = label("County, parish or borough.", "Boulder County", None)
    state: Postal = label("Postal code of the state.", "CO")


class Person(Cited):
    description: Text = fact("Who the person is, without a name.", "a 56-year-old man, a Mexican national according to ICE")


class Allegation(Cited):
    as_stated: Text = fact(
        "The accusation, in the words of whoever made it. An arrest is an arrest, a charge a charge.",
        "Charged in May 2019 with a sexual offense against a child.",
    )
    stated_by: Line = label("Who made it.", "Boulder County prosecutors")


class Outcome(Cited):
    value: words.CriminalOutcome = label("How the criminal case ended.", "pending-when-last-known")
    as_of: Date | None = label("The date of that knowledge.", "2019-11-06", None)
    note: Text | None = fact("What is known of it.", "No trial took place.", None)


class Detainer(Cited):
    lodged: Date | None = label("When ICE lodged it.", "2019-05", None)
    lodged_again: Date | None = label("When ICE lodged another.", "2019-06", None)
    honored: words.Honored = label("What the jail did.", "no")
    note: Text | None = fact("By whom, and according to whom.", "Released on bond, without notice to ICE according to ICE.", None)


class Account(Cited):
    """A claim about the case beside what the record shows."""

    claim: Text = fact("What was claimed.", "The jail ignored the detainer.")
    who: Line = label("Who claimed it.", "ICE's acting director, September 26, 2019")
    record_shows: Text = fact("What the record shows of it.", "The release was on a bond set by a court.")


class CaseStatusOn(Model):
    value: words.CaseStatus = label("Where the case stands.", "settled")
    as_of: Date = label("The date of that knowledge.", "2014-06-02")
    note: Text | None = fact("What should be added.", "Settled after remand.", None)


class Court(Model):
    id: Annotated[str, Matching(r"[a-z0-9]+", "a court id of the courts-db list, such as ca3")] = label("The id of the court in courts-db.", "ca3")
    name: Line = label("The court's name.", "U.S. Court of Appeals for the Third Circuit")


class LawStatusOn(Cited):
    value: words.LawStatus = label("Whether the text is in force.", "in-force")
    as_of: Date | None = label("The date of that knowledge.", "2026-09", None)
    note: Text | None = fact("Since when, by what act, with what doubt.", "In force since April 2, 2017.", None)


class Answer(Cited):
    as_of: Date = label("Month up to which what was found for the answer, or for the state, reaches.", "2026-05")
    why: Text = fact("The reason, in one sentence.", "A 2019 law forbids officers to hold anyone on a civil detainer.")


class HoldAnswer(Answer):
    value: words.Hold = label("May a local jail hold on a detainer alone, under state law?", "must-not")


class WarrantAnswer(Answer):
    value: words.JudicialWarrant = label("Does state law ask for a judge's warrant or order first?", "required")


class NotifyAnswer(Answer):
    value: words.Notify = label("May a local jail tell ICE the release date, under state law?", "limited")


class AgreementAnswer(Answer):
    value: words.Agreement287g = label("May local agencies sign 287(g) agreements, under state law?", "may")


class Law(Sourced):
    """A state law on detainers."""

    name: Title = label("The law's name, or what it does in a few words.", "Ban on holds for civil detainers")
    citation: Line | None = label("Where it stands in the state's code.", "Colo. Rev. Stat. § 24-76.6-102", None)
    bill: Line | None = label("Bill number and session.", "HB19-1124", None)
    enacted: Date | None = label("When it was signed, or became law without a signature.", "2019-05-28", None)
    effective: Date | None = label("When it took effect.", "2019-08-02", None)
    does: Text = fact("What it does.", "Says a civil detainer is not a warrant and bars arrest or detention on it.")
    exceptions: Text | None = fact("What it leaves out.", "A warrant signed by a federal judge or magistrate.", None)
    penalty: Text | None = fact("What follows if it is broken.", "Daily fines.", None)
    status: LawStatusOn = plain("Whether it is in force.", "{value: in-force, as_of: 2026-05}")


class Ruling(Cited):
    """A court ruling on a state's law."""

    case: CourtCaseId | None = plain("The decision, if it has a record here.", "lunn-2017", None)
    name: Line | None = label(
        "The decision's name and citation, if it has no record here.", "Cisneros v. Elder (El Paso County Dist. Ct. 2018)", None
    )
    no_record: Flag = plain("True if the decision has no record here on purpose.", "true", False)
    date: Date = label("When it was decided.", "2017-07-24")
    effect: Text = fact("What it means for jails in the state.", "Officers may not hold on a detainer alone.")


class Change(Cited):
    """A dated change of a state's rules."""

    id: Id = plain("Part of the change's address on the page.", "hb19-1124")
    about: RecordRef | None = plain("The record this change is about; date and title come from there.", "court-cases/lunn-2017", None)
    date: Date | None = label("When it was enacted or decided. Left out only with `about`.", "2019-05-28", None)
    title: Title | None = label("The change in a few words. Left out only with `about`.", "Colorado forbids holds on civil detainers", None)
    direction: words.Direction = label("Which way it went.", "away-from-compliance")
    what: Text | None = fact("What changed.", "The governor signed HB19-1124.", None)
    scheduled: Flag = plain("True for a change that lay ahead when last known.", "true", False)


class Part(Cited):
    """A paragraph of a regulation, a box of a form, a subsection of a statute."""

    id: Id = plain("Part of its address on the page.", "d")
    title: Title = label("What it is about.", "Paragraph (d): the 48 hours")
    quote: Line | None = fact("Its words.", "such agency shall maintain custody of the alien for a period not to exceed 48 hours", None)
    says: Text | None = fact("What it says, in plain words.", "Forty-eight hours is a ceiling.", None)
    matters: Text | None = reading("Why it matters.", "This is the definition.", None)
    doubt: Text | None = plain("What was not seen or is unsure; published.", "The words on the form itself were not read.", None)


class Side(Cited):
    """One answer that courts, or people, give to a question."""

    position: Title = label("The answer in a few words.", "A detainer is a request; the jail may decline")
    cases: tuple[CourtCaseId, ...] = plain("The decisions that give it.", "[galarza-2014, lunn-2017]", ())
    note: Text | None = reading("What should be said of them.", "Galarza is the leading appellate holding.", None)


class StateSide(Cited):
    """The answer given for one state."""

    state: Postal = label("Postal code.", "MA")
    answer: Line = label("The answer in a few words.", "no")
    level: Line = label("Which court gave it.", "state high court")
    cases: tuple[CourtCaseId, ...] = plain("The decisions that give it.", "[lunn-2017]", ())
    note: Text | None = reading("What should be said of them.", "Case law, 2017.", None)


class Point(Cited):
    """One number of a series or of a set of figures."""

    period: Line = label("The time, and the place if it is not the whole country.", "FY2012")
    start: Date | None = label("When the time starts, or the day of a count. Every point of a series has it.", "2011-10", None)
    end: Date | None = label("When the time ends, if it is a span.", "2012-09", None)
    value: Number = label("The number, in the unit of the record.", "276181")
    qualifier: words.Qualifier | None = label("How the source qualifies it.", "about", None)
    what: Line | None = label("What it counts, if not what the record's unit says.", "people", None)


class Finding(Cited):
    what: Text = fact("One sentence told with the numbers.", "Harris County, Texas, got the most.")


# --- Collections ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Collection:
    """How a collection is stored and addressed.

    ``layout``: `folder` (a file a record), `file` (one file, ids are keys) or `files` (several files in a folder,
    named by kind). ``page``: `each` record has a page, or all stand on `one` page at ``url``.
    """

    name: str
    title: str
    singular: str
    layout: Literal["folder", "file", "files"]
    page: Literal["each", "one", "letters"]
    url: str
    review_days: int = 365
    """A record not verified for so long is named in a notice; `review` of a record makes an exception."""

    def url_of(self, record_id: str) -> str:
        """The record's address from the root of the site, without a leading slash."""
        return f"{self.url}{record_id}/" if self.page == "each" else f"{self.url}#{record_id}"

    def review_by(self, verified: dt.date) -> dt.date:
        """The last day before a record that was verified on this day is due for review."""
        return verified + dt.timedelta(self.review_days)


COLLECTIONS: dict[str, type[Entry]] = {}
"""Every collection by name, in the order in which it was defined."""


class Entry(Model):
    """What every record has. ``id`` is the file name or the key and is never written in the file."""

    collection: ClassVar[Collection]

    id: Id = plain("The record's id: the name of its file, or its key in the file. Never written as a field.", "galarza-2014")
    title: Title = label("The title, in plain words.", "Galarza v. Szalczyk")
    former_ids: tuple[Id, ...] = plain("Ids under which the record was published before; their addresses redirect.", "[galarza]", ())

    def __init_subclass__(cls, collection: Collection | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if collection:
            cls.collection = collection
            COLLECTIONS[collection.name] = cls

    @classmethod
    def __pydantic_init_subclass__(cls, collection: Collection | None = None, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)


def _collection(
    name: str,
    title: str,
    singular: str,
    layout: Literal["folder", "file", "files"] = "folder",
    page: Literal["each", "one", "letters"] = "each",
    url: str = "",
    review_days: int = 365,
) -> Collection:
    return Collection(name, title, singular, layout, page, url or f"{name}/", review_days)


class Review(Model):
    """Why a record need not be checked again yet. When the day is past, a notice says so."""

    until: Day = plain("The day until which the record may go without another check.", "2027-03-01")
    reason: Line = plain("Why it may.", "The legislature does not meet before February.")


class Record(Entry, Sourced):
    """A record about the world."""

    summary: Text = fact("Two plain sentences, cited.", "The jail released him on bond. ICE arrested him later. [@coloradodaily-2019-11-06]")
    confidence: words.Confidence = plain("How sure the record is as a whole.", "high")
    verified: Day = plain("The day on which someone last checked the record against its sources.", "2026-11-24")
    doubts: tuple[Text, ...] = plain("What is unsure or in conflict; published.", "[The day of booking was not found.]", ())
    notes: tuple[Text, ...] = plain("For editors only; never published.", "[Ask the county for the booking log.]", ())
    review: Review | None = plain(
        "An exception from the time after which a record is to be checked again; never published.",
        "{until: 2027-03-01, reason: The legislature does not meet before February.}",
        None,
    )

    @property
    def review_by(self) -> dt.date:
        """The last day before the record is due for review; an exception in `review` is for editors, and not counted."""
        return self.collection.review_by(self.verified)


class CustodyCase(Record, collection=_collection("custody-cases", "Custody cases", "Custody case")):
    """What happened to a person, or in an operation, after a detainer was lodged."""

    kind: words.CustodyKind = label("What kind of case it is.", "released-despite-detainer")
    place: Place = plain("Where.", "{county: Boulder County, state: CO}")
    agency: Line = label("The agency that had the person.", "Boulder County Sheriff's Office (Boulder County Jail)")
    person: Person | None = plain("Who, without a name.", "{description: a 56-year-old man}", None)
    allegation: Allegation | None = plain(
        "What the person was accused of, and by whom.",
        "{as_stated: 'Charged in May 2019 with a sexual offense against a child.', stated_by: Boulder County prosecutors}",
        None,
    )
    criminal_outcome: Outcome | None = plain("How the criminal case ended.", "{value: unknown}", None)
    detainer: Detainer | None = plain("The detainer.", "{lodged: 2019-05, honored: 'no'}", None)
    reason: Text | None = fact("Why the jail released or held, as far as it said.", "A court set bond and he posted it.", None)
    events: tuple[Event, ...] = plain(
        "What happened, in order.",
        "[{date: 2019-05, actor: ice, step: issue, what: ICE lodges a detainer., according_to: ICE, source: newsweek-2019-09}]",
        (),
    )
    accounts: tuple[Account, ...] = plain(
        "Claims about the case beside what the record shows.",
        "[{claim: The jail ignored the detainer., who: ICE, record_shows: The release was on a bond set by a court., source: coloradodaily-2019-11-06}]",
        (),
    )
    quote: Quote | None = plain(
        "One telling quotation.", "{text: 'posted bail, and instead of being released, was held', source: galarza-2014-op}", None
    )
    court_cases: tuple[CourtCaseId, ...] = plain("Decisions that came of it.", "[galarza-2014]", ())


class CourtCase(Record, collection=_collection("court-cases", "Court cases", "Court case")):
    """A decision and its procedural history."""

    short_name: Title = label("The name in short.", "Galarza")
    tier: words.Tier = plain("Whether it belongs to the main set.", "core")
    citation: Line = label("Reporter or Westlaw citation, or docket, court and date.", "745 F.3d 634 (3d Cir. 2014)")
    parallel_citations: tuple[Line, ...] = label("Other reporters.", "[78 N.E.3d 1143]", ())
    court: Court = plain("The court.", "{id: ca3, name: U.S. Court of Appeals for the Third Circuit}")
    level: words.CourtLevel = label("The level of the court.", "us-appeals")
    binds: Line | None = label("Where the court's rulings bind.", "Pennsylvania, New Jersey, Delaware, U.S. Virgin Islands", None)
    states: tuple[Postal, ...] = label("Postal codes of the states it bears on.", "[PA, NJ, DE]", ())
    docket: Line | None = label("Docket number.", "No. 12-3991", None)
    decided: Date | None = label("When it was decided. Left out while pending.", "2014-03-04", None)
    judges: Line | None = label("Who wrote it, who sat.", "Circuit Judge Fuentes", None)
    topics: tuple[words.Topic, ...] = plain("What it is about.", "[detainer-is-request]")
    question: Text = reading("The question, in one sentence.", "Does a detainer order a county jail to hold someone?")
    facts: Text | None = fact(
        "What had happened.", "A U.S. citizen was arrested in Allentown. Bail was posted, and the county kept him over a weekend.", None
    )
    holding: Text | None = fact("What the court decided.", "A detainer is a request.", None)
    disposition: Text | None = fact("What became of the case in this court.", "Dismissal vacated; remanded.", None)
    effect: Text | None = reading("What it means for a jail.", "A jail that holds is making its own choice.", None)
    limits: Text | None = reading("What it did not decide.", "The court did not decide whether this hold broke the Fourth Amendment.", None)
    outcome: Text | None = fact("How the matter ended.", "Settled for $95,000.", None)
    status: CaseStatusOn | None = plain("Where the case stands, if that is not simply decided.", "{value: settled, as_of: 2014-06-02}", None)
    quote: Quote | None = plain(
        "One telling quotation.", "{text: 'posted bail, and instead of being released, was held', source: galarza-2014-op}", None
    )
    events: tuple[Event, ...] = plain(
        "The procedural history, in order.",
        "[{date: 2014-03-04, actor: court, what: The Third Circuit rules that detainers are requests., source: galarza-2014-op}]",
        (),
    )


class State(Record, collection=_collection("states", "States", "State", review_days=180)):
    """A state's rules on detainers, with their dated changes."""

    postal: Postal = label("Postal code.", "TX")
    hold: HoldAnswer = plain(
        "May, must or must not a local jail hold on a detainer alone?",
        "{value: must-not, as_of: 2026-05, why: A 2019 law forbids officers to hold anyone on a civil detainer.}",
    )
    judicial_warrant: WarrantAnswer = plain(
        "Does state law ask for a judge's warrant or order?",
        "{value: required, as_of: 2026-05, why: Custody for immigration purposes needs a judge's warrant.}",
    )
    notify: NotifyAnswer = plain(
        "May, must or must not a jail tell ICE the release date?", "{value: may, as_of: 2026-05, why: No statute was found.}"
    )
    agreement_287g: AgreementAnswer = plain(
        "May, must or must not local agencies sign 287(g) agreements?", "{value: may, as_of: 2026-07, why: No statute was found.}"
    )
    jail_must: Text | None = fact("What a jail must do.", "Release on time.", None)
    laws: tuple[Law, ...] = plain(
        "The laws.",
        "[{name: Ban on holds for civil detainers, does: Bars arrest or detention on a civil detainer., status: {value: in-force, as_of: 2026-05}}]",
        (),
    )
    rulings: tuple[Ruling, ...] = plain(
        "Court rulings on them.",
        "[{case: lunn-2017, date: 2017-07-24, effect: Officers may not hold on a detainer alone., source: lunn-2017-op}]",
        (),
    )
    changes: tuple[Change, ...] = plain(
        "Dated changes, oldest first.",
        "[{id: hb19-1124, date: 2019-05-28, title: Colorado forbids holds on civil detainers, direction: away-from-compliance, what: The governor signed HB19-1124., source: co-krdo-2019}]",
        (),
    )
    local_note: Text | None = fact("What differs inside the state.", "Practice differs by county.", None)
    quote: Quote | None = plain("Words of the law.", "{text: for a period not to exceed 48 hours, source: 'cfr-8-287-7-d-avvo, para. (d)'}", None)


class Authority(Record, collection=_collection("authorities", "Authorities", "Authority")):
    """A statute, regulation, form, policy, order, statement, bill, memorandum or program."""

    citation: Line = label("Its citation.", "8 C.F.R. § 287.7")
    kind: words.AuthorityKind = label("What it is.", "regulation")
    date: Date | None = label("When it was made.", "1997-04-01", None)
    status: LawStatusOn = plain("Whether it is in force.", "{value: in-force, as_of: 2026-09}")
    says: Text | None = fact("What it says, in plain words.", "A detainer is a request for notice before release.", None)
    matters: Text | None = reading("Why it matters.", "This is the definition.", None)
    quote: Quote | None = plain("Its words.", "{text: for a period not to exceed 48 hours, source: 'cfr-8-287-7-d-avvo, para. (d)'}", None)
    parts: tuple[Part, ...] = plain(
        "Its paragraphs, boxes or subsections, one by one.",
        "[{id: d, title: 'Paragraph (d): the 48 hours', quote: for a period not to exceed 48 hours, source: 'cfr-8-287-7-d-avvo, para. (d)'}]",
        (),
    )
    key_terms: tuple[Line, ...] = plain("Words of the text that people search for.", "[shall maintain custody]", ())


class Question(Record, collection=_collection("questions", "Questions", "Question")):
    """A legal question on which courts answer, with sides."""

    order: Number = plain("Its place in the list.", "1")
    sides: tuple[Side, ...] = plain("The answers given.", "[{position: A detainer is a request, cases: [galarza-2014]}]", ())
    by_state: tuple[StateSide, ...] = plain(
        "The answers state by state, where the question is one of state law.", "[{state: MA, answer: no, level: state high court}]", ()
    )
    related: Text | None = fact("What is near the question but not it.", "Sheriffs' power to sign agreements is a separate question.", None)


class HistoryEvent(Record, collection=_collection("history", "History", "History", "file", "one", review_days=730)):
    """A federal or national event."""

    title: Title | None = label("The event in a few words. Left out with `about`.", "One detainer regulation", None)  # type: ignore[assignment]  # the one record that may take its title from another
    about: RecordRef | None = plain("The record this event is about; title and date come from there.", "court-cases/galarza-2014", None)
    date: Date | None = label("When. Left out only with `about`.", "1997-04-01", None)
    category: words.HistoryCategory = label("What kind of event it is.", "regulation")
    significance: Text | None = reading("Why it matters.", "This text is still the rule.", None)


class Claim(Record, collection=_collection("claims", "Claims", "Claim", "file", "one")):
    """A public claim or common misconception. The title is the claim; the summary says in a sentence or two what was found."""

    said_by: Line = label("Who said it, or `a common belief`.", "Newsweek, after ICE")
    said_in: Uses | None = plain("Where it was said.", "newsweek-2019-09", None)
    kind: words.ClaimKind = label("What kind of claim it is.", "legal")
    assessment: words.Assessment = label("What was found of it.", "needs-context")
    explanation: Text | None = fact(
        "What the sources show, where the summary is not enough.", "The number comes from the article. The poster could not be read.", None
    )
    quote: Quote | None = plain("Its words.", "{text: 'posted bail, and instead of being released, was held', source: galarza-2014-op}", None)
    about: tuple[RecordRef, ...] = plain("The records it is about.", "[custody-cases/boulder-2019]", ())


class Numbers(Record, collection=_collection("numbers", "Numbers", "Numbers", "file", "one")):
    """A series that is drawn, or figures that are told."""

    kind: words.NumbersKind = plain("`series` if the points can be drawn as one line or row, else `figures`.", "series")
    unit: Line = label("What one is.", "detainers")
    definition: Text = fact("What is counted, by whom, from what.", "Records of Forms I-247 prepared by ICE.")
    points: tuple[Point, ...] = plain("The numbers.", "[{period: FY2012, value: 276181, source: trac-511}]", ())
    other_totals: tuple[Point, ...] = plain(
        "Other counts that can't be joined to the points.", "[{period: FY2012 (earlier count), value: 273982, source: 'trac-370, Table 1'}]", ()
    )
    findings: tuple[Finding, ...] = plain("Sentences told with the numbers.", "[{what: 'Harris County, Texas, got the most.', source: trac-511}]", ())
    caveats: Text = fact("What the numbers can't show.", "'Prepared' is not 'received'.")
    quote: Quote | None = plain(
        "A telling quotation.", "{text: 'posted bail, and instead of being released, was held', source: galarza-2014-op}", None
    )


class LifecycleStep(Record, collection=_collection("lifecycle", "The steps of a detainer", "Step", "file", "one")):
    """A step from booking to outcome."""

    order: Number = plain("The number of the step.", "7")
    actor: Line = label("Who acts.", "Jail")
    legal_basis: Text | None = fact("The law of the step.", "8 C.F.R. § 287.7(d)", None)
    pitfalls: tuple[Text, ...] = fact("What can go wrong.", "[Slow paperwork blurs the moment.]", ())


class HoldClockItem(
    Record, collection=_collection("hold-clock", "The 48-hour clock", "48-hour clock", "file", "one", "what-is-a-detainer/the-48-hour-clock/")
):
    """A rule, a text, a court reading or an open question of the 48 hours."""

    kind: words.ClockKind = plain("Which of the four it is.", "rule")
    order: Number = plain("Its place among its kind.", "1")
    regulation: Text | None = fact("How the regulation has it.", "Saturdays and Sundays are left out.", None)
    form: Text | None = fact("How Form I-247A has it.", "Not mentioned.", None)
    computation: Text | None = reading("How it is counted here.", "Stop the clock from 00:00 Saturday to 24:00 Sunday.", None)
    case: CourtCaseId | None = plain("The decision, if it has a record here.", "galarza-2014", None)
    case_name: Line | None = label("The decision's name and citation.", "Rivas v. Martin, 781 F. Supp. 2d 775 (N.D. Ind. 2011)", None)
    length: Line | None = label("A text's words on the length.", "not to exceed 48 hours", None)
    weekends: Line | None = label("A text's words on weekends.", "excluded", None)
    holidays: Line | None = label("A text's words on holidays.", "excluded, undefined", None)
    verb: Line | None = label("The verb a text uses.", "requested", None)


class Term(Record, collection=_collection("glossary", "Glossary", "Term", "file", "one", review_days=730)):
    """A term in plain words. The summary is the definition."""

    abbreviation: Line | None = label("Its abbreviation.", "ICE", None)
    forms: tuple[Line, ...] = plain(
        "Other words for it that are explained where they first stand on a page.", "[detainers, immigration detainers]", ()
    )


class Source(Entry, collection=_collection("sources", "Sources", "Source", "files", "letters")):
    """A document in one version. The file it stands in is named by its kind."""

    publisher: Line = label("Who published it.", "U.S. Court of Appeals for the Third Circuit")
    kind: words.SourceKind = label("What kind of document it is: the name of the file it stands in.", "opinion")
    date: Date | None = label("The date of this version.", "2014-03-04", None)
    citation: Line | None = label("Its legal citation.", "745 F.3d 634 (3d Cir. 2014)", None)
    url: Url | None = label("Its address.", "https://case-law.vlex.com/vid/galarza-v-szalczyk-no-891240118", None)
    read_at: Url | None = label("Where the text was read, if elsewhere.", "https://case-law.vlex.com/vid/galarza-v-szalczyk-no-891240118", None)
    note: Line | None = label("What a reader should know of this version.", "Reprint of the agency's release.", None)


class Correction(Entry, collection=_collection("corrections", "Corrections", "Correction", "file", "one")):
    """A dated correction of this site. The title says what was corrected."""

    date: Day = plain("When it was corrected.", "2026-11-24")
    about: RecordRef = plain("The record that was wrong.", "states/ohio")
    since: Day = plain("Since when it was wrong on this site.", "2026-11-01")
    was: Text = plain("What it said.", "Ohio requires holds.")
    now: Text = plain("What it says now.", "Ohio leaves the hold to the jail.")
    why: Text = plain("Why it was wrong.", "The bill was mistaken for a law.")


def meaning_of(model: type[Entry]) -> str:
    """What a record of a collection is, in one sentence."""
    return re.split(r"(?<=\.)\s", (model.__doc__ or "").strip(), maxsplit=1)[0]


def json_schema(collection: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one record of a collection as it stands in YAML: without its id."""
    schema = COLLECTIONS[collection].model_json_schema()
    schema["properties"].pop("id")
    schema["required"] = [name for name in schema.get("required", []) if name != "id"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
