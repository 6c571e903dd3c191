"""The search index: each section of each page as words, in the form that the theme's search worker reads.

Made from the pages' own HTML with a few patterns: the theme's plugin reads every page with a parser that takes a quarter
of a build. Left out are the numbers of notes, and what only leads elsewhere (`<nav>`, buttons, links to a place itself).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import pairwise
from typing import Any

PATH = "search/search_index.json"

_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.S)
_HEADING = re.compile(r'<h([2-6])\b(?=[^>]*\sid="([^"]+)")[^>]*>(.*?)</h\1>', re.S)
_UNSAID = re.compile(r'<(script|style|svg|nav|button)\b[^>]*>.*?</\1>|<sup class="note".*?</sup>|<a class="permalink".*?</a>|<!--.*?-->', re.S)
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")

_ENCODER = json.JSONEncoder(separators=(",", ":"))

Entry = dict[str, Any]

_ASIDE = ("sources/", "about/provenance/", "data/")
"""Pages that list documents, counts and fields: they name everything, and should not come before what is about it."""
_LESS = 0.2


def entries(url: str, title: str, html: str, tags: Sequence[str] = ()) -> Iterator[Entry]:
    """The page at ``url``, divided at its headings with an id; what stands above the first of them is the page as a whole.

    ``title`` is text, for a page without a heading of its own. ``tags`` are words by which the page is found first, although they hardly stand on it.
    """
    html = _UNSAID.sub(" ", html)
    title = escape(title, quote=False)
    if heading := _TITLE.search(html):
        title = _words(heading[1]) or title
        html = f"{html[: heading.start()]} {html[heading.end() :]}"
    headings = list(_HEADING.finditer(html))
    more: Entry = {"tags": list(tags)} if tags else {}
    if url.startswith(_ASIDE):
        more["boost"] = _LESS
    yield {"location": url, "title": title, "text": _words(html[: headings[0].start() if headings else len(html)]), **more}
    for heading, end in pairwise([*headings, None]):
        assert heading is not None  # only the last of all is
        text = html[heading.end() : end.start() if end else len(html)]
        yield {"location": f"{url}#{heading[2]}", "title": _words(heading[3]), "text": _words(text), **more}


def _words(html: str) -> str:
    """What a reader reads of a piece of HTML, in one line, escaped: the worker takes it for HTML."""
    text = _TAG.sub(" ", _INLINE.sub("", html))
    if "&" in text or ">" in text or "<" in text:
        text = escape(unescape(text), quote=False)
    return " ".join(text.split())


def packed(found: Iterable[Entry]) -> bytes:
    """Entries as they stand in the index, in JSON, with commas between them."""
    return _ENCODER.encode(list(found))[1:-1].encode()


def as_json(packed_entries: Iterable[bytes], config: Mapping[str, Any]) -> Iterator[bytes]:
    """The whole index as the worker reads it, piece by piece; ``config`` is the search plugin's."""
    settings = {name: config[name] for name in ("lang", "separator", "pipeline", "fields")}
    yield b'{"config":' + json.dumps(settings, separators=(",", ":"), default=str).encode() + b',"docs":['
    for number, of_page in enumerate(packed_entries):
        yield b"," + of_page if number else of_page
    yield b"]}"
