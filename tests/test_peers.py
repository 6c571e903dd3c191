"""The projects of other generators: each holds every word of the cases."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import Path

import pytest
from sample import Project

from explainer import generating, peer_pages, peers
from explainer.peer_pages import Page
from explainer.peers import PEERS, Peer
from explainer.testing import Missing

NAMES = [peer.name for peer in PEERS]


@pytest.fixture
def pages(project: Project) -> list[Page]:
    generating.generate(project.root, 6)
    return peer_pages.cases_of(project.load())


def written(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*")) if path.is_file()}


def missing(page: Page, text: str) -> list[str]:
    """The words of a page, without marks of notes and links, that the text does not have."""
    plain = unescape(text).replace('\\"', '"')
    return [word for value in texts_of(page) for word in re.split(r"\[\^\d+\]|\[|\]\([^)]*\)", value) if word.strip() and word not in plain]


def texts_of(value: object, name: str = "") -> list[str]:
    if isinstance(value, str):
        return [value] if name != "id" else []
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in texts_of(item, key)]
    return [text for item in value for text in texts_of(item)] if isinstance(value, list | tuple) else []


def names_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for item in value.values() for name in names_of(item)}
    return {name for item in value for name in names_of(item)} if isinstance(value, list | tuple) else set()


@pytest.mark.parametrize("peer", PEERS[1:], ids=NAMES[1:])
def test_a_peers_project_holds_every_word_of_every_page(peer: Peer, project: Project, tmp_path: Path) -> None:
    generating.generate(project.root, 6)
    pages = peer.values(project.load())
    peer.write(tmp_path / "peer", pages)
    text = "".join(written(tmp_path / "peer").values())
    assert len(pages) > 6
    assert [word for page in pages for word in missing(page, text)] == []


@pytest.mark.parametrize(("write", "page"), [(peers.write_zensical, "docs/{}.md"), (peers.write_hugo, "content/{}.md")], ids=["Zensical", "Hugo"])
def test_a_peer_with_a_file_a_page_has_all_of_a_record_in_its_file(
    write: Callable[[Path, Sequence[Page]], None], page: str, pages: list[Page], tmp_path: Path
) -> None:
    write(tmp_path / "peer", pages)
    files = written(tmp_path / "peer")
    cases = [case for case in pages if "-cases/" in case["id"]]
    assert len(cases) >= 6
    for case in cases:
        assert missing(case, files[page.format(case["id"])]) == []


@pytest.mark.parametrize(
    ("write", "template"), [(peers.write_hugo, "layouts/all.html"), (peers.write_eleventy, "case.njk")], ids=["Hugo", "Eleventy"]
)
def test_a_template_prints_everything_a_page_holds(
    write: Callable[[Path, Sequence[Page]], None], template: str, pages: list[Page], tmp_path: Path
) -> None:
    write(tmp_path / "peer", pages)
    text = written(tmp_path / "peer")[template]
    assert [name for name in names_of(pages) - {"heading"} if f".{name}" not in text and not (name == "id" and template.endswith(".html"))] == []


def test_links_are_as_each_generator_wants_them(pages: list[Page], tmp_path: Path) -> None:
    for write in (peers.write_zensical, peers.write_hugo):
        write(tmp_path / write.__name__, pages)
    files = written(tmp_path)
    assert "[Sample 5 v. Sample County](../court-cases/sample-00005.md)" in files["write_zensical/docs/custody-cases/sample-00006.md"]
    assert '<a href=\\"/court-cases/sample-00005/\\">Sample 5 v. Sample County</a>' in files["write_hugo/content/custody-cases/sample-00006.md"]
    assert '<sup><a href=\\"#note-1\\">1</a></sup>' in files["write_hugo/content/custody-cases/sample-00006.md"]
    for name, text in files.items():
        for target in re.findall(r"\]\((?!http)([^)#]*)", text) if name.startswith("write_zensical/docs/") else []:
            assert (tmp_path / name).parent.joinpath(target).is_file(), f"{target} in {name}"


def test_the_macro_of_plain_mkdocs_prints_all_of_a_case(pages: list[Page], tmp_path: Path) -> None:
    peers.write_mkdocs(tmp_path / "peer", pages)
    case = next(page for page in pages if page["id"] == "custody-cases/sample-00006")
    files = written(tmp_path / "peer")
    assert files["docs/custody-cases/sample-00006.md"] == f'# {case["title"]}\n\n{{{{ case("custody-cases/sample-00006") }}}}\n'
    called = f"import main\n\nclass Env:\n    def macro(self, function):\n        print(function('{case['id']}'))\n\nmain.define_env(Env())\n"
    printed = subprocess.run([sys.executable, "-c", called], cwd=tmp_path / "peer", capture_output=True, text=True, check=True).stdout
    assert missing({**case, "title": ""}, printed) == []


def test_the_floor_is_a_site_of_one_page(pages: list[Page], tmp_path: Path) -> None:
    peers.write_floor(tmp_path / "peer", pages)
    assert [name for name in written(tmp_path / "peer") if name.endswith(".md")] == ["docs/index.md"]


def test_the_locks_of_peers_hold_hashes_and_no_address() -> None:
    folder = Path(peers.__file__).parents[1] / "peers"
    locks = [*folder.glob("*.txt"), *folder.glob("*/package-lock.json")]
    assert {lock.name for lock in locks} >= {"mkdocs-macros.txt", "zensical.txt", "hugo.txt", "package-lock.json"}
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert len(re.findall(r"--hash=sha256:|\"integrity\"", text)) >= text.count("==")
        assert "resolved" not in text  # npm's word for the address of a package; others in its lock are of projects
        assert lock.suffix == ".json" or "://" not in text


def test_what_can_not_be_installed_is_said_in_one_line(tmp_path: Path) -> None:
    lock = tmp_path / "scripts" / "peers" / "wrong.txt"
    lock.parent.mkdir(parents=True)
    lock.write_text("nothing==1.0\n", encoding="utf-8")  # without a hash, so no index is asked
    with pytest.raises(Missing, match=r"^wrong\.txt could not be installed: ERROR") as said:
        peers.install(tmp_path, "wrong.txt")
    assert "\n" not in str(said.value)
    assert not (tmp_path / ".cache" / "bench" / "wrong" / ".installed").exists()
