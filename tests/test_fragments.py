"""What each record gives to the files of open data."""

from __future__ import annotations

import json
import pickle
import pickletools

import pytest
from generated import with_filled
from sample import Project

from explainer.explainer import Explainer
from explainer.fragments import Fragment, Gathered, fragment
from explainer.published import data_of, part_of
from explainer.records import COLLECTIONS
from explainer.tables import rows_of


def of(explainer: Explainer, key: str) -> Fragment:
    collection, _, record_id = key.partition("/")
    return fragment(explainer, explainer.collections[collection][record_id])


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_fragment_is_plain_data_and_says_what_the_record_says(collection: str, explainer: Explainer) -> None:
    whole = with_filled(explainer, "Any text")
    for entry in whole.published(collection):
        made = fragment(whole, entry)
        kept = pickle.dumps(made)
        assert pickle.loads(kept) == made
        classes = [text for code, text, _ in pickletools.genops(kept) if code.name == "SHORT_BINUNICODE" and str(text).startswith("explainer.")]
        assert classes == ["explainer.fragments"]  # no model among them
        part = part_of(whole, entry)
        assert json.loads(made.text) == data_of(part)
        assert [(table, row) for table, rows in made.rows.items() for row in rows] == sorted(
            rows_of(whole, part), key=lambda found: list(made.rows).index(found[0])
        )


def test_a_fragment_does_not_hold_where_its_record_stands(project: Project) -> None:
    """A source stands further down its list once there are others, and a record of a collection with pages at a former address."""
    before = {(name, entry.id): fragment(whole, entry) for whole in [project.load()] for name in COLLECTIONS for entry in whole.published(name)}
    project.replace("data/court-cases/doe-2014.yml", "former_ids: [doe-v-fairview]", "former_ids: [doe-v-fairview, doe-again]")
    whole = project.load()
    after = {(name, entry.id): fragment(whole, entry) for name in COLLECTIONS for entry in whole.published(name)}
    assert {key for key, made in after.items() if made != before[key]} == {("court-cases", "doe-2014")}


def test_a_fragment_follows_the_record_that_an_event_of_it_is_about(project: Project) -> None:
    before = of(project.load(), "states/ohio")
    project.replace("data/court-cases/doe-2014.yml", "title: Doe v. Fairview County", "title: Doe v. Fairview Township")
    after = of(project.load(), "states/ohio")
    assert before.text == after.text
    assert before.rows["states-changes"] != after.rows["states-changes"]
    assert "Doe v. Fairview Township" in after.rows["states-changes"][0]


def test_what_was_gathered_comes_back_in_its_order() -> None:
    rows: list[tuple[str | int | float | bool | None, ...]] = [("b", 1, None), ("b", 2, True), ("b", 2.5, False)]
    made = [Fragment("terms", "b", '"ü"', {"terms": rows}), Fragment("other", "x", "0", {}), Fragment("terms", "a", "1", {"terms": [("a", 1, "")]})]
    gathered = Gathered(made)
    assert list(gathered.texts("terms")) == ['"ü"', "1"]
    found = list(gathered.rows("terms"))
    assert found == [*rows, ("a", 1, "")]
    assert [type(row[2]) for row in found] == [type(None), bool, bool, str]
    assert gathered.counts == {"terms": 4}
    assert list(gathered.rows("nothing")) == list(gathered.texts("nothing")) == []
