"""The explainer as one PDF."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from built import ROOT, Site
from pypdf import PdfReader

from explainer import engine, printing, testing

SOME = ("index.md", "what-is-a-detainer/handout.md")


def make(root: Path, target: Path, address: str = "") -> int:
    """In a thread of its own: the tests' browser runs in this one, and Playwright allows one a thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(printing.make, root, testing.browser(), target, address).result()


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


@pytest.mark.parametrize("address", ["https://example.org/detainers/", ""])
def test_links_to_the_site_lead_to_its_address_or_nowhere(site: Site, tmp_path: Path, monkeypatch, address: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    shutil.copytree(site.folder, root / "site")
    monkeypatch.setattr(engine, "written_in_order", lambda _: ["what-is-a-detainer/handout.md"])
    make(root, tmp_path / "handout.pdf", address)
    annotations = [note.get_object() for page in PdfReader(tmp_path / "handout.pdf").pages for note in page.get("/Annots") or ()]
    targets = [str(note["/A"]["/URI"]) for note in annotations if "/URI" in note.get("/A", {})]
    assert not [target for target in targets if "127.0.0.1" in target]
    assert bool(address) == any(target.startswith("https://example.org/detainers/") for target in targets)


def test_a_folder_is_no_file_to_write_and_nothing_is_built(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(printing.publish, "main", lambda _: pytest.fail("it was built"))
    with pytest.raises(SystemExit):
        printing.main([str(tmp_path)])
    assert f"{tmp_path} is a folder. Name the file to write, such as {tmp_path}/explainer.pdf" in capsys.readouterr().err


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
