"""When the 48 hours of a detainer end: the reference implementation.

The regulation, 8 C.F.R. § 287.7(d), leaves out Saturdays, Sundays and holidays and does not define "holidays"; the
eleven days of 5 U.S.C. § 6103(a) are used. Whether the weekday on which a weekend holiday is observed counts as one is
unsettled, so there is a second result. Form I-247A leaves out nothing. Hours are counted, 24 in each counted day, as
the clock at the jail shows them: changes to and from daylight saving time are ignored.

`docs/assets/javascripts/hold-clock.js` does the same in the browser; a test compares the two.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

LENGTH = dt.timedelta(hours=48)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A legal public holiday, or the weekday on which it is ``observed`` because it falls on a weekend."""

    date: dt.date
    name: str
    observed: bool


@dataclass(frozen=True, slots=True)
class Result:
    """One count: when it ends and which days it left out, each with the reason in words."""

    end: dt.datetime
    skipped: tuple[tuple[dt.date, str], ...]


@dataclass(frozen=True, slots=True)
class Ends:
    """All counts for one start. ``observed`` is None where it equals ``regulation``."""

    start: dt.datetime
    regulation: Result
    observed: Result | None
    form: Result


@cache
def _federal(year: int) -> tuple[Holiday, ...]:
    import holidays  # only now: it loads the calendars of all countries

    found = holidays.country_holidays("US", years=[year - 1, year, year + 1], observed=True, language="en_US")
    return tuple(
        Holiday(date, part.removesuffix(" (observed)"), part.endswith(" (observed)"))
        for date, names in sorted(found.items())
        if date.year == year
        for part in names.split("; ")
    )


def federal_holidays(years: Iterable[int]) -> Mapping[dt.date, Holiday]:
    """The legal public holidays of the years (5 U.S.C. § 6103(a)) with the weekdays on which they are observed, by date."""
    return {holiday.date: holiday for year in sorted(set(years)) for holiday in sorted(_federal(year), key=lambda holiday: not holiday.observed)}


def count(start: dt.datetime, left_out: Mapping[dt.date, str] | None) -> Result:
    """The end of 48 hours from ``start``, leaving out weekends and the days in ``left_out``; None leaves out nothing.

    ``start`` has no time zone: it is what the clock at the jail shows. Days that touch the time between start and end
    and are left out are listed. The reason given for a weekend day is the weekday's name.
    """
    if left_out is None:
        return Result(start + LENGTH, ())
    now, remaining, skipped = start, LENGTH, []
    while True:
        midnight = dt.datetime.combine(now.date(), dt.time()) + _DAY
        reason = left_out.get(now.date()) or (now.strftime("%A") if now.weekday() >= 5 else "")
        if reason:
            skipped.append((now.date(), reason))
        elif midnight - now >= remaining:
            return Result(now + remaining, tuple(skipped))
        else:
            remaining -= midnight - now
        now = midnight


def ends(start: dt.datetime) -> Ends:
    """All counts from the moment at which the person would otherwise be released."""
    known = federal_holidays(range(start.year - 1, start.year + 2))
    calendar = {date: holiday.name for date, holiday in known.items() if not holiday.observed}
    both = calendar | {date: f"{holiday.name}, observed" for date, holiday in known.items() if holiday.observed}
    regulation, observed = count(start, calendar), count(start, both)
    return Ends(start, regulation, observed if observed.end != regulation.end else None, count(start, None))


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: what it shows, and the counts."""

    label: str
    ends: Ends


def examples(year: int) -> tuple[Example, ...]:
    """Worked examples for a year: plain days, weekends, holidays, and the next Independence Day on a weekend."""

    def at(day: dt.date, hour: int) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour))

    def first(weekday: int, month: int) -> dt.date:
        day = dt.date(year, month, 1)
        return day + _DAY * ((weekday - day.weekday()) % 7)

    independence = next(day for day in (dt.date(other, 7, 4) for other in range(year, year + 12)) if day.weekday() >= 5)
    friday = independence - _DAY * (independence.weekday() - 4)
    thanksgiving = first(3, 11) + 3 * dt.timedelta(weeks=1)
    chosen = (
        ("A Tuesday, no holiday near", at(first(1, 12), 10)),
        ("A Friday afternoon", at(first(4, 12), 17)),
        ("A Saturday morning", at(first(5, 12), 9)),
        ("The day before Thanksgiving", at(thanksgiving - _DAY, 12)),
        ("Christmas Eve", at(dt.date(year, 12, 24), 12)),
        ("The Friday before Labor Day", at(first(0, 9) - 3 * _DAY, 18)),
        (f"The Friday before an Independence Day on a {independence:%A}", at(friday, 9)),
    )
    return tuple(Example(label, ends(start)) for label, start in chosen)


def script_data(year: int) -> str:
    """What the page's script needs, as JSON: three years, and their holidays as [date, name, observed]."""
    years = (year - 1, year, year + 1)
    known = federal_holidays(years)
    days = [[date.isoformat(), known[date].name, known[date].observed] for date in sorted(known)]
    return json.dumps({"years": years, "holidays": days}, separators=(",", ":"))
