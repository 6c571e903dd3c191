"""Where the site's statements come from, counted: sources by how they were checked, records by how sure they are, facts
by their support, open doubts, and what is due for review. Judged against the date of the data, so that two builds agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from explainer import support
from explainer.addresses import PER_PAGE, url_of_kind, url_of_page
from explainer.edtf_dates import EdtfDate
from explainer.explainer import Explainer
from explainer.published import part_of
from explainer.records import COLLECTIONS, Authority, Collection, Record, Source
from explainer.views import View, When, when
from explainer.vocabulary import Checked, Confidence, SourceKind

URL = "about/provenance/"
TITLE = "Provenance"
FIRST_DUE = 20
"""So many of the records whose review comes first are named."""


def of(explainer: Explainer) -> View:
    """Everything that the page at `URL` counts."""
    explainer.reads.note("all")
    checks = tuple(checked for checked in Checked if checked in {*explainer.weakest.values(), *_PUBLISHED})
    records = [record for _, of_collection in _collections(explainer) for record in of_collection]
    due = sorted(records, key=lambda record: (record.review_by, record.verified))
    return View(
        {
            "checks": checks,
            "strengths": _PUBLISHED,
            "levels": tuple(Confidence),
            "sources": tuple(_sources(explainer, checks)),
            "records": tuple(_records(collection, of_collection) for collection, of_collection in _collections(explainer)),
            "facts": tuple(_facts(explainer, collection, of_collection) for collection, of_collection in _collections(explainer)),
            "date": _day(explainer.newest),
            "late": sum(record.review_by < explainer.newest for record in records),
            "review": tuple(_review(collection, of_collection) for collection, of_collection in _collections(explainer)),
            "due": tuple(
                View(
                    {
                        "title": explainer.title_of(record),
                        "address": explainer.url_of(record),
                        "verified": _day(record.verified),
                        "by": _day(record.review_by),
                    }
                )
                for record in due[:FIRST_DUE]
            ),
        }
    )


_PUBLISHED = tuple(checked for checked in Checked if checked is not Checked.MEMORY)


def _day(day: object) -> When:
    return when(EdtfDate.parse(str(day)))


def _collections(explainer: Explainer) -> Iterator[tuple[Collection, list[Record]]]:
    """Each collection of records about the world with its published records; one that has none is left out."""
    for model in COLLECTIONS.values():
        records = [entry for entry in explainer.lists.get(model.collection.url, ()) if isinstance(entry, Record)]
        if records:
            yield model.collection, records


def _sources(explainer: Explainer, checks: Sequence[Checked]) -> Iterator[View]:
    """For each kind: how many sources were checked in which way, at the weakest of their uses."""
    order = list(SourceKind)
    sources = [entry for entry in explainer.published("sources") if isinstance(entry, Source)]
    for kind, group in groupby(sorted(sources, key=lambda source: order.index(source.kind)), key=lambda source: source.kind):
        of_kind = list(group)
        counts = Counter(explainer.weakest[source.id] for source in of_kind)
        yield View(
            {"title": kind.label, "address": url_of_kind(of_kind[0]), "total": len(of_kind), "counts": tuple(counts[checked] for checked in checks)}
        )


def _records(collection: Collection, records: Sequence[Record]) -> View:
    counts = Counter(record.confidence for record in records)
    doubts = sum(map(_doubts, records))
    return View(
        {
            "title": collection.title,
            "address": collection.url,
            "total": len(records),
            "counts": tuple(counts[level] for level in Confidence),
            "doubted": sum(_doubts(record) > 0 for record in records),
            "doubts": doubts,
            "doubts_address": doubts_url(collection) if doubts else "",
        }
    )


def _facts(explainer: Explainer, collection: Collection, records: Sequence[Record]) -> View:
    """Each published fact is counted once, by the strongest of its sources."""
    counts: Counter[Checked] = Counter()
    for record in records:
        counts.update(_best(explainer, record))
    return View(
        {"title": collection.title, "address": collection.url, "total": counts.total(), "counts": tuple(counts[checked] for checked in _PUBLISHED)}
    )


def _best(explainer: Explainer, record: Record) -> Iterator[Checked]:
    """How each published fact of a record was checked, at best."""
    ranks = explainer.reads.keep(
        f"checks {record.collection.name}/{record.id}", lambda: bytes(checked.rank for checked in _checks(explainer, record))
    )
    return map(_BY_RANK.__getitem__, ranks)


_BY_RANK = {checked.rank: checked for checked in Checked}


def _checks(explainer: Explainer, record: Record) -> Iterator[Checked]:
    for field in support.filled(part_of(explainer, record)):
        if field.kind == "fact":
            checked = (backing.checked or explainer.weakest_of(backing.id) for backing in support.backings(field))
            yield min(checked, key=lambda one: one.rank)


def _review(collection: Collection, records: Sequence[Record]) -> View:
    verified = [record.verified for record in records]
    return View(
        {
            "title": collection.title,
            "address": collection.url,
            "days": collection.review_days,
            "oldest": _day(min(verified)),
            "newest": _day(max(verified)),
            "by": _day(min(record.review_by for record in records)),
        }
    )


# --- Open doubts ------------------------------------------------------------------------------------------------


def _doubts(record: Record) -> int:
    """How many doubts a record tells: its own, and those of its parts."""
    parts = record.parts if isinstance(record, Authority) else ()
    return len(record.doubts) + sum(part.doubt is not None for part in parts)


def doubts_url(collection: Collection) -> str:
    """The page of a collection's open doubts."""
    return f"{URL}{collection.name}/"


def doubts_title(collection: Collection) -> str:
    return f"Open doubts: {collection.title}"


def doubted(explainer: Explainer) -> Iterator[tuple[str, str, tuple[Record, ...], View]]:
    """Address, title and records of each page of doubts, and which of its list's pages it is."""
    for collection, records in _collections(explainer):
        lists = list(_in_pages([record for record in records if _doubts(record)]))
        addresses = tuple(url_of_page(doubts_url(collection), number) for number in range(1, len(lists) + 1))
        first = 1
        for number, some in enumerate(lists, 1):
            last = first + len(some) - 1
            pages = View({"addresses": addresses, "number": number, "first": first, "last": last, "all": sum(map(len, lists))})
            yield addresses[number - 1], doubts_title(collection) + (f", page {number}" if number > 1 else ""), some, pages
            first = last + 1


def _in_pages(records: Sequence[Record]) -> Iterator[tuple[Record, ...]]:
    """As many records to a page as have no more than `PER_PAGE` doubts together."""
    page: list[Record] = []
    held = 0
    for record in records:
        if page and held + _doubts(record) > PER_PAGE:
            yield tuple(page)
            page, held = [], 0
        page.append(record)
        held += _doubts(record)
    if page:
        yield tuple(page)
