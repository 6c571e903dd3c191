"""The one module that knows MkDocs.

`scripts/hook.py` hands MkDocs' events to `Engine`: it loads and checks the data, adds a page for every record, runs
the macros of the pages in `docs/`, checks the links of what was built and writes the security policy. Generated
pages are HTML already, so they go past the Markdown parser.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import os
import re
import subprocess
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from explainer import exports, links, rules
from explainer import faults as faults_module
from explainer.explainer import Explainer
from explainer.faults import Fault, Faulty, Place
from explainer.finish import headings
from explainer.render import Doc, Page, Renderer

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice in red hides our own messages


class Stopped(Abort):
    """The build stops because of faults; its text is all of them."""

    def __init__(self, faults: list[Fault], root: Path):
        self.faults = faults
        count = f"{len(faults)} fault" + ("s" if len(faults) != 1 else "")
        super().__init__(f"{faults_module.as_text(faults, root)}\n\n{count}. Nothing was published.")


MAKERS: tuple[Callable[[Renderer], Iterable[tuple[str, Callable[[], bytes]]]], ...] = (exports.files,)
"""What the site holds beside its pages (exports, feeds and the like): each gives the path of every file below the site and its maker."""

STOPS = (MkDocsException, Faulty)
"""What a build raises when it can't be finished."""


def message_of(error: BaseException) -> str:
    """What to tell an editor of one of `STOPS`."""
    return error.format_message() if isinstance(error, MkDocsException) else str(error)


