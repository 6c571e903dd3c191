"""Every internal link and anchor of the built site leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.links import faults_of

HOME = "index.html"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, html in {
        HOME: '<h1 id="top">Home</h1>',
        "about/index.html": '<h2 id="method">Method</h2>',
        "404.html": '<a href="/explainer/about/#method">About</a>',
        "assets/site.css": "",
        "data/states.csv": "",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(html, encoding="utf-8")
    return tmp_path


def said(site: Path, html: str, page: str = HOME) -> list[str]:
    (site / page).write_text(html, encoding="utf-8")
    return [f"{fault.place.line}:{fault.place.column} {fault.sentence}" for fault in faults_of(site, "/explainer/")]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="about/">',
        '<a href="about/#method">',
        '<a href="about/index.html">',
        '<a href="./">',
        '<a href="#here"> <b id="here">',
        '<a href="?q=x">',
        '<a href="data/states.csv">',
        '<a href="%61bout/">',
        '<a href="/explainer/about/">',
        '<a href="/explainer/">',
        '<a href="https://example.org/nowhere" rel="external">',
        '<a href="mailto:a@example.org">',
        '<link rel="stylesheet" href="assets/site.css">',
        '<link rel="canonical" href="https://example.org/">',
        '<img src="data:image/svg+xml,x">',
    ],
)
def test_a_good_link_is_passed(site: Path, link: str) -> None:
    assert said(site, link) == []


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ('<a href="abuot/">', "1:1 a link to 'abuot/', where there is no page. Expected a page or file of the site. Did you mean 'about/'?"),
        (
            '<p>\n<a href="about/#methd">',
            "2:1 a link to 'about/#methd', which has no such place on its page. Expected an id on about/index.html. Did you mean 'method'?",
        ),
        ('<a href="#nowhere">', "1:1 a link to '#nowhere', which has no such place on its page. Expected an id on index.html."),
        ('<a href="assets/gone.js">', "1:1 a link to 'assets/gone.js', where there is no page. Expected a page or file of the site."),
        (
            '<a href="../../about/">',
            "1:1 a link to '../../about/', where there is no page. Expected a page or file of the site. Did you mean 'about/'?",
        ),
        ('<a href="javascript:alert(1)">', "1:1 a link with the scheme 'javascript'. Expected http, https or mailto. Correct the link."),
        (
            '<script src="https://cdn.example.org/x.js">',
            "1:1 a <script> that loads from cdn.example.org. Expected nothing from other hosts. Ship the file with the site.",
        ),
        (
            '<img src="//cdn.example.org/x.png">',
            "1:1 a <img> that loads from cdn.example.org. Expected nothing from other hosts. Ship the file with the site.",
        ),
    ],
)
def test_a_bad_link_is_said_with_its_place(site: Path, link: str, sentence: str) -> None:
    assert said(site, link) == [sentence]


def test_a_style_sheet_of_another_host_is_said(site: Path) -> None:
    (fault,) = said(site, '<link rel="stylesheet" href="https://cdn.example.org/x.css">')
    assert "loads from cdn.example.org" in fault


def test_a_page_below_a_folder_counts_from_its_folder(site: Path) -> None:
    assert said(site, '<b id="method"></b><a href="../">home</a><a href="#method">', "about/index.html") == []
    (fault,) = said(site, '<b id="method"></b><a href="about/">', "about/index.html")
    assert "a link to 'about/'" in fault


def test_one_bad_link_is_said_once_a_page(site: Path) -> None:
    assert len(said(site, '<a href="gone/"><a href="gone/">')) == 1


def test_an_id_that_stands_twice_is_said_where_it_stands_again(site: Path) -> None:
    html = '<meta name="a"><h2 id="a">A</h2>\n<p data-id="a" name="a">\n<p>x</p><p id="b"><p id="a"><p id="a">'
    assert said(site, html) == ["3:22 the id 'a' a second time. Expected each id once on a page. Rename one of the two."]
