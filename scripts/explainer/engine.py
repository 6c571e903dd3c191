"""The one module that knows MkDocs.

`scripts/hook.py` hands MkDocs' events to `Engine`: it loads and checks the data, adds a page for every record, runs
the macros of the pages in `docs/`, checks the links of what was built and writes the security policy. Generated
pages are HTML already, so they go past the Markdown parser.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import traceback
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import yaml
from jinja2 import FileSystemBytecodeCache, TemplateError, TemplateSyntaxError
from jinja2.bccache import Bucket
from mkdocs.commands.build import _build_template, get_context
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.yaml import yaml_load

from explainer import exports, feeds, links, metadata, policy, rules, search_index
from explainer import faults as faults_module
from explainer.addresses import at, relative, url_of_doc
from explainer.explainer import Explainer
from explainer.faults import Fault, Faulty, Place
from explainer.finish import headings
from explainer.metadata import Metadata
from explainer.policy import with_policy
from explainer.project import files_below, written_below
from explainer.render import Doc, Page, Renderer
from explainer.yaml_tree import place_at

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice in red hides our own messages


class Stopped(Abort):
    """The build stops because of faults; its text is all of them."""

    def __init__(self, faults: list[Fault], root: Path):
        self.faults = faults
        count = f"{len(faults)} fault" + ("s" if len(faults) != 1 else "")
        super().__init__(f"{faults_module.as_text(faults, root)}\n\n{count}. Nothing was published.")


MAKERS: tuple[Callable[[Renderer], Iterable[tuple[str, Callable[[], bytes]]]], ...] = (exports.files, feeds.files, metadata.files, policy.files)
"""What the site holds beside its pages (exports, feeds and the like): each gives the path of every file below the site and its maker."""

STOPS = (MkDocsException, Faulty)
"""What a build raises when it can't be finished."""


def message_of(error: BaseException) -> str:
    """What to tell an editor of one of `STOPS`."""
    return error.format_message() if isinstance(error, MkDocsException) else str(error)


