"""Records and pages as HTML and Markdown."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from rendered import Seen, doc_html, filled_renderer, pages_of
from sample import Project, make_project

from explainer.addresses import url_of
from explainer.explainer import Explainer
from explainer.faults import Faulty
from explainer.records import COLLECTIONS
from explainer.render import Doc, Page, Renderer

HOSTILE = {
    "script": "X <script>alert(1)</script>",
    "closing": "X </p></section></script><script>alert(1)</script>",
    "attribute": "X \" onload=alert(1) x=\" ' onload='alert(1)",
    "image": "X <img src=x onerror=alert(1)>",
    "address": "X javascript:alert(1) <a href='javascript:alert(1)'>y</a>",
    "jinja": "X {{ 7 * 191 }} {% raw %} {{ view.__class__ }} {# x #}",
    "comment": "X <!-- --> <!--note:gazette-2019;;;--> <!--note:nobody;;;-->",
    "marked address": 'X ="@/nowhere/" href="@/nowhere/"',
    "entity": "X &lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "code of markdown": "X `y`{ onclick=alert(1) } *z*{ onmouseover=alert(1) } { #id .class }",
    "link of markdown": "X [y] [z]: <https://evil.example> ![i][j] https://evil.example/",
    "block of markdown": "# X\n\n1. y\n\n    code\n\n- z\n\n| a | b |\n\n~~~\n\n> q\n\n***\n\n{: onclick=alert(1) }",
    "signs of markdown": "X \\` **b** __b__ ~~s~~ || \\* \\[ \\] ``` *",
}


def doc_of(renderer: Renderer, url: str) -> Doc:
    return next(doc for doc in renderer.docs if doc.url == url)


def page_at(renderer: Renderer, url: str) -> Page:
    return next(make() for address, make in renderer.generated() if address == url)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    project = make_project(tmp_path_factory.mktemp("harmless") / "project")
    return {url: Seen(html) for url, html in pages_of(filled_renderer(project, "Xylophone")).items()}


def test_the_harmless_text_reaches_every_kind_of_page(harmless: dict[str, Seen]) -> None:
    """Else the test below would prove nothing."""
    shown = [url for url, seen in harmless.items() if "Xylophone" in seen.text]
    assert {model.collection.url.split("/")[0] for model in COLLECTIONS.values()} <= {url.split("/")[0] for url in shown}
    assert "about/" in shown


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_in_every_field_reaches_no_page_as_code(name: str, project: Project, harmless: dict[str, Seen]) -> None:
    """A page has the same elements and kinds of attributes as with a harmless text: the text is text."""
    text = HOSTILE[name] if "\n" not in HOSTILE[name] else HOSTILE[name].replace("\n\n", " ")
    for url, html in pages_of(filled_renderer(project, text)).items():
        seen = Seen(html)
        same = harmless[url]
        assert seen.tags == same.tags, url
        assert [key for key, _ in seen.attributes] == [key for key, _ in same.attributes], url
        assert not [key for key, _ in seen.attributes if key.startswith("on")], url
        assert not [value for key, value in seen.attributes if key in ("href", "src", "action") and not _safe(value)], url
        assert seen.comments == [], url
        if "Xylophone" in same.text:
            assert " ".join(text.split()) in " ".join(seen.text.split()), url


def _safe(address: str) -> bool:
    own = address.removeprefix("https://web.archive.org/web/*/")
    return not re.match(r"\s*[a-z]+:", own, re.I) or own.startswith(("https://example.org/", "https://archive.example.net/"))


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_record_stands_on_its_page_with_its_title(collection: str, good: Project, explainer: Explainer) -> None:
    pages = pages_of(good.renderer())
    for entry in explainer.published(collection):
        url, _, anchor = url_of(entry).partition("#")
        assert explainer.title_of(entry) in Seen(pages[url]).text
        assert not anchor or f'id="{anchor}"' in pages[url]


def test_a_draft_reaches_no_page(good: Project) -> None:
    assert not [url for url, html in pages_of(good.renderer()).items() if "A rule nobody has read" in html or "said to add a day" in html]


def test_the_correction_is_told_with_its_days_and_both_texts(good: Project) -> None:
    seen = " ".join(Seen(page_at(good.renderer(), "corrections/").html).text.split())
    for part in (
        "What Ohio asks of jails",
        "Corrected November 20, 2026; wrong since November 1, 2026",
        "It said Ohio requires holds.",
        "It says now No statewide rule was found.",
        "Why A bill was taken for a law.",
    ):
        assert part.replace(" ", "") in seen.replace(" ", "")
    assert 'href="../states/ohio/"' in page_at(good.renderer(), "corrections/").html


def test_without_a_correction_the_page_says_so(project: Project) -> None:
    (project.root / "data/corrections.yml").unlink()
    assert "No correction has been made yet." in page_at(project.renderer(), "corrections/").html


def test_a_record_page_has_title_description_and_kind(renderer: Renderer) -> None:
    page = page_at(renderer, "custody-cases/fairview-2019/")
    assert (page.title, page.kind) == ("Fairview County, Ohio: released on bond", "Custody case")
    assert page.description == "The county jail released a man on bond. It had asked whether a detainer is an order."


def test_a_record_of_a_collection_without_a_template_is_printed_field_by_field(project: Project) -> None:
    project.write("overrides/records/_x.html", "")  # so that the templates are a copy
    (project.root / "overrides/records/court-cases.html").unlink()
    (project.root / "overrides/lists/glossary.html").unlink()
    renderer = project.renderer()
    seen = Seen(page_at(renderer, "court-cases/doe-2014/").html).text
    assert "A detainer is a request." in seen
    assert "Does a detainer order a jail to hold?" in seen
    assert "A request from ICE to a jail." in Seen(page_at(renderer, "glossary/").html).text


def test_a_source_page_says_who_rests_on_it_and_how_it_was_checked(good: Project) -> None:
    html = page_at(good.renderer(), "sources/opinion/d/").html
    assert "read in full" in html
    assert '<a href="../../../court-cases/doe-2014/">Doe v. Fairview County</a>' in html
    assert '<a href="../../../">Home</a>' in html


def test_sources_are_listed_by_kind_and_letter(good: Project) -> None:
    urls = [url for url, _ in good.renderer().generated() if url.startswith("sources/")]
    assert urls == [
        "sources/opinion/", "sources/opinion/d/", "sources/regulation/", "sources/regulation/0-9/", "sources/news/", "sources/news/a/",
        "sources/news/j/", "sources/",
    ]  # fmt: skip


def test_a_page_in_docs_runs_macros_and_turns_marks_into_links_and_notes(good: Project) -> None:
    renderer = good.renderer()
    html = doc_html(renderer, doc_of(renderer, ""))
    assert '<a href="court-cases/doe-2014/">the case</a>' in html
    assert '<a href="sources/opinion/d/#doe-2014-op">the source</a>' in html
    assert re.search(r'request\.<sup class="note" id="fnref:1">', html)
    assert '<span class="pin">at 105</span>' in html
    assert '<table class="states stacked" data-sortable>' in html


def test_a_file_in_docs_replaces_the_body_of_a_record_and_keeps_its_head(project: Project) -> None:
    project.write("docs/states/ohio.md", "Our own words on {{ record.title }}. [@gazette-2019]\n")
    renderer = project.renderer()
    assert "states/ohio/" not in [url for url, _ in renderer.generated()]
    html = doc_html(renderer, doc_of(renderer, "states/ohio/"))
    assert html.count("<h1>Ohio</h1>") == 1
    assert "Our own words on Ohio." in html


def test_a_page_in_docs_takes_the_place_of_a_list(project: Project) -> None:
    project.write("docs/states/index.md", "# States\n")
    assert "states/" not in [url for url, _ in project.renderer().generated()]


def test_front_matter_is_read_and_is_no_part_of_the_page(good: Project) -> None:
    renderer = good.renderer()
    doc = doc_of(renderer, "")
    assert renderer.front_matter(doc) == {"title": "Home", "description": "The front page of the fixture."}
    assert renderer.doc_markdown(doc).startswith("# Detainers, in a fixture")


@pytest.mark.parametrize(("terms", "explained"), [("", True), ("---\nterms: false\n---\n", False), ("---\nterms: true\n---\n", True)])
def test_a_page_can_leave_terms_unexplained(project: Project, terms: str, explained: bool) -> None:
    project.write("docs/about/index.md", f"{terms}A detainer.\n")
    renderer = project.renderer()
    assert ('class="term"' in doc_html(renderer, doc_of(renderer, "about/"))) is explained


def test_a_former_id_leads_to_the_present_address(renderer: Renderer) -> None:
    assert list(renderer.redirects()) == [("court-cases/doe-v-fairview/", "court-cases/doe-2014/")]


def test_the_clock_leads_to_its_rules_only_if_there_are_any(project: Project) -> None:
    url = "what-is-a-detainer/the-48-hour-clock/"
    assert "#rules" in page_at(project.renderer(), url).html
    project.replace("data/hold-clock.yml", "  kind: rule\n", "  kind: text\n")
    page = page_at(project.renderer(), url).html
    assert "#rules" not in page
    assert "Times are what the clock at the jail shows." in page


OHIO, FAIRVIEW = "data/states/ohio.yml", "data/custody-cases/fairview-2019.yml"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("in-force", "In effect since"),
        ("in-force-in-part", "In effect since"),
        ("amended", "In effect since"),
        ("not-yet-in-effect", "Set to take effect"),
        ("blocked", "Effective date"),
        ("superseded", "Effective date"),
        ("unconfirmed", "Effective date"),
    ],
)
def test_a_law_is_said_to_be_in_effect_only_if_it_is_known_to_be(project: Project, status: str, said: str) -> None:
    law = "    does: It says who may see jail records.\n    status: {value: in-force, as_of: 2026-10}"
    project.replace(
        OHIO, law, f"    does: It says who may see jail records.\n    effective: 2016-01-01\n    status: {{value: {status}, as_of: 2026-10}}"
    )
    project.replace(OHIO, "supports: [does]", "supports: [does, effective]")
    text = Seen(page_at(project.renderer(), "states/ohio/").html).text
    assert [words for words in ("In effect since", "Set to take effect", "Effective date") if re.search(rf"{words}\s*January 1, 2016", text)] == [
        said
    ]


def test_the_table_of_states_gives_the_date_of_the_oldest_of_the_four_answers(project: Project) -> None:
    project.replace(OHIO, "notify:\n  value: may\n  as_of: 2026-10", "notify:\n  value: may\n  as_of: 2024-02")
    html = page_at(project.renderer(), "states/").html
    assert re.findall(r'data-label="All as of">(.*?)</td>', html) == ['<time datetime="2024-02">February 2024</time> or later']


def test_a_change_about_a_case_that_is_not_decided_has_no_date(project: Project) -> None:
    project.replace("data/court-cases/doe-2014.yml", "decided: 2014-03-04\n", "")
    html = page_at(project.renderer(), "states/ohio/").html
    assert "None" not in html
    assert "Doe v. Fairview County" in Seen(html).text


@pytest.mark.parametrize("name", [OHIO, FAIRVIEW])
def test_a_date_that_was_set_is_not_told_as_what_happened(project: Project, name: str) -> None:
    was, is_ = ("    date: 2016\n", "    date: 2027-03-01\n") if name == OHIO else ("  - date: 2019-06-01\n", "  - date: 2027-03-01\n")
    project.replace(name, was, f"{is_}    scheduled: true\n")
    text = Seen(page_at(project.renderer(), f"{name.removeprefix('data/').removesuffix('.yml')}/").html).text
    assert "date set" in text
    assert text.count("date set") == 1


@pytest.mark.parametrize(
    ("honored", "heading"),
    [
        ("yes", "Why the jail held"),
        ("no", "Why the jail released"),
        ("notified-only", "Why the jail released"),
        ("partly", "The reason given"),
        ("unknown", "The reason given"),
        (None, "The reason given"),
    ],
)
def test_a_reason_is_headed_by_what_the_jail_did(project: Project, honored: str | None, heading: str) -> None:
    text = project.read(FAIRVIEW)
    detainer = 'detainer:\n  lodged: 2019-05\n  honored: "no"\n  source: gazette-2019, paragraph 3\n'
    assert detainer in text
    project.write(FAIRVIEW, text.replace(detainer, detainer.replace('"no"', f'"{honored}"') if honored else ""))
    html = page_at(project.renderer(), "custody-cases/fairview-2019/").html
    assert re.findall(r'<h2 id="reason">([^<]*)', html) == [heading]


def test_a_case_without_events_has_no_empty_timeline_and_an_outcome_shows_its_source(project: Project) -> None:
    text = project.read(FAIRVIEW)
    without = text[: text.index("events:")] + text[text.index("accounts:") :]
    outcome = "criminal_outcome: {value: dismissed, as_of: 2020, source: gazette-2019}\n"
    project.write(FAIRVIEW, without.replace("accounts:", f"{outcome}accounts:", 1))
    html = page_at(project.renderer(), "custody-cases/fairview-2019/").html
    assert 'id="timeline"' not in html
    (said,) = re.findall(r"<dt>Criminal case</dt><dd>(.*?)</dd>", html)
    assert 'class="footnote-ref"' in said


def test_records_come_by_date_where_they_have_one(project: Project) -> None:
    listed = [record.ref for record in project.renderer().env.globals["records"]("history")]
    assert listed == ["history/rule-1997", "history/doe-decided"]


def test_every_fault_of_every_page_is_said_at_once(project: Project) -> None:
    project.write("docs/one.md", "{{ nothing() }}\n")
    project.write("docs/two.md", "[x](states/utah)\n")
    assert [line.split(": ")[0] for line in project.said()] == ["docs/one.md:1:4", "docs/two.md:1:5"]


def test_a_fault_in_a_macro_that_a_page_calls_is_said_at_the_call(project: Project) -> None:
    project.write("overrides/macros/zz.html", "{% macro shout(word) %}\n{{ word.loud }}\n{% endmacro %}\n")
    project.write("docs/one.md", "One.\n\n{{ shout('x') }}\n")
    (said,) = project.said()
    assert said.startswith("docs/one.md:3:1: a field 'loud', which is not there.")


def test_an_unknown_name_is_an_error_and_never_an_empty_text(project: Project) -> None:
    project.write("docs/one.md", "{{ site.nobody }}\n")
    renderer = project.renderer()
    with pytest.raises(Faulty, match=r"docs/one\.md:1:"):
        renderer.doc_markdown(doc_of(renderer, "one/"))


def test_two_renderers_make_the_same_bytes(good: Project) -> None:
    assert pages_of(good.renderer()) == pages_of(good.renderer())


def test_numbers_are_printed_as_people_read_them(good: Project) -> None:
    seen = Seen(page_at(good.renderer(), "numbers/").html).text
    assert "1,276" in seen
    assert "about 77.5" in seen


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1276, "1,276"),
        (1276.0, "1,276"),
        (77.4, "77.4"),
        (0.04, "0.04"),
        (0.25, "0.25"),
        (12.96, "12.96"),
        (-1234.5678, "-1,234.5678"),
        (0.000000001, "0.000000001"),
        (123456789012345.0, "123,456,789,012,345"),
    ],
)
def test_a_number_is_printed_as_it_was_given(good: Project, value: float, text: str) -> None:
    assert good.renderer().env.filters["number"](value) == text


def test_the_district_of_columbia_has_its_article_in_a_sentence(project: Project) -> None:
    district = project.read("data/states/ohio.yml").replace("title: Ohio", "title: District of Columbia").replace("postal: OH", "postal: DC")
    project.write("data/states/district-of-columbia.yml", district)
    seen = Seen(page_at(project.renderer(), "states/district-of-columbia/").html).text
    assert "Must a jail in the District of Columbia hold?" in seen
    assert "State law on ICE detainers in the District of Columbia" in seen
    assert "Follow changes of the District of Columbia’s rules" in seen
    seen = Seen(page_at(project.renderer(), "states/ohio/").html).text
    assert "Must a jail in Ohio hold?" in seen


def test_a_page_says_nothing_of_a_publisher_that_is_not_configured(good: Project) -> None:
    assert set(Renderer(good.load()).site.values()) == {""}


def test_a_day_is_printed_in_words_and_nothing_where_there_is_none(good: Project) -> None:
    day = Renderer(good.load()).env.filters["day"]
    assert (day(dt.date(2026, 11, 4)), day("")) == ("November 4, 2026", "")
