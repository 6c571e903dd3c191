"""Seeded faults: one tiny edit of the good project each, and every line that `scripts/check` must then print."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, Protocol

from explainer import records, vocabulary
from explainer.records import COLLECTIONS


class Project(Protocol):
    def read(self, name: str) -> str: ...
    def write(self, name: str, content: str | bytes) -> None: ...
    def replace(self, name: str, old: str, new: str) -> None: ...
    def rename(self, name: str, new: str) -> None: ...
    def link(self, name: str, target: str) -> None: ...


class Seed(NamedTuple):
    """``expect`` is the whole output, a line a fault. ``rule`` is the rule that finds it, if one does."""

    id: str
    edit: Callable[[Project], None]
    expect: str
    rule: str = ""


def replace(name: str, old: str, new: str) -> Callable[[Project], None]:
    return lambda project: project.replace(name, old, new)


def write(name: str, content: str | bytes) -> Callable[[Project], None]:
    return lambda project: project.write(name, content)


def append(name: str, content: str) -> Callable[[Project], None]:
    return lambda project: project.write(name, project.read(name) + content)


def rename(name: str, new: str) -> Callable[[Project], None]:
    return lambda project: project.rename(name, new)


def link(name: str, target: str) -> Callable[[Project], None]:
    return lambda project: project.link(name, target)


def in_bytes(name: str, old: str, new: str, line_end: str = "\n", mark: bytes = b"") -> Callable[[Project], None]:
    """As `replace`, with other ends of lines and a byte order mark before the file."""

    def edit(project: Project) -> None:
        project.replace(name, old, new)
        project.write(name, mark + project.read(name).replace("\n", line_end).encode())

    return edit


CASE = "data/custody-cases/fairview-2019.yml"
CLAIMS = "data/claims.yml"
CORRECTIONS = "data/corrections.yml"
COURT_CASE = "data/court-cases/doe-2014.yml"
GLOSSARY = "data/glossary.yml"
HISTORY = "data/history.yml"
NUMBERS = "data/numbers.yml"
OHIO = "data/states/ohio.yml"
OPINIONS = "data/sources/opinion.yml"
HOME = "docs/index.md"
ABOUT = "docs/about/index.md"


def expected(seed: Seed) -> list[str]:
    """The lines of ``expect``, with the lists that grow when a field, a word or a collection is added filled in."""
    return [re.sub(r"«(?:(fields|all fields|words) of (\w+)|collections)»", _listed, line) for line in seed.expect.strip().splitlines()]


def _listed(match: re.Match[str]) -> str:
    what, name = match.groups()
    if what is None:
        return ", ".join(COLLECTIONS)
    if what == "words":
        return ", ".join(member.value for member in getattr(vocabulary, name))
    return ", ".join(field for field in getattr(records, name).model_fields if what == "all fields" or field != "id")
