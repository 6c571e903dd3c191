"""What is looked at in the data while something is made, so that it is known when it has to be made again.

A *read* names one thing that can be looked at: `("record", "states", "ohio")`, `("list", "claims/")`. Whoever answers a
look at the data notes it; what is made between two moments has read what was noted between them. A value that is made
once and used often carries its reads along. What each read stands for is said by `prints.Prints`.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

Read = tuple[str, ...]
Keep = Callable[[str, Callable[[], bytes]], bytes]

Value = TypeVar("Value")

_NONE: frozenset[Read] = frozenset()


class Packed(NamedTuple):
    """One file of records as a build leaves it for the next."""

    path: str
    """Below the root of the project."""
    collection: str
    digest: bytes
    """See `project.digest_of`."""
    records: bytes
    """A pickle of line and column of the key, digest and outline of each record."""


def unpickled(kept: bytes) -> Any:
    """What a build has pickled for the next. Raises sqlite3.DatabaseError, as the file it comes from, if it is not what it should be."""
    try:
        return pickle.loads(kept)
    except Exception as error:  # of broken bytes anything can come
        raise sqlite3.DatabaseError(f"what was kept can't be read: {error}") from None


class Reads:
    """Notes what is looked at, for everything that is being made at this moment."""

    def __init__(self) -> None:
        self.keep: Keep = lambda name, make: make()
        """Gives what ``make`` makes; where something is kept between builds, that, if nothing it reads has changed."""
        self._open: list[set[Read]] = []

    def note(self, *read: str) -> None:
        if self._open:
            self._open[-1].add(read)

    def note_all(self, reads: Iterable[Read]) -> None:
        if self._open:
            self._open[-1].update(reads)

    @contextmanager
    def noting(self) -> Iterator[set[Read]]:
        """What is noted inside; it counts for what is being made around it too."""
        found: set[Read] = set()
        self._open.append(found)
        try:
            yield found
        finally:
            self._open.pop()
            self.note_all(found)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What is noted inside counts for nothing around it: for what many share, whose users note what they take of it."""
        around, self._open = self._open, []
        try:
            yield
        finally:
            self._open = around

    def once(self, memo: MutableMapping[Any, tuple[Value, frozenset[Read]]], key: Hashable, make: Callable[[], Value]) -> Value:
        """``make``'s value, made at the first call; its reads count for everyone who asks for it."""
        kept = memo.get(key)
        if kept is None:
            kept = memo[key] = self.noted(make)
        elif self._open and kept[1]:
            self._open[-1].update(kept[1])
        return kept[0]

    def noted(self, make: Callable[..., Value], *given: Any) -> tuple[Value, frozenset[Read]]:
        """What ``make`` gives, and what it reads, which counts for what is being made around it too."""
        found: set[Read] = set()
        self._open.append(found)
        try:
            made = make(*given)
        finally:
            self._open.pop()
            self.note_all(found)
        return made, frozenset(found) if found else _NONE
