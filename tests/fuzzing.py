"""A mutation fuzzer: `python tests/fuzzing.py --inputs 100000 --seed 1` is the long run, `tests/test_fuzzing.py` the short one.

Each input is a good text of the fixture, changed at random, and given to one target. Whatever it is, the target answers
with what it declares, a result or faults: never another exception, never more than a second of processor time, and each
fault stands at a character of its file. An input is named by target, seed and number, and made again from these three.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1] / "scripts")]

from plain import plain
from sample import TODAY, Project, make_project

from explainer import citations, engine, faults, hold_clock, prose, reading_level, rules, standard, yaml_tree
from explainer.citations import BadMark
from explainer.edtf_dates import EdtfDate
from explainer.explainer import Explainer, Origin, validate
from explainer.faults import Fault, Faulty, Place
from explainer.records import COLLECTIONS, Entry
from explainer.render import SITE, Renderer

SECONDS = 1.0
"""Of processor time, for one input."""

TRIES = 3
"""An input that takes too long does so each time."""

SIGNS = [
    *"ab:- \n\t'\"[]{}#&*!|>%@`,?\\<=~^_()/;.+$",
    *("\r", "\r\n", "\0", "\x1b", "\x85", "\xa0", "\xad", "\u200b", "\u2028", "\u202e", "\ufeff", "é", "e\u0301", "漢", "😀", "٣", "\U000e0041"),
    *(
        "---",
        "...",
        "- ",
        ": ",
        " #",
        "<<: *a",
        "&a ",
        "*a",
        "!!str ",
        "|-\n  ",
        ">-\n  ",
        "''",
        '""',
        "\\x",
        "\\u12",
        "{}",
        "[]",
        "null",
        "~",
        "true",
        "no",
    ),
    *("[@", "]", "@doe-2014-op", "[@doe-2014-op, at 1]", "[x](states/ohio)", "](", "(states/", "#a", "; ", ", at "),
    *(
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "{{ x }}",
        "{{ state_table() }}",
        "{% if x %}",
        "{% endif %}",
        "{% for a in [1] %}",
        "{% raw %}",
        "|safe",
        ".x",
        "()",
    ),
    *(
        "<p>",
        "</p>",
        "<script>",
        "<!--",
        "-->",
        "<!--note:a;;;-->",
        "&lt;",
        "&#0;",
        "<td>",
        "<nav>",
        "# ",
        "## ",
        "```",
        "| a |",
        "![a](b)",
        "***",
        "> ",
    ),
    *(
        "2019-09-26",
        "2019-13",
        "0000",
        "9999-12-31",
        "2019-02-29",
        "~",
        "1e999",
        "-0",
        "99999999999999999999",
        "0x1f",
        "14:30",
        "24:00",
        "https://a.b/c",
    ),
    *("x" * 300, "[" * 30, "{" * 30, "- " * 30, "(" * 300, "a" * 21_000, "\n" * 50, "word " * 60),
]


def mutated(text: str, others: list[str], rng: random.Random) -> str:
    """The text with one to six changes: parts cut, doubled, moved, taken from other texts, or signs put in."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        start = rng.randint(0, len(text))
        end = min(len(text), start + rng.choice((0, 1, 1, 2, 5, 20, 80)))
        part = text[start:end]
        match rng.randrange(8):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + part * rng.choice((1, 2, 30)) + text[end:]
            case 2:
                other = rng.choice(others)
                at = rng.randint(0, len(other))
                text = text[:start] + other[at : at + rng.choice((1, 5, 40, 200))] + text[end:]
            case 3:
                lines = text.split("\n")
                first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
                lines[first], lines[second] = lines[second], lines[first]
                text = "\n".join(lines)
            case 4:
                lines = text.split("\n")
                number = rng.randrange(len(lines))
                lines[number] = rng.choice(("  ", "\t", "- ", "", " ")) + lines[number].lstrip(rng.choice((" ", "")))
                text = "\n".join(lines)
            case _:
                text = text[:start] + rng.choice(SIGNS) + text[end:]
    return text[:400_000]


