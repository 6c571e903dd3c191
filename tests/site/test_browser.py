"""The site in a real browser: accessibility, keyboard, search, colors, paper, and no script at all."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from built import Site
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from explainer import hold_clock

MOST_BYTES = 80_000
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = ("light", "dark")
WIDTHS = (1280, 360)
CASE = "custody-cases/boulder-2019/"

PAGES = {
    "home": "",
    "explainer": "what-is-a-detainer/",
    "argument": "why-compliance-is-optional/",
    "law in columns": "why-compliance-is-optional/request-and-shall/",
    "table of papers": "what-is-a-detainer/detainer-notice-transfer-warrant/",
    "decision": "must-my-jail-hold/",
    "checklist": "before-you-hold/",
    "help": "someone-is-held-now/",
    "cases": "cases/",
    "claims of an article": "cases/one-article-checked/",
    "changes of law": "states/what-changed/",
    "evidence": "evidence/",
    "about": "about/",
    "provenance": "about/provenance/",
    "doubts": "about/provenance/authorities/",
    "custody case": CASE,
    "court case": "court-cases/galarza-2014/",
    "state": "states/texas/",
    "authority": "authorities/8-cfr-287-7/",
    "question": "questions/mandatory-as-federal-law/",
    "history": "history/",
    "claims": "claims/",
    "numbers": "numbers/",
    "lifecycle": "lifecycle/",
    "clock": "what-is-a-detainer/the-48-hour-clock/",
    "glossary": "glossary/",
    "corrections": "corrections/",
    "index": "court-cases/",
    "states": "states/",
    "sources": "sources/",
    "sources of a kind": "sources/opinion/",
    "sources of a letter": "sources/opinion/g/",
    "open data": "data/",
    "fields of data": "data/states/",
    "not found": "there/is/no/such/page/",
}

every_kind = pytest.mark.parametrize("kind", PAGES)
every_scheme = pytest.mark.parametrize("scheme", SCHEMES)
every_width = pytest.mark.parametrize("width", WIDTHS)

Open = Callable[..., "Visit"]


@dataclass
class Visit:
    """A page in the browser, with everything it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._failed)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def _failed(self, request: Request) -> None:
        self.complaints.append(f"failed: {request.url} ({request.failure})")

    def _said(self, message: ConsoleMessage) -> None:
        # That a page was not found is also written to the console, of the error page itself.
        own = message.location.get("url") == self.page.url and "404" in message.text
        if message.type in ("error", "warning") and not own:
            self.complaints.append(f"{message.type}: {message.text}")


POLICY = 'addEventListener("securitypolicyviolation", event => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))'


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """One browser context for each set of options, kept for all tests of the module."""
    made: dict[str, BrowserContext] = {}

    def get(scheme: str = "light", width: int = 1280, scripts: bool = True) -> BrowserContext:
        name = f"{scheme} {width} {scripts}"
        if name not in made:
            made[name] = browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": 800}, java_script_enabled=scripts, reduced_motion="reduce"
            )
            made[name].set_default_timeout(10_000)
            made[name].add_init_script(POLICY)
        return made[name]

    yield get
    for context in made.values():
        context.close()


@pytest.fixture
def visit(contexts: Callable[..., BrowserContext], address: str) -> Iterator[Open]:
    """Opens a page of the site and gives it with its requests and complaints."""
    opened: list[Page] = []

    def go(url: str, **options: object) -> Visit:
        page = contexts(**options).new_page()
        opened.append(page)
        made = Visit(page)
        made.listen()
        page.goto(address + url, wait_until="load")
        return made

    yield go
    for page in opened:
        page.close()


def axe(page: Page) -> list[str]:
    """What axe-core finds: rule, element, and what to do."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}).response
    assert found["testEngine"]["name"] == "axe-core"
    return [f"{rule['id']} at {node['target']}: {node['failureSummary']}" for rule in found["violations"] for node in rule["nodes"]]


# --- Every kind of page, in both schemes, on both screens --------------------------------------------------------


@every_kind
@every_scheme
@every_width
def test_page(visit: Open, address: str, kind: str, scheme: str, width: int) -> None:
    """No violation of axe's, no sideways scroll, no complaint, no other host, and no search index yet."""
    it = visit(PAGES[kind], scheme=scheme, width=width)
    overflow = it.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{overflow} px too wide"
    assert it.complaints == []
    assert {urlsplit(request).netloc for request in it.requests} == {urlsplit(address).netloc}
    assert not [request for request in it.requests if "search" in request]
    violations = axe(it.page)
    assert not violations, "\n".join(violations)
    assert it.complaints == []


