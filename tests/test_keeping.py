"""What a build keeps for the next one, and what it makes of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sample import Project

from explainer import building, fragments, keeping, publish
from explainer.engine import Session
from explainer.keeping import Keeper, Kept, Made
from explainer.reads import Read, Reads

PAGE = "site/states/ohio/index.html"


def stamps(project: Project) -> dict[str, tuple[int, int]]:
    """Number and time of the last change of every file of the site: a file that was made anew has others."""
    site = project.root / "site"
    found = {path.relative_to(site).as_posix(): path.stat() for path in site.rglob("*") if path.is_file()}
    return {name: (status.st_ino, status.st_mtime_ns) for name, status in found.items()}


def remade(project: Project) -> set[str]:
    """Builds, and says which pages and files of data are not those of before."""
    before = stamps(project)
    publish.build(project.root)
    return {name for name, stamp in stamps(project).items() if before.get(name) != stamp and name.endswith((".html", ".json", ".atom", ".csv"))}


@pytest.fixture
def built(project: Project) -> Project:
    publish.build(project.root)
    return project


def test_where_nothing_has_changed_nothing_is_made(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "build", lambda *arguments: pytest.fail("built"))
    assert remade(built) == set()


def test_an_edit_makes_its_page_its_lists_and_what_names_it_and_nothing_else(built: Project) -> None:
    built.replace("data/custody-cases/fairview-2019.yml", "The county jail released", "The county jail let go")
    made = remade(built)
    assert {
        "custody-cases/fairview-2019/index.html",
        "custody-cases/fairview-2019.json",
        "custody-cases/index.html",
        "data/custody-cases.json",
    } <= made
    assert made & {"states/index.html", "court-cases/index.html", "states/ohio.json", "data/states.json", "glossary/index.html"} == set()


def test_a_comment_in_a_file_of_many_records_makes_no_page(built: Project) -> None:
    built.write("data/glossary.yml", "# in no order\n" + built.read("data/glossary.yml"))
    assert {name for name in remade(built) if name.endswith("/index.html")} == set()


@pytest.mark.parametrize("change", ["template", "settings", "title of a page", "environment"])
def test_what_counts_for_every_page_makes_all(built: Project, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    match change:
        case "template":
            built.replace("overrides/partials/footer.html", "Not legal advice.", "No legal advice.")
        case "settings":
            built.write("mkdocs.yml", built.read("mkdocs.yml") + "site_description: Another\n")
        case "title of a page":
            built.replace("docs/about/index.md", "# About", "# About us")
        case "environment":
            monkeypatch.setenv("REPO_URL", "https://example.org/repository")
    pages = {name for name in stamps(built) if name.endswith("/index.html") and "doe-v-fairview" not in name}
    assert {name for name in remade(built) if name.endswith("/index.html")} >= pages


@pytest.mark.parametrize(
    ("name", "old", "new", "moment", "page"),
    [
        ("docs/about/index.md", "the fixture found", "somebody found", (building.Scaffold, "tidy"), "about/index.html"),
        ("docs/about/index.md", "the fixture found", "somebody found", (Session, "take"), "about/index.html"),
        ("overrides/macros/timeline.html", "according to", "as told by", (Session, "take"), "custody-cases/fairview-2019/index.html"),
        ("overrides/partials/footer.html", "Not legal advice.", "No legal advice.", (building.Scaffold, "tidy"), "about/index.html"),
        ("data/custody-cases/fairview-2019.yml", "county jail released", "jail let go", (Session, "take"), "custody-cases/fairview-2019/index.html"),
    ],
)
def test_what_is_saved_while_a_build_runs_is_in_the_next_one(
    project: Project, name: str, old: str, new: str, moment: tuple[type, str], page: str
) -> None:
    """It was not, if the build had made the page already: what the page was kept with was the print of the later text."""
    where, step = moment
    run = getattr(where, step)

    def saved(*given: object) -> object:
        project.write(name, project.read(name).replace(old, new))
        return run(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, step, saved)
        publish.build(project.root)
    publish.build(project.root)
    assert new in project.read(f"site/{page}")


def test_a_former_address_leads_to_where_the_record_is_now(built: Project) -> None:
    """Of two addresses at which a record once was, the first went on leading to the second."""
    built.rename("data/custody-cases/fairview-2019.yml", "data/custody-cases/fairview.yml")
    built.replace("data/custody-cases/fairview.yml", "title:", "former_ids: [fairview-2019]\ntitle:")
    publish.build(built.root)
    built.rename("data/custody-cases/fairview.yml", "data/custody-cases/fairview-jail.yml")
    built.replace("data/custody-cases/fairview-jail.yml", "former_ids: [fairview-2019]", "former_ids: [fairview-2019, fairview]")
    publish.build(built.root)
    for former in ("fairview-2019", "fairview"):
        assert 'url=../fairview-jail/"' in built.read(f"site/custody-cases/{former}/index.html")


def test_a_page_that_comes_or_goes_without_a_record_is_in_the_sitemap_or_not(built: Project) -> None:
    page, entry = "about/provenance/claims/", "  confidence: high\n"
    assert f"{page}<" not in built.read("site/sitemap.xml")
    built.replace("data/claims.yml", entry, f"{entry}  doubts: [Who said it first was not found.]\n")
    publish.build(built.root)
    assert f"{page}<" in built.read("site/sitemap.xml")
    built.replace("data/claims.yml", "  doubts: [Who said it first was not found.]\n", "")
    publish.build(built.root)
    assert f"{page}<" not in built.read("site/sitemap.xml")


def test_templates_that_other_code_has_compiled_are_not_used_and_go(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an environment is like is compiled into its templates: trimmed blocks, filters of constants."""
    folder = built.root / keeping.FOLDER / "templates"
    assert [path.name for path in folder.iterdir()] == [keeping.code_of()]
    monkeypatch.setattr(keeping, "code_of", lambda: "of another version")
    publish.build(built.root)
    assert [path.name for path in folder.iterdir()] == ["of another version"]
    assert list(folder.rglob("*.cache"))


