"""scripts/new."""

from __future__ import annotations

import re

import pytest
from sample import TODAY, Project

from explainer import starting, yaml_tree
from explainer.records import COLLECTIONS
from explainer.starting import record_text, start


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_started_record_names_every_field_and_has_the_mandatory_ones_as_blanks(name: str) -> None:
    text = record_text(COLLECTIONS[name], TODAY)
    node = yaml_tree.parse(text, "new.yml")
    assert isinstance(node, yaml_tree.Mapping)
    fields = {key: info for key, info in COLLECTIONS[name].model_fields.items() if key != "id"}
    assert set(node.entries) == {key for key, info in fields.items() if info.is_required()}
    for key in fields:
        assert re.search(rf"^(# )?{key}:", text, re.M), key


@pytest.mark.parametrize("name", COLLECTIONS)
def test_check_lists_the_blanks_of_a_started_record_and_nothing_it_does_not_know(name: str, project: Project) -> None:
    path = start(project.root, name, "tennessee", TODAY, "web" if name == "sources" else None)
    file = path.relative_to(project.root).as_posix()
    said = project.said()
    assert said
    assert all(line.startswith(f"{file}:") and " is blank. Expected " in line for line in said)


def test_the_day_of_a_check_is_filled_in_and_choices_are_listed() -> None:
    text = record_text(COLLECTIONS["states"], TODAY)
    assert "\nverified: 2026-11-24\n" in text
    assert "  #   one of: must, may-not-refuse-by-policy, may," in text
    assert "\n# The laws. (optional)\n" in text


def test_a_record_of_a_one_file_collection_is_added_below_the_others(project: Project) -> None:
    before = project.read("data/glossary.yml")
    start(project.root, "glossary", "ice", TODAY)
    assert project.read("data/glossary.yml").startswith(f"{before}\nice:\n  # ")


def test_the_first_record_makes_its_file_and_folder(project: Project) -> None:
    path = start(project.root, "sources", "ice-2017", TODAY, "form")
    assert path == project.root / "data/sources/form.yml"
    assert project.read("data/sources/form.yml").startswith("ice-2017:\n  # ")


@pytest.mark.parametrize(
    ("kind", "record_id", "said"),
    [
        ("state", "utah", "'state' is no kind of record. Expected one of: "),
        ("states", "Utah", "'Utah' is no id. Expected lower-case letters, digits and hyphens"),
        ("states", "../utah", "'../utah' is no id."),
        ("states", "ohio", "data/states/ohio.yml exists already. Edit it, or choose another id."),
        ("glossary", "detainer", "'detainer' is in data/glossary.yml already. Edit it, or choose another id."),
        ("sources", "ice-2017", "A source stands in the file of its kind. Add --kind with one of: opinion, "),
    ],
)
def test_what_can_not_be_started_is_said_in_one_line_and_nothing_is_written(
    project: Project, kind: str, record_id: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in (project.root / "data").rglob("*.yml")}
    assert starting.main([kind, record_id, "--root", str(project.root)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)
    assert err.count("\n") == 1
    assert {path: path.read_bytes() for path in (project.root / "data").rglob("*.yml")} == before


def test_a_source_id_of_another_kind_is_not_given_twice(project: Project) -> None:
    with pytest.raises(ValueError, match=r"'doe-2014-op' is in data/sources/opinion\.yml already"):
        start(project.root, "sources", "doe-2014-op", TODAY, "web")


def test_the_command_says_what_to_do_next(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert starting.main(["states", "utah", "--root", str(project.root)]) == 0
    assert capsys.readouterr().out.startswith("data/states/utah.yml is started. Fill the blanks")
