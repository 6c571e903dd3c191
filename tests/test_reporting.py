"""From a page to its file and to a report of an error, for each way in which a site can be set up."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from explainer.faults import Place
from explainer.reporting import file_url, report_url

REPO = "https://github.com/example/detainers"
OHIO = Place("data/states/ohio.yml")


def test_the_file_behind_a_page() -> None:
    assert file_url(REPO, OHIO) == f"{REPO}/blob/main/data/states/ohio.yml"
    assert file_url(f"{REPO}/", Place("data/claims.yml", 42)) == f"{REPO}/blob/main/data/claims.yml#L42"
    assert file_url(REPO, Place("data/custody-cases/")) == f"{REPO}/tree/main/data/custody-cases"
    assert file_url("", OHIO) == ""


def test_a_report_is_an_issue_where_there_is_a_repository() -> None:
    address = report_url(REPO, "desk@example.org", "Ohio & “Iowa”", "https://example.org/states/ohio/", Place("data/x.yml", 7))
    parts = urlsplit(address)
    fields = parse_qs(parts.query, strict_parsing=True)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{REPO}/issues/new"
    assert fields.keys() == {"title", "body"}
    assert fields["title"] == ["Error on “Ohio & “Iowa””"]
    assert fields["body"][0].startswith(
        "Page: https://example.org/states/ohio/\nFile: data/x.yml, line 7\n\nWhat the page says, word for word:\n\n> \n"
    )
    assert "Please name no one" in fields["body"][0]


def test_else_a_mail_where_there_is_an_address() -> None:
    address = report_url("", "desk+site@example.org", "Ohio + Iowa", "/states/ohio/", OHIO)
    parts = urlsplit(address)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "desk+site@example.org")
    assert "+" not in parts.query  # in a mail a + is a +
    fields = {name: unquote(value) for name, _, value in (pair.partition("=") for pair in parts.query.split("&"))}
    assert fields["subject"] == "Error on “Ohio + Iowa”"
    assert fields["body"].startswith("Page: /states/ohio/\r\nFile: data/states/ohio.yml\r\n\r\n")


def test_else_nothing() -> None:
    assert report_url("", "", "Ohio", "/states/ohio/", OHIO) == ""


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=400))
def test_no_title_makes_an_address_that_is_cut_off(title: str) -> None:
    for settings in ((REPO, ""), ("", "desk@example.org")):
        address = report_url(*settings, title, "https://example.org/states/ohio/", OHIO)
        assert len(address) < 2500
        assert address.isascii()
        assert not set(address) & set(' "<>')
