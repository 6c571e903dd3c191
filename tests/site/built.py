"""A built site as a tree of elements, read with the standard library alone: what the site's own code says is not asked."""

from __future__ import annotations

import gzip
import os
import posixpath
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[2]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
SETTINGS = ("SITE_URL", "REPO_URL", "CONTACT_EMAIL", "PUBLISHER")
EPOCH = "1790000000"  # so that builds outside a repository have a date too


@dataclass(eq=False)
class Element:
    """An element, or the document as a whole (with an empty tag)."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element below with one of ``tags`` (or any), in the order of the document."""
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def one(self, tag: str) -> Element:
        """The only element below with this tag."""
        found = list(self.all(tag))
        assert len(found) == 1, f"{len(found)} <{tag}> where one was expected"
        return found[0]

    def of_class(self, name: str) -> Iterator[Element]:
        return (element for element in self.all() if name in element.classes)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def text(self, without: str = "") -> str:
        """The words inside, but for elements of the class ``without``."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.tag not in ("script", "style") and (not without or without not in child.classes):
                parts.append(child.text(without))
        return "".join(parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element("", {})
        self.open = [self.top]
        self.misnested: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()
        else:
            self.misnested.append(f"</{tag}> closes <{self.open[-1].tag}>")

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@dataclass(frozen=True)
class Page:
    """One HTML file. ``url`` is its address below the site's root: `states/ohio/`, `404.html`, and empty for the home page."""

    url: str
    html: str

    @cached_property
    def tree(self) -> Element:
        reader = _Reader()
        reader.feed(self.html)
        reader.close()
        assert not reader.misnested, f"{self.url}: {reader.misnested[:3]}"
        assert len(reader.open) == 1, f"{self.url}: <{reader.open[-1].tag}> is never closed"
        return reader.top

    @cached_property
    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.tree.all() if "id" in element.attributes]

    @cached_property
    def main(self) -> Element:
        return self.tree.one("main")

    @cached_property
    def words(self) -> str:
        """What stands in the page's text, without the marks of notes and without white space."""
        return squeezed(self.main.text(without="note"))

    @cached_property
    def is_redirect(self) -> bool:
        return any(meta.attributes.get("http-equiv") == "refresh" for meta in self.tree.all("meta"))

    def links(self) -> Iterator[tuple[str, str]]:
        """Tag and address of everything the page links to or loads, below the site's root where it is inside."""
        for element in self.tree.all():
            for name in ("href", "src", "action", "poster", "data"):
                if name in element.attributes:
                    yield element.tag, element.attributes[name]
            for candidate in element.attributes.get("srcset", "").split(","):
                if candidate.strip():
                    yield element.tag, candidate.split()[0]

    def target(self, address: str, base_path: str = "/") -> str | None:
        """The address below the site's root to which a link leads, with its anchor; None if it leads elsewhere."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return None
        anchor = f"#{unquote(parts.fragment)}" if parts.fragment else ""
        path = unquote(parts.path)
        if not path:
            return self.url + anchor
        if path.startswith("/"):
            if not path.startswith(base_path):
                return f"outside{path}"
            joined = posixpath.normpath(f"/{path[len(base_path) :]}")
        else:
            joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(self.url), path))
        slash = "/" if path.endswith(("/", "/.", "..")) or path == "." else ""
        return joined.lstrip("/") + (slash if joined != "/" else "") + anchor


def squeezed(text: str) -> str:
    return "".join(text.split())


@dataclass(frozen=True)
class Site:
    """A folder with a built site."""

    folder: Path

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page but the redirects, by address."""
        return {page.url: page for page in self._read() if not page.is_redirect}

    def _read(self) -> Iterator[Page]:
        for path in sorted(self.folder.rglob("*.html")):
            name = path.relative_to(self.folder).as_posix()
            yield Page(name.removesuffix("index.html") if name.endswith("index.html") else name, path.read_text(encoding="utf-8"))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file, by its path."""
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()}

    def loads(self, page: Page) -> set[str]:
        """The files that a browser fetches to show a page: the page, its styles, scripts, pictures and icon, and what the styles load."""
        found = {self.file_of(page.url)}
        for element in page.tree.all("link", "script", "img", "source"):
            address = element.attributes.get("href" if element.tag == "link" else "src", "")
            if address and not (element.tag == "link" and element.attributes.get("rel") not in ("stylesheet", "icon", "preload")):
                found.add(page.target(address) or address)
        for style in [name for name in found if name.endswith(".css")]:
            for address in re.findall(r"url\(\s*[\"']?([^)\"']+)", self.files[style].decode()):
                if not address.startswith(("data:", "#")):
                    found.add(posixpath.normpath(posixpath.join(posixpath.dirname(style), address)))
        return found

    def weight(self, page: Page) -> int:
        """Bytes of a page's first view as they travel: compressed by gzip, which every server has, as most are set up."""
        return sum(len(gzip.compress(self.files[name], 6)) for name in self.loads(page))

    def file_of(self, target: str) -> str:
        """The file that is served for an address without its anchor."""
        path = target.partition("#")[0]
        return f"{path}index.html" if not path or path.endswith("/") else path


def environment(**settings: str) -> dict[str, str]:
    """The environment of a command of the package: nobody's settings but those given."""
    own = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**own, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "SOURCE_DATE_EPOCH": EPOCH, **settings}


def copy_project(target: Path) -> Path:
    """Everything that `scripts/build` reads, in a folder that a test may edit."""
    for name in ("data", "docs", "overrides", "scripts"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def build(root: Path, **settings: str) -> Site:
    """Runs `scripts/build` in a project."""
    command = [sys.executable, "-m", "explainer", "build", "--root", str(root)]
    done = subprocess.run(command, env=environment(**settings), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"scripts/build ended with {done.returncode}:\n{done.stderr[-4000:]}"
    assert re.search(r"^\d+ pages in ", done.stdout), done.stdout
    return Site(root / "site")


def free_port() -> int:
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return int(it.getsockname()[1])
