"""How hard a text is to read, as a U.S. school grade.

The Flesch-Kincaid grade (Kincaid et al., 1975): 0.39 × words a sentence + 11.8 × syllables a word − 15.59.
Syllables come from pyphen's American hyphenation, which finds a few less than a dictionary of sounds would.
What the writer did not choose is left out: quotations, legal citations and the names of laws and bills.
"""

from __future__ import annotations

import re
from functools import cache

import pyphen

_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_SOFT = re.compile(
    r"(?:\b(?:v|vs|No|Nos|Inc|Dr|Mr|Ms|Sgt|Gen|Gov|St|Pub|Stat|Rev|Dec|Jan|Feb|Aug|Sept|Oct|Nov|para|paras|subsec|cl|art|ch)|\b[A-Z])\.(?=\s|$)"
)
_OUT = re.compile(
    r"“[^“”]*”|\"[^\"]*\""  # nothing here is unbounded before what may fail: else a long line takes minutes
    r"|\b\d+ (?:[A-Z][\w.]{0,20}\.? ?){1,4}§* ?[\w.()-]{0,20}\d[\w.()-]*"  # 8 C.F.R. § 287.7(d), 745 F.3d 634
    r"|§+ ?[\w.:()-]+(?:,? (?:and|to) [\w.:()-]+)?"
    r"|\b(?:(?:House|Senate|Assembly) (?:Bill|File)|[HSAL]\.?[BFPR]|Act|Chapter|Ordinance|Proposition|Public Act|Form) ?[\dI][\w-]*"
    r"|(?:\b(?:[A-Z][\w’'-]{1,40}|of|and|the|in|for) ){0,12}\b[A-Z][\w’'-]{1,40} (?:Act|Acts|Amendment|Code|Constitution|Law)\b"
)
_SENTENCE = re.compile(r"[.!?](?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z’']*")


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=1, right=1)


@cache
def syllables(word: str) -> int:
    """How many syllables an English word has, at least one: the pieces with a vowel, when it is hyphenated wherever it can be."""
    return max(1, sum(1 for piece in _hyphens().inserted(word.lower()).split("-") if re.search("[aeiouy]", piece)))


def grade(text: str) -> float | None:
    """The grade of a plain text, rounded to a tenth; None if less than one sentence of words is left to judge."""
    text = _OUT.sub(" ", text)
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), text)
    text = _SOFT.sub(lambda match: match[0][:-1], text)
    words = _WORD.findall(text)
    if len(words) < 8:
        return None
    sentences = max(1, sum(1 for part in _SENTENCE.split(text) if len(_WORD.findall(part)) > 1))
    return round(0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59, 1)
