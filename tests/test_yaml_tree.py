"""YAML as a tree of text with places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.faults import Faulty, Place
from explainer.yaml_tree import MAX_DEPTH, MAX_LINE, Mapping, Scalar, Sequence, data, key_place, node_at, parse, read, text_of


def tree(text: str) -> Mapping:
    node = parse(text, "a.yml")
    assert isinstance(node, Mapping)
    return node


@pytest.mark.parametrize("value", ["NO", "no", "yes", "on", "14:30", "08", "0x1F", "1_000", "1e3", "2025-02-31", "null", "~", ".inf", "=", "<<"])
def test_a_value_stays_as_it_is_written(value: str) -> None:
    assert data(tree(f"key: {value}\n")) == {"key": value}


def test_text_in_quotes_is_told_from_text_without() -> None:
    node = tree("plain: null\nsingle: 'null'\ndouble: \"null\"\nliteral: |\n  null\nfolded: >-\n  null\n")
    assert {key: value.quoted for key, value in node.entries.items() if isinstance(value, Scalar)} == {
        "plain": False,
        "single": True,
        "double": True,
        "literal": True,
        "folded": True,
    }


def test_nothing_at_all_is_told_from_an_empty_text() -> None:
    node = tree("nothing:\nempty: ''\n")
    nothing, empty = node.entries["nothing"], node.entries["empty"]
    assert isinstance(nothing, Scalar)
    assert isinstance(empty, Scalar)
    assert (nothing.text, nothing.quoted, empty.text, empty.quoted) == ("", False, "", True)


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n"])
def test_a_file_without_content_is_none(text: str) -> None:
    assert parse(text, "a.yml") is None


def test_keys_values_and_ends_have_their_places() -> None:
    node = tree("a: 1\nlist:\n  - b: >-\n      two\n      lines\n    c: 3\n")
    assert node.keys["list"].place == Place("a.yml", 2, 1)
    inner = node_at(node, ("list", 0, "b"))
    assert inner.place == Place("a.yml", 3, 8)
    assert inner.end_line >= 5
    assert key_place(node, ("list", 0, "c")) == Place("a.yml", 6, 5)
    assert key_place(node, ("list", 0)) == Place("a.yml", 3, 5)


def test_a_path_that_leaves_the_tree_ends_at_the_last_node_on_it() -> None:
    node = tree("a:\n  b: 1\n")
    assert node_at(node, ("a", "x", "y")) is node.entries["a"]
    assert node_at(node, ("a", 0)) is node.entries["a"]


@pytest.mark.parametrize(
    ("written", "text"),
    [(">-\n  one\n  two\n\n  three", "one two\n\nthree"), ("one\n  two\n\n  three", "one two\n\nthree"), ("|-\n  one\n  two", "one\ntwo")],
)
def test_a_blank_line_is_kept_as_one_and_folded_lines_are_joined(written: str, text: str) -> None:
    assert data(tree(f"key: {written}\n")) == {"key": text}


def test_lists_and_mappings_keep_their_order() -> None:
    node = parse("- z: 1\n  a: [2, {b: 3}]\n", "a.yml")
    assert isinstance(node, Sequence)
    assert data(node) == [{"z": "1", "a": ["2", {"b": "3"}]}]


def test_nesting_is_read_up_to_the_limit_and_refused_below_it() -> None:
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH, "a.yml") is not None
    with pytest.raises(Faulty, match="nesting deeper"):
        parse("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "a.yml")


def test_a_hundred_thousand_brackets_are_a_fault_and_no_crash() -> None:
    with pytest.raises(Faulty, match="nesting deeper"):
        parse("\n".join(["[" * 1000] * 100), "a.yml")


def test_a_line_is_read_up_to_the_limit_and_refused_beyond_it() -> None:
    longest = "key: " + "x" * (MAX_LINE - 5)
    assert data(tree(longest)) == {"key": "x" * (MAX_LINE - 5)}
    with pytest.raises(Faulty, match="a line of 20,001 characters"):
        parse(longest + "x", "a.yml")


def test_every_duplicate_key_is_said_at_once() -> None:
    with pytest.raises(Faulty) as caught:
        parse("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n", "a.yml")
    assert [fault.place.line for fault in caught.value.faults] == [2, 5]


def test_a_mark_at_the_start_of_the_file_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"\xef\xbb\xbfone: 1\r\ntwo: >-\r\n  a\r\n  b\r\n")
    node = read(path, tmp_path)
    assert node is not None
    assert data(node) == {"one": "1", "two": "a b"}
    assert node_at(node, ("two",)).place == Place("a.yml", 2, 6)


def test_the_place_of_a_bad_byte_counts_characters_and_skips_the_mark(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"\xef\xbb\xbfone: 1\n" + "né: ".encode() + b"\xff\n")
    with pytest.raises(Faulty) as caught:
        text_of(tmp_path / "a.yml", tmp_path)
    assert [fault.place for fault in caught.value.faults] == [Place("a.yml", 2, 5)]


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match=r"gone\.yml:1:1: a file that can't be read"):
        read(tmp_path / "gone.yml", tmp_path)


def test_a_quotation_over_several_lines_is_not_called_unclosed() -> None:
    with pytest.raises(Faulty) as caught:
        parse('a: "one\n  two"\nb: c: d\n', "a.yml")
    assert [(fault.place.line, fault.found[:7]) for fault in caught.value.faults] == [(3, "a colon")]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    _read_or_refused(text)


@given(st.text(alphabet="ab:- \n\t'\"[]{}#&*!|>%@`,?\\<=", max_size=60))
def test_any_heap_of_the_signs_of_yaml_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    _read_or_refused(text)


def _read_or_refused(text: str) -> None:
    try:
        node = parse(text, "a.yml")
    except Faulty as error:
        for fault in error.faults:
            assert 1 <= fault.place.line <= text.count("\n") + text.count("\r") + 1
            assert fault.place.column >= 1
            assert fault.found
            assert fault.expected
    else:
        assert node is None or isinstance(node, Scalar | Sequence | Mapping)


UNSEEN = {
    "override": "\u202e",
    "isolate": "\u2066",
    "mark of direction": "\u200f",
    "zero width": "\u200b",
    "joiner": "\u200d",
    "soft hyphen": "\xad",
    "filler": "\u3164",
    "variation selector": "\ufe0f",
    "tag": "\U000e0041",
    "line separator": "\u2028",
    "escape": "\x1b",
    "C1 control": "\x85",
}


@pytest.mark.parametrize("name", UNSEEN)
def test_an_invisible_character_is_refused_as_it_is_and_as_an_escape(name: str) -> None:
    character = UNSEEN[name]
    code = f"U\\+{ord(character):04X}"
    with pytest.raises(Faulty, match=rf"^a\.yml:2:5: an invisible character \({code}\)\."):
        parse(f"a: 1\nb: x{character}y\n", "a.yml")
    with pytest.raises(Faulty, match=rf"^a\.yml:2:4: an invisible character \({code}\), written as an escape\."):
        parse(f'a: 1\nb: "x\\U{ord(character):08x}y"\n', "a.yml")
    with pytest.raises(Faulty, match=rf"^a\.yml:1:1: an invisible character \({code}\), written as an escape\."):
        parse(f'"x\\U{ord(character):08x}y": 1\n', "a.yml")


@given(
    st.dictionaries(
        st.text("abcdefgh", min_size=1), st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u115f\u1160\u3164\uffa0"))
    )
)
def test_what_is_written_in_double_quotes_is_read_back(values: dict[str, str]) -> None:
    written = "".join(f'{key}: "{value.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"\n' for key, value in values.items())
    node = parse(written, "a.yml")
    assert (data(node) if node else {}) == values
