"""The search index: pages in sections, as words."""

from __future__ import annotations

import json

import pytest
from material.plugins.search.plugin import Parser

from explainer.search_index import as_json, entries, packed

PAGE = """<nav><a href="../">Home</a></nav><header><p class="kicker">Court case</p><h1>Doe v. <em>County</em></h1></header>
<p>A detainer<sup class="note" id="fnref:1"><a href="#fn:1">1</a></sup> is a <a href="#term-detainer">request</a>; see I-<b>247A</b> &amp; R&#39;s.</p>
<section><h2 class="x" id="holding">The holding &lt;in short&gt;</h2><p>One</p><p>Two</p><script>var hidden = 1</script>
<h3>No id</h3><ul><li>Three</li><li>Four</li></ul></section>
<section><h2 id="notes">Notes</h2><ol><li id="fn:1"><p>A source.</p></li></ol></section>"""


def test_a_page_is_divided_at_headings_with_an_id_and_says_what_is_read() -> None:
    assert list(entries("court-cases/doe/", "Doe", PAGE)) == [
        {"location": "court-cases/doe/", "title": "Doe v. County", "text": "Court case A detainer is a request; see I-247A &amp; R's."},
        {"location": "court-cases/doe/#holding", "title": "The holding &lt;in short&gt;", "text": "One Two No id Three Four"},
        {"location": "court-cases/doe/#notes", "title": "Notes", "text": "A source."},
    ]


def test_a_page_without_headings_has_its_title_and_tags() -> None:
    assert list(entries("x/", "A title", "<p>Words.</p>", ["OH"])) == [{"location": "x/", "title": "A title", "text": "Words.", "tags": ["OH"]}]


def test_lists_of_documents_come_after_what_is_about_a_thing() -> None:
    (listed,) = entries("sources/opinion/g/", "Court opinions: G", "<p>Galarza</p>")
    (about,) = entries("court-cases/galarza-2014/", "Galarza", "<p>Galarza</p>")
    assert listed["boost"] < 1
    assert "boost" not in about


@pytest.mark.parametrize("text", ["&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;"])
def test_text_stays_text_for_a_worker_that_takes_it_for_html(text: str) -> None:
    (entry,) = entries("x/", "T", f"<p>{text}</p>")
    assert entry["text"] == text


def test_the_same_places_are_found_as_by_the_plugin_whose_work_it_does() -> None:
    parser = Parser()
    parser.feed(PAGE)
    theirs = [section.id for section in parser.data if section.id]
    ours = [entry["location"].partition("#")[2] for entry in entries("", "", PAGE)]
    assert [place for place in ours if place] == theirs


def test_the_index_is_what_the_worker_reads() -> None:
    config = {"lang": ["en"], "separator": "x", "pipeline": ["stemmer"], "fields": {"title": {"boost": 1000.0}}, "enabled": False}
    index = json.loads(b"".join(as_json([packed(entries("x/", "T", "<p>Words</p>")), packed(entries("y/", "U", '<h2 id="a">A</h2>'))], config)))
    assert index["config"] == {"lang": ["en"], "separator": "x", "pipeline": ["stemmer"], "fields": {"title": {"boost": 1000.0}}}
    assert [entry["location"] for entry in index["docs"]] == ["x/", "y/", "y/#a"]
