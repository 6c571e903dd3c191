"""The privacy page says what the pages do; this is what their scripts can do. That they load nothing is seen in the browser tests."""

from __future__ import annotations

import re

from sample import ROOT

SCRIPTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (*(ROOT / "docs/assets/javascripts").glob("*.js"), *(ROOT / "overrides").rglob("*.html"))
}
PAGE = (ROOT / "docs/about/privacy.md").read_text(encoding="utf-8")


def uses(pattern: str) -> set[str]:
    return {match for text in SCRIPTS.values() for match in re.findall(pattern, text)}


def test_nothing_is_kept_but_the_one_choice_that_the_page_names() -> None:
    assert uses(r"\b(?:document\.cookie|sessionStorage|indexedDB|caches\.|serviceWorker)\b") == set()
    assert uses(r"localStorage\.(?:get|set|remove)Item\(([^,)]+)") == {"SCHEME", '"detainers.scheme"'}
    assert uses(r'\bSCHEME = ("[^"]+")') == {'"detainers.scheme"'}
    assert "your browser keeps that one choice" in PAGE


def test_nothing_is_sent_and_only_the_search_index_is_fetched() -> None:
    assert uses(r"\b(?:sendBeacon|XMLHttpRequest|WebSocket|EventSource)\b") == set()
    assert uses(r"\bfetch\((.+)\)\n") == {'new URL("search/search_index.json", base)'}
    assert "What you type is sent to no one." in PAGE


def test_another_site_is_not_told_which_page_a_reader_comes_from() -> None:
    assert '<meta name="referrer" content="no-referrer">' in SCRIPTS["overrides/main.html"]
    assert not any("referrerpolicy" in text for text in SCRIPTS.values())
    assert "your browser is asked not to say which page you came from" in PAGE
