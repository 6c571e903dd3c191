"""The projects of other generators: each holds every word of the cases."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sample import Project

from explainer import generating, peers
from explainer.peers import PEERS, Case, Peer
from explainer.testing import Missing

NAMES = [peer.name for peer in PEERS]


@pytest.fixture
def cases(project: Project) -> list[Case]:
    generating.generate(project.root, 5)
    return [case for case in peers.cases_of(project.load()) if "/sample-" in case["id"]]


def written(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*")) if path.is_file()}


def words_of(case: Case) -> list[str]:
    return [
        case["title"],
        case["summary"],
        *(text for event in case["events"] for text in event.values()),
        *(text for source in case["sources"] for text in source.values()),
    ]


def test_the_cases_are_those_of_the_project_in_plain_words(project: Project, cases: list[Case]) -> None:
    assert [case["id"] for case in cases] == [*(f"custody-cases/sample-0000{number}" for number in range(1, 5)), "court-cases/sample-00005"]
    record = project.load().collections["custody-cases"]["sample-00001"]
    assert cases[0]["title"] == record.title
    assert len(cases[0]["events"]) >= 4
    assert [source["url"] for source in cases[0]["sources"]] == ["https://example.org/news/1", "https://example.org/agency-document/1"]
    assert "[@" not in str(cases)


@pytest.mark.parametrize("peer", PEERS, ids=NAMES)
def test_a_peers_project_holds_every_word_of_every_case_and_a_list_of_them(peer: Peer, cases: list[Case], tmp_path: Path) -> None:
    peer.write(tmp_path / "peer", cases)
    files = written(tmp_path / "peer")
    text = "".join(files.values())
    assert [word for case in cases for word in words_of(case) if word not in text] == []
    assert "a made-up case" in files[peer.edited]
    assert "Sample cases" in text


@pytest.mark.parametrize(("name", "page"), [("Zensical", "docs/{}.md"), ("Hugo", "content/{}.md")])
def test_a_peer_with_a_file_a_page_has_all_of_a_case_in_its_file(name: str, page: str, cases: list[Case], tmp_path: Path) -> None:
    next(peer for peer in PEERS if peer.name == name).write(tmp_path / "peer", cases)
    files = written(tmp_path / "peer")
    for case in cases:
        assert [word for word in words_of(case) if word not in files[page.format(case["id"])]] == []


def test_the_macro_of_plain_mkdocs_prints_all_of_a_case(cases: list[Case], tmp_path: Path) -> None:
    peers.write_mkdocs(tmp_path / "peer", cases)
    files = written(tmp_path / "peer")
    assert files["docs/court-cases/sample-00005.md"] == f'# {cases[-1]["title"]}\n\n{{{{ case("court-cases/sample-00005") }}}}\n'
    called = f"import main\n\nclass Env:\n    def macro(self, function):\n        print(function('{cases[-1]['id']}'))\n\nmain.define_env(Env())\n"
    printed = subprocess.run([sys.executable, "-c", called], cwd=tmp_path / "peer", capture_output=True, text=True, check=True).stdout
    assert [word for word in words_of(cases[-1])[1:] if word not in printed] == []


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
