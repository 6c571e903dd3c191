"""What machines are told of the site: JSON-LD in each page's head, `llms.txt`, `robots.txt`, and how new each page is.

All of it is made from views and pages, with the words of schema.org. A page is about a law; it is not the law: so the law
stands in `about`. Without a configured address, addresses are relative to the page, as JSON-LD in HTML allows.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from explainer import data_guide
from explainer.addresses import at
from explainer.cards import CARDS
from explainer.explainer import Entries
from explainer.outlines import Outline
from explainer.reads import Reads
from explainer.records import COLLECTIONS, Entry, Source, meaning_of
from explainer.render import LATER_PAGE, Renderer
from explainer.views import View, When, day_of
from explainer.vocabulary import AuthorityKind, LawStatus, SourceKind

LANGUAGE = "en"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"

LAWS = frozenset({AuthorityKind.CONSTITUTION, AuthorityKind.STATUTE, AuthorityKind.REGULATION, AuthorityKind.EXECUTIVE_ORDER, AuthorityKind.BILL})
"""The authorities that schema.org calls legislation: acts, decrees and bills, enforceable or not."""

FORCE = {
    LawStatus.IN_FORCE: "InForce",
    LawStatus.AMENDED: "InForce",
    LawStatus.IN_FORCE_IN_PART: "PartiallyInForce",
    LawStatus.SUPERSEDED: "NotInForce",
    LawStatus.REPEALED: "NotInForce",
    LawStatus.VETOED: "NotInForce",
}
"""What schema.org calls these statuses. Of the others it can't be said in one of its three words, so nothing is said."""

Json = dict[str, Any]
_ENCODER = json.JSONEncoder(separators=(",", ":"))
DATA = "data/"
"""Where the files of open data are, and the pages that describe them."""


def safe_json(value: Any) -> str:
    """JSON in ASCII that can stand in HTML: no text in it can close a script element or begin a tag."""
    text = _ENCODER.encode(value)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


