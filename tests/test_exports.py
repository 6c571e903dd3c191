"""The files of open data: JSON, CSV, SQLite, schemas and the zip."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml
from generated import filled, free_fields, with_filled
from hypothesis import given
from hypothesis import strategies as st
from rendered import Seen, filled_renderer, pages_of
from sample import TODAY, Project, make_project

from explainer import yaml_tree
from explainer.data_guide import VERSION
from explainer.exports import csv_of, files, schema
from explainer.faults import Faulty
from explainer.published import part_of
from explainer.records import COLLECTIONS, UNPUBLISHED
from explainer.render import SITE, Renderer
from explainer.tables import Table

Files = dict[str, bytes]


def made(renderer: Renderer) -> Files:
    return {path: make() for path, make in files(renderer)}


def cells(content: bytes) -> list[list[str]]:
    """A CSV file as a program reads it."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def database(content: bytes) -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:")
    opened.deserialize(content)
    return opened


def tables_in(opened: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: opened.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def texts_in(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for item in value.values():
                yield from texts_in(item)
        case list() | tuple():
            for item in value:
                yield from texts_in(item)
        case str():
            yield value


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


def runs(cell: str) -> bool:
    """True if a spreadsheet would take the cell, or a piece that some would cut from it, for a formula."""
    return cell[:1] in ("\t", "\r") or any(piece.lstrip()[:1] in tuple("=+-@＝＋－＠") for piece in re.split(r"[;\t\r\n]", cell))


def one_cell(value: Any) -> str:
    table = Table("glossary", (), COLLECTIONS["glossary"], ((value,) * 3,), ())
    (_, row) = cells(csv_of(table))
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


# --- Hostile text in every field -----------------------------------------------------------------------------------

HOSTILE = (
    '=HYPERLINK("javascript:alert(1)","y") <script>alert(1)</script> <img src=x onerror=alert(1)> " onload=alert(1) x="'
    "' onload='alert(1) {{ 7 * 191 }} {% raw %} {# x #} </p>); DROP TABLE states --"
)
FIELDS = [(name, *path) for name, model in COLLECTIONS.items() for path in free_fields(model) if (name, *path) != ("history", "about")]


def hostile(path: tuple[str, ...]) -> str:
    """A text of its own for each field, so that it can be told where it went."""
    return f"{HOSTILE} x{FIELDS.index(path)}x" if path in FIELDS else HOSTILE


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return filled_renderer(make_project(tmp_path_factory.mktemp("attacked") / "project"), hostile)


@pytest.fixture(scope="module")
def attacked_files(attacked: Renderer) -> Files:
    return made(attacked)


@pytest.fixture(scope="module")
def attacked_cells(attacked_files: Files) -> list[str]:
    return [cell for path, content in attacked_files.items() if path.endswith(".csv") for row in cells(content) for cell in row]


@pytest.fixture(scope="module")
def attacked_tables(attacked_files: Files) -> dict[str, list[tuple[Any, ...]]]:
    return tables_in(database(attacked_files["data/detainers.sqlite"]))


@pytest.fixture(scope="module")
def attacked_pages(attacked: Renderer) -> dict[str, str]:
    return pages_of(attacked)


@pytest.fixture(scope="module")
def own_scripts(good: Project) -> dict[str, int]:
    """How many scripts each page has by itself."""
    return {url: Seen(html).tags.count("script") for url, html in pages_of(good.renderer()).items()}


each_field = pytest.mark.parametrize("path", FIELDS, ids=".".join)


def not_for_editors(path: tuple[str, ...]) -> bool:
    return not set(path) & set(UNPUBLISHED)


def holding(texts: Iterator[str] | list[str], path: tuple[str, ...]) -> list[str]:
    """The texts that hold the field's own; none may if it is for editors only."""
    found = [text for text in texts if f"x{FIELDS.index(path)}x" in text]
    assert bool(found) is not_for_editors(path)
    return found


@each_field
def test_hostile_text_is_no_code_in_json(path: tuple[str, ...], attacked_files: Files) -> None:
    content = attacked_files[f"data/{path[0]}.json"]
    assert b"<" not in content
    assert b">" not in content
    for text in holding(list(texts_in(json.loads(content))), path):
        assert text.removeprefix("doe-2014-op, ").removesuffix(" [@doe-2014-op]").removesuffix(" (doe-2014-op)") in (
            hostile(path),
            hostile(path).replace(";", ","),
        )


@each_field
def test_hostile_text_is_no_code_in_csv(path: tuple[str, ...], attacked_cells: list[str]) -> None:
    for cell in holding(attacked_cells, path):
        assert not runs(cell)
        assert hostile(path) in cell or hostile(path).replace(";", ",") in cell


@each_field
def test_hostile_text_is_no_code_in_sqlite(path: tuple[str, ...], attacked_tables: dict[str, list[tuple[Any, ...]]], good_files: Files) -> None:
    assert attacked_tables.keys() == tables_in(database(good_files["data/detainers.sqlite"])).keys()
    for cell in holding(list(texts_in(list(attacked_tables.values()))), path):
        assert hostile(path) in cell or hostile(path).replace(";", ",") in cell


@each_field
def test_hostile_text_is_no_code_on_pages(path: tuple[str, ...], attacked_pages: dict[str, str], own_scripts: dict[str, int]) -> None:
    for url, html in ((url, html) for url, html in attacked_pages.items() if f"x{FIELDS.index(path)}x" in html):
        assert not_for_editors(path)
        seen = Seen(html)
        said = [seen.text, *(value for _, value in seen.attributes)]
        assert [text for text in said if HOSTILE[1:60] in " ".join(text.split())]
        assert seen.tags.count("script") == own_scripts.get(url, 0)
        assert not [name for name, _ in seen.attributes if name.startswith("on")]
        assert not [value for name, value in seen.attributes if name in ("href", "src") and value.lstrip().lower().startswith("javascript:")]
        assert "1337" not in html  # 7 * 191


@each_field
def test_an_invisible_character_in_any_field_is_refused_where_it_stands(path: tuple[str, ...]) -> None:
    """As itself and as an escape, in a file with every field of the record."""
    name = path[0]
    data = filled(COLLECTIONS[name], lambda own: f"one \u202e two {own}" if own == path else "Any text", (name,))
    written = yaml.safe_dump(json.loads(json.dumps(data)), width=10_000)
    assert written.count("\\u202E") == 1
    for text in (written, written.replace("\\u202E", "\u202e")):
        with pytest.raises(Faulty, match=rf"^a\.yml:{written[: written.index('one ')].count(chr(10)) + 1}:\d+: an invisible character \(U\+202E\)"):
            yaml_tree.parse(text, "a.yml")
