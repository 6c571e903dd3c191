"""The built site as a whole, against the records and against itself.

What the pages should hold is worked out here from the records and the HTML, not with the code that made them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from built import EPOCH, ROOT, SETTINGS, Element, Page, Site, build, copy_project, environment, squeezed
from sample import python_path

from explainer import links, support
from explainer.citations import Citation, Link
from explainer.explainer import Explainer
from explainer.records import COLLECTIONS, Entry, Record, Source, Text

EACH = [name for name, model in COLLECTIONS.items() if model.collection.page == "each"]
ONE = {name: model.collection.url for name, model in COLLECTIONS.items() if model.collection.page == "one"}


def words_of(text: Text) -> list[str]:
    """Each paragraph of a text as it should be read, without white space and without the marks of its notes."""
    out = []
    for run in text.paragraphs:
        said = ""
        for part in run:
            said += "" if isinstance(part, Citation) else part.words if isinstance(part, Link) else part
        out.append(squeezed(said))
    return out


def published(real: Explainer) -> Iterator[tuple[Entry, str]]:
    """Every published record with the address at which it must be found."""
    for name in COLLECTIONS:
        for entry in real.published(name):
            if isinstance(entry, Source):
                letter = re.sub(r"[^a-z]", "", _plain(entry.title)[:1].lower()) or "0-9"
                yield entry, f"sources/{entry.kind.value}/{letter}/#{entry.id}"
            else:
                yield entry, f"{ONE[name]}#{entry.id}" if name in ONE else f"{name}/{entry.id}/"


def _plain(title: str) -> str:
    return title.lstrip("\"'“‘([§ ")


# --- Every record ------------------------------------------------------------------------------------------------


def test_every_record_reaches_its_page(real: Explainer, site: Site) -> None:
    lost = []
    for entry, address in published(real):
        url, _, anchor = address.partition("#")
        page = site.pages.get(url)
        if page is None or (anchor and anchor not in page.ids):
            lost.append(f"{address}: not there")
        elif squeezed(real.title_of(entry)) not in page.words:
            lost.append(f"{address}: without its title “{real.title_of(entry)}”")
    assert not lost, "\n".join(lost)


def test_every_published_text_is_on_its_page(real: Explainer, site: Site) -> None:
    """Summaries, events, quotations, doubts: no template may drop what a record says."""
    lost, count = [], 0
    for entry, address in published(real):
        words = site.pages[address.partition("#")[0]].words
        for field in support.walk(entry):
            if not isinstance(field.value, Text) or field.path[0] == "notes" or not support.supported(field):
                continue
            count += 1
            if not all(said in words for said in words_of(field.value)):
                lost.append(f"{address}: {'.'.join(map(str, field.path))}: {field.value.raw[:60]!r}")
    assert count > 500
    assert not lost, f"{len(lost)} of {count}\n" + "\n".join(lost)


def test_every_event_is_in_its_timeline(real: Explainer, site: Site) -> None:
    """Each event's words stand in one list item of one track, and each track keeps the order of the record."""
    count = 0
    for name in ("custody-cases", "court-cases"):
        for entry in real.published(name):
            tracks = [
                [squeezed(item.text(without="note")) for item in track.all("li") if "event" in item.classes]
                for track in site.pages[f"{name}/{entry.id}/"].main.all("ol")
                if "timeline" in track.classes
            ]
            said = [words_of(event.what)[0] for event in entry.events if event.what]
            assert sum(map(len, tracks)) == len(entry.events), f"{name}/{entry.id}"
            for words in said:
                assert any(words in item for track in tracks for item in track), f"{name}/{entry.id}: {words[:60]!r}"
            for track in tracks:
                at = -1
                for item in track:
                    later = [index for index in range(at + 1, len(said)) if said[index] in item]
                    at = later[0] if later else at
                    assert later or not any(words in item for words in said), f"{name}/{entry.id}: not in order: {item[:60]!r}"
            count += len(said)
    assert count > 20


