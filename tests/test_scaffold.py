"""The folder in which a site is built, on what is left there of an earlier one."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.keeping import stamp_of
from explainer.scaffold import Scaffold

Files = dict[str, bytes]

SITE: Files = {"index.html": b"home", "states/index.html": b"states", "states/ohio/index.html": b"Ohio", "states/ohio.json": b"{}", "a/b/c.css": b"*"}


def written(folder: Path, files: Files) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def found(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder: the bytes of files, nothing of folders, where a link leads."""
    return {
        path.relative_to(folder).as_posix(): os.readlink(path).encode() if path.is_symlink() else path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def built(folder: Path, last: Path, files: Files) -> Scaffold:
    """The site of ``files``: what the last one holds is linked, the rest is written."""
    scaffold = Scaffold(folder)
    for path, content in files.items():
        source = last / path
        if not (source.is_file() and source.read_bytes() == content and scaffold.link(path, str(source), stamp_of(source))):
            scaffold.put(path, [content[:1], content[1:]])
    scaffold.tidy()
    return scaffold


LEFT: dict[str, Callable[[Path, Path], object]] = {
    "nothing": lambda folder, last: None,
    "an empty folder": lambda folder, last: folder.mkdir(),
    "all files of the last site": lambda folder, last: shutil.copytree(last, folder, copy_function=os.link),
    "copies of them": lambda folder, last: shutil.copytree(last, folder),
    "other files of the same names": lambda folder, last: written(folder, dict.fromkeys(SITE, b"another")),
    "files and folders that are no more": lambda folder, last: written(folder, {"gone.html": b"", "gone/deep/down.html": b"", "states/gone/x": b""}),
    "folders where files go": lambda folder, last: written(
        folder, {"index.html/x/y": b"", "states/ohio.json/z": b"", "states/ohio/index.html/z": b""}
    ),
    "files where folders go": lambda folder, last: written(folder, {"states": b"", "a/b": b""}),
    "links out of it": lambda folder, last: [
        folder.mkdir(),
        (folder / "states").symlink_to(last),
        (folder / "index.html").symlink_to(last / "index.html"),
    ],
}


@pytest.mark.parametrize("left", LEFT.values(), ids=LEFT.keys())
def test_whatever_is_left_in_the_folder_the_site_is_the_new_one_and_the_last_one_stays(tmp_path: Path, left: Callable[[Path, Path], object]) -> None:
    last, folder = written(tmp_path / "last", SITE), tmp_path / "new"
    left(folder, last)
    before = found(last)
    new = {**SITE, "states/index.html": b"changed", "a/new/page.html": b"new"}
    scaffold = built(folder, last, new)
    assert {path: content for path, content in found(folder).items() if content is not None} == new
    assert {path for path, content in found(folder).items() if content is None} == {"states", "states/ohio", "a", "a/b", "a/new"}
    assert scaffold.files == {path: stamp_of(folder / path) for path in new}
    assert found(last) == before


def test_a_file_that_lies_there_already_is_not_touched_and_others_are_linked(tmp_path: Path) -> None:
    last, folder = written(tmp_path / "last", SITE), tmp_path / "new"
    shutil.copytree(last, folder, copy_function=os.link)
    (folder / "index.html").unlink()
    (folder / "index.html").write_bytes(b"home")  # the same, but another file
    scaffold = Scaffold(folder)
    made: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        link = os.link
        patch.setattr(os, "link", lambda source, target: [made.append(target), link(source, target)])
        for path in SITE:
            assert scaffold.link(path, str(last / path), stamp_of(last / path))
    assert made == [f"{folder}/index.html"]
    assert all(os.path.samefile(folder / path, last / path) for path in SITE)


@pytest.mark.parametrize("happens", ["changed", "gone"])
def test_a_file_that_is_not_as_it_was_left_is_not_linked(tmp_path: Path, happens: str) -> None:
    last = written(tmp_path / "last", SITE)
    stamp = stamp_of(last / "index.html")
    (last / "index.html").write_bytes(b"by hand") if happens == "changed" else (last / "index.html").unlink()
    scaffold = Scaffold(tmp_path / "new")
    assert not scaffold.link("index.html", str(last / "index.html"), stamp)
    assert scaffold.files == {}


def test_what_is_written_twice_does_not_write_through_a_link(tmp_path: Path) -> None:
    last = written(tmp_path / "last", SITE)
    scaffold = Scaffold(tmp_path / "new")
    assert scaffold.link("index.html", str(last / "index.html"), stamp_of(last / "index.html"))
    scaffold.put("index.html", [b"another"])
    source = written(tmp_path / "theme", {"x.css": b"x"}) / "x.css"
    assert scaffold.link("states/index.html", str(last / "states/index.html"), stamp_of(last / "states/index.html"))
    scaffold.copy("states/index.html", source)
    scaffold.tidy()
    assert found(last) == found(written(tmp_path / "again", SITE))
    assert found(tmp_path / "new") == {"index.html": b"another", "states": None, "states/index.html": b"x"}


def test_after_many_sites_one_on_the_other_each_is_what_it_should_be(tmp_path: Path) -> None:
    """Two folders take turns, as in a build: one is the last site, the other the one before."""
    chance = random.Random(5)
    names = ["x", "y", "x/index.html", "y/index.html", "x/y", "y/x/index.html", "z.json", "x/z.json"]
    last, folder = tmp_path / "one", tmp_path / "two"
    last.mkdir()
    for number in range(60):
        site: Files = {}
        for name in chance.sample(names, 5):
            if not any(f"{other}/".startswith(f"{name}/") or f"{name}/".startswith(f"{other}/") for other in site):  # no file is a folder too
                site[name] = str(chance.randrange(3)).encode()
        before = found(last)
        built(folder, last, site)
        assert {path: content for path, content in found(folder).items() if content is not None} == site, number
        assert found(last) == before, number
        last, folder = folder, last
