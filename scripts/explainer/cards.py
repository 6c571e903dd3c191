"""`scripts/cards`: the pictures that stand beside a link in social media, one for each kind of page.

Drawn by the browser from a few lines of HTML, without network, and kept in git: run it again after a change of words.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

from explainer.project import count, parser
from explainer.testing import Missing, browser

FOLDER = "docs/assets/images/cards"

CARDS = {
    "site": ("Immigration detainers", "A request. Federal law lets a jail say no; state law may take that choice away."),
    "custody-cases": ("Custody case", "What happened after a detainer: what was claimed, and what the record shows."),
    "court-cases": ("Court case", "What the court decided, what it means for a jail, and what it did not decide."),
    "states": ("State law", "Must a jail here hold on a detainer? The answer, its date and its source."),
    "authorities": ("The law", "What it says, in plain words and in its own, and why it matters."),
    "questions": ("A legal question", "How courts have answered, which way, and what is unsettled."),
}
"""Kind of page (a collection, or `site` for all others), with the two lines of its card."""

_PAGE = """<!doctype html><meta charset="utf-8"><style>
body{{margin:0;width:1200px;height:630px;background:#FBFAF6;color:#1C2126;font-family:Charter,"Bitstream Charter",Cambria,Georgia,serif;display:flex;flex-direction:column}}
header{{background:#13303B;color:#F4F1EA;font:700 34px/1 Charter,"Bitstream Charter",Cambria,Georgia,serif;padding:38px 72px}}
main{{flex:1;padding:0 72px;display:flex;flex-direction:column;justify-content:center;border-left:18px solid #0A5A70}}
p{{margin:0;font-size:40px;line-height:1.35;max-width:960px}}h1{{margin:0 0 24px;font-size:88px;line-height:1.1}}
</style><header>Detainers, Explained</header><main><h1>{title}</h1><p>{text}</p></main>"""


def draw(chrome: Path, folder: Path) -> None:
    """Writes a PNG of 1200 by 630 pixels for each kind of page."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chrome, args=["--no-sandbox"])
        page = opened.new_page(viewport={"width": 1200, "height": 630})
        for kind, (title, text) in CARDS.items():
            page.set_content(_PAGE.format(title=escape(title), text=escape(text)))
            page.screenshot(path=folder / f"{kind}.png")
        opened.close()


def main(arguments: Sequence[str]) -> int:
    options = parser("cards", "Draws the pictures for social media anew.").parse_args(arguments)
    try:
        draw(browser(), options.root / FOLDER)
    except Missing as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count(len(CARDS), 'card')} in {FOLDER}")
    return 0
