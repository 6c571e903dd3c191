"""`scripts/bench`: what builds take (`build`), and a save in the preview (`preview`, see `preview_bench`).

`scripts/bench build`: how long this project and four other generators take for the same cases.

Each is built cold (nothing left of an earlier build), warm (nothing changed) and after the title of one case was edited,
in a temporary folder, one after the other. CPU seconds are user and system time of all processes of a build. Prints
Markdown tables for MAINTAINING.md, and beside each bar that this project sets itself what was measured. Needs a system
with `os.wait4` (not Windows).
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from explainer import generating, peers, preview_bench
from explainer.explainer import Explainer
from explainer.project import count, parser
from explainer.testing import Missing

SIZES = (300, 1000, 3000)
ALL_SIZES = (*SIZES, 10000)
STATES = ("cold", "warm", "edited")
OWN = "This project"

COLD_BAR = 1 / 3
"""CPU seconds of a cold build, to those of plain MkDocs with macros."""
PAGE_BAR = 0.0005
"""CPU seconds for each page of a build after which nothing, or one title, is different, above those of the one-page site."""
FLAT_BAR = 0.2
"""How far the cost of one more page may be from its mean, from one number of cases to the next."""
MEMORY_BAR = 500
"""MB at the largest number of cases, `ALL_SIZES[-1]`."""

_TITLE = re.compile(r"(Sample County 1, [^:]+: )a made-up(?: and changed-\d+)? case")
"""The title of the first generated case, as it was or as it was edited."""

_CONFIG = """\
INHERIT: all.yml
nav: [index.md, what-is-a-detainer/index.md, about/index.md]
extra:
  search_fallback: {title: Sources, url: sources/}
  footer_links: [{title: About, url: about/}]
"""


class Failed(Exception):
    """A build that is measured ended with an error; the text is its last words."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build took: CPU and wall time in seconds, peak memory of its largest process in MB."""

    cpu: float
    wall: float
    memory: float


# A process starts with the memory of the one that starts it, and the system counts that as its peak. So a small one does.
_LAUNCHER = """
import json, os, subprocess, sys, time
start = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=sys.stderr)
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([process.returncode, usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss]))
"""


