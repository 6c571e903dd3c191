"""From the folder `data/` to one read-only whole: every record, checked and linked.

`Explainer.read` reads every file and validates every record; `rules.load` runs every rule on it and reports all faults at once.
"""

from __future__ import annotations

import datetime as dt
import os
import pickle
import re
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath
from types import MappingProxyType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, overload

from pydantic import BaseModel, ValidationError

from explainer import outlines, support, yaml_tree
from explainer.addresses import PER_PAGE, url_of, url_of_list
from explainer.edtf_dates import EdtfDate
from explainer.faults import MAX_FAULTS, Fault, Faulty, Place, Replacement, at_most, did_you_mean, one_of, only_near
from explainer.outlines import Key, Outline
from explainer.project import digest_of, is_an_editors
from explainer.reads import Packed, Reads, unpickled
from explainer.records import COLLECTIONS, Collection, Entry, describe, inner_model
from explainer.vocabulary import Checked, Vocabulary


@dataclass(frozen=True, slots=True)
class Checks:
    """How a source was checked: the weakest way for any use, the day longest ago, and whether it is cited from memory everywhere."""

    weakest: Checked
    day: dt.date | None
    unread: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands in the files. ``digest`` is that of its text (see `project.digest_of`)."""

    file: Path
    root: Path
    held: yaml_tree.Mapping | None
    """The record as a tree of places, where places are asked for often; else it is read from the file when it is."""
    key: Place
    digest: bytes = b""
    alone: bool = False
    """True if the record is all of its file."""

    @property
    def node(self) -> yaml_tree.Mapping:
        """The record as a tree, each part with its place; without parts if the file has changed since the record was read."""
        if self.held is not None:
            return self.held
        with suppress(OSError, Faulty):
            tree = _tree(self.file, self.root, self.file.stat().st_mtime_ns)
            if isinstance(tree, yaml_tree.Mapping):
                node = tree if self.alone else next((tree.entries[name] for name, key in tree.keys.items() if key.place == self.key), None)
                if isinstance(node, yaml_tree.Mapping):
                    return node
        return yaml_tree.Mapping(self.key.path, self.key.line, self.key.column, self.key.line, {}, {})

    def place(self, path: support.Path = (), token: str = "", key: bool = False) -> Place:
        """The place of a field: of its value, of its key, or of ``token`` inside its value."""
        if not path:
            return self.key
        node = yaml_tree.node_at(self.node, path)
        if token:
            lines = _lines_of(self.file)
            for number in range(node.place.line, min(node.end_line + 1, len(lines)) + 1):
                start = node.place.column - 1 if number == node.place.line else 0
                column = lines[number - 1].find(token, start)
                if column >= 0:
                    return Place(node.place.path, number, column + 1)
        return yaml_tree.key_place(self.node, path) if key else node.place


def _lines_of(file: Path) -> list[str]:
    """The lines of a file, none if it can't be read any more."""
    with suppress(Faulty):
        return yaml_tree.bytes_of(file, file.name).decode("utf-8-sig", errors="replace").splitlines()
    return []


class Entries(Sequence[Entry]):
    """Records in an order, each taken from its collection when it is asked for."""

    def __init__(self, collections: Mapping[str, Mapping[str, Entry]], outlines: Sequence[Outline]):
        self._collections = collections
        self.outlines = outlines
        """Of the same records, in the same order: for who needs no more."""

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Entries: ...
    def __getitem__(self, index: int | slice) -> Entry | Entries:
        if isinstance(index, slice):
            return Entries(self._collections, self.outlines[index])
        outline = self.outlines[index]
        return self._collections[outline.collection.name][outline.id]

    def __len__(self) -> int:
        return len(self.outlines)


@lru_cache(maxsize=4)
def _tree(file: Path, root: Path, changed: int) -> yaml_tree.Node | None:
    """The tree of a file that was last changed at ``changed``, in nanoseconds."""
    return yaml_tree.read(file, root)


