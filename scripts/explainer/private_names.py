"""No person accused or held is named on this site (editorial standard, rule 3).

The names to look for are themselves not written here: each is a salted hash of two neighboring words. Text and
addresses are cut into words, and each pair of neighbors is hashed and looked up. In the caption of a court case
(`Galarza v. Szalczyk`), not beside it, and in the address of a document about it, its parties may be named.

To add a name: `scripts/check --hash-name "First Last"`, and put the hash it prints into HASHES or PARTIES.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

SALT = b"detainers-explained/private-names/1"

_WORD = re.compile(r"[a-z]+")
_WORD_OR_END = re.compile(r"[a-z]+|\0")
_NAME = r"(?:(?:Jr|Sr|Dr|St|No|Inc|Co|Corp|Dept|[A-Z])\.|(?![a-z])[^\W\d_][\w'’-]*|of|the|for|de|del|la|&|et al\.|ex rel\.)"
_PARTY = rf"(?<![\w'’-]){_NAME}(?:(?:\s+|,\s+(?=et al\.|[JS]r\.|Inc\.)){_NAME}){{0,12}}"  # so many that no text takes long
_CAPTION = re.compile(rf"{_PARTY},?\s+vs?\.?\s+{_PARTY}|\b(?:[Ii]n re|ex rel\.)\s+{_PARTY}|[\w./:%+-]*[-_]vs?[-_][\w./:%+-]*")
"""A caption from its first capital letter to its last, where no sentence ends between; or as an address has it."""


def hash_of(name: str) -> str:
    """The hash of the first two words of a name: 12 hexadecimal digits. Raises ValueError if it has no two, which nothing would look for."""
    words = _words(name)
    if len(words) < 2:
        raise ValueError(f"'{name}' is no name of two words in Latin letters, by which it could be looked for")
    return _hash(words[0], words[1])


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    """A text in lower case, its letters without marks."""
    if text.isascii():
        return text.lower()
    return "".join(character for character in unicodedata.normalize("NFKD", text).lower() if not unicodedata.combining(character))


@lru_cache(20_000)  # the same pairs stand in many texts
def _hash(first: str, second: str) -> str:
    return hashlib.sha256(SALT + f"{first} {second}".encode()).hexdigest()[:12]


def may_stand_in(texts: Iterable[str]) -> bool:
    """False if no name of a private person stands in any of the texts, captions or not: many short ones are looked at as one."""
    words = _WORD_OR_END.findall(_plain("\0".join(texts)))
    hashes = set(map(_hash, words, words[1:]))
    return not (HASHES.isdisjoint(hashes) and PARTIES.isdisjoint(hashes))


def named_in(text: str) -> Iterator[str]:
    """Each pair of neighboring words in ``text`` that is the name of a private person, but for parties in the caption of a case."""
    if may_stand_in([text]):
        yield from _pairs(text, HASHES)
        if not text.startswith(("http://", "https://")):
            for beside in _CAPTION.split(text):
                yield from _pairs(beside, PARTIES)


def _pairs(text: str, among: frozenset[str]) -> Iterator[str]:
    return (f"{first} {second}" for first, second in itertools.pairwise(_words(text)) if _hash(first, second) in among)


HASHES = frozenset(
    [
        "135c2d427668",
        "22d006170d02",
        "2a66ffdb1efc",
        "3423a3c8083e",
        "3ada256905cf",
        "431aec9c7e05",
        "43ea2ca057de",
        "685d7fcd85df",
        "76746b275277",
        "9dae18f74480",
        "bdc018408cf1",
        "c1f30aadb52d",
        "d46acedc3ce2",
        "dd0c5761b4a9",
        "e790fab341a7",
        "e9c41474f429",
        "f258340a3929",
        "fa0d4dadedcb",
    ]
)
"""Named nowhere, in no caption either."""

PARTIES = frozenset(
    [
        "05964dd010c3",
        "0782fd9a07dc",
        "0b6a403fb110",
        "23bf6b3ef82e",
        "2eefd8a3e6b2",
        "453ebd725a2b",
        "5599880bb4dd",
        "586b33ede41c",
        "5da2fca9c61b",
        "65d2b2b853be",
        "6b1e50005802",
        "6c0ae8b2ef6c",
        "6ca6d3d13617",
        "8009976cb6c0",
        "86cb9b473009",
        "88714dbddb64",
        "8cf80c849192",
        "955cc5c32923",
        "9d79b205f8e9",
        "a25e24898b02",
        "c6428677fab6",
        "ca18a83a8892",
        "cdfd55983cb2",
        "df8b6a69ccb1",
        "dfb11e3e844f",
        "e2929a98c096",
    ]
)
"""Parties of court cases: named in captions, and in the addresses of documents about their case, nowhere else."""
