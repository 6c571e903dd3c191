"""A series drawn at build time: bars on a time axis to scale, in shares of the chart's width and height.

The drawing is HTML and CSS, so that its text keeps its size on a phone. It is for eyes; the table beside it has the
numbers. The value axis starts at zero.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_NARROWEST = 0.6
"""The least width of a bar, in percent: a day in a chart of ten years must be seen."""

_NEAR = 25
"""How near the first mark on the time axis must be to the first day, in percent, to stand for it: two would touch on a phone."""


@dataclass(frozen=True, slots=True)
class Bar:
    """``left``, ``width`` and ``height`` in percent of the chart."""

    left: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where it is, in percent from the left or from below, and what it says."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    times: tuple[Tick, ...]
    values: tuple[Tick, ...]


def draw(points: Sequence[tuple[dt.date, dt.date, float]]) -> Chart:
    """The chart of first day, last day and value of each point; the values are not negative. Raises ValueError without points."""
    if not points:
        raise ValueError("a chart without points")
    first = min(start for start, _, _ in points)
    last = max(max(end for _, end, _ in points), first + dt.timedelta(days=1))
    days = (last - first).days + 1
    step = _step(max(value for _, _, value in points))
    top = step * max(1, math.ceil(max(value for _, _, value in points) / step))

    def across(day: dt.date) -> float:
        return 100 * (day - first).days / days

    bars = []
    for start, end, value in points:
        left, right = across(start), across(end + dt.timedelta(days=1))
        width = max(right - left, _NARROWEST)
        bars.append(Bar(round(min(left, 100 - width), 3), round(width, 3), round(100 * value / top, 3)))
    values = tuple(Tick(round(100 * index * step / top, 3), _written(index * step, step)) for index in range(round(top / step) + 1))
    return Chart(tuple(bars), tuple(_times(first, last, across)), values)


def _step(greatest: float) -> float:
    """A round step of which about four make the greatest value: 1, 2 or 5 times a power of ten; 1 if there is nothing but zeros."""
    if not greatest:
        return 1
    rough = max(greatest, 1e-9) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough)


def _written(value: float, step: float) -> str:
    """A multiple of the step, with as many decimals as the step has."""
    text = f"{value:,.{max(0, -math.floor(math.log10(step)))}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _times(first: dt.date, last: dt.date, across: Callable[[dt.date], float]) -> list[Tick]:
    years = last.year - first.year
    if years < 2:
        months = [(year, month) for year in (first.year, last.year) for month in (1, 4, 7, 10)]
        marks = [(dt.date(year, month, 1), f"{dt.date(year, month, 1):%b} {year}") for year, month in dict.fromkeys(months)]
    else:
        every = 1 if years <= 6 else 2 if years <= 12 else 5
        marks = [(dt.date(year, 1, 1), str(year)) for year in range(first.year, last.year + 1) if year % every == 0]
    marks = [(day, text) for day, text in marks if first <= day <= last]
    if not marks or across(marks[0][0]) > _NEAR:
        marks.insert(0, (first, f"{first:%b} {first.year}" if first.day == 1 else f"{first:%b} {first.day}, {first.year}"))
    return [Tick(round(across(day), 3), text) for day, text in marks]