@dataclass(frozen=True)
class Explainer:
    """All records, read-only. ``today`` is the day against which dates are judged."""

    root: Path
    today: dt.date
    collections: Mapping[str, Mapping[str, Entry]]
    origins: Mapping[Key, Origin] = field(repr=False)
    broken: frozenset[str] = frozenset()
    """Collections of which a record could not be read: what is missing there can't be judged."""
    focus: frozenset[Key] | None = None
    """The records at which rules look, if not at all of them; see `narrowed`."""
    reads: Reads = field(default_factory=Reads, repr=False, compare=False)
    """Each look at the data is noted here; see `reads`."""

    @classmethod
    def read(cls, root: Path, today: dt.date) -> tuple[Explainer, list[Fault]]:
        """The records that can be read, and the faults of those that can't; no rules are run."""
        return Reader(root).read(today)

    def get(self, collection: str, record_id: str) -> Entry | None:
        self.reads.note("record", collection, record_id)
        return self.collections.get(collection, {}).get(record_id)

    def entry_of(self, outline: Outline) -> Entry:
        """The record itself."""
        return self.collections[outline.collection.name][outline.id]

    def __iter__(self) -> Iterator[Entry]:
        return (entry for records in self.collections.values() for entry in records.values())

    def narrowed(self, focus: frozenset[Key]) -> Explainer:
        """The same whole, in which rules look only at some records: enough right after a save, and quick."""
        made = copy(self)  # with everything that was worked out so far
        object.__setattr__(made, "focus", focus)
        return made

    def in_focus(self) -> Iterator[Entry]:
        """The records at which rules look."""
        if self.focus is None:
            return iter(self)
        entries = (self.get(*key) for key in sorted(self.focus))
        return (entry for entry in entries if entry is not None)

    def origin(self, entry: Entry) -> Origin:
        return self.origins[entry.collection.name, entry.id]

    def place(self, entry: Entry, path: support.Path = (), token: str = "", key: bool = False) -> Place:
        self.reads.note("place", entry.collection.name, entry.id)
        return self.origin(entry).place(path, token, key)

    @cached_property
    def outlines(self) -> Mapping[Key, Outline]:
        """The outline of each record, in the order of the collections and files. A `Reader` fills it in, so that no record need be loaded."""
        return {(entry.collection.name, entry.id): outlines.outline_of(entry) for entry in self}

    @cached_property
    def drafts(self) -> frozenset[Key]:
        """Records that are kept and listed but not published. What can't do without one of them waits with it, and so on."""
        found: list[Key] = []
        waiting: dict[Key, list[Key]] = {}
        for key, outline in self.outlines.items():
            if outline.draft:
                found.append(key)
            elif outline.needs:
                waiting.setdefault(outline.needs, []).append(key)
        for key in found:  # which grows
            found += waiting.pop(key, ())
        return frozenset(found)

    def published(self, collection: str) -> Entries:
        """The collection's records that are no drafts, in the order of the files."""
        self.reads.note("collection", collection)
        return self._published[collection]

    @cached_property
    def _published(self) -> Mapping[str, Entries]:
        found: dict[str, list[Outline]] = {name: [] for name in COLLECTIONS}
        for key, outline in self.outlines.items():
            if key not in self.drafts:
                found[key[0]].append(outline)
        return {name: Entries(self.collections, of_collection) for name, of_collection in found.items()}

    @cached_property
    def naming(self) -> Mapping[Key, Mapping[Key, None]]:
        """For each record, whether there is one or not, the records that name it, as keys. A `Reader` fills it in from the reading before."""
        return naming_of(self.outlines.values())

    def referrers_of(self, collection: str, record_id: str) -> tuple[Key, ...]:
        """The published records that name a record, each once, in the order of the collections and files."""
        self.reads.note("naming", collection, record_id)
        naming = (key for key in self.naming.get((collection, record_id), ()) if key not in self.drafts)
        return tuple(sorted(naming, key=self._order.__getitem__))

    @cached_property
    def _order(self) -> Mapping[Key, int]:
        return {key: number for number, key in enumerate(self.outlines)}

    def concerned(self, changed: frozenset[Key]) -> frozenset[Key]:
        """The records of which a rule may say something else once ``changed`` ones have changed: they, and what names them."""
        return changed.union(*(self.naming.get(key, {}) for key in changed))

    @cached_property
    def weakest(self) -> Mapping[str, Checked]:
        """For each source the weakest way in which it was checked for any use."""
        found: dict[str, Checked] = {}
        for outline in self.outlines.values():
            for source_id, checked in outline.uses:
                if source_id not in found or checked.rank > found[source_id].rank:
                    found[source_id] = checked
        return found

    @cached_property
    def checked_on(self) -> Mapping[str, dt.date]:
        """For each source the day on which its longest unchecked use was last verified."""
        found: dict[str, dt.date] = {}
        for outline in self.outlines.values():
            if outline.verified:
                for collection, record_id in outline.named:
                    if collection == "sources":
                        found[record_id] = min(found.get(record_id, outline.verified), outline.verified)
        return found

    @cached_property
    def unread(self) -> frozenset[str]:
        """Sources that every record which uses them cites from memory."""
        read = {source_id for outline in self.outlines.values() for source_id, checked in outline.uses if checked is not Checked.MEMORY}
        return frozenset(self.weakest) - read

    @property
    def newest(self) -> dt.date:
        """The newest day on which a record was verified: the date of the data."""
        self.reads.note("newest")
        return self._newest

    @cached_property
    def _newest(self) -> dt.date:
        return max((outline.verified for outline in self.outlines.values() if outline.verified), default=self.today)

    def checks_of(self, source_id: str) -> Checks | None:
        """How a source that is used was checked, or None if no record uses it."""
        self.reads.note("checks", source_id)
        if source_id not in self.weakest:
            return None
        return Checks(self.weakest[source_id], self.checked_on.get(source_id), source_id in self.unread)

    def weakest_of(self, source_id: str) -> Checked:
        """The weakest way in which a source was checked for any use. Raises KeyError if no record uses it."""
        self.reads.note("checks", source_id)
        return self.weakest[source_id]

    def in_order(self, collection: str) -> Entries:
        """The collection's published records as its list has them: by date, title or number if they have one, else as in the files."""
        return Entries(self.collections, sorted(self.published(collection).outlines, key=self._place_in_list))

    def _place_in_list(self, outline: Outline) -> tuple[Any, ...]:
        match outline.collection.name:
            case "court-cases" | "custody-cases" | "history":
                date = self.date_of(outline)
                return (date.first if date else dt.date.max, outline.id)
            case "corrections":
                return (-outline.date.first.toordinal() if outline.date else 0,)
            case "glossary":
                return (outline.title.lower(),)
            case "lifecycle":
                return (outline.order,)
        return ()

    @cached_property
    def lists(self) -> Mapping[str, Entries]:
        """The records of each list by its address, in their order: of each collection, of the sources by kind and letter."""
        found: dict[str, list[Outline]] = {model.collection.url: [] for model in COLLECTIONS.values() if model.collection.page != "letters"}
        with self.reads.apart():  # who takes one of the lists reads that one: `list_at`
            for name, model in COLLECTIONS.items():
                ordered = self.in_order(name).outlines
                for outline in sorted(ordered, key=lambda outline: outline.title.lower()) if model.collection.page == "letters" else ordered:
                    found.setdefault(url_of_list(outline), []).append(outline)
        return MappingProxyType({url: Entries(self.collections, ordered) for url, ordered in found.items()})

    def list_at(self, url: str) -> Entries:
        """The records of the list at ``url``, in their order; none if there is no such list."""
        self.reads.note("list", url)
        return self.lists.get(url) or Entries(self.collections, ())

    @cached_property
    def _later_pages(self) -> Mapping[Key, int]:
        """The number of the page on which a record stands in its list, where it is not the first."""
        return {
            outline.key: index // PER_PAGE + 1
            for entries in self.lists.values()
            for index, outline in enumerate(entries.outlines)
            if index >= PER_PAGE
        }

    def record_at(self, url: str) -> Entry | None:
        """The published record whose own page stands at ``url``, if it is one's."""
        name, _, record_id = url.strip("/").partition("/")
        model = COLLECTIONS.get(name)
        entry = self.get(name, record_id) if model and model.collection.page == "each" else None
        return None if entry is None or (name, record_id) in self.drafts else entry

    def url_of(self, entry: Entry | Outline) -> str:
        """The address of a record: of its page, or of its place on a page of its list."""
        return url_of(entry, self._later_pages.get((entry.collection.name, entry.id), 1) if entry.collection.page != "each" else 1)

    def title_of(self, entry: Entry | Outline) -> str:
        """The record's title; an event about another record takes that record's."""
        return entry.title or next((target.title for target in self._told(entry) if target.title), entry.id)

    def date_of(self, entry: Entry | Outline) -> EdtfDate | None:
        """The date by which the record is sorted, if it has one; an event about another record takes that record's."""
        return outlines.date_of(entry) or next((target.date for target in self._told(entry) if target.date), None)

    def _told(self, entry: Entry | Outline) -> Iterator[Outline]:
        """The record that a record is about, the one that that is about, and so on: as far as they are published, and each once."""
        about, seen = outlines.about_of(entry), set[Key]()
        while about and about not in seen and (target := self.outline(about)):
            yield target
            seen.add(about)
            about = target.about

    def outline(self, key: Key) -> Outline | None:
        """What lists, links and counts need to know of a published record (see `outlines`); None for a draft, or if there is none."""
        self.reads.note("record", *key)
        return None if key in self.drafts else self.outlines.get(key)