def test_every_source_of_a_record_is_named_on_its_page(real: Explainer, site: Site) -> None:
    """In a note, or among those consulted: by a link to the source's entry, with its title beside or in it."""
    lost = []
    where = {entry.id: address for entry, address in published(real) if isinstance(entry, Source)}
    for entry, address in published(real):
        page = site.pages[address.partition("#")[0]]
        targets = {page.target(href) for _, href in page.links()}
        for use in getattr(entry, "sources", ()):
            source = real.collections["sources"][use.id]
            if where[use.id] not in targets or squeezed(source.title) not in page.words:
                lost.append(f"{address}: {use.id}")
    assert not lost, f"{len(lost)}\n" + "\n".join(lost)


def test_counts(real: Explainer, site: Site) -> None:
    """As many pages or places as records, and not one more."""
    for name in EACH:
        written = {path.stem for path in (ROOT / "docs" / name).glob("*.md")} - set(real.collections[name])  # pages about the collection
        built = {url.split("/")[1] for url in site.pages if re.fullmatch(rf"{name}/[^/]+/", url)} - written
        assert built == {entry.id for entry in real.published(name)}, name
    entries = [page.ids for url, page in site.pages.items() if re.fullmatch(r"sources/[^/]+/[^/]+/", url)]
    articles = Counter(
        element.attributes["id"]
        for url, page in site.pages.items()
        if url.startswith("sources/")
        for element in page.main.all("article")
        if "source" in element.classes
    )
    assert entries
    assert articles == Counter(entry.id for entry in real.published("sources"))


def test_collection_indexes_list_every_record(real: Explainer, site: Site) -> None:
    for name in EACH:
        page = site.pages[f"{name}/"]
        listed = {page.target(href) for tag, href in page.links() if tag == "a"}
        assert listed >= {f"{name}/{entry.id}/" for entry in real.published(name)}, name


def test_notes_for_editors_are_nowhere(real: Explainer, site: Site) -> None:
    notes = [(entry, note) for entry in real if isinstance(entry, Record) for note in entry.notes]
    assert len(notes) > 10
    everything = squeezed(" ".join(page.tree.text(without="note") for page in site.pages.values()))
    index = squeezed(site.files["search/search_index.json"].decode().encode().decode("unicode_escape", errors="ignore"))
    for entry, note in notes:
        for said in words_of(note):
            assert said not in everything, f"{entry.collection.name}/{entry.id}: {note.raw[:60]!r}"
            assert said not in index


# --- Links -------------------------------------------------------------------------------------------------------


def dead_links(site: Site, base_path: str = "/") -> list[str]:
    """Independent of `explainer.links`: every link of every page, followed through a parsed tree."""
    dead = []
    for page in site.pages.values():
        for tag, href in page.links():
            target = page.target(href, base_path)
            if target is None:
                continue
            file = site.file_of(target)
            anchor = target.partition("#")[2]
            linked = site.pages.get(target.partition("#")[0])
            if file not in site.files or (anchor and linked is not None and anchor not in linked.ids):
                dead.append(f"{page.url}: <{tag}> {href}")
    return dead


def test_every_link_and_anchor_resolves(site: Site) -> None:
    assert not list(links.faults_of(site.folder))
    assert sum(1 for page in site.pages.values() for _ in page.links()) > 5000
    assert not dead_links(site)


def test_a_dead_link_is_found(site: Site, tmp_path: Path) -> None:
    """Both checks can fail: a page, an anchor and a file that are not there."""
    copy = tmp_path / "site"
    shutil.copytree(site.folder, copy)
    page = copy / "glossary" / "index.html"
    seeds = '<a href="../states/atlantis/">x</a><a href="../states/ohio/#nowhere">x</a><img src="../assets/none.png" alt="">'
    page.write_text(page.read_text(encoding="utf-8").replace("</main>", f"{seeds}</main>"), encoding="utf-8")
    assert len(dead_links(Site(copy))) == 3
    assert len(list(links.faults_of(copy))) == 3


