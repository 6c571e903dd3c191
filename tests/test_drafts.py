"""A draft is on no page and in no file, whatever names it, and what can't do without it waits with it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from rendered import doc_html
from sample import Project
from test_building import files_of, made, same

from explainer.keeping import Kept
from explainer.records import COLLECTIONS, Record

FIRST = {
    "claims": "jails-must-hold",
    "glossary": "detainer",
    "history": "rule-1997",
    "hold-clock": "length",
    "lifecycle": "booking",
    "numbers": "detainers-by-year",
    "authorities": "8-cfr-287-7",
    "court-cases": "doe-2014",
    "custody-cases": "fairview-2019",
    "questions": "request-or-order",
    "states": "ohio",
}
"""A record of each collection that may hold drafts, of which there is a second one here."""
ID = {name: "utah" if name == "states" else f"zanzibar-{name}" for name in FIRST}
KEY = {name: f"{name}/{ID[name]}" for name in FIRST}
SECRET = ("zanzibar", "1931", "states/utah")
"""What a draft alone says: its title, summary, id and former id; its dates; and the id of a state, which must be the state's own."""
CITED = re.compile(r"\[@[^\]]*\]")


def title_of(name: str) -> str:
    return f"Zanzibar{name.replace('-', '')}title"


def with_second_records(project: Project) -> Project:
    """Beside each record one like it, and others that name it in every way there is."""
    for name in FIRST:
        _second(project, name)
    event = "  category: court\n  sources:\n    - {id: doe-2014-op, checked: full-text}\n  confidence: high\n  verified: 2026-11-20\n"
    slip = "  date: 2026-11-21\n  since: 2026-11-02\n  was: It was so.\n  now: It is so.\n  why: A slip.\n"
    for name, key in KEY.items():
        for record_id, about in ((f"about-{name}", key), (f"about-that-{name}", f"history/about-{name}")):
            _append(project, "history", f"{record_id}:\n  about: {about}\n  summary: It happened. [@doe-2014-op]\n{event}")
        for record_id, about in (
            (f"first-{name}", key),
            (f"second-{name}", f"corrections/first-{name}"),
            (f"third-{name}", f"corrections/second-{name}"),
        ):
            _append(project, "corrections", f"{record_id}:\n  title: A slip\n  about: {about}\n{slip}")
    keys, case = KEY.values(), KEY["court-cases"].partition("/")[2]
    bare = "".join(f"  - {{about: {key}}}\n" for key in keys)
    own = "".join(f"  - {{about: {key}, date: 2020, what: He walks out, source: gazette-2019}}\n" for key in keys)
    words = " ".join(f"[Words]({key})." for key in keys)
    changes = "".join(
        f"  - {{id: bare-{name}, about: {key}, direction: court}}\n"
        f"  - {{id: own-{name}, about: {key}, date: 2018, title: Own, direction: court, what: It is told, source: gazette-2019}}\n"
        for name, key in KEY.items()
    )
    for file, old, new in (
        ("court-cases/doe-2014", "sources:\n", f"{bare}{own.replace('gazette-2019', 'doe-2014-op')}sources:\n"),
        ("custody-cases/fairview-2019", "accounts:\n", f"{bare}accounts:\n"),
        ("custody-cases/fairview-2019", "step: booking\n    what: The jail releases", f"step: {ID['lifecycle']}\n    what: The jail releases"),
        ("custody-cases/fairview-2019", "court_cases: [", f"court_cases: [{case}, "),
        ("questions/request-or-order", "cases: [", f"cases: [{case}, "),
        ("states/ohio", "changes:\n", f"  - {{case: {case}, date: 1931, effect: Another may too., source: doe-2014-op}}\nchanges:\n"),
        ("states/ohio", "sources:\n  - {id: gazette-2019, checked: excerpt}\n", f"{changes}sources:\n  - {{id: gazette-2019, checked: excerpt}}\n"),
        ("claims", "about: [", f'explanation: "{words} [@doe-2014-op]"\n  about: [{", ".join(keys)}, '),
    ):
        project.write(f"data/{file}.yml", project.read(f"data/{file}.yml").replace(old, new, 1))
    project.write("docs/index.md", f"# Home\n\n{words}\n")
    return project


def _append(project: Project, name: str, text: str) -> None:
    project.write(f"data/{name}.yml", project.read(f"data/{name}.yml") + text)


