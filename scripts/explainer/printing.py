"""`scripts/pdf FILE`: the whole explainer as one PDF, to print or to send.

Builds the site, prints the hand-written pages in the order of the navigation with the browser, and joins them. Records
stay on the web: links to them lead to the site's address, or nowhere if it has none.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

from explainer import engine, publish
from explainer.addresses import url_of_doc
from explainer.lighthouse import serving
from explainer.project import count, parser
from explainer.testing import Missing, browser

_LINKS_TO_THE_SITE = """([served, site]) => {
  for (const link of [...document.links].filter(link => link.href.startsWith(served) && !link.getAttribute("href").startsWith("#")))
    if (site) link.href = site + link.href.slice(served.length); else link.removeAttribute("href");
}"""
"""Run in the page: what is served for the moment is gone when the PDF is read."""


def make(root: Path, chrome: Path, target: Path, site: str = "") -> int:
    """Writes the PDF of a built site and gives the number of its pages. ``site`` is the address to which its links lead."""
    from playwright.sync_api import sync_playwright
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    with serving(root / "site") as address, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chrome, args=["--no-sandbox"])
        page = opened.new_page(color_scheme="light")
        for name in engine.written_in_order(root):
            page.goto(address + url_of_doc(name), wait_until="load")
            page.evaluate(_LINKS_TO_THE_SITE, [address, site])
            first = len(writer.pages)
            writer.append(PdfReader(io.BytesIO(page.pdf(format="Letter"))))
            writer.add_outline_item(title=page.title().partition(" | ")[0], page_number=first)
        opened.close()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        writer.write(file)
    return len(writer.pages)


def main(arguments: Sequence[str]) -> int:
    made = parser("pdf", "Writes the whole explainer as one PDF.")
    made.add_argument("file", type=Path, help="where to write it, such as explainer.pdf")
    options = made.parse_args(arguments)
    if options.file.is_dir():
        made.error(f"{options.file} is a folder. Name the file to write, such as {options.file / 'explainer.pdf'}")
    try:
        chrome = browser()
    except Missing as error:
        print(error, file=sys.stderr)
        return 1
    if publish.main(["--root", str(options.root)]) != 0:
        return 1
    pages = make(options.root.resolve(), chrome, options.file, engine.address_of(options.root.resolve()))
    print(f"{count(pages, 'page')} in {options.file}")
    return 0