def test_nothing_comes_from_another_host(site: Site) -> None:
    """Links may lead elsewhere; nothing is loaded from there, in the HTML, in the styles or in the scripts."""
    for page in site.pages.values():
        for element in page.tree.all():
            loads = [element.attributes[name] for name in ("src", "srcset", "poster", "data") if name in element.attributes]
            if element.tag == "link" and element.attributes.get("rel") != "canonical":
                loads.append(element.attributes.get("href", ""))
            for load in loads:
                assert not re.match(r"(?:[a-z]+:)?//", load), f"{page.url}: <{element.tag}> loads {load}"
            assert "@import" not in element.attributes.get("style", "")
    for name, content in site.files.items():
        if (name.endswith((".css", ".js")) and "stylesheets/site" in name) or "javascripts/theme" in name:
            assert not re.search(rb"""(?:url\(|@import|fetch\(|import\()\s*["']?(?:https?:)?//""", content), name


def test_the_policy_is_on_every_page(site: Site) -> None:
    for page in site.pages.values():
        policies = [meta.attributes["content"] for meta in page.tree.all("meta") if meta.attributes.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1, page.url
        assert "default-src 'self'" in policies[0]
        assert "unsafe-inline" not in policies[0].replace("style-src-attr 'unsafe-inline'", "")


# --- Every page --------------------------------------------------------------------------------------------------


def test_the_frame_of_every_page(site: Site) -> None:
    for page in site.pages.values():
        headings = list(page.tree.all("h1"))
        assert len(headings) == 1, f"{page.url}: {len(headings)} h1"
        assert headings[0].text().strip(), f"{page.url}: an empty h1"
        assert page.tree.one("html").attributes.get("lang") == "en", page.url
        assert page.tree.one("main"), page.url
        assert len(page.ids) == len(set(page.ids)), f"{page.url}: twice the id {[name for name, times in Counter(page.ids).items() if times > 1]}"
        assert page.tree.one("head").one("title").text().strip(), page.url


def test_titles_tell_pages_apart(site: Site) -> None:
    titles = Counter(page.tree.one("head").one("title").text() for page in site.pages.values())
    assert not [title for title, times in titles.items() if times > 1]


def test_nothing_of_the_machinery_shows(site: Site) -> None:
    """No tag that was escaped or not replaced, no value that was printed as Python has it."""
    for page in site.pages.values():
        body = page.tree.one("body")
        text = body.text()
        if page.url.startswith("data/"):  # these explain the marks, as code
            for code in page.main.all("code"):
                text = text.replace(code.text(), "")
        for trace in ("{{", "{%", "<!--", "None.", "&lt;", "&amp;", "<p>", "</", "[@", "Undefined", "Markup(", "@/"):
            assert trace not in text, f"{page.url}: {trace} near {text[max(0, text.find(trace) - 60) : text.find(trace) + 40]!r}"
        assert "<!--note:" not in page.html, page.url
        assert '"@/' not in page.html, page.url


def test_notes(site: Site) -> None:
    """As many notes as different marks, numbered in order; each leads back to each of its marks."""
    with_notes = 0
    for page in site.pages.values():
        marks = [link for link in page.main.all("a") if "footnote-ref" in link.classes]
        numbers = list(dict.fromkeys(link.attributes["href"] for link in marks))
        lists = list(page.main.of_class("footnote"))
        items = [item for one in lists for item in one.all("li")]
        assert [f"#{item.attributes['id']}" for item in items] == numbers, page.url
        assert [link.text() for link in marks] == [link.attributes["href"].removeprefix("#fn:") for link in marks], page.url
        assert numbers == [f"#fn:{number}" for number in range(1, len(numbers) + 1)], page.url
        backs = sorted(link.attributes["href"] for item in items for link in item.all("a") if "footnote-backref" in link.classes)
        marked = sorted(f"#{mark.attributes['id']}" for mark in page.main.of_class("note") if mark.tag == "sup")
        assert backs == marked, page.url
        with_notes += bool(items)
    assert with_notes > 20


def resting(page: Page) -> Iterator[str]:
    """Each source that the page's notes, or its list of what was consulted, name."""
    for part in [item for name in ("footnote", "consulted") for one in page.main.of_class(name) for item in one.all("li")]:
        for link in part.all("a"):
            target = page.target(link.attributes["href"]) or ""
            if re.match(r"sources/[^/]+/[^/]+/#", target):
                yield target


def test_every_source_lists_what_rests_on_it(site: Site) -> None:
    """Worked out from the HTML: a page that names a source is linked from the source's entry, or links a record that is."""
    lost, count = [], 0
    for page in site.pages.values():
        if page.url.startswith("sources/"):
            continue
        shown = {page.url} | {
            (page.target(link.attributes["href"]) or "").partition("#")[0] for link in page.main.all("a") if "href" in link.attributes
        }
        for target in resting(page):
            url, _, anchor = target.partition("#")
            entry = next(article for article in site.pages[url].main.all("article") if article.attributes.get("id") == anchor)
            linked = {(site.pages[url].target(link.attributes["href"]) or "").partition("#")[0] for link in entry.all("a")}
            count += 1
            if linked.isdisjoint(shown):
                lost.append(f"{target} does not lead to /{page.url}")
    assert count > 300
    assert not lost, f"{len(lost)} of {count}\n" + "\n".join(lost)


def test_every_written_page_is_listed_by_the_sources_it_cites(site: Site) -> None:
    """Worked out from the Markdown."""
    lost, count = [], 0
    entries = {
        article.attributes["id"]: (page, article)
        for page in site.pages.values()
        if re.match("sources/.+/.+/", page.url)
        for article in page.main.all("article")
        if "id" in article.attributes
    }
    for path in sorted((ROOT / "docs").rglob("*.md")):
        url = path.relative_to(ROOT / "docs").as_posix().removesuffix("index.md").removesuffix(".md")
        for source_id in set(re.findall(r"@([a-z0-9-]+)", " ".join(re.findall(r"\[@[^\]]*\]", path.read_text(encoding="utf-8"))))):
            page, article = entries[source_id]
            count += 1
            if url.rstrip("/") not in {(page.target(link.attributes["href"]) or "").rstrip("/") for link in article.all("a")}:
                lost.append(f"{source_id} does not list {url}")
    assert count > 300
    assert not lost, "\n".join(lost)


def test_the_search_separator_keeps_paragraph_numbers_and_splits_form_numbers() -> None:
    """Else `287.7(d)` would be looked for as 287, 7 and d, and `I-247A` could not be found by its number."""
    line = next(line for line in (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines() if "separator:" in line)
    separator = line.partition("'")[2].rpartition("'")[0]
    words = re.split(separator, "Under 8 C.F.R. § 287.7(d), Form I-247A: section 1357(g).")
    assert {"287.7", "d", "I", "247A", "1357", "g"} <= set(words)


def test_the_page_for_what_is_not_there(site: Site) -> None:
    page = site.pages["404.html"]
    assert "notfound" in page.words or "nothere" in page.words
    assert sum(1 for tag, href in page.links() if tag == "a" and page.target(href) is not None) > 10


# --- Navigation and addresses ------------------------------------------------------------------------------------


def test_records_are_outside_the_navigation(real: Explainer, site: Site) -> None:
    records = {address for _, address in published(real)}
    for page in site.pages.values():
        header = next(element for element in page.tree.all("header") if "site-head" in element.classes)
        listed = {page.target(link.attributes["href"]) for link in header.all("a")}
        assert listed.isdisjoint(records), page.url
        assert len(listed) < 12, page.url


def test_every_page_is_in_the_sitemap(set_up: Site) -> None:
    listed = set(re.findall(r"<loc>https://example\.org/detainers/([^<]*)</loc>", set_up.files["sitemap.xml"].decode()))
    assert listed == set(set_up.pages) - {"404.html"}


def test_every_page_can_be_reached(site: Site) -> None:
    """By links alone, from the home page."""
    seen, queue = {""}, [""]
    while queue:
        page = site.pages[queue.pop()]
        for tag, href in page.links():
            target = (page.target(href) or "").partition("#")[0] if tag == "a" else ""
            if target in site.pages and target not in seen:
                seen.add(target)
                queue.append(target)
    assert seen == set(site.pages) - {"404.html"}


def test_at_a_path_below_its_host(set_up: Site) -> None:
    """The error page is shown at any address, so its links start at the root; all others are relative."""
    base_path = "/detainers/"
    assert not dead_links(set_up, base_path)
    assert not list(links.faults_of(set_up.folder, base_path))
    lost = set_up.pages["404.html"]
    inside = [href for _, href in lost.links() if not re.match(r"[a-z]+:|#", href)]
    assert len(inside) > 10
    assert all(href.startswith(base_path) for href in inside)
    for page in set_up.pages.values():
        if page is not lost:
            assert not [href for _, href in page.links() if href.startswith("/")], page.url
            canonical = next(link.attributes["href"] for link in page.tree.all("link") if link.attributes.get("rel") == "canonical")
            assert canonical == f"https://example.org/detainers/{page.url}"


def test_dead_links_of_a_page_below_a_path_are_found(set_up: Site, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(set_up.folder, copy)
    page = copy / "404.html"
    page.write_text(page.read_text(encoding="utf-8").replace('href="/detainers/states/"', 'href="/states/"'), encoding="utf-8")
    assert dead_links(Site(copy), "/detainers/")


def permalinks(page: Page) -> list[Element]:
    return [link for link in page.main.all("a") if "anchor" in link.classes]


def test_every_claim_event_and_figure_has_an_id_and_a_link_to_it(real: Explainer, site: Site) -> None:
    """Each once; and terms, steps, rules, sources, changes, parts and quotations alike."""
    wanted = {address for entry, address in published(real) if "#" in address}
    for name in EACH:
        for entry in real.published(name):
            page = site.pages[f"{name}/{entry.id}/"]
            tracks = list(page.main.of_class("event"))
            assert len({item.attributes["id"] for item in tracks}) == len(tracks), page.url
            wanted |= {f"{page.url}#{item.attributes['id']}" for item in tracks}
            wanted |= {f"{page.url}#{event.id if name == 'states' else f'e-{event.id}'}" for event in _events(entry) if event.id}
            wanted |= {f"{page.url}#{part.id}" for part in getattr(entry, "parts", ())}
            wanted |= {f"{page.url}#quote"} if getattr(entry, "quote", None) else set()
            assert len(tracks) == len(_events(entry)), page.url
    rows = [row for table in site.pages["numbers/"].main.of_class("points") for row in table.one("tbody").all("tr")]
    assert len(rows) == sum(len(entry.points) + len(entry.other_totals) for entry in real.published("numbers"))
    wanted |= {f"numbers/#{row.attributes['id']}" for row in rows}
    linked = Counter(page.target(link.attributes["href"]) for page in site.pages.values() for link in permalinks(page) if _own(page, link))
    for address in wanted:
        assert address.partition("#")[2] in site.pages[address.partition("#")[0]].ids, address
        assert linked[address] == 1, f"{address}: {linked[address]} links"
    assert len(wanted) > 2000


def _events(entry: Entry) -> tuple[Any, ...]:
    return (*getattr(entry, "events", ()), *getattr(entry, "changes", ()))


def _own(page: Page, link: Element) -> bool:
    return (page.target(link.attributes["href"]) or "").partition("#")[0] == page.url


def test_the_link_to_a_thing_stands_in_it_and_names_it(site: Site) -> None:
    for page in site.pages.values():
        for link in permalinks(page):
            assert re.fullmatch(r"Link to \S.*", link.attributes["aria-label"]), page.url
            assert not link.text(), "the sign is the style sheet's: the words of the page are those of its records"
        things = {element.attributes["id"]: element for element in page.main.all() if "id" in element.attributes}
        for link in permalinks(page):
            if _own(page, link):
                assert link in list(things[link.attributes["href"][1:]].all("a")), f"{page.url}{link.attributes['href']}"


def test_an_event_on_another_page_links_to_its_record(site: Site) -> None:
    home = site.pages[""]
    events = list(home.main.of_class("event"))
    assert events
    assert not [item for item in events if "id" in item.attributes]
    targets = [home.target(link.attributes["href"]) or "" for link in permalinks(home)]
    assert len(targets) == len(events)
    assert all(target.startswith("custody-cases/boulder-2019/#e-") for target in targets)


# --- Settings ----------------------------------------------------------------------------------------------------


def test_nothing_is_made_up_without_settings(site: Site) -> None:
    for name, content in site.files.items():
        if name.endswith((".html", ".xml", ".json")):
            text = content.decode()
            for made_up in ("mailto:", "Published by", "example.org", "example.com", "127.0.0.1", "localhost"):
                assert made_up not in text, f"{name}: {made_up}"
    for page in site.pages.values():
        assert not [link for link in page.tree.all("link") if link.attributes.get("rel") == "canonical"], page.url


def test_settings_are_shown(set_up: Site) -> None:
    for page in set_up.pages.values():
        footer = next(element for element in page.tree.all("footer") if "site-foot" in element.classes)
        assert "Published by The Example Desk." in " ".join(footer.text().split()), page.url
        assert "mailto:desk@example.org" in [link.attributes["href"] for link in footer.all("a")], page.url
    assert [url for url, page in set_up.pages.items() if "https://example.org/repository" in page.html]


def page_foot(page: Page) -> Element:
    return next(element for element in page.main.all("footer") if "page-foot" in element.classes)


def test_every_page_has_its_citation(real: Explainer, site: Site) -> None:
    """In three forms, each with its title; dated by its own record, or by the newest of all; nothing is made up."""
    verified = {address: entry.verified for entry, address in published(real) if "#" not in address and isinstance(entry, Record)}
    newest = max(entry.verified for entry in real if isinstance(entry, Record))
    for page in site.pages.values():
        if page.url == "404.html":
            continue
        title = page.tree.one("head").one("title").text().removesuffix(" | Detainers, Explained") if page.url else "Immigration detainers, explained"
        texts = {pre.attributes["id"]: pre.text() for pre in page_foot(page).all("pre")}
        assert texts.keys() == {"cite-text", "cite-bibtex", "cite-csl"}, page.url
        assert texts["cite-text"].startswith(f"“{title}"), page.url
        (item,) = json.loads(texts["cite-csl"])
        day = verified.get(page.url, newest)
        assert (item["title"], item["issued"]) == (title, {"date-parts": [[day.year, day.month, day.day]]}), page.url
        assert item["note"].startswith("Last verified" if page.url in verified else "Data verified up to"), page.url
        assert not {"URL", "publisher"} & item.keys()
        assert texts["cite-bibtex"].startswith("@misc{"), page.url


def test_without_settings_no_page_names_a_file_or_offers_a_report(site: Site) -> None:
    for page in site.pages.values():
        assert not [foot for foot in page.main.all("footer") for _ in foot.all("a")], page.url


def test_settings_reach_the_foot_of_every_page(set_up: Site) -> None:
    """The file behind the page is there; the report names the page and the file."""
    repository = "https://example.org/repository"
    for page in set_up.pages.values():
        if page.url == "404.html":
            continue
        file, report = (link.attributes["href"] for link in page_foot(page).all("a"))
        assert file.startswith((f"{repository}/blob/main/", f"{repository}/tree/main/")), page.url
        path, _, line = file.removeprefix(repository).split("/", 3)[3].partition("#L")
        assert (ROOT / path).is_dir() if "/tree/" in file else (ROOT / path).is_file(), f"{page.url}: {path}"
        assert not line, "a page is a whole file or folder"
        parts = urlsplit(report)
        fields = parse_qs(parts.query, strict_parsing=True)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{repository}/issues/new"
        assert f"Page: https://example.org/detainers/{page.url}\nFile: {path}" in fields["body"][0]
        assert len(report) < 2000, page.url
        (item,) = json.loads(next(pre.text() for pre in page.main.all("pre") if pre.attributes["id"] == "cite-csl"))
        assert item["URL"] == f"https://example.org/detainers/{page.url}"
        assert item["publisher"] == "The Example Desk"


def test_the_file_behind_a_page_has_its_words(real: Explainer, set_up: Site) -> None:
    for entry, address in published(real):
        if isinstance(entry, Record) and entry.title and not getattr(entry, "about", None):
            file = next(link.attributes["href"] for link in page_foot(set_up.pages[address.partition("#")[0]]).all("a"))
            path = ROOT / file.partition("/main/")[2]
            assert path.is_dir() or real.origin(entry).file == path or path.suffix == ".md", address


def test_a_report_is_a_mail_where_only_an_address_is_set(tmp_path: Path) -> None:
    built = build(copy_project(tmp_path / "project"), CONTACT_EMAIL="desk@example.org")
    for page in built.pages.values():
        if page.url != "404.html":
            (report,) = (link.attributes["href"] for link in page_foot(page).all("a"))
            assert report.startswith("mailto:desk@example.org?subject=Error%20on%20"), page.url
            assert f"Page%3A%20%2F{quote(page.url, safe='')}%0D%0AFile%3A%20" in report, page.url


# --- Builds ------------------------------------------------------------------------------------------------------


def test_two_builds_are_the_same_byte_for_byte(site: Site, tmp_path: Path) -> None:
    """In another folder and time zone, with another order of sets and files, a year later, and with blank settings as a workflow passes them on."""
    blank = dict.fromkeys(SETTINGS, "")
    other = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONPATH": python_path(), "ELSEWHERE": "year order user"}
    again = build(copy_project(tmp_path / "a folder" / "in Zürich"), **other, **blank)
    assert again.files.keys() == site.files.keys()
    assert [name for name, content in site.files.items() if again.files[name] != content] == []


def test_a_draft_is_not_published(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    text = (root / "data/custody-cases/boulder-2019.yml").read_text(encoding="utf-8")
    text = re.sub(r"^title: .*$", 'title: "Zanzibarfell Jail, a draft"', text, count=1, flags=re.M)
    text = re.sub(r"checked: [a-z-]+", "checked: memory", text)
    (root / "data/custody-cases/draft-2001.yml").write_text(text, encoding="utf-8")
    built = build(root)
    assert "custody-cases/boulder-2019/" in built.pages
    assert "custody-cases/draft-2001/" not in built.pages
    assert not [name for name, content in built.files.items() if b"Zanzibarfell" in content or b"draft-2001" in content]


def test_a_faulty_record_leaves_the_last_site(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("the last good site", encoding="utf-8")
    record = root / "data/custody-cases/boulder-2019.yml"
    record.write_text(record.read_text(encoding="utf-8").replace("actor: jail", "actor: jial", 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "explainer", "build", "--root", str(root)], env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert re.search(r"^data/custody-cases/boulder-2019\.yml:\d+:\d+: .*jial.*Did you mean 'jail'\?", done.stderr, re.M), done.stderr
    assert "Traceback" not in done.stderr
    assert [path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*")] == ["index.html"]
    assert not list(root.glob(".site-*"))


def test_the_day_of_the_build_is_nowhere(set_up: Site) -> None:
    """All dates are those of the data: a build of another day would say the same."""
    day = dt.datetime.fromtimestamp(int(EPOCH), dt.UTC).date()
    for said in (f"{day}", f"{day:%B} {day.day}, {day.year}"):
        assert not [name for name, content in set_up.files.items() if said.encode() in content]


def test_the_copy_is_the_project() -> None:
    """What is built here is all that `scripts/build` reads."""
    watched = re.findall(r"^  - (data|overrides|scripts)\b", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.M)
    assert set(watched) <= {"data", "overrides", "scripts", "docs"}
