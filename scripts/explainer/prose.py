"""The paragraphs, list items and table rows of a hand-written page, with their places: what the editorial standard is tested on.

A page is Markdown with HTML and macros. Blocks are found in its source, so that each has the line an editor knows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from explainer.faults import Place
from explainer.records import COLLECTIONS

_COLLECTION = "|".join(COLLECTIONS)
_SUPPORTED = re.compile(rf"\[@|\]\((?:{_COLLECTION})/|href=\"@/(?:{_COLLECTION})/[a-z0-9#]|\{{\{{[^}}]*[\"'](?:{_COLLECTION})/|\{{\{{ *term\(")
_STATE = re.compile(r"\]\(states/|href=\"@/states/|[\"']states/")
_FREE = re.compile(r"\b(?:optional|voluntar(?:y|ily)|may decline|need not)\b", re.I)
_HEADING = re.compile(r"^(#{1,6}) |^<h([1-6])[ >]", re.M)
_HTML_BLOCK = re.compile(r"<(p|li|tr|dd)\b[^<>]*>")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.) +")
_INLINE_TAGS = re.compile(r"</?(?:a|b|i|em|strong|span|cite|abbr|q|time|sup)\b[^>]*>")
_TAGS = re.compile(r"<[^<>]*>")
_MACRO = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}", re.S)  # none looks past the next opening: no quadratic time
_CITE = re.compile(r"\[@[^\[\]]*\]")
_LINK = re.compile(r"\[([^\[\]@]*)\]\([^()\[\]]*\)")
_MARKS = re.compile(r"[*_`]+")
_CALL = re.compile(r"\{% *call +signpost\(\) *%\}(?:(?!\{% *call).)*?\{% *endcall *%\}", re.S)
_NAV = re.compile(r"<nav\b(?:(?!<nav\b).)*?</nav>", re.S)
_DIGITS = re.compile(r"(?<![\w.,$-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-]|,\d|\.\d)")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or table row. ``line`` and ``column`` count from 1 in the file; ``section`` is its number on the page."""

    line: int
    column: int
    source: str
    section: int
    signpost: bool

    @property
    def words(self) -> str:
        """What a reader reads of it, without what macros print."""
        text = _MACRO.sub(" ", self.source)
        text = _LINK.sub(r"\1", _CITE.sub("", text))
        return " ".join(_MARKS.sub("", _TAGS.sub(" ", _INLINE_TAGS.sub("", text))).split())

    def place_of(self, token: str, path: str) -> Place:
        """Where ``token``, a word or more, stands in the block of the file ``path``; the block's start if it is broken by lines or marks."""
        source = self.source.lstrip()
        match = re.search(rf"(?<!\w){re.escape(token)}(?!\w)", source)
        if match is None:
            return Place(path, self.line)
        before = source[: match.start()]
        above = before.count("\n")
        column = len(before) - before.rfind("\n") if above else self.column + len(before)
        return Place(path, self.line + above, column)

    @property
    def supported(self) -> bool:
        """True if it cites a source, links a record or calls a macro about one."""
        return _SUPPORTED.search(self.source) is not None


def blocks(source: str) -> Iterator[Block]:
    """The blocks of a page's source, in order. ``source`` is the whole file; front matter and what stands in `<nav>` are passed over."""
    front = re.match(r"---\n.*?\n---\n", source, re.S)
    start = front.end() if front else 0
    signposts = [match.span() for match in _CALL.finditer(source)]
    headings = _sections(source)
    navs = [match.span() for match in _NAV.finditer(source)]
    taken = list(navs)
    found: list[tuple[int, int]] = []
    for begin, end, inner in _html_blocks(source, start):
        if "<th" in inner and "<td" not in inner:
            taken.append((begin, end))  # the head of a table
        elif not any(opens <= begin < closes for opens, closes in navs):
            found.append((begin, end))
            taken.append((begin, end))
    taken = _merged(taken)
    ends = [match.start() for match in re.finditer("\n", source)]
    position = start
    for chunk in re.split(r"(\n\s*\n)", source[start:]):
        if chunk.strip():
            found += [span for span in _pieces(chunk, position) if not _overlaps(span, taken)]
        position += len(chunk)
    for begin, end in sorted(found):
        text = source[begin:end]
        first = begin + len(text) - len(text.lstrip())
        line = bisect_right(ends, first - 1) if first else 0
        block = Block(
            line + 1,
            first - (ends[line - 1] if line else -1),
            text,
            bisect_right(headings, begin),
            any(opens <= begin < closes for opens, closes in signposts),
        )
        if re.search(r"\w", block.words):
            yield block


def _html_blocks(source: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Begin, end and content of each paragraph, item and row written in HTML; one in another is part of that."""
    end, unclosed = start, set()
    for match in _HTML_BLOCK.finditer(source, start):
        tag = match[1]
        if match.start() < end or tag in unclosed:
            continue
        closes = source.find(f"</{tag}>", match.end())
        if closes < 0:
            unclosed.add(tag)
            continue
        end = closes + len(tag) + 3
        yield match.start(), end, source[match.end() : closes]


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same characters in spans that are in order and apart."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if found and begin < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """True if the span shares a character with one of ``taken``, which are in order and apart."""
    before = bisect_left(taken, (span[1], 0)) - 1
    return before >= 0 and taken[before][1] > span[0]


def _sections(source: str) -> list[int]:
    """Where the sections of a page start: its headings of the second level."""
    return [match.start() for match in _HEADING.finditer(source) if (match[1] or match[2] or "") in ("##", "2")]


def _pieces(chunk: str, position: int) -> Iterator[tuple[int, int]]:
    """The paragraphs, items and rows of what stands between two empty lines."""
    lines = chunk.splitlines(keepends=True)
    kinds = []
    for line in lines:
        bare = line.strip()
        if not bare or bare.startswith(("#", "{%", "{#", "<", "|--", "| --", "|:-", "---")) or re.fullmatch(r"\{\{.*\}\}", bare):
            kinds.append("none")
        elif bare.startswith("|"):
            kinds.append("row")
        else:
            kinds.append("item" if _ITEM.match(line) else "text")
    if "row" in kinds:
        kinds[kinds.index("row")] = "none"  # the head of a table
    at, open_at = position, None
    for line, kind in zip(lines, kinds, strict=True):
        if open_at is not None and kind != "text":
            yield open_at, at
            open_at = None
        if kind == "row":
            yield at, at + len(line)
        elif kind in ("item", "text") and open_at is None:
            open_at = at
        at += len(line)
    if open_at is not None:
        yield open_at, at


def copied_numbers(page: Iterable[Block], known: Mapping[str, str]) -> Iterator[tuple[Block, str, str]]:
    """Each number in a page's words that equals a value of a record of `numbers`, with the record: a macro should print it.

    ``known`` maps a value as printed ("276,181") to its record.
    """
    for block in page:
        for number in _DIGITS.findall(block.words):
            if number in known:
                yield block, number, known[number]


def says_optional_without_a_state(page: Iterable[Block], source: str) -> Iterator[Block]:
    """Blocks that say compliance is optional, where neither they nor their section lead to a state's law (editorial standard, rule 5)."""
    bounds = [0, *_sections(source), len(source)]
    with_state = {index for index, (begin, end) in enumerate(pairwise(bounds)) if _STATE.search(source, begin, end)}
    return (block for block in page if _FREE.search(block.words) and block.section not in with_state and not _STATE.search(block.source))
