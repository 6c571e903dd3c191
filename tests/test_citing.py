"""A page as plain text, BibTeX and CSL-JSON: read back, each says what the page says of itself, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.citing import Work, escaped

DAY = dt.date(2026, 11, 24)
OHIO = Work("Ohio", "Detainers, Explained", "The Example Desk", "https://example.org/d/states/ohio/", DAY, one_record=True)
BARE = replace(OHIO, publisher="", address="", one_record=False)

MARKS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307", '"': "\u0308"} | {
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "c": "\u0327",
    "k": "\u0328",
}
NAMED = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^"}

signs = st.text(st.sampled_from("\\{}%&#$_~^\"'éñÅçő ab"), min_size=1)
titles = signs | st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1)


def read_latex(text: str) -> str:
    """The words that LaTeX prints for ``text``; fails on a sign that stands bare."""
    out = ""
    while text:
        if match := re.match(r"\\(text[a-z]+)\{\}", text):
            out += NAMED[match[1]]
        elif match := re.match(r"\\([`'^~=u.\"rHvck])\{([A-Za-z])\}", text):
            out += match[2] + MARKS[match[1]]
        elif match := re.match(r"\\([%&#$_])", text):
            out += match[1]
        else:
            match = re.match(r"[^\\{}%&#$_~^]", text)
            assert match, f"a bare sign: {text[:20]!r}"
            out += match[0]
        text = text[match.end() :]
    return unicodedata.normalize("NFC", out)


def read_bibtex(entry: str) -> tuple[str, dict[str, str]]:
    """Key and fields of an entry, read as BibTeX does: it knows braces and quotation marks, and no backslash."""
    head = re.match(r"@misc\{([^\s,{}]+)", entry)
    assert head, entry
    fields, at = {}, head.end()
    while entry[at:] != "\n}":
        field = re.match(r',\n  (\w+) = "', entry[at:])
        assert field, entry[at : at + 40]
        start = at = at + field.end()
        depth = 0
        while depth or entry[at] != '"':
            depth += {"{": 1, "}": -1}.get(entry[at], 0)
            assert depth >= 0, entry
            at += 1
        value = entry[start:at]
        assert value[0] == "{"
        assert value[-1] == "}"
        fields[field[1]] = value[1:-1]
        at += 1
    return head[1], fields


def test_as_plain_text() -> None:
    assert OHIO.plain == "“Ohio.” Detainers, Explained. The Example Desk. Last verified November 24, 2026. https://example.org/d/states/ohio/"
    assert BARE.plain == "“Ohio.” Detainers, Explained. Data verified up to November 24, 2026."
    assert replace(BARE, title="Must my jail hold?").plain.startswith("“Must my jail hold?” Detainers")
    assert replace(BARE, title=BARE.site).plain == "Detainers, Explained. Data verified up to November 24, 2026."


def test_as_bibtex() -> None:
    key, fields = read_bibtex(OHIO.bibtex)
    assert key == "detainers-explained-ohio"
    assert fields == {
        "title": "Ohio",
        "howpublished": "Detainers, Explained",
        "publisher": "The Example Desk",
        "year": "2026",
        "month": "11",
        "note": "Last verified November 24, 2026",
        "url": "https://example.org/d/states/ohio/",
    }
    assert read_bibtex(BARE.bibtex)[1].keys() == {"title", "howpublished", "year", "month", "note"}


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("50% of A & B #3, $5_000", r"50\% of A \& B \#3, \$5\_000"),
        (r"{a} \ ~^", r"\textbraceleft{}a\textbraceright{} \textbackslash{} \textasciitilde{}\textasciicircum{}"),
        ("Señor Núñez, Ångström, façade", r"Se\~{n}or N\'{u}\~{n}ez, \r{A}ngstr\"{o}m, fa\c{c}ade"),
        ("8 C.F.R. § 287.7(d) “says” – ẵ", "8 C.F.R. § 287.7(d) “says” – ẵ"),
    ],
)
def test_signs_and_accents(text: str, latex: str) -> None:
    assert escaped(text) == latex


@given(titles, titles)
def test_any_title_comes_back_from_bibtex(title: str, publisher: str) -> None:
    _, fields = read_bibtex(replace(OHIO, title=title, publisher=publisher).bibtex)
    assert read_latex(fields["title"]) == unicodedata.normalize("NFC", title)
    assert read_latex(fields["publisher"]) == unicodedata.normalize("NFC", publisher)


@given(titles)
def test_any_title_comes_back_from_csl_json(title: str) -> None:
    (item,) = json.loads(replace(OHIO, title=title).csl_json)
    assert item["title"] == title


def test_as_csl_json() -> None:
    """The names are those of the CSL variables; an item must have an id and a type."""
    (item,) = json.loads(OHIO.csl_json)
    assert item == {
        "id": "detainers-explained-ohio",
        "type": "webpage",
        "title": "Ohio",
        "container-title": "Detainers, Explained",
        "publisher": "The Example Desk",
        "issued": {"date-parts": [[2026, 11, 24]]},
        "note": "Last verified November 24, 2026",
        "URL": "https://example.org/d/states/ohio/",
    }
    (bare,) = json.loads(BARE.csl_json)
    assert "URL" not in bare
    assert "publisher" not in bare
    assert "accessed" not in bare


def test_an_address_can_not_end_its_field() -> None:
    address = 'https://example.org/a"b}c{d\\e f%20g/'
    assert read_bibtex(replace(OHIO, address=address).bibtex)[1]["url"] == "https://example.org/a%22b%7Dc%7Bd%5Ce%20f%20g/"
