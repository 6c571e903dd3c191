"""Where the site's statements come from, counted: sources by how they were checked, records by how sure they are, facts
by their support, open doubts, and what is due for review. Judged against the date of the data, so that two builds agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from explainer.addresses import PER_PAGE, url_of_kind, url_of_page
from explainer.edtf_dates import EdtfDate
from explainer.explainer import Entries, Explainer
from explainer.fragments import kept_portion, portions_of
from explainer.outlines import Outline
from explainer.records import COLLECTIONS, Collection, Record
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
    records = [outline for _, of_collection in _collections(explainer) for outline in of_collection.outlines]
    due = sorted(records, key=lambda outline: (outline.review_by, outline.verified))
    return View(
        {
            "checks": checks,
            "strengths": _PUBLISHED,
            "levels": tuple(Confidence),
            "sources": tuple(_sources(explainer, checks)),
            "records": tuple(_records(collection, of_collection.outlines) for collection, of_collection in _collections(explainer)),
            "facts": tuple(_facts(explainer, collection) for collection, _ in _collections(explainer)),
            "date": _day(explainer.newest),
            "late": sum(outline.review_by < explainer.newest for outline in records),
            "review": tuple(_review(collection, of_collection.outlines) for collection, of_collection in _collections(explainer)),
            "due": tuple(
                View(
                    {
                        "title": explainer.title_of(outline),
                        "address": explainer.url_of(outline),
                        "verified": _day(outline.verified),
                        "by": _day(outline.review_by),
                    }
                )
                for outline in due[:FIRST_DUE]
            ),
        }
    )


_PUBLISHED = tuple(checked for checked in Checked if checked is not Checked.MEMORY)


def _day(day: object) -> When:
    return when(EdtfDate.parse(str(day)))


def _collections(explainer: Explainer) -> Iterator[tuple[Collection, Entries]]:
    """Each collection of records about the world with its published records; one that has none is left out."""
    for model in COLLECTIONS.values():
        if issubclass(model, Record) and (records := explainer.lists[model.collection.url]):
            yield model.collection, records


def _sources(explainer: Explainer, checks: Sequence[Checked]) -> Iterator[View]:
    """For each kind: how many sources were checked in which way, at the weakest of their uses."""
    of_kinds: dict[SourceKind, list[Outline]] = {kind: [] for kind in SourceKind}
    for source in explainer.published("sources").outlines:
        if source.kind:
            of_kinds[source.kind].append(source)
    for kind, of_kind in of_kinds.items():
        if not of_kind:
            continue
        counts = Counter(explainer.weakest[source.id] for source in of_kind)
        yield View({"title": kind.label, "address": url_of_kind(kind), "total": len(of_kind), "counts": tuple(counts[checked] for checked in checks)})


def _records(collection: Collection, records: Sequence[Outline]) -> View:
    counts = Counter(record.confidence for record in records)
    doubts = sum(record.doubts for record in records)
    return View(
        {
            "title": collection.title,
            "address": collection.url,
            "total": len(records),
            "counts": tuple(counts[level] for level in Confidence),
            "doubted": sum(record.doubts > 0 for record in records),
            "doubts": doubts,
            "doubts_address": doubts_url(collection) if doubts else "",
        }
    )


def _facts(explainer: Explainer, collection: Collection) -> View:
    """Each published fact is counted once, by the strongest of its sources."""
    counts: Counter[Checked] = Counter()
    for ids in portions_of(explainer, collection.name):
        counts.update(_BY_RANK[rank] for rank in _ranks(explainer, collection.name, ids))
    return View(
        {"title": collection.title, "address": collection.url, "total": counts.total(), "counts": tuple(counts[checked] for checked in _PUBLISHED)}
    )


_BY_RANK = {checked.rank: checked for checked in Checked}


def _ranks(explainer: Explainer, collection: str, ids: tuple[str, ...]) -> bytes:
    """The ranks of the best checks of all facts of some records."""
    return explainer.reads.keep(f"checks {collection}/{' '.join(ids)}", lambda: kept_portion(explainer, collection, ids).checks)


def _review(collection: Collection, records: Sequence[Outline]) -> View:
    verified = [record.verified for record in records if record.verified]
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


def doubts_url(collection: Collection) -> str:
    """The page of a collection's open doubts."""
    return f"{URL}{collection.name}/"


def doubts_title(collection: Collection) -> str:
    return f"Open doubts: {collection.title}"


def doubted(explainer: Explainer) -> Iterator[tuple[str, str, Entries, View]]:
    """Address, title and records of each page of doubts, and which of its list's pages it is."""
    for collection, records in _collections(explainer):
        lists = list(_in_pages([outline for outline in records.outlines if outline.doubts]))
        addresses = tuple(url_of_page(doubts_url(collection), number) for number in range(1, len(lists) + 1))
        first = 1
        for number, some in enumerate(lists, 1):
            last = first + len(some) - 1
            pages = View({"addresses": addresses, "number": number, "first": first, "last": last, "all": sum(map(len, lists))})
            records = Entries(explainer.collections, some)
            yield addresses[number - 1], doubts_title(collection) + (f", page {number}" if number > 1 else ""), records, pages
            first = last + 1


def _in_pages(records: Sequence[Outline]) -> Iterator[tuple[Outline, ...]]:
    """As many records to a page as have no more than `PER_PAGE` doubts together."""
    page: list[Outline] = []
    held = 0
    for outline in records:
        if page and held + outline.doubts > PER_PAGE:
            yield tuple(page)
            page, held = [], 0
        page.append(outline)
        held += outline.doubts
    if page:
        yield tuple(page)