@pytest.mark.parametrize("folder", ["data/states", "data", "docs/about", "overrides/macros"])
def test_the_link_that_an_editor_puts_beside_an_unsaved_file_stops_no_build(built: Project, folder: str) -> None:
    built.replace("data/custody-cases/fairview-2019.yml", "The county jail released", "The county jail let go")
    built.write("overrides/partials/footer.html", built.read("overrides/partials/footer.html"))  # a folder of the test's own
    (built.root / folder / ".#ohio.yml").symlink_to("somebody@somewhere.1234")
    (built.root / folder / ".#ohio.html").symlink_to("somebody@somewhere.1234")
    (built.root / folder / ".#ohio.md").symlink_to("somebody@somewhere.1234")
    publish.build(built.root)
    assert "let go" in built.read("site/custody-cases/fairview-2019/index.html")
    assert remade(built) == set()


def test_a_link_that_leads_nowhere_in_the_site_is_removed(built: Project) -> None:
    link = built.root / "site/about/paper.txt"
    link.symlink_to("nowhere")
    publish.build(built.root)
    assert not link.is_symlink()


def _rewritten(page: Path) -> None:
    text = page.read_text(encoding="utf-8").replace("Ohio", "Utah")
    page.unlink()
    page.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("happens", [Path.unlink, _rewritten, lambda page: os.utime(page), lambda page: (page.parent / "mine.html").touch()])
def test_a_site_that_is_not_as_it_was_left_is_mended(built: Project, happens: Callable[[Path], object]) -> None:
    want = built.read(PAGE)
    happens(built.root / PAGE)
    publish.build(built.root)
    assert built.read(PAGE) == want
    assert not (built.root / PAGE).with_name("mine.html").exists()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50_000])