def _second(project: Project, name: str) -> None:
    collection = COLLECTIONS[name].collection
    alone = collection.layout == "folder"
    file = f"data/{name}/{FIRST[name]}.yml" if alone else f"data/{name}.yml"
    text = project.read(file)
    if not alone:  # the lines of this record in a file of several
        text = re.search(rf"(?m)^{FIRST[name]}:\n((?:  .*\n)+)", text)[1]
        text = re.sub("(?m)^  ", "", text)
    summary = re.search(r"(?m)^summary: .*\n(?:  .*\n)*", text)[0]
    text = text.replace(summary, f"summary: What zanzibar says. {CITED.search(summary)[0]}\n")
    text = re.sub(r"(?m)^title: .*\n", f"title: {title_of(name)}\n", text)
    text = re.sub(r"(?m)^former_ids: .*\n", "", text) + f"former_ids: [old-zanzibar-{name}]\n"
    text = re.sub(r"(?m)^(date|decided): .*\n", r"\1: 1931-07-08\n", text)
    if name == "authorities":
        text += "date: 1931-07-08\n"
    text = text.replace("postal: OH", "postal: UT")
    if alone:
        project.write(f"data/{KEY[name]}.yml", text)
    else:
        _append(project, name, f"{ID[name]}:\n" + re.sub("(?m)^(?=.)", "  ", text))


def told(site: Path) -> Iterable[tuple[str, str]]:
    """Path and words of each file of a site, with those in its archive."""
    for path, content in files_of(site).items():
        yield path, content.decode(errors="replace")
        if path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield from ((f"{path}/{name}", archive.read(name).decode()) for name in archive.namelist())


def test_a_second_record_is_made_of_every_collection_that_may_hold_a_draft() -> None:
    assert set(FIRST) == {name for name, model in COLLECTIONS.items() if issubclass(model, Record)}


def test_what_a_draft_says_stands_nowhere_on_the_site_whatever_names_it(project: Project, tmp_path: Path) -> None:
    """And as long as it is published, everywhere: else nothing would be shown here."""
    with_second_records(project)
    kept = tmp_path / "kept"
    kept.mkdir()
    assert made(project, tmp_path / "published", kept=Kept(kept)) == ""
    words = [text.lower() for _, text in told(tmp_path / "published")]
    for name in FIRST:
        assert sum(title_of(name).lower() in text for text in words) > 5, name
    for path in (project.root / "data").rglob("*.yml"):
        path.write_text(re.sub(rf"(What zanzibar says\.) {CITED.pattern}", r"\1", path.read_text("utf-8")), "utf-8")
    assert made(project, tmp_path / "anew") == ""
    assert {word: [path for path, text in told(tmp_path / "anew") if word in f"{path}: {text}".lower()] for word in SECRET} == {
        word: [] for word in SECRET
    }
    assert made(project, tmp_path / "next", tmp_path / "published", Kept(kept)) == ""
    assert same(files_of(tmp_path / "anew"), files_of(tmp_path / "next")) == set()


def a_draft(project: Project, name: str) -> None:
    """Takes the support from the summary of the one record in a file."""
    text = project.read(name)
    project.write(name, text.replace(CITED.search(text)[0], "", 1))


def test_what_takes_its_title_from_a_draft_or_corrects_one_waits_with_it(project: Project) -> None:
    slip = "  date: 2026-11-21\n  since: 2026-11-02\n  was: So.\n  now: So.\n  why: A slip.\n"
    for record_id, about in (("third", "second"), ("second", "a-slip")):
        _append(project, "corrections", f"{record_id}:\n  title: A slip\n  about: corrections/{about}\n{slip}")
    _append(project, "corrections", f"a-slip:\n  title: A slip\n  about: history/doe-decided\n{slip}")
    before = project.load().drafts
    a_draft(project, "data/court-cases/doe-2014.yml")
    corrections = {("corrections", "a-slip"), ("corrections", "second"), ("corrections", "third")}
    assert project.load().drafts - before == {("court-cases", "doe-2014"), ("history", "doe-decided"), *corrections}


def test_a_draft_has_no_title_and_no_date_for_others(project: Project) -> None:
    a_draft(project, "data/court-cases/doe-2014.yml")
    explainer = project.load()
    event = explainer.collections["history"]["doe-decided"]
    assert (explainer.title_of(event), explainer.date_of(event)) == ("doe-decided", None)


def test_a_page_that_is_written_in_place_of_a_drafts_is_a_page_like_others(project: Project) -> None:
    project.write("docs/court-cases/doe-2014.md", "Our own words.\n")
    assert "Doe v. Fairview County" in html_of(project)
    a_draft(project, "data/court-cases/doe-2014.yml")
    assert html_of(project) == "<p>Our own words.</p>"


def html_of(project: Project) -> str:
    """The page in place of the record's."""
    renderer = project.renderer()
    return doc_html(renderer, next(doc for doc in renderer.docs if doc.url == "court-cases/doe-2014/"))
