"""Where things are on the site. All addresses are relative to its root, without a leading slash.

In HTML an address inside the site is written `@/states/ohio/` until the page it stands on is known; `resolve`
then makes it relative, so that the site works at any path, from a folder and from the preview alike.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata

from explainer.records import COLLECTIONS, Entry, Source

_MARKED = re.compile(r'="@/([^"]*)"')


def url_of(entry: Entry) -> str:
    """The address of a record: of its page, or of its place on its collection's page."""
    collection = entry.collection
    if isinstance(entry, Source):
        return f"{url_of_letter(entry)}#{entry.id}"
    return collection.url_of(entry.id)


def url_of_letter(source: Source) -> str:
    """The page on which a source stands: `sources/<kind>/<letter>/`."""
    return f"{COLLECTIONS['sources'].collection.url}{source.kind.value}/{letter_of(source)}/"


def letter_of(source: Source) -> str:
    """The first letter of a source's title, lower case and without accents; `0-9` for anything else."""
    plain = unicodedata.normalize("NFKD", source.title)
    first = next((character for character in plain if character.isalnum()), "0").lower()
    return first if "a" <= first <= "z" else "0-9"


def url_of_doc(src_uri: str) -> str:
    """The address of a page written in `docs/`: `states/index.md` is `states/`, `about/method.md` is `about/method/`."""
    stem = src_uri.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


def doc_of_url(url: str) -> str:
    """The `src_uri` of a generated page at this address."""
    return f"{url.strip('/')}.md" if url.strip("/") else "index.md"


def relative(target: str, page: str) -> str:
    """``target`` as seen from the page at ``page``: `relative("states/ohio/", "about/")` is `../states/ohio/`."""
    path, mark, anchor = target.partition("#")
    if path == page:
        return f"#{anchor}" if mark else "./"
    steps = posixpath.relpath(path or ".", page or ".")
    return steps + ("/" if path.endswith("/") or not path else "") + mark + anchor


def resolve(html: str, page: str) -> str:
    """Every `@/…` address in ``html`` as seen from the page at ``page``."""
    return _MARKED.sub(lambda match: f'="{relative(match[1], page)}"', html)
