"""The records as flat tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from generated import with_filled
from pydantic import BaseModel
from sample import Project

from explainer.explainer import Explainer
from explainer.published import backed_part_of
from explainer.records import COLLECTIONS, UNPUBLISHED, inner_model
from explainer.tables import Column, Row, columns_of, lists_of, rows_of, tables_of, with_page

TABLES = [table for name in COLLECTIONS for table in tables_of(name)]

Rows = dict[str, list[Row]]


def made(explainer: Explainer) -> Rows:
    """The rows of every table by its name, those of lists of values too."""
    found: Rows = {table.name: [] for table in TABLES}
    for name in COLLECTIONS:
        for entry in explainer.published(name):
            part, backed = backed_part_of(explainer, entry)
            for table, row in rows_of(explainer, part, backed.texts):
                found.setdefault(table, []).append(row)
    return found


def named(rows: Rows, name: str) -> list[dict[str, Any]]:
    (table,) = (table for table in TABLES if table.name == name)
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in rows[name]]


@pytest.fixture(scope="module")
def rows(explainer: Explainer) -> Rows:
    return made(explainer)


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
def test_every_field_has_its_column_in_one_table(collection: str) -> None:
    columns = [(*table.path, *column.path) for table in tables_of(collection) for column in table.columns if column.path and not column.derived]
    assert sorted(columns) == sorted(leaves(COLLECTIONS[collection]))


def test_no_two_columns_of_a_table_and_no_two_tables_share_a_name() -> None:
    for table in TABLES:
        names = [column.name.lower() for column in table.columns]
        assert len(set(names)) == len(names), table.name
    names = [name for table in TABLES for name in (table.name, *map(table.name_of_values, table.listed))]
    assert len({name.replace("-", "_") for name in names}) == len(names) > len(TABLES) > len(COLLECTIONS)


def test_every_row_is_as_wide_as_its_table_and_named_by_its_key(explainer: Explainer) -> None:
    rows = made(with_filled(explainer, "Any text"))
    widths = {table.name: (len(table.keys), len(table.columns)) for table in TABLES}
    widths |= {table.name_of_values(column): (len(table.keys) + 1, len(table.keys) + 2) for table in TABLES for column in table.listed}
    assert {table.name for table in TABLES} < set(rows) <= set(widths)
    for name, of_table in rows.items():
        key, width = widths[name]
        keys = [row[:key] for row in of_table]
        assert len(set(keys)) == len(keys) > 0, name
        assert {len(row) for row in of_table} == {width}, name


def test_a_record_has_a_page_which_is_told_from_outside(rows: Rows) -> None:
    (case,) = rows["custody-cases"]
    columns = [column.name for column in tables_of("custody-cases")[0].columns]
    assert case[columns.index("page")] is None
    assert dict(zip(columns, with_page(case, "/x/"), strict=True)) == dict(zip(columns, case, strict=True)) | {"page": "/x/"}


def test_a_row_of_a_list_names_its_record_and_its_number(rows: Rows) -> None:
    assert [(row["record"], row["item"]) for row in named(rows, "custody-cases-events")][:2] == [("fairview-2019", 1), ("fairview-2019", 2)]
    (use,) = named(rows, "states-laws-sources")
    assert (use["record"], use["laws_item"], use["item"], use["id"], use["supports"]) == ("ohio", 1, 1, "gazette-2019", "does")


def test_a_date_has_the_first_and_last_day_it_may_mean(rows: Rows) -> None:
    (case,) = named(rows, "custody-cases")
    assert (case["detainer_lodged"], case["detainer_lodged_earliest"], case["detainer_lodged_latest"]) == ("2019-05", "2019-05-01", "2019-05-31")


def test_a_text_is_its_words_with_the_sources_behind_it_beside(rows: Rows) -> None:
    (case,) = named(rows, "custody-cases")
    assert case["summary"] == "The county jail released a man on bond. It had asked whether a detainer is an order."
    assert case["summary_sources"] == "gazette-2019, paragraph 2"
    assert case["reason_sources"] == "gazette-2019"
    assert named(rows, "custody-cases-events")[1]["what_sources"] == "gazette-2019, paragraph 2"


def test_an_event_about_a_record_takes_date_and_title_from_it(rows: Rows, project: Project) -> None:
    change = named(rows, "states-changes")[0]
    taken = ("court-cases/doe-2014", "2014-03-04", "2014-03-04", "Doe v. Fairview County", "Doe v. Fairview County")
    assert tuple(change[name] for name in ("about", "date", "date_latest", "title", "what")) == taken
    decided = next(row for row in named(rows, "history") if row["id"] == "doe-decided")
    assert (decided["title"], decided["date"]) == ("Doe v. Fairview County", "2014-03-04")


def test_a_list_of_values_is_one_cell_and_keeps_its_values(project: Project) -> None:
    project.replace("data/court-cases/doe-2014.yml", "states: [OH]", "states: [OH, UT]")
    rows = made(project.load())
    assert named(rows, "court-cases")[0]["states"] == "OH; UT"
    assert rows["court-cases_states"] == [("doe-2014", 1, "OH"), ("doe-2014", 2, "UT")]


def test_a_draft_and_what_names_it_are_in_no_table(rows: Rows) -> None:
    cells = [cell for of_table in rows.values() for row in of_table for cell in row if isinstance(cell, str)]
    assert not [cell for cell in cells if "rule nobody has read" in cell or "said to add a day" in cell]
    assert "draft" not in {row["id"] for row in named(rows, "hold-clock")}


def test_only_lists_of_parts_are_tables_of_their_own() -> None:
    law = lists_of(COLLECTIONS["states"])["laws"]
    assert list(lists_of(law)) == ["sources"]
    names = [column.name for column in columns_of("states", ("laws",), law)]
    assert names[:3] == ["record", "item", "name"]
    assert "sources" not in names
    assert next(column for column in columns_of("custody-cases", (), COLLECTIONS["custody-cases"]) if column.name == "court_cases") == Column(
        "court_cases", ("court_cases",), "text", "Decisions that came of it.", between="; ", to="court-cases"
    )
