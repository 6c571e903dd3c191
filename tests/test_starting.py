"""scripts/new."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Annotated

import pytest
from pydantic import BaseModel, TypeAdapter
from sample import TODAY, Project
from test_records import FIELDS

from explainer import completion, starting, yaml_tree
from explainer.records import COLLECTIONS, Entry
from explainer.starting import example_of, record_text, start
from explainer.vocabulary import Confidence, SourceKind

RecordOf = Callable[[str, str], tuple[Entry | None, list[str]]]
STARTED = [(name, None) for name in COLLECTIONS if name != "sources"] + [("sources", kind.value) for kind in SourceKind]
WRITTEN = [(model, name) for model, name in FIELDS if not (name == "id" and issubclass(model, Entry))]


def finished(name: str) -> str:
    """A started record whose blanks hold their examples."""
    model = COLLECTIONS[name]
    return record_text(model, {key: example_of(model, key) for key, info in model.model_fields.items() if info.is_required() and key != "id"})


def uncommented(lines: list[str], number: int) -> tuple[list[str], int]:
    """The lines with the optional field on line ``number`` put to use, as an editor would, and where the field ends."""
    indent = lines[number][: lines[number].index("#")]
    end = number + 1
    while end < len(lines) and re.match(rf"{indent}#  +\S", lines[end]):
        end += 1
    return [*lines[:number], *(indent + line[len(indent) + 2 :] for line in lines[number:end]), *lines[end:]], end


def every_use(lines: list[str], start: int, end: int) -> Iterator[tuple[str, list[str]]]:
    """Each optional field between two lines with the record in which it is put to use, then those inside it."""
    for number in range(start, end):
        if match := re.match(r" *# (?:- )?(\w+):", lines[number]):
            used, last = uncommented(lines, number)
            yield match[1], used
            yield from every_use(used, number + 1, last)


@pytest.mark.parametrize(("model", "name"), WRITTEN, ids=lambda part: getattr(part, "__name__", part))
def test_every_field_has_an_example_that_it_takes(model: type[BaseModel], name: str) -> None:
    info = model.model_fields[name]
    example = example_of(model, name)
    assert example
    assert "…" not in str(example)
    TypeAdapter(Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation).validate_python(
        tuple(example) if isinstance(example, list) else example
    )


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_started_record_names_every_field_and_has_the_mandatory_ones_as_blanks(name: str) -> None:
    text = record_text(COLLECTIONS[name], {})
    node = yaml_tree.parse(text, "new.yml")
    assert isinstance(node, yaml_tree.Mapping)
    fields = {key: info for key, info in COLLECTIONS[name].model_fields.items() if key != "id"}
    assert set(node.entries) == {key for key, info in fields.items() if info.is_required()}
    for key in fields:
        assert re.search(rf"^(# )?{key}:", text, re.M), key


@pytest.mark.parametrize(("name", "source_kind"), STARTED)
def test_check_lists_every_blank_of_a_started_record_once_and_nothing_else(name: str, source_kind: str | None, project: Project) -> None:
    path = start(project.root, name, "tennessee", TODAY, source_kind)
    file = path.relative_to(project.root).as_posix()
    lines = project.read(file).splitlines()
    first = next((number for number, line in enumerate(lines) if line == "tennessee:"), 0)
    blanks = [
        number
        for number, line in enumerate(lines, 1)
        if number > first + 1 and re.fullmatch(r" *(?:- )?\w+:", line) and not _has_fields(lines, number)
    ]
    said = project.said()
    assert blanks
    assert sorted(int(line.split(":")[1]) for line in said) == blanks
    assert all(line.startswith(f"{file}:") and " is blank. Expected " in line for line in said)


def _has_fields(lines: list[str], number: int) -> bool:
    """True if the next line that is no comment is indented below line ``number``."""
    below = next((line for line in lines[number:] if not line.lstrip().startswith("#")), "")
    return len(below) - len(below.lstrip()) > len(lines[number - 1]) - len(lines[number - 1].lstrip())


@pytest.mark.parametrize("name", COLLECTIONS)
def test_any_optional_field_put_to_use_with_its_example_is_valid(name: str, record_of: RecordOf) -> None:
    text = finished(name)
    record, said = record_of(name, text)
    assert said == []
    used = set()
    for field, lines in every_use(text.splitlines(), 0, len(text.splitlines())):
        changed, said = record_of(name, "\n".join(lines))
        assert said == [], field
        if field in COLLECTIONS[name].model_fields and changed != record:
            used.add(field)
    optional = {key for key, info in COLLECTIONS[name].model_fields.items() if not info.is_required() and key != "id"}
    assert optional <= used


@pytest.mark.parametrize("name", COLLECTIONS)
def test_all_optional_fields_put_to_use_at_once_are_valid(name: str, record_of: RecordOf) -> None:
    lines = finished(name).splitlines()
    while any(re.match(r" *# ", line) for line in lines):
        lines, _ = uncommented(lines, next(number for number, line in enumerate(lines) if re.match(r" *# ", line)))
    record, said = record_of(name, "\n".join(lines))
    assert said == []
    assert record
    assert all(value for key, value in record if key != "id")


def test_choices_are_told_with_their_meaning_and_lines_are_short() -> None:
    text = record_text(COLLECTIONS["states"], {"verified": "2026-11-24"})
    assert "\nverified: 2026-11-24\n" in text
    for word in Confidence:
        assert f"\n##   {word.value}: {word.meaning}\n" in text
    assert "\n## The laws. (optional)\n# laws:\n#   ## The law's name" in text
    assert max(map(len, text.splitlines())) <= 120


def test_a_record_of_a_one_file_collection_is_added_below_the_others(project: Project) -> None:
    before = project.read("data/glossary.yml")
    start(project.root, "glossary", "ice", TODAY)
    assert project.read("data/glossary.yml").startswith(f"{before}\nice:\n  ## ")


def test_the_first_record_makes_its_file_with_the_line_for_completion(project: Project) -> None:
    path = start(project.root, "sources", "ice-2017", TODAY, "form")
    assert path == project.root / "data/sources/form.yml"
    text = project.read("data/sources/form.yml")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/editor/sources.json\nice-2017:\n  ## ")
    assert "\n  kind: form\n" in text
    start(project.root, "states", "utah", TODAY)
    assert "data/states/utah.yml" not in {fault.place.path for fault in completion.without_line(project.root)}


@pytest.mark.parametrize(
    ("kind", "record_id", "said"),
    [
        ("state", "utah", "'state' is no kind of record. Expected one of: "),
        ("states", "Utah", "'Utah' is no id. Expected lower-case letters, digits and hyphens"),
        ("states", "../utah", "'../utah' is no id."),
        ("states", "smith-2026", "'smith-2026' is the name of no state. Expected a state or district, such as north-carolina."),
        ("states", "north-carolna", "'north-carolna' is the name of no state. Expected a state or district. Did you mean 'north-carolina'?"),
        ("states", "ohio", "'ohio' is in data/states/ohio.yml already. Edit it, or choose another id."),
        ("glossary", "detainer", "'detainer' is in data/glossary.yml already. Edit it, or choose another id."),
        ("court-cases", "doe-v-fairview", "'doe-v-fairview' is a former id of court-cases/doe-2014, and its old address leads there."),
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


def test_a_record_with_faults_keeps_its_id(project: Project) -> None:
    project.replace("data/glossary.yml", "title: Detainer", "titel: Detainer")
    with pytest.raises(ValueError, match=r"'detainer' is in data/glossary\.yml already"):
        start(project.root, "glossary", "detainer", TODAY)


def test_nothing_is_added_to_a_file_that_can_not_be_read(project: Project) -> None:
    project.replace("data/glossary.yml", "title: Detainer", 'title: "Detainer')
    with pytest.raises(ValueError, match=r"Mend it first: data/glossary\.yml:2:10: a quotation mark"):
        start(project.root, "glossary", "ice", TODAY)


def test_the_command_says_what_to_do_next(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert starting.main(["states", "utah", "--root", str(project.root)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("data/states/utah.yml is started.\nNext:\n")
    assert "Fill the blanks in data/states/utah.yml: title, summary, postal, hold, " in out
    assert "http://127.0.0.1:8000/states/utah/\n" in out
    assert "scripts/check" in out


def test_without_a_kind_the_kinds_are_told_and_without_an_id_how_to_give_one(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert starting.main([]) == 2
    said = capsys.readouterr().err
    for name in COLLECTIONS:
        assert re.search(rf"^  {name} +[A-Z].+\w$", said, re.M)
    assert starting.main(["states", "--root", str(project.root)]) == 1
    assert capsys.readouterr().err == "An id is missing. Write: scripts/new states ID, such as ohio.\n"
