"""The last step on a page's HTML: terms explained, notes numbered, addresses made relative.

Works on the HTML alone, whatever made it: a record's template or Markdown with macros. Notes are written as in
Python-Markdown's footnotes, so that Material's tooltips apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from markupsafe import escape

from explainer.addresses import resolve
from explainer.records import Term
from explainer.views import NOTE, Views

_TAG = re.compile(r"(<[^>]+>)")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_HEADING = re.compile(r"<(h[1-6]|title|caption)\b[^>]*>.*?</\1>", re.S)
_NOT_EXPLAINED_IN = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th", "dt", "summary", "caption", "figcaption", "nav", "a", "button"}) | frozenset(
    {"blockquote", "cite", "code", "pre", "script", "style", "sup", "svg"}
)
"""Elements in which no term is explained: names, headings, links, and the words of others."""
_NOT_EXPLAINED_CLASS = re.compile(r'\sclass="[^"]*\b(?:kicker|page-meta|meta|answer|says|who|when|label|assessment)\b')
_VOID = frozenset(["br", "hr", "img", "input", "wbr", "meta", "link"])


@dataclass(frozen=True)
class Terms:
    """The glossary, as far as it is explained on other pages."""

    views: Views

    @cached_property
    def _by_form(self) -> dict[str, Term]:
        """Each word that is explained, in each spelling in which it is, as it stands in HTML, with its term."""
        found: dict[str, Term] = {}
        for entry in self.views.explainer.published("glossary"):
            assert isinstance(entry, Term)
            for form in entry.forms:
                for spelling in _spellings(str(escape(form))):
                    found.setdefault(spelling, entry)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self._by_form:
            return None
        longest_first = sorted(self._by_form, key=len, reverse=True)
        return re.compile(rf"(?:{'|'.join(map(_pattern_of, longest_first))})(?![\w-])")

    @property
    def forms(self) -> list[tuple[str, str]]:
        """Each spelling that is explained, with the id of its term."""
        return [(form, term.id) for form, term in self._by_form.items()]

    def explain(self, html: str) -> tuple[str, list[Term]]:
        """``html`` with the first use of each term linked to its explanation, and the terms in order."""
        self.views.explainer.reads.note("terms")
        with self.views.explainer.reads.apart():
            pattern = self._pattern
        used: dict[str, Term] = {}
        if pattern is None:
            return html, []

        def link(match: re.Match[str]) -> str:
            term = self._by_form[match[0]]
            if term.id in used:
                return match[0]
            used[term.id] = term
            return f'<a class="term" href="#term-{term.id}">{match[0]}</a>'

        parts = [*_TAG.split(html), ""]  # text and tag by turns
        closed: list[str] = []  # the open elements in which nothing is explained
        texts: list[int] = []  # where texts stand in which something may be
        for index in range(0, len(parts), 2):
            if not closed and parts[index]:
                texts.append(index)
            if parts[index + 1].startswith("<!"):  # a note
                continue
            tag, end, skips = _LINK if parts[index + 1].startswith("<a ") else _read(parts[index + 1])
            if end:
                if closed and closed[-1] == tag:
                    closed.pop()
            elif skips or (closed and tag == closed[-1]):
                closed.append(tag)
        # In one piece, which takes half the time: no text holds the sign between them, and no term.
        explained = pattern.sub(link, "\0".join([parts[index] for index in texts])).split("\0")
        for index, text in zip(texts, explained, strict=True) if texts else ():
            parts[index] = text
        return "".join(parts), list(used.values())

    def section(self, terms: list[Term]) -> str:
        """The list of the explained words, for the end of the page."""
        if not terms:
            return ""
        items = "".join(
            f'<dt id="term-{term.id}">{escape(term.title)}</dt><dd>{self.views.of(term).summary.inline} '
            f'<a href="@/{self.views.explainer.url_of(term)}" aria-label="{escape(term.title)} in the glossary">Glossary</a></dd>'
            for term in sorted(terms, key=lambda term: term.title.lower())
        )
        return f'<section class="terms" aria-labelledby="terms"><h2 id="terms">Words used on this page</h2><dl>{items}</dl></section>'


_LINK = ("a", False, True)  # what `_read` says of a link, of which most tags are that stand only once


@lru_cache(1_000)  # a page has few different tags, each many times
def _read(tag: str) -> tuple[str, bool, bool]:
    """The name of a tag that can hold text, whether it is an end, and whether no term is explained in what it starts."""
    name = _NAME.match(tag)
    if name is None or name[1].lower() in _VOID or tag.endswith("/>"):
        return "", False, False
    return name[1].lower(), tag.startswith("</"), name[1].lower() in _NOT_EXPLAINED_IN or bool(_NOT_EXPLAINED_CLASS.search(tag))


def _spellings(form: str) -> tuple[str, ...]:
    """A form as it stands in a sentence and at its start: `detainer` and `Detainer`, also if it is given with the capital. Case counts
    otherwise: `ICE` is not `ice`."""
    ordinary = form[1:2].islower() or len(form) == 1
    first, rest = form[0].lower() if ordinary else form[0], form[1:]
    return (first + rest, first.upper() + rest) if first.islower() else (first + rest,)


def _pattern_of(spelling: str) -> str:
    """First the first letter, then what may not stand before it: that is fastest."""
    first = re.escape(spelling[0])
    return f"{first}(?<![\\w-]{first}){re.escape(spelling[1:])}"


def number_notes(html: str, note: Callable[[str], str]) -> str:
    """Tokens become numbers in the order in which they stand; the same note keeps its number. The list follows.

    No notes in headings: a heading is repeated in the table of contents and in search results.
    """
    html = _HEADING.sub(lambda match: NOTE.sub("", match[0]), html)
    numbers: dict[str, int] = {}
    uses: dict[str, int] = {}

    def mark(match: re.Match[str]) -> str:
        key = match[1]
        number = numbers.setdefault(key, len(numbers) + 1)
        uses[key] = uses.get(key, 0) + 1
        return (
            f'<sup class="note" id="{_use_id(number, uses[key])}"><a class="footnote-ref" href="#fn:{number}" '
            f'aria-label="Note {number}">{number}</a></sup>'
        )

    # Two tokens that follow each other and are the same note are one mark.
    html = re.sub(r"(<!--note:[^>]*-->)(?:\s*\1)+", r"\1", html)
    html = NOTE.sub(mark, html)
    if not numbers:
        return html
    items = "".join(f'<li id="fn:{number}"><p>{note(key)} {_back(number, uses[key])}</p></li>' for key, number in numbers.items())
    return html + (f'<section class="notes" aria-labelledby="notes"><h2 id="notes">Notes</h2><div class="footnote"><ol>{items}</ol></div></section>')


def _use_id(number: int, use: int) -> str:
    return f"fnref:{number}" if use == 1 else f"fnref{use}:{number}"


def _back(number: int, uses: int) -> str:
    """The way back from a note: one arrow, or a letter for each place that cites it."""
    if uses == 1:
        return f'<a class="footnote-backref" href="#{_use_id(number, 1)}" aria-label="Back to note {number} in the text">↩</a>'
    letters = (
        f'<a class="footnote-backref" href="#{_use_id(number, use)}" aria-label="{_letter(use)}: back to note {number} in the text">{_letter(use)}</a>'
        for use in range(1, uses + 1)
    )
    return f'<span class="backrefs">↩ {" ".join(letters)}</span>'


def _letter(use: int) -> str:
    """1 is `a`, 26 is `z`, 27 is `aa`."""
    return (_letter((use - 1) // 26) if use > 26 else "") + chr(ord("a") + (use - 1) % 26)


def finish(html: str, url: str, note: Callable[[str], str], terms: Terms | None) -> str:
    """The page's HTML as it is published at ``url``. ``note`` gives the text of a note; ``terms`` may be left out."""
    if terms is not None:
        html, used = terms.explain(html)
        html += terms.section(used)
    return resolve(number_notes(html, note), url)


def headings(html: str) -> Iterator[tuple[int, str, str]]:
    """Level, id and text of each h2 and h3 with an id, for the table of contents."""
    for match in re.finditer(r'<h([23])\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h\1>', html, re.S):
        yield int(match[1]), match[2], " ".join(re.sub(r"<[^>]+>", "", match[3]).split())
