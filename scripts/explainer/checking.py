"""`scripts/check`: what is wrong in data, pages and templates, without building.

Prints all faults; then, if there is none, what the records hold: facts, sources, drafts, bare readings, doubts. Exit
code 1 if there is a fault anywhere, else 0: notices, drafts, bare readings and doubts are no faults.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from explainer import changes, faults, legal_citations, notices, private_names, rules, standard, standing
from explainer.explainer import Explainer
from explainer.faults import Fault, Faulty
from explainer.project import bold, count, parser, styled
from explainer.render import Renderer


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check finds. ``explainer`` and ``standing`` are None if the data can't be read as a whole."""

    faults: list[Fault]
    notices: list[Fault]
    explainer: Explainer | None = None
    standing: standing.Standing | None = None


def report(root: Path, today: dt.date) -> Report:
    """Reads everything below ``root`` once; ``today`` is the day against which dates are judged."""
    try:
        explainer = rules.load(root, today)
    except Faulty as error:
        return Report(error.faults, [])
    pages = standard.pages(explainer)
    found = sorted({*Renderer(explainer).faults(), *standard.faults_of(pages), *legal_citations.faults_of(explainer)})
    return Report(found, notices.of(explainer), explainer, standing.of(explainer, pages))


def check(root: Path, today: dt.date) -> tuple[Explainer | None, list[Fault]]:
    """The whole, if it can be read, and every fault found in data, pages and templates."""
    found = report(root, today)
    return found.explainer, found.faults


def within(found: Report, paths: frozenset[str]) -> tuple[Report, list[Fault]]:
    """The report on the files ``paths`` alone, and the faults that stand elsewhere."""
    here = [fault for fault in found.faults if fault.place.path in paths]
    return (
        Report(
            here,
            [notice for notice in found.notices if notice.place.path in paths],
            found.explainer,
            standing.within(found.standing, paths) if found.standing else None,
        ),
        [fault for fault in found.faults if fault.place.path not in paths],
    )


def as_json(found: Report, root: Path, elsewhere: Sequence[Fault] = ()) -> str:
    """One object: `faults`, `elsewhere` (with --changed: faults in other files), `notices`, and what the records hold."""
    return json.dumps(
        {
            "faults": faults.as_data(found.faults, root),
            "elsewhere": faults.as_data(elsewhere, root),
            "notices": faults.as_data(found.notices, root),
            **(standing.as_data(found.standing) if found.standing else {}),
        },
        ensure_ascii=False,
        indent=2,
    )


def as_github(found: Report, root: Path, elsewhere: Sequence[Fault] = ()) -> str:
    """A command for each fault, wherever it stands, and for each notice."""
    parts = (faults.as_github([*found.faults, *elsewhere], root), faults.as_github(found.notices, root, "notice"))
    return "\n".join(part for part in parts if part)


def as_text(found: Report, root: Path, elsewhere: Sequence[Fault] = (), everything: bool = False) -> str:
    """For people: the faults and how many there are, or, if there is none, what the records hold and the notices."""
    blocks = [faults.as_text(found.faults, root)] if found.faults else []
    if elsewhere:
        files = sorted({fault.place.path for fault in elsewhere})
        named = ", ".join(files[:5]) + (f" and {len(files) - 5} more" if len(files) > 5 else "")
        told = f"{count(len(elsewhere), 'fault')} elsewhere, which may follow from what has changed: {named}. scripts/check prints all."
        blocks.append(styled(told, "yellow"))
    if not blocks:
        blocks += [standing.as_text(found.standing, everything)] if found.standing else []
        blocks += _notices(found.notices)
    number = len(found.faults) + len(elsewhere)
    blocks.append(f"{styled(count(number, 'fault'), 'bold', 'red' if number else 'green')}.")
    return "\n\n".join(blocks)


def _notices(found: Sequence[Fault]) -> list[str]:
    lines = [f"  {notice.place}: {notice.sentence}" for notice in found]
    return ["\n".join([bold("Notices (nothing is wrong; to be looked at)"), *lines])] if lines else []


def main(arguments: Sequence[str]) -> int:
    made = parser("check", "Says what is wrong, without building; a build also follows each link to its place.")
    made.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help="text for people, json for programs, github for annotations"
    )
    made.add_argument(
        "--changed", action="store_true", help="show what stands in files that differ from the main branch, and count the faults elsewhere"
    )
    made.add_argument("--all", action="store_true", dest="everything", help="print every doubt, not only how many each record has")
    made.add_argument("--hash-name", metavar="NAME", help="print the hash by which a private person's name is looked for, and stop")
    options = made.parse_args(arguments)
    if options.hash_name is not None:
        try:
            print(private_names.hash_of(options.hash_name))
        except ValueError as error:
            made.error(str(error))
        return 0
    root = options.root.resolve()
    elsewhere: list[Fault] = []
    try:
        paths = changes.changed_files(root) if options.changed else None
    except changes.NoComparison as error:
        print(error, file=sys.stderr)
        return 1
    gc.disable()  # nothing made here is thrown away before the end: looking for it takes a sixth of the time
    try:
        found = report(root, dt.date.today())
    finally:
        gc.enable()
    if paths is not None:
        found, elsewhere = within(found, paths)
    if options.format == "json":
        print(as_json(found, root, elsewhere))
    elif options.format == "github":
        print(as_github(found, root, elsewhere))
    else:
        print(as_text(found, root, elsewhere, options.everything))
    return 1 if found.faults or elsewhere else 0
