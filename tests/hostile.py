"""Hostile text for every field of every collection, and what stands of it in each output, as the program reads it that opens the output."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import re
import sqlite3
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as xml

import yaml
from generated import Path as Field
from generated import Texts, every_field, filled, free_fields, with_filled, with_value
from rendered import MACROS
from sample import Project, make_project

from explainer import search_index
from explainer.engine import Session
from explainer.faults import Fault
from explainer.preview import Line, Server
from explainer.records import COLLECTIONS, UNPUBLISHED

CODE = (
    '=HYPERLINK("javascript:alert(1)","y") <img src=x onerror=alert(1)> </script><script>alert(1)</script> <!-- x " onload=alert(1) x="'
    " ' onload='alert(1) {{ 7 * 191 }} {% raw %} {# x #} &lt;script&gt; ]]> javascript:alert(1) </p>); DROP TABLE states --"
)
SHORT = '<img src=x onerror=alert(1)>" onload=alert(1) x=" {{ 7 * 191 }} javascript:alert(1)'
BIDI = "\u202e"

FIELDS = [(name, *path) for name, model in COLLECTIONS.items() for path in every_field(model)]
FREE = [(name, *path) for name, model in COLLECTIONS.items() for path in free_fields(model) if (name, *path) != ("history", "about")]
"""The fields that take any text; all others refuse what is hostile."""
PAGE = [("docs", "title"), ("docs", "description")]
"""The fields at the head of a page written by hand."""
TEXTS = [*FREE, *PAGE]


def mark_of(path: Field) -> str:
    """Signs that stand in the text of one field only, and in no id that is made of it."""
    return f"q.{[*FIELDS, *PAGE].index(path)}.q"


def hostile(path: Field) -> str:
    return f"{CODE} {mark_of(path)}" if path in TEXTS else CODE


def for_editors(path: Field) -> bool:
    return bool(set(path) & set(UNPUBLISHED))


# --- A whole site -------------------------------------------------------------------------------------------------


def site_of(project: Project, text: Texts) -> dict[str, bytes]:
    """Everything that the site gives, by path, with a record of each collection and the head of a page filled with ``text``, and a page of macros."""
    project.write("docs/about/index.md", MACROS)
    head = {path[1]: text if isinstance(text, str) else text(path) for path in PAGE}
    project.write("docs/about/page.md", f"---\n{json.dumps(head)}\n---\n\nA sentence without a heading above it.\n")
    project.replace("mkdocs.yml", "about/index.md]", "about/index.md, about/page.md]")
    session = Session(project.root)
    session.take(with_filled(project.load(), text), "as they are")
    pages = {f"{url}index.html": session.page(url).encode() for url in session.addresses()}
    beside = {path: make() for path, make in session.engine.beside_pages()}
    return {**pages, **beside, search_index.PATH: session.other(search_index.PATH) or b""}


# --- What a reader of each output makes of it ---------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """The texts that stand in an output as text, its bones (all that is not text), and what should not be there. ``raw`` is what was read."""

    raw: str
    texts: tuple[str, ...]
    bones: tuple[object, ...] = ()
    wrong: tuple[str, ...] = ()

    @cached_property
    def _words(self) -> str:
        return "\0".join(map(_worded, self.texts))

    def broken(self, text: str, mark: str) -> int:
        """How often ``mark`` stands here without all of ``text`` around it, in one piece and as text."""
        return self.raw.count(mark) - self._words.count(_worded(text))


def _worded(text: str) -> str:
    """A text without what JSON, BibTeX and the grammar of sources write differently, though they mean the same."""
    return re.sub(r"[\\{}]|textbrace(?:left|right)", "", text.replace(";", ","))


SAFE = re.compile(r"https?://|mailto:|[^:]*$|[^:]*[/?#]")
"""An address that runs nothing."""


class _Html(HTMLParser):
    """What a browser makes of a piece of HTML. No text has any business in an address or a style."""

    ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href")

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.scripts: list[tuple[str, str]] = []
        self.bones: list[object] = []
        self.wrong: list[str] = []
        self._run: list[str] = []
        self._type = ""
        self.feed(html)
        self.close()
        self._end()

    def _end(self) -> None:
        self.texts.append(" ".join("".join(self._run).split()))
        self._run = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end()
        self._type = dict(attrs).get("type") or ""
        self.bones.append((tag, *(name for name, _ in attrs)))
        for name, value in ((name, " ".join((value or "").split())) for name, value in attrs):
            address = name in self.ADDRESSES
            if name.startswith("on") or name == "srcdoc" or (address and not SAFE.match(value)):
                self.wrong.append(f"<{tag} {name}={value!r}>")
            elif not address and name != "style":
                self.texts.append(value)

    def handle_endtag(self, tag: str) -> None:
        self._end()
        self.bones.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.scripts.append((self._type, data))
        else:
            self._run.append(data)

    def handle_comment(self, data: str) -> None:
        self.bones.append(("comment", data))


LINKED_DATA = "application/ld+json"


def read_html(content: bytes) -> Read:
    """A page without its linked data. No script may hold a field's text."""
    html = content.decode()
    seen = _Html(html)
    for kind, text in seen.scripts:
        html = html.replace(text, "") if kind == LINKED_DATA else html
    return Read(html, tuple(seen.texts), (*seen.bones, *(text for kind, text in seen.scripts if kind != LINKED_DATA)), tuple(seen.wrong))


