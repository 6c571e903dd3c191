"""`scripts/export-markdown DIR`: every page as plain Markdown, for the day on which the engine is another.

What people wrote stays Markdown, with what macros, citations and terms print in it; generated pages are HTML in Markdown.
A derived `mkdocs.yml` names no hook and no template of ours, so that MkDocs, ProperDocs and Zensical build the folder as it
is. Every page is the `index.md` of a folder: Zensical takes addresses in HTML from the file, MkDocs from the page, and only
there the two are one. `compare` says in what two built sites differ.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import yaml

from explainer import engine, links, peers
from explainer.addresses import url_of_doc
from explainer.finish import finish
from explainer.project import count, files_below, parser
from explainer.render import Doc, Page, Renderer
from explainer.testing import Missing
from explainer.views import NOTE

MARK = ".made-by-export-markdown"
"""The file by which a folder is known as one that may be written anew."""

_HEADING = re.compile(r"^#{1,6} .*$", re.M)
_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:[^\n]*\n)*?(?P=fence)[ \t]*$"  # a block in fences
    r"|(?P<indented>(?:(?<=\n\n)|\A)(?:(?: {4}|\t)[^\n]*\n?)+)"
    r"|(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n\n)[\s\S])+?(?<!`)(?P=ticks)(?!`)",
    re.M,
)
_ITEM = re.compile(r"^(?:[-*+]|\d+\.|:)[ \t]", re.M)
"""The first line of an item of a list, or of what a definition list says of a word."""

_DEFINITION = r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*"
"""What stands before the target of links such as `[words][name]`."""

_LINK = re.compile(
    rf"(\]\([ \t]*<?|{_DEFINITION}<?)"
    r"(?![A-Za-z][A-Za-z0-9+.-]*:|[/#<>])([^)#\s>]+)"
    r"""(?=(?:#[^)\s>]*)?>?(?:\)|[ \t]+["'(]|[ \t]*$))""",
    re.M,
)
"""A link, picture or definition of Markdown, up to its target, which is relative to its file."""

_NOT_EXPLAINED = re.compile(
    rf"{_DEFINITION}.*$"
    r"|^#{1,6} .*$"  # a heading
    r"|^>.*$"  # a quotation
    r"|^(?=\S).*(?=\n: )"  # the word that a definition list explains
    r"|^\|.*\|[ \t]*(?=\n\|[ \t:|-]+\|[ \t]*$)"  # the head of a table
    r"|!?\[[^\]\n]*\]\([^)\n]*\)(?:\{[^}\n]*\})?"  # a link or a picture
    r"|\{:?[^}\n]*\}",  # the attributes of what stands before
    re.M,
)
"""What in Markdown is what `finish` leaves alone in HTML."""

_NO_ISSUE = re.compile(r"(?i)\bno issues?\b|\b0 (?:issues|warnings|errors)\b")
_OPEN, _CLOSE = "<nav markdown-sign>", "</nav markdown-sign>"


class NotOurs(Exception):
    """The folder holds files that this command did not make."""


# --- Pages ------------------------------------------------------------------------------------------------------


def markdown_of_doc(renderer: Renderer, doc: Doc) -> str:
    """A written page as it is published, in Markdown: macros run, terms linked, notes numbered, addresses relative."""
    front = renderer.front_matter(doc)
    text = _HEADING.sub(lambda match: re.sub(rf"\s*{NOTE.pattern}", "", match[0]), renderer.doc_markdown(doc))
    code: list[str] = []
    text = _CODE.sub(partial(_put_aside, code), text)
    text = _LINK.sub(lambda match: f"{match[1]}{_moved(match[2], doc)}", text)
    text = _NOT_EXPLAINED.sub(lambda match: f"{_OPEN}{match[0]}{_CLOSE}", text)  # `finish` explains nothing inside <nav>
    if head := renderer.head_of(doc):
        text = f"{head.strip()}\n\n{text}"
    text = finish(f"{text.rstrip()}\n\n", doc.url, renderer.views.note, renderer.terms if front.get("terms") != "false" else None)
    text = _ASIDE.sub(lambda match: code[int(match[1])], text.replace(_OPEN, "").replace(_CLOSE, ""))
    return _front(front.get("title"), front.get("description"), "hide" in front) + text.rstrip() + "\n"


_ASIDE = re.compile(r"\x02(\d+)\x03")


def _put_aside(code: list[str], match: re.Match[str]) -> str:
    """A mark for a piece of code, which is added to ``code``: nothing in it is a link or a word to explain."""
    if (match["indented"] and _in_item(match)) or NOTE.search(match[0]) or '="@/' in match[0]:
        return match[0]
    code.append(match[0])
    return f"\x02{len(code) - 1}\x03"


def _in_item(match: re.Match[str]) -> bool:
    """True if an indented block is no code, but belongs to what stands above it."""
    blocks = reversed(match.string[: match.start()].split("\n\n"))
    above = next((block for block in blocks if block.strip() and not block.startswith(("    ", "\t"))), "")
    return _ITEM.search(above) is not None


def _moved(target: str, doc: Doc) -> str:
    """Where a link of Markdown leads from `about/method/index.md`, if it stood in `about/method.md`."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(doc.src_uri), target))
    return posixpath.relpath(f"{url_of_doc(path)}index.md" if path.endswith(".md") else path, doc.url or ".")


def markdown_of_page(page: Page) -> str:
    """A generated page: its HTML in one element, which Markdown leaves as it is."""
    return _front(page.title, page.description) + f'<div class="generated">\n{page.html.strip()}\n</div>\n'


def _front(title: str | None, description: str | None, no_toc: bool = False) -> str:
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in (("title", title), ("description", description)) if value]
    lines += ["hide: [toc]"] if no_toc else []
    return "---\n" + "\n".join(lines) + "\n---\n\n" if lines else ""


def files(root: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Path below the exported folder and maker of every file. Raises what `engine.build` raises."""
    whole = engine.whole(root)
    yield "mkdocs.yml", lambda: engine.plain_config(root).encode()
    for path in map(Path, files_below(root / "docs")):
        if path.suffix != ".md":
            yield f"docs/{path.relative_to(root / 'docs').as_posix()}", path.read_bytes
    for doc in whole.docs.values():
        yield f"docs/{doc.url}index.md", partial(_encoded, partial(markdown_of_doc, whole.renderer, doc))
    for src_uri, make in whole.makers.items():
        yield f"docs/{src_uri}", partial(_encoded, partial(_markdown_made, make))
    yield from ((f"docs/{path}", make) for path, make in whole.beside_pages())


def _encoded(make: Callable[[], str]) -> bytes:
    return make().encode()


def _markdown_made(make: Callable[[], Page]) -> str:
    return markdown_of_page(make())


def export(root: Path, target: Path) -> int:
    """Writes the project as plain Markdown to ``target``, and says how many pages there are. What was exported there before is gone.

    Raises NotOurs if the folder holds anything else, and what `engine.build` raises.
    """
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / MARK).is_file())):
        raise NotOurs(f"{target} holds files that this command did not make. Name a new or an empty folder.")
    made = list(files(root))
    if target.exists():
        for path in target.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    target.mkdir(parents=True, exist_ok=True)
    (target / MARK).write_text("This folder is written anew by scripts/export-markdown.\n", encoding="utf-8")
    for name, make in made:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(make())
    return sum(name.endswith(".md") for name, _ in made)