@every_scheme
@every_width
def test_open_search(visit: Open, scheme: str, width: int) -> None:
    """The search with its results, as accessible as the pages."""
    it = visit(CASE, scheme=scheme, width=width)
    it.page.get_by_role("button", name="Search").click()
    it.page.keyboard.type("detainer")
    expect(it.page.locator("#search .hits > li").first).to_be_visible()
    violations = axe(it.page)
    assert not violations, "\n".join(violations)
    assert it.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert it.complaints == []


@every_scheme
def test_open_note(visit: Open, scheme: str) -> None:
    """A note shown beside its mark, as accessible as the pages; Escape puts it away."""
    it = visit(CASE, scheme=scheme)
    mark = it.page.locator("main a.footnote-ref").first
    it.page.keyboard.press("Tab")
    mark.focus()
    tip = it.page.get_by_role("tooltip")
    expect(tip).to_be_visible()
    note = it.page.locator("#fn\\:1 cite").first.inner_text()
    assert note in tip.inner_text()
    violations = axe(it.page)
    assert not violations, "\n".join(violations)
    it.page.keyboard.press("Escape")
    expect(tip).to_have_count(0)


def test_axe_and_the_listeners_are_awake(visit: Open) -> None:
    """What the tests above look for is seen when it is there."""
    it = visit(CASE)
    it.page.evaluate(
        """() => {
          const faint = document.createElement("p")
          faint.textContent = "Hard to read"
          faint.style.color = "#ddd"
          faint.style.background = "#fff"
          const wide = document.createElement("div")
          wide.style.width = "3000px"
          wide.textContent = "wide"
          document.querySelector("article").append(faint, wide)
          const script = document.createElement("script")
          script.textContent = "window.ran = true"
          document.body.append(script)
          const other = document.createElement("img")
          other.alt = ""
          other.src = "http://other.example/x.png"
          document.body.append(other)
        }"""
    )
    assert [line for line in axe(it.page) if line.startswith("color-contrast")]
    assert it.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0
    assert it.page.evaluate("window.ran") is None
    assert [line for line in it.complaints if "policy: script-src" in line], it.complaints
    assert [line for line in it.complaints if "policy: img-src" in line], it.complaints


# --- Without scripts ---------------------------------------------------------------------------------------------


READ = """() => {
  const article = document.querySelector("article.text").cloneNode(true)
  for (const control of article.querySelectorAll(".needs-js, .filters, .footnote-backref")) control.remove()
  document.querySelector("main").append(article)
  const text = article.innerText
  article.remove()
  return text.split(/\\s+/).join(" ").trim()
}"""


@every_kind
def test_all_text_is_there_without_scripts(visit: Open, site: Site, kind: str) -> None:
    with_scripts = visit(PAGES[kind]).page.evaluate(READ)
    without = visit(PAGES[kind], scripts=False).page
    assert without.evaluate("document.documentElement.classList.contains('js')") is False
    assert without.evaluate(READ) == with_scripts
    assert len(with_scripts) > 100


@every_width
def test_navigation_without_scripts(visit: Open, address: str, width: int) -> None:
    page = visit(CASE, scripts=False, width=width).page
    links = page.get_by_role("navigation", name="Main").get_by_role("link")
    assert links.count() >= 5
    for link in links.all():
        expect(link).to_be_visible()
        box = link.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    links.filter(has_text="States").click()
    assert page.url == f"{address}states/"
    assert page.get_by_role("heading", level=1).is_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="All pages").click()
    assert page.url == f"{address}evidence/"


@pytest.mark.parametrize("scripts", [True, False])
def test_marks_lead_to_notes_and_back(visit: Open, scripts: bool) -> None:
    page = visit(CASE, scripts=scripts).page
    mark = page.locator("main a.footnote-ref").first
    mark.click()
    assert urlsplit(page.url).fragment == "fn:1"
    expect(page.locator("#fn\\:1")).to_be_in_viewport()
    page.locator("#fn\\:1 a.footnote-backref").first.click()
    assert urlsplit(page.url).fragment == "fnref:1"
    expect(mark).to_be_in_viewport()


WORDS_AND_ROOM = """chart => [...chart.querySelectorAll('.value')].map(label => {
    const range = document.createRange(); range.selectNodeContents(label);
    return [range.getBoundingClientRect(), chart.querySelector('.plot').getBoundingClientRect(), chart.getBoundingClientRect()];
}).map(([words, plot, chart]) => [words.left - chart.left, words.top - chart.top, plot.left - words.right])"""