def read_linked_data(content: bytes) -> Read:
    texts = [text for kind, text in _Html(content.decode()).scripts if kind == LINKED_DATA]
    wrong = [text for text in texts if not re.fullmatch(r"[^<>&\x7f-\U0010ffff]+", text)]
    try:
        found = [json.loads(text) for text in texts]
    except ValueError as error:
        return Read("".join(texts), (), (), (*wrong, str(error)))
    return Read("".join(texts), tuple(_texts_in(found)), (), (*wrong, *_unsafe_in(found)))


def read_atom(content: bytes) -> Read:
    texts: list[str] = []
    bones: list[object] = []
    wrong: list[str] = []
    for element in xml.fromstring(content.decode()).iter():
        bones.append((element.tag, *element.attrib))
        texts += [value for name, value in element.attrib.items() if name != "href"]
        wrong += [value for name, value in element.attrib.items() if name == "href" and not SAFE.match(value)]
        if element.get("type") == "html":
            inner = _Html(element.text or "")
            texts += inner.texts
            bones += inner.bones
            wrong += inner.wrong
        else:
            texts.append(element.text or "")
    return Read(content.decode(), tuple(texts), tuple(bones), tuple(wrong))


def read_json_feed(content: bytes) -> Read:
    """The feed; what stands in `content_html` is read as HTML."""
    feed = json.loads(content)
    inner = [_Html(item.pop("content_html")) for item in feed["items"]]
    return _read_with(content, inner, (*_texts_in(feed), *(found for html in inner for found in html.texts)), _unsafe_in(feed))


def read_search_index(content: bytes) -> Read:
    """The index, whose texts the search shows as HTML."""
    inner = [_Html(found) for found in _texts_in(json.loads(content))]
    return _read_with(content, inner, (found for html in inner for found in html.texts), ())


def _read_with(content: bytes, inner: list[_Html], texts: Iterable[str], wrong: Iterable[str]) -> Read:
    bones, more = (bone for html in inner for bone in html.bones), (found for html in inner for found in html.wrong)
    return Read(content.decode(), tuple(texts), tuple(bones), (*wrong, *more))


def read_json(content: bytes) -> Read:
    """Data. It has no sign of HTML, so that it does no harm to a browser that takes it for a page."""
    text = content.decode()
    signs = tuple(re.findall(r"[<>]", text))
    return Read(text, () if signs else tuple(_texts_in(json.loads(text))), (), signs)


