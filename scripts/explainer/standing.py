"""What the records and pages hold: counts, and what stands and is no fault: drafts, bare readings, doubts, hard texts.

All of it is listed by `scripts/check`, so that nothing is left out in silence.
"""

from __future__ import annotations

import statistics
import textwrap
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from explainer import reading_level, standard, support
from explainer.explainer import Explainer
from explainer.faults import Place
from explainer.project import bold, count
from explainer.records import Record
from explainer.standard import PageState

SUMMARY_GRADE = 10
"""A summary is meant for everybody: about tenth grade at most (issue of the data; design, section 5)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that stands: where, in which record, and what is to be said of it."""

    place: Place
    record: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole of it, each list in the order of the files."""

    records: dict[str, int]
    facts: int
    """Facts with support."""
    draft_fields: tuple[Item, ...]
    draft_records: tuple[Item, ...]
    bare_readings: tuple[Item, ...]
    doubts: tuple[Item, ...]
    hard_summaries: tuple[Item, ...]
    pages: tuple[PageState, ...]


def summary_grade(record: Record) -> float | None:
    """The reading grade of a record's summary, if the record has a page of its own and words enough to judge."""
    return reading_level.grade(record.summary.plain) if record.collection.page == "each" else None


def of(explainer: Explainer, pages: Sequence[standard.Written]) -> Standing:
    """What the whole holds."""
    fields = [(entry, field) for entry in explainer for field in support.walk(entry)]
    records = [entry for entry in explainer if isinstance(entry, Record)]
    facts = [(entry, field) for entry, field in fields if field.kind == "fact"]

    def item(entry: Any, path: support.Path, words: str) -> Item:
        return Item(explainer.place(entry, path, key=True), f"{entry.collection.name}/{entry.id}", words)

    drafts = tuple(item(entry, field.path, ".".join(map(str, field.path))) for entry, field in facts if not support.supported(field))
    graded = [(record, level) for record in records if (level := summary_grade(record)) and level > SUMMARY_GRADE]
    return Standing(
        {name: len(entries) for name, entries in explainer.collections.items()},
        len(facts) - len(drafts),
        drafts,
        tuple(Item(explainer.origins[key].key, "/".join(key)) for key in sorted(explainer.drafts)),
        tuple(item(entry, field.path, ".".join(map(str, field.path))) for entry, field in fields if support.bare(field)),
        tuple(item(record, ("doubts", index), " ".join(doubt.plain.split())) for record in records for index, doubt in enumerate(record.doubts)),
        tuple(item(record, ("summary",), f"grade {level}") for record, level in graded),
        tuple(standard.states_of(pages, explainer)),
    )


def within(standing: Standing, paths: Container[str]) -> Standing:
    """Of the lists only what stands in the files ``paths``; the counts stay those of the whole."""
    lists = {
        name: tuple(item for item in getattr(standing, name) if item.place.path in paths)
        for name in ("draft_fields", "draft_records", "bare_readings", "doubts", "hard_summaries")
    }
    return Standing(standing.records, standing.facts, pages=tuple(page for page in standing.pages if page.path in paths), **lists)


def as_data(standing: Standing) -> dict[str, Any]:
    """For programs: each item as path, line, column, record and words."""
    found = asdict(standing)
    for name, items in found.items():
        if name not in ("records", "facts", "pages"):
            found[name] = [{**item.pop("place"), **item} for item in items]
    return found


def as_text(standing: Standing, all_doubts: bool = False) -> str:
    """For people. Doubts are counted for each record, or listed with ``all_doubts``."""
    lines = [bold("Records"), *(f"  {name:<15} {number:>5}" for name, number in standing.records.items())]
    lines += [
        "",
        f"{count(standing.facts, 'fact')} with support, {count(len(standing.draft_records), 'draft record')}, "
        f"{count(len(standing.draft_fields), 'draft field')}, {count(len(standing.bare_readings), 'bare reading')}, "
        f"{count(len(standing.doubts), 'doubt')} published",
    ]
    for title, items in (
        ("Draft fields (a fact without support is not published)", standing.draft_fields),
        ("Bare readings (no link, no citation)", standing.bare_readings),
        (f"Summaries above grade {SUMMARY_GRADE} (shorter sentences, plainer words)", standing.hard_summaries),
        ("Draft records (kept, listed, not published)", standing.draft_records),
    ):
        if items:
            lines += ["", bold(title), *(f"  {item.place}: {item.words or item.record}" for item in items)]
    if standing.doubts:
        lines += ["", bold("Doubts (published with their records)" + ("" if all_doubts else "; --all prints them"))]
        lines += [f"  {item.place}: {item.words}" for item in standing.doubts] if all_doubts else _counted(standing.doubts)
    return "\n".join([*lines, *_page_lines(standing.pages)])


def _counted(doubts: Sequence[Item]) -> Iterator[str]:
    """How many doubts each record has, in a paragraph for each collection."""
    counts = Counter(item.record for item in doubts)
    for collection in dict.fromkeys(record.partition("/")[0] for record in counts):
        told = ", ".join(f"{record.partition('/')[2]} {number}" for record, number in counts.items() if record.startswith(f"{collection}/"))
        yield from textwrap.wrap(f"{collection}: {told}", 118, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _page_lines(pages: Sequence[PageState]) -> Iterator[str]:
    yield from ("", bold("Pages: reading grade"))
    yield from (f"  {page.path:<60} {page.grade if page.grade is not None else '–':>5}" for page in pages)
    grades = [page.grade for page in pages if page.grade is not None]
    blocks, signposts = sum(page.blocks for page in pages), sum(page.signposts for page in pages)
    if grades:
        yield f"  median {statistics.median(grades)}, highest {max(grades)}"
    yield f"  {signposts} of {count(blocks, 'paragraph')} are signposts ({signposts / blocks:.1%})" if blocks else "  no paragraph"
    for title, name in (
        ("Paragraphs without a citation, a record link or a signpost", "bare"),
        ("Compliance called optional with no way to a state's law", "optional"),
        ("Numbers that a macro should print", "copied"),
    ):
        found = [line for page in pages for line in getattr(page, name)]
        if found:
            yield from ("", bold(title), *(f"  {line}" for line in found))
