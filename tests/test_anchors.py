"""The ids of events, changes, parts and numbers: given ones are kept, made ones stay when something is added."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sample import ROOT

from explainer import anchors
from explainer.explainer import Explainer
from explainer.records import CourtCase, CustodyCase, Event, Numbers, Point, State


def event(**fields: Any) -> Event:
    return Event.model_validate({"what": "Something happens.", **fields})


def ids(explainer: Explainer, *events: Event) -> list[str]:
    case = next(entry for entry in explainer.published("custody-cases") if isinstance(entry, CustodyCase))
    return list(anchors.of(explainer, case.model_copy(update={"events": events})).values())


def test_what_an_event_is_called(explainer: Explainer) -> None:
    decision = next(entry for entry in explainer.published("court-cases") if isinstance(entry, CourtCase) and entry.decided)
    assert decision.decided
    assert ids(
        explainer,
        event(id="released", date="2019-09-23", actor="jail"),
        event(date="2019-09-23", actor="ice", step="booking"),
        event(date="2019-09-24", step="booking"),
        event(date="2019-05~", step="context"),
        event(about=f"court-cases/{decision.id}"),
        event(actor="ice"),
        event(),
    ) == ["e-released", "e-2019-09-23-ice", "e-2019-09-24-booking", "e-2019-05", f"e-{decision.decided.value.iso}-{decision.id}", "e-ice", "e"]


def test_two_that_would_be_the_same_are_told_apart(explainer: Explainer) -> None:
    same = {"date": "2019-09-23", "actor": "ice"}
    assert ids(explainer, event(**same), event(**same), event(id="2019-09-23-ice-2"), event(**same)) == [
        "e-2019-09-23-ice",
        "e-2019-09-23-ice-3",
        "e-2019-09-23-ice-2",
        "e-2019-09-23-ice-4",
    ]


@pytest.mark.parametrize("at", range(4))
def test_an_id_stays_when_another_event_is_added(explainer: Explainer, at: int) -> None:
    events = [event(date=f"2019-09-2{day}", actor=actor) for day, actor in ((1, "police"), (3, "ice"), (3, "jail"))]
    before = ids(explainer, *events)
    added = event(date="2019-09-22", actor="court")
    after = ids(explainer, *events[:at], added, *events[at:])
    assert [anchor for anchor in after if anchor != "e-2019-09-22-court"] == before


def test_numbers_changes_and_parts(explainer: Explainer) -> None:
    numbers = next(entry for entry in explainer.published("numbers") if isinstance(entry, Numbers))
    points = tuple(
        Point.model_validate({"period": period, "value": "1", "what": what})
        for period, what in (("FY2012", None), ("FY2012", "people"), ("FY2012, Ohio", None), ("FY2012", None))
    )
    found = anchors.of(explainer, numbers.model_copy(update={"points": points[:3], "other_totals": points[3:]}))
    assert list(found.items()) == [
        (("points", 0), f"{numbers.id}.fy2012"),
        (("points", 1), f"{numbers.id}.fy2012-people"),
        (("points", 2), f"{numbers.id}.fy2012-ohio"),
        (("other_totals", 0), f"{numbers.id}.fy2012-2"),
    ]
    state = next(entry for entry in explainer.published("states") if isinstance(entry, State) and entry.changes)
    assert anchors.of(explainer, state) == {("changes", index): change.id for index, change in enumerate(state.changes)}


def test_the_ids_that_templates_use_are_known() -> None:
    templates = [*(ROOT / "overrides").rglob("*.html"), ROOT / "scripts/explainer/finish.py"]
    used = {found for path in templates for found in re.findall(r'\sid="([a-z0-9-]+)"', path.read_text(encoding="utf-8"))}
    assert used == anchors.OF_TEMPLATES