# --- Files ------------------------------------------------------------------------------------------------------


class Shelf:
    """The records of a build: all on disk, in memory as many of the first as fit, and the last ones that were loaded beside them.

    A build goes through all records again and again: if the oldest made room for the next, none would be there when its turn comes.
    ``keep`` puts the pickle of a record away under its key, ``find`` gives it back.
    """

    HELD = 36_000_000
    """Of the records that stay in memory the pickles are at most so many bytes; the records themselves take about five times as many."""

    RECENT = 500
    """So many others are in memory: a page shows its record, the sources of that and what it links more than once."""

    def __init__(self, keep: Callable[[Key, bytes], None], find: Callable[[Key], bytes]):
        self._keep, self._find = keep, find
        self._held: dict[Key, Entry] = {}
        self._recent: OrderedDict[Key, Entry] = OrderedDict()
        self._bytes = 0

    def put(self, entry: Entry) -> None:
        """Takes a record in the place of that with the same id, if there is one."""
        key, pickled = (entry.collection.name, entry.id), pickle.dumps(entry, pickle.HIGHEST_PROTOCOL)
        self._keep(key, pickled)
        self._hold(key, entry, len(pickled))

    def get(self, key: Key) -> Entry:
        """A record that was put here, by this build or by the last one. Raises what ``find`` raises."""
        entry = self._held.get(key) or self._recent.get(key)
        if entry is None:
            pickled = self._find(key)
            entry = unpickled(pickled)
            self._hold(key, entry, len(pickled))
        return entry

    def _hold(self, key: Key, entry: Entry, size: int) -> None:
        if key in self._held or self._bytes + size <= self.HELD:
            self._bytes += 0 if key in self._held else size
            self._held[key] = entry
        else:
            self._recent[key] = entry
            if len(self._recent) > self.RECENT:
                self._recent.popitem(last=False)


