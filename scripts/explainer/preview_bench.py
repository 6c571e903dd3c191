"""`scripts/bench preview`: how long it takes from the end of a save until the new page is served.

Edits of six kinds are made in a copy of the project, as it is and with made-up cases; a page that shows the edit is
open. With `scripts/serve` the line to the browser says when to fetch it, as in a browser; with MkDocs' own
`mkdocs serve`, measured in the same run, the page is fetched again and again until it is new.
"""

from __future__ import annotations

import datetime as dt
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from explainer import generating
from explainer.addresses import url_of
from explainer.explainer import Explainer
from explainer.preview import OWN
from explainer.records import Record

SIZES = (0, 3000)

CASE = "data/custody-cases/boulder-2019.yml"
PATIENCE = 300
"""Seconds after which a page that does not come is given up."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A kind of edit: in ``file`` the first match of ``pattern`` gets a mark at its end, which the page at ``url`` then shows."""

    kind: str
    file: str
    pattern: str
    url: str

    def make(self, root: Path, mark: str) -> float:
        """Puts ``mark`` in the place of the last one; returns the time at which the file was saved (`time.perf_counter`)."""
        path = root / self.file
        text = re.sub(r" mark\d+x", "", path.read_text(encoding="utf-8"))
        found = re.search(self.pattern, text, re.M)
        if found is None:
            raise ValueError(f"{self.file} holds nothing like {self.pattern}: the benchmark must be adapted to the data")
        path.write_text(f"{text[: found.end()]} {mark}{text[found.end() :]}", encoding="utf-8")
        return time.perf_counter()


def kinds(root: Path) -> tuple[Edit, ...]:
    """The six kinds of edits, for the project at ``root``."""
    explainer, _ = Explainer.read(root, dt.date.max)
    source = max(explainer.published("sources"), key=lambda entry: len(explainer.referrers_of("sources", entry.id)))
    users = (explainer.get(*key) for key in explainer.referrers_of("sources", source.id))
    user = next(entry for entry in users if isinstance(entry, Record) and entry.collection.page == "each" and f"@{source.id}" in entry.summary.raw)
    file = explainer.place(source).path
    case = "custody-cases/boulder-2019/"
    return (
        Edit("event text", CASE, r"^    what: He is arrested in Longmont", case),
        Edit("title on indexes", CASE, r'^title: "Boulder County Jail', "custody-cases/"),
        Edit(
            f"source of {len(explainer.referrers_of('sources', source.id))} records",
            file,
            rf"^{source.id}:\n(?:  .*\n)*?  title: [^\n:]*\w",
            url_of(user),
        ),
        Edit(
            "paragraph of a page",
            "docs/why-compliance-is-optional/index.md",
            r"^(?![#>{\-<|]|title|description)[A-Z][a-z]+\b",
            "why-compliance-is-optional/",
        ),
        Edit("glossary term", "data/glossary.yml", r"^detainer:\n  title: .*\n  summary: >-\n    A form", case),
        Edit("macro", "overrides/macros/timeline.html", r"according to", case),
    )


@dataclass(frozen=True, slots=True)
class Waited:
    """What was measured of one server: for each kind the times in milliseconds."""

    server: str
    cases: int
    times: dict[str, list[float]]

    @property
    def all(self) -> list[float]:
        return [value for values in self.times.values() for value in values]


@contextmanager
def _serving(root: Path, *command: str) -> Iterator[int]:
    """The port of a server that runs in ``root`` and answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(root / "scripts"), "NO_MKDOCS_2_WARNING": "1"}
    filled = [part.replace("PORT", str(port)) for part in command]
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen([sys.executable, "-m", *filled], cwd=root, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _until(lambda: _fetched(port, ""), "the server does not answer", process)
            yield port
        finally:
            process.terminate()
            process.wait()


def _fetched(port: int, url: str) -> str:
    """The page at ``url``, or an empty text if there is none yet."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", f"/{url}")
        answer = connection.getresponse()
        return answer.read().decode() if answer.status == 200 else ""
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()


def _shows(port: int, url: str, mark: str) -> bool:
    return mark in _fetched(port, url)


