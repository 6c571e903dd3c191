"""The ids of what stands inside a record: its events, changes, parts and numbers, so that each can be linked.

An id that the record gives is taken. An event's is otherwise made of its date and of who acts (or the step), a
number's of its period and what it counts: both stay when something is added above or below. Where two would be the
same, the later one gets `-2`; it is the one that moves if another is put before it, so what is linked from elsewhere
should be given an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from explainer.explainer import Explainer
from explainer.records import Entry, Event, Point
from explainer.support import Path

PARTS = ("events", "changes", "parts", "points", "other_totals")
"""The fields whose items have an id on the page."""

OF_TEMPLATES = frozenset(
    {
        "accounts",
        "answers",
        "assessments",
        "by-state",
        "changes",
        "clock-start",
        "clock-state",
        "confidence",
        "consulted",
        "content",
        "details",
        "doubts",
        "facts",
        "first",
        "holding",
        "jail-must",
        "laws",
        "legend",
        "local",
        "map",
        "map-287g",
        "map-notify",
        "meaning",
        "near",
        "notes",
        "open",
        "outcome",
        "parts",
        "query",
        "question",
        "readings",
        "reason",
        "related",
        "review",
        "rules",
        "rulings",
        "says",
        "search",
        "sources",
        "table",
        "terms",
        "texts",
        "the-clock",
        "timeline",
        "worked",
    }
)
"""The ids that templates write themselves: no record's may be the same, or links would lead to the wrong place."""


def of(explainer: Explainer, entry: Entry) -> Mapping[Path, str]:
    """The id of each item by its path in the record."""
    items = [((name, index), item) for name in PARTS for index, item in enumerate(getattr(entry, name, ()))]
    taken = {_given(item) for _, item in items}
    found: dict[Path, str] = {}
    for path, item in items:
        anchor = _given(item)
        if not anchor:
            base = _number(entry, item) if isinstance(item, Point) else "-".join(("e", *_marks(explainer, item)))
            anchor = next(name for name in (base, *(f"{base}-{number}" for number in range(2, len(items) + 2))) if name not in taken)
            taken.add(anchor)
        found[path] = anchor
    return found


def _given(item: Event | Point) -> str:
    """Of an event, a change or a part; a point is given none. Only an event's stands among headings, hence `e-`."""
    record_id = getattr(item, "id", None)
    return "" if record_id is None else f"e-{record_id}" if isinstance(item, Event) else str(record_id)


def _number(entry: Entry, point: Point) -> str:
    """With a dot, which no id of a record has."""
    return f"{entry.id}." + "-".join(re.findall("[a-z0-9]+", f"{point.period} {point.what or ''}".lower()))


def _marks(explainer: Explainer, event: Event) -> Iterator[str]:
    target = explainer.outline((event.about.collection, event.about.id)) if event.about else None
    date = event.date.value if event.date else explainer.date_of(target) if target else None
    if date:
        yield date.iso
    if event.actor:
        yield event.actor.value
    elif event.step and event.step != "context":
        yield event.step
    elif target:
        yield target.id