class _Shelved(Mapping[str, Entry]):
    """The records of one collection, loaded from a shelf when they are asked for."""

    def __init__(self, collection: str, ids: Iterable[str], shelf: Shelf):
        self._collection, self._shelf = collection, shelf
        self._ids = dict.fromkeys(ids)

    def __getitem__(self, record_id: str) -> Entry:
        if record_id not in self._ids:
            raise KeyError(record_id)
        return self._shelf.get((self._collection, record_id))

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


@dataclass(frozen=True, slots=True)
class _Filed:
    """One record of a file. What says the same as before has the same outline, the very object."""

    origin: Origin
    outline: Outline | None
    """None if the record can't be read."""
    record: Entry | None
    """None if it can't be read, or stands on a shelf."""


@dataclass(frozen=True, slots=True)
class _Read:
    """One file as it was read: its records and its faults."""

    collection: str
    stamp: tuple[int, int]
    """Time of the last change, in nanoseconds, and size."""
    digest: bytes
    """See `project.digest_of`; empty for a file that could not be read."""
    records: Mapping[str, _Filed]
    faults: tuple[Fault, ...]
    strays: frozenset[str]
    """Other collections to which records in it belong."""


def _unpacked(packed: Packed, root: Path, keys: dict[Key, Key]) -> _Read:
    file, collection = root / packed.path, COLLECTIONS[packed.collection].collection
    records = {
        values[0]: _Filed(
            Origin(file, root, None, Place(packed.path, line, column), digest, collection.layout == "folder"),
            outlines.unpacked(collection, values, keys),
            None,
        )
        for line, column, digest, values in unpickled(packed.records)
    }
    return _Read(packed.collection, (0, 0), packed.digest, records, (), frozenset())


def _pickled(read: _Read) -> bytes:
    records = ((filed.origin.key.line, filed.origin.key.column, filed.origin.digest, filed.outline) for filed in read.records.values())
    packed = tuple((line, column, digest, outlines.packed(outline)) for line, column, digest, outline in records if outline)
    return pickle.dumps(packed, pickle.HIGHEST_PROTOCOL)