class Engine:
    """What MkDocs is told of one whole: the pages that nobody wrote, and what becomes of every page's text."""

    def __init__(self, config: MkDocsConfig, renderer: Renderer, command: str = "build"):
        self.root = renderer.explainer.root
        self.command = command
        self.renderer = renderer
        self.docs: Mapping[str, Doc] = {doc.src_uri: doc for doc in renderer.docs}
        self.makers: Mapping[str, Callable[[], Page]] = {f"{url}index.md": make for url, make in renderer.generated()}
        self.entries: dict[str, bytes] = {}
        """For the search index, of each page that was made; see `search_index.packed`."""
        search: Any = config.plugins.get("material/search")
        self._search: Mapping[str, Any] | None = search and search.config
        if search:
            search.config.enabled = False  # it would read every page with a parser of its own

    @classmethod
    def of_build(cls, config: MkDocsConfig, command: str) -> Engine:
        """For a build: the data is read, and every page made once before MkDocs has touched the site. Raises Stopped."""
        root = Path(config.config_file_path).parent
        try:
            _settle(config)
            explainer = rules.load(root, dt.date.today())
            _linked(config)  # or its faults
            renderer = Renderer(explainer, _Site(config, explainer))
            faults = renderer.faults()
            if faults:
                raise Faulty(faults)
            return cls(config, renderer, command)
        except Faulty as error:
            raise Stopped(error.faults, root) from None

    def files(self, files: Files, config: MkDocsConfig, only: Container[str] | None = None) -> Files:
        """Adds the generated pages to what MkDocs knows: all, or ``only`` some."""
        for src_uri in self.makers:
            if only is None or src_uri in only:
                files.append(generated_file(config, src_uri))
        return files

    def markdown(self, page: MkDocsPage) -> str | None:
        """The page's Markdown; for a generated page nothing, and its HTML is put in the parser's place."""
        src_uri = page.file.src_uri
        if doc := self.docs.get(src_uri):
            title = self.renderer.doc_title(doc)
            page.meta["foot"] = self.renderer.foot(doc.url, title)
            self._tell(page, doc.url, title, self.renderer.front_matter(doc).get("description", ""))
            return self.renderer.doc_markdown(doc)
        if src_uri not in self.makers:
            return None
        made = self.makers[src_uri]()
        page.meta = {"title": made.title, "description": made.description, "foot": self.renderer.foot(made.url, made.title)}
        if made.tags:
            page.meta["tags"] = list(made.tags)
        self._tell(page, made.url, made.title, made.description)
        page.render = lambda config, files: _render(page, made)  # type: ignore[method-assign]  # MkDocs has no other way past its parser
        return ""

    def _tell(self, page: MkDocsPage, url: str, title: str, description: str) -> None:
        """Hands to the page's head what machines are told of a page."""
        page.meta["json_ld"] = self.metadata.json_ld(url, title, description)
        page.meta["card"] = self.metadata.card(url)
        page.meta["feeds"] = self.feeds_of(url)

    @cached_property
    def metadata(self) -> Metadata:
        return Metadata(self.renderer)

    def feeds_of(self, url: str) -> list[dict[str, str]]:
        """What the head of a page says of feeds."""
        reads = self.renderer.explainer.reads
        reads.note("feeds", url)
        with reads.apart():
            return self.feeds.get(url, [])

    @cached_property
    def feeds(self) -> Mapping[str, list[dict[str, str]]]:
        """What the head of each page says of feeds."""
        return feeds.links_of(self.renderer)

    def content(self, html: str, page: MkDocsPage) -> str:
        doc = self.docs.get(page.file.src_uri)
        if doc is not None:
            html = self.renderer.doc_html(doc, html)
        page.toc = get_toc(_toc_tokens(html, str(page.title)))
        self.entries[page.url] = search_index.packed(search_index.entries(page.url, str(page.title), html, page.meta.get("tags", ())))
        return html

    @property
    def searched(self) -> bool:
        """True if the site has a search."""
        return self._search is not None

    def search_index(self, entries: Iterable[bytes] | None = None) -> Iterator[bytes]:
        """The index of the pages that were made so far, or of these entries, piece by piece."""
        return search_index.as_json(self.entries.values() if entries is None else entries, self._search or {})

    def written(self, output: str) -> str:
        """A page's HTML as it is written. The policy is written by `build` only: live reload would die of it."""
        return with_policy(output) if self.command == "build" else output

    def finished(self, config: MkDocsConfig) -> None:
        site = Path(config.site_dir)
        if self.searched:
            (site / search_index.PATH).parent.mkdir(exist_ok=True)
            (site / search_index.PATH).write_bytes(b"".join(self.search_index()))
        for path, make in self.beside_pages():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(make())
        base_path = path_of(config.site_url)
        faults = sorted(links.faults_of(site, base_path))
        if faults:
            raise Stopped(faults, site.parent)

    def beside_pages(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Path below the site and maker of every file that MkDocs does not know."""
        for former, present in self.renderer.redirects():
            yield f"{former}index.html", partial(self._redirect, former, present)
        for maker in MAKERS:
            yield from maker(self.renderer)

    def _redirect(self, former: str, present: str) -> bytes:
        """The page at a former address, which leads to the present one."""
        self.renderer.explainer.reads.note("moved", former)
        target, full = relative(present, former), at(present, former, self.renderer.site["url"])
        return (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Moved</title>'
            f'<meta http-equiv="refresh" content="0; url={target}"><link rel="canonical" href="{full}">'
            f'<meta name="robots" content="noindex"></head><body><p>Moved to <a href="{target}">its new address</a>.</p></body></html>\n'
        ).encode()


def path_of(site_url: str | None) -> str:
    """The path of a site on its host: `/detainers/` of `https://example.org/detainers/`."""
    return re.sub(r"^https?://[^/]+", "", site_url or "") or "/"


class _Site(dict[str, Any]):
    """What templates may know of the site: names and addresses from the configuration, the date of the data."""

    def __init__(self, config: MkDocsConfig, explainer: Explainer):
        extra = {name: "" if value is None else value for name, value in config.extra.items()}  # a blank variable is None to MkDocs
        super().__init__({"name": config.site_name, "url": config.site_url or "", **extra})
        self.pop("data_date", None)
        self._explainer = explainer

    def __missing__(self, name: str) -> Any:
        if name != "data_date":
            raise KeyError(name)
        return self._explainer.newest  # asked for each time, as only what shows it has read it


def generated_file(config: MkDocsConfig, src_uri: str) -> File:
    """A page without a file of its own."""
    return File.generated(config, src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)


def _render(page: MkDocsPage, made: Page) -> None:
    """What `Page.render` would set after parsing."""
    page.content = made.html
    page._title_from_render = made.title
    page.present_anchor_ids = set(links.ids_of(made.html))
    page.links_to_anchors = {}
    del page.render  # in which the page stands itself


def _toc_tokens(html: str, title: str) -> list[Any]:
    """The headings in the shape of Python-Markdown's `toc_tokens`, below one for the page's title."""
    top: dict[str, Any] = {"level": 1, "id": "", "name": title, "children": []}
    for level, anchor, text in headings(html):
        token = {"level": level, "id": anchor, "name": text, "children": []}
        parent = top["children"][-1] if level == 3 and top["children"] else top
        parent["children"].append(token)
    return [top]


def written_in_order(root: Path) -> list[str]:
    """The hand-written pages (`src_uri`) in the order of the navigation; those it leaves out come last."""

    written = {path.relative_to(root / "docs").as_posix() for path in written_below(root / "docs", ".md")}
    listed = [name for name in _flat(load_config(str(root / "mkdocs.yml")).nav or []) if name in written]
    return [*listed, *sorted(written - set(listed))]


def address_of(root: Path) -> str:
    """The configured address of the site, with a slash at the end; empty without one. Raises Faulty for what is none."""
    config = load_config(str(root / "mkdocs.yml"), hooks=[])
    _settle(config)
    return config.site_url or ""


def _flat(nav: Any) -> list[str]:
    """What a navigation names, in order."""
    match nav:
        case list():
            return [name for item in nav for name in _flat(item)]
        case dict():
            return [name for item in nav.values() for name in _flat(item)]
    return [str(nav)]


def build(root: Path, site_dir: Path) -> None:
    """Builds the site into ``site_dir``.

    Raises Stopped with all faults; MkDocs' own faults (configuration, navigation, links) come as its Abort.
    """
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site_dir), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with _heard(root), _framed(root):
            mkdocs_build(config)
    except Faulty as error:
        raise Stopped(error.faults, root) from None
    finally:
        config.plugins.on_shutdown()


class _CompiledOnDisk(FileSystemBytecodeCache):
    """Compiled templates by name and text in a folder of one environment: another one may compile the same text otherwise."""

    def __init__(self, folder: Path):
        super().__init__(str(folder))

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # what can't be kept is compiled again
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


@contextmanager
def _framed(root: Path) -> Iterator[None]:
    """What a template that MkDocs renders itself (the frame around a page) does wrong, as Faulty."""
    try:
        yield
    except (TemplateError, TypeError, ValueError, AttributeError, LookupError) as error:
        frames = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
        if isinstance(error, TemplateSyntaxError) and error.filename:
            frames.append((Path(error.filename), error.lineno))
        places = [Place(path.relative_to(root).as_posix(), line) for path, line in frames if root / "overrides" in path.parents]
        if not places:
            raise  # a fault of the package, not of a template
        raise Faulty([Fault(places[-1], f"a template that can't be rendered: {error}", "Jinja that works on every page")]) from None


def whole(root: Path) -> Engine:
    """Everything that a build would write, without building it. Raises what `build` raises."""
    return Engine.of_build(load_config(str(root / "mkdocs.yml"), hooks=[]), "build")


_PLAIN = ("site_name", "site_url", "site_description", "copyright", "use_directory_urls", "extra_css", "markdown_extensions", "nav")
"""The settings that every engine understands as MkDocs does."""


def plain_config(root: Path) -> str:
    """A mkdocs.yml without anything of ours: no hook, no template, no script; theme, navigation and Markdown as in the project's own.

    Every page is the `index.md` of a folder (see `portable`).
    """
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        own = yaml_load(file)
    kept = {name: own[name] for name in _PLAIN if own.get(name) is not None}
    if "site_url" in kept:
        kept["site_url"] = address_of(root)
    kept["theme"] = {name: value for name, value in own["theme"].items() if name != "custom_dir"}
    kept["nav"] = _as_folders(own["nav"])
    kept["validation"] = {"links": own["validation"]["links"]}
    kept["plugins"] = [plugin for plugin in own["plugins"] if "search" in plugin]
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True)


def _as_folders(nav: Any) -> Any:
    """A navigation in which `about/method.md` is `about/method/index.md`."""
    match nav:
        case list():
            return [_as_folders(item) for item in nav]
        case dict():
            return {title: _as_folders(item) for title, item in nav.items()}
    return f"{url_of_doc(nav)}index.md" if nav.endswith(".md") else nav


_ADDRESS = re.compile(r"https?://[^\s/\"'<>?#&]+(?:/[^\s\"'<>?#&]*)?")
"""An address to which others can be added, and that is itself in HTML."""


def _settle(config: MkDocsConfig) -> None:
    """Puts what the environment says of the publisher into one form: no spaces around it, the repository as its pages are addressed.

    Raises Faulty for an address that is none: every page would link below it.
    """
    config.extra.update({name: value.strip() for name, value in config.extra.items() if isinstance(value, str)})
    site = re.sub(r"\s+/?\Z", "", config.site_url or "").strip()  # MkDocs may have put a slash after the spaces
    repository = (config.extra.get("repo_url") or "").rstrip("/").removesuffix(".git")
    faults = []
    for name, variable, address in (("site_url", "SITE_URL", site), ("repo_url", "REPO_URL", repository)):
        if address and not _ADDRESS.fullmatch(address):
            path = Path(config.config_file_path)
            line = re.search(rf"^[ \t]*(?={name}:)", text := path.read_text(encoding="utf-8-sig"), re.M)
            place = place_at(text, line.end(), path.name) if line else Place(path.name)
            given = address if name == "site_url" else config.extra["repo_url"]
            expected = "a web address without ?, # and &, such as https://example.org/you/detainers"
            faults.append(Fault(place, f"the address '{given}'", expected, f"Correct {variable} in the environment"))
    if faults:
        raise Faulty(faults)
    config.site_url = f"{site.rstrip('/')}/" if site else None
    config.extra["repo_url"] = repository


def _linked(config: MkDocsConfig) -> list[str]:
    """The addresses that the frame links beside the navigation. Raises Faulty for what is no link."""
    found, faults = list[str](), list[Fault]()
    path = Path(config.config_file_path)
    for name in ("footer_links", "search_fallback"):
        links = config.extra.get(name) or []
        for link in links if isinstance(links, list) else [links]:
            match link:
                case {"title": _, "url": str(url)}:
                    found.append(url)
                case _:
                    text = path.read_text(encoding="utf-8-sig")
                    place = place_at(text, text.find(name), path.name) if name in text else Place(path.name)
                    faults.append(
                        Fault(
                            place,
                            f"a link in {name} that is {link!r}",
                            "a title and an address: `{title: About, url: about/}`",
                            "Give it both, or take it out",
                        )
                    )
    if faults:
        raise Faulty(faults)
    return found


# --- One page on request ----------------------------------------------------------------------------------------


NOT_FOUND = "404.html"


class Session:
    """MkDocs holding the whole site without building it: a page is made when it is asked for.

    What it gives is what `build` writes, but for the security policy. Raises Faulty if mkdocs.yml can't be used.
    """

    def __init__(self, root: Path, command: str = "serve", compiled: Path | None = None):
        """``compiled`` is a folder in which compiled templates are kept for the next session."""
        self.root = root
        self.command = command
        self.compiled = compiled
        self._next: Renderer | None = None
        with _heard(root):
            try:
                self.config = load_config(str(root / "mkdocs.yml"), hooks=[])  # the hook's part is played below
                self.config.plugins.on_startup(command="build", dirty=False)
                self.config = self.config.plugins.on_config(self.config) or self.config
            except Abort:
                raise  # what is wrong was heard
            except MkDocsException as error:
                raise Faulty([_configuration_fault(error, root)]) from None
        _settle(self.config)
        self.base_path = path_of(self.config.site_url)
        self._held: tuple[object, ...] = ()
        self._templates: object = None
        self._frames: dict[tuple[str, str], str] = {}
        """Parts of the frame by name and the folder of the pages that take it."""
        self._folder = ""
        """Of the page that is put into its frame, if that is the frame of all pages in the folder."""

    def take(self, explainer: Explainer, templates: object = "") -> None:
        """From now on the pages are those of ``explainer``. ``templates`` differs when a file in overrides/ does.

        Raises Faulty for what is wrong with the navigation; then the pages stay those of before.
        """
        renderer, self._next = self._next or self._renderer(explainer), None
        assert renderer.explainer is explainer
        engine = Engine(self.config, renderer, self.command)
        held = (tuple(engine.makers), tuple(files_below(Path(self.config.docs_dir))))
        if templates != self._templates:
            self.env = self.config.plugins.on_env(self.config.theme.get_env(), config=self.config, files=Files([]))
            if self.compiled is not None:
                self.env.bytecode_cache = _CompiledOnDisk(self.compiled / "frame")
            self.env.globals["kept"] = self._kept
            self._templates = templates
        if held != self._held:
            self._hold(engine)
            self._held = held
        self.engine = engine
        self._frames.clear()
        for page in self._untitled:  # a build has made every page before the first one is put into its frame
            page.markdown, page.meta = "", {"title": self.engine.renderer.title_at(page.url.removeprefix("./"))}

    def _renderer(self, explainer: Explainer) -> Renderer:
        renderer = Renderer(explainer, _Site(self.config, explainer))
        if self.compiled is not None:
            renderer.env.bytecode_cache = _CompiledOnDisk(self.compiled / "records")
        return renderer

    def _hold(self, engine: Engine) -> None:
        """Files and navigation, as a build starts with them; those of before stay if there is a fault in them."""
        linked = _linked(self.config)
        with _heard(self.root):
            files = get_files(self.config)
            files.add_files_from_theme(self.env, self.config)
            in_nav = set(_flat(self.config.nav or []))
            files = engine.files(self.config.plugins.on_files(files, config=self.config), self.config, in_nav)
            set_exclusions(files, self.config)
            nav = self.config.plugins.on_nav(get_navigation(files, self.config), config=self.config, files=files)
        self.files, self.nav, self._documentation = files, nav, files.documentation_pages()
        held = {file.url.removeprefix("./"): file for file in self._documentation}
        written = {url: file for url, file in held.items() if file.src_uri in engine.docs}
        generated = {url_of_doc(src_uri): src_uri for src_uri in engine.makers}
        self._generated = generated.keys()
        self._pages: dict[str, File | str] = {**written, **generated}
        self._pages |= {url: file for url, file in held.items() if file.src_uri not in engine.docs}
        self._others = {
            file.dest_uri: file for file in self.files if file.inclusion.value > InclusionLevel.DRAFT.value and not file.is_documentation_page()
        }
        self._untitled = [page for page in self.nav.pages if "title" not in vars(page)]
        linked = [*linked, *(page.url for page in self.nav.pages)]
        self._linked = {url[: slash.end()] for url in linked for slash in re.finditer("/", url)}

    @property
    def settings(self) -> str:
        """What mkdocs.yml says, with what it takes from the environment and from other files; the same in another folder."""
        return repr(self.config.user_configs).replace(str(self.root), "")

    def faults_of_docs(self, explainer: Explainer) -> list[Fault]:
        """What is wrong above the text of written pages, in the macros and in templates: without them no page can be made."""
        self._next = self._renderer(explainer)
        return self._next.faults_before_pages()

    @property
    def generated(self) -> Set[str]:
        """The address of every page that nobody wrote."""
        return self._generated

    def addresses(self) -> Set[str]:
        """The address of every page, relative to the site's root."""
        return self._pages.keys()

    def other_paths(self) -> Iterator[str]:
        """The path of everything that is no page."""
        yield from self._others
        yield NOT_FOUND
        yield from (path for path, _ in self.engine.beside_pages())
        if self.engine.searched:
            yield search_index.PATH

    def page(self, url: str) -> str:
        """The whole HTML of the page at ``url``. Raises Faulty, or KeyError if there is no such page."""
        page = self._page(url)
        written = self.engine.docs.get(page.file.src_uri)
        with _heard(self.root, written.file if written else None):
            self._populate(page)
            page.active, self._folder = True, self._folder_of(url)
            try:
                with _framed(self.root):
                    context = get_context(self.nav, self._documentation, self.config, page)
                    template = self.env.get_template(page.meta.get("template", "main.html"))
                    context = self.config.plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
                    output = self.config.plugins.on_post_page(template.render(context), page=page, config=self.config)
            finally:
                page.active, self._folder = False, ""
                if isinstance(self._pages[url], str):  # nothing else holds it, so that it is gone at once
                    page.file.page = None
        return self.engine.written(output)

    def _folder_of(self, url: str) -> str:
        """The address above the page at ``url``, if its frame is that of all pages there: it has no other way to what the frame links."""
        return "" if url in self._linked else url.rstrip("/").rpartition("/")[0]

    def _kept(self, part: str, caller: Callable[[], str]) -> str:
        """For templates: a part of the frame that is the same on all pages of a folder."""
        if not self._folder:
            return caller()
        key = part, self._folder
        if key not in self._frames:
            self._frames[key] = caller()
        return self._frames[key]

    def _page(self, url: str) -> MkDocsPage:
        """MkDocs' page at ``url``. One that the navigation does not name is made for the moment: with thousands they would fill the memory."""
        file = self._pages[url]
        if isinstance(file, str):
            file = generated_file(self.config, file)
        return file.page or MkDocsPage(None, file, self.config)

    def _populate(self, page: MkDocsPage) -> None:
        """What MkDocs does with a page before it goes into its frame."""
        plugins, config, files = self.config.plugins, self.config, self.files
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        made = self.engine.markdown(page)
        page.markdown = page.markdown if made is None else made
        page.render(config, files)
        page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)
        page.content = self.engine.content(page.content or "", page)

    def other(self, path: str) -> bytes | None:
        """The file at ``path`` that is no page, as `build` writes it, or None if there is none. Raises Faulty."""
        if path == search_index.PATH:
            return self._search_index()
        if path in self._others:
            return Path(self._others[path].abs_src_path or "").read_bytes()
        if path == NOT_FOUND:
            return self.not_found().encode()
        return next((make() for name, make in self.engine.beside_pages() if name == path), None)

    def other_files(self) -> Iterator[tuple[str, Path]]:
        """Path below the site and place of every file that is taken as it is: of `docs/` and of the theme."""
        return ((path, Path(file.abs_src_path or "")) for path, file in self._others.items())

    def not_found(self) -> str:
        """The page for an address at which there is none."""
        with _framed(self.root):
            return self.engine.written(_build_template(NOT_FOUND, self.env.get_template(NOT_FOUND), self.files, self.config, self.nav))

    def at_its_source(self, fault: Fault) -> Fault:
        """A fault of the built page at the place where an editor can mend it."""
        url = fault.place.path.removeprefix("site/").removesuffix("index.html")
        written = next((doc for doc in self.engine.docs.values() if doc.url == url), None)
        if written is None:
            renderer = self.engine.renderer
            quoted = match[1] if (match := re.search(r"'([^']+)'", fault.found)) else ""
            if place := renderer.place_of_link(url, quoted):
                return replace(fault, place=place)
            places = renderer.places(url)
            path, _, line = places.get(quoted, places.get("", fault.place.path)).partition(":")
            return replace(fault, place=Place(path, int(line or 1)))
        text = written.file.read_text(encoding="utf-8-sig", errors="replace")
        href = match[1] if (match := re.search(r"'([^']+)'", fault.found)) else ""
        at = next((text.find(token) for token in (href, href.partition("#")[2], href.strip("./")) if token and token in text), 0)
        return replace(fault, place=place_at(text, at, written.file.relative_to(self.root).as_posix()))

    def _search_index(self) -> bytes:
        """Of all pages in the order of a build."""
        self.engine.entries.clear()
        for url in self._pages:
            self._populate(self._page(url))
        return b"".join(self.engine.search_index())