# --- Comparing --------------------------------------------------------------------------------------------------


class _Article(HTMLParser):
    """The words and ids in a page's article, without what a theme adds below it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.ids: list[str] = []
        self.moved = False
        self._inside = 0  # how many <article> are open
        self._hidden: list[str] = []  # open elements whose words nobody reads, and the theme's own
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.moved |= tag == "meta" and given.get("http-equiv") == "refresh"
        if tag == "article":
            self._inside += 1
        if self._inside and (tag in ("script", "style", "template") or (tag == "footer" and not self._hidden)):
            self._hidden.append(tag)
        name = given.get("id") or ""
        if name and self._inside and not self._hidden and not name.startswith("__"):  # `__skip` is the theme's own
            self.ids.append(name)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        elif tag == "article":
            self._inside -= 1

    def handle_data(self, data: str) -> None:
        if self._inside and not self._hidden:
            self.words += data.split()


def pages_of(site: Path) -> dict[str, tuple[list[str], list[str]]]:
    """The ids and the words of the article of each page of a built site, by its address; redirects and 404.html are no pages."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        article = _Article(path.read_text(encoding="utf-8"))
        if not article.moved:
            found[path.relative_to(site).as_posix().removesuffix("index.html")] = (article.ids, article.words)
    return found


def compare(one: Path, other: Path) -> Iterator[str]:
    """In what two built sites differ: in their pages, in the anchors of a page, in the words of its article. A line for each difference."""
    first, second = pages_of(one), pages_of(other)
    yield from (f"/{url}: only in {one}" for url in first if url not in second)
    yield from (f"/{url}: only in {other}" for url in second if url not in first)
    for url, (ids, words) in first.items():
        if url not in second:
            continue
        other_ids, other_words = second[url]
        if lost := [name for name in ids if name not in other_ids]:
            yield f"/{url}: {count(len(lost), 'anchor')} only in {one}: {', '.join(lost[:5])}"
        if new := [name for name in other_ids if name not in ids]:
            yield f"/{url}: {count(len(new), 'anchor')} only in {other}: {', '.join(new[:5])}"
        text, other_text = "".join(words), "".join(other_words)  # where a word is broken off, tags decide
        if text != other_text:
            at = next(
                (index for index, pair in enumerate(zip(text, other_text, strict=False)) if pair[0] != pair[1]), min(len(text), len(other_text))
            )
            yield f"/{url}: other words: '{text[max(at - 30, 0) : at + 50]}' and '{other_text[max(at - 30, 0) : at + 50]}'"


