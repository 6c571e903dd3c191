"""`scripts/new KIND ID`: a commented record with blanks, which `scripts/check` then lists one by one.

Lines with `##` explain. What is mandatory stands as a blank. What is optional stands behind `# ` with its example: without the
`# `, of one line or of a field with the lines indented below it, it is valid as it stands.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_origin

from pydantic import BaseModel

from explainer import yaml_tree
from explainer.citations import ID
from explainer.completion import first_line
from explainer.explainer import Explainer, choices_of, vocabulary_of
from explainer.faults import Faulty, did_you_mean, one_of
from explainer.project import parser
from explainer.records import COLLECTIONS, Entry, in_file_order, inner_model
from explainer.vocabulary import STATES, SourceKind, state_id

WIDTH = 110
INTRO = (
    "Fill the lines that end with a colon and no value. Lines with ## explain; delete them when you are done. A line with one # is an "
    "optional field with an example: take away the # and the space after it, also in the lines that are indented below it, and put "
    "your own words in the place of the example."
)


def example_of(model: type[BaseModel], name: str) -> yaml_tree.Data:
    """The field's example as it would be read from a file: text, a list or a map."""
    info = model.model_fields[name]
    text = str((info.examples or [""])[0])
    node = yaml_tree.parse(text, name) if get_origin(info.annotation) is tuple or inner_model(info.annotation) else None
    return yaml_tree.data(node) if node else text


def record_text(model: type[Entry], given: Mapping[str, str]) -> str:
    """A record with every field: its meaning, whether it is mandatory, its values, an example. ``given`` fields are filled in."""
    return "".join(f"{line}\n" for line in (*_wrapped(INTRO, "## "), *_fields(model, given)))


def _fields(model: type[BaseModel], given: Mapping[str, yaml_tree.Data], filled: bool = False) -> Iterator[str]:
    """The lines of a record or a part of one; if ``filled``, what is mandatory has its example and no blank."""
    for name in _order(model, given, filled):
        info = model.model_fields[name]
        live = name in given or info.is_required()
        value = given.get(name, example_of(model, name) if filled or not live else None)
        yield from _explained(model, name, live and value is None)
        lines = _field(model, name, value)
        yield from lines if live else (f"# {line}" for line in lines)


def _order(model: type[BaseModel], given: Mapping[str, object], filled: bool) -> list[str]:
    """A record's fields as its file has them. In a part, what is written comes first: an item of a list begins with it."""
    names = in_file_order(model) + ([] if issubclass(model, Entry) or "id" not in model.model_fields else ["id"])
    if issubclass(model, Entry):
        return names
    return sorted(names, key=lambda name: (name not in given and not model.model_fields[name].is_required(), name != "id"))


def _explained(model: type[BaseModel], name: str, blank: bool) -> Iterator[str]:
    info = model.model_fields[name]
    yield from _wrapped(f"{info.description} ({'mandatory' if info.is_required() else 'optional'})", "## ")
    words = vocabulary_of(info.annotation)
    if words and any(member.meaning for member in words):
        for member in words:
            yield from _wrapped(f"{member.value}: {member.meaning or member.label}", "##   ", "##     ")
    elif words:
        yield from _wrapped(one_of(choices_of(info.annotation), 40), "##   ")
    elif blank and not inner_model(info.annotation):
        yield from _wrapped(f"Example: {(info.examples or [''])[0]}", "##   ")


def _wrapped(text: str, first: str, others: str = "") -> list[str]:
    text = text[0].upper() + text[1:] if text.startswith("one of") else text
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=others or first, break_long_words=False, break_on_hyphens=False)


def _field(model: type[BaseModel], name: str, value: yaml_tree.Data | None) -> Iterator[str]:
    """The field with its value; None leaves it blank."""
    info = model.model_fields[name]
    inner, listed = inner_model(info.annotation), get_origin(info.annotation) is tuple
    if inner:
        yield f"{name}:"
        for item in value if isinstance(value, list) else [value]:
            lines = _fields(inner, item if isinstance(item, dict) else {}, filled=value is not None)
            yield from (f"  {line}" for line in (_item(lines) if listed else lines))
    elif isinstance(value, list):
        yield f"{name}:"
        yield from (f"  - {_scalar(str(item))}" for item in value)
    else:
        yield f"{name}: {_scalar(str(value))}" if value else f"{name}:"


def _item(lines: Iterator[str]) -> Iterator[str]:
    """The lines as one item of a list: the dash stands before the first field, what explains it above."""
    begun = False
    for line in lines:
        if begun:
            yield f"  {line}"
        else:
            begun = not line.startswith("#")
            yield f"- {line}" if begun else line


def _scalar(text: str) -> str:
    """The text as YAML, in quotes only where they are needed, or where other programs would read yes or no as true or false."""
    if text in ("yes", "no"):
        return f'"{text}"'
    try:
        node = yaml_tree.parse(f"x: {text}", "example")
    except Faulty:
        node = None
    plain = isinstance(node, yaml_tree.Mapping) and yaml_tree.data(node) == {"x": text}
    return text if plain else json.dumps(text, ensure_ascii=False)


