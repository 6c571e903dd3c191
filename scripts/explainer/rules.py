"""The rules that hold between fields and records, beyond what a model says of one record.

Each rule is a generator that reads as a sentence: `every_source_is_used`, `no_event_is_certainly_out_of_order`.
It yields faults, each with the place where the fix goes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from explainer import anchors, private_names, support, wording
from explainer.edtf_dates import EdtfDate
from explainer.explainer import Explainer
from explainer.faults import Fault, Faulty, Place, Replacement, did_you_mean, one_of, only_near
from explainer.outlines import Key, unmarked_in
from explainer.records import (
    COLLECTIONS,
    Authority,
    Change,
    Claim,
    Correction,
    CourtCase,
    CustodyCase,
    Date,
    Detainer,
    Entry,
    Event,
    HistoryEvent,
    Law,
    Numbers,
    Parsed,
    Point,
    Quote,
    Record,
    Review,
    Source,
    Sourced,
    SourceUse,
    State,
    Text,
    Uses,
)
from explainer.vocabulary import STATES, CriminalOutcome, NumbersKind, state_id

QUOTE_WORDS = 40
"""Quotations are at most this long, unless from a statute, regulation or form (design, section 3)."""

_SPEAKS_FOR_ITSELF = ("opinion", "statute", "regulation", "form", "state-law", "executive-order", "agency-document")
_FREE_TO_QUOTE = ("statute", "regulation", "form", "state-law", "executive-order")


Rule = Callable[..., Iterator[Fault]]
"""Takes the whole; and if it looks at one record after the other, the record."""


def load(root: Path, today: dt.date) -> Explainer:
    """Reads and checks `data/` below ``root``. Raises Faulty with every fault of every file."""
    explainer, faults = Explainer.read(root, today)
    faults = [*faults, *faults_of(explainer)]
    if faults:
        raise Faulty(faults)
    return explainer


def faults_of(explainer: Explainer, by: Collection[Rule] = ()) -> list[Fault]:
    """The faults that all rules find, or some of them."""
    found = [fault for rule in OF_ALL if not by or rule in by for fault in rule(explainer)]
    of_each = [(model, [rule for rule in rules if not by or rule in by]) for model, rules in OF_EACH.items()]
    for entry in explainer.in_focus():
        found += [fault for model, rules in of_each if isinstance(entry, model) for rule in rules for fault in rule(explainer, entry)]
    return found


def every_reference_leads_to_a_record(explainer: Explainer, entry: Entry) -> Iterator[Fault]:
    named = explainer.outlines[entry.collection.name, entry.id].named
    for reference in support.references(entry) if not explainer.origins.keys() >= set(named) else ():  # most records name only what there is
        if reference.collection not in COLLECTIONS:
            yield Fault(
                explainer.place(entry, reference.path, reference.token),
                f"a link to '{reference.collection}', which is no collection",
                one_of(COLLECTIONS, 20),
                did_you_mean(reference.collection, COLLECTIONS),
                _in_token(only_near(reference.collection, COLLECTIONS), reference.collection, reference.token),
            )
        elif (reference.collection, reference.id) not in explainer.origins and reference.collection not in explainer.broken:
            known = [record_id for collection, record_id in explainer.origins if collection == reference.collection]
            fix = did_you_mean(reference.id, known) or f"Add the record to data/{reference.collection}, or correct the id"
            yield Fault(
                explainer.place(entry, reference.path, reference.token),
                f"'{reference.id}', which is not in {reference.collection}",
                f"the id of a record in data/{reference.collection}",
                fix,
                _in_token(only_near(reference.id, known), reference.id, reference.token),
            )


def _in_token(near: Replacement | None, part: str, token: str) -> Replacement | None:
    """What to write for the whole ``token`` if ``part`` of it is to be replaced."""
    return Replacement(token, token.replace(part, near.new)) if near and token.count(part) == 1 else None


def every_source_is_used(explainer: Explainer) -> Iterator[Fault]:
    if explainer.broken:
        return  # the record that uses it may be the one that can't be read
    for source_id in explainer.collections["sources"]:  # all of them: a change elsewhere may have taken the last use away
        if not explainer.naming.get(("sources", source_id)):
            yield Fault(
                explainer.origins["sources", source_id].place(),
                f"the source '{source_id}', which nothing uses",
                "each source to support something",
                "Cite it in a record, or delete it",
            )


def every_source_stands_in_the_file_of_its_kind(explainer: Explainer, entry: Source) -> Iterator[Fault]:
    origin = explainer.origin(entry)
    if origin.file.stem != entry.kind.value:
        yield Fault(
            origin.place(("kind",)),
            f"the kind '{entry.kind.value}' in the file {origin.file.name}",
            f"the kind in the file {entry.kind.value}.yml",
            f"Move the record to data/sources/{entry.kind.value}.yml",
        )


def every_cited_source_is_listed_in_its_record(explainer: Explainer, record: Record) -> Iterator[Fault]:
    """Else nobody knows how it was checked for this use."""
    seen: set[str] = set()
    for field in support.walk(record):
        uses = field.value.uses if isinstance(field.value, (Text, Uses)) else ()
        for use in uses if not isinstance(field.owners[-1], SourceUse) else ():
            if use.id not in seen and use.id in explainer.collections["sources"] and not support.listed(field.owners, use.id):
                seen.add(use.id)
                yield Fault(
                    explainer.place(record, field.path, use.id),
                    f"'{use.id}' cited, but not in the record's `sources`",
                    "each cited source in `sources` with how it was checked",
                    f"Add `- {{id: {use.id}, checked: …}}` to sources",
                )


def no_citation_lacks_its_mark(explainer: Explainer) -> Iterator[Fault]:
    """`[galarza-2014-op]` and `@galarza-2014-op` would be printed as they are, and support nothing."""
    sources = explainer.collections["sources"]
    for key, outline in explainer.outlines.items():  # all of them: a new source may bear an id that stands unmarked elsewhere
        if not sources.keys().isdisjoint(outline.unmarked):
            entry = explainer.collections[key[0]][key[1]]
            for path, token, source_id in unmarked_in(entry):
                if source_id in sources:
                    yield without_its_mark(explainer.place(entry, path, token), token, source_id)


def no_source_is_listed_twice(explainer: Explainer, record: Record) -> Iterator[Fault]:
    """Twice with one pinpoint, that is: two places of one document are two uses."""
    for owner, path in _sourced(record):
        seen: set[tuple[str, str | None]] = set()
        for index, use in enumerate(owner.sources):
            if (use.id, use.pin) in seen:
                yield Fault(
                    explainer.place(record, (*path, "sources", index)),
                    f"the source '{use.id}' a second time with the same pinpoint",
                    "one entry with all it supports",
                    "Merge the two entries",
                )
            seen.add((use.id, use.pin))


def every_support_names_a_filled_field(explainer: Explainer, record: Record) -> Iterator[Fault]:
    for owner, path in _sourced(record):
        fields = type(owner).model_fields
        for index, use in enumerate(owner.sources):
            for number, name in enumerate(use.supports):
                at = (*path, "sources", index, "supports", number)
                if name not in fields:
                    yield Fault(
                        explainer.place(record, at),
                        f"'{name}' in supports, which is no field here",
                        one_of(fields, 40),
                        did_you_mean(name, fields),
                        only_near(name, [field for field in fields if getattr(owner, field) not in (None, ())]),
                    )
                elif getattr(owner, name) in (None, ()):
                    yield Fault(
                        explainer.place(record, at),
                        f"'{name}' in supports, which is not filled",
                        "the name of a field that is filled",
                        "Fill the field, or delete its name here",
                    )


def _sourced(record: Record) -> Iterator[tuple[Sourced, support.Path]]:
    yield record, ()
    if isinstance(record, State):
        for index, law in enumerate(record.laws):
            yield law, ("laws", index)


def no_event_is_certainly_out_of_order(explainer: Explainer, record: Record) -> Iterator[Fault]:
    """Certainly: May 2019 and May 6, 2019 may stand in either order."""
    for name in ("events", "changes"):
        latest = None
        for index, event in enumerate(getattr(record, name, ())):
            if event.date is None:
                continue
            date = event.date.value
            if latest and date.certainly_before(latest):
                yield Fault(
                    explainer.place(record, (name, index, "date")),
                    f"{date.words}, after {latest.words}",
                    "the oldest first",
                    "Move the item up, or correct the date",
                )
            elif latest is None or latest.certainly_before(date):
                latest = date


def no_date_lies_ahead_unless_scheduled(explainer: Explainer, entry: Entry) -> Iterator[Fault]:
    """But when a law takes effect, and until when a record need not be checked again."""
    tomorrow = _edtf(explainer.today + dt.timedelta(days=1))  # it may be tomorrow already where the editor sits
    for field in support.walk(entry):
        if type(field.value) in (Date, dt.date) and tomorrow.certainly_before(date := _edtf(field.value)):
            owner = field.owners[-1]
            scheduled = owner.scheduled if isinstance(owner, (Event, Change)) else None
            if not scheduled and (type(owner), field.name) not in _AHEAD:
                yield Fault(
                    explainer.place(entry, field.path),
                    f"{date.words}, which lies ahead",
                    f"a date up to {explainer.today}",
                    "Correct the date" + ("" if scheduled is None else ", or say `scheduled: true`"),
                )


def nothing_ends_before_it_starts(explainer: Explainer, entry: Entry) -> Iterator[Fault]:
    for field in support.walk(entry):
        owner = field.owners[-1]
        if (start_name := _STARTS.get((type(owner), field.name))) and (start := getattr(owner, start_name)):
            first, last = _edtf(start), _edtf(field.value)
            if last.certainly_before(first):
                yield Fault(
                    explainer.place(entry, field.path),
                    f"{last.words} in '{field.name}', before {first.words} in '{start_name}'",
                    "nothing to end before it starts",
                    "Correct one of the two",
                )


_AHEAD = ((Law, "effective"), (Review, "until"))
_STARTS = {(Correction, "date"): "since", (Detainer, "lodged_again"): "lodged", (Law, "effective"): "enacted", (Point, "end"): "start"}
"""The field that holds a start, by that which holds the end."""


def _edtf(date: Date | dt.date) -> EdtfDate:
    return date.value if isinstance(date, Date) else EdtfDate(date.year, date.month, date.day)


def every_event_says_what_and_when(explainer: Explainer, record: Record) -> Iterator[Fault]:
    for index, event in enumerate(getattr(record, "events", ())):
        path: support.Path = ("events", index)
        for name in ("date", "what"):
            if getattr(event, name) is None and event.about is None:
                yield Fault(
                    explainer.place(record, path),
                    f"an event without '{name}'",
                    "a date and what happened, or `about: collection/id`",
                    f"Add `{name}:`",
                )
        if isinstance(record, CustodyCase):
            for name in ("actor", "step", "according_to"):
                if getattr(event, name) is None and event.about is None:
                    yield Fault(explainer.place(record, path), f"an event without '{name}'", "one actor, one step, one speaker", f"Add `{name}:`")
        if event.source is None and event.about is None and not (event.what and event.what.uses):
            yield Fault(explainer.place(record, path), "an event without 'source'", "the source that tells of it", "Add `source: id, pinpoint`")


def every_change_says_what_and_when(explainer: Explainer, record: State) -> Iterator[Fault]:
    for index, change in enumerate(record.changes):
        path: support.Path = ("changes", index)
        for name in ("date", "title", "what"):
            if getattr(change, name) is None and change.about is None:
                yield Fault(
                    explainer.place(record, path),
                    f"a change without '{name}'",
                    "date, title and what changed, or `about: collection/id`",
                    f"Add `{name}:`",
                )
        if change.source is None and change.about is None and not (change.what and change.what.uses):
            yield Fault(explainer.place(record, path), "a change without 'source'", "the source that tells of it", "Add `source: id, pinpoint`")


def ids_inside_a_record_differ(explainer: Explainer, record: Record) -> Iterator[Fault]:
    ids = [(name, index, item.id) for name in ("events", "changes", "parts") for index, item in enumerate(getattr(record, name, ())) if item.id]
    counts = Counter(item_id for _, _, item_id in ids)
    for name, index, item_id in ids:
        if counts[item_id] > 1:
            counts[item_id] = 0  # say it once
            yield Fault(
                explainer.place(record, (name, index, "id")), f"the id '{item_id}' more than once in the record", "each id once", "Rename one of them"
            )


def quotations_are_short_and_sourced(explainer: Explainer, record: Record) -> Iterator[Fault]:
    for field in support.walk(record):
        owner = field.owners[-1]
        if isinstance(owner, Quote) and field.name == "text":
            if owner.source is None:
                yield Fault(
                    explainer.place(record, field.path), "a quotation without 'source'", "where the words stand", "Add `source: id, pinpoint`"
                )
                continue
            sources = [explainer.get("sources", use.id) for use in owner.source.uses]
            free = (isinstance(record, Authority) and record.kind.value in _FREE_TO_QUOTE) or all(
                isinstance(source, Source) and source.kind.value in _FREE_TO_QUOTE for source in sources
            )
            count = len(owner.text.split())
            if count > QUOTE_WORDS and not free:
                yield Fault(
                    explainer.place(record, field.path),
                    f"a quotation of {count} words",
                    f"at most {QUOTE_WORDS}, unless from a statute, regulation or form",
                    "Shorten it",
                )


def every_quotation_has_a_speaker(explainer: Explainer, record: Record) -> Iterator[Fault]:
    """Unless its source is the speaker: a court in its opinion, a law, a form, an agency in its own document."""
    for field in support.walk(record):
        owner = field.owners[-1]
        if isinstance(owner, Quote) and field.name == "text" and owner.speaker is None and owner.source is not None:
            sources = [explainer.get("sources", use.id) for use in owner.source.uses]
            if not all(isinstance(source, Source) and source.kind.value in _SPEAKS_FOR_ITSELF for source in sources):
                yield Fault(
                    explainer.place(record, field.path[:-1], key=True),
                    "a quotation without 'speaker'",
                    "who said it, unless the source is an opinion, a law, a form or an agency's own document",
                    "Add `speaker:`",
                )


def every_state_has_its_own_name_and_postal_code(explainer: Explainer, record: State) -> Iterator[Fault]:
    if state_id(record.postal) != record.id:
        yield Fault(
            explainer.place(record, ("postal",)),
            f"the postal code {record.postal} ({STATES[record.postal]}) in {record.id}.yml",
            f"the postal code of {record.id}",
            f"Correct it, or rename the file to {state_id(record.postal)}.yml",
        )


def every_ruling_names_its_case(explainer: Explainer, record: State) -> Iterator[Fault]:
    for index, ruling in enumerate(record.rulings):
        if ruling.case is None and not (ruling.name and ruling.no_record):
            yield Fault(
                explainer.place(record, ("rulings", index)),
                "a ruling without a record",
                "`case: id`, or `name:` and `no_record: true`",
                "Add one or the other",
            )


def every_ruling_has_a_date_of_its_case(explainer: Explainer, record: State) -> Iterator[Fault]:
    """That of the decision, or of an event: one case may have been ruled on more than once."""
    for index, ruling in enumerate(record.rulings):
        case = explainer.get("court-cases", ruling.case) if ruling.case else None
        if isinstance(case, CourtCase) and case.decided:
            date = ruling.date.value
            known = [case.decided.value, *(event.date.value for event in case.events if event.date)]
            if all(date.certainly_before(other) or other.certainly_before(date) for other in known):
                yield Fault(
                    explainer.place(record, ("rulings", index, "date")),
                    f"{date.words}, where the case was decided on {known[0].words}",
                    "the date of the decision, or of one of its events",
                    "Correct the date here or there, or name the ruling without `case`",
                )


def every_history_event_has_title_and_date(explainer: Explainer, record: HistoryEvent) -> Iterator[Fault]:
    for name in ("title", "date"):
        if getattr(record, name) is None and record.about is None:
            yield Fault(explainer.place(record), f"no '{name}'", "a title and a date, or `about: collection/id`", f"Add `{name}:`")
        if getattr(record, name) is not None and record.about is not None:
            yield Fault(
                explainer.place(record, (name,), key=True),
                f"'{name}' beside 'about'",
                "title and date from the record it is about",
                "Delete the line",
            )


def no_history_event_is_about_itself(explainer: Explainer) -> Iterator[Fault]:
    """Nor, by way of others, in a circle, in which nobody says a title or a date. Said once for each circle."""
    about = {key: outline.about for key, outline in explainer.outlines.items() if outline.about and not outline.title}
    followed: set[Key] = set()
    for key in about:
        way: dict[Key, None] = {}
        while key in about and key not in followed:
            followed.add(key)
            way[key] = None
            key = about[key]
        if key in way:
            others = ["/".join(other) for other in list(way)[list(way).index(key) + 1 :]]
            yield Fault(
                explainer.origins[key].place(("about",)),
                "an event about itself" + (f", by way of {' and '.join(others)}" if others else ""),
                "one about a record that says its own title and date",
                "Name that record, or write `title:` and `date:` in place of `about:`",
            )


def every_claim_says_where_it_was_made(explainer: Explainer, record: Claim) -> Iterator[Fault]:
    if record.said_in is None and not record.said_by.startswith("a common"):
        yield Fault(
            explainer.place(record),
            "no 'said_in'",
            "the source in which the claim was made, unless it is a common belief",
            "Add `said_in: source-id`",
        )


def every_point_of_a_series_has_its_time(explainer: Explainer, record: Numbers) -> Iterator[Fault]:
    """A series is drawn to scale, so each of its points must say when it starts."""
    for index, point in enumerate(record.points):
        if point.start is None and record.kind is NumbersKind.SERIES:
            yield Fault(
                explainer.place(record, ("points", index)),
                f"no 'start' at the point '{point.period}' of a series",
                "the date on which the time of each point starts",
                "Add `start:`, and `end:` if it is a span; or call the record `kind: figures`",
            )


def every_series_can_be_drawn(explainer: Explainer, record: Numbers) -> Iterator[Fault]:
    """A series is drawn as bars from zero up."""
    if record.kind is not NumbersKind.SERIES:
        return
    if not record.points:
        fix = "Add `points:`, or call the record `kind: figures`"
        yield Fault(explainer.place(record, ("kind",)), "a series without points", "points, which are drawn", fix)
    for index, point in enumerate(record.points):
        if point.value < 0:
            yield Fault(
                explainer.place(record, ("points", index, "value")),
                f"the value {point.value:.15g} in a series",
                "values from 0 up: a series is drawn as bars",
                "Correct the value, or call the record `kind: figures`",
            )


def former_ids_are_free(explainer: Explainer) -> Iterator[Fault]:
    claimed: dict[Key, tuple[Key, support.Path]] = {}
    for own, outline in explainer.outlines.items():  # all of them: two records may claim one id
        for index, former in enumerate(outline.former_ids):
            key, path = (own[0], former), ("former_ids", index)
            if first := (key, ()) if key in explainer.origins else claimed.get(key):
                found = f"the former id '{former}', which is taken (at {explainer.origins[first[0]].place(first[1])})"
                yield Fault(explainer.origins[own].place(path), found, "an id that no record has or had", "Delete it here or there")
            claimed.setdefault(key, (own, path))


def no_id_is_a_page_of_a_list(explainer: Explainer, entry: Entry) -> Iterator[Fault]:
    """`/custody-cases/page-2/` is where a long list goes on."""
    ids: dict[support.Path, str] = {(): entry.id, **{("former_ids", index): former for index, former in enumerate(entry.former_ids)}}
    for path, record_id in ids.items() if entry.collection.page == "each" else ():
        if re.fullmatch(r"page-\d+", record_id):
            yield Fault(explainer.place(entry, path), f"the id '{record_id}'", "another id: at this address a long list goes on", "Rename it")


def no_id_is_one_that_templates_use(explainer: Explainer, entry: Entry) -> Iterator[Fault]:
    """As far as it is the id of a place on a page. An event's stands there with `e-` before it."""
    ids = [((name, index, "id"), item.id) for name in ("changes", "parts") for index, item in enumerate(getattr(entry, name, ()))]
    own = [((), entry.id), *((("former_ids", index), former) for index, former in enumerate(entry.former_ids))]
    for path, found in [*ids, *own] if entry.collection.page != "each" else ids:
        if found in anchors.OF_TEMPLATES:
            yield Fault(explainer.place(entry, path), f"the id '{found}'", "another id: the page has a place of this name", "Rename it")