class Reader:
    """Reads `data/` below a root as often as it is asked; a file that did not change is not read again.

    Everything is held, also the trees of all records, for an editor who is told of places often. With a ``shelf`` only the outlines
    are: a build rarely needs a place, and no more than some records at a time. ``packed`` are files as another reader gave them
    `to_pack`, their records on the shelf; ``digests`` are those of files that need not be read to know them, by path.
    """

    def __init__(self, root: Path, shelf: Shelf | None = None, packed: Iterable[Packed] = (), digests: Mapping[str, bytes] = MappingProxyType({})):
        self.root = root
        self._shelf, self._digests = shelf, digests
        keys: dict[Key, Key] = {}
        self._files = {str(root / file.path): _unpacked(file, root, keys) for file in packed}
        self._packed = {path: read.digest for path, read in self._files.items()}
        self.changed: frozenset[Key] = frozenset()
        """The records that the last reading found new, changed or gone."""
        self.reread: tuple[str, ...] = ()
        """The files that the last reading found new, changed or gone, if only a comment in them."""
        self._last: tuple[Explainer, list[Fault]] | None = None
        self._strange: list[Fault] = []
        self._naming: Mapping[Key, Mapping[Key, None]] = {}

    def read(self, today: dt.date) -> tuple[Explainer, list[Fault]]:
        """As `Explainer.read`."""
        data_folder = self.root / "data"
        broken: set[str] = set()
        strange = list(_strange_files(data_folder, self.root, broken))
        before, self._files = self._files, {}
        for model in COLLECTIONS.values():
            for file in _files_of(model.collection, data_folder):
                self._files[file.path] = self._file(file, model, before.get(file.path))
        self.reread = tuple(path for path, read in self._files.items() if read is not before.get(path)) + tuple(
            sorted(before.keys() - self._files.keys())
        )
        changed = [_differing(self._files.get(path), before.get(path)) for path in self.reread]
        self.changed = frozenset(key for keys in changed for key in keys)
        if self._last and not self.reread and self._last[0].today == today and strange == self._strange:
            return self._last
        self._strange = strange
        explainer, faults = self._whole(today, broken)
        self._last = explainer, [*strange, *faults]
        return self._last

    def to_pack(self) -> tuple[Iterator[Packed], list[str]]:
        """Each file that is new or not what it was when it was packed, and the paths of those that are gone; only if there is no fault."""
        changed = ((path, read) for path, read in self._files.items() if self._packed.get(path) != read.digest)
        gone = [Path(path).relative_to(self.root).as_posix() for path in self._packed.keys() - self._files.keys()]
        return (Packed(Path(path).relative_to(self.root).as_posix(), read.collection, read.digest, _pickled(read)) for path, read in changed), gone

    def _whole(self, today: dt.date, broken: set[str]) -> tuple[Explainer, list[Fault]]:
        """What the files say together. A collection in which something can't be read is added to ``broken``."""
        faults: list[Fault] = []
        filed: dict[Key, _Filed] = {}
        for read in self._files.values():
            faults += read.faults
            if read.faults:
                broken |= {read.collection} | read.strays
            for record_id, found in read.records.items():
                if (read.collection, record_id) in filed:
                    first = filed[read.collection, record_id].origin.key
                    faults.append(
                        Fault(
                            found.origin.key,
                            f"the id '{record_id}' a second time (first at {first})",
                            "each id once in its collection",
                            "Rename one of the two",
                        )
                    )
                    broken.add(read.collection)
                    continue
                filed[read.collection, record_id] = found
        outlined = {key: one.outline for key, one in filed.items() if one.outline}
        self._naming = self._renamed(outlined)
        origins = MappingProxyType({key: one.origin for key, one in filed.items()})
        explainer = Explainer(self.root, today, self._collections(filed), origins, frozenset(broken))
        vars(explainer).update(naming=self._naming, outlines=outlined)
        return explainer, faults

    def _collections(self, filed: Mapping[Key, _Filed]) -> Mapping[str, Mapping[str, Entry]]:
        """The records that can be read."""
        if self._shelf:
            ids: dict[str, list[str]] = {name: [] for name in COLLECTIONS}
            for (collection, record_id), one in filed.items():
                if one.outline:
                    ids[collection].append(record_id)
            return MappingProxyType({name: _Shelved(name, of_collection, self._shelf) for name, of_collection in ids.items()})
        held: dict[str, dict[str, Entry]] = {name: {} for name in COLLECTIONS}
        for (collection, record_id), one in filed.items():
            if one.record:
                held[collection][record_id] = one.record
        return MappingProxyType({name: MappingProxyType(records) for name, records in held.items()})

    def _renamed(self, outlined: Mapping[Key, Outline]) -> Mapping[Key, Mapping[Key, None]]:
        """`Explainer.naming` after the last reading: that of the reading before, but for the records that changed."""
        last = self._last[0] if self._last else None
        if last is None:
            return naming_of(outlined.values())
        own: dict[Key, dict[Key, None]] = {}  # copies of what is changed: the last whole keeps its own

        def at(target: Key) -> dict[Key, None]:
            return own.setdefault(target, dict(self._naming.get(target, {})))

        for key in self.changed:
            if old := last.outlines.get(key):
                for target in old.named:
                    at(target).pop(key, None)
            if new := outlined.get(key):
                for target in new.named:
                    at(target)[key] = None
        return {**self._naming, **own}

    def _file(self, file: os.DirEntry[str], model: type[Entry], last: _Read | None) -> _Read:
        """The file as it stands now; a record that says what it said before is the same object."""
        status = file.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        if last and last.stamp == stamp:
            return last
        if last and last.digest and last.digest == self._digests.get(file.path) and not last.faults:
            return replace(last, stamp=stamp)
        path = Path(file.path)
        name = path.relative_to(self.root).as_posix()
        try:
            raw = yaml_tree.bytes_of(path, name)
        except Faulty as error:
            return _Read(model.collection.name, stamp, b"", {}, tuple(error.faults), frozenset())
        digest = digest_of(raw)
        if last and last.digest == digest and not last.faults:
            return replace(last, stamp=stamp)
        faults: list[Fault] = []
        records: dict[str, _Filed] = {}
        strays: set[str] = set()
        lines = [] if model.collection.layout == "folder" else raw.splitlines()
        for record_id, node, key in _nodes(raw, name, model.collection, faults):
            own = digest if not lines else digest_of(b"\n".join(lines[key.line - 1 : node.end_line]))
            origin = Origin(path, self.root, node, key, own, model.collection.layout == "folder")
            before = last.records.get(record_id) if last else None
            if before and before.outline and _same(before.origin, origin):
                records[record_id] = replace(before, origin=replace(origin, held=None) if self._shelf else origin)
                continue
            if other := _of_another_collection(model, node):
                strays.add(other.collection.name)
                record, found = None, [_stray(origin.key, model.collection, other.collection)]
            else:
                record, found = validate(model, record_id, origin)
            faults += found
            records[record_id] = self._filed(origin, record)
        return _Read(model.collection.name, stamp, digest, records, tuple(at_most(faults, name)), frozenset(strays))

    def _filed(self, origin: Origin, record: Entry | None) -> _Filed:
        outline = outlines.outline_of(record) if record else None
        if self._shelf is None:
            return _Filed(origin, outline, record)
        if record:
            self._shelf.put(record)
        return _Filed(replace(origin, held=None), outline, None)


