"""YAML as a tree of text with places.

Knows YAML and places, nothing of detainers. Built from the events of PyYAML's C parser: its composer
overflows the stack on deep nesting and forgets where keys stood. Every scalar stays text, exactly as
written, so that `NO`, `14:30`, `08` and `2025-02-31` reach the model unchanged (YAML 1.1 would turn them
into false, 870, 8 and an exception). Refused: tags, anchors, aliases, second documents, duplicate keys,
tabs as indentation, merge-conflict markers, control, bidirectional and other invisible characters, written as they are or as an escape.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from explainer.faults import MAX_FAULTS, Fault, Faulty, Place, Replacement, at_most

MAX_DEPTH = 20
MAX_BYTES = 2_000_000
MAX_LINE = 20_000

# Characters that YAML or a reader's screen would treat as something other than what is seen: controls, and those that
# Unicode calls default-ignorable (zero width, marks of direction, variation selectors, tags).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_INDENT = re.compile(r"^[^\S\n]+", re.M)
_MISREAD = re.compile(r"^(?:=======$| *[^\S\n ])", re.M)
"""A line of a conflict, or one with something else than spaces in its indentation."""
_CONFLICT = re.compile(r"^(?:<{7} |>{7} )", re.M)
SHARED = 40
"""Texts of so many characters are held once, however often they stand: ids, dates and words of a vocabulary."""

_LONE_KEY = re.compile(r"\s*(?:- )*[\w-]+\s*")
_OPENING = re.compile(r"""^[ \t]*(?:- )*(?:[\w-]+: +)?(?P<mark>["'])""", re.M)


@dataclass(slots=True)  # never changed; frozen ones take twice as long to make, and there are a hundred in a record
class _Placed:
    """A part of the file ``name``: where it starts, counted from 1, and the line on which it ends."""

    name: str
    line: int
    column: int
    end_line: int

    @property
    def place(self) -> Place:
        return Place(self.name, self.line, self.column)


@dataclass(slots=True)
class Scalar(_Placed):
    """Text as written, a blank line kept as one. ``quoted`` tells '' (an empty text) from nothing at all."""

    text: str
    quoted: bool

    @property
    def blank(self) -> bool:
        """True if it says nothing, or what YAML takes for nothing."""
        return not self.text or self.text.isspace() or (self.text in _NOTHING and not self.quoted)


_NOTHING = frozenset(("~", "null", "Null", "NULL"))


@dataclass(slots=True)
class Sequence(_Placed):
    items: list[Node]


@dataclass(slots=True)
class Mapping(_Placed):
    """``entries`` maps each key to its value; ``keys`` maps it to the key itself."""

    entries: dict[str, Node]
    keys: dict[str, Scalar]


Node = Scalar | Sequence | Mapping
Data = str | list["Data"] | dict[str, "Data"]


# What PyYAML's C parser says, in an editor's words: (part of its message, found, expected, fix).
_SYNTAX = (
    ("directive", "a % at the start of a line, which YAML reads as a directive", "`key: value` lines", "Delete the line"),
    (
        "mapping values are not allowed",
        "a colon followed by a space inside text that is not in quotes",
        "one key and one value on the line",
        "Put the whole value in double quotes",
    ),
    ("found unexpected end of stream", "a quotation mark that is opened and never closed", "a closing quotation mark", "Close the quotation"),
    (
        "did not find expected key",
        "a line that does not fit the lines above it",
        "a key at the same indentation as its neighbors",
        "Check the indentation and the quotes of this line and the one above",
    ),
    (
        "did not find expected '-' indicator",
        "a line that does not fit the list above it",
        "another '- ' at the same indentation",
        "Check the indentation of this line",
    ),
    (
        "could not find expected ':'",
        "a line without a colon where a key was expected",
        "`key: value`",
        "Add the colon, or indent the line if it continues the text above",
    ),
    (
        "did not find expected ',' or",
        "a bracket or brace that is not closed",
        "a comma or the closing bracket",
        "Close the bracket, or quote the text if the bracket belongs to it",
    ),
    (
        "did not find expected node content",
        "a bracket, brace or comma where a value was expected",
        "a value",
        "Quote the text if the character belongs to it",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "a & or * at the start of a value, which YAML reads as an anchor or alias",
        "plain text",
        "Put the value in quotes",
    ),
    (
        "found unknown escape character",
        "a backslash followed by a letter YAML does not know, inside double quotes",
        "two backslashes, or single quotes",
        "Double the backslash",
    ),
    (
        "block sequence entries are not allowed",
        "a list item on the same line as its key",
        "the '- ' on a line of its own",
        "Start a new line before the '- '",
    ),
    ("block mapping", "a key that does not fit the lines above it", "a key at the same indentation as its neighbors", "Check the indentation"),
    (
        "while scanning a block scalar",
        "text under | or > that is indented too little or with a tab",
        "two more spaces than the key",
        "Indent the text",
    ),
    ("undefined tag handle", "a ! at the start of a value, which YAML reads as a tag", "plain text", "Put the value in quotes"),
    ("while scanning a tag", "a ! at the start of a value, which YAML reads as a tag", "plain text", "Put the value in quotes"),
    (
        "expected <document start>",
        "a line that is indented less than the first one of the file",
        "the keys of a record, or the ids of a file, at one indentation",
        "Check the indentation of the first line and of this one",
    ),
    ("a tab character that violates indentation", "a tab where YAML takes none", "spaces", "Delete the tab"),
    (
        "found unexpected ':'",
        "a colon in brackets or braces with no space after it",
        "`{key: value}`",
        "Add the space, or quote the text if the colon belongs to it",
    ),
)


_MENDED_WHERE_OPENED = ("found unexpected end of stream", "did not find expected ',' or")


def read(path: Path, root: Path) -> Node | None:
    """The tree of one file, or None for a file with nothing but comments.

    Raises Faulty with a located fault for anything that is not plain YAML (see the module's text).
    """
    name = path.relative_to(root).as_posix()
    return parse(decoded(bytes_of(path, name), name), name)


def text_of(path: Path, root: Path, most: int = MAX_BYTES) -> str:
    """The text of one file, of at most ``most`` bytes. Raises Faulty if it is too large, can't be read or is not UTF-8."""
    name = path.relative_to(root).as_posix()
    return decoded(bytes_of(path, name, most), name)


def bytes_of(path: Path | str, name: str, most: int = MAX_BYTES) -> bytes:
    """What stands in one file, of at most ``most`` bytes; places show it as ``name``. Raises Faulty if it is too large or can't be read."""
    try:
        if (size := os.stat(path).st_size) > most:
            raise Faulty([Fault(Place(name), f"a file of {size:,} bytes", f"at most {most:,} bytes", "Split the file")])
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Faulty([Fault(Place(name), f"a file that can't be read ({error.strerror})", "a readable file")]) from None


def decoded(raw: bytes, name: str) -> str:
    """The text that stands in the file ``name`` as ``raw``. Raises Faulty if it is not UTF-8."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Faulty([not_utf8(error, raw, name)]) from None
    return _plain_line_ends(text)


def _plain_line_ends(text: str) -> str:
    """``\\n`` for each of the three ends of a line that libyaml and editors know."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def not_utf8(error: UnicodeDecodeError, raw: bytes, name: str) -> Fault:
    """The fault of the file ``name`` with the content ``raw``."""
    start = error.start + len(raw) - len(error.object)  # the decoder has taken the byte order mark off
    before = _plain_line_ends(raw[:start].decode("utf-8-sig", errors="replace"))
    return Fault(
        place_at(before, len(before), name),
        f"a byte (0x{raw[start]:02x}) that is not UTF-8",
        "text in UTF-8",
        "Save the file with the encoding UTF-8",
    )


def parse(text: str, name: str) -> Node | None:
    """The tree of ``text``; ``name`` is the path that places show. Raises Faulty as `read` does."""
    faults = list(refused(text, name)) or list(_refused_lines(text, name))
    if faults:
        raise Faulty(faults)
    try:
        return _build(text, name)
    except yaml.YAMLError as error:
        raise Faulty([_syntax_fault(error, text, name)]) from None


def place_at(text: str, offset: int, name: str) -> Place:
    """The place of the character at ``offset`` in the text of the file ``name``."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Place(name, text.count("\n", 0, offset) + 1, offset - line_start + 1)


def refused(text: str, name: str) -> Iterator[Fault]:
    """The first of what no text of the project may hold, be it YAML, a page or a template: conflict markers, unseen characters, endless lines."""
    for match in _CONFLICT.finditer(text):
        yield _conflict(place_at(text, match.start(), name))
        return
    for match in _UNSEEN.finditer(text):
        yield Fault(
            place_at(text, match.start(), name),
            f"an invisible character (U+{ord(match[0]):04X})",
            "visible text only",
            "Save the file with the encoding UTF-8" if match[0] == "\0" else "Delete the character",
            Replacement(match[0], "") if unicodedata.category(match[0]) in ("Cf", "Mn") else None,  # a control may stand for a letter that was lost
        )
        return
    for number, line in enumerate(text.split("\n"), 1) if len(text) > MAX_LINE else ():
        if len(line) > MAX_LINE:
            yield Fault(Place(name, number), f"a line of {len(line):,} characters", f"at most {MAX_LINE:,}", "Break the text into lines")
            return


def _conflict(place: Place) -> Fault:
    return Fault(place, "a merge-conflict marker", "one version of the text", "Keep one side and delete the marker lines")


def _refused_lines(text: str, name: str) -> Iterator[Fault]:
    """The first line that YAML would misread; on pages and in templates it may stand."""
    for number, line in enumerate(text.split("\n"), 1) if _MISREAD.search(text) else ():
        if line == "=======":
            yield _conflict(Place(name, number))
            return
        indent = line[: len(line) - len(line.lstrip())]
        strange = re.search("[^ ]+.*", indent)
        if strange and line.strip() and not line.lstrip().startswith("#"):
            tab = strange[0][0] == "\t"
            yield Fault(
                Place(name, number, strange.start() + 1),
                "a tab in the indentation" if tab else f"a space that is none for YAML (U+{ord(strange[0][0]):04X}) in the indentation",
                "spaces",
                "Replace each tab by two spaces" if tab else "Replace it by a space",
                Replacement(strange[0], _spaced(strange[0])) if _is_yaml(_INDENT.sub(lambda match: _spaced(match[0]), text), name) else None,
            )
            return


def _spaced(indent: str) -> str:
    return re.sub(r"\s", " ", indent.replace("\t", "  "))


def _is_yaml(text: str, name: str) -> bool:
    try:
        _build(text, name)
    except (Faulty, yaml.YAMLError):
        return False
    return True


def _syntax_fault(error: yaml.YAMLError, text: str, name: str) -> Fault:
    problem, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    message = " ".join(str(part) for part in (getattr(error, "problem", None), getattr(error, "context", None)) if part)
    # What is opened and not closed is mended where it opens, not where the parser gave up.
    mark = opened if opened and any(part in message for part in _MENDED_WHERE_OPENED) else problem or opened
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    lines = text.split("\n")
    if place.line > len(lines):
        place = Place(name, len(lines), 1)
    unclosed = _unclosed_quotation(text, name, place.line)
    if unclosed:
        return unclosed
    before, after = lines[place.line - 1][: place.column - 1], lines[place.line - 1][place.column - 1 :]
    if "cannot start any token" in message:
        sign = "a tab" if after.startswith("\t") else f"'{after[:1]}'"
        quoted = _quoted(lines, place.line)
        return Fault(
            place, f"{sign} at the start of a value", "a value that starts with a letter or digit, or is in quotes", "Quote the value", quoted
        )
    if "mapping values are not allowed" in message and _LONE_KEY.fullmatch(before):
        key = before.strip(" -")
        return Fault(
            Place(name, place.line, before.index(key) + 1),
            f"the key '{key}' where the text of the line above goes on",
            "keys at the same indentation as their neighbors, each with its colon and a space",
            "Check the indentation of this line and the colon of the line above",
        )
    if "did not find expected key" in message and after.startswith(("]", "}")):
        sign = "bracket" if after[0] == "]" else "brace"
        return Fault(place, f"a closing {sign} that closes nothing", f"as many closing {sign}s as opening ones", "Delete it, or quote the text")
    if "did not find expected key" in message and before.rstrip().endswith(("'", '"')):
        single = before.rstrip().endswith("'")
        fix = "Write each apostrophe twice, or put the whole value in double quotes" if single else "Quote the value as a whole, in single quotes"
        return Fault(place, "text after a closing quotation mark", "quotation marks around the whole value", fix)
    for part, found, expected, fix in _SYNTAX:
        if part in message:
            return Fault(place, found, expected, fix, _quoted(lines, place.line) if part == "mapping values are not allowed" else None)
    return Fault(
        place, f"text that is not YAML ({message or 'unreadable'})", "`key: value` lines", "Check quotes, colons and indentation near this line"
    )


def _quoted(lines: list[str], number: int) -> Replacement | None:
    """The value of a line in quotes, if the line is a key and all of its value, and the value needs no thought."""
    line, following = lines[number - 1], [text for text in lines[number:] if text.strip()][:1]
    match = re.fullmatch(r"(?P<before>(?P<indent> *)(?:- )*[\w-]+: +)(?P<value>[^\s\"'#\[\]{}|>&*!\\][^\"\\#]*?)\s*", line)
    if match is None or any(len(text) - len(text.lstrip(" ")) > len(match["indent"]) for text in following):
        return None
    return Replacement(match["value"], f'"{match["value"]}"', len(match["before"]) + 1)


def _unclosed_quotation(text: str, name: str, last_line: int) -> Fault | None:
    """The first quotation up to the faulty line that ends in the middle of a later line: at another's opening mark."""
    end = 0
    for match in _OPENING.finditer(text):
        if match.start() < end:
            continue
        mark = match["mark"]
        closing = re.compile(r'(?:[^"\\]|\\.)*"' if mark == '"' else r"(?:[^']|'')*'", re.S).match(text, match.end())
        place = place_at(text, match.start("mark"), name)
        if place.line > last_line or closing is None:
            return None  # the parser says it itself
        end = closing.end()
        rest = text[end:].split("\n", 1)[0]
        if "\n" in closing[0] and rest.strip() and not rest.lstrip().startswith(("#", ":", ",", "]", "}")):
            line = text.count("\n", 0, end) + 1
            return Fault(
                place, f"a quotation mark that is not closed before the next one, on line {line}", "a closing quotation mark", "Close the quotation"
            )
    return None


def _build(text: str, name: str) -> Node | None:
    root: Node | None = None
    faults: list[Fault] = []
    stack: list[tuple[Sequence | Mapping | None, str | None]] = []
    """What is open around `inside`, each with the key whose value is open in it."""
    inside: Sequence | Mapping | None = None
    key: str | None = None
    """The key of `inside` whose value comes next."""
    documents = 0
    parser: Any = yaml.CSafeLoader(text)  # PyYAML's binding to libyaml; it is only asked for events and constructs nothing
    try:
        while (event := parser.get_event()) is not None:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                start, style, value = event.start_mark, event.style, event.value
                if event.anchor is not None or event.tag is not None:
                    raise Faulty([*faults, _no_text(event, name)])
                if style == '"' and (unseen := _UNSEEN.search(value)):
                    found = f"an invisible character (U+{ord(unseen[0]):04X}), written as an escape"
                    faults.append(Fault(_place(start, name), found, "visible text only", "Delete the backslash and what belongs to it"))
                if style != "|" and "\n" in value:
                    value = value.replace("\n", "\n\n")  # YAML folds lines and keeps one newline for a blank line; only `|` keeps lines as they are
                if len(value) <= SHARED:
                    value = sys.intern(value)
                node: Node = Scalar(name, start.line + 1, start.column + 1, event.end_mark.line + 1, value, bool(style))  # '' for text without quotes
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                start = event.start_mark
                if event.anchor is not None or event.tag is not None:
                    raise Faulty([*faults, _no_text(event, name)])
                if len(stack) >= MAX_DEPTH:
                    place = _place(start, name)
                    raise Faulty([*faults, Fault(place, f"nesting deeper than {MAX_DEPTH} levels", "flat records", "Check brackets and indentation")])
                stack.append((inside, key))
                at = (name, start.line + 1, start.column + 1, 0)  # where it ends is known when it does
                inside, key = Mapping(*at, {}, {}) if kind is yaml.MappingStartEvent else Sequence(*at, []), None
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                assert inside is not None  # as the parser has it
                node = inside
                node.end_line = event.end_mark.line + 1
                inside, key = stack.pop()
            elif kind is yaml.AliasEvent:
                raise Faulty([*faults, _no_text(event, name)])
            else:
                documents += kind is yaml.DocumentStartEvent
                if documents > 1:
                    place, fix = _place(event.start_mark, name), "Delete the --- or move the text to its own file"
                    raise Faulty([*faults, Fault(place, "a second document (after ---)", "one document a file", fix)])
                continue

            if inside is None:
                root = node
            elif isinstance(inside, Sequence):
                inside.items.append(node)
            elif key is not None:
                inside.entries.setdefault(key, node)
                key = None
            elif not isinstance(node, Scalar) or not node.text:
                raise Faulty([*faults, Fault(node.place, "a key that is not plain text", "a field name before the colon", "Write `name: value`")])
            else:
                key = sys.intern(node.text)  # every record has the same ones
                if first := inside.keys.get(key):
                    found = f"the key '{key}' a second time (first on line {first.line})"
                    faults.append(Fault(node.place, found, "each key once", "Merge the two or delete one"))
                    if len(faults) > MAX_FAULTS:
                        raise Faulty(at_most(faults, name))
                else:
                    inside.keys[key] = node
    finally:
        parser.dispose()
    if faults:
        raise Faulty(faults)
    return None if isinstance(root, Scalar) and not root.text and not root.quoted else root


def _place(mark: Any, name: str) -> Place:
    return Place(name, mark.line + 1, mark.column + 1)


def _no_text(event: Any, name: str) -> Fault:
    """The fault of an alias, or of a node with an anchor or a tag."""
    place = _place(event.start_mark, name)
    if isinstance(event, yaml.AliasEvent):
        return Fault(place, f"an alias (*{event.anchor})", "plain text", "Write the value out, or put it in quotes if it starts with *")
    if event.anchor is not None:
        return Fault(place, f"an anchor (&{event.anchor})", "plain text", "Delete the anchor, or put the value in quotes if it starts with &")
    tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
    return Fault(place, f"a tag ({tag})", "plain text", "Delete the tag, or put the value in quotes if it starts with !")


def data(node: Node) -> Data:
    """The tree as plain dicts, lists and texts."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [data(item) for item in node.items]
        case Mapping():
            return {key: data(value) for key, value in node.entries.items()}


def fields(node: Mapping, blank: list[Scalar]) -> dict[str, Any]:
    """As `data`, but lists as tuples. Each text that says nothing is added to ``blank``."""
    return {key: _value(item, blank) for key, item in node.entries.items()}


def _value(node: Node, blank: list[Scalar]) -> Any:
    if isinstance(node, Scalar):
        if node.blank:
            blank.append(node)
        return node.text
    if isinstance(node, Sequence):
        return tuple([_value(item, blank) for item in node.items])
    return {key: _value(item, blank) for key, item in node.entries.items()}


def same(one: Node, other: Node) -> bool:
    """True if the two trees say the same, wherever they stand."""
    match one, other:
        case Scalar(), Scalar():
            return one.text == other.text and one.quoted == other.quoted
        case Sequence(), Sequence():
            return len(one.items) == len(other.items) and all(map(same, one.items, other.items))
        case Mapping(), Mapping():
            return list(one.entries) == list(other.entries) and all(map(same, one.entries.values(), other.entries.values()))
    return False


def node_at(node: Node, path: tuple[str | int, ...]) -> Node:
    """The node at ``path`` (keys and indexes), or the last one on the way that exists."""
    for part in path:
        if isinstance(node, Mapping) and isinstance(part, str) and part in node.entries:
            node = node.entries[part]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
        else:
            break
    return node


def key_place(node: Node, path: tuple[str | int, ...]) -> Place:
    """Where the last key of ``path`` stands, or its value if it is no key."""
    parent = node_at(node, path[:-1])
    if path and isinstance(parent, Mapping) and path[-1] in parent.keys:
        return parent.keys[str(path[-1])].place
    return node_at(node, path).place
