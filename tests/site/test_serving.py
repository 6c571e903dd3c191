"""The preview: a save changes the page, a fault is told and changes nothing, and MkDocs' own commands work too."""

from __future__ import annotations

import queue
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from built import copy_project, free_port
from hostile import BIDI, SHORT, Attacked
from playwright.sync_api import Browser

PATIENCE = 60  # seconds for one build on a busy machine
BOULDER = "data/custody-cases/boulder-2019.yml"
PAGE = "custody-cases/boulder-2019/"


class Running:
    """A command whose lines are read as they come."""

    def __init__(self, root: Path, *command: str):
        self.root = root
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=root,
            env={"PYTHONPATH": str(root / "scripts"), "PYTHONUNBUFFERED": "1", "PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def until(self, words: str) -> str:
        """Everything printed up to the line with ``words``. Fails if it does not come."""
        seen: list[str] = []
        while True:
            try:
                seen.append(self.lines.get(timeout=PATIENCE))
            except queue.Empty:
                pytest.fail(f"no line with {words!r} came; what came:\n{''.join(seen)}")
            if words in seen[-1]:
                return "".join(seen)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)
        self.reader.join(timeout=PATIENCE)
        if self.process.stdout:
            self.process.stdout.close()


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=PATIENCE) as response:
        assert response.status == 200
        return str(response.read().decode())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("preview") / "project")


@pytest.fixture(scope="module")
def preview(project: Path) -> Iterator[tuple[Running, str]]:
    port = free_port()
    running = Running(project, "explainer", "serve", "--port", str(port), "--root", str(project))
    running.until("Serving at")
    yield running, f"http://127.0.0.1:{port}/"
    running.stop()


@pytest.fixture
def kept(project: Path, preview: tuple[Running, str]) -> Iterator[None]:
    """Puts back what a test changed and waits for the page, so that each test starts from a good preview."""
    names = [BOULDER, "overrides/records/custody-cases.html", "overrides/main.html", "mkdocs.yml", "docs/cases/index.md"]
    before = {name: (project / name).read_text(encoding="utf-8") for name in names}
    yield
    changed = [name for name, text in before.items() if (project / name).read_text(encoding="utf-8") != text]
    for name in changed:
        (project / name).write_text(before[name], encoding="utf-8")
    if changed:
        preview[0].until("fresh in")


def edit(project: Path, name: str, old: str, new: str) -> None:
    path = project / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.usefixtures("kept")
def test_a_changed_word_in_a_record_changes_the_served_page(project: Path, preview: tuple[Running, str]) -> None:
    running, address = preview
    assert "He is arrested in Longmont." in get(address + PAGE)
    edit(project, BOULDER, "He is arrested in Longmont.", "He is taken into custody in Longmont.")
    running.until("fresh in")
    assert "He is taken into custody in Longmont." in get(address + PAGE)


@pytest.mark.usefixtures("kept")
def test_a_broken_record_gives_its_sentence_and_leaves_the_last_good_page(project: Path, preview: tuple[Running, str]) -> None:
    running, address = preview
    edit(project, BOULDER, "\nkind: released-despite-detainer", "\nkind: released-despite-detaine")
    said = running.until("The last good pages stay.")
    assert f"{BOULDER}:" in said
    assert "Did you mean 'released-despite-detainer'?" in said
    assert "Traceback" not in said
    assert "He is arrested in Longmont." in get(address + PAGE)
    edit(project, BOULDER, "\nkind: released-despite-detaine", "\nkind: released-despite-detainer")
    edit(project, BOULDER, "He is arrested in Longmont.", "He is arrested, in Longmont.")
    running.until("fresh in")
    assert "He is arrested, in Longmont." in get(address + PAGE)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("overrides/records/custody-cases.html", "{% block body %}", "{% block body %}{{ record.nothing }}", "a field 'nothing'"),
        ("overrides/records/custody-cases.html", "{% block body %}", "{% block body", "a template that can't be read"),
        ("docs/cases/index.md", "# ", "{{ timelin('custody-cases/boulder-2019') }}\n\n# ", "Did you mean 'timeline'?"),
        ("overrides/main.html", "{% set meta = ", "{% sett meta = ", "overrides/main.html:"),
        ("overrides/main.html", "</title>", "{{ nothing.at_all }}</title>", "overrides/main.html:"),
        ("mkdocs.yml", "theme:", "theme", "mkdocs.yml"),
        ("mkdocs.yml", "  - index.md\n", "  - index.md\n  - gone.md\n", "gone.md"),
    ],
    ids=[
        "undefined field",
        "broken template",
        "unknown macro",
        "broken frame",
        "undefined name in the frame",
        "broken configuration",
        "broken navigation",
    ],
)
def test_other_faults_leave_the_last_good_page_too(project: Path, preview: tuple[Running, str], name: str, old: str, new: str, told: str) -> None:
    running, address = preview
    assert "He is arrested in Longmont." in get(address + PAGE)
    edit(project, name, old, new)
    said = running.until("The last good pages stay.")
    assert told in said
    assert "Traceback" not in said
    assert "He is arrested in Longmont." in get(address + PAGE)


