"""Records and pages as HTML and Markdown, by the templates in `overrides/`.

Knows Jinja and Markdown's marks, nothing of MkDocs. A record's page is made by `records/<collection>.html` (or by
`records/_record.html`, which prints any record), a collection's list by `lists/<collection>.html`. Pages in `docs/`
are Markdown in which the macros of `macros/*.html` can be called and sources cited. An undefined name, an unknown
record, a broken template: each is a located fault.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urljoin

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.runtime import Macro
from markupsafe import Markup
from pydantic import BaseModel

from explainer import anchors, data_guide, provenance, rules, support, yaml_tree
from explainer.addresses import PER_PAGE, archive_of, letter_of, url_of_doc, url_of_kind, url_of_letter, url_of_list, url_of_page
from explainer.citations import BadMark, Citation, Link, Use, marks, parse_uses, unmarked
from explainer.citing import Work
from explainer.edtf_dates import EdtfDate
from explainer.explainer import Checks, Entries, Explainer
from explainer.faults import Fault, Faulty, Place, Replacement, did_you_mean, one_of, only_near
from explainer.finish import Terms, finish
from explainer.outlines import Outline
from explainer.project import written_below
from explainer.reads import Read
from explainer.records import COLLECTIONS, Collection, Entry, Record, describe, inner_model, kind_of, meaning_of
from explainer.reporting import file_url, report_url
from explainer.support import Backing
from explainer.views import NOTE, Prose, Ref, Refs, View, Views, When, clock_of, note_key, note_token
from explainer.vocabulary import TILES, LawStatus, SourceKind, in_a_sentence

FRONT_MATTER = {
    "title": "the page's title, as in the browser's tab",
    "description": "one sentence for search engines",
    "terms": "`false` if no terms are to be explained on the page",
    "template": "a template of the theme instead of main.html",
    "hide": "parts of the page to leave out: toc",
    "body_class": "a word by which the style sheet knows the page",
}
"""What may stand in a page's front matter."""


_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)
_TAG = re.compile(r"(<[^>]+>)")
_SIGNS = re.compile(r"[\\`*_{}\[\]!|]|(?<![^\n])[#+=:~-]|(?<=\d)\.(?=\s)")
_SIGNS_IN_TAGS = re.compile(r"[\\`{}\[\]|]")
_MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)")
_NO_ATTRIBUTE = re.compile(r"'[\w.]+ object' has no attribute '(\w+)'")


LATER_PAGE = re.compile(r"page-\d+/\Z")
"""How the address of a list that goes on differs from the list's own."""

MAX_PAGE = 300_000
"""Bytes of a page or template. Nobody reads, or renders in a moment, more than that."""


SITE = ("name", "url", "data_date", "publisher", "contact_email", "repo_url")
"""What templates may know of the site; an empty text stands for what is not configured."""


class MacroError(Exception):
    """A macro was called with something it can't use. Becomes a fault at the line of the call."""

    def __init__(self, found: str, expected: str, fix: str = "", meant: Replacement | None = None):
        super().__init__(found)
        self.found, self.expected, self.fix, self.meant = found, expected, fix, meant

    @property
    def token(self) -> str:
        """The words to point at: those to replace, or the first in quotes."""
        quoted = re.search(r"'([^']*)'", self.found)
        return self.meant.old if self.meant else quoted[1] if quoted else ""


class _Compiled(BytecodeCache):
    """Compiled templates by their text: the preview makes a new environment after every save."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class _Environment(Environment):
    """An environment whose templates have its own globals, not a copy: Jinja would look each up in a chain for every page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


