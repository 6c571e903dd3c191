"""Every internal link and anchor of the built site leads somewhere, and no two places of a page have one id.

Checked on the HTML as it is published: MkDocs does not look at links in raw HTML, and macros write raw HTML.
"""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from explainer.faults import Fault, Place, did_you_mean

_ID, _NAME = (re.compile(rf'{name}="(?<=\s{name}=")([^"]*)"') for name in ("id", "name"))  # what starts with plain letters is found fastest
_LINK = re.compile(r'<(a|link|script|img|iframe|form|source|use)\b[^>]*?\s(?:href|src|action)="([^"]*)"')
_LOADED = ("script", "img", "iframe", "source", "form")
_ONLY_NAMED = re.compile(r"""\srel=["']?(?:canonical|alternate)\b""")
"""A `<link>` that tells of an address; every other one is loaded."""


Link = tuple[str, str, bool, int, int]
"""An address on a page after its tag, whether it is loaded, line and column."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What links need to know of a page: its ids, those that stand there again, and each address on it."""

    ids: frozenset[str]
    again: tuple[tuple[str, int, int], ...]
    """With line and column."""
    links: tuple[Link, ...]


def survey(html: str) -> Surveyed:
    """The ids and the links of a page, each address once."""
    found: dict[str, Link] = {}
    line, counted, newline = 1, 0, -1
    for match in _LINK.finditer(html):
        tag, href = match.groups()
        if "&" in href:
            href = unescape(href)
        if href in found and (tag == "a" or found[href][2]):
            continue
        loaded = tag in _LOADED or (tag == "link" and not _ONLY_NAMED.search(html, match.start(), html.find(">", match.end())))
        if href not in found or loaded:
            start = match.start()
            if breaks := html.count("\n", counted, start):
                line, newline = line + breaks, html.rfind("\n", counted, start)
            counted = start
            found[href] = (tag, href, loaded, line, start - newline)
    ids = _ID.findall(html)
    return Surveyed(_interned(ids, html), tuple(_again(html)) if len(set(ids)) < len(ids) else (), tuple(found.values()))


def ids_of(html: str) -> frozenset[str]:
    """The ids of a page, to which links can lead."""
    return _interned(_ID.findall(html), html)


def _interned(ids: list[str], html: str) -> frozenset[str]:
    return frozenset(map(sys.intern, [*ids, *_NAME.findall(html)]))  # many pages have the same ones


def _again(html: str) -> Iterator[tuple[str, int, int]]:
    """Each id that stands more than once, where it stands the second time."""
    seen: dict[str, int] = {}
    for match in _ID.finditer(html):
        seen[match[1]] = seen.get(match[1], 0) + 1
        if seen[match[1]] == 2:
            yield match[1], html.count("\n", 0, match.start()) + 1, match.start() - html.rfind("\n", 0, match.start())


def faults_of(site: Path, base_path: str = "/") -> Iterator[Fault]:
    """Each link in the HTML files below ``site`` that leads nowhere, each thing loaded from another host, and each id that a page has twice.

    ``base_path`` is the path of the site on its host; links that start with it are taken from the site's root.
    """
    pages = {path.relative_to(site).as_posix(): survey(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    return faults_between(pages, {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}, base_path)


def faults_between(pages: Mapping[str, Surveyed], files: Set[str], base_path: str = "/", among: Iterable[str] | None = None) -> Iterator[Fault]:
    """The same for pages that were surveyed: each by its path below the site, among ``files``, which are all that is there.

    If it is known that only some pages can have such links, ``among`` names them.
    """
    for name in pages if among is None else among:
        for tag, href, loaded, line, column in pages[name].links:
            if problem := _problem(tag, loaded, href, name, pages, files, base_path):
                yield Fault(Place(f"site/{name}", line, column), *problem)
        for found, line, column in pages[name].again:
            yield Fault(Place(f"site/{name}", line, column), f"the id '{found}' a second time", "each id once on a page", "Rename one of the two")


_PLAIN = re.compile(r"(?!/)([\w./-]*)(?:#([\w.:-]+))?", re.ASCII)


def _leads_somewhere(loaded: bool, href: str, page: str, pages: Mapping[str, Surveyed], files: Set[str]) -> bool:
    """True for nearly every good link, found out the short way."""
    if not loaded and href.startswith(("https://", "http://")):
        return True
    plain = _PLAIN.fullmatch(href)
    if plain is None:
        return False
    path, anchor = plain.groups()
    target = page
    if path:
        folder = page[: page.rfind("/") + 1]
        while folder and path.startswith("../"):
            folder, path = folder[: folder.rfind("/", 0, -1) + 1], path[3:]
        target = folder + path if path and path[-1] != "/" else f"{folder}{path}index.html"
    return target in files and (not anchor or target not in pages or anchor in pages[target].ids)


def _problem(
    tag: str, loaded: bool, href: str, page: str, pages: Mapping[str, Surveyed], files: Set[str], base_path: str
) -> tuple[str, str, str] | None:
    if _leads_somewhere(loaded, href, page, pages, files):
        return None
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        if loaded and parts.scheme != "data":
            return (f"a <{tag}> that loads from {parts.netloc or parts.scheme}", "nothing from other hosts", "Ship the file with the site")
        if parts.scheme not in ("http", "https", "mailto", "data", ""):
            return f"a link with the scheme '{parts.scheme}'", "http, https or mailto", "Correct the link"
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        target = posixpath.normpath(path.removeprefix(base_path) if path.startswith(base_path) else path.lstrip("/"))
        target = "" if target == "." else target + ("/" if path.endswith("/") else "")
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        target = "" if target == "." else target
        if path.endswith("/") and target:
            target += "/"
    if not target or target.endswith("/"):
        target += "index.html"
    if target not in files:
        if f"{target}/index.html" in files:
            target = f"{target}/index.html"
        else:
            near = did_you_mean(target.removesuffix("index.html"), (name.removesuffix("index.html") for name in pages))
            return f"a link to '{href}', where there is no page", "a page or file of the site", near
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
        near = did_you_mean(unquote(parts.fragment), pages[target].ids)
        return f"a link to '{href}', which has no such place on its page", f"an id on {target}", near
    return None
