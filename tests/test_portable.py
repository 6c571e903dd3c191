"""scripts/export-markdown: plain MkDocs makes the same site of it, and what differs is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from sample import Project, make_project

from explainer import engine, portable

RICH = """\
---
title: "A page: with everything"
description: It has what Markdown can do. "Quoted", too.
---

# Detainers and more [@gazette-2019]

A jail got a detainer. [@gazette-2019, paragraph 2; @doe-2014-op, at 105] A **detainer** again, [words](court-cases/doe-2014), `a detainer in code`.

## A heading on a detainer [@doe-2014-op, at 105] {: #own-id }

> A detainer in a quotation. [@gazette-2019]

| A detainer | b |
|---|---|
| a detainer in a cell [@doe-2014-op] | {{ fact("states/ohio", "hold.why") }} |

Detainer
:   It is a request. [@gazette-2019, paragraph 2]

1. [a detainer](../index.md#detainers-in-a-fixture) and [the form](form.md), <a href="@/glossary/#detainer">raw</a>
2. {{ link("custody-cases/fairview-2019") }} &amp; 5 < 6

{{ timeline("custody-cases/fairview-2019") }}

{% raw %}{{ not a macro }} and {% not one either %}{% endraw %}

<div class="lede" markdown="1">

*A detainer* inside HTML.

</div>

    indented code with a detainer, [in code](form.md)

[titled](form.md "About a detainer"), [pointed](<form.md>), [defined][d], [far](https://example.org/a.md "t"), ![p](../assets/images/favicon.svg 'A sign'),
`[in code](form.md)` and ``[a `tick` in code](form.md)``.

[d]: form.md#the-form "The form of a detainer"
[e]: <../index.md>
[f]: https://example.org/form.md

```text
[in code](form.md) of a detainer
[d]: form.md
```

- An item

    [in an item](form.md)
"""


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The fixture with pages that have what Markdown can do; one replaces a record's body."""
    project = make_project(tmp_path_factory.mktemp("rich") / "project")
    project.write("docs/about/everything.md", RICH)
    project.write("docs/about/form.md", "# The form\n\nSee [everything](everything.md#own-id).\n")
    project.write("docs/court-cases/doe-2014.md", "## Told at length\n\nA detainer came first. {{ record.summary }}\n")
    project.replace("mkdocs.yml", "about/index.md]", "about/index.md, {Everything: about/everything.md}, about/form.md, court-cases/doe-2014.md]")
    return project


@pytest.fixture(scope="module")
def own(rich: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rich project as this project builds it."""
    site = tmp_path_factory.mktemp("own") / "site"
    engine.build(rich.root, site)
    return site


@pytest.fixture(scope="module")
def exported(rich: Project, own: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rich project as plain Markdown."""
    target = tmp_path_factory.mktemp("exported") / "markdown"
    assert portable.export(rich.root, target) == len(portable.pages_of(own))
    return target


def markdown(exported: Path) -> dict[str, str]:
    return {path.relative_to(exported / "docs").as_posix(): path.read_text(encoding="utf-8") for path in (exported / "docs").rglob("*.md")}


def test_plain_mkdocs_makes_the_same_pages_anchors_and_words_without_a_warning(rich: Project, own: Path, exported: Path) -> None:
    assert portable.differences(rich.root, exported, own, "MkDocs") == []
    page = (exported / "site" / "about" / "everything" / "index.html").read_text(encoding="utf-8")
    assert "md-content" in page  # it is the theme's own page
    assert len(portable.pages_of(own)["about/everything/"][1]) > 80
    assert "own-id" in portable.pages_of(own)["about/everything/"][0]


def test_the_configuration_names_nothing_of_ours(exported: Path) -> None:
    config = yaml.safe_load((exported / "mkdocs.yml").read_text(encoding="utf-8"))
    assert not {"hooks", "watch", "extra", "extra_javascript", "INHERIT"} & config.keys()
    assert "custom_dir" not in config["theme"]
    assert config["nav"][-3:] == [{"Everything": "about/everything/index.md"}, "about/form/index.md", "court-cases/doe-2014/index.md"]
    assert not [path for path in exported.rglob("*") if path.suffix == ".py"]


def test_nothing_is_left_to_be_run_or_resolved(exported: Path) -> None:
    for name, text in markdown(exported).items():
        assert not re.search(r'<!--note:|="@/|markdown-sign', text), name
        assert '<div class="generated">' in text or "[@" not in text, name  # the pages on the data show how citations are written
        assert name == "about/everything/index.md" or not re.search(r"\{\{|\{%", text), name


def test_what_people_wrote_stays_markdown(exported: Path) -> None:
    text = markdown(exported)["about/everything/index.md"]
    assert '\nA jail got a <a class="term" href="#term-detainer">detainer</a>.<sup class="note" id="fnref:1">' in text
    assert text.count('class="term" href="#term-detainer"') == 1
    assert "\n# Detainers and more\n" in text
    assert "\n## A heading on a detainer {: #own-id }\n" in text
    assert "\n| A detainer | b |\n" in text
    assert "A **detainer** again" in text
    assert '[a detainer](../../index.md#detainers-in-a-fixture) and [the form](../form/index.md), <a href="../../glossary/#detainer">raw</a>' in text
    assert '[titled](../form/index.md "About a detainer"), [pointed](<../form/index.md>), [defined][d], [far](https://example.org/a.md "t")' in text
    assert "![p](../../assets/images/favicon.svg 'A sign')" in text
    assert '\n[d]: ../form/index.md#the-form "The form of a detainer"\n[e]: <../../index.md>\n[f]: https://example.org/form.md\n' in text
    assert "    [in an item](../form/index.md)" in text
    assert "See [everything](../everything/index.md#own-id)." in markdown(exported)["about/form/index.md"]


def test_code_stays_as_it_is(exported: Path) -> None:
    text = markdown(exported)["about/everything/index.md"]
    assert "\n    indented code with a detainer, [in code](form.md)\n" in text
    assert "`[in code](form.md)` and ``[a `tick` in code](form.md)``." in text
    assert "```text\n[in code](form.md) of a detainer\n[d]: form.md\n```" in text


def test_a_generated_page_is_one_element(exported: Path) -> None:
    text = markdown(exported)["custody-cases/fairview-2019/index.md"]
    front, body = re.split(r"(?<=\n)---\n\n", text, maxsplit=1)
    assert 'title: "Fairview County, Ohio: released on bond"' in front
    assert body.startswith('<div class="generated">\n<nav')
    assert body.endswith("</div>\n")


def test_files_beside_the_pages_come_along(rich: Project, exported: Path) -> None:
    made = {path for path, _ in engine.whole(rich.root).beside_pages()}
    assert "court-cases/doe-v-fairview/index.html" in made
    assert {path for path in made if not (exported / "docs" / path).is_file()} == set()
    assert (exported / "docs" / "assets" / "stylesheets" / "site.css").is_file()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda html: html.replace("released on bond", "released on bail", 1), ["/: other words: "]),
        (lambda html: html.replace(' id="one"', "", 1), ["/: 1 anchor only in "]),
        (lambda html: html.replace("<p>", '<p id="two">', 1), ["/: 1 anchor only in "]),
        (lambda html: html.replace("<h1", '<a id="__skip"></a><h1').replace("Footer", "Another"), []),
        (lambda html: html.replace("<p>", "<p>\n  ").replace("</article>", "<script>let other = 1</script></article>"), []),
        (lambda html: '<meta http-equiv="refresh" content="0">', ["/: only in "]),
        (lambda html: html.replace("article", "div"), ["/: 1 anchor only in ", "/: other words: "]),
    ],
    ids=["words", "a lost anchor", "a new anchor", "the theme's own", "what nobody reads", "a page that is gone", "no article"],
)
def test_two_sites_are_compared_by_what_a_reader_finds(change: object, said: list[str], tmp_path: Path) -> None:
    html = "<article><h1 id=one>A case</h1><p>He was released on bond.</p><footer>Footer</footer></article>".replace("id=one", 'id="one"')
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    assert callable(change)
    (tmp_path / "a" / "index.html").write_text(html, encoding="utf-8")
    (tmp_path / "b" / "index.html").write_text(change(html), encoding="utf-8")
    found = list(portable.compare(tmp_path / "a", tmp_path / "b"))
    assert len(found) == len(said)
    assert all(line.startswith(start) for line, start in zip(found, said, strict=True))