def no_private_person_is_named(explainer: Explainer, entry: Entry) -> Iterator[Fault]:
    texts = [
        (field, value.raw if isinstance(value, Parsed) else value) for field in support.walk(entry) if isinstance(value := field.value, (str, Parsed))
    ]
    if private_names.may_stand_in(text for _, text in texts):
        for field, text in texts:
            for name in private_names.named_in(text):
                yield a_private_name(explainer.place(entry, field.path), name)


def words_are_american(explainer: Explainer, record: Record) -> Iterator[Fault]:
    """In our own words, that is: quotations and the titles of documents keep theirs."""
    words = _our_words(record)
    if wording.may_be_british("\n".join(text for _, text in words)):
        for field, text in words:
            for found, american in wording.not_american(text):
                yield not_american(explainer.place(record, field.path, found), found, american, text)


def nobody_is_called_guilty_without_a_conviction(explainer: Explainer, record: CustodyCase) -> Iterator[Fault]:
    """What someone claimed, and the accusation as it was stated, keep their words: they say whose words they are."""
    if record.criminal_outcome and record.criminal_outcome.value in (CriminalOutcome.CONVICTED, CriminalOutcome.MIXED):
        return
    for field, text in _our_words(record):
        if field.name not in ("claim", "as_stated"):
            for word in wording.verdicts(text):
                yield a_verdict(explainer.place(record, field.path, word), word, "in a record without a conviction")


