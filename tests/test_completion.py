"""Completion in editors: the schemas, the line that leads to them, the settings that turn it on."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from faults import CASE, GLOSSARY
from generated import filled
from sample import ROOT, Project

from explainer import completion, faults, yaml_tree
from explainer.completion import FOLDER, MARK, data_files, editor_schema, first_line, schema_files, without_line
from explainer.records import COLLECTIONS
from explainer.vocabulary import Hold

DATA = list(data_files(ROOT))
AS_NUMBER = re.compile(r"[-+]?(?:\d+|(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)")


def as_yaml_1_2(node: yaml_tree.Node) -> Any:
    """The values that the YAML language server sees: those of YAML 1.2."""
    match node:
        case yaml_tree.Mapping():
            return {key: as_yaml_1_2(value) for key, value in node.entries.items()}
        case yaml_tree.Sequence():
            return [as_yaml_1_2(item) for item in node.items]
    if node.quoted:
        return node.text
    if node.text in ("true", "false"):
        return node.text == "true"
    if node.text in ("", "~", "null"):
        return None
    return float(node.text) if AS_NUMBER.fullmatch(node.text) else node.text


def wrong(collection: str, text: str) -> list[str]:
    """Where an editor's program marks the text of a file of the collection."""
    node = yaml_tree.parse(text, "file.yml")
    assert node
    errors = jsonschema.Draft7Validator(editor_schema(collection)).iter_errors(as_yaml_1_2(node))
    return sorted(".".join(map(str, error.path)) for error in errors)


