"""The files of open data: JSON, CSV, SQLite, schemas and the zip."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from typing import Any

import jsonschema
import pytest
from generated import with_filled
from hostile import cells, runs
from hypothesis import given
from hypothesis import strategies as st
from sample import TODAY, Project, make_project, part_of

from explainer.data_guide import VERSION
from explainer.exports import files, schema
from explainer.fragments import csv_lines
from explainer.records import COLLECTIONS
from explainer.render import SITE, Renderer

Files = dict[str, bytes]


def made(renderer: Renderer) -> Files:
    return {path: make() for path, make in files(renderer)}


def database(content: bytes) -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:")
    opened.deserialize(content)
    return opened


def tables_in(opened: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: opened.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


@pytest.fixture(scope="module")
def good_files(renderer: Renderer) -> Files:
    return made(renderer)


# --- What there is -------------------------------------------------------------------------------------------------


def test_every_collection_has_its_files_and_every_page_its_record(good_files: Files, renderer: Renderer) -> None:
    for name, model in COLLECTIONS.items():
        assert {f"data/{name}.json", f"data/{name}.csv", f"schemas/{name}.json"} <= set(good_files)
        for entry in renderer.explainer.published(name):
            assert (f"{name}/{entry.id}.json" in good_files) is (model.collection.page == "each")
    assert {"data/detainers.sqlite", "data/detainers.zip", "data/csv-metadata.json", "data/states-laws-sources.csv"} <= set(good_files)


def test_a_former_address_has_the_record_too(good_files: Files) -> None:
    assert good_files["court-cases/doe-v-fairview.json"] == good_files["court-cases/doe-2014.json"]


def test_what_every_file_says_of_itself(good_files: Files) -> None:
    expected = {
        "schema_version": VERSION,
        "title": "Fixture",
        "license": "CC BY 4.0",
        "license_url": "https://creativecommons.org/licenses/by/4.0/",
        "license_note": "Quotations are excepted: they remain their authors'.",
        "data_date": TODAY.isoformat(),
    }
    for name in COLLECTIONS:
        meta = json.loads(good_files[f"data/{name}.json"])["_meta"]
        rows = {path[5:-4]: len(cells(content)) - 1 for path, content in good_files.items() if re.fullmatch(rf"data/{name}(-[a-z0-9-]+)?\.csv", path)}
        assert meta == expected | {"counts": rows}, name
    assert json.loads(good_files["states/ohio.json"])["_meta"] == expected | {"counts": {"states": 1}}
    assert json.loads(good_files["data/csv-metadata.json"])["notes"][0]["_meta"].items() >= expected.items()
    in_sqlite = dict(tables_in(database(good_files["data/detainers.sqlite"]))["_meta"])
    assert in_sqlite.items() >= expected.items()
    assert in_sqlite["rows of custody-cases-events"] == "2"


def test_addresses_are_whole_only_if_the_site_has_one(good: Project, good_files: Files) -> None:
    assert json.loads(good_files["data/claims.json"])["pages"] == {"jails-must-hold": "/claims/#jails-must-hold"}
    site = dict.fromkeys(SITE, "") | {"name": "Fixture", "url": "https://example.org/x/", "data_date": TODAY, "publisher": "The Desk"}
    configured = made(Renderer(good.load(), site))
    assert json.loads(configured["states/ohio.json"])["page"] == "https://example.org/x/states/ohio/"
    assert json.loads(configured["states/ohio.json"])["_meta"].items() >= {"site": "https://example.org/x/", "publisher": "The Desk"}.items()
    assert cells(configured["data/states.csv"])[1][1] == "https://example.org/x/states/ohio/"


def test_two_exports_are_the_same_bytes(good: Project, good_files: Files) -> None:
    assert made(good.renderer()) == good_files


def test_a_record_asked_for_alone_is_as_in_a_build(good_files: Files, renderer: Renderer) -> None:
    alone = {path: dict(files(renderer))[path]() for path in good_files if path.startswith(("states/", "court-cases/"))}
    assert alone == {path: good_files[path] for path in alone}
    assert len(alone) > 2


def test_a_draft_its_fields_and_the_editors_notes_are_in_no_file(project: Project) -> None:
    project.replace("data/custody-cases/fairview-2019.yml", "supports: [reason]", "supports: [agency]")
    project.replace("data/custody-cases/fairview-2019.yml", "(questions/request-or-order)", "(hold-clock/draft)")
    before, after = made(make_project(project.root.parent / "other").renderer()), made(project.renderer())
    secret = (b"The court had set bond", b"Ask the county", b"A rule nobody has read", b"hold-clock/draft")
    for path, content in after.items():
        assert not [word for word in secret if word in content], path
    assert secret[0] in before["custody-cases/fairview-2019.json"]


# --- JSON and its schema -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COLLECTIONS)
def test_the_records_can_be_loaded_again_from_both_files(name: str, good_files: Files, renderer: Renderer) -> None:
    loaded = [COLLECTIONS[name].model_validate(record) for record in json.loads(good_files[f"data/{name}.json"])["records"]]
    assert loaded == [part_of(renderer.explainer, entry) for entry in renderer.explainer.published(name)]
    for entry in loaded:
        if entry.collection.page == "each":
            assert COLLECTIONS[name].model_validate(json.loads(good_files[f"{name}/{entry.id}.json"])["record"]) == entry


@pytest.mark.parametrize("name", COLLECTIONS)
def test_the_files_fit_their_schema(name: str, renderer: Renderer) -> None:
    everything = made(Renderer(with_filled(renderer.explainer, "Any text"), renderer.site))
    own = json.loads(everything[f"schemas/{name}.json"])
    jsonschema.Draft202012Validator.check_schema(own)
    assert own["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    checker = jsonschema.Draft202012Validator(own)
    fitting = [path for path in everything if path == f"data/{name}.json" or re.fullmatch(rf"{name}/[^/]+\.json", path)]
    assert fitting
    assert "Review" not in everything[f"schemas/{name}.json"].decode()
    for path in fitting:
        checker.validate(json.loads(everything[path]))


BROKEN: dict[str, Any] = {
    "no meta": lambda data: data.pop("_meta"),
    "no license": lambda data: data["_meta"].pop("license"),
    "no id": lambda data: data["records"][0].pop("id"),
    "a bad id": lambda data: data["records"][0].update(id="Fairview 2019"),
    "no title": lambda data: data["records"][0].pop("title"),
    "a field nobody knows": lambda data: data["records"][0].update(color="red"),
    "notes of editors": lambda data: data["records"][0].update(notes=["Ask the county."]),
    "a word that is no choice": lambda data: data["records"][0].update(kind="escaped"),
    "a number for a text": lambda data: data["records"][0].update(agency=7),
    "a date that is none": lambda data: data["records"][0]["detainer"].update(lodged="May 2019"),
    "a record beside records": lambda data: data.update(record=data["records"][0], page="/x/"),
    "neither record nor records": lambda data: (data.pop("records"), data.pop("pages")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_export_does_not_fit(name: str, good_files: Files) -> None:
    data = json.loads(good_files["data/custody-cases.json"])
    checker = jsonschema.Draft202012Validator(schema("custody-cases"))
    assert checker.is_valid(data)
    BROKEN[name](data)
    assert not checker.is_valid(data)


# --- CSV -----------------------------------------------------------------------------------------------------------


def one_cell(value: Any) -> str:
    (row,) = cells("".join(csv_lines([(value,) * 3])).encode())
    assert len(set(row)) == 1
    return row[0]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＠", " =", "\n=", "x;=", "x; +", "x\t@", "x\r\n-"])
def test_a_text_that_a_spreadsheet_would_run_is_defused(sign: str) -> None:
    assert runs(f"{sign}1+1")
    assert not runs(one_cell(f"{sign}1+1"))
    assert one_cell(f"{sign}1+1").replace("'", "") == f"{sign}1+1"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_is_one_cell_that_does_not_run_and_has_its_words(text: str) -> None:
    cell = one_cell(text)
    assert not runs(cell)
    assert cell == text or runs(text)
    assert cell.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(("value", "cell"), [(-5, "-5"), (77.4, "77.4"), (276181, "276181"), (True, "true"), (False, "false"), (None, "")])
def test_a_number_stays_a_number(value: Any, cell: str) -> None:
    assert one_cell(value) == cell


def test_the_files_are_as_spreadsheets_want_them(good_files: Files) -> None:
    for path, content in good_files.items():
        if path.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf"), path
            assert content.endswith(b"\r\n"), path
            rows = cells(content)
            assert {len(row) for row in rows} == {len(rows[0])}, path


def test_the_metadata_describe_every_column_of_every_file(good_files: Files) -> None:
    described = {table["url"]: table["tableSchema"] for table in json.loads(good_files["data/csv-metadata.json"])["tables"]}
    assert set(described) == {path.removeprefix("data/") for path in good_files if path.endswith(".csv")}
    for url, schema_of_table in described.items():
        columns = [column["name"] for column in schema_of_table["columns"]]
        assert columns == cells(good_files[f"data/{url}"])[0], url
        assert all(column["dc:description"] for column in schema_of_table["columns"])
        assert set(schema_of_table["primaryKey"]) <= set(columns)
        for key in schema_of_table.get("foreignKeys", ()):
            assert set(key["columnReference"]) <= set(columns)
            assert set(key["reference"]["columnReference"]) <= set(cells(good_files[f"data/{key['reference']['resource']}"])[0])


# --- SQLite and the zip --------------------------------------------------------------------------------------------


def test_every_id_in_the_database_leads_to_its_row(renderer: Renderer) -> None:
    opened = database(made(Renderer(with_filled(renderer.explainer, "Any text"), renderer.site))["data/detainers.sqlite"])
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    opened.execute("UPDATE custody_cases_events SET record = 'nobody'")
    assert opened.execute("PRAGMA foreign_key_check").fetchall()
    keys = {(row[2], row[3]) for row in opened.execute("PRAGMA foreign_key_list(states_laws_sources)")}
    assert keys == {("states_laws", "record"), ("states_laws", "laws_item"), ("sources", "id")}
    assert [row[2] for row in opened.execute("PRAGMA foreign_key_list(questions_sides_cases)")].count("court_cases") == 1


def test_the_zip_holds_every_file_of_the_collections_with_one_date(good_files: Files) -> None:
    with zipfile.ZipFile(io.BytesIO(good_files["data/detainers.zip"])) as archive:
        assert archive.testzip() is None
        packed = {info.filename: archive.read(info) for info in archive.infolist()}
        assert {info.date_time for info in archive.infolist()} == {(TODAY.year, TODAY.month, TODAY.day, 0, 0, 0)}
    assert "license: CC BY 4.0\n" in packed.pop("README.txt").decode()
    assert packed == {path: content for path, content in good_files.items() if re.match(r"(?:data/.*\.(?:json|csv)|schemas/.*)$", path)}