@support.recent
def _our_words(record: Entry) -> list[tuple[support.Field, str]]:
    """The fields of a record that hold words of ours, each with its plain text."""
    found = []
    for field in support.walk(record):
        value: Any = field.value
        text = value.plain if isinstance(value, Text) else value if type(value) is str and field.kind != "plain" else None  # no word of a vocabulary
        if text is not None and not isinstance(field.owners[-1], Quote) and field.name not in ("pin", "quote"):
            found.append((field, text))
    return found


# --- Faults in records and on pages alike -----------------------------------------------------------------------


def not_american(place: Place, found: str, american: str, text: str) -> Fault:
    """``text`` is what the words stand in: only if they stand there once is it sure which of them to replace."""
    return Fault(
        place, f"'{found}'", "American spelling and dates", f"Write {american}", Replacement(found, american) if text.count(found) == 1 else None
    )


def without_its_mark(place: Place, token: str, source_id: str) -> Fault:
    """``token`` is `[id` or `@id`."""
    meant = Replacement(token, f"[@{source_id}" if token.startswith("[") else f"[@{source_id}]")
    return Fault(place, f"'{token}' in the text", "a citation as [@source-id, pinpoint]", f"Write [@{source_id}]", meant)


def a_verdict(place: Place, word: str, where: str) -> Fault:
    return Fault(place, f"'{word}' {where}", "an arrest called an arrest, and a charge a charge", "Say who accused whom of what, or quote")