@every_width
def test_the_values_of_a_chart_stand_beside_its_bars(visit: Open, width: int) -> None:
    """Whatever their length: their room is that of the longest, and as good as no more."""
    charts = visit("numbers/", width=width).page.locator(".chart").all()
    assert charts
    for chart in charts:
        room = chart.evaluate(WORDS_AND_ROOM)
        assert all(left >= 0 and top >= 0 and right >= 2 for left, top, right in room)
        assert min(right for _, _, right in room) < 24


# --- Links to a claim, an event, a number; citations -------------------------------------------------------------


@pytest.fixture
def copying(browser: Browser) -> Iterator[Page]:
    """A page whose scripts may write to the clipboard."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    context.add_init_script(POLICY)
    yield context.new_page()
    context.close()


CLIPBOARD = "navigator.clipboard.readText()"


@pytest.mark.parametrize(
    ("url", "thing"),
    [("claims/", ".claim"), (CASE, ".event"), ("numbers/", "table.points tr[id]"), ("glossary/", ".glossary dt"), ("sources/opinion/g/", ".source")],
)
def test_a_link_is_copied_by_keyboard(copying: Page, address: str, url: str, thing: str) -> None:
    """The Tab key reaches it and shows it; Enter copies its whole address, goes there and says so."""
    copying.goto(address + url)
    item = copying.locator(thing).nth(1)
    link = item.locator(".anchor")
    expect(link).to_have_css("opacity", "0")
    link.focus()
    copying.keyboard.press("Shift+Tab")
    copying.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_have_css("opacity", "1")
    assert copying.evaluate(FOCUSED) == {"name": "", "ring": True, "seen": True}
    copying.keyboard.press("Enter")
    expect(copying.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert copying.evaluate(CLIPBOARD) == f"{address}{url}#{item.get_attribute('id')}" == copying.url
    expect(copying.get_by_role("status").filter(has_text="Copied")).to_have_count(0)


def test_nothing_that_scripts_do_breaks_the_policy(copying: Page, address: str) -> None:
    """Search, clock, filters, colors, copied links and citations; at the end one break, to see that it would be heard."""
    said: list[str] = []
    copying.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    copying.on("pageerror", lambda error: said.append(str(error)))

    copying.goto(address + CASE)
    copying.locator("[data-scheme-toggle]").click()
    assert copying.evaluate("document.documentElement.dataset.scheme") in ("dark", "light")
    copying.locator(".event .anchor").first.focus()
    copying.keyboard.press("Enter")
    expect(copying.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    copying.locator("summary", has_text="Cite").first.click()
    copying.locator("[data-copy]").first.click()
    expect(copying.locator("[data-copy]").first).to_have_text("Copied")
    copying.locator("[data-search-open]").first.click()
    copying.keyboard.type("galarza")
    expect(copying.locator("#search .hits > li").first).to_be_visible()

    copying.goto(address + "court-cases/")
    copying.locator(".filters select").first.select_option(index=1)
    expect(copying.locator(".filters .status-line")).to_contain_text("of")

    copying.goto(address + "what-is-a-detainer/the-48-hour-clock/")
    copying.locator("#clock-start").fill("2026-12-04T17:00")
    copying.locator("#clock-state").select_option("TX")
    expect(copying.locator(".clock-results .clock-line").first).to_be_visible()
    assert said == []

    copying.evaluate("() => { const made = document.createElement('script'); made.textContent = 'var broken = 1'; document.body.append(made) }")
    copying.wait_for_function("true")
    assert any("policy: script-src" in message or "Content Security Policy" in message for message in said)
    assert copying.evaluate("typeof broken") == "undefined"


@every_scheme
def test_the_link_shows_where_the_pointer_is(visit: Open, scheme: str) -> None:
    it = visit("claims/", scheme=scheme)
    it.page.locator(".claim h2").nth(2).hover()
    expect(it.page.locator(".claim .anchor").nth(2)).to_have_css("opacity", "1")
    expect(it.page.locator(".claim .anchor").nth(3)).to_have_css("opacity", "0")
    assert axe(it.page) == []


def test_without_a_clipboard_or_a_script_it_is_a_link(visit: Open, address: str) -> None:
    for scripts in (True, False):
        page = visit("claims/", scripts=scripts).page
        item = page.locator(".claim").nth(3)
        if scripts:
            page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
        item.locator(".anchor").click()
        assert page.url == f"{address}claims/#{item.get_attribute('id')}"
        expect(item).to_be_in_viewport()
        expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(0)


@every_scheme
@every_width
def test_the_open_citation(visit: Open, scheme: str, width: int) -> None:
    it = visit(CASE, scheme=scheme, width=width)
    it.page.get_by_text("Cite this page").click()
    expect(it.page.locator("#cite-csl")).to_be_visible()
    assert it.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert axe(it.page) == []
    assert it.complaints == []


def test_a_citation_is_copied(copying: Page, address: str) -> None:
    copying.goto(address + CASE)
    copying.get_by_text("Cite this page").click()
    for name in ("bibtex", "csl", "text"):
        button = copying.locator(f"[data-copy=cite-{name}]")
        button.click()
        expect(button).to_have_text("Copied")
        assert copying.evaluate(CLIPBOARD) == copying.locator(f"#cite-{name}").text_content()


def test_a_citation_opens_without_scripts(visit: Open) -> None:
    page = visit(CASE, scripts=False).page
    expect(page.locator("#cite-text")).to_be_hidden()
    page.get_by_text("Cite this page").click()
    expect(page.locator("#cite-text")).to_contain_text("Last verified")
    expect(page.locator(".page-foot button").first).to_be_hidden()


# --- Keyboard ----------------------------------------------------------------------------------------------------


FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at)
  const box = at.getBoundingClientRect()
  return {
    name: at.innerText.trim(),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
}"""