@contextmanager
def _heard(root: Path, file: Path | None = None) -> Iterator[None]:
    """MkDocs' warnings, for which a strict build stops, raised as Faulty: in ``file``, if MkDocs does not name another."""
    heard = _Heard()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    spread, logger.propagate = logger.propagate, False
    stopped: Abort | None = None
    try:
        yield
    except Stopped:
        raise
    except Abort as error:
        stopped = error
    finally:
        logger.removeHandler(heard)
        logger.propagate = spread
    if heard.messages:
        raise Faulty([_warning_fault(message, file or root / "mkdocs.yml", root) for message in heard.messages])
    if stopped:
        raise stopped


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(" ".join(record.getMessage().split()))


def _warning_fault(message: str, file: Path, root: Path) -> Fault:
    """A warning of MkDocs at its setting, or at the place of the last thing it quotes in the file it is about."""
    if match := re.match(r"Config value '([^']+)': (.+)", message):
        return _setting_fault(match[1], match[2].replace(f"{root}{os.sep}", ""), root)
    if match := re.match(r"Doc file '([^']+)'", message):
        file = root / "docs" / match[1]
    text = file.read_text(encoding="utf-8-sig", errors="replace") if file.is_file() else ""
    name = file.relative_to(root).as_posix()
    quoted = [token for token in re.findall(r"'([^']+)'", message) if token in text]
    place = place_at(text, text.find(quoted[-1]), name) if quoted else Place(name)
    return Fault(place, message.rstrip("."), "what MkDocs builds without a warning", "Correct the link or the name")


def _setting_fault(name: str, said: str, root: Path) -> Fault:
    """What MkDocs says of a setting, at its line in mkdocs.yml."""
    text = (root / "mkdocs.yml").read_text(encoding="utf-8-sig", errors="replace")
    line = re.search(rf"^{re.escape(name)}[ \t]*:", text, re.M)
    place = place_at(text, line.start(), "mkdocs.yml") if line else Place("mkdocs.yml")
    return Fault(
        place,
        f"a setting '{name}' that MkDocs can't use: {said.rstrip('.')}",
        "a setting of MkDocs, as its documentation has it",
        "Correct it, or undo the last change",
    )


def _configuration_fault(error: MkDocsException, root: Path) -> Fault:
    """What is wrong with mkdocs.yml, at its line if MkDocs' YAML parser named it."""
    message = " ".join(message_of(error).split()).replace(f"{root}{os.sep}", "")
    line = re.search(r"line (\d+), column (\d+)", message)
    place = Place("mkdocs.yml", *(map(int, line.groups()) if line else (1, 1)))
    return Fault(place, f"a configuration that MkDocs can't use: {message.rstrip('.')}", "the settings of MkDocs, in YAML", "Undo the last change")
