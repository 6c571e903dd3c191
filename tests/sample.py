"""The good project of `fixture/`, copied so that a test may break and build it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from explainer import rules
from explainer.checking import check
from explainer.explainer import Explainer
from explainer.faults import Fault
from explainer.published import backed_part_of
from explainer.records import Entry
from explainer.render import SITE, Renderer

ROOT = Path(__file__).parents[1]
FIXTURE = Path(__file__).parent / "fixture"
TODAY = dt.date(2026, 11, 24)

ELSEWHERE = Path(__file__).parent / "elsewhere"

CONFIG = """\
INHERIT: {root}/mkdocs.yml
site_url: https://example.org/explainer/
hooks: ["{root}/scripts/hook.py"]
watch: []
nav: [index.md, what-is-a-detainer/index.md, about/index.md]
extra:
  search_fallback: {{title: Sources, url: sources/}}
  footer_links: [{{title: About, url: about/}}]
"""


@dataclass(frozen=True)
class Project:
    """A copy of the fixture that a test may edit."""

    root: Path

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, content: str | bytes) -> None:
        path = self.root / name
        if name.startswith("overrides/") and (self.root / "overrides").is_symlink():
            (self.root / "overrides").unlink()
            shutil.copytree(ROOT / "overrides", self.root / "overrides")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def replace(self, name: str, old: str, new: str) -> None:
        """Puts ``new`` in the place of ``old``, which must stand exactly once in the file."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def rename(self, name: str, new: str) -> None:
        (self.root / name).rename(self.root / new)

    def link(self, name: str, target: str) -> None:
        """Puts a symbolic link to ``target`` in the place of the file ``name``."""
        (self.root / name).unlink(missing_ok=True)
        (self.root / name).symlink_to(target)

    def load(self) -> Explainer:
        return rules.load(self.root, TODAY)

    def renderer(self) -> Renderer:
        return Renderer(self.load(), {**dict.fromkeys(SITE, ""), "name": "Fixture", "data_date": TODAY})

    def faults(self) -> list[Fault]:
        return check(self.root, TODAY)[1]

    def said(self) -> list[str]:
        """Every fault as it is printed: place and sentence."""
        return [f"{fault.place}: {fault.sentence}" for fault in self.faults()]


def part_of(explainer: Explainer, entry: Entry) -> Entry:
    """The published part of a record that is no draft."""
    return backed_part_of(explainer, entry)[0]


def make_project(target: Path) -> Project:
    shutil.copytree(FIXTURE, target, dirs_exist_ok=True)
    (target / "overrides").symlink_to(ROOT / "overrides")  # `write` makes a copy before it changes anything there
    (target / "docs" / "assets").symlink_to(ROOT / "docs" / "assets")
    (target / "mkdocs.yml").write_text(CONFIG.format(root=ROOT.as_posix()), encoding="utf-8")
    return Project(target)


def python_path() -> str:
    """PYTHONPATH for a command of the package on another machine (`elsewhere`)."""
    return os.pathsep.join((str(ELSEWHERE), str(ROOT / "scripts")))
