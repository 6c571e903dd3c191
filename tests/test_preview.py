"""The preview gives what a build would write, whatever is edited, and outlives what editors do."""

from __future__ import annotations

import json
import random
import re
import shutil
import socket
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from edits import EDITS
from faults import Seed
from faults.seeds import SEEDS
from sample import ROOT, Project, make_project

from explainer import engine, private_names
from explainer.preview import Handler, Line, Preview, Server, main

CASE = "data/custody-cases/fairview-2019.yml"
PAGE = "custody-cases/fairview-2019/"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@pytest.fixture(autouse=True)
def _somebody_invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_names, "HASHES", frozenset([private_names.hash_of("Pat Nobody")]))  # somebody invented


def settled(preview: Preview) -> list[str]:
    """Everything that is wrong, once the preview has read the files and looked at every page."""
    preview.refresh()
    for _ in preview.look_around():
        pass
    return [f"{fault.place}: {fault.sentence}" for fault in preview.faults or preview.elsewhere]


def built(project: Project) -> tuple[dict[str, bytes], str]:
    """Every file of a clean build, without the policy; or nothing, and why it stopped."""
    site = project.root / "site"
    shutil.rmtree(site, ignore_errors=True)
    try:
        engine.build(project.root, site)
    except engine.STOPS as error:
        return {}, engine.message_of(error)
    found = {}
    for path in site.rglob("*"):
        if path.is_file():
            body = path.read_bytes()
            found[path.relative_to(site).as_posix()] = _POLICY.sub("", body.decode()).encode() if path.suffix == ".html" else body
    return found, ""


def told_by_a_build(said: list[str], why: str) -> bool:
    """True if a build says the same; links it sees in the built HTML only."""
    return all(line in why for line in said) or "site/" in why


def served(preview: Preview) -> dict[str, bytes]:
    """The same files as the preview gives them."""
    session = preview.session
    assert session is not None
    pages = {f"{url}index.html": (preview.page(url).html or "").encode() for url in session.addresses()}
    others = {path: session.other(path) or b"" for path in session.other_paths()}
    return pages | others


# --- The same as a build ----------------------------------------------------------------------------------------


def test_after_each_of_many_edits_the_preview_gives_what_a_clean_build_writes(project: Project, edits: int) -> None:
    """One preview all along, a build from nothing each time; where the build stops, the preview says why."""
    preview, chance, stopped, changed, last = Preview(project.root), random.Random(7), 0, 0, dict[str, bytes]()
    for number in range(edits):
        edit = chance.choice(EDITS)
        edit(project, chance)
        said = settled(preview)
        want, why = built(project)
        where = f"edit {number}, {edit.__qualname__}"
        assert bool(said) == bool(why), f"{where}: {said or why}"
        if why:
            stopped += 1
            assert told_by_a_build(said, why), where
        else:
            have = served(preview)
            assert {name for name in want.keys() | have.keys() if want.get(name) != have.get(name)} == set(), where
            changed += want != last
            last = want
    assert stopped > 0
    assert changed > edits / 3


# --- Faults -----------------------------------------------------------------------------------------------------


class Replay:
    """One preview for all faults: each is seeded, told and undone."""

    def __init__(self, root: Path):
        self.project = make_project(root)
        self.before = {path: path.read_bytes() for path in self._files()}
        self.preview = Preview(self.project.root)
        assert settled(self.preview) == []
        self.page = self.preview.page(PAGE).html

    def _files(self) -> Iterator[Path]:
        for name in ("data", "docs", "mkdocs.yml"):
            top = self.project.root / name
            yield from (path for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file())

    def undo(self) -> None:
        for path in list((self.project.root / "data").rglob("*")):
            if path.is_symlink():
                path.unlink()
        for path in list(self._files()):
            if path not in self.before:
                path.unlink()
        for path, body in self.before.items():
            if not path.is_file() or path.read_bytes() != body:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(body)
        for folder in sorted((path for path in (self.project.root / "data").rglob("*") if path.is_dir()), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
        overrides = self.project.root / "overrides"
        if not overrides.is_symlink():
            shutil.rmtree(overrides)
            overrides.symlink_to(ROOT / "overrides")


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    return Replay(tmp_path_factory.mktemp("replay") / "project")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.id)
def test_a_seeded_fault_is_told_where_a_build_would_stop_and_the_page_comes_back(seed: Seed, replay: Replay) -> None:
    seed.edit(replay.project)
    try:
        said = settled(replay.preview)
        _, why = built(replay.project)
        assert bool(said) == bool(why)
        assert told_by_a_build(said, why)
        shown = replay.preview.page(PAGE)
        assert shown.html == replay.page or (shown.html is not None and shown.current)
    finally:
        replay.undo()
    assert settled(replay.preview) == []
    assert replay.preview.page(PAGE).html == replay.page


