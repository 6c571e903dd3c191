"""No list prints more than it can, whatever the number of records: pages, and links to the whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from built import Site
from sample import Project, make_project

from explainer import addresses, engine, generating, publish


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The fixture with 400 more custody cases, 100 more court cases and 1,000 more sources, built."""
    project = make_project(tmp_path_factory.mktemp("many") / "project")
    generating.generate(project.root, 500)
    news = "data/sources/news.yml"
    project.write(news, re.sub(r"title: (?=.* in Sample County )", "title: News, ", project.read(news)))  # all 500 below one letter
    project.write("docs/about/index.md", '# About\n\n{{ record_list("custody-cases") }}\n\n{{ combined(1900, 2100) }}\n')
    publish.build(project.root)
    return project


@pytest.fixture(scope="module")
def site(many: Project) -> Site:
    return Site(many.root / "site")


def linked(site: Site, url: str, start: str) -> list[str]:
    """The records below ``start`` that the page lists, in order."""
    page = site.pages[url]
    items = [item for part in page.main.all("ul", "ol") for item in part.children if not isinstance(item, str)]
    targets = [page.target(next(item.all("a")).attributes["href"], "/explainer/") or "" for item in items if any(item.all("a"))]
    return [target for target in targets if re.fullmatch(rf"{start}(?!page-)[^/#]+/", target)]


def test_a_long_list_goes_on_on_pages_below_it_and_loses_no_record(many: Project, site: Site) -> None:
    pages = [linked(site, url, "custody-cases/") for url in ("custody-cases/", "custody-cases/page-2/", "custody-cases/page-3/")]
    assert [len(page) for page in pages] == [150, 150, 101]
    assert "custody-cases/page-4/" not in site.pages
    explainer = many.load()
    assert [url for page in pages for url in page] == [explainer.url_of(entry) for entry in explainer.in_order("custody-cases")]
    links = {site.pages["custody-cases/page-2/"].target(address, "/explainer/") for _, address in site.pages["custody-cases/page-2/"].links()}
    assert {"custody-cases/", "custody-cases/page-3/"} <= links
    assert "151 to 300 of 401" in site.pages["custody-cases/page-2/"].main.text()
    assert site.pages["custody-cases/page-2/"].tree.one("title").text().startswith("Custody cases, page 2")


def test_a_list_that_fits_says_nothing_of_pages(site: Site) -> None:
    assert "All 101" in site.pages["court-cases/"].main.text()
    assert not list(site.pages["court-cases/"].main.of_class("letters"))
    assert "page-" not in "".join(url for url in site.pages if url.startswith("court-cases/"))


def test_no_list_on_any_page_has_more_than_150_entries(site: Site) -> None:
    for url, page in site.pages.items():
        own = [part for part in page.main.all("section") if "notes" in part.classes]
        notes = {id(part) for section in own for part in section.all("ol")}
        for part in page.main.all("ul", "ol", "dl"):
            count = sum(1 for item in part.children if not isinstance(item, str) and item.tag in ("li", "dt", "div"))
            assert id(part) in notes or count <= addresses.PER_PAGE, f"{count} entries on {url}"
        assert sum("text" not in part.classes for part in page.main.all("article")) <= addresses.PER_PAGE, url


def test_a_record_that_stands_on_a_later_page_of_its_list_is_found_there(many: Project, site: Site) -> None:
    explainer = many.load()
    later = [entry for entry in explainer.published("sources") if "page-" in explainer.url_of(entry)]
    assert len(later) == 350
    for entry in later:
        url, _, anchor = explainer.url_of(entry).partition("#")
        assert anchor in site.pages[url].ids
    case = later[0].id.removesuffix("-news")
    page = site.pages[f"custody-cases/{case}/" if f"custody-cases/{case}/" in site.pages else f"court-cases/{case}/"]
    assert explainer.url_of(later[0]) in {page.target(address, "/explainer/") for _, address in page.links()}


def test_a_page_shows_the_first_records_that_refer_to_it_and_says_how_many_more_there_are(site: Site) -> None:
    page = site.pages["states/ohio/"]
    related = next(iter(page.main.of_class("related")))
    assert len(linked(site, "states/ohio/", "custody-cases/")) == 50
    assert "and 351 more, among custody cases" in related.text()
    assert "custody-cases/" in {page.target(address, "/explainer/") for _, address in page.links()}


def test_a_macro_on_a_written_page_shows_the_first_and_leads_to_all(site: Site) -> None:
    text = " ".join(site.pages["about/"].main.text().split())
    assert "These are the first 150 of 401: all custody cases." in text
    assert re.search(r"These are the first 150 of \d+ in these years\.", text)
    assert {part.attributes.get("data-filter") for part in site.pages["about/"].main.all("ul", "ol") if "data-filter" in part.attributes} == {"page"}


def test_an_id_at_the_address_of_a_page_of_a_list_is_a_fault(project: Project) -> None:
    project.write("data/court-cases/page-2.yml", project.read("data/court-cases/doe-2014.yml").replace("former_ids: [doe-v-fairview]\n", ""))
    said = [line for line in project.said() if "the id 'page-2'" in line]
    assert said == ["data/court-cases/page-2.yml:1:1: the id 'page-2'. Expected another id: at this address a long list goes on. Rename it."]


def test_a_written_page_where_a_list_goes_on_is_a_fault(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    project.write("docs/custody-cases/page-2.md", "# Mine\n")
    project.replace("mkdocs.yml", "nav: [", "nav: [custody-cases/page-2.md, ")
    assert project.said() == []
    generating.generate(project.root, 200)
    with pytest.raises(engine.STOPS, match=r"docs/custody-cases/page-2\.md"):
        publish.build(project.root)