@pytest.mark.usefixtures("kept")
def test_the_browser_shows_the_new_page_where_the_reader_was_and_a_fault_over_it(
    project: Path, preview: tuple[Running, str], browser: Browser
) -> None:
    _, address = preview
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address + PAGE)
    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    fault = "document.getElementById('preview').shadowRoot.querySelector('section')"
    page.wait_for_function("document.getElementById('preview').shadowRoot.querySelector('.place').textContent")
    assert page.evaluate("document.getElementById('preview').shadowRoot.querySelector('.place').textContent").startswith(f"{BOULDER}:")
    assert page.evaluate(f"{fault}.hidden")

    edit(project, BOULDER, "He is arrested in Longmont.", "He is seized in Longmont.")
    page.wait_for_function("document.body.innerText.includes('He is seized in Longmont.')")
    page.wait_for_function("scrollY === 900")

    edit(project, BOULDER, "actor: police", "actor: <img src=x onerror=alert(1)>")
    page.wait_for_function(f"!{fault}.hidden")
    told = page.evaluate(f"{fault}.innerText")
    assert f"{BOULDER}:" in told
    assert "<img src=x onerror=alert(1)>" in told
    assert page.evaluate(f"{fault}.querySelectorAll('img').length") == 0
    assert "He is seized in Longmont." in page.inner_text("body")
    page.keyboard.press("Escape")
    assert page.evaluate(f"{fault}.hidden")

    edit(project, BOULDER, "actor: <img src=x onerror=alert(1)>", "actor: police")
    page.wait_for_function(f"{fault}.hidden && scrollY === 900")
    assert errors == []
    page.close()


@pytest.mark.usefixtures("kept")
def test_a_new_record_has_a_page_and_one_that_goes_has_none(project: Path, preview: tuple[Running, str]) -> None:
    running, address = preview
    path = project / "data/glossary.yml"
    text = path.read_text(encoding="utf-8")
    new = "\nnew-term:\n  title: A new term\n  summary: What it means. [@form-i-247a-2017]\n"
    path.write_text(
        text + new + "  sources: [{id: form-i-247a-2017, checked: excerpt}]\n  confidence: high\n  verified: 2026-11-24\n", encoding="utf-8"
    )
    assert 'id="new-term"' in get(address + "glossary/")
    path.write_text(text, encoding="utf-8")
    assert 'id="new-term"' not in get(address + "glossary/")
    running.until("fresh in")


@pytest.mark.usefixtures("kept")
def test_a_storm_of_saves_ends_with_the_last_one(project: Path, preview: tuple[Running, str]) -> None:
    running, address = preview
    path = project / BOULDER
    text = path.read_text(encoding="utf-8")
    for number in range(1, 501):
        path.write_text(text.replace("He is arrested in Longmont.", f"He is arrested in Longmont, save {number} of 500."), encoding="utf-8")
    assert "save 500 of 500." in get(address + PAGE)
    said = running.until("fresh in")
    assert said.count("\n") < 100