def _of_another_kind(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE made (x)")


@pytest.mark.parametrize(
    "happens", [Path.unlink, lambda path: path.write_bytes(b"nonsense" * 999), _cut, _of_another_kind, lambda path: path.write_bytes(b"")]
)
def test_a_cache_that_is_gone_or_broken_costs_time_only(built: Project, happens: Callable[[Path], object]) -> None:
    want = {path: path.read_bytes() for path in (built.root / "site").rglob("*") if path.is_file()}
    happens(built.root / keeping.FILE)
    built.write("docs/about/index.md", built.read("docs/about/index.md") + "\nMore.\n")
    publish.build(built.root)
    have = {path: path.read_bytes() for path in (built.root / "site").rglob("*") if path.is_file()}
    differing = {path.relative_to(built.root).as_posix() for path in want.keys() | have.keys() if want.get(path) != have.get(path)}
    assert differing == {"site/about/index.html", "site/search/search_index.json"}
    assert remade(built) == set()  # and is whole again


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE packed SET records = x'8004950a'",
        "UPDATE records SET record = x'8004950a'",
        "UPDATE made SET value = x'8004950a'",
        "DELETE FROM records",
        "DELETE FROM reads",
    ],
)
def test_something_spoiled_in_a_cache_that_is_whole_costs_time_only(built: Project, spoil: str) -> None:
    with sqlite3.connect(built.root / keeping.FILE) as database:
        database.execute(spoil)
    built.replace("data/custody-cases/fairview-2019.yml", "The county jail released", "The county jail let go")
    assert "custody-cases/fairview-2019/index.html" in remade(built)
    assert "let go" in built.read("site/custody-cases/fairview-2019/index.html")


def test_a_record_that_is_gone_is_kept_no_longer(built: Project) -> None:
    def kept() -> set[str]:
        with sqlite3.connect(built.root / keeping.FILE) as database:
            return {key for (key,) in database.execute("SELECT key FROM records")}

    before = kept()
    built.rename("data/custody-cases/fairview-2019.yml", "data/custody-cases/fairview-2019-1.yml")
    built.replace("data/custody-cases/fairview-2019-1.yml", "title:", "former_ids: [fairview-2019]\ntitle:")
    publish.build(built.root)
    assert kept() == before - {"custody-cases/fairview-2019"} | {"custody-cases/fairview-2019-1"}


