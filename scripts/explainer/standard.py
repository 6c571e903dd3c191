"""The editorial standard on the hand-written pages in `docs/`: what is a fault there, and what each page's state is.

For records the same rules stand in `rules`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explainer import private_names, prose, reading_level, rules, wording, yaml_tree
from explainer.explainer import Explainer
from explainer.faults import Fault, Faulty, Place
from explainer.project import written_below
from explainer.records import Numbers
from explainer.render import MAX_PAGE


@dataclass(frozen=True, slots=True)
class Written:
    """A page as it is written: its path from the project, its source and the blocks of that."""

    path: str
    source: str
    blocks: tuple[prose.Block, ...]


def pages(explainer: Explainer) -> list[Written]:
    """Every page in `docs/` that can be read; the renderer says which can't."""
    found = []
    for path in written_below(explainer.root / "docs", ".md"):
        try:
            source = yaml_tree.text_of(path, explainer.root, MAX_PAGE)
        except Faulty:
            continue
        found.append(Written(path.relative_to(explainer.root).as_posix(), source, tuple(prose.blocks(source))))
    return found


def faults_of(written: Sequence[Written]) -> Iterator[Fault]:
    """British spelling, verdicts and names of private persons on pages."""
    for page in written:
        for block in page.blocks:
            for found, american in wording.not_american(block.words):
                yield rules.not_american(block.place_of(found, page.path), found, american, block.source)
            for word in wording.verdicts(block.words):
                yield rules.a_verdict(block.place_of(word, page.path), word, "outside a quotation")
            for pair in private_names.named_in(block.words):
                yield rules.a_private_name(Place(page.path, block.line), pair)


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


def states_of(written: Sequence[Written], explainer: Explainer) -> list[PageState]:
    """The pages below `about/` and `data/` speak of this site, not of the world: they need no sources."""
    known = {
        f"{point.value:,.15g}": f"numbers/{record.id}"
        for record in explainer.collections["numbers"].values()
        if isinstance(record, Numbers)
        for point in (*record.points, *record.other_totals)
        if abs(point.value) >= 1000 or point.value != int(point.value)
    }
    return [_state(page, known) for page in written]


def _state(page: Written, known: dict[str, str]) -> PageState:
    told = [block for block in page.blocks if not block.signpost]
    text = " ".join(block.words if block.words[-1] in ".?!:" else f"{block.words}." for block in told)
    about_us = page.path.startswith(("docs/about/", "docs/data/"))

    def lines(blocks: Iterator[prose.Block]) -> tuple[str, ...]:
        return tuple(f"{page.path}:{block.line}: {block.words[:60]}" for block in blocks)

    return PageState(
        page.path,
        len(page.blocks),
        len(page.blocks) - len(told),
        reading_level.grade(text),
        () if about_us else lines(block for block in told if not block.supported),
        lines(prose.says_optional_without_a_state(page.blocks, page.source)),
        tuple(f"{page.path}:{block.line}: {number} ({record})" for block, number, record in prose.copied_numbers(page.blocks, known)),
    )
