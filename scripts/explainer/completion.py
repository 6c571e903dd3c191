"""`scripts/schemas`: what an editor's program offers and marks while a record is typed.

Writes `schemas/editor/<collection>.json` from the models, and into each data file the first line that leads there. They
describe the YAML as editors write it. The schemas that describe the published exports are made elsewhere, from the same models.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from explainer.citations import ID
from explainer.faults import Fault, Place
from explainer.project import count, parser
from explainer.records import COLLECTIONS, json_schema, whole

FOLDER = "schemas/editor"
MARK = "# yaml-language-server: $schema="
_DROPPED = ("title", "default", "kind")
"""What an editor's program would show and an editor can't use."""


def editor_schema(collection: str) -> dict[str, Any]:
    """The JSON Schema of a file of the collection: of one record, or of a map from ids to records.

    Draft 7 and without references: every version of the YAML language server reads it, and older ones lose the
    description that stands beside a reference.
    """
    schema = json_schema(collection)
    record = _adapted({key: value for key, value in schema.items() if key not in ("$schema", "$defs")}, schema.get("$defs", {}))
    top: dict[str, Any] = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Written by scripts/schemas from scripts/explainer/records.py. Change the models, not this file.",
    }
    if COLLECTIONS[collection].collection.layout == "folder":
        return {**top, **record}
    return {
        **top,
        "description": f"The records of data/{collection}, each below its id.",
        "type": "object",
        "propertyNames": {"pattern": whole(ID)},
        "additionalProperties": record,
    }


def _adapted(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one value without references, and as YAML is written: a field is left out, not null."""
    node = {key: value for key, value in node.items() if key not in _DROPPED}
    if "$ref" in node:
        named = definitions[node.pop("$ref").removeprefix("#/$defs/")]
        return _adapted({**named, **node}, definitions)
    if "anyOf" in node:
        (one,) = (choice for choice in node.pop("anyOf") if choice != {"type": "null"})
        return _adapted({**one, **node}, definitions)
    if "properties" in node:
        node["properties"] = {name: _adapted(field, definitions) for name, field in node["properties"].items()}
    if "items" in node:
        node["items"] = _adapted(node["items"], definitions)
    if node.get("type") == "string" and "enum" not in node and re.search(node.get("pattern", ""), "2019"):
        node["type"] = ["string", "number"]  # `date: 2019` and `docket: 3991` are texts here and numbers for YAML
    if examples := node.pop("examples", None):
        # Not as `examples`: from there completion writes them into the file, where an example would pass for a fact.
        node["description"] += "" if "enum" in node else f"\n\nExample: {examples[0]}"
    return node


def schema_files() -> dict[str, str]:
    """Every schema's path below the project, and its text."""
    return {f"{FOLDER}/{name}.json": json.dumps(editor_schema(name), ensure_ascii=False, indent=1) + "\n" for name in COLLECTIONS}


def first_line(collection: str, path: str) -> str:
    """The line that leads from the data file at ``path`` below the project to its schema."""
    return MARK + posixpath.relpath(f"{FOLDER}/{collection}.json", posixpath.dirname(path))


def without_line(root: Path) -> Iterator[Fault]:
    """The data files whose first line does not lead to their schema: there an editor's program stays silent."""
    for collection, path in data_files(root):
        name = path.relative_to(root).as_posix()
        found, wanted = _first(path), first_line(collection, name)
        if found != wanted:
            what = f"the first line '{found}'" if found.startswith(MARK) else "no first line that turns completion on"
            yield Fault(Place(name), what, f"`{wanted}`", "Run scripts/schemas")


def data_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every data file with the name of its collection."""
    for name, model in COLLECTIONS.items():
        pattern = f"{name}.yml" if model.collection.layout == "file" else f"{name}/[!.]*.yml"
        yield from ((name, path) for path in sorted((root / "data").glob(pattern)))


def _first(path: Path) -> str:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return file.readline().rstrip("\n")


def mend(root: Path) -> list[str]:
    """Gives each data file its first line; nothing else in it changes. Returns the paths that changed."""
    changed = []
    for fault in list(without_line(root)):
        path = root / fault.place.path
        raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        first, _, rest = raw.partition(b"\n")
        ending = b"\r\n" if first.endswith(b"\r") else b"\n"
        line = fault.expected.strip("`").encode()
        path.write_bytes(line + ending + (rest if first.startswith(MARK.encode()) else raw))
        changed.append(fault.place.path)
    return changed


def main(arguments: Sequence[str]) -> int:
    options = parser("schemas", "Writes the schemas for completion in editors, and the first line of the data files.").parse_args(arguments)
    root: Path = options.root.resolve()
    files = schema_files()
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    for path in (root / FOLDER).glob("*.json"):
        if path.relative_to(root).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    print(f"{count(len(files), 'schema')} in {FOLDER}/, first line mended in {count(len(mend(root)), 'data file')}.")
    return 0