def test_what_starts_broken_is_shown_once_it_is_mended(tmp_path: Path) -> None:
    """The save right after the first build is not lost, and the address answers when it is named."""
    root = copy_project(tmp_path / "project")
    edit(root, BOULDER, "actor: police", "actor: pollice")
    port = free_port()
    running = Running(root, "explainer", "serve", "--port", str(port), "--root", str(root))
    try:
        assert "'pollice'" in running.until("Nothing to show yet")
        edit(root, BOULDER, "actor: pollice", "actor: police")
        running.until("fresh in")
        assert "He is arrested in Longmont." in get(f"http://127.0.0.1:{port}/{PAGE}")
    finally:
        running.stop()


HOSTILE = [
    ("states", "id"),
    ("states", "postal"),
    ("states", "title"),
    ("sources", "url"),
    ("corrections", "date"),
    ("custody-cases", "events", "actor"),
]


def test_hostile_text_in_a_fault_is_shown_as_text_on_the_fault_page(tmp_path: Path, browser: Browser) -> None:
    attacked = Attacked(tmp_path / "project")
    page = browser.new_page()
    ran: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: ran.append(str(error)))
    page.on("request", lambda request: asked.append(request.url.removeprefix(attacked.server.url)))
    try:
        for path in HOSTILE:
            attacked.put(*attacked.record(path, f"{SHORT} {BIDI}" if path == ("states", "title") else SHORT))
            page.goto(f"{attacked.server.url}states/ohio/")
            page.wait_for_function("document.getElementById('preview').shadowRoot.querySelector('section h3')")
            told = page.evaluate("document.getElementById('preview').shadowRoot.querySelector('section').innerText")
            assert "<img src=x onerror=alert(1)>" in told, path
            assert BIDI not in told
            made = page.evaluate("[...document.querySelectorAll('*')].map(element => element.localName)")
            assert made == ["html", "head", "title", "body", "script", "div"]
            shown = page.evaluate(
                "[...document.getElementById('preview').shadowRoot.querySelectorAll('*')]"
                ".map(element => [element.localName, ...element.getAttributeNames()].join(' '))"
            )
            assert set(shown) == {"section role", "h2", "h3", "p", "pre", "p class", "button type"} - {"p class"} | {"p class hidden"}
    finally:
        attacked.close()
        page.close()
    assert ran == []
    assert set(asked) == {"states/ohio/", "-preview/client.js", "-preview/events?page=states%2Fohio%2F"}


def test_a_configuration_that_is_broken_from_the_start_is_told_and_can_be_mended(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    edit(root, "mkdocs.yml", "theme:", "theme")
    port = free_port()
    running = Running(root, "explainer", "serve", "--port", str(port), "--root", str(root))
    try:
        said = running.until("Nothing to show yet")
        assert "mkdocs.yml:" in said
        assert "Traceback" not in said
        edit(root, "mkdocs.yml", "theme", "theme:")
        running.until("fresh in")
        assert "He is arrested in Longmont." in get(f"http://127.0.0.1:{port}/{PAGE}")
    finally:
        running.stop()


def test_mkdocs_builds_strictly_by_itself(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(project / "by-mkdocs")],
        cwd=project,
        env={"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "He is arrested in Longmont." in (project / "by-mkdocs" / PAGE / "index.html").read_text(encoding="utf-8")


def test_mkdocs_serves_by_itself(project: Path) -> None:
    port = free_port()
    running = Running(project, "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}")
    try:
        running.until("Serving on")
        assert "He is arrested in Longmont." in get(f"http://127.0.0.1:{port}/{PAGE}")
    finally:
        running.stop()


def test_a_taken_port_is_one_line_with_the_way_out(project: Path) -> None:
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        it.listen()
        port = it.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "explainer", "serve", "--port", str(port), "--root", str(project)],
            env={"PYTHONPATH": str(project / "scripts"), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    assert done.returncode == 1
    assert f"scripts/serve --port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr
