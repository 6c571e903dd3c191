"""Keeps the contrasts of the palette in docs/assets/stylesheets/site.css (WCAG 2.2: 1.4.3, 1.4.11)."""

import re
from pathlib import Path

import pytest

SHEET = Path(__file__).parents[1] / "docs/assets/stylesheets/site.css"
SCHEMES = ("light", "dark")
TEXT, GRAPHIC = 4.5, 3.0

ACTORS = ("ice", "jail", "police", "court", "prosecutor", "person", "government")
TILES = ("must", "by-policy", "may", "none", "limited", "must-not", "unsettled")

# (foreground, background, least ratio)
PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "muted", "link", *ACTORS) for ground in ("paper", "raised")),
    *((text, "mark", TEXT) for text in ("ink", "link")),
    *((f"tile-{tile}-letter", f"tile-{tile}", TEXT) for tile in TILES),
    ("tile-by-policy-letter", "tile-by-policy-line", TEXT),
    ("tile-unsettled-letter", "tile-unsettled-dot", TEXT),
    ("on-bar", "bar", TEXT),
    ("bar-mark", "bar", GRAPHIC),
    *(("edge", ground, GRAPHIC) for ground in ("paper", "raised")),
]
# Lines between things: no one needs to see them to read or to use the page.
DECORATION = {"rule"}


def read_tokens(css: str) -> dict[str, dict[str, str]]:
    """The colors of the first :root block, as {scheme: {token: "#RRGGBB"}}."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    block = re.search(r":root\s*\{(.*?)\n\}", css, re.DOTALL)
    assert block, "site.css has no :root block"
    declarations = re.findall(r"--([\w-]+):\s*([^;]+);", block[1])
    names = [name for name, _ in declarations]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"written more than once: {sorted(twice)}"

    values = dict(declarations)
    tokens: dict[str, dict[str, str]] = {scheme: {} for scheme in SCHEMES}
    for name, value in declarations:
        while alias := re.fullmatch(r"var\(--([\w-]+)\)", value):
            value = values[alias[1]]
        if pair := re.fullmatch(r"light-dark\((#\w{6}),\s*(#\w{6})\)", value):
            tokens["light"][name], tokens["dark"][name] = pair.groups()
        elif re.fullmatch(r"#\w{6}", value):
            tokens["light"][name] = tokens["dark"][name] = value
        else:
            assert "#" not in value, f"--{name}: a color this test cannot read: {value}"
    return tokens


def luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TOKENS = read_tokens(SHEET.read_text(encoding="utf-8"))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("foreground", "background", "least"), PAIRS)
def test_contrast(scheme: str, foreground: str, background: str, least: float) -> None:
    front, back = TOKENS[scheme][foreground], TOKENS[scheme][background]
    ratio = contrast(front, back)
    assert ratio >= least, f"{scheme}: --{foreground} {front} on --{background} {back} is {ratio:.2f}, needs {least}"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_color_goes_unchecked(scheme: str) -> None:
    checked = {token for front, back, _ in PAIRS for token in (front, back)}
    assert set(TOKENS[scheme]) == checked | DECORATION


@pytest.mark.parametrize("actor", ACTORS)
def test_every_actor_has_its_class(actor: str) -> None:
    assert f".actor-{actor} {{ --c: var(--{actor}); }}" in SHEET.read_text(encoding="utf-8")


def test_the_formula() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#FBFAF6", "#1C2126") == contrast("#1C2126", "#FBFAF6")


def test_a_weak_palette_fails() -> None:
    weak = read_tokens(":root {\n  --paper: light-dark(#FFFFFF, #000000);\n  --muted: light-dark(#999999, #555555);\n}")
    assert all(contrast(weak[scheme]["muted"], weak[scheme]["paper"]) < TEXT for scheme in SCHEMES)
