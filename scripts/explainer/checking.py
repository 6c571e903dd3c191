"""`scripts/check`: everything that is wrong in data, pages and templates, without building.

Prints all faults, then what the records hold: facts, sources, drafts, bare readings, doubts. Exit code 1 if there is
a fault, else 0: drafts, bare readings and doubts are states, not faults.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from explainer import faults, legal_citations, private_names, prose, reading_level, rules, support, wording
from explainer.explainer import Explainer
from explainer.faults import Faulty, Place
from explainer.project import bold, count, parser
from explainer.records import Numbers, Record
from explainer.render import Renderer

SUMMARY_GRADE = 10
"""A summary is meant for everybody: about tenth grade at most (issue of the data; design, section 5)."""


def check(root: Path, today: dt.date) -> tuple[Explainer | None, list[faults.Fault]]:
    """The whole, if it can be read, and every fault found in data, pages and templates."""
    try:
        explainer = rules.load(root, today)
    except Faulty as error:
        return None, error.faults
    return explainer, [*Renderer(explainer).faults(), *page_faults(explainer), *legal_citations.faults_of(explainer)]


def page_faults(explainer: Explainer) -> Iterator[faults.Fault]:
    """What the rules on words and names find on hand-written pages; for records they stand in `rules`."""
    for path in sorted((explainer.root / "docs").rglob("*.md")):
        name = path.relative_to(explainer.root).as_posix()
        try:
            source = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            continue  # said by the renderer, with its place
        for block in prose.blocks(source):
            place = Place(name, block.line)
            for found, american in wording.not_american(block.words):
                yield faults.Fault(place, f"'{found}'", "American spelling and dates", f"Write {american}")
            for word in wording.verdicts(block.words):
                yield faults.Fault(
                    place,
                    f"'{word}' outside a quotation",
                    "an arrest called an arrest, and a charge a charge",
                    "Say who accused whom of what, or quote",
                )
            for pair in private_names.named_in(block.words):
                first, second = pair.split()
                yield faults.Fault(
                    place,
                    f"the name of a private person ('{first[0].upper()}. {second[0].upper()}.')",
                    "no name of anyone accused or held, outside the caption of a court case",
                    "Say who it is without the name, such as 'the man'",
                )


@dataclass(frozen=True, slots=True)
class PageState:
    """What the editorial standard says of one hand-written page. Places are `file:line`."""

    path: str
    blocks: int
    signposts: int
    grade: float | None
    bare: tuple[str, ...]
    """Paragraphs, items and rows without a citation or a record link that are no signposts."""
    optional: tuple[str, ...]
    """Paragraphs that call compliance optional where no way to a state's law stands near."""
    copied: tuple[str, ...]
    """Numbers written out that a record holds."""


def page_states(explainer: Explainer) -> list[PageState]:
    """Every page in `docs/`. The pages below `about/` speak of this site, not of the world: they need no sources."""
    known = {
        f"{point.value:,.15g}": f"numbers/{record.id}"
        for record in explainer.collections["numbers"].values()
        if isinstance(record, Numbers)
        for point in (*record.points, *record.other_totals)
        if abs(point.value) >= 1000 or point.value != int(point.value)
    }
    states = []
    for path in sorted((explainer.root / "docs").rglob("*.md")):
        name = path.relative_to(explainer.root).as_posix()
        source = path.read_text(encoding="utf-8-sig")
        found = list(prose.blocks(source))
        about_us = name.startswith("docs/about/")
        told = [block for block in found if not block.signpost]
        text = " ".join(block.words if block.words[-1] in ".?!:" else f"{block.words}." for block in told)
        states.append(
            PageState(
                name,
                len(found),
                len(found) - len(told),
                reading_level.grade(text),
                () if about_us else tuple(f"{name}:{block.line}: {block.words[:60]}" for block in told if not block.supported),
                tuple(f"{name}:{block.line}: {block.words[:60]}" for block in prose.says_optional_without_a_state(found, source)),
                tuple(f"{name}:{block.line}: {number} ({record})" for block, number, record in prose.copied_numbers(found, known)),
            )
        )
    return states


