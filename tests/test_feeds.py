"""Changes of law and corrections as feeds, read as a feed reader reads them."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import Any

import feedparser
import pytest
from generated import with_filled
from rendered import Seen
from sample import TODAY, Project
from test_render import HOSTILE

from explainer import feeds
from explainer.render import SITE, Renderer

URL = "https://example.org/explainer/"
STEMS = ["states/changes", "states/ohio/changes", "corrections/feed"]


def with_url(renderer: Renderer, url: str = URL) -> Renderer:
    return replace(renderer, site={**renderer.site, "url": url, "publisher": "The Example Desk" if url else ""})


def made(renderer: Renderer) -> dict[str, bytes]:
    return {path: make() for path, make in feeds.files(renderer)}


def parsed(content: bytes) -> Any:
    """The feed as feedparser has it, with the HTML as it stands: nothing hostile is cleaned away before it is looked at."""
    found = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def json_feed(content: bytes) -> dict[str, Any]:
    """The feed, after what version 1.1 of the format demands of it."""
    feed = json.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert feed["title"]
    assert isinstance(feed["items"], list)
    assert all(author["name"] for author in feed["authors"])
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["id"]
        assert isinstance(item["content_html"], str)
        assert item["content_html"]
        for name in ("date_published", "date_modified"):
            assert name not in item or dt.datetime.fromisoformat(item[name]).tzinfo
        assert all(isinstance(tag, str) for tag in item["tags"])
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    return feed


def change(project: Project, text: str) -> Renderer:
    """The project with one more change of Ohio's law."""
    project.replace(
        "data/states/ohio.yml",
        "sources:\n  - {id: gazette-2019, checked: excerpt}\n",
        f"{text}sources:\n  - {{id: gazette-2019, checked: excerpt}}\n",
    )
    return project.renderer()


NEW = """\
  - id: new
    date: {date}
    title: A law on holds
    direction: away-from-compliance
    what: A law on holds {verb}.
    source: gazette-2019, page 3
"""


def test_each_feed_is_there_in_both_formats(renderer: Renderer) -> None:
    assert sorted(made(renderer)) == sorted(f"{stem}{ending}" for stem in STEMS for ending in (".atom", ".json"))


@pytest.mark.parametrize("url", ["", URL])
@pytest.mark.parametrize("stem", STEMS)
def test_both_formats_say_the_same(stem: str, url: str, renderer: Renderer) -> None:
    files = made(with_url(renderer, url))
    atom, other = parsed(files[f"{stem}.atom"]), json_feed(files[f"{stem}.json"])
    assert atom.feed.title == other["title"]
    assert atom.feed.author == other["authors"][0]["name"] == ("The Example Desk" if url else "Fixture")
    assert len(atom.entries) == len(other["items"]) > 0
    for entry, item in zip(atom.entries, other["items"], strict=True):
        assert (entry.id, entry.title, entry.link, entry.updated) == (item["id"], item["title"], item["url"], item["date_modified"])
        assert entry.get("published") == item.get("date_published")
        assert entry.content[0].value == item["content_html"]
        assert [tag.term for tag in entry.tags] == item["tags"]


def test_changes_come_newest_first_with_date_direction_and_sources(renderer: Renderer) -> None:
    feed = json_feed(made(renderer)["states/changes.json"])
    assert [item["title"] for item in feed["items"]] == ["Ohio: A law on records", "Ohio: Doe v. Fairview County"]
    said = Seen(feed["items"][0]["content_html"]).text
    assert said.startswith("2016. Ohio. Toward compliance.")
    assert "The law on records was signed." in said
    assert re.search(r"Source: .*Gazette", said)
    assert "date_published" not in feed["items"][0]  # the day is not known
    assert feed["items"][1]["date_published"] == "2014-03-04T00:00:00Z"
    assert {item["date_modified"] for item in feed["items"]} == {"2026-11-20T00:00:00Z"}


