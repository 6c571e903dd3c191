"""What scripts/lighthouse does around Lighthouse itself."""

from __future__ import annotations

import gzip
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from explainer.lighthouse import CATEGORIES, medians, serving


def test_the_median_of_each_category() -> None:
    runs = [dict.fromkeys(CATEGORIES, points) for points in (100, 90, 99)]
    assert medians(runs) == dict.fromkeys(CATEGORIES, 99)


def test_pages_are_served_compressed_and_what_is_not_there_is_not(tmp_path: Path) -> None:
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / "index.html").write_text("<p>Ohio</p>", encoding="utf-8")
    (tmp_path / "icon.png").write_bytes(b"\x89PNG")
    with serving(tmp_path) as address:
        with urllib.request.urlopen(address + "states/") as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(answer.read()) == b"<p>Ohio</p>"
        with urllib.request.urlopen(address + "icon.png") as answer:
            assert answer.headers["Content-Encoding"] is None
            assert answer.read() == b"\x89PNG"
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(address + "nowhere/")
