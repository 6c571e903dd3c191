"""The explainer as one PDF."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from built import ROOT, Site
from pypdf import PdfReader

from explainer import engine, printing, testing

SOME = ("index.md", "what-is-a-detainer/handout.md")


def make(root: Path, target: Path) -> int:
    """In a thread of its own: the tests' browser runs in this one, and Playwright allows one a thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(printing.make, root, testing.browser(), target).result()


def test_the_pdf_holds_the_pages_in_order_with_an_outline(site: Site, tmp_path: Path, monkeypatch) -> None:
    root = tmp_path / "project"
    root.mkdir()
    shutil.copytree(site.folder, root / "site")
    monkeypatch.setattr(engine, "written_in_order", lambda _: list(SOME))
    pages = make(root, tmp_path / "explainer.pdf")
    made = PdfReader(tmp_path / "explainer.pdf")
    assert len(made.pages) == pages
    assert [item["/Title"] for item in made.outline] == ["Detainers, Explained", "What is a detainer? One page"]
    handout = made.pages[-1].extract_text()
    assert "Under federal law the jail may decline" in handout


def test_every_written_page_is_printed_once() -> None:
    order = engine.written_in_order(ROOT)
    assert order[0] == "index.md"
    assert sorted(order) == sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))


def test_the_handout_is_one_page_of_paper(site: Site, tmp_path: Path, monkeypatch) -> None:
    root = tmp_path / "project"
    root.mkdir()
    shutil.copytree(site.folder, root / "site")
    monkeypatch.setattr(engine, "written_in_order", lambda _: ["what-is-a-detainer/handout.md"])
    assert make(root, tmp_path / "handout.pdf") == 1