def test_tab_goes_to_the_skip_link_and_through_the_header(visit: Open) -> None:
    page = visit(CASE).page
    order = ["Skip to content", *page.locator(".site-head").locator("a:visible, button:visible").all_inner_texts()]
    assert len(order) > 8
    for name in order:
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == {"name": name.strip(), "ring": True, "seen": True}


def test_the_skip_link_skips(visit: Open) -> None:
    page = visit(CASE).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_search_by_keyboard(visit: Open, address: str) -> None:
    it = visit(CASE)
    page = it.page
    button = page.get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Search this site")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    assert not [request for request in it.requests if "search" in request]
    page.keyboard.press("Enter")
    page.keyboard.type("Galarza")
    expect(page.locator("#search .hits a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search .hits a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}court-cases/galarza-2014/**")
    assert it.complaints == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("287.7(d)", "authorities/8-cfr-287-7/"),
        ("I-247A", "authorities/form-i-247a/"),
        ("Galarza", "court-cases/galarza-2014/"),
        ("48 hours", "what-is-a-detainer/the-48-hours/"),
        ("1357(g)", "authorities/8-usc-1357-g/"),
        ("Lunn", "court-cases/lunn-2017/"),
        ("Mecklenburg", "custody-cases/mecklenburg-2019/"),
        ("Lehigh County", "custody-cases/lehigh-2008/"),
        ("Laken Riley", "authorities/laken-riley-act/"),
        ("Ohio", "states/ohio/"),
        ("TX", "states/texas/"),
    ],
)
def test_search_finds(visit: Open, address: str, query: str, expected: str) -> None:
    """The index is fetched once, at the first query, and the page that is meant is among the first three."""
    it = visit("about/")
    it.page.get_by_role("button", name="Search").click()
    it.page.keyboard.type(query)
    hits = it.page.locator("#search .hits > li")
    expect(hits.first).to_be_visible()
    expect(it.page.locator("#search .status")).to_contain_text("page")
    first = [urlsplit(hit.locator("a").first.evaluate("link => link.href")).path.lstrip("/") for hit in hits.all()[:3]]
    assert expected in first
    assert len([request for request in it.requests if request.endswith("search/search_index.json")]) == 1
    assert {urlsplit(request).netloc for request in it.requests} == {urlsplit(address).netloc}
    assert it.complaints == []


def test_search_says_when_there_is_nothing(visit: Open) -> None:
    it = visit("about/")
    it.page.get_by_role("button", name="Search").click()
    it.page.keyboard.type("zanzibarfell")
    expect(it.page.locator("#search .status")).to_have_text("No page matches “zanzibarfell”.")
    it.page.get_by_role("button", name="Close").click()
    expect(it.page.get_by_role("dialog")).to_be_hidden()


# --- Colors and paper --------------------------------------------------------------------------------------------


BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@every_scheme
def test_colors_can_be_switched_and_stay_switched(browser: Browser, address: str, scheme: str) -> None:
    other = SCHEMES[1 - SCHEMES.index(scheme)]
    context = browser.new_context(color_scheme=scheme)
    try:
        page = context.new_page()
        page.goto(address)
        before = page.evaluate(BACKGROUND)
        page.get_by_role("button", name=f"Switch to {other} colors").click()
        after = page.evaluate(BACKGROUND)
        assert after != before
        page.reload()
        assert page.evaluate(BACKGROUND) == after
        page.goto(f"{address}states/")
        assert page.evaluate(BACKGROUND) == after
        page.get_by_role("button", name=f"Switch to {scheme} colors").click()
        assert page.evaluate(BACKGROUND) == before
        page.reload()
        assert page.evaluate(BACKGROUND) == before
        assert context.cookies() == []
    finally:
        context.close()


@every_scheme
def test_paper(visit: Open, scheme: str) -> None:
    """On paper: the whole text with its notes in dark ink, without what can't be used there."""
    page = visit(CASE, scheme=scheme).page
    foot = page.locator(".page-foot").inner_text()  # to copy a citation or to report is no use on paper
    text = page.evaluate(READ)
    page.emulate_media(media="print")
    notes = page.locator("section.notes li")
    assert notes.count() > 3
    for note in notes.all():
        expect(note).to_be_visible()
    printed = page.evaluate(READ)
    for sentence in text.split(". "):
        if not sentence.startswith("↩"):  # nor are the ways back from a note
            assert sentence.removesuffix(f" {foot}").removesuffix(foot).strip() in printed
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    ink = page.locator("article .lede p").first.evaluate("element => getComputedStyle(element).color")
    assert sum(int(part) for part in ink[4:-1].split(",")[:3]) < 200, ink


# --- Weight ------------------------------------------------------------------------------------------------------


def test_weight_of_every_page(site: Site) -> None:
    weights = {url: site.weight(page) for url, page in site.pages.items()}
    heavy = {url: weight for url, weight in weights.items() if weight > MOST_BYTES}
    assert not heavy, json.dumps(heavy, indent=1)
    assert min(weights.values()) > 3_000


def test_a_page_loads_what_was_weighed(browser: Browser, address: str, site: Site) -> None:
    """The browser fetches just what `Site.loads` has found in the HTML, but for the icon, which it may leave out."""
    context = browser.new_context()
    try:
        page = context.new_page()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address + CASE, wait_until="networkidle")
        fetched = {site.file_of(urlsplit(request).path.lstrip("/")) for request in requests}
    finally:
        context.close()
    weighed = site.loads(site.pages[CASE])
    assert fetched <= weighed
    assert all(name.endswith(".svg") for name in weighed - fetched)
    assert Path(site.folder, "assets").is_dir()


# --- The 48-hour clock ------------------------------------------------------------------------------------------

CLOCK = "what-is-a-detainer/the-48-hour-clock/"
COUNT = """starts => {
  const {holidays} = JSON.parse(document.querySelector(".clock").dataset.calendar)
  const {read, write, ends} = globalThis.holdClock
  return starts.map(start => {
    const all = ends(read(start), holidays)
    return [all.regulation, all.observed, all.form].map(one => one && [write(one.end), one.skipped])
  })
}"""