def measure(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> Cost:
    """Runs a build in ``folder`` and says what it took. Raises Failed if it ends with an error."""
    with subprocess.Popen(
        [sys.executable, "-S", "-c", _LAUNCHER, *command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        env=environment,
        start_new_session=True,  # so that whoever stops the measuring stops the build with it
    ) as process:
        try:
            out, said = process.communicate()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
    last = "".join(said.strip().splitlines()[-1:])
    if process.returncode != 0:
        raise Failed(f"its build could not be started ({last})")
    code, cpu_seconds, wall, memory = json.loads(out)
    if code != 0:
        raise Failed(f"its build ended with {code} ({last})")
    return Cost(cpu_seconds, wall, memory / (2**20 if sys.platform == "darwin" else 2**10))  # macOS counts bytes, others kilobytes


def set_aside(folder: Path, project: Path) -> None:
    """Moves a folder, if it is there, to beside the project, where no generator looks for pages, and empties its files.

    It goes with the temporary folder around it.

    Deleted, it would cost the builds that follow: to make a file, ext4 steps over the numbers of all that were deleted in the last minutes
    (`recently_deleted` in Linux's fs/ext4/ialloc.c). After some thousands that was measured as up to eight seconds of system time.
    """
    if folder.is_dir():
        target = Path(tempfile.mkdtemp(prefix=".aside-", dir=project.parent)) / folder.name
        folder.rename(target)
        for path in target.rglob("*"):
            if path.is_file() and not path.is_symlink():
                os.truncate(path, 0)


@dataclass(frozen=True, slots=True)
class Contestant:
    """A project that is measured."""

    name: str
    root: Path
    command: tuple[str, ...]
    edited: tuple[Path, ...]
    """The files in which the title of the first case stands: in this project one, in others also those of lists and links."""
    site: Path
    caches: tuple[Path, ...]

    def clear(self) -> None:
        """Leaves nothing of an earlier build."""
        for path in (self.site, *self.caches):
            set_aside(path, self.root)

    def edit(self, number: int) -> None:
        """Changes the title of the first case, otherwise each time."""
        for path in self.edited:
            path.write_text(_TITLE.sub(rf"\1a made-up and changed-{number} case", path.read_text(encoding="utf-8")), encoding="utf-8")

    def digests(self) -> dict[Path, bytes]:
        """What stands in each file of the site, as a hash."""
        return {path: hashlib.sha256(path.read_bytes()).digest() for path in self.site.rglob("*") if path.is_file()}

    def run(self) -> Cost:
        environment = {**os.environ, "PYTHONPATH": str(self.root / "scripts")} if self.name == OWN else None
        return measure(self.command, self.root, environment)


@dataclass(frozen=True, slots=True)
class Result:
    """What one contestant took for one number of cases: each state's builds, and what stood in its site."""

    name: str
    cases: int
    costs: dict[str, list[Cost]]
    pages: int
    size: float
    touched: int
    """How many files of the site an edit of one title changes."""


def own_project(root: Path, target: Path, cases: int) -> None:
    """This project with ``cases`` generated cases, and beside them only the few records and pages of `tests/fixture`."""
    generating.copy_project(root, target)
    for name in ("data", "docs"):
        for path in (target / name).iterdir():
            if path.name != "assets":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(root / "tests" / "fixture" / name, target / name, dirs_exist_ok=True)
    (target / "mkdocs.yml").rename(target / "all.yml")
    (target / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    generating.generate(target, cases)


def contestants(root: Path, folder: Path, cases: int, tools: dict[str, Path]) -> Iterator[Contestant]:
    """This project and each peer of which there are tools, written below ``folder`` with the same cases."""
    own = folder / "own"
    own_project(root, own, cases)
    explainer, _ = Explainer.read(own, dt.date.today())  # before the first is measured, which edits what is read here
    yield Contestant(OWN, own, tuple(peers.own_command(own)), _with_title(own / "data"), own / "site", (own / ".cache",))
    for number, peer in enumerate(peers.PEERS):
        if peer.name in tools:
            at = folder / f"peer-{number}"
            peer.write(at, peer.values(explainer))
            command = tuple(peers.command_of(peer, tools[peer.name]))
            yield Contestant(peer.name, at, command, _with_title(at), at / peer.site, tuple(at / name for name in peer.caches))
            set_aside(at, at)


def _with_title(root: Path) -> tuple[Path, ...]:
    """The files below ``root`` that hold the title of the first generated case."""
    found = tuple(path for path in sorted(root.rglob("*")) if path.is_file() and _TITLE.search(path.read_text(encoding="utf-8")))
    assert found, f"no file in {root} has the generated case that is edited"
    return found


def compete(contestant: Contestant, cases: int, runs: int) -> Result:
    """Builds cold ``runs`` times, then as often warm and edited: some delete what they built before (see `set_aside`). Raises Failed."""
    costs: dict[str, list[Cost]] = {state: [] for state in STATES}
    touched = 0
    for _ in range(runs):
        contestant.clear()
        costs["cold"].append(contestant.run())
    for number in range(runs):
        costs["warm"].append(contestant.run())
        before = contestant.digests() if number == 0 else {}
        contestant.edit(number)
        costs["edited"].append(contestant.run())
        if number == 0:
            after = contestant.digests()
            touched = sum(before.get(path) != after.get(path) for path in {**before, **after})
            if not touched:
                raise Failed("an edit of a title changed nothing in its site")
    files = [path for path in contestant.site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Result(contestant.name, cases, costs, pages, sum(path.stat().st_size for path in files) / 1e6, touched)


def _middle(values: Sequence[float]) -> str:
    """The median with the least and the most: `12.3 (12.1–12.9)`."""
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{middle:.2f}" if len(values) == 1 else f"{middle:.2f} ({least:.2f}–{most:.2f})"


def cpu(result: Result, state: str) -> float:
    """The median of CPU seconds in one state."""
    return statistics.median(cost.cpu for cost in result.costs[state])


def table(results: Sequence[Result]) -> str:
    """A Markdown table of results for one number of cases; ratios are CPU seconds cold, with this project as 1."""
    own = next((cpu(result, "cold") for result in results if result.name == OWN), None)
    timed = " | ".join(f"{state}, {what} s" for state in STATES for what in ("CPU", "wall"))
    lines = [
        f"| {count(results[0].cases, 'case')} | pages | {timed} | edit changes, files | peak, MB | output, MB | CPU to ours |",
        "|---|" + "--:|" * (len(STATES) * 2 + 5),
    ]
    for result in results:
        cells = [result.name, f"{result.pages:,}"]
        for state in STATES:
            cells += [_middle([cost.cpu for cost in result.costs[state]]), _middle([cost.wall for cost in result.costs[state]])]
        cells += [f"{result.touched:,}", f"{peak(result):,.0f}", f"{result.size:,.1f}"]
        cells += [f"{cpu(result, 'cold') / own:.2f}" if own else "–"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def peak(result: Result) -> float:
    """The most memory in MB that a process of any of its builds had."""
    return max(cost.memory for costs in result.costs.values() for cost in costs)


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that must hold: what was measured, the most it may be (None where there is no bar), and the words around the numbers."""

    what: str
    measured: float
    most: float | None = None
    unit: str = ""

    def row(self) -> str:
        limit, met = ("–", "–") if self.most is None else (f"{self.most:,.2f}{self.unit}", "yes" if self.measured <= self.most else "**no**")
        return f"| {self.what} | {self.measured:,.2f}{self.unit} | {limit} | {met} |"


def bars_of_size(results: Sequence[Result]) -> Iterator[Bar]:
    """What must hold for one number of cases, as far as those it takes were measured."""
    by_name = {result.name: result for result in results}
    own = by_name.get(OWN)
    if own is None:
        return
    for name in (peers.MKDOCS, peers.SMALL):
        if name in by_name:
            yield Bar(f"cold, CPU to that of {name}", cpu(own, "cold") / cpu(by_name[name], "cold"), COLD_BAR)
    if peers.HUGO in by_name:
        walls = [statistics.median(cost.wall for cost in result.costs["cold"]) for result in (own, by_name[peers.HUGO])]
        yield Bar("cold, wall time to that of Hugo", walls[0] / walls[1])
    if peers.FLOOR in by_name:
        floor = cpu(by_name[peers.FLOOR], "warm")
        words = f"against {floor:.2f} of the one-page site and {1000 * PAGE_BAR:.1f} ms for each of {count(own.pages, 'page')}"
        for state, what in (("warm", "nothing changed"), ("edited", f"one title edited, which changes {count(own.touched, 'file')}")):
            yield Bar(f"{what}: CPU {words}", cpu(own, state), floor + PAGE_BAR * own.pages, " s")


def bars_of_all(results: Sequence[Result]) -> Iterator[Bar]:
    """What must hold from the smallest to the largest number of cases."""
    own = sorted((result for result in results if result.name == OWN), key=lambda result: result.cases)
    costs = [cost for _, _, cost in steps(own, "cold")]
    if len(costs) > 1:
        middle = statistics.mean(costs)
        yield Bar(
            f"cost of one more page, cold, {own[0].cases:,} to {own[-1].cases:,} cases: farthest from its mean of {middle:.2f} ms",
            100 * max(abs(cost / middle - 1) for cost in costs),
            100 * FLAT_BAR,
            " %",
        )
    if own:
        yield Bar(f"peak memory, {count(own[-1].cases, 'case')}", peak(own[-1]), MEMORY_BAR if own[-1].cases == ALL_SIZES[-1] else None, " MB")


def bar_table(bars: Sequence[Bar]) -> str:
    """A Markdown table of bars."""
    return "\n".join(["| what must hold | measured | at most | met |", "|---|--:|--:|---|", *(bar.row() for bar in bars)])


def steps(results: Sequence[Result], state: str) -> list[tuple[Result, Result, float]]:
    """From each number of pages of one contestant to the next: both results, and CPU milliseconds for one more page."""
    ordered = sorted(results, key=lambda result: result.pages)
    return [
        (less, more, 1000 * (cpu(more, state) - cpu(less, state)) / (more.pages - less.pages))
        for less, more in pairwise(ordered)
        if more.pages > less.pages
    ]


def slopes(results: Sequence[Result]) -> Iterator[str]:
    """For each contestant measured with several numbers of cases: CPU milliseconds for one more page, from each number to the next."""
    for name in dict.fromkeys(result.name for result in results):
        own = [result for result in results if result.name == name]
        found = [f"{cost:.2f} ({state}, {less.cases:,} to {more.cases:,})" for state in ("cold", "warm") for less, more, cost in steps(own, state)]
        if found:
            yield f"- {name}: {', '.join(found)}"


def _tools(root: Path) -> dict[str, Path]:
    """Where each peer is installed; those that can't be had are named in one line for each lock."""
    found = {}
    for lock in dict.fromkeys(peer.lock for peer in peers.PEERS):
        names = [peer.name for peer in peers.PEERS if peer.lock == lock]
        try:
            found.update(dict.fromkeys(names, peers.install(root, lock)))
        except Missing as error:
            print(f"Left out: {'; '.join(names)}. {error}", file=sys.stderr)
    return found


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {count(os.cpu_count() or 1, 'core')}, Python {platform.python_version()}"


def build(root: Path, sizes: Sequence[int], runs: int) -> Iterator[str]:
    """The report, piece by piece as it is measured. Interrupted, it reports what was measured so far and raises KeyboardInterrupt at its end."""
    tools = _tools(root)
    results: list[Result] = []
    stopped = None
    yield f"{_machine()}; medians of {count(runs, 'run')}, least and most in parentheses.\n"
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        for size in sizes:
            of_size: list[Result] = []
            failures: list[str] = []
            try:
                for contestant in contestants(root, Path(name) / str(size), size, tools):
                    try:
                        of_size.append(compete(contestant, size, runs))
                    except Failed as error:
                        failures.append(f"{contestant.name} is left out: {error}\n")
                    print(f"{count(size, 'case')}: {contestant.name} is done.", file=sys.stderr, flush=True)
            except KeyboardInterrupt as interrupt:
                stopped = interrupt
            yield from failures
            results += of_size
            if of_size:
                yield table(of_size) + "\n"
            if bars := list(bars_of_size(of_size)):
                yield bar_table(bars) + "\n"
            if stopped:
                break
            set_aside(Path(name) / str(size), Path(name) / str(size))
    if bars := list(bars_of_all(results)):
        yield bar_table(bars) + "\n"
    if found := list(slopes(results)):
        yield "CPU milliseconds for one more page:\n\n" + "\n".join(found) + "\n"
    yield "What a page holds:\n"
    yield f"- {OWN}: every field of the case with notes, terms, links both ways and a timeline; lists, exports, feeds, search index; all links checked."
    for peer in peers.PEERS:
        yield f"- {peer.name}: {peer.contains}." if peer.name in tools else f"- {peer.name}: not measured, it could not be installed."
    if stopped:
        raise stopped


def main(arguments: Sequence[str]) -> int:
    made = parser("bench", "Measures builds and the preview, with made-up cases.")
    commands = made.add_subparsers(dest="command", required=True)
    builds = commands.add_parser("build", help="this project against other generators")
    builds.add_argument("sizes", nargs="*", type=_positive, metavar="CASES", help=f"numbers of cases (default {' '.join(map(str, SIZES))})")
    builds.add_argument("--all", action="store_true", help=f"{' '.join(map(str, ALL_SIZES))}")
    builds.add_argument("--runs", type=_positive, default=5, help="how often each build is measured (default 5)")
    previews = commands.add_parser("preview", help="from the end of a save to the new page, beside mkdocs serve")
    previews.add_argument("sizes", nargs="*", type=_number, metavar="CASES", help="numbers of cases added to the project (default 0 3000)")
    previews.add_argument("--each", type=_positive, default=9, help="edits of each of the six kinds (default 9)")
    previews.add_argument("--stock", type=_number, default=2, metavar="KINDS", help="kinds that are edited once with mkdocs serve too (default 2)")
    options = made.parse_args(arguments)
    root = options.root.resolve()
    pieces = (
        build(root, options.sizes or (ALL_SIZES if options.all else SIZES), options.runs)
        if options.command == "build"
        else preview_bench.preview(root, options.sizes or preview_bench.SIZES, options.each, options.stock)
    )
    try:
        for piece in pieces:
            print(piece, flush=True)
    except KeyboardInterrupt:
        print("Stopped before the end: what was measured until then is above.", file=sys.stderr)
        return 130
    return 0


def _positive(text: str) -> int:
    return _number(text, 1)


def _number(text: str, least: int = 0) -> int:
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of {least} or more")
    return int(text)
