"""Edits of the fixture, as editors make them: what they change is remade, what they do not change must stay as it is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from sample import Project

CASE = "data/custody-cases/fairview-2019.yml"
WORDS = ("a bond of some size", "the annex", "on a Monday", "at noon", "without notice", "& so <on>", "“quoted”", "née")
Edit = Callable[[Project, random.Random], None]


def _reworded(name: str, pattern: str) -> Edit:
    """Adds words to one of the lines that match."""

    def edit(project: Project, chance: random.Random) -> None:
        lines = project.read(name).split("\n")
        fitting = [index for index, line in enumerate(lines) if re.search(pattern, line)]
        if fitting:
            at = chance.choice(fitting)
            words = chance.choice(WORDS)
            lines[at] = re.sub(r"\.?(\s*\[@[^\]]*\])?(\"?)$", lambda match: f", {words}{match[1] or ''}{match[2]}", lines[at], count=1)
            project.write(name, "\n".join(lines))

    return edit


def _mend(text: str) -> str:
    return text.replace("actor: x", "actor: ").replace("actr: ", "actor: ")


def _new_case(project: Project, chance: random.Random) -> None:
    project.write(f"data/custody-cases/fairview-{chance.randint(2020, 2024)}.yml", _mend(project.read(CASE)).replace("Fairview", "New Fairview", 1))


def _case_gone(project: Project, chance: random.Random) -> None:
    for path in sorted((project.root / "data/custody-cases").glob("fairview-202?.yml"))[:1]:
        path.unlink()


def _comment(project: Project, chance: random.Random) -> None:
    name = chance.choice([CASE, "data/glossary.yml", "data/claims.yml", "data/sources/news.yml"])
    project.write(name, f"# {chance.random()}\n{project.read(name)}")


NAV = "nav: [index.md, what-is-a-detainer/index.md, about/index.md"


def _page(project: Project, chance: random.Random) -> None:
    project.write("docs/about/page.md", f"# A page\n\n{chance.choice(WORDS)}. [@gazette-2019]\n")
    project.write("mkdocs.yml", project.read("mkdocs.yml").replace(f"{NAV}]", f"{NAV}, about/page.md]"))


def _page_gone(project: Project, chance: random.Random) -> None:
    (project.root / "docs/about/page.md").unlink(missing_ok=True)
    project.write("mkdocs.yml", project.read("mkdocs.yml").replace(f"{NAV}, about/page.md]", f"{NAV}]"))


def _macro(project: Project, chance: random.Random) -> None:
    name = "overrides/macros/timeline.html"
    project.write(name, project.read(name).replace("according to", chance.choice(["according to", "as told by"])))


def _frame(project: Project, chance: random.Random) -> None:
    name = "overrides/partials/footer.html"
    project.write(name, project.read(name).replace("Not legal advice.", chance.choice(["Not legal advice.", "No legal advice."])))


def _settings(project: Project, chance: random.Random) -> None:
    kept = re.sub(r"site_name: .*\n", "", project.read("mkdocs.yml"))
    project.write("mkdocs.yml", f"{kept}site_name: Fixture {chance.randint(1, 3)}\n")


def _verified(project: Project, chance: random.Random) -> None:
    project.write(CASE, re.sub(r"verified: \d{4}-\d\d-\d\d", f"verified: 2026-11-{chance.randint(10, 24)}", project.read(CASE)))


def _broken(project: Project, chance: random.Random) -> None:
    project.write(CASE, project.read(CASE).replace("actor: ", chance.choice(["actor: x", "actr: "]), 1))


def _mended(project: Project, chance: random.Random) -> None:
    project.write(CASE, _mend(project.read(CASE)))


EDITS: tuple[Edit, ...] = (
    _reworded(CASE, r"^    what: "),
    _reworded(CASE, r"^title: "),
    _reworded("data/glossary.yml", r"^  title: "),
    _reworded("data/states/ohio.yml", r"^  why: |^    why: "),
    _reworded("data/court-cases/doe-2014.yml", r"^short_name: |^title: "),
    _reworded("data/sources/news.yml", r"^  title: |^  publisher: "),
    _reworded("data/claims.yml", r"^  title: "),
    _reworded("docs/index.md", r"\.$"),
    _new_case,
    _case_gone,
    _comment,
    _page,
    _page_gone,
    _macro,
    _frame,
    _settings,
    _verified,
    _broken,
    *[_mended] * 4,
)


def _somewhere(project: Project, chance: random.Random) -> tuple[str, list[str]]:
    """A file of records and its lines."""
    name = chance.choice(sorted(path.relative_to(project.root).as_posix() for path in (project.root / "data").rglob("*.yml")))
    return name, project.read(name).split("\n")


def _any_words(project: Project, chance: random.Random) -> None:
    name, lines = _somewhere(project, chance)
    at = chance.randrange(len(lines))
    lines[at] += f" {chance.choice(['again', 'once', 'here'])}"
    project.write(name, "\n".join(lines))


def _line_gone(project: Project, chance: random.Random) -> None:
    name, lines = _somewhere(project, chance)
    del lines[chance.randrange(len(lines))]
    project.write(name, "\n".join(lines))


def _lines_twice(project: Project, chance: random.Random) -> None:
    """An item of a list a second time, as after a slip."""
    name, lines = _somewhere(project, chance)
    starts = [number for number, line in enumerate(lines) if re.match(r"\s+- ", line)] or [0]
    start = chance.choice(starts)
    depth = len(lines[start]) - len(lines[start].lstrip())
    end = next((n for n in range(start + 1, len(lines)) if lines[n].strip() and len(lines[n]) - len(lines[n].lstrip()) <= depth), len(lines))
    project.write(name, "\n".join([*lines[:end], *lines[start:end], *lines[end:]]))


def _renamed(project: Project, chance: random.Random) -> None:
    """A case under another id, with a redirect from the former; what names it follows."""
    paths = sorted((project.root / "data/custody-cases").glob("fairview-202*.yml"))
    if not paths:
        return
    path = chance.choice(paths)
    new = f"{path.stem.split('-x')[0]}-x{chance.randint(1, 99)}"
    for file in sorted((project.root / "data").rglob("*.yml")):
        text = file.read_text(encoding="utf-8")
        if f"custody-cases/{path.stem}" in text:
            file.write_text(text.replace(f"custody-cases/{path.stem}", f"custody-cases/{new}"), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    former = re.findall(r"^former_ids: \[(.*)\]\n", text, flags=re.M)
    text = re.sub(r"^former_ids: .*\n", "", text, flags=re.M)
    path.unlink()
    project.write(f"data/custody-cases/{new}.yml", f"{text.rstrip()}\nformer_ids: [{', '.join([*former, path.stem])}]\n")


def _own_page(project: Project, chance: random.Random) -> None:
    """A page in docs/ takes the place of a record's body, or gives it back."""
    path = project.root / "docs/court-cases/doe-2014.md"
    if path.exists():
        path.unlink()
    else:
        project.write("docs/court-cases/doe-2014.md", f"Written by hand, {chance.choice(WORDS)}. {{{{ record.title }}}}\n")


def _correction(project: Project, chance: random.Random) -> None:
    name = "data/corrections.yml"
    text = project.read(name)
    project.write(name, re.sub(r"title: .*", lambda match: f"{match[0].rstrip('.')} {chance.choice(['too', 'as well'])}", text, count=1))


def _doubt(project: Project, chance: random.Random) -> None:
    """A first doubt in a collection, which gets a page for it, or none any more."""
    name = f"data/{chance.choice(['claims', 'glossary', 'history'])}.yml"
    text, doubt = project.read(name), "  doubts: [The day was not found.]\n"
    project.write(name, text.replace(doubt, "") if doubt in text else text.replace("  verified: ", f"{doubt}  verified: ", 1))


OF_DATA: tuple[Edit, ...] = (
    _doubt,
    _doubt,
    *EDITS,
    _own_page,
    _own_page,
    _correction,
    *[_renamed] * 3,
    _new_case,
    *[_any_words] * 8,
    *[_line_gone] * 4,
    *[_lines_twice] * 4,
)
"""Those, and others of which many break something."""