def test_the_clock_in_the_browser_counts_as_the_reference_does(visit: Open) -> None:
    """At 12,000 starts, to the minute: any, and as many around the ends of days, holidays and years."""
    it = visit(CLOCK)
    years = json.loads(it.page.locator(".clock").get_attribute("data-calendar") or "")["years"]
    chance = random.Random(48)
    first = dt.datetime(years[0], 1, 1)
    minutes = int((dt.datetime(years[2], 12, 1) - first).total_seconds() // 60)
    starts = [first + dt.timedelta(minutes=chance.randrange(minutes)) for _ in range(6_000)]
    days = [day for day in hold_clock.federal_holidays(years) if day < dt.date(years[2], 12, 1)]
    starts += [
        dt.datetime.combine(chance.choice(days) + dt.timedelta(days=chance.randrange(-3, 2)), dt.time())
        + dt.timedelta(minutes=chance.choice((-1, 0, 1, 720)))
        for _ in range(6_000)
    ]
    starts = [start for start in starts if start >= first]
    assert len(starts) >= 10_000
    told = it.page.evaluate(COUNT, [f"{start:%Y-%m-%dT%H:%M}" for start in starts])

    def plain(result: hold_clock.Result | None) -> list[object] | None:
        return [f"{result.end:%Y-%m-%dT%H:%M}", [[day.isoformat(), reason] for day, reason in result.skipped]] if result else None

    for start, said in zip(starts, told, strict=True):
        found = hold_clock.ends(start)
        assert said == [plain(found.regulation), plain(found.observed), plain(found.form)], f"{start}"
    assert it.complaints == []


def test_the_clock_answers_who_asks(visit: Open) -> None:
    it = visit(CLOCK)
    year = json.loads(it.page.locator(".clock").get_attribute("data-calendar") or "")["years"][1]
    christmas = dt.datetime(year, 12, 24, 12)
    it.page.get_by_label("When would the person otherwise go free?").fill(f"{christmas:%Y-%m-%dT%H:%M}")
    found = hold_clock.ends(christmas)
    lines = it.page.locator(".clock-results dd strong")
    expect(lines.first).to_contain_text(f"{found.regulation.end:%A, %B} {found.regulation.end.day}, {found.regulation.end.year}, 12:00 p.m.")
    expect(lines.last).to_contain_text(f"{found.form.end:%A, %B} {found.form.end.day}")
    expect(it.page.locator(".clock-results")).to_contain_text("left out: Christmas Day (December 25)")
    it.page.get_by_label("State", exact=True).select_option("TX")
    expect(it.page.locator(".clock-rule-of-state")).to_contain_text("Texas: Must hold")
    expect(it.page.locator(".clock-rule-of-state p:visible")).to_have_count(1)


def test_the_clock_says_what_it_cannot_count(visit: Open) -> None:
    it = visit(CLOCK)
    it.page.get_by_label("When would the person otherwise go free?").fill("1999-05-03T10:00")
    expect(it.page.get_by_role("alert")).to_contain_text("the holidays of other times are not loaded")
    expect(it.page.locator(".clock-results dd")).to_have_count(0)


def test_the_worked_examples_need_no_script(visit: Open) -> None:
    it = visit(CLOCK, scripts=False)
    assert it.page.locator("table.worked tbody tr").count() >= 6
    assert not it.page.locator(".clock").is_visible()


# --- Maps, tables, lists ----------------------------------------------------------------------------------------


def test_a_list_is_narrowed_and_the_choice_stands_in_the_address(visit: Open) -> None:
    it = visit("court-cases/")
    every = it.page.locator("[data-facets]").count()
    form = it.page.get_by_role("search", name="Narrow the list: Court cases")
    expect(form.get_by_role("status")).to_have_text(f"All {every}")
    form.get_by_label("State", exact=True).select_option("Texas")
    shown = it.page.locator("[data-facets]:visible").count()
    assert 0 < shown < every
    expect(form.get_by_role("status")).to_have_text(f"{shown} of {every}")
    assert urlsplit(it.page.url).query == "state=Texas"
    it.page.reload()
    expect(it.page.locator("[data-facets]:visible")).to_have_count(shown)
    form.get_by_label("State", exact=True).select_option("")
    assert urlsplit(it.page.url).query == ""
    assert it.complaints == []


def test_a_list_is_whole_without_scripts(visit: Open, site: Site) -> None:
    it = visit("court-cases/", scripts=False)
    assert it.page.locator("ul.records > li:visible").count() == len(
        [url for url in site.pages if url.startswith("court-cases/") and url.count("/") == 2]
    )
    assert it.page.get_by_role("search", name="Narrow the list: Court cases").count() == 0


def test_the_legend_of_a_map_picks_out_its_states(visit: Open) -> None:
    it = visit("states/")
    first = it.page.locator("[data-map]").first
    assert first.locator(".tiles a").count() == 51
    first.get_by_role("button", name="Must hold").click()
    expect(first.locator('.tiles li:not(.dim)[data-answer="must"]').first).to_be_visible()
    assert first.locator(".tiles li:not(.dim)").count() == first.locator('.tiles li[data-answer="must"]').count()
    first.get_by_role("button", name="Must hold").click()
    assert first.locator(".tiles li.dim").count() == 0


def test_a_table_is_sorted_by_keyboard(visit: Open) -> None:
    it = visit("states/")
    head = it.page.locator("table.states thead th").nth(1)
    head.get_by_role("button").focus()
    it.page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    cells = [text.split(" ", 1)[1] for text in it.page.locator("table.states tbody td:nth-child(2)").all_inner_texts()]  # after the letter
    assert cells == sorted(cells, key=str.lower)
    assert len(set(cells)) > 3
    it.page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
