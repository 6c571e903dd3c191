"""The pictures for social media, kept in git."""

from __future__ import annotations

import struct

import pytest
from sample import ROOT

from explainer import cards
from explainer.metadata import Metadata
from explainer.records import COLLECTIONS
from explainer.render import Renderer


@pytest.mark.parametrize("kind", cards.CARDS)
def test_each_kind_of_page_has_its_card_of_the_right_size(kind: str) -> None:
    head = (ROOT / cards.FOLDER / f"{kind}.png").read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert struct.unpack(">II", head[16:24]) == (1200, 630)


def test_there_is_a_card_for_each_collection_whose_records_have_pages_and_no_other(renderer: Renderer) -> None:
    kinds = {name for name, model in COLLECTIONS.items() if model.collection.page == "each"}
    assert set(cards.CARDS) == kinds | {"site"}
    assert {path.stem for path in (ROOT / cards.FOLDER).iterdir()} == set(cards.CARDS)
    assert {Metadata(renderer).card(f"{kind}/of-a-record/") for kind in kinds} == kinds
    assert Metadata(renderer).card("about/") == "site"
