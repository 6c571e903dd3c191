"""The two marks of text in YAML and in pages, and the grammar of a source with its pinpoint.

`[@galarza-2014-op, at 643; @form-i-247a-2017, section 1]` cites sources (Pandoc's citation syntax);
`[the ruling](court-cases/galarza-2014)` links a record. Everything else is plain text. Items that name a source
use the same grammar without brackets and signs: `galarza-2014-op, at 643; form-i-247a-2017, section 1`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from explainer.packing import Packable

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(ID, re.ASCII)
_MARK = re.compile(r"\[(?P<cite>@[^\[\]]*)\]|\[(?P<words>[^\[\]@][^\[\]]*)\]\((?P<target>[^()\s]*)\)", re.ASCII)
_TARGET = re.compile(rf"(?P<collection>{ID})/(?P<id>{ID})(?P<anchor>#{ID})?", re.ASCII)
_BETWEEN = re.compile(r"\n\s*\n")
_LOST = re.compile(r"\[@|@\]|\]\(")
_UNMARKED = re.compile(rf"\[(?P<bracketed>{ID})(?=[\],;])|(?<![\w@/.-])@(?P<at>{ID})(?![\w@-]|\.\w)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Use(Packable):
    """One source at one place. ``pin`` is the pinpoint as printed, or empty."""

    id: str
    pin: str = ""


@dataclass(frozen=True, slots=True)
class Citation(Packable):
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Link(Packable):
    """``words`` that lead to a record: ``collection``, ``id`` and, if given, an anchor on its page."""

    words: str
    collection: str
    id: str
    anchor: str = ""


Inline = str | Citation | Link


class BadMark(ValueError):
    """A mark that can't be read: ``token`` is the text to point at, ``write`` what must be meant by it, if that is sure."""

    def __init__(self, token: str, found: str, expected: str, fix: str = "", write: str = ""):
        super().__init__(found)
        self.token, self.found, self.expected, self.fix, self.write = token, found, expected, fix, write


def parse_uses(text: str) -> tuple[Use, ...]:
    """Reads `id, pin; id, pin`. Raises BadMark."""
    uses = []
    for part in text.split(";"):
        source, _, pin = part.strip().partition(",")
        source = source.strip().removeprefix("@")
        if not _ID.fullmatch(source):
            raise BadMark(
                source or text.strip(),
                f"{_shown(source)} where the id of a source should stand",
                "`source-id, pinpoint` and a semicolon before the next source",
                "Write the id as it stands in data/sources, then a comma, then the pinpoint",
            )
        uses.append(Use(sys.intern(source), " ".join(pin.split())))
    return tuple(uses)


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}'" if line else "nothing"


def parse_target(text: str) -> tuple[str, str, str]:
    """Reads `collection/id` or `collection/id#anchor` into its parts. Raises BadMark."""
    match = _TARGET.fullmatch(text)
    if not match:
        fix = "Cite a web address through a source: [@source-id]" if ":" in text else ""
        raise BadMark(text or "](", f"{_shown(text)} where a record should stand", "`collection/id`, such as court-cases/galarza-2014", fix)
    return sys.intern(match["collection"]), sys.intern(match["id"]), (match["anchor"] or "").removeprefix("#")


def parse_text(text: str) -> tuple[tuple[Inline, ...], ...]:
    """The paragraphs of a text, each a run of plain strings, citations and links. Raises BadMark."""
    paragraphs = _BETWEEN.split(text.strip()) if "\n" in text else [text]
    return tuple([tuple(_inlines(line)) for paragraph in paragraphs if (line := _in_one_line(paragraph))])


def _in_one_line(text: str) -> str:
    line = " ".join(text.split())
    return text if text == line else line  # the same object: most texts are one line, and are held as they were written too


def _inlines(text: str) -> Iterator[Inline]:
    if "[" not in text and "]" not in text:  # most texts have no mark
        yield text
        return
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            yield _plain(text[end : match.start()])
        yield _mark(match)
        end = match.end()
    if end < len(text):
        yield _plain(text[end:])


def _mark(match: re.Match[str]) -> Inline:
    if match["cite"]:
        for part in match["cite"].split(";"):
            if not part.strip().startswith("@"):
                raise BadMark(
                    part.strip() or match[0],
                    f"'{part.strip()}' in a citation without its @",
                    "each source to start with @",
                    f"Write [@{part.strip()}] or use a comma before a pinpoint",
                    f"@{part.strip()}" if "-" in part and _ID.fullmatch(part.partition(",")[0].strip()) else "",
                )
        return Citation(parse_uses(match["cite"]))
    return Link(match["words"], *parse_target(match["target"]))


def _plain(text: str) -> str:
    lost = _LOST.search(text)
    if lost:
        raise BadMark(
            lost[0],
            f"'{lost[0]}' that belongs to no citation or link",
            "[@source-id, pinpoint] or [words](collection/id)",
            "Close the bracket, or delete the mark",
        )
    return text


def marks(text: str) -> Iterator[tuple[int, int, Inline]]:
    """Start, end and meaning of each citation and link in a page's Markdown.

    Markdown has links of its own, so here only `[@…]` and links to `collection/id` count. Raises BadMark.
    """
    end = 0
    for match in _MARK.finditer(text):
        if match["cite"] or _TARGET.fullmatch(match["target"] or ""):
            _closed(text[end : match.start()])
            yield match.start(), match.end(), _mark(match)
            end = match.end()
    _closed(text[end:])


def _closed(text: str) -> None:
    if "[@" in text:
        raise BadMark("[@", "'[@' that belongs to no citation", "[@source-id, pinpoint]", "Close the bracket, or delete the mark")


def unmarked(text: str) -> Iterator[tuple[str, str]]:
    """What looks like a citation without its bracket or its sign: the text to point at and the id in it.

    Whether it is one depends on whether there is a source of that id.
    """
    for match in _UNMARKED.finditer(text):
        yield match[0], match["bracketed"] or match["at"]
