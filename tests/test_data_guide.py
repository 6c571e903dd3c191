"""What the pages below /data/ say of the files."""

from __future__ import annotations

import datetime as dt

import pytest
from rendered import Seen
from sample import Project

from explainer.data_guide import FORMAT_CHANGES, VERSION, FieldGuide, guide_of
from explainer.records import COLLECTIONS
from explainer.tables import tables_of


def field(collection: str, name: str, table: int = 0) -> FieldGuide:
    return next(field for field in guide_of(collection)[table].fields if field.name == name)


def test_the_format_changes_are_newest_first_and_each_raises_the_version() -> None:
    versions = [tuple(map(int, change.version.split("."))) for change in FORMAT_CHANGES]
    assert versions == sorted(set(versions), reverse=True)
    assert all(change.date <= dt.date.today() and change.what.endswith(".") for change in FORMAT_CHANGES)
    assert FORMAT_CHANGES[0].version == VERSION


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_column_is_explained_once(collection: str) -> None:
    for shape, table in zip(tables_of(collection), guide_of(collection), strict=True):
        explained = [name for field in table.fields for name in field.columns] + [column.name for column in table.added]
        explained += [key.name for key in table.keys if not key.path]
        assert sorted(explained) == sorted(column.name for column in shape.columns)
        assert all(field.takes or field.choices for field in table.fields)


def test_a_field_says_what_it_takes_and_whether_it_is_always_there() -> None:
    assert (field("custody-cases", "agency").needed, field("custody-cases", "agency").takes) == ("always there", "text")
    lodged = field("custody-cases", "detainer.lodged")
    assert (lodged.needed, lodged.takes, lodged.columns[1:]) == ("optional", "EDTF date", ("detainer_lodged_earliest", "detainer_lodged_latest"))
    assert field("custody-cases", "detainer.honored").needed == "always there in `detainer`"
    assert field("states", "hold.value").needed == "always there"
    assert [word.value for word in field("custody-cases", "detainer.honored").choices][:2] == ["yes", "no"]
    assert field("custody-cases", "court_cases").takes == "list: each id in `court-cases`"
    assert field("court-cases", "states").takes == "list: each postal code of a state"
    assert (field("states", "laws").takes, field("states", "laws").table) == ("list", "states-laws")


def test_the_page_of_a_collection_explains_it_and_counts_its_records(good: Project) -> None:
    html = next(make().html for url, make in good.renderer().generated() if url == "data/states/")
    said = " ".join(Seen(html).text.split())
    assert "Today there is 1 record." in said
    assert "hold.value May a local jail hold on a detainer alone, under state law? Label, always there. One of: must (Must hold)," in said
    assert "In CSV: hold_value." in said
    assert 'href="../../states-laws-sources.csv"' not in html
    assert 'href="../states-laws-sources.csv"' in html