def _until(found: Callable[[], object], otherwise: str, process: subprocess.Popen[bytes] | None = None) -> None:
    end = time.monotonic() + PATIENCE
    while not found():
        if time.monotonic() > end or (process and process.poll() is not None):
            raise TimeoutError(otherwise)
        time.sleep(0.02)


class Browser:
    """An open line of the preview, as a browser keeps it for the page it shows."""

    def __init__(self, port: int, url: str):
        self.port, self.url = port, url
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.connection.request("GET", f"/{OWN}events?page={quote(url)}")
        self.socket = self.connection.sock  # the answer takes it over
        self.answer = self.connection.getresponse()
        self.told = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        self.told.wait(PATIENCE)  # the state at the start

    def _listen(self) -> None:
        try:
            for line in self.answer:
                if line.startswith(b"data: ") and json.loads(line[6:])["digest"]:
                    self.told.set()
        except (OSError, ValueError, http.client.HTTPException):
            pass  # closed

    def shows(self, mark: str) -> bool:
        """Waits until it is told of a change, fetches the page and looks for ``mark``."""
        self.told.wait(PATIENCE)
        self.told.clear()
        return _shows(self.port, self.url, mark)

    def close(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)  # as a browser that is closed: the listening thread would keep it open
        self.connection.close()


def measure_own(root: Path, cases: int, edits: Sequence[Edit], each: int) -> Waited:
    """``each`` edits of every kind with `scripts/serve`."""
    times: dict[str, list[float]] = {edit.kind: [] for edit in edits}
    with _serving(root, "explainer", "serve", "--port", "PORT", "--root", str(root)) as port:
        number = 0
        for edit in edits:
            browser = Browser(port, edit.url)
            for _ in range(each):
                number += 1
                mark = f"mark{number}x"
                browser.told.clear()
                saved = edit.make(root, mark)
                _until(partial(browser.shows, mark), f"no page with the edit: {edit.kind}")
                times[edit.kind].append(1000 * (time.perf_counter() - saved))
            browser.close()
    return Waited("scripts/serve", cases, times)


def measure_stock(root: Path, cases: int, edits: Sequence[Edit], each: int) -> Waited:
    """The same with `mkdocs serve`, which builds the whole site."""
    times: dict[str, list[float]] = {edit.kind: [] for edit in edits}
    with _serving(root, "mkdocs", "serve", "--dev-addr", "127.0.0.1:PORT") as port:
        for number, edit in enumerate(edit for edit in edits for _ in range(each)):
            mark = f"mark{1000 + number}x"
            saved = edit.make(root, mark)
            _until(partial(_shows, port, edit.url, mark), f"no page with the edit: {edit.kind}")
            times[edit.kind].append(1000 * (time.perf_counter() - saved))
    return Waited("mkdocs serve", cases, times)


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least so many percent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def table(results: Sequence[Waited]) -> Iterator[str]:
    """Markdown: per server and number of cases the kinds and all edits together, in milliseconds."""
    yield "| server | cases added | edit | edits | median ms | 95th percentile ms |"
    yield "|---|--:|---|--:|--:|--:|"
    for result in results:
        for kind, values in (*result.times.items(), ("**all**", result.all)):
            if values:
                yield (
                    f"| {result.server} | {result.cases:,} | {kind} | {len(values)} | {statistics.median(values):,.0f} | {percentile(values, 95):,.0f} |"
                )
    for cases in dict.fromkeys(result.cases for result in results):
        own, *stock = (statistics.median(result.all) for result in results if result.cases == cases)
        for other in stock:
            yield f"\nWith {cases:,} cases added `mkdocs serve` takes {other / own:,.0f} times as long."


def preview(root: Path, sizes: Sequence[int], each: int, stock_kinds: int) -> Iterator[str]:
    """Measures and gives the lines of the table. ``stock_kinds`` of the kinds are edited once with `mkdocs serve` too."""
    results: list[Waited] = []
    for cases in sizes:
        with tempfile.TemporaryDirectory(prefix="detainers-bench-") as folder:
            copy = generating.copy_project(root, Path(folder, "project"))
            edits = kinds(copy)
            if cases:
                generating.generate(copy, cases)
            results.append(measure_own(copy, cases, edits, each))
            if stock_kinds:
                results.append(measure_stock(copy, cases, edits[:stock_kinds], 1))
    yield "\n".join(table(results))
