"""Small values that stand in records by the million: how they are packed, for the next build to read them back quickly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Packable:
    """Base of frozen dataclasses with slots. A pickle of one holds its values alone, and reading it back calls the class with them.

    What `dataclasses` itself does for a frozen class with slots looks up the fields of each value, and takes four times as long.
    """

    __slots__ = ()
    __match_args__: tuple[str, ...]

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return type(self), tuple([getattr(self, name) for name in self.__match_args__])
