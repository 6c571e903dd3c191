"""Feeds: changes of state law, of all states and of each, and corrections of this site, as Atom and as JSON Feed.

Nothing in a feed depends on the clock or on the address of the site, but for the links: entries keep their ids if the
site moves. Without a configured address links are relative to the feed, which Atom allows, and what must be a full
address is left out.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from xml.etree import ElementTree as xml

from markupsafe import Markup

from explainer.addresses import at, resolve
from explainer.citations import Use
from explainer.edtf_dates import EdtfDate
from explainer.metadata import LANGUAGE, safe_json
from explainer.records import COLLECTIONS, Source, State
from explainer.render import Renderer
from explainer.views import NOTE, Prose, View, use_of
from explainer.vocabulary import in_a_sentence

LIMIT = 50
"""Entries in the feed of all states; the feed of one state has all of its own."""

_NAMES = uuid.UUID("553b0045-ee5e-4f8d-8e0b-1d9b0e9ef527")
"""The namespace of the ids. A change of it would show every entry to every reader anew."""

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. ``name`` is what its id is made of; ``published`` is given only if its day is known and has come."""

    name: str
    title: str
    address: str
    html: Markup
    updated: dt.date
    published: dt.date | None
    tag: str


@dataclass(frozen=True, slots=True)
class Feed:
    """``stem`` is its address without the ending, ``home`` the page it follows, ``pages`` the pages that name it in their head.

    Its entries are made when they are asked for: who only names the feed needs none.
    """

    stem: str
    title: str
    description: str
    home: str
    pages: tuple[str, ...]
    make: Callable[[], Iterable[Item]]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(self.make())

    @property
    def folder(self) -> str:
        return f"{self.stem.rpartition('/')[0]}/"


def all_feeds(renderer: Renderer) -> Iterator[Feed]:
    """Every feed of the site."""
    both = ("", "about/cite-and-reuse/")
    states = [entry for entry in renderer.explainer.published("states") if isinstance(entry, State)]
    yield Feed(
        "states/changes",
        "Changes of state law on immigration detainers",
        "Dated changes of state law on ICE detainers, newest first.",
        COLLECTIONS["states"].collection.url,
        (COLLECTIONS["states"].collection.url, "states/what-changed/", *both),
        partial(_newest, renderer, LIMIT),
    )
    for state in states:
        view = renderer.views.of(state)
        yield Feed(
            f"{view.address}changes",
            f"{view.title}: changes of the law on immigration detainers",
            f"Dated changes of the law of {in_a_sentence(view.title)} on ICE detainers, newest first.",
            view.address,
            (view.address,),
            partial(_newest, renderer, None, state),
        )
    yield Feed(
        "corrections/feed",
        "Corrections",
        "What was wrong on this site, since when, what it says now and why. Newest first.",
        COLLECTIONS["corrections"].collection.url,
        (COLLECTIONS["corrections"].collection.url, *both),
        partial(_corrections, renderer),
    )


def links_of(renderer: Renderer) -> dict[str, list[dict[str, str]]]:
    """For each page that a feed concerns, what the page's head says of it: title, type and address."""
    found: dict[str, list[dict[str, str]]] = {}
    for feed in all_feeds(renderer):
        for page in feed.pages:
            found.setdefault(page, []).extend({"title": feed.title, "type": kind, "url": feed.stem + ending} for ending, kind, _ in FORMATS)
    return found


