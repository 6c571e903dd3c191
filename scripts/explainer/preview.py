"""`scripts/serve`: the site at a local address, each page made when it is asked for.

Nothing is built and nothing is stale: before a page is made, what changed in the files is read again. The browser
keeps a line open and is told when the bytes of its page differ, or what is wrong; the last good page stays meanwhile.
All work on the site is done by one thread, so that no two readings meet; in its free time it looks at the other pages.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import hashlib
import json
import logging
import mimetypes
import os
import queue
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from watchfiles import watch

from explainer import engine, faults, links, rules
from explainer.explainer import Explainer, Reader
from explainer.faults import Fault, Faulty
from explainer.project import parser

OWN = "-preview/"
"""Below this address stands what belongs to the preview and not to the site."""

INDEX = "index.html"
"""The file that stands for its folder."""

CLIENT = Path(__file__).with_name("preview.js")
HEARTBEAT = 20
"""Seconds after which a silent line to a browser is tried, to notice that it was closed."""

WRITING, WRITING_TRIES = 0.2, 4
"""Seconds for which a file that just changed and is faulty may not be whole yet, and how often it is read meanwhile."""

Result = TypeVar("Result")


# --- What the site is now ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it is served. ``html`` is the last good one, or None if there never was one; ``faults`` stop a build."""

    html: str | None
    faults: tuple[Fault, ...]
    status: int = 200
    current: bool = True
    """False if ``faults`` keep a newer page from being shown."""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.html.encode()).hexdigest() if self.html is not None else ""


class Preview:
    """The site as it is now, and as it last was whole. Used by one thread at a time."""

    def __init__(self, root: Path):
        self.root = root
        self.reader = Reader(root)
        self.session: engine.Session | None = None
        self._configured: engine.Session | None = None
        """MkDocs with the settings as they are now; it takes the place of ``session`` once nothing else is wrong."""
        self.explainer: Explainer | None = None
        self.faults: list[Fault] = []
        """What is wrong in data or configuration."""
        self.elsewhere: list[Fault] = []
        """What is wrong on any page, found in free time."""
        self._focus: frozenset[tuple[str, str]] | None = None
        self._stamps: dict[str, Stamps] = {}
        self._today = dt.date.min
        self._unread: list[Fault] = []
        self._good: dict[str, str] = {}
        self._answers: dict[str, Answer] = {}

    def refresh(self) -> tuple[str, ...]:
        """Reads again what changed, and names the files: none if nothing did."""
        today = dt.date.today()
        stamps = {name: _stamps(self.root / name) for name in ("mkdocs.yml", "overrides", "docs")}
        explainer, unread = self.reader.read(today)
        names = [*self.reader.reread, *(path for name, now in stamps.items() for path in _differing(now, self._stamps.get(name, {})))]
        if not names and unread == self._unread and today == self._today:
            return ()
        self._unread, self._today = unread, today
        if stamps["mkdocs.yml"] != self._stamps.get("mkdocs.yml"):
            self._configured = None
        self._stamps = stamps
        if self._focus is not None:
            self._focus |= explainer.concerned(self.reader.changed)
        found = [*unread, *rules.faults_of(explainer if self._focus is None else explainer.narrowed(self._focus))]
        try:
            self._configured = self._configured or engine.Session(self.root)
            if not found:
                self._configured.take(explainer, stamps["overrides"])
                self.session, self.explainer, self._focus = self._configured, explainer, frozenset()
        except Faulty as error:
            found += error.faults
        self.faults = sorted(set(found))
        self.elsewhere = []
        self._answers = {}
        return tuple(os.path.relpath(name, self.root).replace(os.sep, "/") for name in names) or ("data",)

    def being_written(self, names: Sequence[str]) -> bool:
        """True if one of the files changed a moment ago, so that what is wrong with it may be that it is not whole yet."""
        just_now = time.time_ns() - int(WRITING * 1e9)
        paths = [self.root / name for name in names]
        return any(path.is_file() and path.stat().st_mtime_ns > just_now for path in paths)

    def page(self, url: str) -> Answer:
        """The page at ``url``, relative to the site's root; status 404 if there is none, 500 if it was never whole."""
        if url not in self._answers:
            self._answers[url] = self._page(url)
        return self._answers[url]

    def _page(self, url: str) -> Answer:
        if self.session is None or self.explainer is None:
            return Answer(None, tuple(self.faults), 500, False)
        try:
            if url not in self.session.addresses():
                missing = self.session.other("404.html") or b""
                return Answer(missing.decode(), tuple(self.faults), 404)
            html = self.session.page(url)
        except Faulty as error:
            last = self._good.get(url)
            return Answer(last, tuple(sorted({*self.faults, *error.faults})), 500 if last is None else 200, False)
        self._good[url] = html
        return Answer(html, tuple(self.faults or self.elsewhere), current=not self.faults)

    def places(self, url: str) -> dict[str, str]:
        """Where the page at ``url`` is written: `path:line` of the page, under an empty name, and of each id on it."""
        return self.session.engine.renderer.places(url) if self.session else {}

    def look_around(self) -> Iterator[None]:
        """Makes every page, one a step, and then checks the links between them; ends with `elsewhere`."""
        if self.session is None or self.faults:
            return
        session, surveyed = self.session, dict[str, links.Surveyed]()
        found = session.engine.renderer.faults_of_templates()
        for url in list(session.addresses()):
            try:
                html = session.page(url)
                surveyed[f"{url}index.html"] = links.survey(html)
                if url in self._good:
                    self._good[url] = html
            except Faulty as error:
                found += error.faults
            yield
        if not found:
            files = {*surveyed, *session.other_paths()}
            found += [session.at_its_source(fault) for fault in links.faults_between(surveyed, files, session.base_path)]
        self.elsewhere = sorted(set(found))
        self._answers = {}


