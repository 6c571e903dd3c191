"""The measuring of the preview: its arithmetic, and that every kind of edit shows on its page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explainer import preview_bench
from explainer.generating import copy_project
from explainer.preview import Preview
from explainer.preview_bench import Waited, kinds, percentile, table

ROOT = Path(__file__).parents[1]


def test_a_percentile_is_a_value_that_so_many_do_not_exceed() -> None:
    values = [float(number) for number in range(1, 101)]
    assert percentile(values, 95) == 95
    assert percentile([3.0, 1.0, 2.0], 95) == 3
    assert percentile([7.0], 5) == 7


def test_the_table_has_each_kind_all_together_and_the_ratio() -> None:
    lines = list(
        table([Waited("scripts/serve", 3000, {"macro": [100.0, 300.0], "term": [200.0]}), Waited("mkdocs serve", 3000, {"macro": [4000.0]})])
    )
    assert "| scripts/serve | 3,000 | macro | 2 | 200 | 300 |" in lines
    assert "| scripts/serve | 3,000 | **all** | 3 | 200 | 300 |" in lines
    assert "| mkdocs serve | 3,000 | **all** | 1 | 4,000 | 4,000 |" in lines
    assert lines[-1].strip() == "With 3,000 cases added `mkdocs serve` takes 20 times as long."


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(ROOT, tmp_path_factory.mktemp("copy") / "project")


def test_every_kind_of_edit_shows_on_its_page_and_only_the_last_mark_stays(copy: Path) -> None:
    preview = Preview(copy)
    preview.refresh()
    edits = kinds(copy)
    assert len({edit.kind for edit in edits}) == 6
    for number, edit in enumerate(edits):
        for mark in (f"mark{number}1x", f"mark{number}2x"):
            edit.make(copy, mark)
            preview.refresh()
            assert preview.faults == []
            assert re.findall(r"mark\d+x", (copy / edit.file).read_text(encoding="utf-8"))[-1] == mark
            html = preview.page(edit.url).html or ""
            assert mark in html, edit.kind
        assert f"mark{number}1x" not in html


def test_data_that_the_benchmark_does_not_know_is_said(copy: Path) -> None:
    edit = preview_bench.Edit("macro", "overrides/macros/timeline.html", "not in this file", "")
    with pytest.raises(ValueError, match="must be adapted"):
        edit.make(copy, "mark1x")