def a_private_name(place: Place, name: str) -> Fault:
    """The name itself is not printed: what a check says may be read by anybody."""
    first, second = name.split()
    return Fault(
        place,
        f"the name of a private person ('{first[0].upper()}. {second[0].upper()}.')",
        "no name of anyone accused or held, outside the caption of a court case",
        "Say who it is without the name, such as 'the man'",
    )


OF_ALL: tuple[Rule, ...] = (every_source_is_used, no_citation_lacks_its_mark, no_history_event_is_about_itself, former_ids_are_free)
"""The rules that look at all records whatever has changed: what one says may depend on any other."""

OF_EACH: Mapping[type[Entry], tuple[Rule, ...]] = {
    Entry: (
        every_reference_leads_to_a_record,
        no_id_is_a_page_of_a_list,
        no_id_is_one_that_templates_use,
        no_private_person_is_named,
        no_date_lies_ahead_unless_scheduled,
        nothing_ends_before_it_starts,
    ),
    Record: (
        every_cited_source_is_listed_in_its_record,
        no_source_is_listed_twice,
        every_support_names_a_filled_field,
        no_event_is_certainly_out_of_order,
        every_event_says_what_and_when,
        ids_inside_a_record_differ,
        quotations_are_short_and_sourced,
        every_quotation_has_a_speaker,
        words_are_american,
    ),
    Source: (every_source_stands_in_the_file_of_its_kind,),
    CustodyCase: (nobody_is_called_guilty_without_a_conviction,),
    State: (
        every_change_says_what_and_when,
        every_state_has_its_own_name_and_postal_code,
        every_ruling_names_its_case,
        every_ruling_has_a_date_of_its_case,
    ),
    HistoryEvent: (every_history_event_has_title_and_date,),
    Claim: (every_claim_says_where_it_was_made,),
    Numbers: (every_point_of_a_series_has_its_time, every_series_can_be_drawn),
}
"""The rules that look at one record after the other, by the model of those at which they look."""

RULES: tuple[Rule, ...] = (*OF_ALL, *(rule for rules in OF_EACH.values() for rule in rules))
