"""The rules of the editorial standard that can be tested on words alone.

Quotations keep their words: what stands between quotation marks is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|(?<!\w)‘[^’]*’(?!\w)")

_PAIRS = (
    # British, American: as stems, so that each covers its endings
    ("honour", "honor"), ("programme", "program"), ("defence", "defense"), ("offence", "offense"), ("licence", "license"),
    ("pretence", "pretense"), ("colour", "color"), ("favour", "favor"), ("labour", "labor"), ("neighbour", "neighbor"),
    ("behaviour", "behavior"), ("harbour", "harbor"), ("endeavour", "endeavor"), ("rumour", "rumor"), ("centre", "center"),
    ("recognis", "recogniz"), ("criticis", "criticiz"), ("organis", "organiz"), ("authoris", "authoriz"), ("summaris", "summariz"),
    ("apologis", "apologiz"), ("penalis", "penaliz"), ("emphasis", "emphasiz"), ("characteris", "characteriz"), ("prioritis", "prioritiz"),
    ("legalis", "legaliz"), ("naturalis", "naturaliz"), ("publicis", "publiciz"), ("finalis", "finaliz"), ("utilis", "utiliz"),
    ("analys", "analyz"), ("cancell", "cancel"), ("labell", "label"), ("travell", "travel"), ("fulfil", "fulfill"), ("enrol", "enroll"),
    ("practis", "practic"), ("judgement", "judgment"), ("cheque", "check"), ("grey", "gray"), ("sceptic", "skeptic"), ("whilst", "while"),
    ("towards", "toward"),
)  # fmt: skip
_STEMS = tuple(stem for stem, _ in _PAIRS)
_OF_VERBS = "e|ed|es|er|ers|ing|ation|ations|ational|able"
_EXACT = {stem: _OF_VERBS for stem in _STEMS if stem.endswith("is")} | {
    "cancell": "ed|ing", "labell": "ed|ing", "travell": "ed|ing|er|ers", "fulfil": "s|ment|", "enrol": "s|ment|", "practis": "e|ed|es|ing",
    "analys": "e|ed|ing", "programme": "s|", "cheque": "s|", "grey": "", "whilst": "", "towards": "",
}  # fmt: skip
"""Endings of those stems that are American words too with other endings (criticism, publicist, analyses, programmed, cancellation)."""

_IN_NAMES = ("centre", "grey", "harbour", "labour")
_STARTS = re.compile(r"(?:\A|\n|(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?:;])\s*\Z")
_CAPITAL_NEXT = re.compile(r"[-'’\w]*\s+[A-Z]")


@cache
def _spelled() -> re.Pattern[str]:
    """Every spelling in one pattern: made when a text first may hold one, as it takes as long as many texts."""
    found = (f"(?P<w{index}>{stem})" + (f"(?:{_EXACT[stem]})\\b" if stem in _EXACT else "[a-z]*") for index, stem in enumerate(_STEMS))
    return re.compile(rf"\b(?:{'|'.join(found)})", re.I)


_DATE = re.compile(rf"\b(\d{{1,2}}) ({MONTHS})\b(?:,? (\d{{4}}))?")


def may_be_british(text: str) -> bool:
    """False if `not_american` finds nothing in the text, nor in any part of it."""
    lower = text.lower()
    return any(map(lower.__contains__, _STEMS)) or _DATE.search(text) is not None


def not_american(text: str) -> Iterator[tuple[str, str]]:
    """Each British spelling and day-first date in a text, with what to write in its place."""
    text = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    lower = text.lower()
    for match in _spelled().finditer(text) if any(map(lower.__contains__, _STEMS)) else ():  # most texts hold none, and the pattern is slow
        index = int((match.lastgroup or "w0")[1:])
        stem, american = _PAIRS[index]
        found = match[0]
        if stem in _IN_NAMES and _in_a_name(text, match):
            continue
        fixed = american + found[len(stem) :]
        yield found, fixed[0].upper() + fixed[1:] if found[0].isupper() else fixed
    for match in _DATE.finditer(text):
        day, month, year = match.groups()
        yield match[0], f"{month} {day}, {year}" if year else f"{month} {day}"


def _in_a_name(text: str, match: re.Match[str]) -> bool:
    """True for `Rockville Centre` and `Centre County`: for a capital that no sentence begins, or after which another one stands."""
    start, end = match.span()
    return text[start].isupper() and (_CAPITAL_NEXT.match(text, end) is not None or _STARTS.search(text, 0, start) is None)


_THINGS = (
    "acts?|activity|alien|background|case|cases|cause|charge|charges|complaint|conduct|contempt|conviction|convictions|counts?|court|courts|"
    "custody|defendants?|defense|detention|docket|enforcement|filing|fines?|histor(?:y|ies)|hold|illegal|indictment|information|investigations?|"
    "judges?|justice|law|laws|liability|matters?|offenses?|penalt(?:y|ies)|probable|procedure|proceedings?|process|prosecutions?|records?|sentence|side|"
    "statutes?|trials?|violations?|warrants?"
)
_VERDICT = re.compile(
    rf"\b(?P<word>offenders?|killers?|murderers?|rapists?|criminals|criminal(?! (?:{_THINGS})\b)(?!,? (?:or|and) (?:civil|immigration)\b)|committed(?! (?:to|that)\b))\b",
    re.I,
)


def verdicts(text: str) -> Iterator[str]:
    """Words that call a person guilty: only a conviction is a crime (editorial standard, rule 2)."""
    text = _QUOTED.sub(" ", text)
    return (match["word"] for match in _VERDICT.finditer(text))