def _same(before: Origin, now: Origin) -> bool:
    """True if a record says what it said before."""
    return before.digest == now.digest or bool(before.held and now.held and yaml_tree.same(before.held, now.held))


def _differing(read: _Read | None, last: _Read | None) -> Iterator[Key]:
    """The records of a file that are not what they were at the last reading, or still can't be read."""
    now = {record_id: filed.outline for record_id, filed in read.records.items()} if read else {}
    then = {record_id: filed.outline for record_id, filed in last.records.items()} if last else {}
    collection = read.collection if read else last.collection if last else ""
    ids = now.keys() | then.keys()
    return ((collection, record_id) for record_id in ids if now.get(record_id) is not then.get(record_id) or now.get(record_id) is None)


def naming_of(outlined: Iterable[Outline]) -> Mapping[Key, Mapping[Key, None]]:
    """For each record that is named, whether there is one or not, the records that name it. A postal code names its state."""
    found: dict[Key, dict[Key, None]] = defaultdict(dict)
    for outline in outlined:
        key = outline.key
        for named in outline.named:
            found[named][key] = None
    return dict(found)


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    """What stands in a folder, by name. Much faster than a `Path` for each, and one preview asks after every save."""
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _files_of(collection: Collection, data_folder: Path) -> list[os.DirEntry[str]]:
    one = collection.layout == "file"
    folder = data_folder if one else data_folder / collection.name
    found = [entry for entry in _listed(folder) if entry.name.endswith(".yml") and _kind(entry) == "file"] if folder.is_dir() else []
    return [entry for entry in found if (entry.name == f"{collection.name}.yml" if one else not entry.name.startswith("."))]


def _strange_files(data_folder: Path, root: Path, broken: set[str]) -> Iterator[Fault]:
    """A file that no collection reads is a fault, not a silent nothing. What it may belong to is added to ``broken``."""
    if not (root / "docs").is_dir():
        yield Fault(Place("docs"), "no folder docs/", "the folder with the pages", "Run the command from a complete checkout")
    if not data_folder.is_dir():
        yield Fault(Place("data"), "no folder data/", "the folder with the records", "Run the command from a complete checkout")
        return
    folders = {name for name, model in COLLECTIONS.items() if model.collection.layout != "file"}
    files = {f"{name}.yml" for name, model in COLLECTIONS.items() if model.collection.layout == "file"}
    for entry in _listed(data_folder):
        place = Place(f"{data_folder.name}/{entry.name}")
        if is_an_editors(entry.name):
            continue
        kind = _kind(entry)
        if kind == "lost":
            broken.add(entry.name.removesuffix(".yml"))
            yield _lost(place)
        elif kind == "folder" and entry.name not in folders:
            one_file = f"{entry.name}.yml" in files
            if one_file:
                broken.add(entry.name)
            fix = f"Put the records into one file, data/{entry.name}.yml" if one_file else did_you_mean(entry.name, folders)
            broken.update(name for name in folders if f"'{name}'" in fix)
            yield Fault(place, f"a folder '{entry.name}' that is no collection", one_of(sorted(folders)), fix)
        elif kind == "file" and entry.name not in files:
            fix = did_you_mean(entry.name, files) or "Move the file into the folder of its collection"
            broken.update(name.removesuffix(".yml") for name in files if f"'{name}'" in fix)
            yield Fault(place, f"a file '{entry.name}' that is no collection", one_of(sorted(files)), fix)
        elif kind == "folder":
            for child in _listed(Path(entry.path)):
                what = _kind(child)
                if is_an_editors(child.name) or (what == "file" and child.name.endswith(".yml")):
                    continue
                broken.add(entry.name)
                inside = Place(f"{place.path}/{child.name}")
                stem, _, suffix = child.name.rpartition(".")
                fix = f"Rename it to {stem}.yml" if suffix.lower() in ("yaml", "yml") and what == "file" else "Move it out of data/"
                found = f"'{child.name}' in a folder of records"
                yield _lost(inside) if what == "lost" else Fault(inside, found, "files whose names end in .yml", fix)


def _kind(entry: os.DirEntry[str]) -> Literal["file", "folder", "lost"]:
    """What an entry is, links followed; `lost` is one that leads nowhere or in a circle, or no longer is."""
    try:
        return "folder" if entry.is_dir() else "file" if entry.is_file() else "lost"
    except OSError:
        return "lost"


def _lost(place: Place) -> Fault:
    return Fault(place, "a link that leads nowhere, or in a circle", "a file", "Delete it, or put the file itself in its place")