Stamps = dict[str, tuple[int, int]]
"""Time of the last change, in nanoseconds, and size of files by their paths."""


def _stamps(path: Path) -> Stamps:
    """Of a file, or of every file below a folder."""
    found = {}
    for folder, folders, names in os.walk(path, followlinks=True) if path.is_dir() else [(str(path.parent), [], [path.name])]:
        folders.sort()
        for name in sorted(names):
            full = os.path.join(folder, name)
            try:
                status = os.stat(full)
            except OSError:
                continue  # gone again, or a link that leads nowhere
            found[full] = (status.st_mtime_ns, status.st_size)
    return found


def _differing(now: Stamps, then: Stamps) -> list[str]:
    return sorted(path for path in now.keys() | then.keys() if now.get(path) != then.get(path))


# --- One thread that works --------------------------------------------------------------------------------------


PAUSE = 0.1
"""Seconds without a request after which memory is put in order: in the middle of a save it would cost time."""
QUIET = 1.0
"""Seconds without a request after which the other pages are looked at: who saves again soon does not wait for them."""


class Worker(threading.Thread):
    """Does what it is asked, in order; after a while with nothing to do it takes one step after the other of what can wait."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="work on the site")
        self._asked: queue.Queue[tuple[Callable[[], Any], Future[Any]]] = queue.Queue()
        self.can_wait: Iterator[None] | None = None

    def ask(self, work: Callable[[], Result]) -> Result:
        """The result of ``work``, or what it raises."""
        answer: Future[Result] = Future()
        self._asked.put((work, answer))
        return answer.result()

    def run(self) -> None:
        patience: float | None = None
        untidy = False
        while True:
            try:
                work, answer = self._asked.get(timeout=patience)
            except queue.Empty:
                if untidy:
                    gc.collect()
                    untidy = False
                    patience = QUIET if self.can_wait else None
                else:
                    self._step()
                    patience = 0 if self.can_wait else None
                continue
            try:
                answer.set_result(work())
            except BaseException as error:
                answer.set_exception(error)  # raised again where it was asked for
            untidy, patience = True, PAUSE

    def _step(self) -> None:
        try:
            next(self.can_wait or iter(()))
        except StopIteration:
            self.can_wait = None
            gc.collect()
        except OSError:  # a file that went away; its going is the next change
            self.can_wait = None


# --- Browsers ---------------------------------------------------------------------------------------------------


@dataclass(eq=False)
class Line:
    """An open line to a browser that shows the page at ``url``. ``said`` is what it was told last."""

    url: str
    connection: socket.socket | None = None
    messages: queue.Queue[str] = field(default_factory=queue.Queue)
    said: str = ""

    @property
    def closed(self) -> bool:
        """True once the browser has gone: a page that nobody sees need not be made."""
        try:
            return self.connection is not None and self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def say(self, message: str) -> None:
        if message != self.said:
            self.said = message
            self.messages.put(message)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, root: Path, host: str, port: int):
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), Handler)
        self.preview = Preview(root)
        self.worker = Worker()
        self.lines: list[Line] = []
        self._told: list[Fault] = []
        self._started = False
        self.host, self.port = host, self.server_address[1]

    @property
    def base_path(self) -> str:
        return self.preview.session.base_path if self.preview.session else "/"

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}{self.base_path}"

    def refresh(self) -> None:
        """To be run by the worker, before a page is given and after a change: reads, and tells every browser and the terminal."""
        started = time.perf_counter()
        names = self.preview.refresh()
        if not names:
            return
        for _ in range(WRITING_TRIES):  # an editor may have emptied the file and not have filled it yet
            if not self.preview.faults or not self.preview.being_written(names):
                break
            time.sleep(WRITING / WRITING_TRIES)
            names = tuple(dict.fromkeys((*names, *self.preview.refresh())))
        self.worker.can_wait = self._look_around()
        open_lines = [line for line in self.lines if not line.closed]
        found = sorted({*self.preview.faults, *(fault for line in open_lines for fault in self.tell(line))})
        if found:
            self._tell_terminal(found)
        elif self._started:
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            print(f"{names[0]}{more}: fresh in {1000 * (time.perf_counter() - started):.0f} ms", flush=True)
        self._started = True

    def _look_around(self) -> Iterator[None]:
        yield from self.preview.look_around()
        if self.preview.elsewhere:
            for line in list(self.lines):
                self.tell(line)
        if not self.preview.faults:
            self._tell_terminal(self.preview.elsewhere)

    def _tell_terminal(self, found: list[Fault]) -> None:
        if found and found != self._told:
            stays = "The last good pages stay." if self.preview.session else "Nothing to show yet; save the file to try again."
            print(f"\n{faults.as_text(found, self.preview.root)}\n{stays}", file=sys.stderr, flush=True)
        if self._told and not found:
            print("0 faults.", flush=True)
        self._told = found

    def open(self, line: Line) -> None:
        """Takes up a line to a browser."""
        self.lines.append(line)
        self.tell(line)

    def tell(self, line: Line) -> tuple[Fault, ...]:
        """Says to a browser what its page is now, and gives the faults it was told of."""
        answer, root = self.preview.page(line.url), self.preview.root
        shown = [{"place": str(fault.place), "sentence": fault.sentence, "excerpt": faults.excerpt(fault, root)} for fault in answer.faults]
        places = self.preview.places(line.url)
        line.say(json.dumps({"digest": answer.digest, "current": answer.current, "faults": shown, "places": places}))
        return answer.faults


class Handler(BaseHTTPRequestHandler):
    """Pages, the files beside them, and the preview's own script and line."""

    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *arguments: Any) -> None:
        """One line a change is enough for the terminal."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        try:
            parts = urlsplit(self.path)
            base = self.server.base_path
            if not parts.path.startswith(base):
                self._send(302, b"", "text/plain", {"Location": base})
                return
            path = unquote(parts.path.removeprefix(base))
            if path == f"{OWN}client.js":
                self._send(200, CLIENT.read_bytes(), "text/javascript; charset=utf-8")
            elif path == f"{OWN}events":
                self._keep_line(parse_qs(parts.query).get("page", [""])[0])
            else:
                self._send(*self.server.worker.ask(lambda: self._found(path)))
        except (BrokenPipeError, ConnectionResetError):
            pass  # the browser went on
        except Exception as error:  # a fault of this package: said where it can be seen, and the preview goes on
            traceback.print_exc()
            self._send(500, f"A fault of the generator itself: {error!r}. The terminal says more.".encode(), "text/plain; charset=utf-8")

    def _found(self, path: str) -> tuple[int, bytes, str, dict[str, str]]:
        """Status, body, type and headers of what stands at ``path``. Run by the worker."""
        self.server.refresh()
        preview = self.server.preview
        pages = preview.session.addresses() if preview.session else frozenset()
        if path.rpartition("/")[2] == INDEX and path.removesuffix(INDEX) in pages:
            path = path.removesuffix(INDEX)
        if path not in pages and preview.session:
            if f"{path}/" in pages:
                return 301, b"", "text/plain", {"Location": f"{self.server.base_path}{path}/"}
            file = f"{path}{INDEX}" if path.endswith("/") else path  # of a former address
            try:
                body = preview.session.other(file)
                if body is None and not path.endswith("/") and preview.session.other(f"{path}/{INDEX}") is not None:
                    return 301, b"", "text/plain", {"Location": f"{self.server.base_path}{path}/"}
            except Faulty as error:
                return 500, "\n".join(f"{fault.place}: {fault.sentence}" for fault in error.faults).encode(), "text/plain; charset=utf-8", {}
            if body is not None:
                return 200, body, _type_of(file), {}
        answer = preview.page(path)
        html = answer.html if answer.html is not None else "<!doctype html><html lang=en><title>Nothing to show yet</title><body></body></html>"
        script = f'<script src="{self.server.base_path}{OWN}client.js" data-page="{_quoted(path)}" data-digest="{answer.digest}" defer></script>'
        head, end, tail = html.rpartition("</body>")
        return answer.status, f"{head}{script}{end}{tail}".encode(), "text/html; charset=utf-8", {}

    def _keep_line(self, url: str) -> None:
        """Server-sent events (HTML standard, section 9.2): a message now and after every change, until the browser goes."""
        line = Line(url, self.connection if hasattr(socket, "MSG_DONTWAIT") else None)  # Windows can't ask without waiting
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            self.server.worker.ask(lambda: self.server.open(line))
            while True:
                try:
                    text = f"data: {line.messages.get(timeout=HEARTBEAT)}\n\n"
                except queue.Empty:
                    text = ": still here\n\n"
                self.wfile.write(text.encode())
                self.wfile.flush()
        finally:
            self.server.lines = [other for other in self.server.lines if other is not line]
            self.close_connection = True

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _type_of(path: str) -> str:
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "xml", "javascript")) else kind


# --- The command ------------------------------------------------------------------------------------------------


def _watch(server: Server) -> None:
    """Waits for changes, for ever."""
    root = server.preview.root
    folders = [root / "data", root / "docs", root / "overrides", root / "scripts" / "explainer"]
    settings = root / "mkdocs.yml"
    last = _stamps(settings)
    first = True  # what changed before the watch began
    # An editor may put a new file in the place of mkdocs.yml, which would end a watch on it: it is looked at when nothing else comes.
    for changes in watch(*(folder for folder in folders if folder.is_dir()), step=15, debounce=200, rust_timeout=300, yield_on_timeout=True):
        if any("explainer" in Path(path).parts and path.endswith(".py") for _, path in changes):
            print("The generator changed: starting again.", flush=True)
            server.server_close()
            os.execv(sys.executable, [sys.executable, "-m", "explainer", "serve", *sys.argv[2:]])
        if changes or first or _stamps(settings) != last:
            first, last = False, _stamps(settings)
            server.worker.ask(server.refresh)


def _port(text: str) -> int:
    """For argparse: the number of a port."""
    if not text.isascii() or not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port. Expected a number from 0 to 65535")
    return int(text)


def main(arguments: Sequence[str]) -> int:
    made = parser("serve", "Shows the site at a local address, and again after every save.")
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    made.add_argument("--port", type=_port, default=8000)
    options = made.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    try:
        server = Server(options.root.resolve(), options.host, options.port)
    except OSError as error:
        print(
            f"The preview can't listen on {options.host}:{options.port}: {error.strerror}. Try: scripts/serve --port {(options.port + 1) % 65536}",
            file=sys.stderr,
        )
        return 1
    server.worker.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.worker.ask(server.refresh)
    gc.disable()  # see Worker
    gc.freeze()  # what was read stays, for the most part
    print(f"Serving at {server.url}", flush=True)
    with suppress(KeyboardInterrupt):
        _watch(server)
    return 0
