"""`scripts/build`: build beside, exchange at the end, so that `site/` is always one whole site."""

from __future__ import annotations

import gc
import logging
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from explainer import engine
from explainer.project import count, parser


def build(root: Path) -> Path:
    """Builds the site and puts it in place of `site/`, which stays as it was if the build stops.

    Returns the folder. Raises engine.STOPS with what is wrong.
    """
    target, beside, old = root / "site", root / ".site-new", root / ".site-old"
    _settle(target, beside, old)  # a build was killed, perhaps between the two renames below
    try:
        engine.build(root, beside)
        if target.exists():
            target.rename(old)
        beside.rename(target)
    finally:
        _settle(target, beside, old)
    return target


def _settle(target: Path, beside: Path, old: Path) -> None:
    """The last site in its place, whatever happened, and nothing beside it."""
    if old.exists() and not target.exists():
        old.rename(target)
    for leftover in (beside, old):
        shutil.rmtree(leftover, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    made = parser("build", "Writes the site to site/, all or nothing.")
    options = made.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    gc.disable()  # measured: a sixth less time with thousands of pages, a twentieth more memory; the process ends with the build
    try:
        site = build(options.root.resolve())
    except engine.STOPS as error:
        print(engine.message_of(error), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The site could not be written: {error.strerror} ({error.filename}). The last site is untouched.", file=sys.stderr)
        return 1
    pages = sum(1 for _ in site.rglob("*.html"))
    print(f"{count(pages, 'page')} in {site}")
    return 0
