"""The records as flat tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from generated import with_filled
from pydantic import BaseModel
from sample import Project

from explainer.explainer import Explainer, inner_model
from explainer.records import COLLECTIONS, UNPUBLISHED, Text
from explainer.tables import Column, Table, Tables, columns_of, lists_of, name_of, shapes_of, words


def tables_of(explainer: Explainer) -> dict[str, Table]:
    return dict(Tables(explainer, lambda url: f"/{url}").all)


def rows_of(table: Table) -> list[dict[str, Any]]:
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]


@pytest.fixture(scope="module")
def tables(explainer: Explainer) -> dict[str, Table]:
    return tables_of(explainer)


def leaves(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every field that holds no parts, but what is for editors only."""
    for name, info in model.model_fields.items():
        inner = inner_model(info.annotation)
        if name in UNPUBLISHED:
            continue
        if inner:
            yield from leaves(inner, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_field_has_its_column_in_one_table(collection: str, tables: dict[str, Table]) -> None:
    own = [table for table in tables.values() if table.collection == collection]
    columns = [(*table.path, *column.path) for table in own for column in table.columns if column.path and not column.derived]
    assert sorted(columns) == sorted(leaves(COLLECTIONS[collection]))


def test_no_two_columns_of_a_table_and_no_two_tables_share_a_name(tables: dict[str, Table]) -> None:
    for table in tables.values():
        names = [column.name.lower() for column in table.columns]
        assert len(set(names)) == len(names), table.name
    shapes = [name_of(name, path) for name in COLLECTIONS for path, _ in shapes_of(name)]
    assert list(tables) == shapes
    assert len({name.replace("-", "_") for name in shapes}) == len(shapes)


def test_every_row_is_as_wide_as_its_table_and_named_by_its_key(explainer: Explainer) -> None:
    for table in tables_of(with_filled(explainer, "Any text")).values():
        keys = [row[: len(table.keys)] for row in table.rows]
        assert len(set(keys)) == len(keys), table.name
        assert {len(row) for row in table.rows} <= {len(table.columns)}, table.name
        assert table.rows, table.name


def test_a_row_of_a_list_names_its_record_and_its_number(tables: dict[str, Table]) -> None:
    assert [(row["record"], row["item"]) for row in rows_of(tables["custody-cases-events"])][:2] == [("fairview-2019", 1), ("fairview-2019", 2)]
    (use,) = rows_of(tables["states-laws-sources"])
    assert (use["record"], use["laws_item"], use["item"], use["id"], use["supports"]) == ("ohio", 1, 1, "gazette-2019", "does")


def test_a_date_has_the_first_and_last_day_it_may_mean(tables: dict[str, Table]) -> None:
    (case,) = rows_of(tables["custody-cases"])
    assert (case["detainer_lodged"], case["detainer_lodged_earliest"], case["detainer_lodged_latest"]) == ("2019-05", "2019-05-01", "2019-05-31")


def test_a_text_is_its_words_with_the_sources_behind_it_beside(tables: dict[str, Table]) -> None:
    (case,) = rows_of(tables["custody-cases"])
    assert case["summary"] == "The county jail released a man on bond. It had asked whether a detainer is an order."
    assert case["summary_sources"] == "gazette-2019, paragraph 2"
    assert case["reason_sources"] == "gazette-2019"
    assert rows_of(tables["custody-cases-events"])[1]["what_sources"] == "gazette-2019, paragraph 2"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("It rules [@a-op, at 3]. So it is. [@b-op; @c-op]", "It rules. So it is."),
        ("See [Doe](court-cases/doe#facts), twice [@a][@b].\n\nThen [@a]\n\nno more.", "See Doe, twice.\nThen\nno more."),
    ],
)
def test_words_are_those_a_reader_sees(raw: str, said: str) -> None:
    assert words(Text.read(raw)) == said


def test_an_event_about_a_record_takes_date_and_title_from_it(tables: dict[str, Table], project: Project) -> None:
    change = rows_of(tables["states-changes"])[0]
    taken = ("court-cases/doe-2014", "2014-03-04", "2014-03-04", "Doe v. Fairview County", "Doe v. Fairview County")
    assert tuple(change[name] for name in ("about", "date", "date_latest", "title", "what")) == taken
    decided = next(row for row in rows_of(tables["history"]) if row["id"] == "doe-decided")
    assert (decided["title"], decided["date"]) == ("Doe v. Fairview County", "2014-03-04")


def test_a_list_of_values_is_one_cell_and_keeps_its_values(project: Project) -> None:
    project.replace("data/court-cases/doe-2014.yml", "states: [OH]", "states: [OH, UT]")
    table = tables_of(project.load())["court-cases"]
    assert rows_of(table)[0]["states"] == "OH; UT"
    assert [(key, values) for key, column, values in table.items if column.name == "states"] == [(("doe-2014",), ("OH", "UT"))]


def test_a_draft_and_what_names_it_are_in_no_table(tables: dict[str, Table]) -> None:
    cells = [cell for table in tables.values() for row in table.rows for cell in row if isinstance(cell, str)]
    assert not [cell for cell in cells if "rule nobody has read" in cell or "said to add a day" in cell]
    assert "draft" not in {row["id"] for row in rows_of(tables["hold-clock"])}


def test_only_lists_of_parts_are_tables_of_their_own() -> None:
    law = lists_of(COLLECTIONS["states"])["laws"]
    assert list(lists_of(law)) == ["sources"]
    names = [column.name for column in columns_of("states", ("laws",), law)]
    assert names[:3] == ["record", "item", "name"]
    assert "sources" not in names
    assert next(column for column in columns_of("custody-cases", (), COLLECTIONS["custody-cases"]) if column.name == "court_cases") == Column(
        "court_cases", ("court_cases",), "text", "Decisions that came of it.", between="; ", to="court-cases"
    )
