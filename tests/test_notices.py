"""Notices, which never fail a check."""

from __future__ import annotations

import datetime as dt

import pytest
from sample import TODAY, Project

from explainer import checking, completion, notices
from explainer.records import COLLECTIONS

OHIO = "data/states/ohio.yml"


def said(project: Project, today: dt.date = TODAY) -> list[str]:
    explainer, faults = checking.check(project.root, today)
    assert faults == []
    assert explainer is not None
    return [f"{notice.place}: {notice.sentence}" for notice in notices.of(explainer)]


def test_a_record_is_named_when_the_time_of_its_collection_is_over_and_not_a_day_before(good: Project) -> None:
    days = COLLECTIONS["states"].collection.review_days
    last = dt.date(2026, 11, 20) + dt.timedelta(days)
    assert said(good, last) == []
    (line,) = said(good, last + dt.timedelta(1))
    assert line == (
        f"data/states/ohio.yml:49:11: verified on 2026-11-20, {days + 1} days ago. Expected a check against the sources every {days} days. "
        "Check it and set `verified`, or say in `review` until when and why it may wait."
    )


def test_states_are_reviewed_more_often_than_anything_else() -> None:
    times = {name: model.collection.review_days for name, model in COLLECTIONS.items()}
    assert times["states"] < min(number for name, number in times.items() if name != "states")


def test_an_exception_holds_until_its_day_and_then_is_named_with_its_reason(project: Project) -> None:
    project.replace(OHIO, "verified: 2026-11-20", "verified: 2025-01-01\nreview: {until: 2026-12-24, reason: The legislature is not in session}")
    assert said(project, dt.date(2026, 12, 24)) == []
    assert said(project, dt.date(2026, 12, 25)) == [
        "data/states/ohio.yml:50:17: an exception from review that ended on 2026-12-24 (The legislature is not in session). "
        "Expected an exception that still holds. Check the record against its sources, set `verified` and delete `review`, or give a new day and reason."
    ]


def test_an_exception_needs_a_reason(project: Project) -> None:
    project.replace(OHIO, "verified: 2026-11-20", "verified: 2026-11-20\nreview: {until: 2026-12-24}")
    (fault,) = project.said()
    assert "no 'reason'" in fault


def test_an_exception_is_never_published(project: Project) -> None:
    project.replace(OHIO, "verified: 2026-11-20", "verified: 2026-11-20\nreview: {until: 2026-12-24, reason: Nobody-should-read-this}")
    renderer = project.renderer()
    assert "review" not in renderer.views.of(renderer.explainer.collections["states"]["ohio"])
    assert not any("Nobody-should-read-this" in make().html for _, make in renderer.generated())


def test_notices_are_printed_and_fail_nothing(good: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Later(dt.date):
        @classmethod
        def today(cls) -> Later:
            return cls(2029, 1, 1)

    monkeypatch.setattr(checking.dt, "date", Later)
    assert checking.main(["--root", str(good.root)]) == 0
    assert "Notices" in (out := capsys.readouterr().out)
    assert out.endswith("0 faults.\n")
    assert checking.main(["--root", str(good.root), "--format", "github"]) == 0
    assert capsys.readouterr().out.startswith("::notice file=data/authorities/8-cfr-287-7.yml")


def test_a_data_file_without_its_first_line_is_named_where_there_are_schemas(project: Project) -> None:
    assert said(project) == []
    assert completion.main(["--root", str(project.root)]) == 0
    assert said(project) == []
    project.write(OHIO, project.read(OHIO).split("\n", 1)[1])
    assert said(project) == [
        "data/states/ohio.yml:1:1: no first line that turns completion on. "
        "Expected `# yaml-language-server: $schema=../../schemas/editor/states.json`. Run scripts/schemas."
    ]


@pytest.mark.parametrize(("status", "named"), [("not-yet-in-effect", 1), ("in-force", 0)])
def test_a_law_whose_day_has_come_is_named_while_its_status_says_that_it_has_not(project: Project, status: str, named: int) -> None:
    project.replace(
        OHIO,
        "    does: It says who may see jail records.\n    status: {value: in-force, as_of: 2026-10}",
        f"    does: It says who may see jail records.\n    effective: 2026-11-23\n    status: {{value: {status}, as_of: 2026-10}}",
    )
    assert said(project, dt.date(2026, 11, 23)) == []
    assert [line.partition(".")[0] for line in said(project, dt.date(2026, 11, 24)) if "took effect" in line] == ["data/states/ohio"] * named


@pytest.mark.parametrize("name", [OHIO, "data/custody-cases/fairview-2019.yml"])
def test_a_date_that_was_set_and_has_passed_is_named(project: Project, name: str) -> None:
    was, is_ = ("    date: 2016\n", "    date: 2026-12\n") if name == OHIO else ("  - date: 2019-06-01\n", "  - date: 2026-12\n")
    project.replace(name, was, f"{is_}    scheduled: true\n")
    assert said(project, dt.date(2026, 12, 31)) == []
    (line,) = [line for line in said(project, dt.date(2027, 1, 1)) if "scheduled" in line]
    assert f"{name}:" in line
    assert "a date that was set, December 2026, and has passed" in line
