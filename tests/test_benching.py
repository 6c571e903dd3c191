"""scripts/bench build, on a few cases: what is measured, what is computed, what is printed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sample import ROOT, TODAY

from explainer import benching, peers
from explainer.benching import Contestant, Cost, Failed, Result
from explainer.checking import check
from explainer.testing import Missing

BUSY = "x = 0\nfor number in range(3_000_000):\n    x += number\n"


def result(name: str, cases: int, pages: int, *seconds: float) -> Result:
    return Result(name, cases, {state: [Cost(value, 2 * value, 100 * value) for value in seconds] for state in benching.STATES}, pages, 1.5)


def test_a_build_is_measured_with_all_its_processes(tmp_path: Path) -> None:
    idle = benching.measure([sys.executable, "-c", "pass"], tmp_path)
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}], check=True)"
    busy = benching.measure([sys.executable, "-c", script], tmp_path)
    assert busy.cpu > idle.cpu > 0
    assert busy.wall > 0
    assert 1 < idle.memory < 1000


def test_the_memory_of_a_build_is_its_own_and_not_that_of_whoever_measures(tmp_path: Path) -> None:
    ballast = bytearray(b"x") * (200 * 2**20)
    small = benching.measure([sys.executable, "-c", "pass"], tmp_path)
    large = benching.measure([sys.executable, "-c", "ballast = bytearray(b'x') * (200 * 2**20)"], tmp_path)
    assert small.memory < 100 < 200 < large.memory < len(ballast)


def test_a_build_that_can_not_be_started_is_said(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"could not be started \(.*nowhere"):
        benching.measure([str(tmp_path / "nowhere")], tmp_path)


def test_a_build_that_fails_is_said_with_its_last_line(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"ended with 3 \(it broke\)"):
        benching.measure([sys.executable, "-c", "print('first'); print('it broke'); raise SystemExit(3)"], tmp_path)


def test_the_table_has_medians_with_spread_and_ratios_to_this_project() -> None:
    text = benching.table([result(benching.OWN, 300, 310, 2.0, 1.0, 4.0), result("Other", 300, 300, 6.0, 3.0, 12.0)])
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    assert rows[0][0] == "300 cases"
    assert rows[2] == ["This project", "310", "2.00 (1.00–4.00)", "4.00 (2.00–8.00)", "2.00 (1.00–4.00)", "2.00 (1.00–4.00)", "400", "1.5", "1.00"]
    assert rows[3][-1] == "3.00"
    assert {len(row) for row in rows} == {9}


def test_without_this_project_there_is_no_ratio() -> None:
    assert benching.table([result("Other", 300, 300, 6.0)]).endswith("| – |")


def test_the_cost_of_one_more_page_is_computed_from_each_number_to_the_next() -> None:
    found = list(benching.slopes([result("It", 300, 300, 1.0), result("It", 1000, 1000, 2.4), result("Once", 300, 300, 1.0)]))
    assert found == ["- It: 2.00 (cold, 300 to 1,000), 2.00 (warm, 300 to 1,000)"]


def test_this_projects_part_is_the_fixture_with_generated_cases_and_without_a_fault(tmp_path: Path) -> None:
    benching.own_project(ROOT, tmp_path / "own", 5)
    explainer, faults = check(tmp_path / "own", TODAY)
    assert faults == []
    assert explainer is not None
    assert len(explainer.collections["custody-cases"]) == 5
    assert (tmp_path / "own" / "docs" / "assets" / "stylesheets" / "site.css").is_file()


def test_every_contestant_has_the_case_that_is_edited(tmp_path: Path) -> None:
    tools = {peer.name: tmp_path / "tools" for peer in peers.PEERS}
    found = list(benching.contestants(ROOT, tmp_path / "work", 5, tools))
    assert [contestant.name for contestant in found] == [benching.OWN, *(peer.name for peer in peers.PEERS)]
    for contestant in found:
        for number in (1, 2):
            contestant.edit(number)
        assert contestant.edited.read_text(encoding="utf-8").count("a made-up and changed-2 case") == 1


def test_each_state_is_what_it_is_called(tmp_path: Path) -> None:
    """The build notes how many files it found, whether a cache was there, and which edit it saw."""
    build = (
        "from pathlib import Path; site = Path('site'); log = Path('log').open('a')\n"
        "print(site.exists(), Path('cache').exists(), Path('case').read_text(), file=log)\n"
        "site.mkdir(exist_ok=True); Path('cache').mkdir(exist_ok=True); (site / 'index.html').write_text('page'); (site / 'a.css').write_text('x')\n"
    )
    (tmp_path / "case").write_text("a made-up case", encoding="utf-8")
    command = (sys.executable, "-c", build)
    made = benching.compete(Contestant("It", tmp_path, command, tmp_path / "case", tmp_path / "site", (tmp_path / "cache",)), 1, 2)
    assert (tmp_path / "log").read_text(encoding="utf-8").splitlines() == [
        "False False a made-up case",
        "True True a made-up case",
        "True True a made-up and changed-0 case",
        "False False a made-up and changed-0 case",
        "True True a made-up and changed-0 case",
        "True True a made-up and changed-1 case",
    ]
    assert (made.pages, made.size) == (1, 5e-6)
    assert {state: len(costs) for state, costs in made.costs.items()} == {"cold": 2, "warm": 2, "edited": 2}


def test_the_command_measures_this_project_and_names_the_peers_it_could_not_get(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(root: Path, lock: str) -> Path:
        raise Missing(f"{lock} could not be installed: no network")

    monkeypatch.setattr(peers, "install", none)
    assert benching.main(["build", "5", "--runs", "1"]) == 0
    said = capsys.readouterr()
    row = next(line for line in said.out.splitlines() if line.startswith("| This project"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert int(cells[1]) > 30
    assert all(float(cell.replace(",", "")) > 0 for cell in cells[1:])
    assert "- Hugo: not measured, it could not be installed." in said.out
    assert len(said.err.splitlines()) == len(peers.PEERS)


@pytest.mark.parametrize("arguments", [["build", "0"], ["build", "-1"], ["build", "x"], ["build", "--runs", "0"], []])
def test_a_wrong_call_is_refused_in_one_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        benching.main(arguments)
    assert stopped.value.code == 2
    assert "scripts/bench" in capsys.readouterr().err
