"""scripts/build: all or nothing. What is killed runs in a process of its own (`forked`)."""

from __future__ import annotations

import errno
import hashlib
import random
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from forked import Forks
from sample import Project, make_project

from explainer import building, engine, publish

Tree = dict[str, str]

MOMENTS = 50


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    with Forks() as forks:
        yield forks


def tree(folder: Path) -> Tree:
    """Every file below a folder with a digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def only_the_site(project: Project) -> bool:
    return not [path.name for path in project.root.iterdir() if path.name.startswith(".site")]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, forks: Forks) -> Project:
    project = make_project(tmp_path_factory.mktemp("once") / "project")
    assert forks.run(f"publish.build(Path({str(project.root)!r}))").code == 0
    return project


@pytest.fixture
def built(once: Project, tmp_path: Path) -> Project:
    """A copy of a project with its site, for one test."""
    return Project(shutil.copytree(once.root, tmp_path / "project", symlinks=True))


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
            "data/custody-cases/fairview-2019.yml:4:48: a link to '../../questions/request-or-order/#nowhere', which has no such place on its page",
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
    built.replace("docs/about/index.md", "# About", "# About us")
    monkeypatch.setattr(building, "build", _killed)
    with pytest.raises(KeyboardInterrupt):
        publish.build(built.root)
    assert tree(built.root / "site") == before
    assert only_the_site(built)


@pytest.mark.parametrize("kind", ["file", "link", "link that leads nowhere"])
def test_what_stands_in_the_place_of_the_site_and_is_no_folder_is_not_replaced(
    project: Project, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    if kind == "file":
        project.write("site", "mine")
    else:
        project.link("site", str(elsewhere))
    if kind == "link":
        elsewhere.mkdir()
        (elsewhere / "mine").touch()
    assert publish.main(["--root", str(project.root)]) == 1
    said = "a file" if kind == "file" else "a link"
    assert capsys.readouterr().err == f"{project.root / 'site'} is {said} and a build would replace it. Move it away and build again.\n"
    assert (project.root / "site").is_symlink() == (kind != "file")
    assert (project.root / "site").is_file() == (kind == "file")
    assert elsewhere.exists() == (elsewhere / "mine").exists() == (kind == "link")


def test_while_one_build_runs_another_one_does_nothing(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(built.root / "site")
    built.replace("docs/about/index.md", "# About", "# About us")
    with publish._alone(built.root):
        built.write(".site-new/index.html", "half a page")  # of the build that runs
        assert publish.main(["--root", str(built.root)]) == 1
        assert capsys.readouterr().err == "Another build of this project is running. Wait until it has ended and build again.\n"
        assert built.read(".site-new/index.html") == "half a page"
        assert tree(built.root / "site") == before
    assert publish.main(["--root", str(built.root)]) == 0
    assert "About us" in built.read("site/about/index.html")


# --- What the system refuses ------------------------------------------------------------------------------------


def refused(built: Project, forks: Forks, before: str, named: str, advice: str) -> None:
    """A build after the code ``before`` ends with one sentence that names a file and says what to do, and leaves the last site."""
    site = tree(built.root / "site")
    built.write("docs/about/index.md", built.read("docs/about/index.md") + "\nMore.\n")
    ended = forks.run(f"{before}\nsys.exit(publish.main(['--root', {str(built.root)!r}]))")
    assert ended.code == 1, ended.said
    assert re.fullmatch(r"The site could not be written in [^\n]*: [^\n]*\n", ended.said), ended.said
    assert named in ended.said
    assert f" {advice} and build again. What is in site/ stays." in ended.said
    assert tree(built.root / "site") == site
    assert only_the_site(built)


@pytest.mark.parametrize("most", [0, 1_000, 20_000, 60_000])
def test_a_limit_on_the_size_of_files(built: Project, forks: Forks, most: int) -> None:
    assert max(path.stat().st_size for path in (built.root / "site").rglob("*")) > 60_000
    limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))"
    refused(built, forks, limit, "File too large", "Raise the limit on the size of files (ulimit -f)")


FULL = """
def look(event, arguments, made=itertools.count()):
    creates = event == "os.mkdir" and not os.path.exists(arguments[0]) or event == "open" and arguments[2] & os.O_CREAT
    if creates and "/.site-new" in str(arguments[0]):
        number = next(made)
        if number == {number}:
            raise OSError(errno.ENOSPC, "No space left on device", arguments[0])
        if {number} < 0:
            print(number)

