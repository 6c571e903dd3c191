"""`scripts/bench`: what builds take (`build`), and a save in the preview (`preview`, see `preview_bench`).

`scripts/bench build`: how long this project and four other generators take for the same cases.

Each is built cold (nothing left of an earlier build), warm (nothing changed) and after one case was edited, in a
temporary folder, one after the other. CPU seconds are user and system time of all processes of a build. Prints a
Markdown table for MAINTAINING.md. Needs a system with `os.wait4` (not Windows).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import re
import shutil
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
    done = subprocess.run(
        [sys.executable, "-S", "-c", _LAUNCHER, *command], cwd=folder, capture_output=True, text=True, errors="replace", env=environment
    )
    if done.returncode != 0:
        raise Failed(f"its build could not be started ({''.join(done.stderr.strip().splitlines()[-1:])})")
    code, cpu_seconds, wall, memory = json.loads(done.stdout)
    if code != 0:
        raise Failed(f"its build ended with {code} ({''.join(done.stderr.strip().splitlines()[-1:])})")
    return Cost(cpu_seconds, wall, memory / (2**20 if sys.platform == "darwin" else 2**10))  # macOS counts bytes, others kilobytes


@dataclass(frozen=True, slots=True)
class Contestant:
    """A project that is measured."""

    name: str
    root: Path
    command: tuple[str, ...]
    edited: Path
    """The file in which the first case stands."""
    site: Path
    caches: tuple[Path, ...]

    def clear(self) -> None:
        """Leaves nothing of an earlier build."""
        for path in (self.site, *self.caches):
            shutil.rmtree(path, ignore_errors=True)

    def edit(self, number: int) -> None:
        """Changes the title of the first case, otherwise each time."""
        text = self.edited.read_text(encoding="utf-8")
        edited, changes = re.subn(r"a made-up(?: and changed-\d+)? case", f"a made-up and changed-{number} case", text, count=1)
        assert changes == 1, f"{self.edited} has no generated case"
        self.edited.write_text(edited, encoding="utf-8")

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
    first = own / "data" / "custody-cases" / "sample-00001.yml"
    yield Contestant(OWN, own, tuple(peers.own_command(own)), first, own / "site", (own / ".cache",))
    explainer, _ = Explainer.read(own, dt.date.today())
    values = [case for case in peers.cases_of(explainer) if "/sample-" in case["id"]]
    for peer in peers.PEERS:
        if peer.name in tools:
            at = folder / Path(peer.lock).stem
            peer.write(at, values)
            command = tuple(peers.command_of(peer, tools[peer.name]))
            yield Contestant(peer.name, at, command, at / peer.edited, at / peer.site, tuple(at / name for name in peer.caches))


def compete(contestant: Contestant, cases: int, runs: int) -> Result:
    """Builds cold, warm and edited, ``runs`` times. Raises Failed."""
    costs: dict[str, list[Cost]] = {state: [] for state in STATES}
    for number in range(runs):
        contestant.clear()
        costs["cold"].append(contestant.run())
        costs["warm"].append(contestant.run())
        contestant.edit(number)
        costs["edited"].append(contestant.run())
    files = [path for path in contestant.site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return Result(contestant.name, cases, costs, pages, sum(path.stat().st_size for path in files) / 1e6)


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
    lines = [
        f"| {count(results[0].cases, 'case')} | pages | cold, CPU s | cold, wall s | warm, CPU s | edited, CPU s | peak, MB | output, MB | CPU to ours |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for result in results:
        cells = [result.name, f"{result.pages:,}", _middle([cost.cpu for cost in result.costs["cold"]])]
        cells += [_middle([cost.wall for cost in result.costs["cold"]])]
        cells += [_middle([cost.cpu for cost in result.costs[state]]) for state in ("warm", "edited")]
        cells += [f"{max(cost.memory for costs in result.costs.values() for cost in costs):,.0f}", f"{result.size:,.1f}"]
        cells += [f"{cpu(result, 'cold') / own:.2f}" if own else "–"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def slopes(results: Sequence[Result]) -> Iterator[str]:
    """For each contestant measured with several numbers of cases: CPU milliseconds for one more page, from each number to the next."""
    for name in dict.fromkeys(result.name for result in results):
        own = sorted((result for result in results if result.name == name), key=lambda result: result.pages)
        steps = [
            f"{1000 * (cpu(more, state) - cpu(less, state)) / (more.pages - less.pages):.2f} ({state}, {less.cases:,} to {more.cases:,})"
            for state in ("cold", "warm")
            for less, more in pairwise(own)
            if more.pages > less.pages
        ]
        if steps:
            yield f"- {name}: {', '.join(steps)}"


def _tools(root: Path) -> dict[str, Path]:
    """Where each peer is installed; those that can't be had are named in one line each."""
    found = {}
    for peer in peers.PEERS:
        try:
            found[peer.name] = peers.install(root, peer.lock)
        except Missing as error:
            print(f"{peer.name} is left out: {error}", file=sys.stderr)
    return found


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {count(os.cpu_count() or 1, 'core')}, Python {platform.python_version()}"


def build(root: Path, sizes: Sequence[int], runs: int) -> Iterator[str]:
    """The report, piece by piece as it is measured."""
    tools = _tools(root)
    results: list[Result] = []
    yield f"{_machine()}; medians of {count(runs, 'run')}, least and most in parentheses.\n"
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        for size in sizes:
            folder = Path(name) / str(size)
            of_size = []
            for contestant in contestants(root, folder, size, tools):
                try:
                    of_size.append(compete(contestant, size, runs))
                except Failed as error:
                    yield f"{contestant.name} is left out: {error}\n"
            shutil.rmtree(folder)
            results += of_size
            if of_size:
                yield table(of_size) + "\n"
    if steps := list(slopes(results)):
        yield "CPU milliseconds for one more page:\n\n" + "\n".join(steps) + "\n"
    yield "What a page holds:\n"
    yield f"- {OWN}: every field of the case with notes, terms, links both ways and a timeline; lists, exports, feeds, search index; all links checked."
    for peer in peers.PEERS:
        yield f"- {peer.name}: {peer.contains}." if peer.name in tools else f"- {peer.name}: not measured, it could not be installed."


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
    for piece in pieces:
        print(piece, flush=True)
    return 0


def _positive(text: str) -> int:
    return _number(text, 1)


def _number(text: str, least: int = 0) -> int:
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of {least} or more")
    return int(text)
