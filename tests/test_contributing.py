"""CONTRIBUTING.md shows one record of each kind: each is valid, complete, supported, and names only what there is."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from sample import ROOT

from explainer import rules, support, yaml_tree
from explainer.explainer import Explainer, Origin, validate
from explainer.records import COLLECTIONS, Entry, inner_model

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = {block[1]: block[2] for block in re.finditer(r"^```yaml\n# ([\w-]+)\n(.*?)^```$", GUIDE, re.M | re.S)}
FIRST = next(iter(COLLECTIONS))
"""The kind at which the fields that several kinds share are explained."""


def records(collection: str) -> Iterator[Entry]:
    """The records of the guide's block, which must have no fault."""
    node = yaml_tree.parse(BLOCKS[collection], "CONTRIBUTING.md")
    assert isinstance(node, yaml_tree.Mapping)
    for record_id, fields in {"it": node}.items() if COLLECTIONS[collection].collection.layout == "folder" else node.entries.items():
        assert isinstance(fields, yaml_tree.Mapping)
        record, faults = validate(COLLECTIONS[collection], record_id, Origin(ROOT / "CONTRIBUTING.md", ROOT, fields, fields.place))
        assert [f"{fault.place}: {fault.sentence}" for fault in faults] == []
        assert record
        yield record


def fields(model: type[BaseModel]) -> set[str]:
    """The names of all fields of a record and of the parts in it."""
    names = set(model.model_fields) - ({"id"} if issubclass(model, Entry) else set())
    return names.union(*(fields(inner) for info in model.model_fields.values() if (inner := inner_model(info.annotation))))


@pytest.fixture(scope="module")
def whole() -> Explainer:
    explainer, faults = Explainer.read(ROOT, dt.date.today())
    assert faults == []
    return explainer


def test_there_is_a_record_of_each_kind_below_a_heading_that_the_contents_link() -> None:
    assert list(BLOCKS) == list(COLLECTIONS)
    headings = re.findall(r"^### (.+)$", GUIDE, re.M)
    assert len(headings) == len(COLLECTIONS)
    for heading in headings:
        assert f"](#{heading.lower().replace(' ', '-')})" in GUIDE


def test_check_finds_no_fault_in_the_records_of_the_guide(whole: Explainer, tmp_path: Path) -> None:
    """The guide's records stand in the place of their own in a copy of the data; what others then miss is not looked at."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "docs").mkdir()
    places: list[tuple[str, int, int]] = []
    for name, block in BLOCKS.items():
        if COLLECTIONS[name].collection.layout == "folder":
            (file,) = re.findall(rf"^`(data/{name}/[\w-]+\.yml)`: ", GUIDE, re.M)
            assert (tmp_path / file).is_file()
            (tmp_path / file).write_text(block, encoding="utf-8")
            places.append((file, 1, block.count("\n")))
            continue
        for text in re.split(r"^(?=[\w-]+:$)", block, flags=re.M)[1:]:
            record_id = text.split(":")[0]
            origin = whole.origins.get((name, record_id))
            path = tmp_path / (origin.file.relative_to(ROOT) if origin else f"data/{name}.yml")
            there = path.read_text(encoding="utf-8") if path.exists() else ""
            others = re.sub(rf"^{record_id}:\n(?:[ #].*\n|\n)*", "", there, flags=re.M).rstrip()
            path.write_text(f"{others}\n{text.rstrip()}\n", encoding="utf-8")
            start = others.count("\n") + 2
            places.append((path.relative_to(tmp_path).as_posix(), start, start + text.rstrip().count("\n")))
    explainer, faults = Explainer.read(tmp_path, whole.today)
    assert faults == []
    found = rules.faults_of(explainer)
    assert [
        f"{fault.place}: {fault.sentence}"
        for fault in found
        if any(fault.place.path == file and start <= fault.place.line <= end for file, start, end in places)
    ] == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_record_of_the_guide_is_valid_and_every_fact_in_it_is_supported(collection: str) -> None:
    for record in records(collection):
        assert not support.is_draft(record)
        assert [field.path for field in support.walk(record) if field.kind == "fact" and not support.supported(field)] == []
        assert [field.path for field in support.walk(record) if support.bare(field)] == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_record_of_the_guide_names_every_field(collection: str) -> None:
    shown = BLOCKS[collection] + ("" if collection == FIRST else BLOCKS[FIRST])
    assert {name for name in fields(COLLECTIONS[collection]) if not re.search(rf"(?<![\w-]){name}:", shown)} == set()


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_record_of_the_guide_refers_only_to_what_there_is(collection: str, whole: Explainer) -> None:
    referred = {(reference.collection, reference.id) for record in records(collection) for reference in support.references(record)}
    assert referred or collection == "sources"
    assert {key for key in referred if whole.get(*key) is None} == set()


def test_the_commands_that_the_guide_names_are_there() -> None:
    named = set(re.findall(r"`scripts/(\w+)", GUIDE))
    assert {"serve", "check", "new"} <= named
    assert all((ROOT / "scripts" / name).is_file() for name in named)
