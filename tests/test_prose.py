"""The blocks of a page and what the editorial standard says of them."""

from __future__ import annotations

import pytest

from explainer.prose import blocks, copied_numbers, says_optional_without_a_state

PAGE = """---
title: A page
---

# A page

A first paragraph
on two lines. [@doe-op, page 2]

- An item about [Ohio](states/ohio).
- An item without anything.

| Head | Other |
|------|-------|
| A row | with a note [@doe-op] |
| A row | without |

<div class="lede">
<p>A paragraph in HTML.</p>
</div>

<nav>
<ul><li><a href="@/about/">A way to somewhere</a></li></ul>
</nav>

{% call signpost() %}
<p>See <a href="@/states/">the states</a>.</p>
{% endcall %}

{{ timeline("custody-cases/fairview-2019") }}

It fell to {{ figure("numbers/detainers-by-year", "FY2018") }} in that year.
"""


def test_the_blocks_of_a_page_with_their_lines() -> None:
    found = [(block.line, block.words, block.supported, block.signpost) for block in blocks(PAGE)]
    assert found == [
        (7, "A first paragraph on two lines.", True, False),
        (10, "- An item about Ohio.", True, False),
        (11, "- An item without anything.", False, False),
        (15, "| A row | with a note |", True, False),
        (16, "| A row | without |", False, False),
        (19, "A paragraph in HTML.", False, False),
        (27, "See the states.", False, True),
        (32, "It fell to in that year.", True, False),
    ]


@pytest.mark.parametrize(
    "support",
    [
        "[@doe-op]",
        "[words](questions/mandatory)",
        '{{ fact("states/ohio", "hold.why") }}',
        '<a href="@/states/ohio/">Ohio</a>',
        '{{ term("detainer") }}',
    ],
)
def test_what_supports_a_paragraph(support: str) -> None:
    assert [block.supported for block in blocks(f"A sentence {support} here.\n")] == [True]


@pytest.mark.parametrize("support", ["[words](https://example.org)", '<a href="@/states/">all states</a>', "{{ state_links() }}", "[1]"])
def test_what_does_not_support_a_paragraph(support: str) -> None:
    assert [block.supported for block in blocks(f"A sentence {support} here.\n")] == [False]


def test_a_page_of_windows_and_an_empty_page() -> None:
    assert [block.line for block in blocks("One.\r\n\r\nTwo.\r\n".replace("\r\n", "\n"))] == [1, 3]
    assert list(blocks("")) == []
    assert list(blocks("---\ntitle: A\n---\n")) == []


def optional_in(source: str) -> list[int]:
    return [block.line for block in says_optional_without_a_state(list(blocks(source)), source)]


def test_optional_needs_a_way_to_a_states_law_in_its_section() -> None:
    assert optional_in("## One\n\nCompliance is optional.\n\n## Two\n\nSee [Ohio](states/ohio).\n") == [3]
    assert optional_in("## One\n\nCompliance is optional.\n\nSee [Ohio](states/ohio).\n") == []
    assert optional_in('The jail need not hold. See <a href="@/states/">the states</a>.\n') == []
    assert optional_in("The jail may decline.\n\n<h2>Two</h2>\n\nA [state](states/ohio).\n") == [1]
    assert optional_in("Nothing of the kind.\n") == []


def test_a_number_that_a_record_holds_is_found_and_a_year_or_a_part_of_a_number_is_not() -> None:
    known = {"276,181": "numbers/by-year", "77.5": "numbers/by-year"}
    found = [number for _, number, _ in copied_numbers(blocks("In 2012 there were 276,181, and 77.5 percent; not 1,276,181 or 77.51.\n"), known)]
    assert found == ["276,181", "77.5"]
    assert list(copied_numbers(blocks('It was {{ figure("numbers/by-year", "276,181") }}.\n'), known)) == []


@pytest.mark.parametrize(
    ("source", "token", "place"),
    [
        ("# A\n\nOne and two,\nand three.\n", "three", "docs/a.md:4:5"),
        ("# A\n\n- bothers\n- other\n", "other", "docs/a.md:4:3"),
        ("# A\n\n  <p>One <b>two</b></p>\n", "two", "docs/a.md:3:13"),
        ("# A\n\nOne\n  two\n", "One two", "docs/a.md:3:1"),  # broken by the line: where the block starts
    ],
)
def test_words_of_a_block_have_their_place_in_the_file(source: str, token: str, place: str) -> None:
    (block,) = (block for block in blocks(source) if f" {token}" in f" {block.words}")
    assert str(block.place_of(token, "docs/a.md")) == place


def test_what_a_navigation_and_an_html_block_hold_is_found_once() -> None:
    source = "<ul>\n<li>One <nav>no</nav> and <nav>never</nav> two\n\nthree</li>\n</ul>\n\nFour.\n"
    assert [block.words for block in blocks(source)] == ["One no and never two three", "Four."]