sys.addaudithook(look)
"""


def test_a_full_disk_at_any_file_or_folder(built: Project, forks: Forks) -> None:
    """Nothing on the way swallows what the system says."""
    shutil.rmtree(built.root / ".cache")  # all is made, not taken over
    counted = forks.run(f"{FULL.format(number=-1)}\npublish.build(Path({str(built.root)!r}))")
    last = int(counted.said.split()[-1])
    assert last > 100
    for number in (0, 1, last // 4, last // 2, 3 * last // 4, last):
        shutil.rmtree(built.root / ".cache")
        refused(built, forks, FULL.format(number=number), f"No space left on device ({built.root / '.site-new'}", "Free some space there")


def test_a_copy_that_fails_is_named_by_the_file_that_was_written(
    built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "docs/site.css", None, ".site-new/site.css")

    built.replace("docs/about/index.md", "# About", "# About us")
    monkeypatch.setattr(building, "build", full)
    assert publish.main(["--root", str(built.root)]) == 1
    assert ": No space left on device (.site-new/site.css). Free some space there and build again." in capsys.readouterr().err


WITHOUT_PRIVILEGES = "hasattr(ctypes.CDLL(None), 'capset') and ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(0x20080522), (ctypes.c_uint32 * 6)())"
"""After this, root is bound by the rights of files as everybody is; who is not root has nothing to lose."""


@contextmanager
def protected(folder: Path) -> Iterator[None]:
    """Nothing can be made in or taken from the folder meanwhile."""
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(0o755)  # or who clears up would meddle with what its links lead to


def test_a_project_that_can_not_be_written_to(built: Project, forks: Forks) -> None:
    with protected(built.root):
        refused(built, forks, WITHOUT_PRIVILEGES, f"Permission denied ({built.root / '.site-new'}", "Give yourself the right to read and write there")


def test_a_project_of_somebody_else(once: Project, forks: Forks) -> None:
    """In a folder that everybody can enter, and by a user that owns nothing; without root's rights there is no other user to be."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        project = Project(shutil.copytree(once.root, Path(name) / "project", symlinks=True))
        shutil.rmtree(project.root / ".cache")
        nobody = "os.getuid() == 0 and (os.setgroups([]), os.setgid(65534), os.setuid(65534))"
        with protected(project.root):
            refused(project, forks, nobody, f"Permission denied ({project.root / '.cache'}", "Give yourself the right to read and write there")


def test_what_is_left_is_removed_though_it_is_protected(built: Project, forks: Forks) -> None:
    for name in (".site-new/page", ".site-new", "site/about", "site"):
        built.write(f"{name}/index.html", "left")
        (built.root / name).chmod(0o555)
    ended = forks.run(f"{WITHOUT_PRIVILEGES}\nsys.exit(publish.main(['--root', {str(built.root)!r}]))")
    assert ended.code == 0, ended.said
    assert "left" not in built.read("site/about/index.html")
    assert only_the_site(built)