def _nodes(raw: bytes, name: str, collection: Collection, faults: list[Fault]) -> Iterator[tuple[str, yaml_tree.Mapping, Place]]:
    """Id, mapping and place of each record in the file ``name`` that holds ``raw``; faults are added to the list."""
    place = Place(name)
    try:
        tree = yaml_tree.parse(yaml_tree.decoded(raw, name), name)
    except Faulty as error:
        faults.extend(error.faults)
        return
    if tree is None:
        faults.append(Fault(place, "an empty file", "at least one record", "Fill it, or delete the file"))
        return
    if not isinstance(tree, yaml_tree.Mapping):
        faults.append(
            Fault(
                tree.place,
                f"{describe(yaml_tree.data(tree))} at the top of the file",
                "`key: value` lines",
                "Write the fields, or the ids of the records, at the left margin",
            )
        )
        return
    if collection.layout == "folder":
        path = PurePosixPath(name)
        if not _good_id(path.stem):
            faults.append(Fault(place, f"the file name '{path.name}'", "lower-case letters, digits and hyphens, then .yml", "Rename the file"))
            return
        yield path.stem, tree, place
        return
    for record_id, node in tree.entries.items():
        if len(faults) > MAX_FAULTS:
            return  # the others are not judged: the collection counts as broken
        key = tree.keys[record_id].place
        if not _good_id(record_id):
            faults.append(Fault(key, f"the id '{record_id}'", "lower-case letters, digits and hyphens", "Rename the key"))
        elif not isinstance(node, yaml_tree.Mapping):
            faults.append(
                Fault(key, f"the record '{record_id}' without fields", "indented `key: value` lines below it", "Fill the record, or delete the key")
            )
        else:
            yield record_id, node, key


def _good_id(text: str) -> bool:
    return all(part.isalnum() and part.isascii() and part == part.lower() for part in text.split("-")) and bool(text)


# --- From pydantic's errors to faults ---------------------------------------------------------------------------


def validate(model: type[Entry], record_id: str, origin: Origin) -> tuple[Entry | None, list[Fault]]:
    """The record, or None and its faults."""
    node, blank_texts = origin.node, list[yaml_tree.Scalar]()
    fields = yaml_tree.fields(node, blank_texts) | {"id": record_id}
    faults = [
        Fault(yaml_tree.key_place(node, path), _blank(node, path), _wanted(model, path), "Fill it, or delete the line if the field is optional")
        for path in (islice(_blanks(node), MAX_FAULTS + 1) if blank_texts else ())
        if not _unknown(model, path)
    ]
    if "id" in node.keys:
        faults.append(Fault(node.keys["id"].place, "a field 'id'", "the id only as the file's name or the record's key", "Delete the line"))
    blank = {fault.place for fault in faults}
    try:
        record = model.model_validate(fields)
        return (None if faults else record), faults
    except ValidationError as error:
        for problem in error.errors(include_url=False)[: MAX_FAULTS + 1]:
            faults += [fault for fault in _fault(problem, model, origin) if yaml_tree.key_place(node, tuple(problem["loc"])) not in blank]
        return None, faults


def _of_another_collection(model: type[Entry], node: yaml_tree.Mapping) -> type[Entry] | None:
    """The one other model that knows each field of the record and lacks none, if this one does not."""

    def fits(candidate: type[Entry]) -> bool:
        needed = {name for name, info in candidate.model_fields.items() if info.is_required()} - {"id"}
        return needed <= node.keys.keys() <= candidate.model_fields.keys()

    if node.keys.keys() <= model.model_fields.keys():
        return None
    others = [candidate for candidate in COLLECTIONS.values() if fits(candidate)]
    return others[0] if len(others) == 1 else None


def _stray(key: Place, collection: Collection, other: Collection) -> Fault:
    found = f"the fields of a {other.singular.lower()} in data/{collection.name}"
    return Fault(key, found, f"those of a {collection.singular.lower()}", f"Move it to data/{other.name}")


def _blanks(node: yaml_tree.Node, path: support.Path = ()) -> Iterator[support.Path]:
    match node:
        case yaml_tree.Scalar():
            if path and node.blank:
                yield path
        case yaml_tree.Sequence():
            for index, item in enumerate(node.items):
                yield from _blanks(item, (*path, index))
        case yaml_tree.Mapping():
            for name, item in node.entries.items():
                yield from _blanks(item, (*path, name))


def _blank(node: yaml_tree.Node, path: support.Path) -> str:
    name = f"'{path[-1]}'" if isinstance(path[-1], str) else f"an item of '{_name(path)}'"
    value = yaml_tree.node_at(node, path)
    word = value.text.strip() if isinstance(value, yaml_tree.Scalar) else ""
    return f"{name} is {word}, which YAML takes for nothing" if word else f"{name} is blank"


