"""Charts drawn at build time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.chart import draw

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2026, 12, 31))
POINTS = st.lists(st.tuples(DAYS, st.integers(0, 800), st.floats(0, 1e8)), min_size=1, max_size=20).map(
    lambda points: [(day, day + dt.timedelta(days=length), value) for day, length, value in points]
)


def fiscal(year: int, value: float) -> tuple[dt.date, dt.date, float]:
    return dt.date(year - 1, 10, 1), dt.date(year, 9, 30), value


def test_equal_times_are_equally_wide_and_heights_are_in_proportion() -> None:
    chart = draw([fiscal(2018, 100), fiscal(2019, 50), fiscal(2021, 25)])
    assert [bar.width for bar in chart.bars] == pytest.approx([25, 25, 25], abs=0.1)
    assert [bar.left for bar in chart.bars] == pytest.approx([0, 25, 75], abs=0.1)
    assert chart.bars[0].height / chart.bars[1].height == pytest.approx(2)
    assert chart.bars[1].height / chart.bars[2].height == pytest.approx(2)


def test_the_axes_say_round_numbers_and_years() -> None:
    chart = draw([fiscal(year, 276_181 if year == 2012 else 90_000) for year in range(2012, 2018)])
    assert [tick.text for tick in chart.values] == ["0", "100,000", "200,000", "300,000"]
    assert [tick.text for tick in chart.times] == ["2012", "2013", "2014", "2015", "2016", "2017"]
    assert chart.times[0].at == pytest.approx(100 * 92 / 2192, abs=0.1)


@pytest.mark.parametrize(
    ("first", "last", "marks"),
    [
        ("2018-02-01", "2018-03-31", ["Feb 2018"]),
        ("2018-02-12", "2018-02-12", ["Feb 12, 2018"]),
        ("2018-02-12", "2018-06-01", ["Feb 12, 2018", "Apr 2018"]),
        ("2018-03-20", "2018-06-30", ["Apr 2018"]),
        ("2011-10-01", "2017-09-30", ["2012", "2013", "2014", "2015", "2016", "2017"]),
        ("2016-02-01", "2026-01-31", ["2018", "2020", "2022", "2024", "2026"]),
        ("2011-03-01", "2026-01-31", ["Mar 2011", "2015", "2020", "2025"]),
    ],
)
def test_the_first_day_is_marked_where_no_other_mark_is_near(first: str, last: str, marks: list[str]) -> None:
    chart = draw([(dt.date.fromisoformat(first), dt.date.fromisoformat(last), 1)])
    assert [tick.text for tick in chart.times] == marks


@pytest.mark.parametrize(
    ("greatest", "marks"),
    [
        (0, ["0", "1"]),
        (3e10, ["0", "10,000,000,000", "20,000,000,000", "30,000,000,000"]),
        (999_999_999_999_999, [f"{index * 500_000_000_000_000:,}" for index in range(3)]),
        (0.3, ["0", "0.1", "0.2", "0.3"]),
        (0.000000004, ["0", "0.000000001", "0.000000002", "0.000000003", "0.000000004"]),
    ],
)
def test_values_are_written_out(greatest: float, marks: list[str]) -> None:
    chart = draw([fiscal(2018, greatest)])
    assert [tick.text for tick in chart.values] == marks


@given(POINTS)
def test_everything_lies_inside_and_a_day_can_be_seen(points: list[tuple[dt.date, dt.date, float]]) -> None:
    chart = draw(points)
    for bar in chart.bars:
        assert bar.left >= -0.01
        assert bar.left + bar.width <= 100.01
        assert bar.width >= 0.5
        assert 0 <= bar.height <= 100.01
    assert all(-0.01 <= tick.at <= 100.01 for tick in (*chart.times, *chart.values))
    assert 2 <= len(chart.values) <= 7


def test_no_points_is_said() -> None:
    with pytest.raises(ValueError, match="without points"):
        draw([])
