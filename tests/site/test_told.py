"""What machines are told, on every page of the real built site, with every setting and with none."""

from __future__ import annotations

import json
import re
from typing import Any

import feedparser
import pytest
import schema_org
from built import Page, Site

from explainer.explainer import Explainer
from explainer.records import COLLECTIONS, Correction, Record

BASE = "https://example.org/detainers/"


@pytest.fixture(scope="session", params=["plain", "set up"])
def either(request: pytest.FixtureRequest) -> tuple[Site, str]:
    """The site without and with its settings, and the address it is told to have."""
    return request.getfixturevalue("site" if request.param == "plain" else "set_up"), "" if request.param == "plain" else BASE


def pages(site: Site) -> list[Page]:
    return [page for url, page in site.pages.items() if url != "404.html"]


def told(page: Page) -> dict[str, Any]:
    scripts = [script for script in page.tree.one("head").all("script") if script.attributes.get("type") == "application/ld+json"]
    assert len(scripts) == 1, page.url
    (text,) = scripts[0].children
    assert isinstance(text, str)
    assert not re.search(r"[<>&\x7f-\U0010ffff]", text), page.url
    found: dict[str, Any] = json.loads(text)
    return found


def meta(page: Page) -> dict[str, str]:
    """The page's `<meta>` by name or property; each stands once."""
    found: dict[str, str] = {}
    for element in page.tree.one("head").all("meta"):
        name = element.attributes.get("property") or element.attributes.get("name", "")
        assert not name or name not in found, f"{page.url}: {name} twice"
        found[name] = element.attributes.get("content", "")
    return found


def leads(site: Site, page: Page, address: str, base: str) -> str:
    """The place of the site to which an address on a page leads; fails if it is none."""
    if base and address.startswith(base):
        target = address.removeprefix(base)
    else:
        assert not base or address.startswith("#"), f"{page.url}: {address}"
        found = page.target(address)
        assert found is not None, f"{page.url}: {address} leads elsewhere"
        target = found
    url, _, anchor = target.partition("#")
    assert site.file_of(url) in site.files, f"{page.url}: {address} leads nowhere"
    assert not anchor or anchor in site.pages[url].ids, f"{page.url}: {address} has no such place"
    return target


def words(text: str) -> str:
    return " ".join(text.split())


def test_every_page_says_what_it_is_in_words_of_schema_org(either: tuple[Site, str]) -> None:
    site, _ = either
    found = {page.url: schema_org.problems(told(page)) for page in pages(site)}
    assert {url: said for url, said in found.items() if said} == {}
    assert len(found) > 300


def test_every_address_that_is_told_leads_somewhere_and_that_of_a_page_to_itself(either: tuple[Site, str]) -> None:
    site, base = either
    for page in pages(site):
        graph = told(page)
        for node in schema_org.nodes(graph):
            for name in schema_org.ADDRESSES & node.keys():
                leads(site, page, node[name], base)
        assert leads(site, page, graph["@graph"][0]["url"], base) == page.url


def test_the_way_to_a_page_is_the_way_that_it_shows(either: tuple[Site, str]) -> None:
    site, base = either
    shown = 0
    for page in pages(site):
        if not page.url:
            continue
        (crumbs,) = [node for node in told(page)["@graph"] if node["@type"] == "BreadcrumbList"]
        items = [(item["name"], leads(site, page, item["item"], base)) for item in crumbs["itemListElement"]]
        assert [item["position"] for item in crumbs["itemListElement"]] == list(range(1, len(items) + 1))
        assert items[0] == ("Home", "")
        assert items[-1][1] == page.url
        assert words(page.tree.one("title").text()).startswith(words(items[-1][0])), page.url
        for nav in page.main.of_class("breadcrumbs"):
            shown += 1
            assert items[:-1] == [(link.text(), page.target(link.attributes["href"])) for link in nav.all("a")], page.url
    assert shown > 300


def test_what_is_told_is_what_stands_on_the_page(either: tuple[Site, str], real: Explainer) -> None:
    site, _ = either
    for page in pages(site):
        first = told(page)["@graph"][0]
        assert words(first.get("description", "")) == words(meta(page).get("description", "")), page.url
        assert not page.url or words(first.get("headline") or first["name"]) == words(meta(page)["og:title"]), page.url
    for name, model in COLLECTIONS.items():
        if model.collection.page == "each":
            assert {told(site.pages[f"{name}/{entry.id}/"])["@graph"][0]["@type"] for entry in real.published(name)} == {"Article"}
    terms = told(site.pages["glossary/"])["@graph"][0]["hasDefinedTerm"]
    assert {term["url"] for term in terms} == {f"#{entry.id}" for entry in real.published("glossary")}
    sets = told(site.pages["numbers/"])["@graph"][0]["mainEntity"]
    assert [item["url"] for item in sets] == [f"#{entry.id}" for entry in real.published("numbers")]
    for entry in real.published("states"):
        about = told(site.pages[f"states/{entry.id}/"])["@graph"][0]["about"]
        assert [law["name"] for law in about[1:]] == [law.name for law in entry.laws]


