"""A build that takes over what has not changed makes the same site as one that makes everything."""

from __future__ import annotations

import datetime as dt
import gc
import random
import re
import shutil
from pathlib import Path

import pytest
from edits import OF_DATA
from sample import Project

from explainer import building, engine, private_names
from explainer.explainer import Reader
from explainer.keeping import Kept

CASE = "data/custody-cases/fairview-2019.yml"


@pytest.fixture(autouse=True)
def _somebody_invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_names, "HASHES", frozenset([private_names.hash_of("Pat Nobody")]))


def files_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def made(project: Project, site: Path, last: Path | None = None, kept: Kept | None = None) -> str:
    """Builds into a new folder, after a ``last`` site on whatever lies there; says why it stopped, if it did."""
    if last is None:
        shutil.rmtree(site, ignore_errors=True)
    kept = kept or Kept()
    try:
        building.build(project.root, site, last, kept)
        kept.commit()
        return ""
    except engine.STOPS as error:
        return engine.message_of(error)
    finally:
        kept.close()


def same(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    """The files in which two sites differ."""
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def test_after_each_of_many_edits_it_is_the_site_of_a_build_from_nothing(project: Project, tmp_path: Path, edits: int) -> None:
    """Where one stops the other stops, with the same words; then the edit is undone."""
    chance = random.Random(11)
    good, stopped, taken_over, changed = tmp_path / "good", 0, 0, 0
    for number in range(edits):
        shutil.rmtree(tmp_path / "before", ignore_errors=True)
        shutil.copytree(project.root, tmp_path / "before", symlinks=True)
        edit = chance.choice(OF_DATA)
        edit(project, chance)
        where = f"edit {number}, {edit.__qualname__}"
        why = made(project, tmp_path / "anew")
        assert made(project, tmp_path / "next", good, Kept(tmp_path)) == why, where
        if why:
            stopped += 1
            shutil.rmtree(project.root)
            shutil.copytree(tmp_path / "before", project.root, symlinks=True)
            continue
        want, have = files_of(tmp_path / "anew"), files_of(tmp_path / "next")
        assert same(want, have) == set(), where
        changed += good.exists() and have != files_of(good)
        taken_over += any((tmp_path / "next" / name).stat().st_nlink > 1 for name in have)
        if good.exists():  # the next one is built on it
            good.rename(tmp_path / "replaced")
        (tmp_path / "next").rename(good)
        if (tmp_path / "replaced").exists():
            (tmp_path / "replaced").rename(tmp_path / "next")
    assert stopped > edits / 10
    assert changed > edits / 5
    assert taken_over > edits / 5


def session_of(project: Project) -> engine.Session:
    explainer, _ = Reader(project.root).read(dt.date.today())
    session = engine.Session(project.root, "build")
    session.take(explainer)
    return session


def test_only_what_shows_the_date_of_the_data_has_read_it(project: Project) -> None:
    renderer = session_of(project).engine.renderer
    with renderer.explainer.reads.noting() as of_name:
        name = renderer.site["name"]
    with renderer.explainer.reads.noting() as of_date:
        date = renderer.site["data_date"]
    assert (of_name, of_date) == (set(), {("newest",)})
    assert (name, date) == ("Detainers, Explained", renderer.explainer.newest)


@pytest.mark.parametrize("linked", ["search_fallback: {title: Sources, url: sources/}", "footer_links: [{title: About, url: about/}]"])
def test_a_page_that_the_frame_links_gives_its_frame_to_no_other(project: Project, linked: str) -> None:
    """It has another way to itself than the pages beside it."""
    project.replace("mkdocs.yml", linked, re.sub("url: [a-z]+/", "url: custody-cases/fairview-2019/", linked))
    project.write("data/custody-cases/fairview-2020.yml", project.read(CASE))
    session = session_of(project)
    session.page("custody-cases/fairview-2019/")
    assert 'href="../fairview-2019/"' in session.page("custody-cases/fairview-2020/")


@pytest.mark.parametrize(
    ("links", "is_"),
    [("[{title: About}]", "{'title': 'About'}"), ("[about/]", "'about/'"), ("[{title: About, url: 3}]", "{'title': 'About', 'url': 3}"), ("3", "3")],
)
def test_what_is_no_link_of_the_frame_is_told_where_it_stands(project: Project, tmp_path: Path, links: str, is_: str) -> None:
    project.replace("mkdocs.yml", "[{title: About, url: about/}]", links)
    why = made(project, tmp_path / "site")
    assert (
        f"mkdocs.yml:8:3: a link in footer_links that is {is_}. Expected a title and an address: `{{title: About, url: about/}}`. Give it both, or take it out."
        in why
    )
    with pytest.raises(engine.Stopped, match="a link in footer_links"):
        engine.build(project.root, tmp_path / "site")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("theme: {name: material, custom_dir: tmpl}", "a setting 'theme' that MkDocs can't use: The path set in custom_dir ('tmpl') does not exist."),
        ("plugins: [serach]", "a setting 'plugins' that MkDocs can't use: The \"serach\" plugin is not installed."),
        ("use_directory_urls: 3x", "a setting 'use_directory_urls' that MkDocs can't use: Expected type:"),
        ("sitename: Ours", "a setting 'sitename' that MkDocs can't use: Unrecognised configuration name: sitename."),
    ],
)
def test_a_setting_that_mkdocs_can_not_use_is_told_where_it_stands(project: Project, tmp_path: Path, setting: str, said: str) -> None:
    """Not that it was aborted, which is all that MkDocs raises."""
    project.replace("mkdocs.yml", "watch: []\n", f"watch: []\n{setting}\n")
    assert made(project, tmp_path / "site").startswith(f"mkdocs.yml:5:1: {said}")


@pytest.mark.parametrize("text", [None, "site_name: [\n"])
def test_a_configuration_that_can_not_be_read_is_said_without_the_folder_it_is_in(project: Project, tmp_path: Path, text: str | None) -> None:
    (project.root / "mkdocs.yml").unlink()
    if text is not None:
        project.write("mkdocs.yml", text)
    why = made(project, tmp_path / "site")
    assert "a configuration that MkDocs can't use" in why
    assert "mkdocs.yml" in why
    assert str(project.root) not in why


def test_a_records_page_leaves_nothing_that_only_the_garbage_collector_would_find(project: Project) -> None:
    """A build does without it: see `publish.main`."""
    session = session_of(project)
    pages = [url for url in session.generated if url.startswith("custody-cases/") and url != "custody-cases/"]
    gc.disable()
    try:
        for left in (True, False):  # the first time, templates are loaded and the frame is made
            for url in pages:
                session.page(url)
            session.engine.renderer.forget()
            assert left or gc.collect() == 0
            gc.collect()
    finally:
        gc.enable()