# --- Other engines ----------------------------------------------------------------------------------------------

ENGINES: Mapping[str, tuple[str | None, tuple[str, ...]]] = {
    "MkDocs": (None, (sys.executable, "-m", "mkdocs", "build", "--strict")),
    "ProperDocs": ("properdocs.txt", ("{tools}/bin/properdocs", "build", "--strict")),
    "Zensical": ("zensical.txt", ("{tools}/bin/zensical", "build", "--strict")),
}
"""Each engine: its lock in `scripts/peers/`, or None if it is installed beside this package, and the command that builds a folder."""


def differences(root: Path, exported: Path, own: Path, name: str) -> list[str]:
    """Builds an exported folder with one engine and says in what the site differs from ``own``, a site that `engine.build` built.

    Raises Missing if the engine can't be had. A build that fails, or says a word of warning, is a difference.
    """
    lock, command = ENGINES[name]
    tools = peers.install(root, lock) if lock else Path()
    shutil.rmtree(exported / "site", ignore_errors=True)
    run = [part.replace("{tools}", str(tools)) for part in command]
    done = subprocess.run(run, cwd=exported, stdin=subprocess.DEVNULL, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    said = [line for line in (done.stdout + done.stderr).splitlines() if re.search(r"(?i)warn|error|issue", line) and not line.startswith("INFO")]
    found = [f"{name} says: {line}" for line in said if not _NO_ISSUE.search(line)]
    found += [f"{name} ended with {done.returncode}"] if done.returncode else []
    config = yaml.safe_load((exported / "mkdocs.yml").read_text(encoding="utf-8"))
    found += [f"{fault.place}: {fault.found}" for fault in links.faults_of(exported / "site", engine.path_of(config.get("site_url")))]
    return [*found, *compare(own, exported / "site")]


def main(arguments: Sequence[str]) -> int:
    made = parser("export-markdown", "Writes every page as plain Markdown that MkDocs, ProperDocs and Zensical build without our code.")
    made.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder, or one that this command wrote before")
    made.add_argument("--compare", action="store_true", help="build it with each of the three, and say in what the sites differ from this project's")
    options = made.parse_args(arguments)
    root, folder = options.root.resolve(), options.folder.resolve()
    try:
        print(f"{count(export(root, folder), 'page')} in {folder}", flush=True)
        return _compared(root, folder) if options.compare else 0
    except (NotOurs, Missing) as error:
        print(error, file=sys.stderr)
    except engine.STOPS as error:
        print(engine.message_of(error), file=sys.stderr)
    except OSError as error:
        print(f"The export could not be written: {error.strerror} ({error.filename}).", file=sys.stderr)
    return 1


def _compared(root: Path, folder: Path) -> int:
    found = 0
    with tempfile.TemporaryDirectory(prefix="own-") as own:
        engine.build(root, Path(own))
        for name in ENGINES:
            lines = differences(root, folder, Path(own), name)
            print(f"{name}: {count(len(pages_of(folder / 'site')), 'page')}, {count(len(lines), 'difference')}", flush=True)
            print("".join(f"  {line}\n" for line in lines), end="")
            found += len(lines)
    return 1 if found else 0