def parts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema and every schema in it."""
    yield schema
    for inner in (*schema.get("properties", {}).values(), schema.get("items"), schema.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from parts(inner)


def test_the_schemas_in_the_repository_are_those_of_the_models() -> None:
    there = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (ROOT / FOLDER).iterdir()}
    assert there == schema_files(), "run scripts/schemas"


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_schema_is_valid_needs_no_references_and_says_what_each_field_takes(name: str) -> None:
    schema = editor_schema(name)
    jsonschema.Draft7Validator.check_schema(schema)
    assert "$ref" not in json.dumps(schema)
    fields = [field for part in parts(schema) for field in part.get("properties", {}).values()]
    assert len(fields) >= len(COLLECTIONS[name].model_fields) - 1
    for field in fields:
        assert re.match(r"[A-Z`].+[.?]", field["description"])
        assert field.get("enum") or re.search(r"\n\nExample: .+", field["description"]), field
        assert len(field.get("enumDescriptions", [])) == len(field.get("enum", []))


@pytest.mark.parametrize("name", COLLECTIONS)
def test_completion_writes_nothing_into_a_record_that_would_pass_for_a_fact(name: str) -> None:
    for part in parts(editor_schema(name)):
        assert not {"default", "examples", "defaultSnippets", "const"} & set(part)


def test_a_choice_is_offered_with_its_meaning_and_its_field_keeps_its_own_description() -> None:
    value = editor_schema("states")["properties"]["hold"]["properties"]["value"]
    assert value["enum"] == [member.value for member in Hold]
    assert value["enumDescriptions"][0] == f"{Hold.MUST.label}: {Hold.MUST.meaning}"
    assert value["description"] == "May a local jail hold on a detainer alone, under state law?"
    assert editor_schema("states")["properties"]["postal"]["enumDescriptions"][0] == "Alabama"


@pytest.mark.parametrize(("name", "path"), DATA, ids=lambda part: part if isinstance(part, str) else part.stem)
def test_every_data_file_fits_its_schema(name: str, path: Path) -> None:
    assert wrong(name, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_record_with_every_field_filled_fits(name: str) -> None:
    record = {key: value for key, value in filled(COLLECTIONS[name], "Words").items() if key != "id"}
    text = re.sub(r'(?<!"id"): "(false|1)"', r": \1", json.dumps(record))
    assert wrong(name, text if COLLECTIONS[name].collection.layout == "folder" else f'{{"it": {text}}}') == []


@pytest.mark.parametrize(
    ("name", "old", "new", "where"),
    [
        (CASE, "kind: released-despite-detainer", "kind: released", ["kind"]),
        (CASE, "lodged: 2019-05", "lodged: May 2019", ["detainer.lodged"]),
        (CASE, "agency:", "agancy:", ["", ""]),
        (CASE, "court_cases: [doe-2014]", "court_cases: doe-2014", ["court_cases"]),
        (CASE, "reason: The court had set bond.", "reason:", ["reason"]),
        (CASE, "  state: OH", "  state: Ohio", ["place.state"]),
        (CASE, "    source: gazette-2019, paragraph 1", "    source: The Gazette", ["events.0.source"]),
        (GLOSSARY, "verified: 2026-11-20", "verified: 20 Nov 2026", ["detainer.verified"]),
        (GLOSSARY, "detainer:\n", "Detainer:\n", [""]),
        ("data/numbers.yml", "value: 1276", "value: 1,276", ["detainers-by-year.points.0"]),
        ("data/sources/opinion.yml", "url: https://", "url: www.", ["doe-2014-op.url"]),
    ],
)
def test_a_typical_mistake_is_marked(project: Project, name: str, old: str, new: str, where: list[str]) -> None:
    collection = name.split("/")[1].removesuffix(".yml")
    assert wrong(collection, project.read(name)) == []
    project.replace(name, old, new)
    assert wrong(collection, project.read(name)) == where


def test_a_year_and_a_number_without_quotes_are_texts(project: Project) -> None:
    project.replace(CASE, "lodged: 2019-05", "lodged: 2019")
    project.replace(CASE, "agency: Fairview County Jail", "agency: 1276")
    assert wrong("custody-cases", project.read(CASE)) == []
    assert project.said() == []


def test_the_first_line_of_every_data_file_leads_to_the_schema_of_its_collection() -> None:
    assert list(without_line(ROOT)) == [], "run scripts/schemas"
    for name, path in DATA:
        line = path.read_text(encoding="utf-8").split("\n", 1)[0]
        target = path.parent / line.removeprefix(MARK)
        assert line.startswith(MARK)
        assert posixpath.normpath(target.as_posix()) == (ROOT / FOLDER / f"{name}.json").as_posix()


def test_a_missing_or_wrong_first_line_is_mended_and_nothing_else_changes(project: Project) -> None:
    case, glossary = project.read(CASE), project.read(GLOSSARY)
    project.write(CASE, f"{MARK}../../schemas/editor/states.json\n{case}")
    project.write(GLOSSARY, b"\xef\xbb\xbf" + glossary.replace("\n", "\r\n").encode())
    said = {fault.place.path: fault.found for fault in without_line(project.root)}
    assert said[CASE] == f"the first line '{MARK}../../schemas/editor/states.json'"
    assert said[GLOSSARY] == "no first line that turns completion on"
    assert completion.main(["--root", str(project.root)]) == 0
    assert list(without_line(project.root)) == []
    assert project.read(CASE) == f"{MARK}../../{FOLDER}/custody-cases.json\n{case}"
    assert (project.root / GLOSSARY).read_bytes() == f"{first_line('glossary', GLOSSARY)}\n{glossary}".replace("\n", "\r\n").encode()
    assert project.said() == []


def test_the_command_writes_every_schema_and_clears_away_those_of_no_collection(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.write(f"{FOLDER}/gone.json", "{}")
    assert completion.main(["--root", str(project.root)]) == 0
    assert sorted(path.name for path in (project.root / FOLDER).iterdir()) == sorted(f"{name}.json" for name in COLLECTIONS)
    assert capsys.readouterr().out == "13 schemas in schemas/editor/, first line mended in 15 data files.\n"
    assert completion.main(["--root", str(project.root)]) == 0
    assert capsys.readouterr().out.endswith(" 0 data files.\n")


def test_the_settings_recommend_the_language_server_and_read_yaml_as_it_does() -> None:
    settings, extensions = (json.loads((ROOT / ".vscode" / name).read_text(encoding="utf-8")) for name in ("settings.json", "extensions.json"))
    assert extensions["recommendations"] == ["redhat.vscode-yaml"]
    assert settings["yaml.yamlVersion"] == "1.2"


def test_the_task_reads_the_faults_that_check_prints_and_nothing_else(project: Project) -> None:
    tasks = {task["label"]: task for task in json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]}
    for name, task in tasks.items():
        assert (ROOT / "scripts" / name).is_file()
        assert task["command"].endswith(f"scripts/{name}")
    pattern = re.compile(tasks["check"]["problemMatcher"]["pattern"]["regexp"])
    project.replace(CASE, "agency:", "agancy:")
    project.replace(GLOSSARY, "verified:", "verifed:")
    found = project.faults()
    assert len(found) > 2
    matches = [match.groups() for line in faults.as_text(found, project.root).split("\n") if (match := pattern.match(line))]
    assert matches == [(fault.place.path, str(fault.place.line), str(fault.place.column), fault.sentence) for fault in found]