@dataclass(frozen=True, slots=True)
class Trouble:
    """An input that a target did not answer as it declares."""

    target: str
    number: int
    story: str
    text: str


class Fuzzer:
    """The targets, in a copy of the fixture. ``seed`` and a number name an input."""

    def __init__(self, folder: Path, seed: int):
        self.project: Project = make_project(folder)
        self.seed = seed
        self.explainer: Explainer = rules.load(self.project.root, TODAY)
        self.good = {path: path.read_text(encoding="utf-8") for path in sorted((self.project.root / "data").rglob("*.yml"))}
        self.pages = {path: path.read_text(encoding="utf-8") for path in sorted((self.project.root / "docs").rglob("*.md"))}
        self.texts = [*self.good.values(), *self.pages.values()]
        self.marks = [match[0] for text in self.texts for match in re.finditer(r"[^\n]*[@(][^\n]*", text)]
        self.targets: dict[str, tuple[int, Callable[[random.Random], str], Callable[[str, random.Random], None]]] = {
            "loader": (40, lambda rng: rng.choice(list(self.good.values())), self.load),
            "files": (5, lambda rng: rng.choice(list(self.good.values())), self.read_bytes),
            "citations": (20, lambda rng: rng.choice(self.marks), self.cite),
            "dates": (10, lambda rng: rng.choice(("2019-09-26", "2019-05", "2019", "2019-05~", "1700-01-01", "2200-12-31", "2020-02-29")), self.date),
            "clock": (5, lambda rng: rng.choice(("2026-11-25T14:30", "2027-12-31T23:59", "2024-02-29T00:00")), self.clock),
            "pages": (10, lambda rng: rng.choice(list(self.pages.values())), self.page),
            "records": (8, lambda rng: rng.choice(list(self.good.values())), self.render),
            "exports": (2, lambda rng: rng.choice(list(self.good.values())), self.export),
        }
        """Each with its share of a hundred inputs, the maker of a good text and the work."""

    # --- Running

    def run(self, inputs: int) -> tuple[Counter[str], dict[str, float], list[Trouble]]:
        """How many inputs each target got, the most processor time one took, and the troubles."""
        counts: Counter[str] = Counter()
        slowest: dict[str, float] = {}
        troubles = []
        for name, (share, _, _) in self.targets.items():
            for number in range(max(1, inputs * share // 100)):
                started = time.process_time()
                trouble = self.one(name, number)
                slowest[name] = max(slowest.get(name, 0.0), time.process_time() - started)
                counts[name] += 1
                if trouble:
                    troubles.append(trouble)
        return counts, slowest, troubles

    def one(self, name: str, number: int) -> Trouble | None:
        """Gives one input to its target. One that took too long is given again: what else the process had to do is no fault of the input."""
        least = float("inf")
        for _ in range(TRIES):
            rng = random.Random(f"{name}/{self.seed}/{number}")
            _, make, work = self.targets[name]
            text = mutated(make(rng), self.texts, rng)
            started = time.process_time()
            try:
                with _limited():
                    work(text, rng)
            except Exception:  # whatever it is: that is what is looked for
                return Trouble(name, number, traceback.format_exc(), text)
            least = min(least, time.process_time() - started)
            if least <= SECONDS:
                return None
        return Trouble(name, number, f"{least:.2f} s of processor time, the least of {TRIES} tries", text)

    # --- Targets

    def load(self, text: str, rng: random.Random) -> None:
        """YAML to tree to record, as any file of any collection."""
        del rng
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # as `text_of` gives it
        try:
            tree = yaml_tree.parse(text, "a.yml")
        except Faulty as error:
            _well_placed(error.faults, text)
            return
        if isinstance(tree, yaml_tree.Mapping):
            for name, model in COLLECTIONS.items():
                nodes = (
                    [tree] if model.collection.layout == "folder" else [node for node in tree.entries.values() if isinstance(node, yaml_tree.Mapping)]
                )
                for node in nodes[:3]:
                    path = self.project.root / "a.yml"
                    path.write_text(text, encoding="utf-8", newline="")
                    record, found = validate(model, "it", Origin(path, self.project.root, node, Place("a.yml")))
                    assert (record is None) == bool(found), name
                    _well_placed(found, text)

    def read_bytes(self, text: str, rng: random.Random) -> None:
        """A file of bytes in any encoding, in its place among the others, with all rules."""
        raw = bytearray(text.encode(rng.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")), errors="replace"))
        for _ in range(rng.choice((0, 0, 1, 3))):
            raw[rng.randrange(len(raw) or 1) : rng.randrange(len(raw) or 1)] = rng.randbytes(rng.choice((0, 1, 4)))
        path = rng.choice(list(self.good))
        path.write_bytes(raw)
        try:
            rules.load(self.project.root, TODAY)
        except Faulty as error:
            _well_placed([fault for fault in error.faults if self.project.root / fault.place.path == path], raw.decode("utf-8-sig", errors="replace"))
            faults.as_text(error.faults, self.project.root)
        finally:
            path.write_text(self.good[path], encoding="utf-8")

    def cite(self, text: str, rng: random.Random) -> None:
        """The marks of text in YAML and on pages."""
        del rng
        for work in (citations.parse_text, citations.parse_uses, citations.parse_target, lambda it: list(citations.marks(it))):
            try:
                work(text)
            except BadMark as error:
                told, token = error.found, " ".join(error.token.split())
            else:
                continue
            assert told
            assert token in " ".join(text.split()) or token == "](", f"{token!r} is not in the text"
        list(citations.unmarked(text))
        reading_level.grade(text)

    def date(self, text: str, rng: random.Random) -> None:
        """A date is read back as it was, or refused."""
        del rng
        with contextlib.suppress(ValueError):
            self._read_back(EdtfDate.parse(text))

    def _read_back(self, date: EdtfDate) -> None:
        assert date.first <= date.last
        assert EdtfDate.parse(str(date)) == date
        assert date.words
        assert not date.certainly_before(date)

    def clock(self, text: str, rng: random.Random) -> None:
        """Forty-eight hours are counted from any minute of the years for which there is a calendar, and none is lost."""
        start = dt.datetime(1980, 1, 1) + dt.timedelta(minutes=rng.randrange(180 * 365 * 24 * 60))
        ends = hold_clock.ends(start)
        days = {day for day, _ in ends.regulation.skipped}
        assert ends.form.end == start + hold_clock.LENGTH <= ends.regulation.end <= (ends.observed or ends.regulation).end
        counted, moment = dt.timedelta(), start
        while moment < ends.regulation.end:
            step = min(dt.datetime.combine(moment.date() + dt.timedelta(1), dt.time()), ends.regulation.end)
            counted += dt.timedelta() if moment.date() in days else step - moment
            moment = step
        assert counted == hold_clock.LENGTH
        assert all(day.weekday() >= 5 or reason for day, reason in ends.regulation.skipped)
        try:  # and any text is a moment or none
            hold_clock.ends(dt.datetime.fromisoformat(text).replace(tzinfo=None))
        except (ValueError, OverflowError):
            return

    def page(self, text: str, rng: random.Random) -> None:
        """A page of docs/: front matter, marks, macros, and the editorial standard."""
        path = rng.choice(list(self.pages))
        path.write_text(text, encoding="utf-8", newline="")
        try:
            renderer = Renderer(self.explainer, SITE_OF_TEST)
            found = renderer.faults_of_docs()
            written = standard.pages(self.explainer)
            found += standard.faults_of(written)
            standard.states_of(written, self.explainer)
            own = [fault for fault in found if self.project.root / fault.place.path == path]
            _well_placed(own, text)
            faults.as_text(own, self.project.root)
            list(prose.blocks(text))
        finally:
            path.write_text(self.pages[path], encoding="utf-8")

    def render(self, text: str, rng: random.Random) -> None:
        """A record with strange text in the place of a good one, on its page."""
        for explainer, entry in self._with_record(text, rng):
            renderer = Renderer(explainer, SITE_OF_TEST)
            if entry.collection.page == "each" and (entry.collection.name, entry.id) not in explainer.drafts:
                html = renderer.record_page(entry).html
                assert "<!--note:" not in html
                assert "<script>" not in html.replace("<script type=", "")
            plain(renderer.views.of(entry))

    def export(self, text: str, rng: random.Random) -> None:
        """The same in every file beside the pages; JSON is JSON."""
        for explainer, _ in self._with_record(text, rng):
            for maker in engine.MAKERS:
                for path, make in maker(Renderer(explainer, SITE_OF_TEST)):
                    try:
                        content = make()
                    except Faulty as error:  # a page names what has become a draft
                        faults.as_text(error.faults, self.project.root)
                        continue
                    assert isinstance(content, bytes), path
                    if path.endswith(".json"):
                        json.loads(content)

    def _with_record(self, text: str, rng: random.Random) -> Iterator[tuple[Explainer, Entry]]:
        """The whole with one mutated record, if that is one and breaks no rule."""
        name = rng.choice([name for name in COLLECTIONS if self.explainer.collections[name]])
        model, known = COLLECTIONS[name], self.explainer.collections[name]
        record_id = next(iter(known))
        data = dict(_strings(known[record_id], text, rng))
        try:
            record = model.model_validate({**{field: getattr(known[record_id], field) for field in model.model_fields}, **data})
        except ValueError:  # of pydantic: the text fits no field
            return
        explainer = replace(
            self.explainer, collections=MappingProxyType({**self.explainer.collections, name: MappingProxyType({**known, record_id: record})})
        )
        if not rules.faults_of(explainer):
            yield explainer, record


SITE_OF_TEST = {**dict.fromkeys(SITE, ""), "name": "Fixture", "url": "https://example.org/", "data_date": TODAY}


def _strings(entry: Entry, text: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Some fields of a record with pieces of the text; what a model does not take it refuses."""
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if (isinstance(value, str) or hasattr(value, "paragraphs")) and name != "id" and rng.random() < 0.4:
            start = rng.randint(0, len(text))
            piece = text[start : start + rng.choice((10, 60, 300))]
            yield name, str(value) + piece if rng.random() < 0.5 else piece


def _well_placed(found: list[Fault], text: str) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in found:
        assert fault.found, fault
        assert fault.expected, fault
        assert 1 <= fault.place.line <= len(lines), f"{fault.place} is not in a file of {len(lines)} lines: {fault.sentence}"
        assert 1 <= fault.place.column <= len(lines[fault.place.line - 1]) + 1, f"{fault.place} is beyond its line: {fault.sentence}"


class _limited:  # reads as a function
    """Interrupts what takes ten times as long as it may: an endless loop is a trouble too."""

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer"):  # not on Windows
            signal.signal(signal.SIGVTALRM, self._stop)
            signal.setitimer(signal.ITIMER_VIRTUAL, 10 * SECONDS)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    @staticmethod
    def _stop(*_: object) -> None:
        raise TimeoutError("no end in sight")


def main() -> int:
    parser = argparse.ArgumentParser(description="Feeds changed texts to the loader, the grammars, pages, records and exports.")
    parser.add_argument("--inputs", type=int, default=100_000, help="how many in all (default: 100,000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other inputs")
    parser.add_argument("--again", metavar="TARGET/NUMBER", help="gives one input again and prints it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fuzzer = Fuzzer(Path(folder) / "project", options.seed)
        if options.again:
            name, _, number = options.again.partition("/")
            trouble = fuzzer.one(name, int(number))
            print(f"{trouble.text!r}\n\n{trouble.story}" if trouble else "No trouble.")
            return 1 if trouble else 0
        counts, slowest, troubles = fuzzer.run(options.inputs)
    for trouble in troubles[:50]:
        print(f"{trouble.target}/{trouble.number}: {trouble.story.strip().splitlines()[-1]}")
    for name, number in counts.items():
        print(f"{name:<10} {number:>7,} inputs, at most {slowest[name]:.2f} s of processor time")
    print(f"{counts.total():,} inputs with seed {options.seed}, {len(troubles)} troubles.")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
