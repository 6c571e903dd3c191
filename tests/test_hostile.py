"""Hostile text in each field of each collection: no output holds it as code, and what refuses it says so without harm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import yaml
from generated import Path as Field
from generated import filled
from hostile import BIDI, FIELDS, FREE, OUTPUTS, SHORT, TEXTS, Attacked, Read, Told, for_editors, hostile, mark_of, site_of
from rendered import Seen
from sample import make_project

from explainer import faults, yaml_tree
from explainer.faults import Faulty
from explainer.records import COLLECTIONS

Reads = dict[str, dict[str, Read]]


def reads_of(files: dict[str, bytes]) -> Reads:
    return {name: {path: read(content) for path, content in files.items() if re.fullmatch(paths, path)} for name, (paths, read) in OUTPUTS.items()}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Reads:
    """The whole site, made once with a text of its own in each field, so that it can be told where it went."""
    return reads_of(site_of(make_project(tmp_path_factory.mktemp("attacked") / "project"), hostile))


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Reads:
    return reads_of(
        site_of(make_project(tmp_path_factory.mktemp("harmless") / "project"), lambda path: f"Harmless {mark_of(path) if path in TEXTS else 'words'}")
    )


# --- What takes the text --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("path", TEXTS, ids=".".join)
def test_hostile_text_of_a_field_stands_in_an_output_as_text_or_not_at_all(path: Field, output: str, attacked: Reads) -> None:
    """Wherever a piece of the field's text is, all of it is, where a reader of this output finds text and nothing else."""
    for name, read in attacked[output].items():
        assert read.broken(hostile(path), mark_of(path)) == 0, name
        assert not for_editors(path) or mark_of(path) not in read.raw, name


REACHED = {
    "pages": 160, "linked data": 24, "atom": 11, "json feed": 11, "search index": 160, "csv": 181, "json": 181, "sqlite": 181, "llms.txt": 2,
    "other files": 0,
}  # fmt: skip


@pytest.mark.parametrize("output", OUTPUTS)
def test_enough_fields_reach_an_output_and_none_changes_what_is_not_text(output: str, attacked: Reads, harmless: Reads) -> None:
    """Else the test above would prove little."""
    assert len([path for path in TEXTS if any(mark_of(path) in read.raw for read in attacked[output].values())]) >= REACHED[output]
    assert attacked[output].keys() == harmless[output].keys() != set()
    for name, read in attacked[output].items():
        assert read.wrong == (), name
        assert read.bones == harmless[output][name].bones, name
        assert "1337" not in read.raw, name  # 7 * 191


# --- What refuses it ------------------------------------------------------------------------------------------------

UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def previewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    made = Attacked(tmp_path_factory.mktemp("previewed") / "project")
    yield made
    made.close()


def harmless_to_a_browser(told: Told) -> list[dict[str, str]]:
    """The faults as the message has them, after a look at the fault page and the form of the message."""
    seen = Seen(told.html)
    assert (told.status, seen.tags) == (500, ["html", "title", "body", "script"])
    assert seen.attributes[1:] == [("src", "/-preview/client.js"), ("data-page", "states/ohio/"), ("data-digest", ""), ("defer", "")]
    assert seen.text == "Nothing to show yet"
    assert told.message.isascii()
    assert "\n" not in told.message  # it is one event
    shown: list[dict[str, str]] = json.loads(told.message)["faults"]
    assert [(fault["place"], fault["sentence"]) for fault in shown] == [(str(fault.place), fault.sentence) for fault in told.faults]
    assert not [text for fault in shown for text in fault.values() if UNSEEN.search(text)]
    return shown


@pytest.mark.parametrize("path", FIELDS, ids=".".join)
def test_what_a_field_refuses_is_told_where_it_stands_and_harms_no_browser(path: Field, previewed: Attacked) -> None:
    """Where any text is taken, a bidi control is not."""
    name, content = previewed.record(path, f"{SHORT} {BIDI}" if path in FREE else SHORT)
    previewed.put(name, content)
    told = previewed.told()
    line = content[: content.index("onerror")].count("\n") + 1 if "onerror" in content else 1
    here = [fault for fault in told.faults if (fault.place.path, fault.place.line) == (name, line)]
    assert any(f"U+{ord(BIDI):04X}" in fault.found if path in FREE else "<img" in f"{fault.place.path} {fault.found}" for fault in here)
    assert "onerror" in json.dumps(harmless_to_a_browser(told))
    assert not UNSEEN.search(faults.as_text(told.faults, previewed.project.root))


@pytest.mark.parametrize("path", FREE, ids=".".join)
def test_an_invisible_character_in_any_field_is_refused_where_it_stands(path: tuple[str, ...]) -> None:
    """As itself and as an escape, in a file with every field of the record."""
    name = path[0]
    data = filled(COLLECTIONS[name], lambda own: f"one {BIDI} two {own}" if own == path else "Any text", (name,))
    written = yaml.safe_dump(json.loads(json.dumps(data)), width=10_000)
    assert written.count("\\u202E") == 1
    for text in (written, written.replace("\\u202E", "\u202e")):
        with pytest.raises(Faulty, match=rf"^a\.yml:{written[: written.index('one ')].count(chr(10)) + 1}:\d+: an invisible character \(U\+202E\)"):
            yaml_tree.parse(text, "a.yml")


ELSEWHERE = {
    "a file that is no collection": (f"data/{SHORT.replace('/', '')}.yml", "x: y"),
    "a file name with a bidi control": (f"data/states/{BIDI}onerror.yml", "x: y"),
    "an unknown field": ("data/states/ohio.yml", f"'{SHORT}': x"),
    "a tag": ("data/states/ohio.yml", "title: !<script>onerror</script> x"),
    "no YAML": ("data/states/ohio.yml", f"title: [{SHORT}"),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_refused_outside_fields_harms_no_browser(name: str, previewed: Attacked) -> None:
    previewed.put(*ELSEWHERE[name])
    told = previewed.told()
    assert "onerror" in json.dumps(harmless_to_a_browser(told))
    assert not UNSEEN.search(faults.as_text(told.faults, previewed.project.root))