def test_a_source_is_named_with_its_place_and_linked(project: Project) -> None:
    feed = json_feed(made(change(project, NEW.format(date="2020-02-01", verb="was signed")))["states/ohio/changes.json"])
    html = feed["items"][0]["content_html"]
    assert re.search(r'<p>Source: <a href="https://[^"]+">[^<]+</a>, [^<]+, page 3\.</p>$', html), html
    assert "<!--" not in html


def test_a_date_that_lies_ahead_is_not_told_as_past(project: Project) -> None:
    feed = json_feed(made(change(project, NEW.format(date="2027-07-01", verb="is to take effect") + "    scheduled: true\n"))["states/changes.json"])
    first = feed["items"][0]
    assert first["title"] == "Ohio, date set for July 1, 2027: A law on holds"
    assert "date_published" not in first
    assert first["date_modified"] == "2026-11-20T00:00:00Z"
    assert "This day had not come when the record was last verified, November 20, 2026." in Seen(first["content_html"]).text


def test_a_date_that_was_set_and_has_passed_is_not_told_as_ahead(project: Project) -> None:
    feed = json_feed(made(change(project, NEW.format(date="2026-01-01", verb="is to take effect") + "    scheduled: true\n"))["states/changes.json"])
    text = Seen(feed["items"][0]["content_html"]).text
    assert "had not come" not in text
    assert "It was not known whether this has happened when the record was last verified, November 20, 2026." in text


def test_a_vague_date_is_told_in_words_and_is_no_day_of_publication(project: Project) -> None:
    first = json_feed(made(change(project, NEW.format(date="2020-02~", verb="was signed")))["states/changes.json"])["items"][0]
    assert "date_published" not in first
    assert "about February 2020" in first["content_html"]


def test_the_feed_of_all_states_ends_while_that_of_a_state_does_not(project: Project) -> None:
    many = "".join(NEW.format(date="2020-02-01", verb="was signed").replace("id: new", f"id: new-{number}") for number in range(60))
    files = made(change(project, many))
    assert len(json_feed(files["states/changes.json"])["items"]) == feeds.LIMIT == len(parsed(files["states/changes.atom"]).entries)
    assert len(json_feed(files["states/ohio/changes.json"])["items"]) == 62


def test_a_correction_tells_what_was_wrong_since_when_what_it_says_now_and_why(renderer: Renderer) -> None:
    (entry,) = parsed(made(renderer)["corrections/feed.atom"]).entries
    assert entry.title == "Correction: What Ohio asks of jails"
    assert entry.published == entry.updated == "2026-11-20T00:00:00Z"
    said = " ".join(Seen(entry.content[0].value.replace("<p>", " <p>")).text.split())
    assert said == (
        "Corrected November 20, 2026; wrong since November 1, 2026. The page: Ohio. It said: Ohio requires holds. "
        "It says now: No statewide rule was found. Why: A bill was taken for a law."
    )


def test_without_a_correction_the_feed_is_empty_and_valid(project: Project) -> None:
    (project.root / "data/corrections.yml").unlink()
    files = made(project.renderer())
    atom = parsed(files["corrections/feed.atom"])
    assert (atom.entries, json_feed(files["corrections/feed.json"])["items"]) == ([], [])
    assert atom.feed.updated == "2026-11-20T00:00:00Z"  # the day of the data
    assert atom.feed.id.startswith("urn:uuid:")


def test_what_atom_demands_is_there(renderer: Renderer) -> None:
    for url in ("", URL):
        for path, content in made(with_url(renderer, url)).items():
            if path.endswith(".atom"):
                feed = parsed(content)
                assert all(feed.feed.get(name) for name in ("id", "title", "updated", "author")), path
                for entry in feed.entries:
                    assert all(entry.get(name) for name in ("id", "title", "updated", "link", "content")), path
                assert [link.href for link in feed.feed.links if link.rel == "self"] == ([f"{URL}{path}"] if url else [])