def test_a_link_in_the_place_of_what_is_left_is_removed_and_not_followed(built: Project, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine").touch()
    built.link(".site-new", str(tmp_path / "elsewhere"))
    publish.build(built.root)
    assert (tmp_path / "elsewhere" / "mine").exists()
    assert only_the_site(built)


def test_a_last_site_that_can_be_neither_kept_nor_removed_is_named(
    built: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refusing(folder: Path) -> None:
        if folder.exists():
            raise PermissionError(13, "Permission denied", str(folder / "index.html"))

    monkeypatch.setattr(publish, "_move", lambda folder, to: None)
    monkeypatch.setattr(publish, "_remove", refusing)
    built.replace("docs/about/index.md", "# About", "# About us")
    publish.build(built.root)
    assert caplog.messages == [
        f"What is left of a build can't be removed: Permission denied ({built.root}/.site-new/index.html). Remove {built.root}/.site-new by hand."
    ]


def test_everybody_may_read_the_site(project: Project, forks: Forks) -> None:
    ended = forks.run(f"os.umask(0o077)\nsys.exit(publish.main(['--root', {str(project.root)!r}]))")
    assert ended.code == 0, ended.said
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in [project.root / "site", *(project.root / "site").rglob("*")]}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_a_build_that_is_interrupted_says_that_the_site_stays(
    built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built.replace("docs/about/index.md", "# About", "# About us")
    monkeypatch.setattr(building, "build", _killed)
    assert publish.main(["--root", str(built.root)]) == 130
    assert capsys.readouterr().err == "Stopped. What is in site/ stays.\n"


# --- Killed -----------------------------------------------------------------------------------------------------


def test_killed_at_any_moment_a_build_leaves_a_whole_site_and_the_next_one_works(project: Project, forks: Forks) -> None:
    """A third of the moments lie in the last fifth of a build, when the new site is whole and put in place."""
    command = f"sys.exit(publish.main(['--root', {str(project.root)!r}]))"
    chance = random.Random(8)

    def built() -> float:
        ended = forks.run(command)
        assert ended.code == 0, ended.said
        assert only_the_site(project)
        return ended.seconds

    texts = ["# About\n\nOne version.\n", "# About\n\nAnother.\n"]
    versions, seconds = [], 9.9
    for text in texts:
        project.write("docs/about/index.md", text)
        seconds = min(built(), built())
        versions.append(tree(project.root / "site"))
    assert versions[0] != versions[1]
    now, killed = 1, 0
    for number in range(MOMENTS):
        project.write("docs/about/index.md", texts[1 - now])
        moment = seconds * (chance.uniform(0.8, 1) if number % 3 == 0 else chance.uniform(0, 1))
        killed += forks.run(command, killed_after=moment).code == -9
        left = tree(project.root / "site")
        assert left in versions, f"killed after {moment:.3f} of {seconds:.3f} s"
        if number % 5 == 4:
            built()
            left = tree(project.root / "site")
            assert left == versions[1 - now]
        now = versions.index(left)
    assert killed >= MOMENTS / 2  # a machine that is faster now than when it was measured ends some before


STEP = """
publish._exchanged = publish._exchanged if {exchanged} else lambda one, other: False

def build(root, beside, last, kept, inputs):
    if {fails}:
        raise faults.Faulty([])
    (beside / "page").mkdir(parents=True, exist_ok=True)
    (beside / "index.html").write_text({version!r})
    (beside / "page" / "index.html").write_text({version!r})

def look(event, arguments, steps=itertools.count()):
    if event in ("open", "os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir", "ctypes.dlopen") and next(steps) == {step}:
        os.kill(os.getpid(), signal.SIGKILL)

building.build = build
keeping.inputs_of = lambda root, day: keeping.Inputs("", day, "", {{}})  # what only reads is not a step
sys.addaudithook(look)
publish.build(Path({root!r}))
sys.audit("open")
"""


@pytest.mark.parametrize("exchanged", [True, False], ids=["exchanged", "two renames"])
def test_a_build_goes_on_from_the_site_before_the_last_and_leaves_the_last_as_it_was(
    built: Project, forks: Forks, tmp_path: Path, exchanged: bool
) -> None:
    exchanged = exchanged and exchanges(tmp_path)
    replaced, same = built.root / publish.REPLACED, "states/index.html"
    case, page = "data/custody-cases/fairview-2019.yml", "site/custody-cases/fairview-2019/index.html"
    text = built.read(case)
    code = f"publish._exchanged = publish._exchanged if {exchanged} else lambda one, other: False\npublish.build(Path({str(built.root)!r}))"
    for number in range(3):
        before, number_of_it = tree(built.root / "site"), (built.root / "site" / same).stat().st_ino
        built.write(case, text.replace("The county jail released", f"{number} let go: the county jail released"))
        assert forks.run(code).code == 0
        assert f"{number} let go" in built.read(page)
        assert tree(replaced) == before
        assert number == 0 or (replaced / same).stat().st_ino == number_of_it
        assert only_the_site(built)
    left = built.root / "elsewhere"
    replaced.rename(left)
    replaced.symlink_to(left)
    before = tree(left)
    built.write(case, text.replace("The county jail released", "Once more"))
    assert forks.run(code).code == 0
    assert "Once more" in built.read(page)
    assert tree(left) == before


@pytest.mark.parametrize("exchanged", [True, False], ids=["exchanged", "two renames"])
@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_killed_at_any_step_a_build_is_mended_by_the_next_even_if_that_fails(
    project: Project, forks: Forks, tmp_path: Path, exchanged: bool, first: bool
) -> None:
    exchanged = exchanged and exchanges(tmp_path)
    site = project.root / "site"

    def run(version: str, step: int = -1, fails: bool = False) -> int:
        return forks.run(STEP.format(exchanged=exchanged, fails=fails, version=version, step=step, root=str(project.root))).code

    def whole(version: str) -> Tree:
        return dict.fromkeys(["index.html", "page/index.html"], hashlib.sha256(version.encode()).hexdigest())

    def start() -> None:
        publish._remove(site)
        if not first:
            assert run("old") == 0

    allowed = [{} if first else whole("old"), whole("new")]
    step, found = 0, set[int]()
    while start() or (code := run("new", step)) == -9:
        left = tree(site)
        found.add(allowed.index(left) if left in allowed else -1)
        assert left in allowed if exchanged or first else left in (*allowed, {})
        assert run("new", fails=True) == 70
        mended = tree(site)
        assert mended == left if left else mended in allowed
        assert only_the_site(project)
        step += 1
    assert code == 0
    assert tree(site) == whole("new")
    assert found == ({0, 1} if exchanged or first else {-1, 0, 1})
    assert step >= 9


def exchanges(folder: Path) -> bool:
    """Whether the system exchanges two folders in one step; where it can't, they are as they were."""
    for name in ("one", "other"):
        (folder / name / name).mkdir(parents=True)
    done = publish._exchanged(folder / "one", folder / "other")
    found = [path.relative_to(folder).as_posix() for path in sorted(folder.glob("o*/*"))]
    assert found == (["one/other", "other/one"] if done else ["one/one", "other/other"])
    return done


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


def test_what_is_hidden_in_docs_is_not_published(project: Project) -> None:
    for name in (".notes.txt", ".notes.md", ".drafts/notes.txt"):
        project.write(f"docs/about/{name}", "# Not for readers\n")
    assert publish.main(["--root", str(project.root)]) == 0
    assert [path for path in (project.root / "site").rglob("*") if "notes" in path.name or "drafts" in path.name] == []


def test_a_build_that_stops_with_a_fault_leaves_what_the_next_one_goes_on_from(built: Project) -> None:
    case, same = "data/custody-cases/fairview-2019.yml", "states/index.html"
    built.replace(case, "The county jail released", "The county jail let go")
    publish.build(built.root)
    of_it = (built.root / publish.REPLACED / same).stat().st_ino
    built.replace(case, "kind: released-despite-detainer", "kind: let-go")
    assert publish.main(["--root", str(built.root)]) == 1
    assert (built.root / publish.REPLACED / same).stat().st_ino == of_it
    assert only_the_site(built)


def test_what_a_records_template_loads_from_another_host_is_said_at_the_record(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """It ended in a traceback: the fault quotes nothing by which the place could be looked for."""
    name = "overrides/records/custody-cases.html"
    project.write(name, project.read(name).replace("{% block body %}", '{% block body %}<img alt="" src="https://cdn.example.org/a.png">'))
    assert publish.main(["--root", str(project.root)]) == 1
    said = capsys.readouterr().err
    assert "data/custody-cases/fairview-2019.yml:1:1: a <img> that loads from cdn.example.org" in said
