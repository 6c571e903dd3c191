"""What machines are told of the pages, made from views."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import Any

import pytest
import schema_org
from rendered import filled_renderer, pages_of
from sample import Project
from test_render import HOSTILE

from explainer import metadata
from explainer.metadata import Metadata, safe_json
from explainer.render import Renderer
from explainer.vocabulary import LawStatus

URL = "https://example.org/explainer/"


def told(renderer: Renderer, url: str, title: str = "A title", description: str = "A description.") -> list[dict[str, Any]]:
    """The graph of the page at ``url``."""
    found = json.loads(Metadata(renderer).json_ld(url, title, description))
    assert schema_org.problems(found) == []
    graph: list[dict[str, Any]] = found["@graph"]
    return graph


def with_url(renderer: Renderer) -> Renderer:
    return replace(renderer, site={**renderer.site, "url": URL, "publisher": "The Example Desk"})


def test_json_can_stand_in_a_script_element() -> None:
    value = {"x": "</script><!--<script>&amp; \u2028\u2029 \u202e é"}
    text = safe_json(value)
    assert re.fullmatch(r"[^<>&\x7f-\U0010ffff]+", text)
    assert json.loads(text) == value


def test_the_home_page_is_the_site(renderer: Renderer) -> None:
    (site,) = told(renderer, "")
    assert (site["@type"], site["name"], site["url"]) == ("WebSite", "Fixture", "./")


def test_a_page_written_by_hand_is_an_article_of_the_site_with_the_way_to_it(renderer: Renderer) -> None:
    article, crumbs = told(renderer, "about/", "About", "What it is.")
    assert (article["@type"], article["headline"], article["description"]) == ("Article", "About", "What it is.")
    assert article["isPartOf"] == {"@type": "WebSite", "name": "Fixture", "url": "../"}
    assert [(item["position"], item["name"], item["item"]) for item in crumbs["itemListElement"]] == [(1, "Home", "../"), (2, "About", "./")]


def test_with_an_address_and_a_publisher_both_are_told(renderer: Renderer) -> None:
    article, crumbs = told(with_url(renderer), "states/ohio/", "Ohio")
    assert article["url"] == f"{URL}states/ohio/"
    assert article["publisher"] == {"@type": "Organization", "name": "The Example Desk"}
    assert [item["item"] for item in crumbs["itemListElement"]] == [URL, f"{URL}states/", f"{URL}states/ohio/"]


def test_without_a_publisher_none_is_made_up(renderer: Renderer) -> None:
    assert "publisher" not in json.dumps(told(renderer, "states/ohio/"))


def test_the_page_of_a_state_is_about_the_state_and_its_laws(renderer: Renderer) -> None:
    state, law = told(renderer, "states/ohio/")[0]["about"]
    assert state == {"@type": "State", "name": "Ohio"}
    assert law == {
        "@type": "Legislation", "name": "A law on records", "legislationLegalForce": "https://schema.org/InForce",
        "legislationDateVersion": "2026-10", "legislationJurisdiction": "Ohio",
    }  # fmt: skip


@pytest.mark.parametrize("status", LawStatus)
def test_the_force_of_a_law_is_told_only_where_one_of_three_words_says_it(status: LawStatus, project: Project) -> None:
    project.replace("data/states/ohio.yml", "status: {value: in-force, as_of: 2026-10}", f"status: {{value: {status.value}, as_of: 2026-10}}")
    law = told(project.renderer(), "states/ohio/")[0]["about"][1]
    expected = {"in-force": "InForce", "amended": "InForce", "in-force-in-part": "PartiallyInForce"} | dict.fromkeys(
        ("superseded", "repealed", "vetoed"), "NotInForce"
    )
    assert law.get("legislationLegalForce", "").removeprefix("https://schema.org/") == expected.get(status.value, "")


def test_an_authority_that_is_law_is_told_as_legislation_and_another_is_not(project: Project) -> None:
    (name,) = [path.stem for path in (project.root / "data/authorities").glob("*.yml")]
    law = told(project.renderer(), f"authorities/{name}/")[0]["about"]
    assert law["@type"] == "Legislation"
    assert law["legislationIdentifier"] == project.load().collections["authorities"][name].citation
    project.replace(f"data/authorities/{name}.yml", "kind: regulation", "kind: policy")
    assert "about" not in told(project.renderer(), f"authorities/{name}/")[0]


def test_a_decision_is_told_with_court_and_day_and_one_to_come_is_not(project: Project) -> None:
    about = told(project.renderer(), "court-cases/doe-2014/")[0]["about"]
    assert (about["@type"], about["name"], about["dateCreated"]) == ("CreativeWork", "Doe v. Fairview County", "2014-03-04")
    assert about["creator"]["@type"] == "GovernmentOrganization"


def test_a_custody_case_has_a_place_and_nobody(renderer: Renderer) -> None:
    page = told(renderer, "custody-cases/fairview-2019/")[0]
    assert page["contentLocation"]["@type"] == "Place"
    assert "Ohio" in page["contentLocation"]["name"]
    assert "Person" not in json.dumps(page)


def test_the_glossary_is_a_set_of_terms(renderer: Renderer) -> None:
    page = told(renderer, "glossary/")[0]
    assert page["@type"] == "DefinedTermSet"
    assert {"@type": "DefinedTerm", "name": "Detainer", "description": "A request from ICE to a jail.", "url": "#detainer"} in page["hasDefinedTerm"]


def test_each_numbers_record_is_a_dataset_with_its_time(renderer: Renderer) -> None:
    sets = told(renderer, "numbers/")[0]["mainEntity"]
    assert [item["url"] for item in sets] == [f"#{entry.id}" for entry in renderer.explainer.published("numbers")]
    assert any(re.fullmatch(r"\d{4}(-\d\d){0,2}/\d{4}(-\d\d){0,2}", item.get("temporalCoverage", "")) for item in sets)


def test_a_page_of_open_data_is_a_dataset_with_its_files(renderer: Renderer) -> None:
    page = told(with_url(renderer), "data/states/")[0]
    files = {item["contentUrl"].removeprefix(f"{URL}data/"): item["encodingFormat"] for item in page["distribution"]}
    assert page["@type"] == "Dataset"
    assert files["states.json"] == "application/json"
    assert {"states.csv", "states-changes.csv"} <= set(files)
    assert page["dateModified"] == "2026-11-20"
    assert [item["contentUrl"] for item in told(renderer, "data/")[0]["distribution"]] == ["detainers.sqlite", "detainers.zip"]


def test_an_index_of_records_is_a_collection(renderer: Renderer) -> None:
    assert {
        told(renderer, url)[0]["@type"] for url in ("court-cases/", "claims/", "sources/", "sources/opinion/", "sources/opinion/d/", "corrections/")
    } == {"CollectionPage"}


def test_a_vague_date_is_not_told_as_one(project: Project) -> None:
    project.replace("data/court-cases/doe-2014.yml", "decided: 2014-03-04", "decided: 2014-03~")
    assert "dateCreated" not in told(project.renderer(), "court-cases/doe-2014/")[0]["about"]


# --- How new a page is -------------------------------------------------------------------------------------------


def test_a_page_is_as_new_as_the_newest_record_on_it_below_it_or_cited_on_it(project: Project) -> None:
    project.replace("data/states/ohio.yml", "verified: 2026-11-20", "verified: 2026-11-22")
    project.write("docs/one.md", "# One\n\nA sentence. [@gazette-2019]\n")
    project.write("docs/two.md", "# Two\n\nNothing from the records.\n")
    project.write("docs/three.md", "# Three\n\n{{ fact('states/ohio', 'hold.why') }}\n")
    renderer = project.renderer()
    known = Metadata(renderer)
    assert known.updated("states/ohio/") == known.updated("states/") == known.updated("") == known.updated("three/") == dt.date(2026, 11, 22)
    assert known.updated("one/") == renderer.explainer.checked_on["gazette-2019"]
    assert known.updated("two/") is None
    assert known.updated("corrections/") == dt.date(2026, 11, 20)
    assert "dateModified" not in told(renderer, "two/")[0]


# --- Files -------------------------------------------------------------------------------------------------------


def test_robots_may_read_everything_and_are_told_of_the_sitemap_only_with_an_address(renderer: Renderer) -> None:
    def robots(renderer: Renderer) -> list[str]:
        return dict(metadata.files(renderer))["robots.txt"]().decode().split("\n")

    assert robots(renderer) == ["User-agent: *", "Allow: /", ""]
    assert f"Sitemap: {URL}sitemap.xml" in robots(with_url(renderer))


def test_llms_txt_names_every_page_written_by_hand_and_every_collection(renderer: Renderer) -> None:
    text = dict(metadata.files(with_url(renderer)))["llms.txt"]().decode()
    assert text.startswith("# Fixture\n\n> The front page of the fixture.\n")
    listed = set(re.findall(r"\]\(https://example\.org/explainer/([^)]*)\)", text))
    assert listed >= {"", "about/", "what-is-a-detainer/", "states/", "glossary/", "sources/"}


# --- Hostile text ------------------------------------------------------------------------------------------------


def shape(value: Any) -> Any:
    """Parsed JSON without its words, but with its types and addresses."""
    if isinstance(value, dict):
        return {name: item if name == "@type" or name in (*schema_org.ADDRESSES, "isBasedOn") else shape(item) for name, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else type(value)


@pytest.mark.parametrize("text", [*HOSTILE.values(), "X \u202e\u2066 y \u2028 z"], ids=[*HOSTILE, "controls"])
def test_hostile_text_in_every_field_reaches_no_json_ld_as_code(text: str, project: Project) -> None:
    text = " ".join(text.split())
    hostile, harmless = filled_renderer(project, text), filled_renderer(project, "Xylophone")
    seen = 0
    for url in pages_of(hostile):
        made = Metadata(hostile).json_ld(url, f"Title {text}", f"Description {text}")
        same = Metadata(harmless).json_ld(url, "Title Xylophone", "Description Xylophone")
        assert re.fullmatch(r"[^<>&\x7f-\U0010ffff]+", made), url
        assert shape(json.loads(made)) == shape(json.loads(same)), url
        seen += same.count("Xylophone")
    assert seen > 30
