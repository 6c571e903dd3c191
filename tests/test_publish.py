"""scripts/build: all or nothing, and the same bytes each time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sample import Project

from explainer import engine, publish

Tree = dict[str, str]


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fixture is in no repository, so the day of its commit is given."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")


def tree(folder: Path) -> Tree:
    """Every file below a folder with a digest of its bytes, but for what is packed anew and dated."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def only_the_site(project: Project) -> bool:
    return not [path.name for path in project.root.iterdir() if path.name.startswith(".site")]


@pytest.fixture
def built(project: Project) -> Project:
    publish.build(project.root)
    return project


def test_a_build_writes_every_page_every_redirect_and_the_policy(built: Project) -> None:
    made = set(tree(built.root / "site"))
    assert made >= {
        "index.html", "404.html", "about/index.html", "custody-cases/fairview-2019/index.html", "custody-cases/index.html", "states/ohio/index.html",
        "glossary/index.html", "corrections/index.html", "sources/opinion/d/index.html", "what-is-a-detainer/the-48-hour-clock/index.html",
        "sitemap.xml", "assets/stylesheets/site.css",
    }  # fmt: skip
    redirect = built.read("site/court-cases/doe-v-fairview/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../doe-2014/">' in redirect
    assert '<a href="../doe-2014/">' in redirect  # for those whose browser does not go by itself
    assert '<link rel="canonical" href="https://example.org/explainer/court-cases/doe-2014/">' in redirect
    assert "court-cases/doe-v-fairview" not in built.read("site/sitemap.xml")
    assert "Content-Security-Policy" in built.read("site/index.html")
    assert only_the_site(built)


def test_two_builds_are_the_same_byte_for_byte(built: Project) -> None:
    first = tree(built.root / "site")
    publish.build(built.root)
    second = tree(built.root / "site")
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} <= {"sitemap.xml.gz"}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("data/glossary.yml", "title: Detainer", 'title: "Detainer', "data/glossary.yml:2:10: a quotation mark"),
        ("data/states/ohio.yml", "postal: OH", "postal: TX", "data/states/ohio.yml:3:9: the postal code TX"),
        ("docs/about/index.md", "fact(", "fcat(", "docs/about/index.md:3:7: a name 'fcat', which is not defined."),
        ("docs/about/index.md", "# About", "# About\n\n[gone](../nowhere/index.md)", "nowhere"),
        (
            "data/custody-cases/fairview-2019.yml",
            "(questions/request-or-order)",
            "(questions/request-or-order#nowhere)",
            "which has no such place on its page",
        ),
        ("mkdocs.yml", "nav: [index.md", "nav: [gone.md, index.md", "gone.md"),
    ],
    ids=["yaml", "rule", "macro", "link of a page", "anchor of a record", "navigation"],
)
def test_a_build_that_fails_says_why_and_leaves_the_last_site_byte_for_byte(
    built: Project, name: str, old: str, new: str, said: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    before = tree(built.root / "site")
    built.replace(name, old, new)
    assert publish.main(["--root", str(built.root)]) == 1
    assert said in capsys.readouterr().err + caplog.text
    assert tree(built.root / "site") == before
    assert only_the_site(built)


def test_a_first_build_that_fails_leaves_no_site(project: Project) -> None:
    project.replace("data/states/ohio.yml", "postal: OH", "postal: TX")
    with pytest.raises(engine.STOPS):
        publish.build(project.root)
    assert not (project.root / "site").exists()
    assert only_the_site(project)


def _killed(*arguments: object) -> None:
    raise KeyboardInterrupt


def test_a_build_that_is_stopped_in_the_middle_leaves_the_last_site(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(built.root / "site")
    monkeypatch.setattr(engine, "build", _killed)
    with pytest.raises(KeyboardInterrupt):
        publish.build(built.root)
    assert tree(built.root / "site") == before
    assert only_the_site(built)


def test_a_site_that_can_not_be_put_in_place_leaves_the_last_one(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(built.root / "site")
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name == ".site-new":
            raise OSError(28, "No space left on device", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space left"):
        publish.build(built.root)
    assert tree(built.root / "site") == before


def test_a_build_killed_between_its_two_renames_is_mended_by_the_next(built: Project) -> None:
    before = tree(built.root / "site")
    (built.root / "site").rename(built.root / ".site-old")
    built.replace("data/states/ohio.yml", "postal: OH", "postal: TX")
    with pytest.raises(engine.STOPS):
        publish.build(built.root)
    assert tree(built.root / "site") == before


def test_what_a_killed_build_left_is_cleared_away(built: Project) -> None:
    built.write(".site-new/index.html", "half a page")
    built.write(".site-old/index.html", "an old page")
    publish.build(built.root)
    assert only_the_site(built)
    assert "half a page" not in built.read("site/index.html")


def test_a_page_that_is_gone_from_the_data_is_gone_from_the_site(built: Project) -> None:
    (built.root / "data/corrections.yml").unlink()
    built.replace("data/court-cases/doe-2014.yml", "former_ids: [doe-v-fairview]\n", "")
    publish.build(built.root)
    assert "No correction has been made yet." in built.read("site/corrections/index.html")
    assert not (built.root / "site/court-cases/doe-v-fairview").exists()


def test_the_command_says_how_many_pages_there_are(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish.main(["--root", str(project.root)]) == 0
    pages = len(list((project.root / "site").rglob("*.html")))
    assert capsys.readouterr().out == f"{pages} pages in {project.root / 'site'}\n"
