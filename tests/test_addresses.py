"""Where things are on the site."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.addresses import letter_of, relative, resolve, url_of, url_of_doc
from explainer.explainer import Explainer

parts = st.lists(st.from_regex(r"[a-z0-9]{1,3}", fullmatch=True), max_size=4)
pages = parts.map(lambda names: "".join(f"{name}/" for name in names))
anchors = st.from_regex(r"(#[a-z0-9]{1,3})?", fullmatch=True)


@given(pages, anchors, pages)
def test_a_relative_address_leads_back_to_what_it_was_made_of(target: str, anchor: str, page: str) -> None:
    path, _, fragment = relative(target + anchor, page).partition("#")
    reached = posixpath.normpath(posixpath.join("/", page, path))
    assert reached == posixpath.normpath("/" + target)
    assert fragment == anchor.removeprefix("#")
    assert path == "" or path.endswith("/")


@given(pages, st.from_regex(r"[a-z]{1,3}\.(json|csv)", fullmatch=True), pages)
def test_the_address_of_a_file_stays_one_of_a_file(folder: str, name: str, page: str) -> None:
    made = relative(folder + name, page)
    assert posixpath.normpath(posixpath.join("/", page, made)) == "/" + folder + name
    assert not made.endswith("/")


@pytest.mark.parametrize(
    ("target", "page", "seen"),
    [
        ("states/ohio/", "about/", "../states/ohio/"),
        ("", "states/ohio/", "../../"),
        ("states/ohio/", "states/ohio/", "./"),
        ("states/ohio/#laws", "states/ohio/", "#laws"),
        ("glossary/#ice", "", "glossary/#ice"),
        ("", "", "./"),
    ],
)
def test_an_address_is_seen_from_its_page(target: str, page: str, seen: str) -> None:
    assert relative(target, page) == seen


def test_only_marked_attributes_are_resolved() -> None:
    html = '<a href="@/states/">x</a> "@/states/" <a href="https://example.org/@/y">y</a> @/z'
    assert resolve(html, "about/") == '<a href="../states/">x</a> "@/states/" <a href="https://example.org/@/y">y</a> @/z'


@pytest.mark.parametrize(
    ("key", "url"),
    [
        ("states/ohio", "states/ohio/"),
        ("glossary/detainer", "glossary/#detainer"),
        ("hold-clock/length", "what-is-a-detainer/the-48-hour-clock/#length"),
        ("sources/doe-2014-op", "sources/opinion/d/#doe-2014-op"),
        ("sources/cfr-287-7", "sources/regulation/0-9/#cfr-287-7"),
    ],
)
def test_a_record_has_the_address_of_the_design(explainer: Explainer, key: str, url: str) -> None:
    collection, _, record_id = key.partition("/")
    assert url_of(explainer.collections[collection][record_id]) == url


@pytest.mark.parametrize(("title", "letter"), [("Éire", "e"), ("“Quoted”", "q"), ("8 C.F.R.", "0-9"), ("Жук", "0-9"), ("ﬁne", "f")])
def test_sources_stand_under_the_plain_letter_of_their_title(title: str, letter: str) -> None:
    assert letter_of(title) == letter


@pytest.mark.parametrize(
    ("file", "url"), [("index.md", ""), ("about/index.md", "about/"), ("about/method.md", "about/method/"), ("reindex.md", "reindex/")]
)
def test_a_page_of_docs_has_the_address_of_its_file(file: str, url: str) -> None:
    assert url_of_doc(file) == url