def cells(content: bytes) -> list[list[str]]:
    """A CSV file as a program reads it."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def runs(cell: str) -> bool:
    """True if a spreadsheet would take the cell, or a piece that some would cut from it, for a formula."""
    return cell[:1] in ("\t", "\r") or any(piece.lstrip()[:1] in tuple("=+-@＝＋－＠") for piece in re.split(r"[;\t\r\n]", cell))


def read_csv(content: bytes) -> Read:
    """A table. What a spreadsheet would run is no text."""
    rows = cells(content)
    running = {cell for row in rows for cell in row if runs(cell) and not re.fullmatch(r"-?[\d.]+", cell)}
    return Read(content.decode(), tuple(cell for row in rows for cell in row if cell not in running), tuple(map(len, rows)), tuple(sorted(running)))


def read_sqlite(content: bytes) -> Read:
    opened = sqlite3.connect(":memory:")
    opened.deserialize(content)
    made = opened.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    texts = tuple(_texts_in([opened.execute(f'SELECT * FROM "{name}"').fetchall() for kind, name, _ in made if kind == "table"]))
    return Read("\n".join(texts), texts, tuple(made))


def read_markdown(content: bytes) -> Read:
    """Markdown in which every sign that could be more is escaped."""
    text = content.decode()
    signs = tuple(re.findall(r"(?<!\\)<|\]\((?!https?:)", text))
    return Read(text, () if signs else (text,), (text.count("\n"),), signs)


def read_plain(content: bytes) -> Read:
    """A file in which no text of a record has any business."""
    return Read(content.decode(), ())


def _unsafe_in(value: Any, name: str = "") -> Iterator[str]:
    """The addresses in JSON that would run something."""
    match value:
        case dict():
            for key, item in value.items():
                yield from _unsafe_in(item, key)
        case list():
            for item in value:
                yield from _unsafe_in(item, name)
        case str() if name in ("url", "@id", "item", "contentUrl", "image", "isBasedOn", "id") and not re.match(r"urn:uuid:|\./$", value):
            if not SAFE.match(value):
                yield value


def _texts_in(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for item in value.values():
                yield from _texts_in(item)
        case list() | tuple():
            for item in value:
                yield from _texts_in(item)
        case str():
            yield value


OUTPUTS: dict[str, tuple[str, Callable[[bytes], Read]]] = {
    "pages": (r".*\.html", read_html),
    "linked data": (r".*\.html", read_linked_data),
    "atom": (r".*\.atom", read_atom),
    "json feed": (r"(?:.*/)?(?:changes|feed)\.json", read_json_feed),
    "search index": (re.escape(search_index.PATH), read_search_index),
    "csv": (r"data/.*\.csv", read_csv),
    "json": (r"(?!schemas/|search/|.*/(?:changes|feed)\.json$).*\.json", read_json),
    "sqlite": (r"data/.*\.sqlite", read_sqlite),
    "llms.txt": (r"llms\.txt", read_markdown),
    "other files": (r"schemas/.*|robots\.txt|_headers", read_plain),
}
"""For each output the paths of its files, and who reads them. The zip holds the same files again."""


# --- The preview --------------------------------------------------------------------------------------------------

TIMES = itertools.count(1_700_000_000)


@dataclass(frozen=True, slots=True)
class Told:
    """What a running preview gives of a faulty project: its page, the message to the browser, and the faults as they are."""

    status: int
    html: str
    message: str
    faults: tuple[Fault, ...]


class Attacked:
    """A preview of a project that has never been whole: one file of its data is given one hostile value at a time."""

    def __init__(self, root: Path):
        self.project = make_project(root)
        self.first = {name: next(iter(records)) for name, records in self.project.load().collections.items()}
        self.before: dict[Path, bytes | None] = {}
        self.server = Server(self.project.root, "127.0.0.1", 0)
        self.server.worker.start()
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def record(self, path: Field, value: str) -> tuple[str, str]:
        """The file that holds the field, with every field of its record filled and this one with ``value``, and its content."""
        name = path[0]
        collection, record_id = COLLECTIONS[name].collection, self.first[name]
        data = json.loads(json.dumps(filled(COLLECTIONS[name], "Any text", (name,)), default=str))
        if path[1:] == ("id",):
            record_id = value
        elif path in FIELDS:
            with_value(data, path[1:], value)
        del data["id"]
        if collection.layout == "folder":
            return f"data/{name}/{record_id.replace('/', '')}.yml", _dumped(data)
        return f"data/{name}.yml" if collection.layout == "file" else f"data/{name}/opinion.yml", _dumped({record_id: data})

    def put(self, name: str, content: str) -> None:
        """Writes one file, after what was changed before is undone. Its time is one that no file had, and long ago: nobody waits for its rest."""
        for path, body in self.before.items():
            path.unlink() if body is None else path.write_bytes(body)
        path = self.project.root / name
        self.before = {path: path.read_bytes() if path.exists() else None}
        path.write_text(content, encoding="utf-8")
        os.utime(path, (next(TIMES),) * 2)

    def told(self) -> Told:
        """What a browser gets that asks for a page now, and what its open line says."""
        line = Line("states/ohio/")
        try:
            with urllib.request.urlopen(f"{self.server.url}{line.url}") as response:
                status, html = response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            status, html = error.code, error.read().decode()
        found = self.server.worker.ask(partial(self.server.tell, line))
        return Told(status, html, line.messages.get_nowait(), found)


def _dumped(data: Any) -> str:
    return yaml.safe_dump(data, width=10_000, allow_unicode=True, sort_keys=False)
