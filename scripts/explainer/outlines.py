"""What is asked of all records at once: small, so that of thousands of records only those that are shown need to be in memory."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from explainer import support
from explainer.citations import unmarked
from explainer.edtf_dates import EdtfDate
from explainer.records import Authority, Collection, Entry, LifecycleStep, Record, Source, Text
from explainer.vocabulary import Checked, Confidence, SourceKind

Key = tuple[str, str]
"""Collection and id of a record."""


class Outline(NamedTuple):
    """What lists, links, drafts and counts need to know of a record; made from the record alone."""

    collection: Collection
    id: str
    title: str
    """Its own; an event about another record may have none."""
    former_ids: tuple[str, ...]
    draft: bool
    named: tuple[Key, ...]
    """See `support.named`."""
    uses: tuple[tuple[str, Checked], ...]
    """Id of each source in its lists of sources, and how it was checked."""
    unmarked: tuple[str, ...]
    """What in its texts would be citations without their mark, if there are sources of these ids."""
    date: EdtfDate | None
    """Its own, by which it is sorted."""
    about: Key | None
    """The one record that it is about."""
    needs: Key | None
    """The one record without which it is a draft."""
    kind: SourceKind | None
    """Of a source."""
    order: float
    """Of a step."""
    verified: dt.date | None
    """Of a record about the world, as all that follows."""
    confidence: Confidence | None
    doubts: int
    """How many it tells: its own, and those of its parts."""

    @property
    def key(self) -> Key:
        return self.collection.name, self.id

    @property
    def review_by(self) -> dt.date:
        """See `Record.review_by`."""
        assert self.verified is not None, f"only a record about the world is due for review, not {self.key}"
        return self.collection.review_by(self.verified)


def outline_of(entry: Entry) -> Outline:
    """The outline of a record."""
    record = entry if isinstance(entry, Record) else None
    return Outline(
        entry.collection,
        entry.id,
        entry.title,
        entry.former_ids,
        support.is_draft(entry),
        support.named(entry),
        tuple((use.id, use.checked) for use in support.source_uses(entry)),
        tuple(dict.fromkeys(source_id for _, _, source_id in unmarked_in(entry))),
        date_of(entry),
        about_of(entry),
        support.needed(entry),
        entry.kind if isinstance(entry, Source) else None,
        entry.order if isinstance(entry, LifecycleStep) else 0,
        record.verified if record else None,
        record.confidence if record else None,
        _doubts(record) if record else 0,
    )


def _doubts(record: Record) -> int:
    parts = record.parts if isinstance(record, Authority) else ()
    return len(record.doubts) + sum(part.doubt is not None for part in parts)


def about_of(entry: Entry | Outline) -> Key | None:
    """The one record that a record is about, if there is one."""
    about = getattr(entry, "about", None)
    if about is None or isinstance(entry, Outline):
        return about
    return None if isinstance(about, tuple) else (about.collection, about.id)


def date_of(entry: Entry | Outline) -> EdtfDate | None:
    """The date that the record itself gives, if it has one."""
    if isinstance(entry, Outline):
        return entry.date
    for name in ("date", "decided"):
        value = getattr(entry, name, None)
        if value is not None:
            found: EdtfDate = value.value if hasattr(value, "value") else EdtfDate(value.year, value.month, value.day)
            return found
    return None


def unmarked_in(entry: Entry) -> tuple[tuple[support.Path, str, str], ...]:
    """Field, token and id of what would be a citation if there is a source of that id."""
    texts = [(field.path, field.value) for field in support.walk(entry) if isinstance(field.value, Text)]
    plain = [(path, part) for path, text in texts for run in text.paragraphs for part in run if isinstance(part, str)]
    return tuple([(path, token, source_id) for path, part in plain if "@" in part or "[" in part for token, source_id in unmarked(part)])


# --- Packed, for the next build ---------------------------------------------------------------------------------


def packed(outline: Outline) -> tuple[Any, ...]:
    """An outline as plain values, to be pickled: those of an outline, but for its collection."""
    return tuple(outline[1:])


def unpacked(collection: Collection, values: tuple[Any, ...], keys: dict[Key, Key]) -> Outline:
    """The outline that ``values`` say; ``keys`` are those that other outlines hold, so that each is in memory once."""
    made = Outline(collection, *values)
    return made._replace(named=tuple(keys.setdefault(key, key) for key in made.named)) if made.named else made