def start(root: Path, kind: str, record_id: str, today: dt.date, source_kind: str | None = None) -> Path:
    """Writes the record and returns its file. Raises ValueError with what to do if it can't be started."""
    if kind not in COLLECTIONS:
        near = did_you_mean(kind, COLLECTIONS)
        raise ValueError(f"'{kind}' is no kind of record. Expected {one_of(COLLECTIONS, 20)}.{f' {near}?' if near else ''}")
    if not re.fullmatch(ID, record_id, re.ASCII):
        raise ValueError(f"'{record_id}' is no id. Expected lower-case letters, digits and hyphens, such as galarza-2014.")
    if kind == "states" and record_id not in (names := [state_id(postal) for postal in STATES]):
        near = did_you_mean(record_id, names)
        expected = f"a state or district. {near}?" if near else "a state or district, such as north-carolina."
        raise ValueError(f"'{record_id}' is the name of no state. Expected {expected}")
    model = COLLECTIONS[kind]
    layout = model.collection.layout
    given = {"verified": today.isoformat()} if "verified" in model.model_fields else {}
    if layout == "files":
        if source_kind not in [member.value for member in SourceKind]:
            raise ValueError(f"A source stands in the file of its kind. Add --kind with {one_of((m.value for m in SourceKind), 20)}.")
        given["kind"] = str(source_kind)
    name = f"data/{kind}.yml" if layout == "file" else f"data/{kind}/{record_id if layout == 'folder' else source_kind}.yml"
    path = root / name
    _free(root, kind, record_id, path, today)
    text = record_text(model, given)
    if layout != "folder":
        text = f"{record_id}:\n{textwrap.indent(text, '  ')}"
    before = path.read_text(encoding="utf-8") if path.exists() else f"{first_line(kind, name)}\n"
    gap = "" if not path.exists() else "\n" if before.endswith("\n") else "\n\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{before}{gap}{text}", encoding="utf-8")
    return path


def _free(root: Path, kind: str, record_id: str, path: Path, today: dt.date) -> None:
    """Raises ValueError if the id is or was taken, or if the file that the record belongs to can't be read."""
    explainer, _ = Explainer.read(root, today)
    taken = path if path.exists() and path.stem == record_id else None
    if (kind, record_id) in explainer.origins:
        taken = explainer.origins[kind, record_id].file
    if taken:
        raise ValueError(f"'{record_id}' is in {taken.relative_to(root).as_posix()} already. Edit it, or choose another id.")
    for entry in explainer.collections[kind].values():
        if record_id in entry.former_ids:
            raise ValueError(f"'{record_id}' is a former id of {kind}/{entry.id}, and its old address leads there. Choose another id.")
    if path.exists():
        try:
            yaml_tree.read(path, root)
        except Faulty as error:
            raise ValueError(f"The record belongs into a file that can't be read. Mend it first: {error}") from None


def _next(root: Path, path: Path, kind: str, record_id: str) -> str:
    model = COLLECTIONS[kind]
    page = f"{model.collection.url}" if model.collection.page == "letters" else model.collection.url_of(record_id)
    name = path.relative_to(root).as_posix()
    blanks = [field for field in in_file_order(model) if model.model_fields[field].is_required() and field != "verified"]
    return (
        f"{name} is started.\nNext:\n"
        f"  1. Fill the blanks in {name}: {', '.join(blanks)}. Delete what you don't need.\n"
        f"  2. scripts/serve shows it at http://127.0.0.1:8000/{page}\n"
        f"  3. scripts/check says what is still blank or wrong; then open a pull request (see CONTRIBUTING.md)."
    )


def main(arguments: Sequence[str]) -> int:
    kinds = "\n".join(f"  {name:<15} {(model.__doc__ or '').split('. ')[0].rstrip('.')}" for name, model in COLLECTIONS.items())
    made = parser("new", "Starts a record with a comment for every field.")
    made.formatter_class = argparse.RawDescriptionHelpFormatter
    made.epilog = f"kinds:\n{kinds}\n\nexamples:\n  scripts/new court-cases smith-2026\n  scripts/new sources smith-2026-op --kind opinion"
    made.add_argument("collection", metavar="KIND", nargs="?", help="what the record is, see below")
    made.add_argument("id", metavar="ID", nargs="?", help="the record's id: its file name or key, and its address")
    made.add_argument("--kind", help="for sources: the kind of document")
    options = made.parse_args(arguments)
    if not options.collection:
        made.print_help(sys.stderr)
        return 2
    root: Path = options.root.resolve()
    try:
        if options.id is None and options.collection in COLLECTIONS:
            raise ValueError(
                f"An id is missing. Write: scripts/new {options.collection} ID, such as {'ohio' if options.collection == 'states' else 'smith-2026'}."
            )
        path = start(root, options.collection, options.id or "", dt.date.today(), options.kind)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(_next(root, path, options.collection, options.id))
    return 0
