"""What a record is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from explainer import yaml_tree
from explainer.citations import Citation, Link, Use
from explainer.explainer import Explainer
from explainer.records import (
    COLLECTIONS,
    ClockTime,
    Date,
    Day,
    Entry,
    Flag,
    Id,
    Kind,
    Line,
    Number,
    Postal,
    RecordRef,
    Text,
    Title,
    Url,
    Uses,
    describe,
    inner_model,
    json_schema,
    kind_of,
)
from explainer.vocabulary import STATES, state_id

ReadRecord = Callable[[str, str], tuple[Entry | None, list[str]]]


def models() -> Iterator[type[BaseModel]]:
    """Every model of every collection, with the models in it."""
    found: dict[type[BaseModel], None] = {}

    def add(model: type[BaseModel]) -> None:
        if model not in found:
            found[model] = None
            for info in model.model_fields.values():
                if inner := inner_model(info.annotation):
                    add(inner)

    for model in COLLECTIONS.values():
        add(model)
    return iter(found)


FIELDS = [(model, name) for model in models() for name in model.model_fields]


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda part: getattr(part, "__name__", part))
def test_every_field_has_a_kind_and_a_sentence_that_says_what_it_takes(model: type[BaseModel], name: str) -> None:
    assert kind_of(model, name) in get_args(Kind)
    description = model.model_fields[name].description or ""
    assert description[:1].isupper() or description[:1] == "`"
    assert description[-1:] in (".", "?")


def test_there_are_the_thirteen_collections_of_the_design() -> None:
    design = [
        "custody-cases",
        "court-cases",
        "states",
        "authorities",
        "questions",
        "history",
        "claims",
        "numbers",
        "lifecycle",
        "hold-clock",
        "glossary",
        "sources",
        "corrections",
    ]
    assert set(COLLECTIONS) >= set(design)


def test_no_two_collections_share_an_address() -> None:
    urls = [model.collection.url for model in COLLECTIONS.values()]
    assert len(set(urls)) == len(urls)
    assert all(url.endswith("/") and not url.startswith("/") for url in urls)


def good(annotation: Any, value: object) -> Any:
    return TypeAdapter(annotation).validate_python(value)


@pytest.mark.parametrize(
    ("annotation", "value", "read"),
    [
        (Number, "276181", 276181),
        (Number, "-77.4", -77.4),
        (Number, "0", 0),
        (Flag, "true", True),
        (Flag, "false", False),
        (Day, "2026-11-24", dt.date(2026, 11, 24)),
        (ClockTime, "00:00", "00:00"),
        (ClockTime, "23:59", "23:59"),
        (Postal, "OH", "OH"),
        (Postal, "DC", "DC"),
        (Id, "8-usc-1357-d", "8-usc-1357-d"),
        (Line, " two\twords  ", "two words"),
        (Title, "Lunn", "Lunn"),
        (Url, "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (Url, "http://example.org", "http://example.org"),
    ],
)
def test_a_good_value_is_read(annotation: Any, value: str, read: object) -> None:
    assert good(annotation, value) == read
    assert isinstance(good(annotation, value), bool) is isinstance(read, bool)


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        *((Number, value) for value in ("", "08", "1,276", "1_276", "1e3", "inf", "nan", "0x1F", "+5", "1.", ".5", "٣", "5 people", "9" * 16)),
        *((Flag, value) for value in ("yes", "no", "True", "1", "on", "", ["true"])),
        *((Day, value) for value in ("2026", "2026-11", "2026-11-24~", "2026-02-30", "tomorrow", "")),
        *((ClockTime, value) for value in ("24:00", "8:30", "08:60", "08:30:00", "870", "٠٨:٣٠", "")),
        *((Postal, value) for value in ("NO", "oh", "Ohio", "", "OHIO")),
        *((Id, value) for value in ("", "Doe", "doe_2014", "-doe", "doe-", "doe--op", "doe 2014", "doé", {"a": "b"})),
        *((Line, value) for value in ("", " ", "–", "one\ntwo", ["one"])),
        *((Title, value) for value in ("287.7", "2019", "§ 1")),
        *((Url, value) for value in ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//example.org", "/about/", "https://")),
        *(
            (Url, value)
            for value in ("https:///x", "https://a b", 'https://a"onload=', "https://a<b>", "https://[::1", "https://a\\b", "ftp://a", "")
        ),
    ],
    ids=repr,
)
def test_a_bad_value_is_refused(annotation: Any, value: object) -> None:
    with pytest.raises(ValidationError):
        good(annotation, value)


@given(st.one_of(st.text(), st.lists(st.text(), max_size=2), st.dictionaries(st.text(), st.text(), max_size=2)))
def test_a_value_of_any_shape_is_read_or_refused_with_found_and_expected_on_one_line(value: object) -> None:
    for annotation in (Number, Flag, Day, ClockTime, Postal, Id, Line, Title, Url, Text, Uses, Date, RecordRef):
        problems: list[Any] = []
        try:
            good(annotation, value)
        except ValidationError as error:
            problems = error.errors()
        for problem in problems:
            assert problem["type"] == "value"
            assert problem["ctx"]["found"]
            assert problem["ctx"]["expected"]
            assert "\n" not in problem["ctx"]["found"]


def test_text_knows_its_citations_and_links() -> None:
    text = Text.read("It rules. [@doe-op, at 3; @roe-op]\n\nSee [Doe](court-cases/doe#facts).")
    assert text.paragraphs == (
        ("It rules. ", Citation((Use("doe-op", "at 3"), Use("roe-op")))),
        ("See ", Link("Doe", "court-cases", "doe", "facts"), "."),
    )
    assert [use.id for use in text.uses] == ["doe-op", "roe-op"]
    assert [link.id for link in text.links] == ["doe"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("It rules [@a-op, at 3]. So it is. [@b-op; @c-op]", "It rules. So it is."),
        ("[@a] A hold [@b] [@c], it rules", "A hold, it rules"),
        ("See [Doe](court-cases/doe#facts), twice [@a][@b].\n\nThen [@a]\n\nno more.", "See Doe, twice.\nThen\nno more."),
    ],
)
def test_words_are_those_a_reader_sees(raw: str, said: str) -> None:
    assert Text.read(raw).plain == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"a": "b"}, "a group of `key: value` lines"),
        ([], "a list"),
        ((), "a list"),
        ("one\n two", "'one two'"),
        ("x" * 61, "'" + "x" * 59 + "…'"),
        ("x" * 60, "'" + "x" * 60 + "'"),
    ],
)
def test_what_stands_in_the_file_is_said_on_one_short_line(value: object, said: str) -> None:
    assert describe(value) == said


def test_a_record_can_not_be_changed(explainer: Explainer) -> None:
    case = explainer.collections["court-cases"]["doe-2014"]
    with pytest.raises(ValidationError):
        case.title = "Roe"
    with pytest.raises(TypeError):
        explainer.collections["court-cases"]["roe"] = case


def test_a_record_is_read_from_yaml(record_of: ReadRecord) -> None:
    record, faults = record_of(
        "corrections", "title: Ohio\ndate: 2026-11-20\nabout: states/ohio\nsince: 2026-11-01\nwas: One.\nnow: Two.\nwhy: Three.\n"
    )
    assert faults == []
    assert record is not None
    assert (record.id, record.title, str(record.about)) == ("it", "Ohio", "states/ohio")


def test_every_missing_field_is_said_at_once(record_of: ReadRecord) -> None:
    record, faults = record_of("corrections", "title: Ohio\n")
    assert record is None
    assert sorted(fault.split("'")[1] for fault in faults) == ["about", "date", "now", "since", "was", "why"]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_the_schema_is_valid_and_every_record_of_the_fixture_fits_it(name: str, explainer: Explainer) -> None:
    schema = json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "id" not in schema["properties"]
    for record in explainer.collections[name].values():
        jsonschema.validate(_typed(yaml_tree.data(explainer.origin(record).node), schema, schema), schema)


def _typed(value: Any, schema: Any, root: Any) -> Any:
    """The texts of the tree as what the schema takes: a number where it says number."""
    for choice in schema.get("anyOf", []):
        if choice.get("type") != "null":
            schema = choice
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    if isinstance(value, dict):
        return {key: _typed(item, schema["properties"][key], root) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item, schema["items"], root) for item in value]
    return float(value) if schema.get("type") == "number" else value == "true" if schema.get("type") == "boolean" else value


def test_every_state_has_an_id_made_of_its_name() -> None:
    assert len(STATES) == 51
    assert (state_id("NC"), state_id("DC"), state_id("OH")) == ("north-carolina", "district-of-columbia", "ohio")
