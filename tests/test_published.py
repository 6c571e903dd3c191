"""The part of a record that is published."""

from __future__ import annotations

from typing import Any

import pytest
from generated import with_filled
from pydantic import BaseModel, TypeAdapter
from sample import Project, part_of

from explainer import support
from explainer.explainer import Explainer
from explainer.published import data_of
from explainer.records import COLLECTIONS, UNPUBLISHED, Change, Event, HistoryEvent, Number
from explainer.views import View, Views

CASE = "data/custody-cases/fairview-2019.yml"


def part(explainer: Explainer, key: str) -> Any:
    collection, _, record_id = key.partition("/")
    return part_of(explainer, explainer.collections[collection][record_id])


def assert_shown(value: Any, view: Any, where: str) -> None:
    """A view shows exactly what is published: field by field, part by part."""
    if isinstance(value, BaseModel):
        assert isinstance(view, View), where
        from_about = ("date", "title", "what") if isinstance(value, Event | Change | HistoryEvent) and value.about else ()
        for name in type(value).model_fields:
            if name in UNPUBLISHED:  # the view's notes are those of sources
                assert not getattr(value, name), where
            elif not (name in from_about and getattr(value, name) is None):
                assert_shown(getattr(value, name), view[name], f"{where}.{name}")
    elif isinstance(value, tuple):
        assert len(value) == len(view), where
        for index, (item, shown) in enumerate(zip(value, view, strict=True)):
            assert_shown(item, shown, f"{where}[{index}]")
    else:
        assert (value is None) is (view is None), where


SEEDED = {
    "nothing": ("data/states/ohio.yml", "title: Ohio", "title: Ohio"),
    "a fact without support": (CASE, "supports: [reason]", "supports: [agency]"),
    "a law that can't do without what it does": ("data/states/ohio.yml", "supports: [does]", "supports: [name]"),
    "a link to a draft": (CASE, "(questions/request-or-order)", "(hold-clock/draft)"),
    "a change about a draft, and a ruling that is one": ("data/court-cases/doe-2014.yml", " [@doe-2014-op, at 105]", ""),
    "a change of which nobody has read what changed": (
        "data/states/ohio.yml",
        "signed.\n    source: gazette-2019\nsources:\n",
        "signed.\n    source: memo-lost\nsources:\n  - {id: memo-lost, checked: memory}\n",
    ),
    "an event of which nobody has read what happened": (
        "data/court-cases/doe-2014.yml",
        "    source: doe-2014-op\nsources:\n",
        "    source: memo-lost\nsources:\n  - {id: memo-lost, checked: memory}\n",
    ),
}


@pytest.mark.parametrize("name", SEEDED)
def test_a_view_shows_what_is_published_and_nothing_else(name: str, project: Project) -> None:
    project.replace(*SEEDED[name])
    explainer = project.load()
    views = Views(explainer)
    for collection in COLLECTIONS:
        for entry in explainer.published(collection):
            assert_shown(part_of(explainer, entry), views.of(entry), f"{collection}/{entry.id}")


def test_what_has_no_support_is_left_out(project: Project) -> None:
    assert part(project.load(), "custody-cases/fairview-2019").reason is not None
    project.replace(*SEEDED["a fact without support"])
    assert part(project.load(), "custody-cases/fairview-2019").reason is None


def test_a_part_that_can_not_do_without_what_is_left_out_goes_with_it(project: Project) -> None:
    assert len(part(project.load(), "states/ohio").laws) == 1
    project.replace(*SEEDED["a law that can't do without what it does"])
    assert part(project.load(), "states/ohio").laws == ()


def test_a_record_that_can_not_do_without_what_is_left_out_is_a_draft(project: Project) -> None:
    """As its pages could not do without it either: a state without the reason for an answer."""
    ohio = project.load().collections["states"]["ohio"]
    answer = ohio.hold.model_copy(update={"source": None})
    bare = type(ohio).model_construct(**{**{name: getattr(ohio, name) for name in type(ohio).model_fields}, "hold": answer})
    assert not support.is_draft(ohio)
    assert support.is_draft(bare)


def test_an_event_is_left_out_with_what_happened(project: Project) -> None:
    project.replace(*SEEDED["a change of which nobody has read what changed"])
    project.replace(*SEEDED["an event of which nobody has read what happened"])
    assert project.said() == []
    assert [change.id for change in part(project.load(), "states/ohio").changes] == ["doe"]
    assert part(project.load(), "court-cases/doe-2014").events == ()


def test_a_part_that_tells_of_a_draft_is_left_out_unless_it_says_enough_itself(project: Project) -> None:
    project.replace(*SEEDED["a change about a draft, and a ruling that is one"])
    assert [change.id for change in part(project.load(), "states/ohio").changes] == ["records"]
    assert part(project.load(), "states/ohio").rulings == ()
    project.replace("data/states/ohio.yml", "    date: 2016\n", "    about: court-cases/doe-2014\n    date: 2016\n")
    project.replace("data/states/ohio.yml", "  - case: doe-2014\n", "  - case: doe-2014\n    name: Doe\n")
    ohio = part(project.load(), "states/ohio")
    assert [(change.id, change.about) for change in ohio.changes] == [("records", None)]
    assert [(ruling.name, ruling.case) for ruling in ohio.rulings] == [("Doe", None)]


def test_a_link_to_a_draft_is_its_words_and_a_reference_to_one_is_gone(project: Project) -> None:
    project.replace(*SEEDED["a link to a draft"])
    project.replace(CASE, "(hold-clock/draft)", "(hold-clock/draft#part)")
    summary = part(project.load(), "custody-cases/fairview-2019").summary.raw
    assert "It had asked whether a detainer is an order." in summary
    assert "draft" not in summary
    project.replace("data/claims.yml", "court-cases/doe-2014", "hold-clock/draft")
    assert part(project.load(), "claims/jails-must-hold").about == ()


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_data_of_a_record_give_it_back_field_by_field(collection: str, explainer: Explainer) -> None:
    everything = with_filled(explainer, "Any text")
    for whole in (explainer, everything):
        for entry in whole.published(collection):
            published = part_of(whole, entry)
            assert COLLECTIONS[collection].model_validate(data_of(published)) == published
            assert not set(UNPUBLISHED) & set(data_of(published))


@pytest.mark.parametrize(("value", "data"), [(276181.0, 276181), (77.4, 77.4), (0.000000001, 0.000000001), (-0.5, -0.5)])
def test_a_number_is_as_it_was_written_and_is_read_again(value: float, data: float) -> None:
    assert data_of(value) == data
    assert isinstance(data_of(value), int) is value.is_integer()
    assert TypeAdapter(Number).validate_python(data_of(value)) == value
