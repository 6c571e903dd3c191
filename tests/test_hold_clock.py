"""When the 48 hours end."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from explainer.hold_clock import LENGTH, count, ends, examples, federal_holidays, script_data

HOUR = dt.timedelta(hours=1)
STARTS = st.datetimes(dt.datetime(2009, 1, 1), dt.datetime(2035, 12, 31)).map(lambda moment: moment.replace(second=0, microsecond=0))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "regulation", "observed", "form"),
    [
        ("2026-12-01 10:00", "2026-12-03 10:00", None, "2026-12-03 10:00"),
        ("2026-12-04 17:00", "2026-12-08 17:00", None, "2026-12-06 17:00"),
        ("2026-12-05 09:00", "2026-12-09 00:00", None, "2026-12-07 09:00"),  # the count starts on Monday at 00:00
        ("2026-11-25 12:00", "2026-11-30 12:00", None, "2026-11-27 12:00"),
        ("2026-12-24 12:00", "2026-12-29 12:00", None, "2026-12-26 12:00"),
        ("2026-07-03 09:00", "2026-07-07 09:00", "2026-07-08 00:00", "2026-07-05 09:00"),  # July 4 on a Saturday
        ("2027-07-02 10:00", "2027-07-06 10:00", "2027-07-07 10:00", "2027-07-04 10:00"),  # July 4 on a Sunday
        ("2026-09-04 18:00", "2026-09-09 18:00", None, "2026-09-06 18:00"),
        ("2010-02-12 12:00", "2010-02-17 12:00", None, "2010-02-14 12:00"),  # the days of Rivas v. Martin
        ("2021-12-30 08:00", "2022-01-03 08:00", "2022-01-04 08:00", "2022-01-01 08:00"),  # New Year's Day observed in the old year
        ("2026-03-06 09:00", "2026-03-10 09:00", None, "2026-03-08 09:00"),  # daylight saving time starts on March 8
        ("2026-12-03 00:00", "2026-12-05 00:00", None, "2026-12-05 00:00"),  # ends as Saturday begins
    ],
)
def test_ends(start: str, regulation: str, observed: str | None, form: str) -> None:
    found = ends(at(start))
    assert found.regulation.end == at(regulation)
    assert (found.observed.end if found.observed else None) == (at(observed) if observed else None)
    assert found.form.end == at(form)


@given(STARTS)
@example(at("2021-12-31 23:59"))
@example(at("2026-11-26 00:00"))
def test_exactly_48_hours_are_counted_minute_by_minute(start: dt.datetime) -> None:
    known = federal_holidays(range(start.year - 1, start.year + 2))
    off = {date for date, holiday in known.items() if not holiday.observed}
    end = ends(start).regulation.end
    moment, counted = start, dt.timedelta()
    while moment < end:  # to the next full hour, then by hours: no day changes in between
        after = min(moment.replace(minute=0) + HOUR, end)
        if moment.weekday() < 5 and moment.date() not in off:
            counted += after - moment
        moment = after
    assert counted == LENGTH
    last = end - dt.timedelta(minutes=1)
    assert last.weekday() < 5
    assert last.date() not in off


@given(STARTS)
def test_what_holds_for_every_start(start: dt.datetime) -> None:
    found = ends(start)
    assert found.form.end == start + LENGTH
    assert found.form.skipped == ()
    assert start + LENGTH <= found.regulation.end <= start + 120 * HOUR
    later = found.observed or found.regulation
    assert found.regulation.end <= later.end
    days = [day for day, _ in found.regulation.skipped]
    assert days == sorted(set(days))
    assert all(start.date() <= day <= found.regulation.end.date() for day in days)
    assert all(reason for _, reason in found.regulation.skipped)


@given(STARTS)
def test_a_later_start_never_ends_sooner(start: dt.datetime) -> None:
    assert ends(start).regulation.end <= ends(start + dt.timedelta(minutes=1)).regulation.end


def test_the_longest_count_of_five_years_is_120_hours_whether_or_not_observed_days_count() -> None:
    """What the maximum on the clock's page says."""
    start, longest, longest_observed = dt.datetime(2025, 1, 1), dt.timedelta(), dt.timedelta()
    while start.year < 2031:
        found = ends(start)
        longest = max(longest, found.regulation.end - start)
        longest_observed = max(longest_observed, (found.observed or found.regulation).end - start)
        start += HOUR
    assert (longest, longest_observed) == (120 * HOUR, 120 * HOUR)


@pytest.mark.parametrize("year", range(2021, 2036))
def test_the_eleven_holidays_of_the_statute(year: int) -> None:
    """5 U.S.C. § 6103(a), and the weekday on which one that falls on a weekend is observed (6103(b) and Executive Order 11582)."""
    known = federal_holidays([year])
    calendar = {holiday.name: date for date, holiday in known.items() if not holiday.observed}
    assert len(calendar) == 11
    assert calendar["Thanksgiving Day"].weekday() == 3
    assert 22 <= calendar["Thanksgiving Day"].day <= 28
    for month, day in ((6, 19), (7, 4), (11, 11), (12, 25)):
        date = dt.date(year, month, day)
        assert not known[date].observed
        if date.weekday() >= 5:
            other = date + dt.timedelta(days=-1 if date.weekday() == 5 else 1)
            assert known[other].observed
    new_year = dt.date(year + 1, 1, 1)
    assert (new_year.weekday() == 5) == (dt.date(year, 12, 31) in known)


def test_a_day_can_be_added() -> None:
    assert count(at("2026-12-01 10:00"), {dt.date(2026, 12, 2): "a state holiday"}).end == at("2026-12-04 10:00")


def test_examples_say_what_their_labels_say() -> None:
    found = {item.label: item.ends for item in examples(2026)}
    assert found["The day before Thanksgiving"].start == at("2026-11-25 12:00")
    assert found["The Friday before Labor Day"].start == at("2026-09-04 18:00")
    assert found["The Friday before an Independence Day on a Saturday"].observed is not None
    assert {item.ends.start.weekday() for item in examples(2031)} >= {1, 2, 4, 5}


def test_the_scripts_data_hold_three_years() -> None:
    data = json.loads(script_data(2026))
    assert data["years"] == [2025, 2026, 2027]
    assert ["2026-07-03", "Independence Day", True] in data["holidays"]
    assert {day[:4] for day, _, _ in data["holidays"]} == {"2025", "2026", "2027"}