def files(renderer: Renderer) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Path below the site and maker of every feed, in both formats."""
    for feed in all_feeds(renderer):
        for ending, _, make in FORMATS:
            yield feed.stem + ending, partial(make, renderer, feed)


# --- Entries ------------------------------------------------------------------------------------------------------


def _newest(renderer: Renderer, limit: int | None, only: State | None = None) -> Iterator[Item]:
    """The changes of the law of all states, or of one, the newest first."""
    states = [only] if only else [entry for entry in renderer.explainer.published("states") if isinstance(entry, State)]
    found = [(change.date.iso, change.id, item) for state in states for change, item in _changes(renderer, state)]
    return (item for _, _, item in sorted(found, key=lambda one: one[:2], reverse=True)[:limit])


def _corrections(renderer: Renderer) -> Iterator[Item]:
    views = (renderer.views.of(entry) for entry in renderer.explainer.published("corrections"))
    return (_correction(renderer, view) for view in sorted(views, key=lambda view: (view.date.iso, view.ref), reverse=True))


def _changes(renderer: Renderer, state: State) -> Iterator[tuple[View, Item]]:
    view = renderer.views.of(state)
    for change in view.changes:
        if not change.date:
            continue  # about a decision that is still to come
        title = f"{view.title}: {change.title}"
        said = Markup("<p>{}. {}. {}.</p>").format(change.date.words, view.title, change.direction.label)
        if change.scheduled:
            title = f"{view.title}, date set for {change.date.words}: {change.title}"
            ahead = EdtfDate.parse(change.date.iso).last > state.verified
            said += Markup("<p>{} when the record was last verified, {}. Nothing here says that it has.</p>").format(
                "This day had not come" if ahead else "It was not known whether this has happened", view.verified.words
            )
        said += _html(renderer, change.what) + _sources(renderer, (change.what, change.source))
        known = change.date.precision == "day" and not change.date.approximate and not change.scheduled
        published = dt.date.fromisoformat(change.date.iso) if known else None
        address = f"{view.address}#{change.id}"
        yield change, Item(f"{view.ref}#{change.id}", title, address, said, state.verified, published, change.direction.label)


def _correction(renderer: Renderer, view: View) -> Item:
    said = Markup("<p>Corrected {}; wrong since {}.").format(view.date.words, view.since.words)
    said += Markup(" The page: {}.</p>").format(Markup(view.about.__html__())) if view.about else Markup("</p>")
    for name, text in (("It said", view.was), ("It says now", view.now), ("Why", view.why)):
        said += Markup("<p>{}:</p>").format(name) + _html(renderer, text)
    said += _sources(renderer, (view.was, view.now, view.why))
    day = dt.date.fromisoformat(view.date.iso)
    return Item(view.ref, f"Correction: {view.title}", view.address, said, day, day, "Correction")


def _html(renderer: Renderer, text: Prose | None) -> Markup:
    """A text without the marks of its notes."""
    return Markup(NOTE.sub("", text.block)) if text else Markup("")


def _sources(renderer: Renderer, texts: tuple[Prose | Markup | None, ...]) -> Markup:
    """The sources in the notes of some texts, named and linked."""
    keys = dict.fromkeys(key for text in texts if text for key in NOTE.findall(text.__html__()))
    named = [_named(renderer, use_of(key)) for key in keys]
    return Markup("<p>{}: {}.</p>").format("Source" if len(named) == 1 else "Sources", Markup("; ").join(named)) if named else Markup("")


def _named(renderer: Renderer, use: Use) -> Markup:
    source = renderer.explainer.get("sources", use.id)
    assert isinstance(source, Source)
    title = Markup('<a href="{}">{}</a>').format(source.url, source.title) if source.url else Markup("{}").format(source.title)
    return Markup(", ").join(part for part in (title, source.publisher, use.pin) if part)


# --- Formats ------------------------------------------------------------------------------------------------------


def _id(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, name)}"


def _instant(day: dt.date) -> str:
    """The start of the day, as RFC 3339 has it: no feed may say less than a second."""
    return f"{day.isoformat()}T00:00:00Z"


def _updated(renderer: Renderer, items: tuple[Item, ...]) -> dt.date:
    return max(item.updated for item in items) if items else renderer.explainer.newest


def _by(renderer: Renderer) -> str:
    """Who answers for the feed: the publisher, or, if none is configured, the site's name alone."""
    return str(renderer.site["publisher"] or renderer.site["name"])


def _full_title(renderer: Renderer, feed: Feed) -> str:
    return f"{feed.title} | {renderer.site['name']}"


def atom(renderer: Renderer, feed: Feed) -> bytes:
    """The feed as RFC 4287 has it."""
    top = xml.Element("feed", {"xmlns": _ATOM, "xml:lang": LANGUAGE})

    def add(parent: xml.Element, name: str, text: str = "", **attributes: str) -> xml.Element:
        made = xml.SubElement(parent, name, attributes)
        made.text = text or None
        return made

    site, here, items = str(renderer.site["url"]), feed.folder, feed.items
    add(top, "id", _id(feed.stem))
    add(top, "title", _full_title(renderer, feed))
    add(top, "subtitle", feed.description)
    add(top, "updated", _instant(_updated(renderer, items)))
    add(add(top, "author"), "name", _by(renderer))
    if site:
        add(top, "link", rel="self", type="application/atom+xml", href=f"{site}{feed.stem}.atom")
    add(top, "link", rel="alternate", type="text/html", href=at(feed.home, here, site))
    for item in items:
        entry = add(top, "entry")
        add(entry, "id", _id(item.name))
        add(entry, "title", item.title)
        add(entry, "link", rel="alternate", type="text/html", href=at(item.address, here, site))
        if item.published:
            add(entry, "published", _instant(item.published))
        add(entry, "updated", _instant(item.updated))
        add(entry, "category", term=item.tag)
        add(entry, "content", resolve(item.html, here, site), type="html")
    text = xml.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def json_feed(renderer: Renderer, feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1 has it."""
    site, here = str(renderer.site["url"]), feed.folder
    items = [
        {
            "id": _id(item.name),
            "url": at(item.address, here, site),
            "title": item.title,
            "content_html": resolve(item.html, here, site),
            **({"date_published": _instant(item.published)} if item.published else {}),
            "date_modified": _instant(item.updated),
            "tags": [item.tag],
        }
        for item in feed.items
    ]
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _full_title(renderer, feed),
        **({"home_page_url": f"{site}{feed.home}", "feed_url": f"{site}{feed.stem}.json"} if site else {}),
        "description": feed.description,
        "authors": [{"name": _by(renderer)}],
        "language": LANGUAGE,
        "items": items,
    }
    return f"{safe_json(whole)}\n".encode()


FORMATS = ((".atom", "application/atom+xml", atom), (".json", "application/feed+json", json_feed))
