"""Dates as precisely as they are known.

The forms of EDTF (ISO 8601-2:2019, Library of Congress, level 0 and 1) that the data use: `2019-09-26`,
`2019-05`, `2019`, and each with `~` for "about". Own parser of these forms: the edtf package takes
milliseconds a date and raises from deep inside on bad input.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from explainer.packing import Packable

EXAMPLES = "a date such as 2019-09-26, 2019-05, 2019 or 2019-05~ (about)"

FORM = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~)?"
_FORM = re.compile(FORM, re.ASCII)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@dataclass(frozen=True, slots=True)
class EdtfDate(Packable):
    """A date of year, month or day precision. Sorts by its first possible day."""

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False

    @classmethod
    @lru_cache(10_000)  # the same days stand in many records and notes
    def parse(cls, text: str) -> EdtfDate:
        """Reads one of the forms above. Raises ValueError with what is wrong and what would be right."""
        match = _FORM.fullmatch(text.strip())
        if not match:
            raise ValueError(f"'{' '.join(text.split())}' is not written as year, month and day with hyphens")
        year, month, day = (int(part) if part else None for part in match.groups()[:3])
        assert year is not None  # the form has a year
        if not 1700 <= year <= 2200:
            raise ValueError(f"the year {match[1]} is not between 1700 and 2200")
        if month is not None and not 1 <= month <= 12:
            raise ValueError(f"there is no month {match[2]}")
        if month is not None and day is not None:
            last = calendar.monthrange(year, month)[1]
            if not 1 <= day <= last:
                raise ValueError(f"{_MONTHS[month - 1]} {year} has {last} days, so there is no day {match[3]}")
        return cls(year, month, day, bool(match[4]))

    @property
    def first(self) -> dt.date:
        """The first day the date may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day the date may mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def precision(self) -> str:
        return "day" if self.day else "month" if self.month else "year"

    @property
    def iso(self) -> str:
        """The date without its ``~``: what an HTML ``datetime`` attribute takes."""
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        return text

    @property
    def words(self) -> str:
        """The date in American English, as precise as it is known: `May 2019`, `about May 2019`."""
        if self.day and self.month:
            text = f"{_MONTHS[self.month - 1]} {self.day}, {self.year}"
        elif self.month:
            text = f"{_MONTHS[self.month - 1]} {self.year}"
        else:
            text = str(self.year)
        return f"about {text}" if self.approximate else text

    def certainly_before(self, other: EdtfDate) -> bool:
        """True if every day this date may mean comes before every day the other may mean.

        An approximate date is never certainly before anything of the same or the next year.
        """
        if self.approximate or other.approximate:
            return self.year + 1 < other.year
        return self.last < other.first

    def __str__(self) -> str:
        return self.iso + ("~" if self.approximate else "")

    def __lt__(self, other: EdtfDate) -> bool:
        return (self.first, self.last) < (other.first, other.last)