def _page_lines(states: list[PageState]) -> list[str]:
    lines = ["", bold("Pages: reading grade")]
    lines += [f"  {state.path:<60} {state.grade if state.grade is not None else '–':>5}" for state in states]
    grades = [state.grade for state in states if state.grade is not None]
    blocks, signposts = sum(state.blocks for state in states), sum(state.signposts for state in states)
    if grades:
        lines.append(f"  median {statistics.median(grades)}, highest {max(grades)}")
    lines.append(f"  {signposts} of {count(blocks, 'paragraph')} are signposts ({signposts / blocks:.1%})" if blocks else "  no paragraph")
    for title, name in (
        ("Paragraphs without a citation, a record link or a signpost", "bare"),
        ("Compliance called optional with no way to a state's law", "optional"),
        ("Numbers that a macro should print", "copied"),
    ):
        found = [line for state in states for line in getattr(state, name)]
        if found:
            lines += ["", bold(title), *(f"  {line}" for line in found)]
    return lines


def summary_grade(record: Record) -> float | None:
    """The reading grade of a record's summary, if the record has a page of its own and words enough to judge."""
    return reading_level.grade(record.summary.plain) if record.collection.page == "each" else None


def state_of(explainer: Explainer) -> str:
    """The counts, and each draft, draft field and bare reading with its place."""
    fields = [(entry, field) for entry in explainer for field in support.walk(entry)]
    facts = [pair for pair in fields if pair[1].kind == "fact"]
    drafts = [pair for pair in facts if not support.supported(pair[1])]
    bare = [pair for pair in fields if support.bare(pair[1])]
    records = [entry for entry in explainer if isinstance(entry, Record)]
    lines = [bold("Records")]
    lines += [f"  {name:<15} {len(entries):>5}" for name, entries in explainer.collections.items()]
    lines += [
        "",
        f"{count(len(facts) - len(drafts), 'fact')} with support, {count(len(explainer.drafts), 'draft record')}, "
        f"{count(len(drafts), 'draft field')}, {count(len(bare), 'bare reading')}, "
        f"{count(sum(len(entry.doubts) for entry in records), 'doubt')} published",
    ]
    for title, pairs in (("Draft fields (a fact without support is not published)", drafts), ("Bare readings (no link, no citation)", bare)):
        if pairs:
            lines += ["", bold(title)]
            lines += [f"  {explainer.place(entry, field.path, key=True)}: {'.'.join(map(str, field.path))}" for entry, field in pairs]
    hard = [(level, record) for record in records if (level := summary_grade(record)) and level > SUMMARY_GRADE]
    if hard:
        lines += ["", bold(f"Summaries above grade {SUMMARY_GRADE} (shorter sentences, plainer words)")]
        lines += [f"  {explainer.place(record, ('summary',), key=True)}: grade {level}" for level, record in hard]
    if explainer.drafts:
        lines += ["", bold("Draft records (kept, listed, not published)")]
        lines += [f"  {explainer.origins[key].key}" for key in sorted(explainer.drafts)]
    return "\n".join([*lines, *_page_lines(page_states(explainer))])


def main(arguments: Sequence[str]) -> int:
    made = parser("check", "Says everything that is wrong, without building.")
    made.add_argument("--format", choices=tuple(faults.PRINTERS), default="text", help="text for people, json for programs, github for annotations")
    made.add_argument("--hash-name", metavar="NAME", help="print the hash by which a private person's name is looked for, and stop")
    options = made.parse_args(arguments)
    if options.hash_name:
        print(private_names.hash_of(options.hash_name))
        return 0
    root = options.root.resolve()
    explainer, found = check(root, dt.date.today())
    if options.format != "text":
        print(faults.PRINTERS[options.format](found, root))
    elif found:
        print(faults.as_text(found, root))
        print(f"\n{bold(count(len(found), 'fault'))}.", file=sys.stdout)
    elif explainer:
        print(state_of(explainer))
        print(f"\n{bold('0 faults')}.")
    return 1 if found else 0
