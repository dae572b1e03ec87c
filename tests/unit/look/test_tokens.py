"""Colours reach the contrast they promise, in every scheme; style sheets stay well kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mingtang.look

LOOK = Path(mingtang.look.__file__).parent
STYLES = LOOK / "static" / "look"
TEXT_PAIRS = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "sunken"), ("ink", "found"),
    ("quiet", "paper"), ("quiet", "surface"), ("quiet", "sunken"), ("paper", "quiet"),
    ("link", "paper"), ("link", "surface"), ("link", "sunken"), ("visited", "paper"),
    ("seal", "paper"), ("seal", "surface"), ("seal", "seal-wash"), ("on-seal", "seal-fill"),
    ("jade", "paper"), ("jade", "surface"), ("jade", "jade-wash"), ("amber", "paper"),
    ("amber", "surface"), ("amber", "amber-wash"), ("paper", "amber"), ("focus-ink", "focus"),
    ("ink", "seal-wash"), ("ink", "amber-wash"), ("ink", "jade-wash"), ("link", "amber-wash"),
    ("link", "seal-wash"),
]  # fmt: skip
MARK_PAIRS = [("edge", "paper"), ("edge", "surface"), ("edge", "sunken")]
SELECTORS = {
    "light": r":root {\n    color-scheme",
    "dark by system": r":root:not(.theme-light",
    "dark": ":root.theme-dark,",
    "high contrast": ":root.contrast-high {",
    "high contrast, dark": ":root.contrast-high.theme-dark {",
}


def declared(selector: str) -> dict[str, str]:
    css = (STYLES / "tokens.css").read_text("utf-8")
    start = css.index(selector.replace("\\n", "\n"))
    block = css[css.index("{", start) : css.index("}", start)]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def scheme(name: str) -> dict[str, str]:
    colours = declared(SELECTORS["light"])
    if name.endswith(", dark"):
        colours |= declared(SELECTORS["high contrast"])
    return colours | declared(SELECTORS[name])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", SELECTORS)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="/".join)
def test_text_reaches_four_and_a_half_to_one(name: str, pair: tuple[str, str]):
    colours = scheme(name)
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("name", SELECTORS)
@pytest.mark.parametrize("pair", MARK_PAIRS, ids="/".join)
def test_edges_of_controls_reach_three_to_one(name: str, pair: tuple[str, str]):
    colours = scheme(name)
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 3


@pytest.mark.parametrize("name", [name for name in SELECTORS if name.startswith("high")])
def test_high_contrast_text_reaches_seven_to_one(name: str):
    colours = scheme(name)
    for text in ("ink", "quiet", "link", "visited", "seal", "jade", "amber"):
        assert contrast(colours[text], colours["paper"]) >= 7, text


def test_both_dark_blocks_are_the_same():
    assert declared(SELECTORS["dark"]) == declared(SELECTORS["dark by system"])


def test_every_custom_property_used_is_declared():
    sheets = [path.read_text("utf-8") for path in STYLES.glob("*.css")]
    used = set(re.findall(r"var\(--([\w-]+)", "".join(sheets)))
    known = set(re.findall(r"--([\w-]+):", (STYLES / "tokens.css").read_text("utf-8")))
    assert used <= known


def test_styles_ask_nothing_of_other_hosts_and_are_at_most_eight_files():
    sheets = list(STYLES.glob("*.css"))
    assert 0 < len(sheets) <= 8
    for sheet in sheets:
        assert not re.search(r"@import|https?:|url\(", sheet.read_text("utf-8")), sheet.name


def test_templates_hold_no_inline_style_script_or_handler():
    for page in (LOOK / "templates").rglob("*.html"):
        text = page.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text), page.name
