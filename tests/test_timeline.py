"""The room between events."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.edtf_dates import EdtfDate
from explainer.timeline import DAYS, HOURS, MONTHS, YEARS, Moment, Scale, in_words, lay_out, scale_of


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
    ("days", "words"),
    [
        (1, "1 day"),
        (2, "2 days"),
        (44, "44 days"),
        (62, "about 2 months"),
        (365, "about 12 months"),
        (912, "about 2.5 years"),
        (3653, "about 10 years"),
    ],
)
def test_a_gap_in_words(days: int, words: str) -> None:
    assert in_words(days * 24) == words
