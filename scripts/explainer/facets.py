"""By what the lists of records can be narrowed: for each record, under each name, the words that apply to it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from explainer.records import Authority, Claim, CourtCase, CustodyCase, Entry, HistoryEvent
from explainer.vocabulary import STATES

Facets = Mapping[str, tuple[str, ...]]


def of(entry: Entry) -> Facets:
    """The record's facets by name, in the order in which a list offers them; empty if its list is not narrowed."""
    match entry:
        case CourtCase():
            found = {
                "Topic": tuple(topic.label for topic in entry.topics),
                "Court": (entry.level.label,),
                "State": tuple(STATES[postal] for postal in entry.states),
                "Year": _years(entry.decided.value.year if entry.decided else None),
            }
        case CustodyCase():
            found = {
                "What happened": (entry.kind.label,),
                "The jail": (entry.detainer.honored.label,) if entry.detainer else (),
                "State": (STATES[entry.place.state],),
                "Year": _years(*(event.date.value.year for event in entry.events if event.date and event.step != "context")),
            }
        case Authority():
            found = {
                "Kind": (entry.kind.label,),
                "Status": (entry.status.value.label,),
                "Year": _years(entry.date.value.year if entry.date else None),
            }
        case Claim():
            found = {"Assessment": (entry.assessment.label,), "Kind": (entry.kind.label,), "Made by": (entry.said_by,)}
        case HistoryEvent():
            found = {"Kind": (entry.category.label,)}
        case _:
            found = {}
    return MappingProxyType(found)


def _years(*years: int | None) -> tuple[str, ...]:
    return tuple(sorted({str(year) for year in years if year}))