def test_a_fault_from_the_start_is_told_and_goes_when_mended(project: Project) -> None:
    project.replace(CASE, "actor: jail\n    step: booking\n    what: The jail books", "actor: jial\n    step: booking\n    what: The jail books")
    preview = Preview(project.root)
    preview.refresh()
    assert [fault.place.path for fault in preview.faults] == [CASE]
    assert preview.page(PAGE).status == 500
    assert preview.page(PAGE).html is None
    project.replace(CASE, "actor: jial\n    step: booking\n    what: The jail books", "actor: jail\n    step: booking\n    what: The jail books")
    assert settled(preview) == []
    assert preview.page(PAGE).status == 200


def test_a_file_that_is_renamed_takes_its_page_along(project: Project) -> None:
    preview = Preview(project.root)
    settled(preview)
    project.rename(CASE, "data/custody-cases/fairview-2020.yml")
    assert settled(preview) == []
    assert preview.page(PAGE).status == 404
    assert preview.page("custody-cases/fairview-2020/").status == 200


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_half_saved_file_leaves_the_page_until_the_rest_is_there(project: Project, cut: float) -> None:
    preview = Preview(project.root)
    settled(preview)
    page = preview.page(PAGE).html
    whole = project.read(CASE)
    project.write(CASE, whole[: int(len(whole) * cut)])
    settled(preview)
    assert preview.faults
    assert preview.page(PAGE).html == page
    assert not preview.page(PAGE).current
    project.write(CASE, whole)
    assert settled(preview) == []
    assert preview.page(PAGE).html == page


def test_settings_that_change_while_something_else_is_wrong_count_once_it_is_mended(project: Project) -> None:
    """Found by the long run: the new settings were read, held back by the fault and then forgotten."""
    preview = Preview(project.root)
    settled(preview)
    whole = project.read(CASE)
    project.write(CASE, whole.replace("actor: jail", "actor: jial", 1))
    preview.refresh()
    project.write("mkdocs.yml", project.read("mkdocs.yml") + "site_name: Another name\n")
    preview.refresh()
    project.write(CASE, whole)
    assert settled(preview) == []
    assert "Another name" in (preview.page(PAGE).html or "")


def test_a_page_outside_the_navigation_is_a_fault_that_leaves_the_last_whole_as_it_was(project: Project) -> None:
    preview = Preview(project.root)
    settled(preview)
    page, addresses = preview.page(PAGE).html, set(preview.session.addresses())
    project.write("docs/about/stray.md", "# Stray\n\nA page. [@gazette-2019]\n")
    project.replace(CASE, "The jail books him.", "The jail books a man.")
    said = settled(preview)
    assert any("about/stray.md" in line for line in said)
    assert preview.page(PAGE).html == page
    assert set(preview.session.addresses()) == addresses
    (project.root / "docs/about/stray.md").unlink()
    assert settled(preview) == []
    assert "The jail books a man." in (preview.page(PAGE).html or "")


def test_nothing_that_changed_is_nothing_to_read(project: Project) -> None:
    preview = Preview(project.root)
    assert preview.refresh()
    assert not preview.refresh()
    project.write(CASE, project.read(CASE) + "\n")
    assert preview.refresh()