def _unknown(model: type[BaseModel], path: support.Path) -> bool:
    """True if the models know no such field: then that is the fault, not that it is blank."""
    owner, name = _model_at(model, path)
    return owner is not None and name not in owner.model_fields


def _model_at(model: type[BaseModel], path: support.Path) -> tuple[type[BaseModel] | None, str | None]:
    """The model that owns the last named field of ``path``, and that field's name; None where the path leaves the models."""
    owner: type[BaseModel] | None = model
    name: str | None = None
    for part in path:
        if isinstance(part, int):
            continue
        if name is not None and owner is not None:
            info = owner.model_fields.get(name)
            owner = inner_model(info.annotation) if info else None
        name = part
        if owner is None or part not in owner.model_fields:
            return owner, part
    return owner, name


def _wanted(model: type[BaseModel], path: support.Path) -> str:
    """What the field at ``path`` takes, in words."""
    owner, name = _model_at(model, path)
    if owner is None or name is None or name not in owner.model_fields:
        return "a value"
    info = owner.model_fields[name]
    text = (info.description or "a value").rstrip(".")
    text = text[0].lower() + text[1:] if text[1:2].islower() else text
    choices = choices_of(info.annotation)
    if choices:
        return f"{text} ({one_of(choices)})"
    return f"{text} (for example: {info.examples[0]})" if info.examples else text


def vocabulary_of(annotation: Any) -> type[Vocabulary] | None:
    """The vocabulary of which a field's value, or each of its values, is a word."""
    if isinstance(annotation, type) and issubclass(annotation, Vocabulary):
        return annotation
    if get_origin(annotation) in (Union, UnionType, tuple) or hasattr(annotation, "__metadata__"):
        return next((found for part in get_args(annotation) if (found := vocabulary_of(part))), None)
    return None


def choices_of(annotation: Any) -> list[str]:
    """The words of a field's vocabulary, or an empty list."""
    return [member.value for member in vocabulary_of(annotation) or ()]


def _fault(problem: Any, model: type[BaseModel], origin: Origin) -> Iterator[Fault]:
    node = origin.node
    path: support.Path = tuple(problem["loc"])
    target = yaml_tree.node_at(node, path)
    value = problem["input"]
    match problem["type"]:
        case "missing":
            owner = yaml_tree.node_at(node, path[:-1])
            place = owner.place if path[:-1] else origin.key
            yield Fault(place, f"no '{path[-1]}'", f"the mandatory field '{path[-1]}': {_wanted(model, path)}", "Add the line")
        case "extra_forbidden":
            owner_model, _ = _model_at(model, path)
            names = [name for name in owner_model.model_fields if name != "id"] if owner_model else []
            parent = yaml_tree.node_at(node, path[:-1])
            unused = [name for name in names if not isinstance(parent, yaml_tree.Mapping) or name not in parent.keys]
            near = did_you_mean(str(path[-1]), unused) or did_you_mean(str(path[-1]), names)
            if not near and value == "":  # `{value: 1,276}` is a value 1 and a field 276
                near = "If it belongs to the text before a comma, put that text in quotes"
            place = yaml_tree.key_place(node, path)
            yield Fault(place, f"an unknown field '{path[-1]}'", one_of(names, 40), near, only_near(str(path[-1]), unused))
        case "enum":
            choices = _choices_at(model, path)
            near = did_you_mean(value, choices) if isinstance(value, str) else "Write one of the words"
            meant = only_near(value, choices) if isinstance(value, str) else None
            yield Fault(target.place, f"{describe(value)} in '{_name(path)}'", one_of(choices, 20), near, meant)
        case "value":
            context = problem["ctx"]
            place, meant = origin.place(path, context["token"]), Replacement(context["token"], context["write"]) if context["write"] else None
            yield Fault(place, f"in '{_name(path)}': {context['found']}", context["expected"], context["fix"], meant)
        case "model_type" | "model_attributes_type" | "dict_type":
            yield Fault(
                target.place,
                f"{describe(value)} in '{_name(path)}'",
                f"indented `key: value` lines: {_wanted(model, path)}",
                "Write the fields after the '- ', each on a line as `key: value`"
                if isinstance(path[-1], int)
                else "Start a new line after the colon and indent the fields by two spaces",
            )
        case "tuple_type" | "list_type":
            yield Fault(
                target.place,
                f"{describe(value)} in '{_name(path)}'",
                f"a list: {_wanted(model, path)}",
                "Start each item on a line of its own with '- '",
                Replacement(value, f"[{value}]") if isinstance(value, str) and re.fullmatch(r"[a-z0-9-]+", value, re.ASCII) else None,
            )
        case _:
            yield Fault(target.place, f"in '{_name(path)}': {describe(value)}", _wanted(model, path))


def _name(path: support.Path) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "record")


def _choices_at(model: type[BaseModel], path: support.Path) -> list[str]:
    owner, name = _model_at(model, path)
    return choices_of(owner.model_fields[name].annotation) if owner and name in owner.model_fields else []
