"""No person accused or held is named; the names themselves stand nowhere."""

from __future__ import annotations

import pytest

from explainer import private_names


@pytest.fixture(autouse=True)
def _invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_names, "HASHES", frozenset([private_names.hash_of("Pat Nobody")]))
    monkeypatch.setattr(private_names, "PARTIES", frozenset([private_names.hash_of("Sam Party")]))


@pytest.mark.parametrize("text", ["Pat Nobody left.", "PAT\nNOBODY", "by Pát Nobody’s lawyer", "https://example.org/pat-nobody-freed"])
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert list(private_names.named_in(text)) == ["pat nobody"]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody pats Pat.",
        "Pat and Nobody",
        "Nobody",
        "",
        "https://example.org/sam-party-v-county",
        "/cases/sam-party-v-county/",
        "Sam Party v. County",
        "Sam Party, Jr., et al. v. County of Fairview, 1 F.3d 1",
        "the court in\nDoe v. Sheriff\nSam Party held so",
        "See United States ex rel. Sam Party v. Sheriff.",
        "as in re Sam Party says",
        "Media Alerts - Sam Party vs. Fairview",
    ],
)
def test_what_names_nobody_or_stands_in_a_caption_is_passed(text: str) -> None:
    assert list(private_names.named_in(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Pat Nobody posted bond, as in Doe v. Fairview County.",
        "Pat Nobody was held under part v of the code",
        "Pat Nobody was held in re a bond",
        "Pat Nobody v. Fairview County",
        "https://example.org/pat-nobody-v-county",
    ],
)
def test_who_is_named_nowhere_is_named_in_no_caption_either(text: str) -> None:
    assert list(private_names.named_in(text)) == ["pat nobody"]


@pytest.mark.parametrize(
    "text",
    [
        "Sam Party posted bond, as in Doe v. Fairview County.",
        "The jail freed Sam Party. Doe v. Fairview County was decided later.",
        "As Doe v. Fairview County has it, Sam Party was free.",
        "Doe v. Fairview County. Sam Party was free.",
        "Sam Party v. County was the case of Sam Party",
        "[Sam Party](court-cases/doe-v-fairview)",
        "Sam Party was held under part v of the code",
    ],
)
def test_a_caption_excuses_no_name_that_stands_beside_it(text: str) -> None:
    assert list(private_names.named_in(text)) == ["sam party"]


def test_many_capital_letters_take_no_time() -> None:
    assert list(private_names.named_in("Sam Party " + "was In The " * 5_000 + "A " * 50_000)) == ["sam party"]


def test_many_texts_are_looked_at_as_one_without_a_name_from_two_of_them() -> None:
    assert private_names.may_stand_in(["It", "by Pát Nobody’s lawyer", "it"])
    assert private_names.may_stand_in(["Sam Party v. County"])
    assert not private_names.may_stand_in(["Pat", "Nobody", "Sam", "Ü", "Party"])
    assert not private_names.may_stand_in([])


def test_a_party_is_named_in_captions_and_addresses_only() -> None:
    assert list(private_names.named_in("Sam Party was held.")) == ["sam party"]
    assert list(private_names.named_in("https://example.org/sam-party")) == []


def test_a_hash_depends_on_both_words_and_their_order_and_does_not_show_them() -> None:
    made = {private_names.hash_of(name) for name in ("Pat Nobody", "Nobody Pat", "Pat Somebody")}
    assert len(made) == 3
    assert all(len(text) == 12 and set(text) <= set("0123456789abcdef") for text in made)