def test_the_preview_names_the_line_behind_each_part_of_a_page(project: Project) -> None:
    preview = Preview(project.root)
    preview.refresh()
    places = preview.places(PAGE)
    assert places[""] == f"{CASE}:1"
    assert places["e-booked"] == f"{CASE}:{project.read(CASE).split('id: booked')[0].count(chr(10)) + 1}"
    lines = project.read(CASE).split("\n")
    for anchor, place in places.items():
        if anchor:
            path, _, line = place.partition(":")
            assert path == CASE
            assert lines[int(line) - 1].startswith("  - ")
            assert f'id="{anchor}"' in (preview.page(PAGE).html or "")
    assert preview.places("glossary/")["detainer"].startswith("data/glossary.yml:")
    assert preview.places("about/")[""] == "docs/about/index.md:1"


def found(server: Server, path: str) -> tuple[int, bytes, str, dict[str, str]]:
    handler = Handler.__new__(Handler)
    handler.server = server
    return server.worker.ask(lambda: handler._found(path))


@pytest.fixture
def server(project: Project) -> Iterator[Server]:
    server = Server(project.root, "127.0.0.1", 0)
    try:
        server.worker.start()
        yield server
    finally:
        server.server_close()


def test_a_former_address_and_a_pages_file_are_served_as_they_are_built(project: Project, server: Server) -> None:
    site = project.root / "site"
    engine.build(project.root, site)
    status, body, kind, _ = found(server, "court-cases/doe-v-fairview/")
    assert (status, body, kind) == (200, (site / "court-cases/doe-v-fairview/index.html").read_bytes(), "text/html; charset=utf-8")
    for without_slash in ("court-cases/doe-v-fairview", "states"):
        status, _, _, headers = found(server, without_slash)
        assert (status, headers["Location"]) == (301, f"{server.base_path}{without_slash}/")
    assert found(server, "states/index.html") == found(server, "states/")
    assert found(server, "index.html") == found(server, "")
    assert found(server, "states/nowhere/index.html")[0] == found(server, "nowhere/")[0] == 404


def test_without_its_pages_the_last_good_ones_stay(project: Project, server: Server) -> None:
    page = found(server, PAGE)
    project.rename("docs", "dcs")
    assert found(server, PAGE) == page
    assert [str(fault.place) for fault in server.preview.faults] == ["docs:1:1"]
    project.rename("dcs", "docs")
    assert found(server, PAGE) == page
    assert server.preview.faults == []


@pytest.mark.parametrize("port", ["99999", "-1", "web"])
def test_a_port_that_can_not_be_is_said(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([f"--port={port}"])
    assert stopped.value.code == 2
    assert f"'{port}' is no port. Expected a number from 0 to 65535" in capsys.readouterr().err


def test_an_address_of_ipv6_can_be_listened_on(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without IPv6 too: what is asked of the system is looked at, not its answer."""
    asked: list[tuple[socket.AddressFamily, object]] = []

    def listen(server: ThreadingHTTPServer, address: tuple[str, int], handler: object) -> None:
        asked.append((server.address_family, address))
        server.server_address = (address[0], 8123)

    monkeypatch.setattr(ThreadingHTTPServer, "__init__", listen)
    assert Server(project.root, "::1", 0).url == "http://[::1]:8123/"
    Server(project.root, "127.0.0.1", 0)
    assert asked == [(socket.AF_INET6, ("::1", 0)), (socket.AF_INET, ("127.0.0.1", 0))]


def test_what_is_told_to_a_browser_is_text_and_only_what_is_new(project: Project) -> None:
    server = Server(project.root, "127.0.0.1", 0)
    try:
        server.worker.start()
        line = Line(PAGE)
        server.worker.ask(server.refresh)
        server.worker.ask(lambda: server.open(line))
        first = json.loads(line.messages.get_nowait())
        assert first["faults"] == []
        assert first["digest"] == server.worker.ask(lambda: server.preview.page(PAGE)).digest
        project.replace(
            CASE,
            "actor: jail\n    step: booking\n    what: The jail books",
            "actor: <img src=x onerror=alert(1)>\n    step: booking\n    what: The jail books",
        )
        server.worker.ask(server.refresh)
        told = json.loads(line.messages.get_nowait())
        assert told["digest"] == first["digest"]
        assert not told["current"]
        assert "<img src=x onerror=alert(1)>" in told["faults"][0]["sentence"]
        project.write(CASE, project.read(CASE) + "# a comment\n")
        server.worker.ask(server.refresh)
        assert line.messages.empty()
    finally:
        server.server_close()
