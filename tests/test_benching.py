"""scripts/bench build, on a few cases: what is measured, what is computed, what is printed."""

from __future__ import annotations

import os
import select
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from sample import ROOT, TODAY

from explainer import benching, peers
from explainer.benching import Contestant, Cost, Failed, Result
from explainer.checking import check
from explainer.testing import Missing

BUSY = "x = 0\nfor number in range(3_000_000):\n    x += number\n"


def result(name: str, cases: int, pages: int, *seconds: float) -> Result:
    return Result(name, cases, {state: [Cost(value, 2 * value, 100 * value) for value in seconds] for state in benching.STATES}, pages, 1.5, 7)


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
    assert rows[2] == ["This project", "310", *["2.00 (1.00–4.00)", "4.00 (2.00–8.00)"] * 3, "7", "400", "1.5", "1.00"]
    assert rows[3][-1] == "3.00"
    assert {len(row) for row in rows} == {12}


def test_without_this_project_there_is_no_ratio() -> None:
    assert benching.table([result("Other", 300, 300, 6.0)]).endswith("| – |")


def test_the_cost_of_one_more_page_is_computed_from_each_number_to_the_next() -> None:
    found = list(benching.slopes([result("It", 300, 300, 1.0), result("It", 1000, 1000, 2.4), result("Once", 300, 300, 1.0)]))
    assert found == ["- It: 2.00 (cold, 300 to 1,000), 2.00 (warm, 300 to 1,000)"]


def met(bars: object) -> list[str]:
    return [line.strip("|").split("|")[-1].strip() for line in benching.bar_table(list(bars)).splitlines()[2:]]


def test_each_bar_is_met_up_to_its_limit_and_not_beyond() -> None:
    others = [
        result(peers.MKDOCS, 1000, 1000, 9.0),
        result(peers.SMALL, 1000, 1000, 6.0),
        result(peers.HUGO, 1000, 1000, 0.5),
        result(peers.FLOOR, 1000, 2, 1.0),
    ]
    bars = list(benching.bars_of_size([result(benching.OWN, 1000, 2000, 2.0), *others]))
    assert [round(bar.measured, 3) for bar in bars] == [0.222, 0.333, 4.0, 2.0, 2.0]
    assert met(bars) == ["yes", "yes", "–", "yes", "yes"]  # 1.0 of the one-page site and 0.5 ms for each of 2,000 pages
    assert "changes 7 files" in bars[-1].what
    assert met(benching.bars_of_size([result(benching.OWN, 1000, 2000, 3.1), *others])) == ["**no**", "**no**", "–", "**no**", "**no**"]


def test_a_bar_needs_what_it_compares_with() -> None:
    assert list(benching.bars_of_size([result(peers.MKDOCS, 10, 10, 1.0)])) == []
    assert list(benching.bars_of_size([result(benching.OWN, 10, 10, 1.0)])) == []


@pytest.mark.parametrize(("last", "said"), [(13.0, "yes"), (15.0, "**no**")])
def test_the_cost_of_one_more_page_may_be_a_fifth_from_its_mean(last: float, said: str) -> None:
    found = list(
        benching.bars_of_all([result(benching.OWN, 300, 300, 2.0), result(benching.OWN, 1300, 1300, 7.0), result(benching.OWN, 2300, 2300, last)])
    )
    assert met(found) == [said, "–"]


@pytest.mark.parametrize(("seconds", "said"), [(5.0, "yes"), (5.1, "**no**")])
def test_memory_has_its_bar_at_the_largest_number_of_cases(seconds: float, said: str) -> None:
    assert met(benching.bars_of_all([result(benching.OWN, 300, 300, 9.0), result(benching.OWN, benching.ALL_SIZES[-1], 10000, seconds)])) == [said]


def test_this_projects_part_is_the_fixture_with_generated_cases_and_without_a_fault(tmp_path: Path) -> None:
    benching.own_project(ROOT, tmp_path / "own", 5)
    explainer, faults = check(tmp_path / "own", TODAY)
    assert faults == []
    assert explainer is not None
    assert len(explainer.collections["custody-cases"]) == 5
    assert (tmp_path / "own" / "docs" / "assets" / "stylesheets" / "site.css").is_file()


def test_every_contestant_has_the_case_that_is_edited(tmp_path: Path) -> None:
    tools = {peer.name: tmp_path / "tools" for peer in peers.PEERS}
    names = []
    for contestant in benching.contestants(ROOT, tmp_path / "work", 5, tools):
        names.append(contestant.name)
        assert contestant.edited
        for number in (0, 1):
            before = [path.read_text(encoding="utf-8") for path in contestant.edited]
            contestant.edit(number)
            after = [path.read_text(encoding="utf-8") for path in contestant.edited]
            assert all(f"a made-up and changed-{number} case" in text for text in after)
            assert all(old != new for old, new in zip(before, after, strict=True))
    assert names == [benching.OWN, *(peer.name for peer in peers.PEERS)]


