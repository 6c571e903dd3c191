"""The files of open data of the real site, against its records and its pages.

What should be in them is worked out here from the records and from the JSON, not with the code that made them.
"""

from __future__ import annotations

import calendar
import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from built import Site
from pydantic import BaseModel

from explainer import support
from explainer.explainer import Explainer
from explainer.records import COLLECTIONS, UNPUBLISHED, Entry, Text, inner_model
from explainer.support import Field

each_collection = pytest.mark.parametrize("name", COLLECTIONS)


def exported(site: Site, name: str) -> Any:
    return json.loads(site.files[f"data/{name}.json"])


# --- JSON: the records, all of them, and only what is published ------------------------------------------------------


def published_fields(entry: Entry) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Name and value of each field that should be published: supported, not for editors, in no part that lost its heart."""
    lost = [field.owners[-1] for field in support.walk(entry) if not support.supported(field) and is_needed(field)]
    for field in support.walk(entry):
        inside = any(owner is gone for owner in field.owners for gone in lost)
        if support.supported(field) and not set(field.path) & set(UNPUBLISHED) and not inside:
            yield tuple(part for part in field.path if isinstance(part, str)), field.value


def is_needed(field: Field) -> bool:
    return type(field.owners[-1]).model_fields[field.name].is_required()


@each_collection
def test_loading_the_json_gives_back_every_record_field_by_field(name: str, real: Explainer, site: Site) -> None:
    loaded = [COLLECTIONS[name].model_validate(record) for record in exported(site, name)["records"]]
    assert [entry.id for entry in loaded] == [entry.id for entry in real.published(name)]
    links_to_drafts = 0
    for record, entry in zip(loaded, real.published(name), strict=True):
        expected = list(published_fields(entry))
        found = [(tuple(part for part in field.path if isinstance(part, str)), field.value) for field in support.walk(record)]
        assert [path for path, _ in found] == [path for path, _ in expected], entry.id
        for (path, value), (_, whole) in zip(found, expected, strict=True):
            if isinstance(whole, Text) and any((link.collection, link.id) in real.drafts for link in whole.links):
                links_to_drafts += 1
                assert value.plain == whole.plain
            else:
                assert value == whole, (entry.id, path)
        if entry.collection.page == "each":
            alone = json.loads(site.files[f"{name}/{entry.id}.json"])
            assert COLLECTIONS[name].model_validate(alone["record"]) == record
    assert links_to_drafts < 5


def test_drafts_and_what_editors_keep_to_themselves_are_in_no_file(real: Explainer, site: Site) -> None:
    kept = [field.value.raw for entry in real for field in support.walk(entry) if isinstance(field.value, Text) and field.path[0] in UNPUBLISHED]
    kept += [field.value.raw for entry in real for field in support.walk(entry) if isinstance(field.value, Text) and not support.supported(field)]
    assert len(kept) > 40
    said = {text for path in site.files if path.endswith(".json") and "search" not in path for text in texts_in(json.loads(site.files[path]))}
    said |= {str(cell) for rows in tables_of(site).values() for row in rows for cell in row.values()}
    texts = [value.raw for name in COLLECTIONS for entry in real.published(name) for _, value in published_fields(entry) if isinstance(value, Text)]
    published = {*texts, *map(words, texts)}
    assert not said & (set(kept) - published)
    assert len(said & published) > 1000
    for collection, record_id in real.drafts:
        assert f"{collection}/{record_id}" not in " ".join(said)
        assert record_id not in {record["id"] for record in exported(site, collection)["records"]}


def texts_in(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for item in value.values():
                yield from texts_in(item)
        case list():
            for item in value:
                yield from texts_in(item)
        case str():
            yield value


@each_collection
def test_counts_are_those_of_the_pages(name: str, site: Site) -> None:
    """As many records as pages or places, and each at the address that the file gives."""
    data = exported(site, name)
    assert len(data["records"]) == data["_meta"]["counts"][name] == len(data["pages"]) == len(rows_of(site, name))
    for record_id, address in data["pages"].items():
        url, _, anchor = address.removeprefix("/").partition("#")
        assert url in site.pages, address
        assert not anchor or anchor in site.pages[url].ids, address
        assert record_id in address
    collection = COLLECTIONS[name].collection
    if collection.page == "each":
        linked = {site.pages[f"{name}/"].target(href) for _, href in site.pages[f"{name}/"].links()}
        assert {f"{name}/{record['id']}/" for record in data["records"]} == {
            url for url in linked if url and re.fullmatch(rf"{name}/[^/]+/", url)
        } & {address.removeprefix("/") for address in data["pages"].values()}
        assert {path for path in site.files if re.fullmatch(rf"{name}/[^/]+\.json", path)} >= {
            f"{name}/{record['id']}.json" for record in data["records"]
        }


@each_collection
def test_the_files_fit_the_published_schema(name: str, site: Site) -> None:
    schema = json.loads(site.files[f"schemas/{name}.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema)
    data = exported(site, name)
    checker.validate(data)
    for record in data["records"] if COLLECTIONS[name].collection.page == "each" else ():
        checker.validate(json.loads(site.files[f"{name}/{record['id']}.json"]))
    for record in data["records"][:1]:
        del record["title" if "title" in record else "about"]
        record["surprise"] = 1
        assert not checker.is_valid(data)


# --- CSV, JSON and SQLite agree, cell by cell ------------------------------------------------------------------------

Row = dict[str, str]


def rows_of(site: Site, table: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(site.files[f"data/{table}.csv"].decode("utf-8-sig"), newline="")))


def tables_of(site: Site) -> dict[str, list[Row]]:
    return {path[5:-4]: rows_of(site, path[5:-4]) for path in site.files if re.fullmatch(r"data/[a-z0-9-]+\.csv", path)}


def undefused(cell: str) -> str:
    return re.sub(r"(^|[;\t\r\n])'(?=\s*[=+\-@＝＋－＠])", r"\1", cell)


def database(site: Site) -> sqlite3.Connection:
    opened = sqlite3.connect(":memory:")
    opened.deserialize(site.files["data/detainers.sqlite"])
    opened.row_factory = sqlite3.Row
    return opened


def test_csv_and_sqlite_agree_cell_by_cell(site: Site) -> None:
    opened, count = database(site), 0
    flags = {"scheduled", "no_record"}
    for table, rows in tables_of(site).items():
        found = opened.execute(f'SELECT * FROM "{table.replace("-", "_")}" ORDER BY rowid').fetchall()
        assert len(found) == len(rows), table
        for row, other in zip(rows, found, strict=True):
            assert list(row) == other.keys(), table
            for name in row:
                value = {0: "false", 1: "true"}[other[name]] if name in flags else "" if other[name] is None else str(other[name])
                assert undefused(row[name]) == value, (table, name)
                count += 1
    assert count > 20_000
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []


def words(raw: str) -> str:
    """A text without its marks."""
    said = re.sub(r"\s*\[@[^\]]*\]", "", raw)
    said = re.sub(r"\[([^\]]*)\]\([^)\s]*\)", r"\1", said)
    return "\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", said.strip()))


def items(site: Site, table: str) -> list[tuple[list[str], Any, type[BaseModel]]]:
    """Key, data and model of each row that a table should have."""
    name = max((name for name in COLLECTIONS if table == name or table.startswith(f"{name}-")), key=len)
    found: list[tuple[list[str], Any, type[BaseModel]]] = [([record["id"]], record, COLLECTIONS[name]) for record in exported(site, name)["records"]]
    rest = table.removeprefix(name).removeprefix("-").replace("-", "_")
    while rest:
        model = found[0][2] if found else COLLECTIONS[name]
        field = max((field for field in model.model_fields if rest == field or rest.startswith(f"{field}_")), key=len)
        inner = inner_model(model.model_fields[field].annotation)
        assert inner is not None
        found = [([*key, str(number)], item, inner) for key, data, _ in found for number, item in enumerate(data.get(field, []), 1)]
        rest = rest.removeprefix(field).removeprefix("_")
    return found


def looked_up(data: Any, column: str) -> Any:
    """The value in JSON that a column shows: `place_state` is `place`, and in it `state`."""
    if column in data and not isinstance(data[column], dict):
        return data[column]
    inside = [key for key in data if isinstance(data[key], dict) and column.startswith(f"{key}_")]
    return looked_up(data[inside[0]], column.removeprefix(f"{inside[0]}_")) if inside else None


def days_of(date: str) -> tuple[str, str]:
    year, month, day = ([int(part) for part in date.rstrip("~").split("-")] + [0, 0])[:3]
    last = calendar.monthrange(year, month or 12)[1]
    return f"{year:04}-{month or 1:02}-{day or 1:02}", f"{year:04}-{month or 12:02}-{day or last:02}"


def test_csv_and_json_agree_cell_by_cell(real: Explainer, site: Site) -> None:
    titles = {f"{name}/{entry.id}": real.title_of(entry) for name in COLLECTIONS for entry in real.published(name)}
    checked = {"value": 0, "words": 0, "derived": 0}
    for table, rows in tables_of(site).items():
        expected = items(site, table)
        assert len(rows) == len(expected), table
        for row, (key, data, _) in zip(rows, expected, strict=True):
            names = list(row)
            assert [row[name] for name in names[: len(key)]] == key, table
            for name in names[len(key) :]:
                cell, value = undefused(row[name]), looked_up(data, name)
                base, _, ending = name.rpartition("_")
                if ending in ("earliest", "latest") and base in row:
                    assert cell == (days_of(row[base])[ending == "latest"] if row[base] else ""), (table, name)
                    checked["derived"] += bool(cell)
                elif ending == "sources" and base in row:
                    raw = looked_up(data, base)
                    for source in re.findall(r"@([a-z0-9-]+)", " ".join(raw) if isinstance(raw, list) else raw or ""):
                        assert source in cell, (table, name, key)
                    checked["derived"] += bool(cell)
                elif name == "page" and len(key) == 1:
                    assert cell == exported(site, table)["pages"][key[0]]
                elif name in ("date", "title", "what") and value is None and "about" in data:
                    assert cell in (titles[data["about"]], *_dates(real, data["about"])), (table, name, key)
                elif isinstance(value, list):
                    assert cell == ("\n\n" if name in ("doubts", "pitfalls") else "; ").join(words(item) for item in value)
                    assert not [item for item in value if "; " in item and name not in ("doubts", "pitfalls")], (table, key, name)
                elif isinstance(value, str):
                    assert cell == words(value), (table, name, key)
                    checked["words"] += cell != value
                else:
                    usual = "false" if name in ("scheduled", "no_record") else ""
                    assert cell == (usual if value is None else str(value).lower()), (table, name, key)
                    checked["value"] += value is not None
    assert checked["words"] > 1000
    assert checked["derived"] > 1000
    assert checked["value"] > 100


def _dates(real: Explainer, ref: str) -> tuple[str, ...]:
    collection, _, record_id = ref.partition("/")
    entry = real.collections[collection][record_id]
    return tuple(str(value) for name in ("date", "decided") if (value := getattr(entry, name, None)) is not None)


# --- The pages about them --------------------------------------------------------------------------------------------


def test_every_file_is_linked_from_the_page_of_open_data(site: Site) -> None:
    page = site.pages["data/"]
    linked = {page.target(href) for _, href in page.links()}
    files = {path for path in site.files if re.match(r"(?:data|schemas)/[^/]+\.[a-z]+$", path) and not path.endswith(".html")}
    assert len(files) > 60
    assert files <= linked
    for name in COLLECTIONS:
        assert f"data/{name}/" in linked


@each_collection
def test_every_field_is_explained(name: str, site: Site) -> None:
    """Each field of the model and each column of the files is named, with its meaning."""
    page = site.pages[f"data/{name}/"]
    named = [element.text() for element in page.main.all("dt")]
    coded = {element.text() for element in page.main.all("code")}

    def paths(model: type[BaseModel], before: str = "") -> Iterator[tuple[str, str]]:
        for field, info in model.model_fields.items():
            inner, listed = inner_model(info.annotation), "tuple" in str(info.annotation)
            if field in UNPUBLISHED:
                continue
            if inner and not listed:
                yield from paths(inner, f"{before}{field}.")
            else:
                yield f"{before}{field}", info.description or ""
                if inner:
                    yield from paths(inner)

    expected = list(paths(COLLECTIONS[name]))
    assert sorted(named) == sorted(path for path, _ in expected)
    for path, meaning in expected:
        assert path == "id" or "".join(meaning.replace("`", "").split()) in page.words, path
    columns = {column for table, rows in tables_of(site).items() if rows and (table == name or table.startswith(f"{name}-")) for column in rows[0]}
    assert columns <= coded
    for table in page.main.all("dl"):
        assert len(list(table.all("dt"))) <= 150


def test_every_record_page_leads_to_its_data(real: Explainer, site: Site) -> None:
    count = 0
    for name, model in COLLECTIONS.items():
        for entry in real.published(name) if model.collection.page == "each" else ():
            page = site.pages[f"{name}/{entry.id}/"]
            assert f"{name}/{entry.id}.json" in {page.target(href) for _, href in page.links()}
            count += 1
    assert count > 200


def example(page: Any, name: str) -> str:
    found = [element for element in page.main.all("pre") if element.attributes.get("id") == f"example-{name}"]
    assert len(found) == 1
    text: str = found[0].text()
    return text


def test_the_example_for_python_runs(site: Site, address: str) -> None:
    code = example(site.pages["data/"], "python").replace("ADDRESS", address.rstrip("/"))
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    states = exported(site, "states")
    answers = [
        f"{state['title']} {state['hold']['as_of']} /states/{state['id']}/" for state in states["records"] if state["hold"]["value"] == "must-not"
    ]
    assert len(answers) > 3
    assert done.stdout.splitlines() == [f"CC BY 4.0 {states['_meta']['data_date']}", *answers]


def test_the_example_for_curl_runs(site: Site, address: str) -> None:
    code = example(site.pages["data/"], "curl").replace("ADDRESS", address.rstrip("/"))
    done = subprocess.run(["bash", "-c", code], capture_output=True, timeout=60)
    lines = site.files["data/states-changes.csv"].splitlines(keepends=True)[:3]
    assert done.stdout == b"".join(lines) + site.files["states/ohio.json"]
    assert json.loads(done.stdout[len(b"".join(lines)) :])["record"]["title"] == "Ohio"


def test_the_question_in_sql_is_answered(real: Explainer, site: Site) -> None:
    answers = [tuple(row) for row in database(site).execute(example(site.pages["data/"], "sql"))]
    topics = [topic for record in exported(site, "court-cases")["records"] for topic in record["topics"]]
    assert sum(count for _, count in answers) == len(topics)
    assert answers[0][1] == max(topics.count(topic) for topic in set(topics))


def test_with_an_address_the_examples_can_be_pasted(set_up: Site, serve: Callable[[Path], str]) -> None:
    code = example(set_up.pages["data/"], "python")
    assert 'urlopen("https://example.org/detainers/data/states.json")' in code
    assert "ADDRESS" not in set_up.pages["data/"].words
    served = serve(set_up.folder).rstrip("/")
    done = subprocess.run(
        [sys.executable, "-I", "-c", code.replace("https://example.org/detainers", served)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "https://example.org/detainers/states/" in done.stdout
    assert json.loads(set_up.files["states/ohio.json"])["_meta"]["site"] == "https://example.org/detainers/"