class Engine:
    """What happens during one build."""

    def __init__(self, config: MkDocsConfig, command: str):
        self.root = Path(config.config_file_path).parent
        self.command = command
        self.pages: dict[str, Page] = {}
        self.docs: dict[str, Doc] = {}
        try:
            explainer = rules.load(self.root, dt.date.today())
            self.renderer = Renderer(explainer, _site(config, explainer))
            self._make_pages()
        except Faulty as error:
            raise Stopped(error.faults, self.root) from None

    def _make_pages(self) -> None:
        """Every generated page, and the Markdown of every page in `docs/`, before MkDocs has touched the site."""
        faults: list[Fault] = self.renderer.faults_of_docs()
        if faults:
            raise Faulty(faults)
        self.docs = {doc.src_uri: doc for doc in self.renderer.docs}
        for url, make in self.renderer.generated():
            try:
                self.pages[f"{url.rstrip('/')}.md"] = make()
            except Faulty as error:
                faults += error.faults
        try:
            self.pages |= {f"{page.url}index.md": page for page in self.renderer.list_pages()}
        except Faulty as error:
            faults += error.faults
        if faults:
            raise Faulty(faults)

    def files(self, files: Files, config: MkDocsConfig) -> Files:
        for src_uri in self.pages:
            files.append(File.generated(config, src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def markdown(self, page: MkDocsPage) -> str | None:
        """The page's Markdown; for a generated page nothing, and its HTML is put in the parser's place."""
        src_uri = page.file.src_uri
        if src_uri in self.docs:
            return self.renderer.doc_markdown(self.docs[src_uri])
        made = self.pages.get(src_uri)
        if made is None:
            return None
        page.meta = {"title": made.title, "description": made.description, **({"tags": list(made.tags)} if made.tags else {})}
        page.render = lambda config, files: _render(page, made)  # type: ignore[method-assign]  # MkDocs has no other way past its parser
        return ""

    def content(self, html: str, page: MkDocsPage) -> str:
        doc = self.docs.get(page.file.src_uri)
        if doc is not None:
            html = self.renderer.doc_html(doc, html)
        page.toc = get_toc(_toc_tokens(html, str(page.title)))  # type: ignore[arg-type]  # a TypedDict MkDocs keeps to itself
        return html

    def written(self, output: str) -> str:
        """A page's HTML as it is written. The policy is written by `build` only: live reload would die of it."""
        return with_policy(output) if self.command == "build" else output

    def finished(self, config: MkDocsConfig) -> None:
        site = Path(config.site_dir)
        for former, present in self.renderer.redirects():
            _write_redirect(site, former, present)
        for path, make in self.beside_pages():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(make())
        base_path = re.sub(r"^https?://[^/]+", "", config.site_url or "") or "/"
        faults = sorted(links.faults_of(site, base_path))
        if faults:
            raise Stopped(faults, site.parent)

    def beside_pages(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Path below the site and maker of every file that is no page."""
        for maker in MAKERS:
            yield from maker(self.renderer)


def _site(config: MkDocsConfig, explainer: Explainer) -> Mapping[str, Any]:
    """What templates may know of the site: names and addresses from the configuration, the date of the data."""
    return {"name": config.site_name, "url": config.site_url or "", "data_date": explainer.newest, **config.extra}


def _render(page: MkDocsPage, made: Page) -> None:
    """What `Page.render` would set after parsing."""
    page.content = made.html
    page._title_from_render = made.title
    page.present_anchor_ids = set(re.findall(r'\sid="([^"]+)"', made.html))
    page.links_to_anchors = {}


def _toc_tokens(html: str, title: str) -> list[dict[str, Any]]:
    """The headings in the shape of Python-Markdown's `toc_tokens`, below one for the page's title."""
    top: dict[str, Any] = {"level": 1, "id": "", "name": title, "children": []}
    for level, anchor, text in headings(html):
        token = {"level": level, "id": anchor, "name": text, "children": []}
        parent = top["children"][-1] if level == 3 and top["children"] else top
        parent["children"].append(token)
    return [top]


def with_policy(html: str) -> str:
    """``html`` with a Content-Security-Policy that allows this page's own inline scripts and nothing from elsewhere."""
    scripts = re.findall(r"<script(?![^>]*\b(?:src|type=\"application))[^>]*>(.*?)</script>", html, re.S)
    hashes = sorted({base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts})
    allowed = "".join(f" 'sha256-{digest}'" for digest in hashes)
    policy = (
        f"default-src 'self'; script-src 'self'{allowed}; style-src 'self'; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'self'"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return re.sub(r"(<meta charset=[^>]*>)", lambda match: match[1] + meta, html, count=1)


def _write_redirect(site: Path, former: str, present: str) -> None:
    steps = "../" * former.rstrip("/").count("/") + "../"
    target = f"{steps}{present}"
    path = site / former / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Moved</title>'
        f'<meta http-equiv="refresh" content="0; url={target}"><link rel="canonical" href="{target}">'
        f'<meta name="robots" content="noindex"></head><body><p>Moved to <a href="{target}">its new address</a>.</p></body></html>\n',
        encoding="utf-8",
    )


def written_in_order(root: Path) -> list[str]:
    """The hand-written pages (`src_uri`) in the order of the navigation; those it leaves out come last."""

    def flat(items: Any) -> list[str]:
        if isinstance(items, list):
            return [name for item in items for name in flat(item)]
        if isinstance(items, dict):
            return [name for item in items.values() for name in flat(item)]
        return [str(items)]

    written = {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")}
    listed = [name for name in flat(load_config(str(root / "mkdocs.yml")).nav or []) if name in written]
    return [*listed, *sorted(written - set(listed))]


def commit_time(root: Path) -> int | None:
    """The time of the last commit, in seconds since 1970, or None outside a repository."""
    try:
        done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return int(done.stdout) if done.stdout.strip() else None


def build(root: Path, site_dir: Path, serve_url: str | None = None) -> None:
    """Builds the site into ``site_dir``; with ``serve_url`` for the preview at that address.

    Raises Stopped with all faults; MkDocs' own faults (configuration, navigation, links) come as its Abort.
    """
    if "SOURCE_DATE_EPOCH" not in os.environ and (time := commit_time(root)):
        os.environ["SOURCE_DATE_EPOCH"] = str(time)  # MkDocs dates the sitemap by it: same commit, same bytes
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site_dir), strict=True)
    if serve_url:
        config.site_url = serve_url
    config.plugins.on_startup(command="serve" if serve_url else "build", dirty=False)
    try:
        mkdocs_build(config, serve_url=serve_url)
    except (TemplateError, TypeError, ValueError, AttributeError, LookupError) as error:
        fault = _template_fault(error, root)
        if fault is None:
            raise  # a fault of the package, not of a template
        raise Stopped([fault], root) from None
    finally:
        config.plugins.on_shutdown()


def _template_fault(error: Exception, root: Path) -> Fault | None:
    """The fault of a template that MkDocs itself renders (the frame around a page), or None if no template was at work."""
    frames = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    places = [Place(path.relative_to(root).as_posix(), line) for path, line in frames if root / "overrides" in path.parents]
    return Fault(places[-1], f"a template that can't be rendered: {error}", "Jinja that works on every page") if places else None


def preview_server(root: Path, host: str, port: int, rebuild: Callable[[], None], folder: Path) -> LiveReloadServer:
    """MkDocs' live-reload server, which calls ``rebuild`` at once and after each save in the folders of `mkdocs.yml`.

    It serves from its attribute ``root``, at first the empty ``folder``. Raises OSError if the address is taken.
    """
    config = load_config(str(root / "mkdocs.yml"))
    path = re.sub(r"^https?://[^/]+", "", config.site_url or "") or "/"
    server = LiveReloadServer(builder=rebuild, host=host, port=port, root=str(folder), mount_path=path)

    def error_page(code: int) -> bytes | None:
        page = Path(server.root) / f"{code}.html"
        return page.read_bytes() if page.is_file() else None

    server.error_handler = error_page
    for name in (config.docs_dir, str(root / "mkdocs.yml"), *config.watch):
        server.watch(name)
    # The first build is one more rebuild: the address answers when it is named, and no save made meanwhile is lost.
    server._want_rebuild = True
    return server
