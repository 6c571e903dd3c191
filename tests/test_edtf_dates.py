"""Dates as precisely as they are known."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from explainer.edtf_dates import EdtfDate

days = st.dates(dt.date(1700, 1, 1), dt.date(2200, 12, 31))
edtf = st.builds(
    lambda day, precision, approximate: EdtfDate(day.year, day.month if precision > 0 else None, day.day if precision > 1 else None, approximate),
    days,
    st.integers(0, 2),
    st.booleans(),
)


@given(edtf)
def test_what_is_printed_is_read_back(date: EdtfDate) -> None:
    assert EdtfDate.parse(str(date)) == date


@given(edtf)
def test_a_date_means_the_days_from_its_first_to_its_last(date: EdtfDate) -> None:
    inside = {
        "day": date.last - date.first == dt.timedelta(0),
        "month": date.first.month == date.last.month,
        "year": date.first.month < date.last.month,
    }
    assert inside[date.precision]
    assert (date.last + dt.timedelta(1)).day == 1 or date.precision == "day"
    assert date.first.year == date.last.year == date.year


@given(edtf, edtf)
def test_certainly_before_is_never_true_both_ways_and_never_against_the_calendar(one: EdtfDate, other: EdtfDate) -> None:
    assume(one.certainly_before(other))
    assert not other.certainly_before(one)
    assert one.last < other.first


@given(st.text(max_size=14))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    date = None
    with suppress(ValueError):
        date = EdtfDate.parse(text)
    assert date is None or str(date) == text.strip()


@pytest.mark.parametrize(
    ("text", "iso", "words", "precision"),
    [
        ("2019-09-26", "2019-09-26", "September 26, 2019", "day"),
        ("2019-05", "2019-05", "May 2019", "month"),
        ("2019", "2019", "2019", "year"),
        ("2019-05~", "2019-05", "about May 2019", "month"),
        ("2024-02-29", "2024-02-29", "February 29, 2024", "day"),
    ],
)
def test_a_date_is_printed_as_precisely_as_it_is_known(text: str, iso: str, words: str, precision: str) -> None:
    date = EdtfDate.parse(text)
    assert (date.iso, date.words, date.precision) == (iso, words, precision)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023-02-29", "February 2023 has 28 days, so there is no day 29"),
        ("2019-13", "there is no month 13"),
        ("2019-00", "there is no month 00"),
        ("1066", "the year 1066 is not between 1700 and 2200"),
        ("2019-9-26", "'2019-9-26' is not written as year, month and day with hyphens"),
        ("٢٠١٩", "'٢٠١٩' is not written as year, month and day with hyphens"),
        ("", "'' is not written as year, month and day with hyphens"),
    ],
)
def test_a_bad_date_says_what_is_wrong_with_it(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        EdtfDate.parse(text)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2019-05", "2019-05-06", False),
        ("2019-04-30", "2019-05", True),
        ("2018", "2019-01-01", True),
        ("2019", "2019-12-31", False),
        ("2018~", "2019", False),
        ("2017~", "2019", True),
    ],
)
def test_before_means_certainly_before(one: str, other: str, before: bool) -> None:
    assert EdtfDate.parse(one).certainly_before(EdtfDate.parse(other)) is before


def test_dates_sort_by_their_first_possible_day() -> None:
    texts = ["2019-05-06", "2019", "2018-12-31", "2019-05"]
    assert [str(date) for date in sorted(map(EdtfDate.parse, texts))] == ["2018-12-31", "2019", "2019-05", "2019-05-06"]
