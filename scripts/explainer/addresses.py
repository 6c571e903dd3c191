"""Where things are on the site. All addresses are relative to its root, without a leading slash.

In HTML an address inside the site is written `@/states/ohio/` until the page it stands on is known; `resolve`
then makes it relative, so that the site works at any path, from a folder and from the preview alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from explainer.outlines import Outline
from explainer.records import COLLECTIONS, Entry, Source
from explainer.vocabulary import SourceKind

PER_PAGE = 150
"""A list with more entries is split into pages."""

_MARKED = re.compile(r'="@/([^"]*)"')


def url_of(entry: Entry | Outline, number: int = 1) -> str:
    """The address of a record: of its page, or of its place on the page with this number of the list it stands in."""
    if entry.collection.page == "each":
        return entry.collection.url_of(entry.id)
    return f"{url_of_page(url_of_list(entry), number)}#{entry.id}"


def url_of_list(entry: Entry | Outline) -> str:
    """The list in which a record stands: its collection's, for a source its letter's."""
    return url_of_letter(entry.kind, letter_of(entry.title)) if isinstance(entry, Source | Outline) and entry.kind else entry.collection.url


def url_of_page(base: str, number: int) -> str:
    """A page of the list at ``base``: the first is the list itself, the second `page-2/` below it."""
    return base if number == 1 else f"{base}page-{number}/"


def url_of_kind(kind: SourceKind) -> str:
    """The page of all letters of a kind of sources: `sources/<kind>/`."""
    return f"{COLLECTIONS['sources'].collection.url}{kind.value}/"


def url_of_letter(kind: SourceKind, letter: str) -> str:
    """The page of the sources of a kind whose titles begin with a letter: `sources/<kind>/<letter>/`."""
    return f"{url_of_kind(kind)}{letter}/"


@cache
def letter_of(title: str) -> str:
    """The first letter of a source's title, lower case and without accents; `0-9` for anything else."""
    plain = unicodedata.normalize("NFKD", title)
    first = next((character for character in plain if character.isalnum()), "0").lower()
    return first if "a" <= first <= "z" else "0-9"


def archive_of(url: str) -> str:
    """Where archived copies of a page of another site can be looked for, if there are any."""
    return f"https://web.archive.org/web/*/{url.partition('#')[0]}"


def url_of_doc(src_uri: str) -> str:
    """The address of a page written in `docs/`: `states/index.md` is `states/`, `about/method.md` is `about/method/`."""
    stem = src_uri.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


def relative(target: str, page: str) -> str:
    """``target`` as seen from the page at ``page``: `relative("states/ohio/", "about/")` is `../states/ohio/`."""
    path, mark, anchor = target.partition("#")
    if path == page:
        return f"#{anchor}" if mark else "./"
    there, here = path.split("/"), page.split("/")[:-1]
    common, most = 0, min(len(there) - 1, len(here))
    while common < most and there[common] == here[common]:
        common += 1
    steps = "/".join([".."] * (len(here) - common) + there[common:])
    return (steps or "./") + mark + anchor


def at(target: str, page: str, site: str = "") -> str:
    """``target`` as a full address below ``site``; without a configured site as seen from the page at ``page``."""
    return f"{site}{target}" if site else relative(target, page)


def resolve(html: str, page: str, site: str = "") -> str:
    """Every `@/…` address in ``html`` as `at` gives it."""
    known: dict[str, str] = {}

    def resolved(match: re.Match[str]) -> str:
        target = match[1]
        if target not in known:
            known[target] = f'="{at(target, page, site)}"'
        return known[target]

    return _MARKED.sub(resolved, html)