def test_each_state_is_what_it_is_called(tmp_path: Path) -> None:
    """The build notes how many files it found, whether a cache was there, and which edit it saw."""
    build = (
        "from pathlib import Path; site = Path('site'); log = Path('log').open('a')\n"
        "print(site.exists(), Path('cache').exists(), Path('case').read_text(), file=log)\n"
        "site.mkdir(exist_ok=True); Path('cache').mkdir(exist_ok=True); (site / 'index.html').write_text(Path('case').read_text()); (site / 'a.css').write_text('x')\n"
    )
    root = tmp_path / "it"
    root.mkdir()
    (root / "case").write_text("Sample County 1, Ohio: a made-up case", encoding="utf-8")
    command = (sys.executable, "-c", build)
    made = benching.compete(Contestant("It", root, command, (root / "case",), root / "site", (root / "cache",)), 1, 2)
    assert (root / "log").read_text(encoding="utf-8").splitlines() == [
        "False False Sample County 1, Ohio: a made-up case",
        "False False Sample County 1, Ohio: a made-up case",
        "True True Sample County 1, Ohio: a made-up case",
        "True True Sample County 1, Ohio: a made-up and changed-0 case",
        "True True Sample County 1, Ohio: a made-up and changed-0 case",
        "True True Sample County 1, Ohio: a made-up and changed-1 case",
    ]
    assert (made.pages, made.touched) == (1, 1)
    assert made.size == pytest.approx(1e-6 * (1 + len("Sample County 1, Ohio: a made-up and changed-1 case")))
    assert {state: len(costs) for state, costs in made.costs.items()} == {"cold": 2, "warm": 2, "edited": 2}


def test_what_is_set_aside_leaves_its_place_and_takes_no_room_but_no_file_is_deleted(tmp_path: Path) -> None:
    """What a link leads to is somebody else's."""
    (tmp_path / "other").write_text("of others", encoding="utf-8")
    site = tmp_path / "project" / "site"
    (site / "page").mkdir(parents=True)
    (site / "page" / "index.html").write_text("words", encoding="utf-8")
    (site / "link").symlink_to(tmp_path / "other")
    number = (site / "page" / "index.html").stat().st_ino
    benching.set_aside(site, site.parent)
    benching.set_aside(site, site.parent)  # nothing is there any more
    assert list(site.parent.iterdir()) == []  # Eleventy makes a page of what lies in its project
    (aside,) = tmp_path.glob(".aside-*/site/page/index.html")
    assert (aside.stat().st_ino, aside.stat().st_size) == (number, 0)
    assert (tmp_path / "other").read_text(encoding="utf-8") == "of others"


def test_an_edit_that_a_site_does_not_show_is_no_measurement(tmp_path: Path) -> None:
    (tmp_path / "case").write_text("Sample County 1, Ohio: a made-up case", encoding="utf-8")
    made = Contestant("It", tmp_path, (sys.executable, "-c", "pass"), (tmp_path / "case",), tmp_path / "site", ())
    with pytest.raises(Failed, match="changed nothing"):
        benching.compete(made, 1, 1)


def test_a_build_ends_with_whoever_stops_the_measuring(tmp_path: Path) -> None:
    """The build holds a pipe open and stops the measuring; the pipe is at its end when the build is gone."""
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has background commands ignore it
    build = f"import os, signal; open('pipe', 'w').flush(); held = open('pipe', 'w'); os.kill({os.getpid()}, signal.SIGINT); signal.alarm(20); signal.pause()"
    try:
        with pytest.raises(KeyboardInterrupt):
            benching.measure([sys.executable, "-c", build], tmp_path)
        readable, _, _ = select.select([reader], [], [], 5)
        assert readable
        assert os.read(reader, 1) == b""
    finally:
        os.close(reader)
        signal.signal(signal.SIGINT, before)


def test_interrupted_it_reports_what_was_measured_and_leaves_no_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def compete(contestant: Contestant, cases: int, runs: int) -> Result:
        if cases > 1:
            raise KeyboardInterrupt
        return result(contestant.name, cases, 40, 1.0)

    monkeypatch.setattr(benching, "_tools", lambda root: {})
    monkeypatch.setattr(benching, "compete", compete)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert benching.main(["build", "1", "2"]) == 130
    said = capsys.readouterr()
    assert "| This project | 40 |" in said.out
    assert said.err.splitlines()[-1] == "Stopped before the end: what was measured until then is above."
    assert list(tmp_path.iterdir()) == []


def test_the_command_measures_this_project_and_names_the_peers_it_could_not_get(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(root: Path, lock: str) -> Path:
        raise Missing(f"{lock} could not be installed: no network")

    monkeypatch.setattr(peers, "install", none)
    assert benching.main(["build", "5", "--runs", "1"]) == 0
    said = capsys.readouterr()
    assert "peak memory, 5 cases" in said.out
    row = next(line for line in said.out.splitlines() if line.startswith("| This project"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert int(cells[1]) > 30
    assert all(float(cell.replace(",", "")) > 0 for cell in cells[1:])
    assert "- Hugo: not measured, it could not be installed." in said.out
    assert len(said.err.splitlines()) == len({peer.lock for peer in peers.PEERS}) + 1


@pytest.mark.parametrize("arguments", [["build", "0"], ["build", "-1"], ["build", "x"], ["build", "--runs", "0"], []])
def test_a_wrong_call_is_refused_in_one_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        benching.main(arguments)
    assert stopped.value.code == 2
    assert "scripts/bench" in capsys.readouterr().err