def test_every_page_has_a_card(either: tuple[Site, str]) -> None:
    site, base = either
    for page in pages(site):
        found = meta(page)
        assert found["og:title"], page.url
        assert found["og:description"] == found["description"] != "", page.url
        assert found["og:type"] == ("article" if page.url else "website"), page.url
        assert found["og:site_name"], page.url
        if base:
            assert found["og:url"] == f"{base}{page.url}"
            assert found["og:image"].removeprefix(base) in site.files, page.url
            assert site.files[found["og:image"].removeprefix(base)].startswith(b"\x89PNG")
        else:
            assert "og:url" not in found
            assert "og:image" not in found


# --- Dates -------------------------------------------------------------------------------------------------------


def test_the_sitemap_has_the_dates_of_the_data(set_up: Site, real: Explainer) -> None:
    entries = re.findall(r"<url>\s*<loc>([^<]*)</loc>\s*(?:<lastmod>([^<]*)</lastmod>)?\s*</url>", set_up.files["sitemap.xml"].decode())
    dates = {loc.removeprefix(BASE): day for loc, day in entries}
    assert set(dates) == set(set_up.pages) - {"404.html"}
    for name, model in COLLECTIONS.items():
        records = real.published(name)
        days = [str(entry.verified) for entry in records if isinstance(entry, Record)] + [
            str(entry.date) for entry in records if isinstance(entry, Correction)
        ]
        if model.collection.page == "each":
            for entry in records:
                assert isinstance(entry, Record)
                assert dates[f"{name}/{entry.id}/"] == str(entry.verified)
        if days:
            assert dates[model.collection.url] >= max(days)
    assert max(dates.values()) == str(real.newest)
    assert dates["about/privacy/"] == ""  # it rests on no record, so nobody knows of what day it is
    for page in pages(set_up):
        assert told(page)["@graph"][0].get("dateModified", "") == dates[page.url], page.url


# --- Feeds -------------------------------------------------------------------------------------------------------


def feeds_of(page: Page) -> list[tuple[str, str]]:
    """Type and path of each feed that the head of a page names."""
    links = [link.attributes for link in page.tree.one("head").all("link") if link.attributes.get("rel") == "alternate"]
    return [(link["type"], page.target(link["href"]) or link["href"]) for link in links if "atom" in link["type"] or "feed" in link["type"]]


def test_pages_name_their_feeds_in_the_head_and_in_words(site: Site, real: Explainer) -> None:
    both = ["states/changes", "corrections/feed"]
    expected = {"": both, "about/cite-and-reuse/": both, "states/": both[:1], "states/what-changed/": both[:1], "corrections/": both[1:]}
    expected |= {f"states/{entry.id}/": [f"states/{entry.id}/changes"] for entry in real.published("states")}
    for page in pages(site):
        stems = expected.get(page.url, [])
        kinds = (("application/atom+xml", ".atom"), ("application/feed+json", ".json"))
        assert feeds_of(page) == [(kind, f"{stem}{ending}") for stem in stems for kind, ending in kinds], page.url
        if page.url not in ("", "states/what-changed/"):
            linked = {page.target(link.attributes["href"]) for link in page.main.all("a")}
            assert {f"{stem}{ending}" for stem in stems for _, ending in kinds} <= linked, page.url


def test_feeds_hold_the_records(either: tuple[Site, str], real: Explainer) -> None:
    site, base = either
    count = 0
    for entry in real.published("states"):
        changes = [change for change in entry.changes if change.date or change.about]
        count += len(changes)
        page = site.pages[f"states/{entry.id}/"]
        feed = feedparser.parse(site.files[f"states/{entry.id}/changes.atom"], sanitize_html=False, resolve_relative_uris=False)
        assert not feed.bozo, entry.id
        assert sorted(leads(site, page, item.link, base) for item in feed.entries) == sorted(f"states/{entry.id}/#{change.id}" for change in changes)
        assert [item["url"] for item in json.loads(site.files[f"states/{entry.id}/changes.json"])["items"]] == [item.link for item in feed.entries]
        for item in feed.entries:
            for address in re.findall(r'href="([^"]*)"', item.content[0].value):
                if not re.match(r"https?://(?!example\.org/)", address):
                    leads(site, page, address, base)
    whole = json.loads(site.files["states/changes.json"])["items"]
    assert len(whole) == min(50, count) > 20
    assert len(json.loads(site.files["corrections/feed.json"])["items"]) == len(real.published("corrections"))


# --- Files -------------------------------------------------------------------------------------------------------


def test_llms_txt_leads_to_pages(either: tuple[Site, str]) -> None:
    site, base = either
    home = site.pages[""]
    addresses = re.findall(r"\]\(([^)]*)\)", site.files["llms.txt"].decode())
    assert len([leads(site, home, address, base) for address in addresses]) > 40
    assert "Sitemap:" in site.files["robots.txt"].decode() or not base


def test_headers_name_paths_that_are_there(site: Site) -> None:
    for pattern in re.findall(r"^/(\S*)$", site.files["_headers"].decode(), re.M):
        start, _, end = pattern.partition("*")
        assert any(name.startswith(start) and name.endswith(end) for name in site.files), pattern
