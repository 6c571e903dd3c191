"""The reading grade of a text."""

from __future__ import annotations

import pytest

from explainer.reading_level import grade, syllables

EASY = "The jail let him go. ICE came the next day. It took him to a new place."
HARD = "Notwithstanding administrative authorization, municipal corporations exercising discretionary custodial responsibilities may incur liability."


@pytest.mark.parametrize(("word", "count"), [("jail", 1), ("detainer", 3), ("immigration", 4), ("authority", 4), ("a", 1)])
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_short_words_in_short_sentences_are_easier() -> None:
    easy, hard = grade(EASY), grade(HARD)
    assert easy is not None
    assert hard is not None
    assert easy < 4 < 20 < hard


def test_the_formula() -> None:
    """Fourteen words of one syllable and one of two in two sentences."""
    text = "The man sat in the jail all day. He did not know the sheriff."
    words, sentences, total = 14, 2, 15
    assert grade(text) == round(0.39 * words / sentences + 11.8 * total / words - 15.59, 1)


@pytest.mark.parametrize(
    "without",
    [
        ' "notwithstanding administrative authorization" ',
        " 8 C.F.R. § 287.7(d) ",
        " 745 F.3d 634 ",
        " the Immigration and Nationality Act ",
        " House Bill 318 ",
    ],
)
def test_what_the_writer_did_not_choose_is_left_out(without: str) -> None:
    plain = "The jail let the man go on the same day, and ICE came to take him."
    assert grade(plain.replace("same day,", f"same day{without},")) == grade(plain)


def test_an_abbreviation_ends_no_sentence() -> None:
    one = "The U.S. court and Dr. Doe said no to the county jail in No. 12 of the list."
    assert grade(one) == grade(one.replace("U.S.", "US").replace("Dr.", "Dr").replace("No.", "No"))


def test_a_few_words_have_no_grade() -> None:
    assert grade("Ohio law says no.") is None
    assert grade("") is None
