"""What a page of another generator shows, as plain values: the same words, notes and links as our page of the record.

Texts are in Markdown: `[^2]` for the second note of the page, `[words](states/ohio/)` for a page of the site. `peers`
brings them into the form that each generator reads fastest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from markupsafe import Markup, escape

from explainer.addresses import PER_PAGE, url_of_page
from explainer.explainer import Explainer
from explainer.records import COLLECTIONS, CourtCase, CustodyCase, Entry, Source
from explainer.views import Prose, View, Views

Page = Mapping[str, Any]

COLLECTIONS_SHOWN = ("custody-cases", "court-cases", "states", "questions", "sources")
SHOWN = 50
"""How many records that name it a page links, as ours does."""

_MARKS = re.compile(r'<a href="(@/)?([^"]*)"[^>]*>(.*?)</a>|<!--note:([^>]*)-->|<[^>]+>')


def _page(page_id: str, title: str, **more: Any) -> dict[str, Any]:
    """A page with every name that templates use."""
    lists = dict.fromkeys(("texts", "events", "accounts", "facts", "doubts", "related", "items", "notes"), ())
    return {"id": page_id, "title": title, "meta": "", "lede": "", "quote": None, "heading": "", **lists, **more}


def cases_of(explainer: Explainer) -> list[Page]:
    """Home, the cases, states and questions, the lists of them and of sources in pages of `PER_PAGE`: all that cases name and are named by."""
    views = Views(explainer)
    pages = [
        _Writer(explainer, views).record(entry)
        for name in COLLECTIONS_SHOWN
        if COLLECTIONS[name].collection.page == "each"
        for entry in explainer.in_order(name)
    ]
    lists = [page for url in explainer.lists if _is_shown(url) for page in _lists(explainer, views, url)]
    links = tuple({"id": "", "link": f"[{page['title']}]({page['id']}/)", "text": ""} for page in lists)
    return [_page("index", "Sample cases", items=links), *lists, *pages]


def small_cases_of(explainer: Explainer) -> list[Page]:
    """Home with all cases, and of each case its title, summary, events and sources without notes and links."""
    pages = [
        _page(
            f"{name}/{entry.id}",
            entry.title,
            lede=entry.summary.plain,
            events=[{"when": str(event.date or ""), "what": event.what.plain} for event in entry.events if event.what],
            heading="Sources",
            items=[
                {"id": "", "link": f"[{source.title}]({source.url})", "text": source.publisher}
                for use in entry.sources
                if isinstance(source := explainer.get("sources", use.id), Source)
            ],
        )
        for name in ("custody-cases", "court-cases")
        for entry in explainer.published(name)
        if isinstance(entry, CustodyCase | CourtCase)
    ]
    return [_page("index", "Sample cases", items=[{"id": "", "link": f"[{page['title']}]({page['id']}/)", "text": ""} for page in pages]), *pages]


def _is_shown(url: str) -> bool:
    return url.split("/")[0] in COLLECTIONS_SHOWN


def _lists(explainer: Explainer, views: Views, url: str) -> Iterator[Page]:
    entries = explainer.lists[url]
    for first in range(0, len(entries), PER_PAGE):
        number, writer = first // PER_PAGE + 1, _Writer(explainer, views)
        items = tuple(writer.item(entry) for entry in entries[first : first + PER_PAGE])
        title = url.strip("/").replace("/", ", ").replace("-", " ").capitalize() + (f", page {number}" if number > 1 else "")
        yield _page(url_of_page(url, number).strip("/"), title, items=items, notes=writer.notes())


class _Writer:
    """Writes the values of one page and numbers its notes in the order in which they are met."""

    def __init__(self, explainer: Explainer, views: Views) -> None:
        self.explainer, self.views, self.numbers = explainer, views, dict[str, int]()

    def words(self, *values: object) -> str:
        """Values of a view as one text; nothing for those that are empty."""
        html = " ".join(str(value.inline if isinstance(value, Prose) else escape(value)) for value in values if value)
        return unescape(_MARKS.sub(self._mark, html))

    def _mark(self, match: re.Match[str]) -> str:
        inside, address, words, note = match.groups()
        if note:
            return f"[^{self.numbers.setdefault(note, len(self.numbers) + 1)}]"
        return (f"[{words}]({address})" if not inside or _is_shown(address) else words) if words else ""

    def notes(self) -> tuple[str, ...]:
        """What each note says, in the order of their numbers: the last that is written."""
        return tuple(self.words(Markup(self.views.note(key))) for key in list(self.numbers))

    def links(self, refs: tuple[Any, ...]) -> str:
        return ", ".join(self.words(ref) for ref in refs)

    def named(self, rows: dict[str, str]) -> tuple[dict[str, str], ...]:
        return tuple({"title": title, "text": text} for title, text in rows.items() if text)

    def item(self, entry: Entry) -> dict[str, str]:
        """A record in a list: linked, with its date and summary; a source with its publisher, its check and what rests on it."""
        view = self.views.of(entry)
        if isinstance(entry, Source):
            check = self.explainer.weakest.get(entry.id)
            rests = tuple(ref for refs in view.referrers.values() for ref in refs)[:SHOWN]
            text = self.words(view.publisher.text, view.date, check and f"How it was checked, at its weakest: {check.label}.")
            return {"id": entry.id, "link": f"[{entry.title}]({entry.url})" if entry.url else entry.title, "text": f"{text} {self.links(rests)}"}
        return {"id": "", "link": f"[{view.title}]({view.address})", "text": self.words(view.sort_date, view.summary)}

    def record(self, entry: Entry) -> Page:
        """All that our page of a case shows; of a state or a question its summary and what names it."""
        view, made = self.views.of(entry), dict[str, Any]()
        about, lede = "", self.words(view.summary)
        if isinstance(entry, CustodyCase | CourtCase):
            about, made = self._custody(view) if isinstance(entry, CustodyCase) else self._court(view)
            made["events"] = tuple(self._event(step) for track in view.tracks for step in track.steps)
            if view.quote:
                made["quote"] = {"text": view.quote.text.text, "by": self.words(view.quote.speaker or "The court", view.quote.source)}
        return _page(
            f"{view.collection}/{entry.id}",
            view.title,
            meta=" · ".join([about] * bool(about) + [f"last verified {view.verified}", f"confidence: {view.confidence}"]),
            lede=lede,
            **made,
            doubts=tuple(self.words(doubt) for doubt in view.doubts),
            related=tuple(
                {"title": COLLECTIONS[name].collection.title, "links": tuple(self.words(ref, ref.date) for ref in refs[:SHOWN])}
                for name, refs in view.referrers.items()
                if name in COLLECTIONS_SHOWN
            ),
            notes=self.notes(),
        )

    def _event(self, step: View) -> dict[str, str]:
        event = step.event
        return {
            "when": self.words(event.date) + (", date set" if event.scheduled else ""),
            "who": self.words(event.actor),
            "what": self.words(event.what),
            "says": self.words(event.according_to and event.according_to.text),
            "gap": step.gap or "",
        }

    def _custody(self, view: View) -> tuple[str, dict[str, Any]]:
        place, detainer, outcome, said = view.place, view.detainer, view.criminal_outcome, view.allegation
        accounts = tuple(
            {"claim": self.words(it.claim), "who": self.words(it.who.text), "shown": self.words(it.record_shows)} for it in view.accounts
        )
        texts = self.named({"Why the jail released or held": self.words(view.reason)})
        facts = {
            "Place": self.links(tuple(part for part in (place.city, place.county, place.state) if part)),
            "Agency": self.words(view.agency),
            "Person": self.words(view.person and view.person.description),
            "Accusation": said and self.words(said.as_stated, f"As stated by {said.stated_by.text}."),
            "Detainer": detainer and self.words(f"Lodged {detainer.lodged};" if detainer.lodged else "", f"{detainer.honored}.", detainer.source),
            "Criminal case": outcome and self.words(outcome.value, f"(as of {outcome.as_of})" if outcome.as_of else "", outcome.note),
            "Court decisions": self.links(view.court_cases),
        }
        return str(view.kind), {"accounts": accounts, "texts": texts, "facts": self.named(facts)}

    def _court(self, view: View) -> tuple[str, dict[str, Any]]:
        texts = {
            "The question": self.words(view.question),
            "What the court decided": self.words(view.holding, view.disposition),
            "What it means for a jail": self.words(view.effect),
            "What it did not decide": self.words(view.limits),
            "What had happened": self.words(view.facts),
            "How it ended": self.words(view.outcome),
        }
        facts = {
            "Citation": self.words(view.citation),
            "Court": self.words(view.court.name, f"({view.level})"),
            "Docket": self.words(view.docket),
            "Judges": self.words(view.judges),
            "Area of the court": self.words(view.binds),
            "Bears on": self.links(view.states),
            "Topics": ", ".join(map(str, view.topics)),
        }
        about = f"{view.court.name.text}, {view.decided}" if view.decided else view.court.name.text
        return about, {"texts": self.named(texts), "facts": self.named(facts)}
