"""Timelines to scale: how much room stands between one event and the next, and where a long gap is broken.

A timeline is a list, top to bottom. Its scale is the finest that its dates allow. Within a scale the room is always
in proportion to the time, on every page alike; a gap longer than the scale shows is broken, with its length in words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from explainer.edtf_dates import EdtfDate
from explainer.project import count

_DAY = 24.0
_MONTH = 30.44 * _DAY
_YEAR = 365.25 * _DAY


@dataclass(frozen=True, slots=True)
class Scale:
    """``room`` is rem an hour; a gap of more hours than ``longest`` is broken."""

    name: str
    words: str
    room: float
    longest: float


HOURS = Scale("hours", "Drawn to the hour; gaps over a day are broken", 5 / _DAY, _DAY)
DAYS = Scale("days", "Drawn to the day; gaps over a month are broken", 6 / (31 * _DAY), 31 * _DAY)
MONTHS = Scale("months", "Drawn to the month; gaps over two years are broken", 6 / (2 * _YEAR), 2 * _YEAR)
YEARS = Scale("years", "Drawn to the year; gaps over ten years are broken", 6 / (10 * _YEAR), 10 * _YEAR)


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event happened: a date as precise as it is known, and the clock time (`14:30`) if it is known."""

    date: EdtfDate
    time: str | None = None

    @property
    def hours(self) -> float:
        """Hours since the first day of the calendar; an imprecise date counts from its first day."""
        hour, _, minute = (self.time or "0:0").partition(":")
        return self.date.first.toordinal() * _DAY + int(hour) + int(minute) / 60


@dataclass(frozen=True, slots=True)
class Step:
    """The room after an event, in rem; ``gap`` says in words how long a broken gap is; ``vague`` if the date is coarser than the scale."""

    after: float
    gap: str | None
    vague: bool


def scale_of(moments: Sequence[Moment]) -> Scale:
    """The finest scale that the dates allow: half of them must be as precise, and not all gaps broken."""
    gaps = [later.hours - earlier.hours for earlier, later in pairwise(moments)]
    known = [moment for moment in moments if not moment.date.approximate]
    exact = sum(1 for moment in known if moment.date.precision == "day")
    timed = sum(1 for moment in known if moment.time)
    for scale, fit in ((HOURS, timed * 2 >= len(moments)), (DAYS, exact * 2 >= len(moments)), (MONTHS, True)):
        if fit and sum(1 for gap in gaps if gap <= scale.longest) * 2 >= len(gaps):
            return scale
    return YEARS


def lay_out(moments: Sequence[Moment], scale: Scale) -> tuple[Step, ...]:
    """The room after each moment. The last has none, and so has one whose successor may have come first."""
    steps = []
    for index, moment in enumerate(moments):
        after, gap = 0.0, None
        if index + 1 < len(moments):
            hours = max(0.0, moments[index + 1].hours - moment.hours)
            if hours > scale.longest:
                gap = between(moment, moments[index + 1])
            else:
                after = round(hours * scale.room, 2)
        steps.append(Step(after, gap, _vague(moment, scale)))
    return tuple(steps)


def _vague(moment: Moment, scale: Scale) -> bool:
    coarse = {HOURS.name: ("month", "year"), DAYS.name: ("month", "year"), MONTHS.name: ("year",)}.get(scale.name, ())
    return moment.date.approximate or moment.date.precision in coarse


def between(earlier: Moment, later: Moment) -> str:
    """The time from one moment to the next in words, and no more exact than they are known: `5 days`, `4 to 34 days`, `about 4 months`.

    Where one has no clock time, calendar days are counted. A month or a year may mean any of its days.
    """
    first, last = earlier.date, later.date
    if earlier.time and later.time and later.hours - earlier.hours < 3 * _DAY:
        hours = later.hours - earlier.hours
        return f"{'' if hours.is_integer() else 'about '}{round(hours)} hours"
    least, most = max(0, (last.first - first.last).days), (last.last - first.first).days
    near = most - least <= (least + most) / 8  # a quarter of the middle: all of it is about the same
    if first.approximate or last.approximate:
        return _about((least + most) / 2) if near and most > _DAYS_UP_TO else "some time"
    if least == most and most <= _DAYS_UP_TO:
        return count(most, "day")
    if near:
        return _about((least + most) / 2)
    if most < 100:
        return _range(least, most, "day")
    size, unit = (_MONTH, "month") if most * _DAY < 2 * _YEAR else (_YEAR, "year")
    return _range(math.floor(least * _DAY / size), math.ceil(most * _DAY / size), unit)


_DAYS_UP_TO = 60
"""So many days are said as days."""


def _range(least: int, most: int, unit: str) -> str:
    return f"{least} to {most} {unit}s" if least else f"up to {count(most, unit)}"


def _about(days: float) -> str:
    if days * _DAY < 1.75 * _YEAR:
        return f"about {max(2, round(days * _DAY / _MONTH))} months"
    years = days * _DAY / _YEAR
    return f"about {round(years * 2) / 2:g} years" if years < 4 else f"about {round(years)} years"
