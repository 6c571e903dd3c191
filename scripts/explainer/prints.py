"""What each read stands for (see `reads`), and what counts for every page: by these a build knows what it has to make again."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property

from explainer import provenance
from explainer.engine import Engine, Session
from explainer.keeping import Inputs, Print, print_of
from explainer.outlines import Key
from explainer.reads import Read

_NOTHING = print_of(None)


class Prints:
    """The print of each read, as things are in one whole.

    What stands in a file is what stood there when its inputs were looked at, before anything was made of it: if somebody saves it
    later, the next build finds another print, whether what was made now is of the old text or of the new.
    """

    def __init__(self, engine: Engine, inputs: Inputs):
        self._renderer = engine.renderer
        self._explainer = engine.renderer.explainer
        self._engine = engine
        self._inputs = inputs
        self._records: dict[Key, object] = {}
        self._names: dict[Key, object] = {}
        self._kinds: Mapping[str, Callable[..., object]] = {
            "record": self._record,
            "place": self._place,
            "collection": self._collection,
            "data": self._data,
            "named": lambda *key: self._named(key),
            "draft": lambda *key: key in self._explainer.drafts,
            "count": lambda name: len(self._explainer.published(name)),
            "all": lambda: [self._record(*key) for key in self._explainer.origins],
            "list": lambda url: [outline.key for outline in self._explainer.list_at(url).outlines],
            "naming": lambda *key: self._explainer.referrers_of(*key) or None,
            "checks": self._checks,
            "newest": lambda: self._explainer.newest,
            "terms": lambda: self._renderer.terms.forms,
            "doc": lambda src_uri: (doc := self._engine.docs.get(src_uri)) and self._inputs.digests.get(str(doc.file), b""),
            "citing": lambda source: self._citing.get(source),
            "written": lambda url: self._renderer.list_written(url),
            "letters": lambda kind: self._letters.get(kind),
            "doubts": lambda url: self._doubts.get(url),
            "below": lambda url: self._engine.metadata.newest_below(url),
            "at": lambda url: [outline.key for outline in self._engine.metadata.entries_at(url).outlines],
            "feeds": lambda url: self._engine.feeds_of(url) or None,
            "pages": lambda: (list(self._engine.docs), list(self._engine.makers)),
            "moved": lambda former: self._moved.get(former),
        }

    def of(self, read: Read) -> Print:
        found = self._kinds[read[0]](*read[1:])
        return _NOTHING if found is None else print_of(found)  # of most sources and pages there is nothing to say

    def _record(self, collection: str, record_id: str) -> object:
        """What a record says, where it is published, or that it is not."""
        key = collection, record_id
        if key not in self._records:
            outline = self._explainer.outlines.get(key)
            drawn = outline and (self._explainer.origins[key].digest, key in self._explainer.drafts, self._explainer.url_of(outline))
            self._records[key] = drawn
        return self._records[key]

    def _place(self, collection: str, record_id: str) -> object:
        origin = self._explainer.origins.get((collection, record_id))
        return origin and (origin.key.path, origin.key.line, origin.key.column)

    def _collection(self, name: str) -> object:
        return [(outline.id, self._record(*outline.key)) for outline in self._explainer.published(name).outlines]

    def _data(self, name: str) -> object:
        """What the open data of a collection rest on: its records, and of those they name whether they are published, and when and how titled."""
        return [
            (outline.id, self._record(*outline.key), list(map(self._named, outline.named))) for outline in self._explainer.published(name).outlines
        ]

    def _named(self, key: Key) -> object:
        """What is said of a record where another names it."""
        if key not in self._names:
            outline = self._explainer.outlines.get(key)
            date = outline and self._explainer.date_of(outline)
            said = outline and (key in self._explainer.drafts, self._explainer.title_of(outline), date and (date.iso, date.approximate))
            self._names[key] = said
        return self._names[key]

    def _checks(self, source_id: str) -> object:
        checks = self._explainer.checks_of(source_id)
        return checks and (checks.weakest.value, checks.day and checks.day.toordinal(), checks.unread)

    @cached_property
    def _citing(self) -> Mapping[str, list[tuple[str, str]]]:
        found = ((source, self._renderer.citing(source)) for source in self._explainer.collections["sources"])
        return {source: [(doc.src_uri, title) for doc, title in docs] for source, docs in found if docs}

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        """Where each former address leads."""
        return dict(self._renderer.redirects())

    @cached_property
    def _letters(self) -> Mapping[str, object]:
        return {kind: sorted(letters.items()) for kind, letters in self._renderer.letters().items()}

    @cached_property
    def _doubts(self) -> Mapping[str, object]:
        return {
            url: ([outline.key for outline in records.outlines], sorted(pages.items()))
            for url, _, records, pages in provenance.doubted(self._explainer)
        }


def frame_of(session: Session, inputs: Inputs) -> str:
    """The print of what counts for every page: code, templates, settings, titles of written pages, the year of the data."""
    renderer = session.engine.renderer
    titles = [(doc.src_uri, renderer.doc_title(doc)) for doc in renderer.docs]
    year = renderer.explainer.newest.year
    templates = os.path.join(session.root, "overrides", "")
    found = [(path.removeprefix(templates), digest) for path, digest in inputs.digests.items() if path.startswith(templates)]
    return print_of((inputs.code, session.settings, titles, year, found)).hex()