def test_records_that_other_code_has_read_are_read_again(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(built.root / keeping.FILE) as database:
        database.execute("UPDATE packed SET records = ?", (b"what an older version wrote",))
    monkeypatch.setattr(keeping, "code_of", lambda: "of another version")
    publish.build(built.root)
    assert remade(built) == set()


def test_a_link_to_what_is_gone_is_found_on_a_page_that_has_not_changed(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    built.write("docs/about/paper.txt", "A paper.")
    built.write("docs/about/index.md", built.read("docs/about/index.md") + '\n<a href="paper.txt">A paper</a>\n')
    publish.build(built.root)
    (built.root / "docs/about/paper.txt").unlink()
    assert publish.main(["--root", str(built.root)]) == 1
    assert "a link to 'paper.txt', where there is no page" in capsys.readouterr().err
    assert (built.root / "site/about/paper.txt").exists()


def test_a_project_that_was_moved_takes_its_cache_along(built: Project, tmp_path: Path) -> None:
    moved = Project(tmp_path / "elsewhere")
    shutil.move(built.root, moved.root)
    moved.write("docs/about/index.md", moved.read("docs/about/index.md") + "\nMore.\n")
    assert {name for name in remade(moved) if name.endswith("/index.html")} == {"about/index.html"}


def test_a_build_that_fails_keeps_what_was_kept(built: Project) -> None:
    built.replace("data/custody-cases/fairview-2019.yml", "kind: released-despite-detainer", "kind: let-go")
    assert publish.main(["--root", str(built.root)]) == 1
    built.replace("data/custody-cases/fairview-2019.yml", "kind: let-go", "kind: released-despite-detainer")
    assert remade(built) == set()


# --- What is taken over -----------------------------------------------------------------------------------------


def test_a_thing_is_made_again_if_one_of_its_reads_is_not_as_it_was(tmp_path: Path) -> None:
    now: dict[Read, bytes] = {("record", "a"): b"1", ("record", "b"): b"1"}
    made: list[str] = []

    def run(frame: str = "x") -> bytes:
        kept, reads = Kept(tmp_path), Reads()
        keeper = Keeper(kept, frame, reads, now.__getitem__)

        def make() -> bytes:
            made.append("inner")
            reads.note("record", "a")
            return b"<" + now["record", "a"] + b">"

        def outer() -> bytes:
            made.append("outer")
            reads.note("record", "b")
            return keeper.value("inner", make) + now["record", "b"]

        value = keeper.value("outer", outer)
        keeper.value("inner", make)
        keeper.finish({})
        kept.commit()
        kept.close()
        return value

    assert (run(), made) == (b"<1>1", ["outer", "inner"])
    made.clear()
    assert (run(), made) == (b"<1>1", [])
    now["record", "b"] = b"2"
    assert (run(), made) == (b"<1>2", ["outer"])
    made.clear()
    now["record", "a"] = b"2"
    assert (run(), made) == (b"<2>2", ["outer", "inner"])  # the outer one has read what the inner one read
    made.clear()
    assert (run("y"), made) == (b"<2>2", ["outer", "inner"])


def test_values_that_nobody_asked_for_are_kept_as_long_as_they_hold_and_none_of_their_kind_is_made(tmp_path: Path) -> None:
    """A build that made no open data let go of all its portions, and the next one made each again."""
    now: dict[Read, bytes] = {("record", "a"): b"1", ("record", "b"): b"1"}

    def run(*asked: str) -> set[str]:
        kept, reads = Kept(tmp_path), Reads()
        keeper = Keeper(kept, "x", reads, now.__getitem__)
        for name in asked:

            def make(record: str = name[-1]) -> bytes:
                reads.note("record", record)
                return b"long enough to be looked up when it is asked for, that is more than sixty bytes"

            keeper.value(name, make)
        keeper.finish({})
        kept.commit()
        left = set(kept.made())
        kept.close()
        return left

    assert run("portion a", "portion b", "checks a") == {"portion a", "portion b", "checks a"}
    assert run() == {"portion a", "portion b", "checks a"}
    assert run("portion b") == {"portion b", "checks a"}
    now["record", "a"] = b"2"
    assert run() == {"portion b"}


def test_an_edit_of_the_data_after_one_of_a_page_makes_one_portion_anew(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    portion = fragments.portion
    monkeypatch.setattr(fragments, "portion", lambda explainer, collection, ids: made.append(collection) or portion(explainer, collection, ids))
    built.write("docs/about/index.md", built.read("docs/about/index.md") + "\nMore.\n")
    publish.build(built.root)
    assert made == []
    built.replace("data/custody-cases/fairview-2019.yml", "The county jail released", "The county jail let go")
    publish.build(built.root)
    assert made == ["custody-cases"]


def test_what_is_no_longer_made_is_no_longer_kept(tmp_path: Path) -> None:
    for names in (["a", "b"], ["b"]):
        kept, reads = Kept(tmp_path), Reads()
        keeper = Keeper(kept, "x", reads, lambda read: b"same")
        for name in names:
            with reads.noting() as found:
                reads.note("record", name)
            keeper.put(name, found, b"", (1, 1))
        keeper.finish({})
        kept.commit()
        kept.close()
    left = Kept(tmp_path)
    assert left.made().keys() == {"b"}
    assert [read for _, read, _ in left.reads()] == [("record", "b")]
    assert isinstance(left.made()["b"], Made)
    left.close()