def test_a_broken_link_of_the_other_site_and_a_warning_are_differences(project: Project, tmp_path: Path) -> None:
    engine.build(project.root, tmp_path / "own")
    portable.export(project.root, tmp_path / "markdown")
    page = tmp_path / "markdown" / "docs" / "about" / "index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f'{text}\n<p><a href="../nowhere/">x</a></p>\n\n[y](gone.md)\n', encoding="utf-8")
    found = portable.differences(project.root, tmp_path / "markdown", tmp_path / "own", "MkDocs")
    assert any("gone.md" in line for line in found)
    assert "MkDocs ended with 1" in found


def test_a_folder_of_others_is_left_as_it_is(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear", encoding="utf-8")
    assert portable.main([str(folder), "--root", str(project.root)]) == 1
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    assert "holds files that this command did not make" in capsys.readouterr().err
    assert portable.main([str(folder / "letter.txt"), "--root", str(project.root)]) == 1
    assert (folder / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_an_export_is_written_anew_and_keeps_nothing_of_the_last(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "markdown"
    assert portable.main([str(folder), "--root", str(project.root)]) == 0
    pages = len(markdown(folder))
    assert capsys.readouterr().out == f"{pages} pages in {folder}\n"
    (folder / "docs" / "old.md").write_text("old", encoding="utf-8")
    before = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "old.md"}
    assert portable.main([str(folder), "--root", str(project.root)]) == 0
    assert {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_fault_stops_the_export_and_leaves_the_last_one(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "markdown"
    portable.export(project.root, folder)
    project.replace("data/states/ohio.yml", "postal: OH", "postal: TX")
    assert portable.main([str(folder), "--root", str(project.root)]) == 1
    assert "data/states/ohio.yml:3:9" in capsys.readouterr().err
    assert (folder / "docs" / "index.md").is_file()
