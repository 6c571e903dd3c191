"""A build: each page and file of the site made once, or taken over from the last site if nothing that it reads has changed.

Data flows one way: records are read and judged, pages are made by `engine.Session` one after the other, as in the
preview, and written beside the last site; then the links between them are checked. Nothing here touches the last site.
"""

from __future__ import annotations

import datetime as dt
import pickle
import shutil
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from explainer import keeping, links, rules, search_index
from explainer.engine import NOT_FOUND, Session, Stopped
from explainer.explainer import Reader, Shelf
from explainer.exports import Piecewise
from explainer.faults import Fault, Faulty
from explainer.keeping import Inputs, Keeper, Kept, Stamp
from explainer.prints import Prints, frame_of
from explainer.reads import unpickled
from explainer.scaffold import Scaffold

HELD = 300
"""So many views are held at most: of a page what others show of the same records is at hand, and memory does not grow with every page."""


def build(root: Path, site: Path, last: Path | None = None, kept: Kept | None = None, inputs: Inputs | None = None) -> None:
    """Builds the site into ``site``: a new folder, or one in which an earlier site lies (see `scaffold`).

    ``last`` is the site that the last build made, ``kept`` what it kept; what is to be kept for the next build is written there, for
    the caller to commit. ``inputs`` is what there is to read, if it is known already. Raises engine.Stopped with all faults.
    """
    inputs = inputs or keeping.inputs_of(root, dt.date.today())
    kept = kept or Kept()
    before = kept.about()
    known = before.get("code") == inputs.code  # records that other code has read may lack what this one asks of them
    if not known:
        kept.drop_packed()
    try:
        reader = Reader(root, Shelf(kept.put_record, kept.record), kept.packed(), inputs.digests)
        explainer, faults = reader.read(inputs.day)
        judged = explainer
        if known and before.get("day") == inputs.day.isoformat():  # there was no fault, so one can only be where something has changed
            judged = explainer.narrowed(explainer.concerned(reader.changed))
        faults += rules.faults_of(judged)
        if faults:
            raise Faulty(faults)
        session = Session(root, "build", _templates(root, inputs.code))
        if faults := session.faults_of_docs(explainer):
            raise Faulty(faults)
        session.take(explainer)
        keeper = Keeper(kept, frame_of(session, inputs), explainer.reads, Prints(session.engine, inputs).of)
        explainer.reads.keep = keeper.value
        files = _Build(session, site, last, keeper).run()
    except Faulty as error:
        raise Stopped(error.faults, root) from None
    kept.put_packed(*reader.to_pack())
    kept.drop_records_but(explainer.outlines)
    keeper.finish(files, inputs=inputs.print, code=inputs.code, day=inputs.day.isoformat())


def _templates(root: Path, code: str) -> Path:
    """The folder of the templates that this code has compiled: it puts into them what other code may do otherwise. Those of others go."""
    folder = root / keeping.FOLDER / "templates"
    for other in folder.iterdir() if folder.is_dir() else ():
        if other.name != code:
            shutil.rmtree(other, ignore_errors=True)
    return folder / code


class _Build:
    """One build into the folder ``site``."""

    def __init__(self, session: Session, site: Path, last: Path | None, keeper: Keeper):
        self.session, self.site, self.last, self.keeper = session, Scaffold(site), last, keeper
        renderer = session.engine.renderer
        self.reads = renderer.explainer.reads
        renderer.written = lambda path: site / path if path in self.site.files else None
        self._pages_of: dict[str, str] = {}
        """The address of each page by its path."""
        self._made_now: set[str] = set()
        self._lost_ids = False

    def run(self) -> Mapping[str, Stamp]:
        """Writes everything, and gives every file. Raises Faulty with every fault of the pages, else with those of links."""
        self._others()
        self._pages()
        for path, make in self.session.engine.beside_pages():
            if not self._taken_over(path, f"file {path}"):
                with self.reads.noting() as found:  # also what a piece looks at
                    stamp = self.site.put(path, make.pieces() if isinstance(make, Piecewise) else [make()])
                self.keeper.put(f"file {path}", found, stamp=stamp)
        if faults := sorted(self._faults_of_links()):
            raise Faulty([self.session.at_its_source(fault) for fault in faults])
        self.site.tidy()
        return self.site.files

    # --- Files

    def _taken_over(self, path: str, name: str) -> bool:
        """Takes what the last build made at ``path`` into the new site. False if it has to be made."""
        made = self.keeper.last(name)
        if made is None or made.stamp is None or self.last is None or not self.site.link(path, f"{self.last}/{path}", made.stamp):
            return False
        self.keeper.take(name, made)
        return True

    def _others(self) -> None:
        """What is taken as it is, of `docs/` and of the theme, and the page for addresses at which there is none."""
        for path, source in self.session.other_files():
            self.site.copy(path, source)
        self.site.put(NOT_FOUND, [self.session.not_found().encode()])

    # --- Pages

    def _pages(self) -> None:
        """Every page, and the search index of them. Raises Faulty with the faults of those that can't be made; written pages come first."""
        engine, faults = self.session.engine, list[Fault]()
        for url in self.session.addresses():
            if faults and url in self.session.generated:
                break
            path = f"{url}index.html"
            self._pages_of[path] = url
            if not self._taken_over(path, f"page {url}"):
                try:
                    self._page(url, path)
                except Faulty as error:
                    faults += error.faults
                if engine.renderer.views.held > HELD:
                    engine.renderer.forget()
        if len(self._made_now) > HELD:  # what follows reads each record once
            engine.renderer.forget()
        if faults:
            raise Faulty(sorted(set(faults)))
        if engine.searched:
            entries = (unpickled(self.keeper.kept(f"page {url}"))[1] for url in self._pages_of.values())
            self.site.put(search_index.PATH, engine.search_index(entries))

    def _page(self, url: str, path: str) -> None:
        with self.reads.noting() as reads:
            html = self.session.page(url)
        self._made_now.add(path)
        survey, name = links.survey(html), f"page {url}"
        if name in self.keeper.former and not unpickled(unpickled(self.keeper.kept(name))[0]).ids <= survey.ids:
            self._lost_ids = True
        value = pickle.dumps((pickle.dumps(survey, pickle.HIGHEST_PROTOCOL), self.session.engine.entries.pop(url)), pickle.HIGHEST_PROTOCOL)
        self.keeper.put(name, reads, value, self.site.put(path, [html.encode()]))

    # --- Links

    def _faults_of_links(self) -> Iterator[Fault]:
        """What is wrong with the links of the pages that were made now; of all pages, if something is gone to which one may lead."""
        surveyed = _Surveyed(self._pages_of, self.keeper)
        among = surveyed.keys() if self._gone else self._made_now
        return links.faults_between(surveyed, self.site.files.keys(), self.session.base_path, among)

    @property
    def _gone(self) -> bool:
        """True if something is gone to which a page may lead that was not made now."""
        return self._lost_ids or not self.keeper.files.keys() <= self.site.files.keys()


class _Surveyed(Mapping[str, links.Surveyed]):
    """What links need to know of each page, by its path: looked up in what was kept."""

    def __init__(self, pages: Mapping[str, str], keeper: Keeper):
        self._pages = pages
        self._of = lru_cache(maxsize=1024)(lambda path: unpickled(unpickled(keeper.kept(f"page {pages[path]}"))[0]))

    def __getitem__(self, path: str) -> links.Surveyed:
        found: links.Surveyed = self._of(path)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)