@dataclass(frozen=True)
class Metadata:
    """What machines are told of each page of one `Renderer`'s site."""

    renderer: Renderer

    # --- How new a page is

    def updated(self, url: str) -> dt.date | None:
        """The newest day on which a record at or below the page's address, or cited on it, was verified; None if there is no such record."""
        doc = self._docs.get(url)
        cited = [day for key in self.renderer.notes_of(doc) if (day := day_of(key))] if doc else []
        record = self.renderer.explainer.record_at(url)  # of one record no others need to be asked
        below = self._day(self.renderer.explainer.outlines[record.collection.name, record.id]) if record else self.newest_below(url)
        return max([*cited, *([below] if below else [])], default=None)

    def newest_below(self, url: str) -> dt.date | None:
        """The newest day on which a record at or below an address was verified, if any stands there."""
        self._reads.note("below", url)
        with self._reads.apart():
            return self._newest_below.get(url)

    def entries_at(self, url: str) -> Entries:
        """The published records that stand on the page at an address."""
        self._reads.note("at", url)
        with self._reads.apart():
            return self._entries_at.get(url) or Entries({}, ())

    @property
    def _reads(self) -> Reads:
        return self.renderer.explainer.reads

    @cached_property
    def _docs(self) -> dict[str, Any]:
        return {doc.url: doc for doc in self.renderer.docs}

    @cached_property
    def _entries_at(self) -> dict[str, Entries]:
        """The published records that stand on the page at each address."""
        explainer = self.renderer.explainer
        found: dict[str, list[Outline]] = {}
        for name in COLLECTIONS:
            for outline in explainer.published(name).outlines:
                found.setdefault(explainer.url_of(outline).partition("#")[0], []).append(outline)
        return {url: Entries(explainer.collections, outlined) for url, outlined in found.items()}

    @cached_property
    def _newest_below(self) -> dict[str, dt.date]:
        found: dict[str, dt.date] = {}
        for url, entries in self._entries_at.items():
            newest = max((day for outline in entries.outlines if (day := self._day(outline))), default=None)
            if newest is None:
                continue
            parts = url.rstrip("/").split("/")
            files = (DATA, f"{DATA}{entries.outlines[0].collection.name}/")
            for above in ("", *files, *("/".join(parts[: depth + 1]) + "/" for depth in range(len(parts)))):
                found[above] = max(found.get(above, newest), newest)
        return found

    def _day(self, outline: Outline) -> dt.date | None:
        """When a record was verified; of a correction its own day, of a source the day on which its longest unchecked use was verified."""
        match outline.collection.name:
            case "corrections":
                return outline.date.first if outline.date else None
            case "sources":
                return self.renderer.explainer.checked_on.get(outline.id)
        return outline.verified

    # --- JSON-LD

    def card(self, url: str) -> str:
        """The name of the picture that stands beside a link to the page (see `cards`)."""
        first = url.partition("/")[0]
        return first if first in CARDS else "site"

    def json_ld(self, url: str, title: str, description: str) -> str:
        """What the page is, in schema.org's words, and the way to it from the home page, as JSON that can stand in HTML."""
        about = [self._page(url, title, description)]
        if url:
            about.append(self._breadcrumbs(url, title))
        return safe_json({"@context": "https://schema.org", "@graph": about})

    def _page(self, url: str, title: str, description: str) -> Json:
        site = self.renderer.site
        common = {
            "description": description,
            "url": self._at(url, url),
            "inLanguage": LANGUAGE,
            "dateModified": str(self.updated(url) or ""),
            "license": LICENSE,
            "isAccessibleForFree": True,
            "publisher": self._publisher,
        }
        if not url:
            return _filled({"@type": "WebSite", "name": site["name"], **common})
        common["isPartOf"] = {"@type": "WebSite", "name": site["name"], "url": self._at("", url)}
        record = self.renderer.explainer.record_at(url)
        entries: Sequence[Entry] = [record] if record else self.entries_at(url)
        if entries and entries[0].collection.page == "each":
            view = self.renderer.views.of(entries[0])
            return _filled(
                {"@type": "Article", "headline": title, **common, "image": self._at(f"assets/images/cards/{self.card(url)}.png", url)} | _about(view)
            )
        views = [self.renderer.views.of(entry) for entry in entries]
        match entries[0].collection.name if entries else "":
            case "glossary":
                terms = [{"@type": "DefinedTerm", "name": view.title, "description": view.summary.plain, "url": f"#{view.id}"} for view in views]
                return _filled({"@type": "DefinedTermSet", "name": title, **common, "hasDefinedTerm": terms})
            case "numbers":
                return _filled({"@type": "CollectionPage", "name": title, **common, "mainEntity": [self._dataset(view) for view in views]})
        if url.startswith(DATA):
            files = [{"@type": "DataDownload", "contentUrl": self._at(path, url), "encodingFormat": kind} for path, kind in self._files_at(url)]
            return _filled({"@type": "Dataset", "name": title, **common, "distribution": files})
        if entries or LATER_PAGE.sub("", url) in self._indexes:
            return _filled({"@type": "CollectionPage", "name": title, **common})
        return _filled({"@type": "Article", "headline": title, **common, "image": self._at(f"assets/images/cards/{self.card(url)}.png", url)})

    def _files_at(self, url: str) -> list[tuple[str, str]]:
        """Path and kind of the files that a page of open data describes."""
        name = url.removeprefix(DATA).rstrip("/")
        if not name:
            return [(f"{DATA}detainers.sqlite", "application/vnd.sqlite3"), (f"{DATA}detainers.zip", "application/zip")]
        return [(f"{DATA}{name}.json", "application/json"), *((f"{DATA}{table.name}.csv", "text/csv") for table in data_guide.guide_of(name))]

    @cached_property
    def _indexes(self) -> frozenset[str]:
        """The pages that list records; a long list goes on below them."""
        sources = COLLECTIONS["sources"].collection.url
        return frozenset(model.collection.url for model in COLLECTIONS.values()) | frozenset(f"{sources}{kind.value}/" for kind in SourceKind)

    @cached_property
    def _publisher(self) -> Json | None:
        name = self.renderer.site["publisher"]
        return {"@type": "Organization", "name": name} if name else None

    def _dataset(self, view: View) -> Json:
        """A series or set of figures. What it rests on is named; who counted is said in the text."""
        based = [source.url for use in view.sources if isinstance(source := self.renderer.explainer.get("sources", use.id.id), Source) if source.url]
        starts = [point.start.iso for point in view.points if point.start]
        ends = [(point.end or point.start).iso for point in view.points if point.start]
        return _filled(
            {
                "@type": "Dataset",
                "name": view.title,
                "description": view.summary.plain,
                "url": f"#{view.id}",
                "license": LICENSE,
                "isAccessibleForFree": True,
                "variableMeasured": view.unit.text,
                "temporalCoverage": f"{min(starts)}/{max(ends)}" if starts else "",
                "isBasedOn": based,
            }
        )

    def _breadcrumbs(self, url: str, title: str) -> Json:
        steps = [*self.renderer.trail(url), (title, url)]
        items = [
            {"@type": "ListItem", "position": number, "name": name, "item": self._at(address, url)} for number, (name, address) in enumerate(steps, 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}

    def _at(self, target: str, page: str) -> str:
        return at(target, page, self.renderer.site["url"])


def _filled(value: Json) -> Json:
    """Without what is not known: no property is given a made-up or an empty value."""
    return {name: item for name, item in value.items() if item not in (None, "", [], {})}


def _about(view: View) -> Json:
    """What the page of a record is about, if schema.org has a word for it."""
    match view.collection:
        case "states":
            state = {"@type": "State", "name": view.title}
            laws = [_law(law.name.text, law.citation or law.bill, "", law.enacted, law.effective, law.status, view.title) for law in view.laws]
            return {"about": [state, *laws]}
        case "authorities" if view.kind.value in LAWS:
            return {"about": _law(view.title, view.citation, view.kind.label, view.date, None, view.status, "United States")}
        case "court-cases" if view.decided:
            court = {"@type": "GovernmentOrganization", "name": view.court.name.text}
            decision = {
                "@type": "CreativeWork",
                "name": view.title,
                "identifier": view.citation.text,
                "dateCreated": _date(view.decided),
                "creator": court,
            }
            return {"about": _filled(decision)}
        case "custody-cases":
            place = ", ".join(str(part) for part in (view.place.city, view.place.county, view.place.state) if part)
            return {"contentLocation": {"@type": "Place", "name": place}}
    return {}


def _law(name: str, citation: str | None, kind: str, made: When | None, applies: When | None, status: View, place: str) -> Json:
    return _filled(
        {
            "@type": "Legislation",
            "name": str(name),
            "legislationIdentifier": str(citation or ""),
            "legislationType": kind,
            "legislationDate": _date(made),
            "legislationDateOfApplicability": _date(applies),
            "legislationLegalForce": f"https://schema.org/{FORCE[status.value.value]}" if status.value.value in FORCE else "",
            "legislationDateVersion": _date(status.as_of),
            "legislationJurisdiction": place,
        }
    )


def _date(when: When | None) -> str:
    """A date as schema.org takes it; it has no word for `about`."""
    return when.iso if when and not when.approximate else ""


# --- Files for machines -------------------------------------------------------------------------------------------


def files(renderer: Renderer) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """`llms.txt`, `robots.txt` and the sitemap."""
    yield "llms.txt", lambda: _llms(renderer).encode()
    yield "robots.txt", lambda: _robots(renderer).encode()
    yield "sitemap.xml", lambda: _sitemap(renderer)
    yield "sitemap.xml.gz", lambda: gzip.compress(_sitemap(renderer), mtime=0)


def _robots(renderer: Renderer) -> str:
    """Everything may be read. Search engines look for this file at the root of a host only."""
    site = renderer.site["url"]
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {site}sitemap.xml\n" if site else "")


def _sitemap(renderer: Renderer) -> bytes:
    """Every page with the day of its newest data, as https://www.sitemaps.org has it: full addresses, so none without a configured one."""
    site, metadata = renderer.site["url"], Metadata(renderer)
    renderer.explainer.reads.note("pages")
    urls = [doc.url for doc in renderer.docs] + [url for url, _ in renderer.generated()] if site else []
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for url in urls:
        updated = metadata.updated(url)
        lines.append(f"<url><loc>{escape(site + url)}</loc>" + (f"<lastmod>{updated}</lastmod>" if updated else "") + "</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def _llms(renderer: Renderer) -> str:
    """What the site is and where its parts are, in the form of https://llmstxt.org."""
    site = renderer.site

    def item(title: str, url: str, description: str = "") -> str:
        return f"- [{_plain(title)}]({at(url, '', site['url'])})" + (f": {_plain(description)}" if description else "")

    docs = [(doc.url, renderer.doc_title(doc), renderer.front_matter(doc).get("description", "")) for doc in renderer.docs]
    top = next((description for url, _, description in docs if not url), "")
    lines = [f"# {_plain(site['name'])}", "", f"> {_plain(top)}" if top else "", ""]
    lines += [
        "Not legal advice. Every statement of fact carries its source in a note; cite the source. State law differs: use a state's answer",
        f"with its date. Newest verification: {site['data_date']}. Text and data: CC BY 4.0, quotations excepted.",
        "",
        "## Pages",
        "",
        *(item(title, url, description) for url, title, description in docs),
        "",
        "## Data",
        "",
        *(item(f"{model.collection.title} as JSON", f"{DATA}{name}.json") for name, model in COLLECTIONS.items()),
        "",
        "## Records",
        "",
        *(item(model.collection.title, model.collection.url, meaning_of(model)) for model in COLLECTIONS.values()),
        "",
    ]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """One line in which Markdown finds no signs of its own."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#" else sign for sign in " ".join(text.split()))
