"""How a page is cited: as plain text, for BibTeX and as CSL-JSON (Zotero, Pandoc and others read both).

Nothing is made up: without a publisher or an address none is named, and no day of access is given, because the page
does not know it. The date is that of the data, so two builds of one commit cite alike.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from explainer.edtf_dates import EdtfDate

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # \{ would leave BibTeX, which counts every brace, with one too many
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "%&#$_"},
}
_TRANSLATED = str.maketrans(_SIGNS)
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".", "\u0308": '"',
    "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c", "\u0328": "k",
}  # fmt: skip
"""Combining marks with LaTeX's names of them."""

_ENCODER = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Work:
    """A page as it is cited. An empty text stands for what is not configured.

    ``address`` is the page's whole address, ``date`` the day on which its record was last verified if it is
    ``one_record``'s, else the newest such day on the site.
    """

    title: str
    site: str
    publisher: str
    address: str
    date: dt.date
    one_record: bool

    @property
    def plain(self) -> str:
        """One line of text."""
        title = f"“{self.title}{'' if self.title.endswith(('?', '!', '.')) else '.'}”" if self.title != self.site else ""
        parts = (title, f"{self.site}.", self.publisher and f"{self.publisher}.", f"{self._dated}.", self.address)
        return " ".join(part for part in parts if part)

    @property
    def bibtex(self) -> str:
        """An entry of the kind `misc`, in ASCII but for signs that LaTeX has no accent for."""
        fields = {
            "title": escaped(self.title),
            "howpublished": escaped(self.site) if self.title != self.site else "",
            "publisher": escaped(self.publisher),
            "year": str(self.date.year),
            "month": str(self.date.month),
            "note": self._dated,
            "url": quote(self.address, safe=":/?#[]@!$&'()*+,;=%~"),
        }
        # In "{…}" capitals are kept, and quotation marks may stand.
        lines = (f',\n  {name} = "{{{value}}}"' for name, value in fields.items() if value)
        return f"@misc{{{self._key}{''.join(lines)}\n}}"

    @property
    def csl_json(self) -> str:
        """A list of one item, as CSL-JSON has it."""
        item = {
            "id": self._key,
            "type": "webpage",
            "title": self.title,
            "container-title": self.site,
            "publisher": self.publisher,
            "issued": {"date-parts": [[self.date.year, self.date.month, self.date.day]]},
            "note": self._dated,
            "URL": self.address,
        }
        lines = (f'"{name}": {_ENCODER.encode(value)}' for name, value in item.items() if value)
        return "[{" + ",\n  ".join(lines) + "}]"

    @property
    def _dated(self) -> str:
        day = EdtfDate(self.date.year, self.date.month, self.date.day).words
        return f"Last verified {day}" if self.one_record else f"Data verified up to {day}"

    @property
    def _key(self) -> str:
        return "-".join(re.findall("[a-z0-9]+", f"{self.site} {self.title}".lower()))


def escaped(text: str) -> str:
    """``text`` as LaTeX reads it inside braces: its signs escaped, letters with accents as letter and accent."""
    if text.isascii():
        return text.translate(_TRANSLATED)
    return "".join(_SIGNS.get(character) or _accented(character) for character in unicodedata.normalize("NFC", text))


def _accented(character: str) -> str:
    letter, *marks = list(unicodedata.normalize("NFD", character))
    return f"\\{_ACCENTS[marks[0]]}{{{letter}}}" if letter.isascii() and len(marks) == 1 and marks[0] in _ACCENTS else character