def test_with_an_address_links_are_full_and_without_one_they_are_seen_from_the_feed(renderer: Renderer) -> None:
    def links(url: str, path: str) -> tuple[str, list[str]]:
        feed = parsed(made(with_url(renderer, url))[path])
        return feed.feed.link, [entry.link for entry in feed.entries]

    assert links(URL, "states/changes.atom") == (f"{URL}states/", [f"{URL}states/ohio/#records", f"{URL}states/ohio/#doe"])
    assert links("", "states/changes.atom") == ("./", ["ohio/#records", "ohio/#doe"])
    assert links("", "states/ohio/changes.atom") == ("./", ["#records", "#doe"])
    assert "home_page_url" not in json_feed(made(with_url(renderer, ""))["states/changes.json"])
    assert json_feed(made(with_url(renderer))["states/changes.json"])["feed_url"] == f"{URL}states/changes.json"
    (correction,) = parsed(made(with_url(renderer))["corrections/feed.atom"]).entries
    assert f'<a href="{URL}states/ohio/">Ohio</a>' in correction.content[0].value


def test_ids_stay_when_the_site_moves_or_words_change(project: Project) -> None:
    def ids(renderer: Renderer) -> list[list[str]]:
        return [[item["id"] for item in json_feed(content)["items"]] for path, content in made(renderer).items() if path.endswith(".json")]

    first = project.renderer()
    before = ids(first)
    assert ids(with_url(first)) == before
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for names in before for name in names)
    project.replace("data/states/ohio.yml", "The law on records was signed.", "The law on records was vetoed.")
    assert ids(project.renderer()) == before


def test_the_same_records_make_the_same_bytes(project: Project) -> None:
    assert made(project.renderer()) == made(project.renderer())


def test_pages_name_their_feeds(renderer: Renderer) -> None:
    named = feeds.links_of(renderer)
    assert [link["url"] for link in named["states/ohio/"]] == ["states/ohio/changes.atom", "states/ohio/changes.json"]
    assert [link["url"] for link in named["states/"]] == ["states/changes.atom", "states/changes.json"]
    assert [link["url"] for link in named["corrections/"]] == ["corrections/feed.atom", "corrections/feed.json"]
    assert {link["url"] for links in named.values() for link in links} == set(made(renderer))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_in_every_field_reaches_no_feed_as_code(name: str, project: Project) -> None:
    """The elements and attributes are those of a harmless text, and the text is there, as text."""
    explainer = project.load()

    def all_of(text: str) -> dict[str, bytes]:
        site = {**dict.fromkeys(SITE, ""), "name": "Fixture", "data_date": TODAY}
        return made(Renderer(with_filled(explainer, text), site))

    text = " ".join(HOSTILE[name].split())
    harmless, hostile = all_of("Xylophone"), all_of(text)
    seen_text = 0
    for path, content in hostile.items():
        if path.endswith(".atom"):
            pairs = zip(parsed(content).entries, parsed(harmless[path]).entries, strict=True)
            pieces = [(entry.content[0].value, other.content[0].value, entry.link) for entry, other in pairs]
        else:
            assert not re.search(rb"[<>&\x7f-\xff]", content), path
            pairs = zip(json_feed(content)["items"], json_feed(harmless[path])["items"], strict=True)
            pieces = [(item["content_html"], other["content_html"], item["url"]) for item, other in pairs]
        for html, other, link in pieces:
            seen, same = Seen(html), Seen(other)
            assert seen.tags == same.tags
            assert [key for key, _ in seen.attributes] == [key for key, _ in same.attributes]
            assert seen.comments == []
            assert not re.match(r"(?!https:)[a-z]+:", link)
            if "Xylophone" in same.text:
                seen_text += 1
                assert text in " ".join(seen.text.split())
    assert seen_text >= 6
