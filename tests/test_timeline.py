"""The room between events."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.edtf_dates import EdtfDate
from explainer.timeline import DAYS, HOURS, MONTHS, YEARS, Moment, Scale, between, lay_out, scale_of


def moments(*texts: str) -> list[Moment]:
    return [Moment(EdtfDate.parse(date), time or None) for date, _, time in (text.partition(" ") for text in texts)]


@pytest.mark.parametrize(
    ("texts", "scale"),
    [
        (["2019-05-01 08:00", "2019-05-01 14:30", "2019-05-02 09:00"], HOURS),
        (["2019-05-01 08:00", "2019-05-20", "2019-06-10"], DAYS),
        (["2019-05-01", "2019-05-04", "2019-05-30"], DAYS),
        (["2019-05", "2019-06", "2019-09-12"], MONTHS),
        (["2012-03-01", "2013-08-01", "2014-10-01"], MONTHS),
        (["1986", "1997-04-01", "2003", "2017"], YEARS),
        (["2019-05~", "2019-06~", "2019-07-01"], MONTHS),
        (["2019-05-01"], DAYS),
        (["2019"], MONTHS),
    ],
)
def test_the_scale_is_the_finest_that_the_dates_allow(texts: list[str], scale: Scale) -> None:
    assert scale_of(moments(*texts)) is scale


@given(st.lists(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2026, 1, 1)), min_size=2, max_size=12))
def test_room_is_in_proportion_and_what_is_longer_is_broken(days: list[object]) -> None:
    found = moments(*(day.isoformat() for day in sorted(days)))
    scale = scale_of(found)
    for step, earlier, later in zip(lay_out(found, scale), found, found[1:], strict=False):
        hours = later.hours - earlier.hours
        if step.gap:
            assert hours > scale.longest
            assert step.after == 0
        else:
            assert hours <= scale.longest
            assert step.after == pytest.approx(hours * scale.room, abs=0.006)


def test_a_date_that_may_lie_before_takes_no_room() -> None:
    assert [step.after for step in lay_out(moments("2019-05-06", "2019-05", "2019-05-16"), DAYS)] == [
        0,
        pytest.approx(15 * 24 * DAYS.room, abs=0.01),
        0,
    ]


def test_what_is_coarser_than_the_scale_looks_it() -> None:
    assert [step.vague for step in lay_out(moments("2019-05-06", "2019-05", "2019-06-01~"), DAYS)] == [False, True, True]
    assert [step.vague for step in lay_out(moments("2019-05", "2019", "2019-06-01"), MONTHS)] == [False, True, False]
    assert [step.vague for step in lay_out(moments("2019", "2020-05"), YEARS)] == [False, False]


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ("2019-05-01", "2019-05-02", "1 day"),
        ("2019-05-01", "2019-06-14", "44 days"),
        ("2018-01-01", "2018-02-15", "45 days"),  # was "about 1 months"
        ("2019-05-01", "2019-07-02", "about 2 months"),
        ("2019-05-01", "2020-04-30", "about 12 months"),
        ("2019-05-01", "2021-10-29", "about 2.5 years"),
        ("2009-05-01", "2019-05-01", "about 10 years"),
        # Without a clock time, calendar days.
        ("2019-09-26", "2019-09-27 14:00", "1 day"),
        ("2025-01-15", "2025-01-17 12:14", "2 days"),
        ("2019-09-26 08:00", "2019-09-27 14:00", "30 hours"),
        ("2019-09-26 08:00", "2019-09-27 14:20", "about 30 hours"),
        ("2019-09-26 08:00", "2019-09-30 07:00", "4 days"),
        # A month or a year may mean any of its days.
        ("2019-03", "2019-04-04", "4 to 34 days"),
        ("2019-03-20", "2019-04", "12 to 41 days"),
        ("2019-03", "2019-04", "1 to 60 days"),
        ("2025-08-22", "2025-10", "40 to 70 days"),
        ("2019-09-26", "2020", "3 to 16 months"),
        ("2024", "2025-06-18", "5 to 18 months"),
        ("2019-05", "2019-05-31", "up to 30 days"),
        ("2019-03", "2019-03-02 14:00", "up to 1 day"),
        ("2012-03-01", "2013-08", "about 18 months"),
        ("1986", "1997-04-01", "about 11 years"),
        ("2014", "2017", "2 to 4 years"),
        # What is only about so is not counted.
        ("2019-05~", "2019-06-01", "some time"),
        ("2019-05~", "2020-05-01", "about 12 months"),
        ("2019~", "2020-03-01", "some time"),
        ("2019-03~", "2019-05-01", "some time"),
        ("2003~", "2017", "about 14 years"),
    ],
)
def test_the_time_between_is_told_no_more_exactly_than_it_is_known(earlier: str, later: str, words: str) -> None:
    assert between(*moments(earlier, later)) == words


@given(*[st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2026, 1, 1))] * 2, *[st.sampled_from([4, 7, 10])] * 2)
def test_a_range_holds_the_days_that_lie_between(one: dt.date, other: dt.date, coarse: int, coarser: int) -> None:
    one, other = sorted((one, other))
    words = between(*moments(one.isoformat()[:coarse], other.isoformat()[:coarser]))
    days = (other - one).days
    if found := re.fullmatch(r"(?:(\d+) to|up to) (\d+) (days|months|years)", words):
        size = {"days": 1, "months": 30.44, "years": 365.25}[found[3]]
        assert int(found[1] or 0) * size <= days <= int(found[2]) * size
    elif found := re.fullmatch(r"(\d+) days?", words):
        assert int(found[1]) == days
    else:
        assert words.startswith("about ")
        assert " 1 " not in words
