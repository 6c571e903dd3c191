"""The real site: built once, served on this machine, seen with a real browser."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from built import ROOT, Site, build, copy_project
from playwright.sync_api import Browser, sync_playwright

from explainer import rules, testing
from explainer.explainer import Explainer

ARGUMENTS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def real() -> Explainer:
    """The records of the project itself."""
    return rules.load(ROOT, dt.date.today())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project's site as `scripts/build` makes it with no settings."""
    return build(copy_project(tmp_path_factory.mktemp("plain") / "project"))


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project's site with every setting, to be published below a path."""
    return build(
        copy_project(tmp_path_factory.mktemp("set-up") / "project"),
        SITE_URL="https://example.org/detainers/",
        REPO_URL="https://example.org/repository",
        CONTACT_EMAIL="desk@example.org",
        PUBLISHER="The Example Desk",
    )


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, with its 404.html for what is not there."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: Any) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on a free port and gives its address, with a slash at the end."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def address(serve: Callable[[Path], str], site: Site) -> str:
    """Where the site is served."""
    return serve(site.folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        path = testing.browser()
    except testing.Missing as error:
        pytest.fail(str(error), pytrace=False)
    with sync_playwright() as playwright:
        # Playwright turns the sandbox off unless told otherwise, which root needs; only this site is ever opened.
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()
