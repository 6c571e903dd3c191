"""What each record gives to the files of open data."""

from __future__ import annotations

import json
import pickle
import pickletools

import pytest
from generated import with_filled
from hostile import cells
from sample import Project, part_of

from explainer.explainer import Explainer
from explainer.fragments import LENGTH, Gathered, Portion, csv_lines, in_portions, portion
from explainer.published import data_of
from explainer.records import COLLECTIONS
from explainer.support import backed
from explainer.tables import Row, rows_of


def of(explainer: Explainer, collection: str) -> Portion:
    return portion(explainer, collection, [entry.id for entry in explainer.published(collection)])


def rows_in(made: Portion) -> dict[str, list[Row]]:
    return {table: pickle.loads(rows) for table, rows in made.rows.items()}


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_portion_is_plain_data_and_says_what_the_records_say(collection: str, explainer: Explainer) -> None:
    whole = with_filled(explainer, "Any text")
    made = of(whole, collection)
    kept = pickle.dumps(made)
    assert pickle.loads(kept) == made
    found = [pickletools.genops(one) for one in (kept, *made.rows.values())]
    classes = [text for codes in found for code, text, _ in codes if code.name == "SHORT_BINUNICODE" and str(text).startswith("explainer.")]
    assert classes == ["explainer.fragments"]  # no model among them
    parts = [part_of(whole, entry) for entry in whole.published(collection)]
    assert [json.loads(text) for text in made.texts.values()] == [data_of(part) for part in parts]
    rows: dict[str, list[Row]] = {}
    for part in parts:
        for table, row in rows_of(whole, part, backed(part).texts):
            rows.setdefault(table, []).append(row)
    assert rows_in(made) == rows
    assert made.counts == {table: len(of_table) for table, of_table in rows.items()}
    for table, lines in made.lines.items():
        assert cells(lines) == cells("".join(csv_lines(rows[table])).encode())
    assert b"".join(made.ends) == "".join(csv_lines(row[2:] for row in rows[collection])).encode()
    assert len(made.ends) == len(made.texts) == len(parts)


def test_a_portion_does_not_hold_where_its_records_stand(project: Project) -> None:
    """A source stands further down its list once there are others, and a record of a collection with pages at a former address."""
    whole = project.load()
    before = {name: of(whole, name) for name in COLLECTIONS}
    project.replace("data/court-cases/doe-2014.yml", "former_ids: [doe-v-fairview]", "former_ids: [doe-v-fairview, doe-again]")
    whole = project.load()
    assert [name for name in COLLECTIONS if of(whole, name) != before[name]] == ["court-cases"]


def test_a_portion_follows_the_record_that_an_event_in_it_is_about(project: Project) -> None:
    before = of(project.load(), "states")
    project.replace("data/court-cases/doe-2014.yml", "title: Doe v. Fairview County", "title: Doe v. Fairview Township")
    after = of(project.load(), "states")
    assert before.texts == after.texts
    assert before.lines["states-changes"] != after.lines["states-changes"]
    assert "Doe v. Fairview Township" in rows_in(after)["states-changes"][0]


def test_one_more_record_changes_one_portion() -> None:
    ids = [f"record-{number}" for number in range(1000)]
    portions = list(in_portions(ids))
    assert [record_id for some in portions for record_id in some] == ids
    assert LENGTH / 2 < len(ids) / len(portions) < LENGTH * 2
    for record_id in ("a-first", "record-500a", "z-last"):
        assert len(set(in_portions(sorted([*ids, record_id]))) - set(in_portions(sorted(ids)))) <= 2
    assert list(in_portions([])) == []


def test_what_was_gathered_comes_back_in_its_order() -> None:
    rows: list[Row] = [("b", 1, None), ("b", 2, True), ("b", 2.5, False)]
    packed = [pickle.dumps(some) for some in (rows, [("a", 1, "")])]
    made = [
        Portion({"b": b"0", "c": b"1"}, [b"x", b"y"], {"more": b"m"}, {"terms": packed[0]}, {"terms": 3}, b""),
        Portion({"a": b"2"}, [b"z"], {}, {"terms": packed[1]}, {"terms": 1}, b""),
    ]
    gathered = Gathered(made)
    assert list(gathered.texts()) == [b"0,\n1", b"2"]
    assert list(gathered.ends()) == [b"x", b"y", b"z"]
    assert list(gathered.lines("more")) == [b"m"]
    found = list(gathered.rows("terms"))
    assert found == [*rows, ("a", 1, "")]
    assert [type(row[2]) for row in found] == [type(None), bool, bool, str]
    assert gathered.counts == {"terms": 4}
    assert list(gathered.rows("nothing")) == list(gathered.lines("nothing")) == []
