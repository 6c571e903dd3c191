"""`scripts/new KIND ID`: a commented record with blanks, which `scripts/check` then lists one by one."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel

from explainer.citations import ID
from explainer.explainer import choices_of, inner_model
from explainer.faults import did_you_mean, one_of
from explainer.project import parser
from explainer.records import COLLECTIONS, Entry, in_file_order
from explainer.vocabulary import SourceKind


def record_text(model: type[Entry], today: dt.date, indent: str = "") -> str:
    """A record with every field: its meaning, whether it is mandatory, its values, an example; mandatory ones blank."""
    return "".join(_lines(model, today, indent))


def _lines(model: type[BaseModel], today: dt.date, indent: str) -> Iterator[str]:
    for name in in_file_order(model):
        info = model.model_fields[name]
        choices = choices_of(info.annotation)
        needed = "mandatory" if info.is_required() else "optional"
        yield f"{indent}# {info.description} ({needed})\n"
        if choices:
            yield f"{indent}#   {one_of(choices, 40)}\n"
        elif info.examples:
            yield f"{indent}#   Example: {info.examples[0]}\n"
        inner = inner_model(info.annotation)
        if not info.is_required():
            yield f"{indent}# {name}:\n"
        elif name == "verified":
            yield f"{indent}{name}: {today.isoformat()}\n"
        elif inner:
            yield f"{indent}{name}:\n"
            yield from _lines(inner, today, indent + "  ")
        else:
            yield f"{indent}{name}:\n"


def start(root: Path, kind: str, record_id: str, today: dt.date, source_kind: str | None = None) -> Path:
    """Writes the record and returns its file. Raises ValueError with what to do if it can't be started."""
    if kind not in COLLECTIONS:
        raise ValueError(f"'{kind}' is no kind of record. Expected {one_of(COLLECTIONS, 20)}. {did_you_mean(kind, COLLECTIONS)}".strip())
    if not re.fullmatch(ID, record_id, re.ASCII):
        raise ValueError(f"'{record_id}' is no id. Expected lower-case letters, digits and hyphens, such as galarza-2014.")
    model = COLLECTIONS[kind]
    layout = model.collection.layout
    if layout == "files":
        if source_kind not in [member.value for member in SourceKind]:
            raise ValueError(f"A source stands in the file of its kind. Add --kind with {one_of((m.value for m in SourceKind), 20)}.")
        path = root / "data" / kind / f"{source_kind}.yml"
    else:
        path = root / "data" / (f"{kind}/{record_id}.yml" if layout == "folder" else f"{kind}.yml")
    if layout == "folder":
        if path.exists():
            raise ValueError(f"{path.relative_to(root).as_posix()} exists already. Edit it, or choose another id.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record_text(model, today), encoding="utf-8")
        return path
    for other in sorted(path.parent.glob("*.yml")) if layout == "files" else [path]:
        if other.exists() and re.search(rf"^{re.escape(record_id)}:", other.read_text(encoding="utf-8"), re.M):
            raise ValueError(f"'{record_id}' is in {other.relative_to(root).as_posix()} already. Edit it, or choose another id.")
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    path.write_text(f"{text}{gap}{record_id}:\n{record_text(model, today, '  ')}", encoding="utf-8")
    return path


def main(arguments: Sequence[str]) -> int:
    made = parser("new", "Starts a record with a comment for every field.")
    made.add_argument("collection", metavar="KIND", help=one_of(COLLECTIONS, 20))
    made.add_argument("id", metavar="ID", help="the record's id: its file name or key, and its address")
    made.add_argument("--kind", help="for sources: the kind of document")
    options = made.parse_args(arguments)
    root = options.root.resolve()
    try:
        path = start(root, options.collection, options.id, dt.date.today(), options.kind)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path.relative_to(root).as_posix()} is started. Fill the blanks, delete the comments you don't need, then run scripts/check.")
    return 0