@dataclass(frozen=True, slots=True)
class Doc:
    """A page written in `docs/`. ``record`` is the published record whose default body it replaces, if it is one's."""

    src_uri: str
    url: str
    file: Path
    record: Entry | None


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page: HTML that goes past the Markdown parser."""

    url: str
    title: str
    description: str
    kind: str
    html: str
    tags: tuple[str, ...] = ()
    """Words by which search finds the page first, although they hardly stand on it: a state's postal code."""


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of every page: how it is cited, its file, and where to report an error (empty if not configured)."""

    work: Work
    file_url: str
    report_url: str


@dataclass
class Renderer:
    """Renders the pages of one `Explainer`."""

    explainer: Explainer
    site: Mapping[str, Any] = field(default_factory=lambda: dict.fromkeys(SITE, ""))
    written: Callable[[str], Path | None] = field(default=lambda path: None, compare=False)
    """Gives a file of the site that was made already, so that it need not be made again to stand in another."""

    @cached_property
    def views(self) -> Views:
        return Views(self.explainer)

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.views)

    @cached_property
    def _shared(self) -> dict[str, tuple[Any, frozenset[Read]]]:
        """What many pages take and is made once."""
        return {}

    def forget(self) -> None:
        """Lets go of what was made for the pages so far: with thousands of them it would fill the memory."""
        self.views.forget()
        self._pages.clear()
        self._shared.pop("lines", None)

    # --- Templates

    @property
    def _root(self) -> Path:
        return self.explainer.root

    @cached_property
    def env(self) -> Environment:
        env = _Environment(
            loader=FileSystemLoader(self._root / "overrides"),
            autoescape=True,
            auto_reload=False,  # who changes a template makes another Renderer
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_COMPILED,
            finalize=_printable,
        )
        env.globals.update(
            view=self._view,
            value_of=self._value_of,
            part_of=self._part_of,
            records=self._records,
            link_to=self._link_to,
            tile_of=_tile_of,
            clock=cache(partial(clock_of, self.explainer.newest.year)),  # a tenth of a second, for one page
            per_page=PER_PAGE,
            dated_lines=self._dated_lines,
            note=self._note,
            grouped=_grouped,
            site=self.site,
            collections=_collections(),
            field_label=_field_label,
            fields_of=self._fields_of,
            rests_on=self._rests_on,
            vocabulary=_vocabulary,
            weakest=self._weakest,
            checked_on=self._checked_on,
            one_point=_one_point,
            how_many=self._how_many,
            data_guide=data_guide,
            trail=self.trail,
        )
        env.filters["number"] = _number
        env.filters["day_of_effect"] = _day_of_effect
        env.filters["in_a_sentence"] = in_a_sentence
        env.filters["archived"] = archive_of
        env.filters["json"] = _json
        env.filters["day"] = _day
        return env

    @property
    def macros(self) -> Mapping[str, Any]:
        """Every macro of `overrides/macros/`, by name: what a page can call."""
        return self.explainer.reads.once(self._shared, "macros", self._macros)

    def _macros(self) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        first: dict[str, Place] = {}
        for path in written_below(self._root / "overrides" / "macros", ".html"):
            module = self._guard(path, partial(self._module, path.relative_to(self._root / "overrides").as_posix()))
            text = yaml_tree.text_of(path, self._root)
            for match in _MACRO.finditer(text):  # a second macro of the same name would silently replace the first
                place = yaml_tree.place_at(text, match.start(1), self._name(path))
                if match[1] in first:
                    raise Faulty(
                        [Fault(place, f"the macro '{match[1]}' a second time (first at {first[match[1]]})", "each macro once", "Rename one")]
                    )
                first[match[1]] = place
            found |= {name: macro for name, macro in vars(module).items() if isinstance(macro, Macro) and not name.startswith("_")}
        return MappingProxyType(found)

    @cached_property
    def _page_env(self) -> Environment:
        """For pages: what macros give to Markdown is HTML already, so no sign in a record's text may be Markdown's."""
        return self.env.overlay(finalize=_past_markdown)

    def _module(self, name: str) -> Any:
        return self.env.get_template(name).module

    def _name(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _text_of(self, path: Path) -> str:
        """The text of a page or template. Raises Faulty if it can't be read or holds what no text may."""
        text = yaml_tree.text_of(path, self._root, MAX_PAGE)
        if faults := list(yaml_tree.refused(text, self._name(path))):
            raise Faulty(faults)
        return text

    def _guard(self, page: Path, work: Callable[[], Any]) -> Any:
        """Runs ``work``; whatever a template does wrong becomes a fault in the template or on the page."""
        try:
            return work()
        except MacroError as error:
            place = self._line_of(error, page, error.token)
            raise Faulty([Fault(place, error.found, error.expected, error.fix, error.meant)]) from None
        except (RecursionError, MemoryError, SyntaxError) as error:  # Python's own limits: 20 loops, 100 blocks, some hundred brackets in each other
            if isinstance(error, RecursionError) and not self._line_of(error, page).path.startswith(("overrides/", "docs/")):
                raise
            place = self._line_of(error, page)
            if place == Place(self._name(page)):  # it could not even be compiled
                place = replace(place, line=self._deepest_line(page))
            fault = Fault(place, "macros, blocks or brackets nested too deep", "what can be followed by a reader", "Take the nesting apart")
            raise Faulty([fault]) from None
        except TemplateSyntaxError as error:
            own = (None, self._name(page), str(page))  # Jinja's lexer gives the file, its parser the name
            name = self._name(page) if error.name in own else f"overrides/{error.name}"
            raise Faulty(
                [
                    Fault(
                        Place(name, error.lineno),
                        f"a template that can't be read: {(error.message or '').rstrip('.')}",
                        "Jinja: {{ a value }} or {% a statement %}",
                        "Check the braces and the names on this line",
                    )
                ]
            ) from None
        except TemplateError as error:
            if match := _NO_ATTRIBUTE.match(str(error)):
                place = self._line_of(error, page, match[1])
                names = _field_names()
                known = match[1] in names
                fault = Fault(
                    place,
                    f"a field '{match[1]}', which is not there",
                    "a field of the record",
                    "Name a record that has it: this one is of another kind" if known else did_you_mean(match[1], names),
                    None if known else only_near(match[1], names),
                )
            elif isinstance(error, TemplateNotFound):
                place = self._line_of(error, page, str(error.name))
                fault = Fault(place, f"a template '{error.name}', which is not there", "the name of a file below overrides/")
            elif match := re.match(r"'(\w+)' is undefined", str(error)):
                place = self._line_of(error, page, match[1])
                fault = Fault(
                    place,
                    f"a name '{match[1]}', which is not defined",
                    "a macro, or a field of the record",
                    did_you_mean(match[1], self._names),
                    only_near(match[1], self._names),
                )
            else:
                fault = Fault(self._line_of(error, page), f"a name that is not defined: {error}", "a macro, or a field of the record")
            raise Faulty([fault if fault.fix else replace(fault, fix="Check the spelling")]) from None
        except UnicodeDecodeError as error:
            file = next((path for path in written_below(self._root / "overrides", ".html") if path.read_bytes() == error.object), page)
            raise Faulty([yaml_tree.not_utf8(error, error.object, self._name(file))]) from None
        except (TypeError, ValueError, AttributeError, KeyError, IndexError, ZeroDivisionError) as error:
            place = self._line_of(error, page)
            if "/overrides/" not in f"/{place.path}" and "/docs/" not in f"/{place.path}":
                raise  # a fault of the package, not of a page
            raise Faulty(
                [
                    Fault(
                        place,
                        f"a macro or expression that fails: {error}",
                        "a call with the right arguments",
                        "Compare it with the macro's definition in overrides/macros",
                    )
                ]
            ) from None

    def _deepest_line(self, page: Path) -> int:
        """The first line at which most brackets and blocks are open."""
        depth, deepest, line = 0, 0, 1
        before = ""
        for number, kind, value in _until_unreadable(self.env.lex(yaml_tree.text_of(page, self._root))):
            opens = (kind == "operator" and value in ("(", "[", "{")) or (before == "block_begin" and not value.startswith("end"))
            closes = (kind == "operator" and value in (")", "]", "}")) or (before == "block_begin" and value.startswith("end"))
            depth += opens - closes
            if depth > deepest:
                deepest, line = depth, number
            before = kind if kind != "whitespace" else before
        return line

    @property
    def _names(self) -> list[str]:
        """What a template can call; macros only if they can be read."""
        return [*self.env.globals, *(self.macros if "macros" in self._shared else ())]

    def _line_of(self, error: BaseException, page: Path, token: str = "") -> Place:
        """The line of the page that was being rendered, or of the template if the page does not show; there ``token``."""
        own, any_template = None, None
        for frame, line in traceback.walk_tb(error.__traceback__):
            path = Path(frame.f_code.co_filename)
            if path == page:
                own = Place(self._name(page), line)
            elif self._root / "overrides" in path.parents:
                any_template = Place(self._name(path), line)
        place = own or any_template or Place(self._name(page))
        lines = (self._root / place.path).read_text(encoding="utf-8-sig", errors="replace").split("\n") if token else []
        text = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        whole = re.search(f"(?<=[\"'])({re.escape(token)})(?=[\"'])", text)  # a whole argument, else the first place
        column = whole.start() if whole else text.find(token)
        return replace(place, column=column + 1) if token and column >= 0 else place

    # --- What templates can call

    def _view(self, ref: str | View) -> View:
        """The view of `collection/id`; a view is handed through, so that macros take both."""
        if isinstance(ref, View):
            return ref
        collection, _, record_id = str(ref).partition("/")
        if collection not in COLLECTIONS:
            raise MacroError(
                f"'{ref}', which names no collection",
                f"`collection/id` with a collection that is {one_of(COLLECTIONS, 20)}",
                did_you_mean(collection, COLLECTIONS),
                only_near(collection, COLLECTIONS),
            )
        entry = self.explainer.get(collection, record_id)
        if entry is None:
            known = self.explainer.collections[collection]
            raise MacroError(
                f"'{record_id}', which is not in {collection}",
                f"the id of a record in data/{collection}",
                did_you_mean(record_id, known) or "Add the record, or correct the id",
                only_near(record_id, known),
            )
        if (collection, record_id) in self.explainer.drafts:
            raise MacroError(f"'{ref}', which is a draft", "a published record", "Support its summary with a source that was read")
        return self.views.of(entry)

    def _value_of(self, ref: str | View, field: str, called: str = "") -> Any:
        """The one value of a field, `hold.why`, as it stands inside a sentence; ``called`` is its name for an editor."""
        value: Any = self._view(ref)
        record = value.ref if isinstance(ref, View) else ref
        for name in field.split("."):
            if not isinstance(value, View):
                raise MacroError(f"'{name}', which is no field of what stands before it", "a field of the record")
            if name not in value:
                names = [*value]
                raise MacroError(
                    f"a field '{name}', which is not there",
                    "a field of the record",
                    did_you_mean(name, names) or one_of(names),
                    only_near(name, names),
                )
            value = value[name]
            if value is None:
                raise MacroError(
                    f"'{record}', of which no {called or repr(name)} is published",
                    "a field with a value, and a source that supports it if it is a fact",
                    "Add what is missing, or leave the sentence out",
                )
        if isinstance(value, _GROUPS):
            inner = next((f"such as '{field}.{name}'" for name in value if value[name] is not None), "") if isinstance(value, View) else ""
            fix = f"Name a field inside it, {inner}" if inner else "Print the list with a macro of its own"
            raise MacroError(f"'{field}', which is no single value", "one text, number, date or word", fix)
        return value.inline if isinstance(value, Prose) else value

    def _part_of(self, ref: str) -> View:
        """The part of a law or form that `authorities/id#part` names."""
        name, _, part_id = ref.partition("#")
        view = self._view(name)
        parts: dict[str, View] = {part.id: part for part in view.parts} if "parts" in view else {}
        known = one_of(parts) if parts else "there, which this record has none of"
        if not part_id:
            raise MacroError(f"'{ref}', which names no part", f"`authorities/id#part` with a part that is {known}", "Add # and the part")
        if part_id not in parts:
            fix = did_you_mean(part_id, parts) or "Correct what stands after #"
            raise MacroError(f"'{part_id}', which is no part of {name}", known if parts else "a record with parts", fix, only_near(part_id, parts))
        return parts[part_id]

    def _records(self, collection: str) -> tuple[View, ...]:
        """The views of a collection's published records, in the order of its list."""
        if collection not in COLLECTIONS:
            near = did_you_mean(collection, COLLECTIONS)
            raise MacroError(f"'{collection}', which is no collection", one_of(COLLECTIONS, 20), near, only_near(collection, COLLECTIONS))
        return tuple(self.views.of(entry) for entry in self.explainer.in_order(collection))

    def _dated_lines(self, first: int, last: int) -> tuple[View, ...]:
        """What happened in the years from ``first`` to ``last``, a line each, oldest first."""
        lines = self.explainer.reads.once(self._shared, "lines", self._lines)
        return tuple(line for line in lines if first <= int(line.date.iso[:4]) <= last)

    def _lines(self) -> tuple[View, ...]:
        """Cases, law and history as lines of one timeline. What two collections tell stands once."""
        found = [
            _line(record, record.sort_date, "Federal and national")
            for record in self._records("history")
            if not (record.about and record.about.collection == "court-cases")
        ]
        found += [_line(record, record.decided, "Court decision", record.states) for record in self._records("court-cases") if record.decided]
        for record in self._records("custody-cases"):
            start = next((event for event in record.events if event.step and event.date), None)
            found += [_line(record, start.date, "Custody case starts", (record.place.state,))] if start else []
        for record in self._records("states"):
            for change in record.changes:
                if change.date and not change.about:
                    found.append(_line(record, change.date, "State law", (record.postal,), change))
        return tuple(sorted(found, key=lambda line: line.date.iso))

    def _link_to(self, ref: str, words: str | None = None, anchor: str = "") -> Markup:
        view = self._view(ref)
        url = view.address if not anchor else f"{view.address.split('#')[0]}#{anchor}"
        return Markup('<a href="@/{}">{}</a>').format(url, words or view.title)

    def _note(self, cited: str) -> Markup:
        """The notes of `source-id, pin; other-id`, for templates."""
        return Markup("".join(self._tokens(cited)))

    def _tokens(self, cited: str) -> Iterator[str]:
        try:
            uses = parse_uses(cited)
        except BadMark as error:
            raise MacroError(error.found, error.expected, error.fix) from None
        return (self._token(use) for use in uses)

    def _token(self, use: Use) -> str:
        """The note of a source that a page cites. Raises MacroError unless records say how the source was read."""
        if self.explainer.get("sources", use.id) is None:
            sources = self.explainer.collections["sources"]
            raise MacroError(
                f"'{use.id}', which is not in sources",
                "the id of a record in data/sources",
                did_you_mean(use.id, sources) or "Add the source to data/sources, or correct the id",
                only_near(use.id, sources),
            )
        checks = self.explainer.checks_of(use.id)
        if checks is None:
            raise MacroError(
                f"'{use.id}', which no record uses",
                "a source that a record lists, so that it is known how it was checked",
                "Cite it in the record it supports first",
            )
        if checks.unread:
            raise MacroError(
                f"'{use.id}', which every record cites from memory",
                "a source that somebody has read",
                "Read it and say so in `checked`, or cite another",
            )
        return note_token(note_key(Backing(use.id, use.pin, checks.weakest), checks.day))

    def _fields_of(self, record: View) -> Iterator[tuple[str, str, Any]]:
        """Label, kind and value of each field of a record that a general template prints."""
        model = COLLECTIONS[record.collection]
        for name in model.model_fields:
            if name in Record.model_fields or name not in record or record[name] in (None, ()):
                continue
            yield _field_label(name), kind_of(model, name), record[name]

    def _rests_on(self, source: View) -> tuple[Ref, ...]:
        """The records that name a source and the written pages that cite it; what shows such a record rests on it through that."""
        source_id = source.ref.partition("/")[2]
        found = {ref.address: ref for refs in source.referrers.values() for ref in refs}
        for doc, title in self.citing(source_id):
            found[doc.url] = Ref("pages", doc.src_uri, title, doc.url, "Page")
        return tuple(found.values())

    def citing(self, source_id: str) -> list[tuple[Doc, str]]:
        """The written pages that cite a source themselves, with their titles."""
        self.explainer.reads.note("citing", source_id)
        with self.explainer.reads.apart():
            return [(doc, self._titles[doc.url]) for doc in self.docs if source_id in self._cited_in(doc)]

    def _how_many(self, collection: str) -> int:
        """How many records of a collection are published."""
        self.explainer.reads.note("count", collection)
        with self.explainer.reads.apart():
            return len(self.explainer.published(collection))

    def _weakest(self, source: View) -> str:
        """How a source was checked, at the weakest of its uses, in words."""
        return self._checks(source).weakest.label

    def _checked_on(self, source: View) -> dt.date | None:
        """The day on which the record that was not verified for longest, of those that use a source, was verified."""
        return self._checks(source).day

    def _checks(self, source: View) -> Checks:
        checks = self.explainer.checks_of(source.ref.partition("/")[2])
        assert checks is not None, "a published source that nothing uses"
        return checks

    # --- Pages of records

    def record_page(self, entry: Entry) -> Page:
        """The page of a record whose collection gives each its own."""
        view = self.views.of(entry)
        body = self._rendered("records", entry.collection.name, "_record", record=view)
        return self._page(view, body)

    def _rendered(self, folder: str, name: str, other: str, **context: Any) -> str:
        """The HTML of a template in a folder of overrides/, or of ``other`` there if it has none of this name."""
        template = self._templates.get((folder, name))
        if template is None:
            own = self._root / "overrides" / folder / f"{name}.html"
            template = self._templates[folder, name] = own if own.is_file() else own.with_name(f"{other}.html")
        html: str = self._guard(template, lambda: self.env.get_template(f"{folder}/{template.name}").render(**context, **self.macros))
        return html

    @cached_property
    def _templates(self) -> dict[tuple[str, str], Path]:
        """The template that was found for each name in a folder."""
        return {}

    def _page(self, view: View, body: str) -> Page:
        html = finish(body, view.address, self.views.note, self.terms)
        description = view.summary.plain if "summary" in view else view.title
        tags = (view.postal.postal,) if "postal" in view else ()
        return Page(view.address, view.title, description, view.singular, html, tags)

    def _lists(self) -> Iterator[tuple[str, Callable[[], Page]]]:
        """The pages of each collection, unless `docs/` has one at its address; for sources those of each kind and letter."""
        taken = {doc.url for doc in self.docs}
        for collection in (model.collection for model in COLLECTIONS.values()):
            if collection.page == "letters":
                yield from self._source_pages()
            if collection.url in taken:
                continue
            if collection.page == "letters":
                yield collection.url, partial(self._index_of, collection)
            else:
                yield from self._list_pages(collection.url, collection.title, collection.name, collection=collection)
        for collection in (model.collection for model in COLLECTIONS.values()):
            yield f"data/{collection.name}/", partial(self._data_of, collection)

    def _index_of(self, collection: Collection) -> Page:
        return self._list(collection.url, collection.title, collection.name, records=self._records(collection.name))

    def _list_pages(self, url: str, title: str, name: str, **context: Any) -> Iterator[tuple[str, Callable[[], Page]]]:
        """The list at ``url``, in pages of `PER_PAGE` records; one page if they fit on it."""
        addresses = tuple(url_of_page(url, index // PER_PAGE + 1) for index in range(0, len(self.explainer.lists[url]) or 1, PER_PAGE))
        for number, address in enumerate(addresses, 1):
            yield address, partial(self._list_page, url, addresses, number, title, name, **context)

    def _list_page(self, url: str, addresses: tuple[str, ...], number: int, title: str, name: str, **context: Any) -> Page:
        written = next((doc for doc in self.docs if doc.url == addresses[number - 1]), None)
        if written:
            place = Place(self._name(written.file))
            raise Faulty([Fault(place, f"a page at {written.url}, where a long list goes on", "an address that is free", "Rename the file")])
        if "letter" in context:
            self.explainer.reads.note("letters", context["kind"].value)
        entries, first = self.explainer.list_at(url), (number - 1) * PER_PAGE
        records = tuple(self.views.of(entry) for entry in entries[first : first + PER_PAGE])
        pages = View({"addresses": addresses, "number": number, "first": first + 1, "last": first + len(records), "all": len(entries)})
        named = title if number == 1 else f"{title}, page {number}"
        return self._list(addresses[number - 1], named, name, records=records, pages=pages, **context)

    def _data_of(self, collection: Collection) -> Page:
        return self._list(f"data/{collection.name}/", f"Data: {collection.title}", "data-of-collection", collection=collection)

    def _list(self, url: str, title: str, name: str, **context: Any) -> Page:
        body = self._rendered("lists", name, "_list", url=url, title=title, **context)
        if "pages" in context:
            body += str(self.macros["page_links"](context["pages"]))
        terms = None if name in ("glossary", "sources", "data-of-collection") else self.terms
        description = meaning_of(COLLECTIONS[name]) if name in COLLECTIONS else title
        return Page(url, title, description, "Index", finish(body, url, self.views.note, terms))

    def trail(self, url: str) -> tuple[tuple[str, str], ...]:
        """Title and address of each page above the one at ``url``, from the home page down."""
        above = [url[: match.end()] for match in re.finditer("/", url.rstrip("/"))]
        with self.explainer.reads.apart():  # titles of written pages stand in every page's frame: when one changes, all is made anew
            titles = self._titles
        return (("Home", ""), *((titles[address], address) for address in above if address in titles))

    @cached_property
    def _titles(self) -> dict[str, str]:
        """The titles of the pages that others may stand below."""
        found = {provenance.URL: provenance.TITLE}
        for collection in (model.collection for model in COLLECTIONS.values()):
            found |= {collection.url: collection.title, provenance.doubts_url(collection): provenance.doubts_title(collection)}
        sources = COLLECTIONS["sources"].collection.url
        return found | {f"{sources}{kind.value}/": kind.label for kind in SourceKind} | {doc.url: self.doc_title(doc) for doc in self.docs}

    def _source_pages(self) -> Iterator[tuple[str, Callable[[], Page]]]:
        of_kinds = self.letters()
        for kind in (kind for kind in SourceKind if kind.value in of_kinds):
            counts = dict(sorted(of_kinds[kind.value].items()))
            addresses = {letter: url_of_letter(kind, letter) for letter in counts}
            yield url_of_kind(kind), partial(self._letters_page, url_of_kind(kind), kind, letters=addresses, counts=counts)
            for letter, address in addresses.items():
                title = f"{kind.label}: {letter.upper()}"
                yield from self._list_pages(address, title, "sources-of-letter", kind=kind, letters=addresses, letter=letter)

    def _letters_page(self, url: str, kind: SourceKind, **context: Any) -> Page:
        self.explainer.reads.note("letters", kind.value)
        return self._list(url, kind.label, "sources-of-kind", **context)

    def letters(self) -> Mapping[str, Mapping[str, int]]:
        """For each kind of source how many that are published begin with each letter."""
        found: dict[str, Counter[str]] = {}
        for source in self.explainer.published("sources").outlines:
            if source.kind:
                found.setdefault(source.kind.value, Counter())[letter_of(source.title)] += 1
        return found

    def generated(self) -> Iterator[tuple[str, Callable[[], Page]]]:
        """Address and maker of every page that nobody wrote: those of records and of collections. Each is made once."""
        return ((url, partial(self.explainer.reads.once, self._pages, url, make)) for url, make in self._generated())

    @cached_property
    def _pages(self) -> dict[str, tuple[Page, frozenset[Read]]]:
        return {}

    def _generated(self) -> Iterator[tuple[str, Callable[[], Page]]]:
        replaced = {self.explainer.url_of(doc.record) for doc in self.docs if doc.record}
        for name, model in COLLECTIONS.items():
            if model.collection.page == "each":
                for outline in self.explainer.published(name).outlines:
                    if (url := self.explainer.url_of(outline)) not in replaced:
                        yield url, partial(self._record_page, outline)
        yield from self._lists()
        yield provenance.URL, lambda: self._list(provenance.URL, provenance.TITLE, "provenance", counted=provenance.of(self.explainer))
        for url, title, records, pages in provenance.doubted(self.explainer):
            yield url, partial(self._doubts, url, title, records, pages)

    def _record_page(self, outline: Outline) -> Page:
        return self.record_page(self.explainer.entry_of(outline))

    def _doubts(self, url: str, title: str, records: Entries, pages: View) -> Page:
        self.explainer.reads.note("doubts", url)
        return self._list(url, title, "doubts", records=tuple(self.views.of(record) for record in records), pages=pages)

    def place_of_link(self, url: str, href: str) -> Place | None:
        """Where ``href`` on the page at ``url`` is written in a record as a link to a place of another: the page's own record is asked first."""
        target, _, anchor = urljoin(f"/{url}", href).lstrip("/").partition("#")
        own = self.explainer.record_at(url)
        for entry in (*([own] if own else []), *self.explainer) if anchor else ():
            for reference in support.references(entry):
                named = self.explainer.outline((reference.collection, reference.id)) if reference.anchor == anchor else None
                if named and self.explainer.url_of(named).partition("#")[0] == target:
                    return self.explainer.place(entry, reference.path, reference.token)
        return None

    def places(self, url: str) -> dict[str, str]:
        """Where the page at ``url`` is written, as `path:line`: the page itself under an empty name, and what has an id on it."""
        written = self._written_at(url)
        found = {"": written[0]} if written else {}
        for name, model in COLLECTIONS.items():
            if not url.startswith(model.collection.url):
                continue
            own = self.explainer.record_at(url)
            outlined = [self.explainer.outlines[name, own.id]] if own else self.explainer.published(name).outlines
            for outline in outlined:
                page, _, anchor = self.explainer.url_of(outline).partition("#")
                if page == url:
                    entry = self.explainer.entry_of(outline)
                    found.setdefault(anchor, self.explainer.place(entry))
                    found |= {inner: self.explainer.place(entry, path) for path, inner in anchors.of(self.explainer, entry).items()}
        return {anchor: f"{place.path}:{place.line}" for anchor, place in found.items()}

    def _written_at(self, url: str) -> tuple[Place, Record | None] | None:
        """Where the page at ``url`` is written, and the record it is about if it is about one; None if there is no such page."""
        if doc := next((doc for doc in self.docs if doc.url == url), None):
            return Place(self._name(doc.file)), doc.record if isinstance(doc.record, Record) else None
        record = self.explainer.record_at(url)
        if isinstance(record, Record):
            return self.explainer.place(record), record
        return self.list_written(url)

    def list_written(self, url: str) -> tuple[Place, None] | None:
        """Where the page at ``url`` is written, if it is one about several records."""
        self.explainer.reads.note("written", url)
        with self.explainer.reads.apart():
            return self._lists_written.get(LATER_PAGE.sub("", url))

    @cached_property
    def _lists_written(self) -> Mapping[str, tuple[Place, None]]:
        """Where each page is written that is about several records."""
        found: dict[str, tuple[Place, None]] = {}
        for name, model in COLLECTIONS.items():
            collection = model.collection
            path = f"data/{name}.yml" if collection.layout == "file" else f"data/{name}/"
            found[collection.url] = Place(path if (self._root / path).exists() else "data/"), None  # no correction, no file
            found[f"data/{name}/"] = Place("scripts/explainer/records.py"), None  # what it says of each field stands in the model
            for outline in self.explainer.published(name).outlines:
                if outline.kind:
                    written = Place(self.explainer.origins[outline.key].key.path), None
                    found[url_of_kind(outline.kind)] = found[url_of_list(outline)] = written
            found[provenance.doubts_url(collection)] = found[collection.url]
        found[provenance.URL] = Place("overrides/lists/provenance.html"), None
        return found

    def foot(self, url: str, title: str) -> Foot:
        """What the foot of the page at ``url`` offers."""
        written = self._written_at(url)
        assert written is not None, f"a page at {url} that nothing has written"
        place, record = written
        site = self.site
        address = f"{site['url'].rstrip('/')}/{url}" if site["url"] else ""
        work = Work(title, site["name"], site["publisher"], address, record.verified if record else self.explainer.newest, record is not None)
        report = report_url(site["repo_url"], site["contact_email"], title, address or f"/{url}", place)
        return Foot(work, file_url(site["repo_url"], place), report)

    def redirects(self) -> Iterator[tuple[str, str]]:
        """Former address and present address of each published record that had another id."""
        for name, model in COLLECTIONS.items():
            for outline in self.explainer.published(name).outlines if model.collection.page == "each" else ():
                for former in outline.former_ids:
                    yield outline.collection.url_of(former), self.explainer.url_of(outline)

    # --- Pages in docs/

    @cached_property
    def docs(self) -> tuple[Doc, ...]:
        folder = self._root / "docs"
        found = []
        for path in written_below(folder, ".md"):
            src_uri = path.relative_to(folder).as_posix()
            found.append(Doc(src_uri, url_of_doc(src_uri), path, self.explainer.record_at(src_uri.removesuffix(".md"))))
        return tuple(found)

    def doc_markdown(self, doc: Doc) -> str:
        """The page's Markdown, without its front matter: macros run, citations as tokens, record links as links.

        Raises Faulty with a fault at the line of the page.
        """
        return self.explainer.reads.once(self._markdown, doc.src_uri, partial(self._make_markdown, doc))

    @cached_property
    def _markdown(self) -> dict[str, tuple[str, frozenset[Read]]]:
        return {}

    def _make_markdown(self, doc: Doc) -> str:
        source, blank = self._split(doc)
        marked = self._replace_marks(source, doc)
        context: dict[str, Any] = dict(self.macros)
        if doc.record:
            context["record"] = self.views.of(doc.record)

        # A template made from a string has no name; compiled under the page's own, faults show the page's lines.
        def work() -> str:
            code = self._page_env.compile(blank + marked, name=self._name(doc.file), filename=str(doc.file))
            return self.env.template_class.from_code(self._page_env, code, self.env.make_globals(None)).render(**context)

        text: str = self._guard(doc.file, work)
        return text.lstrip("\n")

    def _split(self, doc: Doc) -> tuple[str, str]:
        """The text below the front matter, and as many empty lines as stand above it."""
        self.explainer.reads.note("doc", doc.src_uri)
        text = self._text_of(doc.file)
        match = _FRONT.match(text)
        if not match:
            return text, ""
        return text[match.end() :], "\n" * match[0].count("\n")

    def front_matter(self, doc: Doc) -> dict[str, str]:
        """The page's front matter as texts. Raises Faulty for an unknown key or what is not `key: value`."""
        self.explainer.reads.note("doc", doc.src_uri)
        text = self._text_of(doc.file)
        match = _FRONT.match(text)
        if not text.strip():
            raise Faulty([Fault(Place(self._name(doc.file)), "an empty page", "a heading and text", "Write the page, or delete the file")])
        if not match:
            if re.match(r"---[ \t]*\n", text):
                raise Faulty([Fault(Place(self._name(doc.file)), "front matter that is never closed", "a line --- below it", "Add the line ---")])
            return {}
        tree = yaml_tree.parse("\n" + match[1], self._name(doc.file))
        if tree is None:
            return {}
        if not isinstance(tree, yaml_tree.Mapping):
            raise Faulty([Fault(tree.place, "front matter that is no mapping", "`key: value` lines", "Write `title: …`")])
        faults = [
            Fault(
                tree.keys[key].place,
                f"an unknown key '{key}' in the front matter",
                one_of(FRONT_MATTER),
                did_you_mean(key, FRONT_MATTER),
                only_near(key, [known for known in FRONT_MATTER if known not in tree.keys]),
            )
            for key in tree.entries
            if key not in FRONT_MATTER
        ]
        for key, node in tree.entries.items():
            value = yaml_tree.data(node)
            wanted = "`[toc]`" if key == "hide" else "true or false" if key == "terms" else "one text"
            good = (
                value in (["toc"], [])
                if key == "hide"
                else value in ("true", "false")
                if key == "terms"
                else isinstance(value, str) and value.strip()
            )
            if key in FRONT_MATTER and not good:
                faults.append(Fault(node.place, f"{describe(value) if value else 'nothing'} in '{key}' of the front matter", wanted))
        if faults:
            raise Faulty(faults)
        return {key: node.text if isinstance(node, yaml_tree.Scalar) else "" for key, node in tree.entries.items()}

    def title_at(self, url: str) -> str:
        """The title of the written page or of the collection's list at ``url``. Raises Faulty for what is wrong in front matter."""
        doc = next((doc for doc in self.docs if doc.url == url), None)
        return self.doc_title(doc) if doc else next(model.collection.title for model in COLLECTIONS.values() if model.collection.url == url)

    def doc_title(self, doc: Doc) -> str:
        """The title of a written page: of its front matter, else its heading."""
        title = self.front_matter(doc).get("title")
        if title:
            return title
        heading = re.search(r"^# (.+)$", self._split(doc)[0], re.M)
        return heading[1].strip() if heading else doc.src_uri

    def _replace_marks(self, source: str, doc: Doc) -> str:
        """Citations become note tokens and links to records become Markdown links, line by line."""
        lines = self._split(doc)[1].count("\n")
        out, rest, end = [], "", 0
        faults: list[Fault] = []
        try:
            for start, stop, mark in marks(source):
                out.append(source[end:start].rstrip(" ") if isinstance(mark, Citation) else source[end:start])
                rest += source[end:start] + " " * (stop - start)
                try:
                    out.append(self._cite(mark) if isinstance(mark, Citation) else self._record_link(mark))
                except MacroError as error:
                    at = source.find(error.token, start, stop)
                    faults.append(Fault(self._doc_place(doc, source, max(at, start), lines), error.found, error.expected, error.fix, error.meant))
                end = stop
        except BadMark as error:
            at = source.find(error.token, end)
            meant = Replacement(error.token, error.write) if error.write else None
            faults.append(Fault(self._doc_place(doc, source, max(at, 0), lines), error.found, error.expected, error.fix, meant))
        if faults:
            raise Faulty(faults)
        rest += source[end:]
        for token, source_id in unmarked(rest):
            if self.explainer.get("sources", source_id):
                place = self._doc_place(doc, source, rest.find(token), lines)
                raise Faulty([rules.without_its_mark(place, token, source_id)])
        return "".join(out) + source[end:]

    def _doc_place(self, doc: Doc, source: str, offset: int, lines_above: int) -> Place:
        place = yaml_tree.place_at(source, offset, self._name(doc.file))
        return replace(place, line=place.line + lines_above)

    def _cite(self, citation: Citation) -> str:
        return "".join(self._token(use) for use in citation.uses)

    def _record_link(self, link: Link | str) -> str:
        assert isinstance(link, Link)
        if self.explainer.get(link.collection, link.id) is None:
            known = self.explainer.collections.get(link.collection)
            where = f"data/{link.collection}" if known is not None else one_of(COLLECTIONS, 20)
            raise MacroError(
                f"a link to '{link.collection}/{link.id}', which is no record",
                f"a record in {where}",
                did_you_mean(link.id, known or ()) or did_you_mean(link.collection, COLLECTIONS) or "Add the record, or correct the link",
                only_near(link.id, known) if known is not None else only_near(link.collection, COLLECTIONS),
            )
        url = self.views.ref_light(link.collection, link.id)
        if url is None:
            return link.words
        if link.anchor:
            url = f"{url.split('#')[0]}#{link.anchor}"
        return f'<a href="@/{url}">{link.words}</a>'

    @cached_property
    def _cited(self) -> dict[str, frozenset[str]]:
        return {}

    def _cited_in(self, doc: Doc) -> frozenset[str]:
        """The ids of the sources that a page cites itself."""
        if doc.src_uri not in self._cited:
            try:
                cited = [mark for _, _, mark in marks(self._split(doc)[0]) if isinstance(mark, Citation)]
            except (BadMark, Faulty):
                cited = []  # said where the page itself is made
            self._cited[doc.src_uri] = frozenset(use.id for mark in cited for use in mark.uses)
        return self._cited[doc.src_uri]

    def notes_of(self, doc: Doc) -> list[str]:
        """The notes of a page, its own and those of what its macros print."""
        return NOTE.findall(self.doc_markdown(doc))

    def doc_html(self, doc: Doc, html: str) -> str:
        """The page's finished HTML, from what Markdown made of `doc_markdown`."""
        explained = self.front_matter(doc).get("terms") != "false"
        return finish(self.head_of(doc) + html, doc.url, self.views.note, self.terms if explained else None)

    def head_of(self, doc: Doc) -> str:
        """What stands above the text of a page in `docs/` that replaces a record's body; for other pages nothing."""
        if not doc.record:
            return ""
        head = self.env.get_template("records/_head.html")
        return str(self._guard(doc.file, partial(head.render, record=self.views.of(doc.record), **self.macros)))

    def faults_of_templates(self) -> list[Fault]:
        """What no text may hold, in any template, also in those that only the engine renders."""
        return _faults_in(partial(self._text_of, path) for path in written_below(self._root / "overrides", ".html"))

    def faults_before_pages(self) -> list[Fault]:
        """What keeps every page from being made: faults of templates, of macros, and of what stands above the text of written pages."""
        return sorted({*self.faults_of_templates(), *_faults_in((lambda: self.macros, *(partial(self.front_matter, doc) for doc in self.docs)))})

    def faults_of_docs(self) -> list[Fault]:
        """What is wrong in the macros and in the pages of `docs/`."""
        return _faults_in((lambda: self.macros, *self._doc_works()))

    def _doc_works(self) -> Iterator[Callable[[], object]]:
        for doc in self.docs:
            yield partial(self.front_matter, doc)
            yield partial(self.doc_markdown, doc)

    def faults(self) -> list[Fault]:
        """What is wrong in templates and pages: everything is rendered once, nothing is written."""
        found = [*self.faults_of_templates(), *self.faults_of_docs()]
        return sorted(set(found)) or _faults_in(make for _, make in self.generated())


def _until_unreadable(tokens: Iterable[tuple[int, str, str]]) -> Iterator[tuple[int, str, str]]:
    with suppress(TemplateSyntaxError):
        yield from tokens


def _faults_in(works: Iterable[Callable[[], object]]) -> list[Fault]:
    """The faults with which pieces of work stop, by place."""
    found: list[Fault] = []
    for work in works:
        try:
            work()
        except Faulty as error:
            found += error.faults
    return sorted(set(found))


_GROUPS = (View, Refs, tuple, list, Mapping)
"""What has no words of its own: Python's would stand on the page."""


def _printable(value: Any) -> Any:
    """A value that a template prints, as it is. Raises MacroError for what is nothing, or no words."""
    if value is None:
        raise MacroError(
            "nothing to print: the value is not there", "words, a number, a date or a link", "Print it inside {% if … %}, or leave it out"
        )
    if isinstance(value, _GROUPS):
        raise MacroError("a group of fields, printed as it is", "words, a number, a date or a link", "Print its fields one by one")
    return value


def _past_markdown(value: Any) -> Any:
    """HTML in which Markdown finds no signs of its own. Without this, `` `x`{ onclick=… } `` in a record would be code."""
    if not isinstance(value, Markup):
        return _printable(value)
    parts = _TAG.split(str(value))
    for index, part in enumerate(parts):
        if not part.startswith("<!--"):
            signs = _SIGNS_IN_TAGS if index % 2 else _SIGNS
            parts[index] = signs.sub(lambda match: f"&#{ord(match[0])};", part)
    return Markup("".join(parts))


@cache
def _field_names() -> list[str]:
    """Every field that a view may have, for `did_you_mean`."""
    found = {name for model in COLLECTIONS.values() for name in _names_in(model)}
    return sorted(found | {"address", "sort_date", "referrers", "consulted", "inline", "plain", "words", "label", "value", "meaning", "text"})


def _names_in(model: type[BaseModel]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        yield name
        if inner := inner_model(info.annotation):
            yield from _names_in(inner)


def _tile_of(postal: str) -> View:
    """Where a state stands on the tile map."""
    row, column = TILES[postal]
    return View({"row": row, "column": column})


def _line(record: View, date: When, kind: str, states: tuple[Any, ...] = (), change: View | None = None) -> View:
    """A line of the one timeline: of a record, or of a change of a state's law."""
    address = f"{record.address}#{change.id}" if change else record.address
    facets = {"Kind": [kind], "State": [str(state) for state in states]}
    return View({"date": date, "kind": kind, "title": change.title if change else record.title, "address": address, "facets": facets})


def _day(day: dt.date | Literal[""]) -> str:
    """A day in words: `November 24, 2026`. Nothing where the site is not known, as in `check`."""
    return EdtfDate(day.year, day.month, day.day).words if day else ""


def _json(value: Mapping[str, Any]) -> str:
    """JSON for an attribute: it is escaped like any text."""
    return json.dumps(dict(value), ensure_ascii=False, separators=(",", ":"))


def _one_point(points: list[View], ref: str, period: str) -> View:
    """The one point that a page asks for."""
    if len(points) == 1:
        return points[0]
    if points:
        raise MacroError(
            f"'{period}', which stands at {len(points)} points of {ref}", "one point", "Add `what`, exactly as at the point that is meant"
        )
    raise MacroError(f"'{period}', which is no period of {ref}", "the `period` of one of its points, exactly")


def _grouped(items: Any, attribute: str) -> list[tuple[Any, list[Any]]]:
    """Items by the value of an attribute, in the order in which the values first stand."""
    groups: dict[str, tuple[Any, list[Any]]] = {}
    for item in items:
        value = item[attribute]
        groups.setdefault(str(value), (value, []))[1].append(item)
    return list(groups.values())


def _collections() -> Mapping[str, Any]:
    return MappingProxyType({name: model.collection for name, model in COLLECTIONS.items()})


def _vocabulary(name: str) -> list[Any]:
    """The members of a vocabulary: `vocabulary("Hold")`."""
    from explainer import vocabulary

    found = getattr(vocabulary, name, None)
    if found is None:
        raise MacroError(f"'{name}', which is no vocabulary", "the name of a class in vocabulary.py")
    return list(found)


def _field_label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _day_of_effect(status: str) -> str:
    """What a law's effective date is called. Only of a law that is known to be in force can it be said that it has taken effect."""
    if status in (LawStatus.IN_FORCE, LawStatus.IN_FORCE_IN_PART, LawStatus.AMENDED):
        return "In effect since"
    return "Set to take effect" if status == LawStatus.ENACTED_NOT_EFFECTIVE else "Effective date"


def _number(value: float) -> str:
    """276181 as `276,181`; 77.4 as `77.4`: all digits that were given, none of them rounded."""
    return f"{int(value):,}" if value == int(value) else f"{Decimal(repr(value)):,f}"
