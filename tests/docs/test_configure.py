"""docs/configure.md documents every option there is, with its default, and no other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from mingtang.config.options import BY_NAME, OPTIONS, Option

PAGE = (Path(__file__).parents[2] / "docs" / "configure.md").read_text(encoding="utf-8")
ROWS = {
    match["name"]: match["rest"]
    for match in re.finditer(r"^\| `(?P<name>\w+)` \|(?P<rest>.*)$", PAGE, re.MULTILINE)
}


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_the_option_is_documented_with_its_default(option: Option) -> None:
    assert option.name in ROWS, f"docs/configure.md has no row for {option.name}"
    shown = re.findall(r"`([^`]*)`", ROWS[option.name])[0]
    default = tomllib.loads(f"value = {shown}")["value"]
    assert default == (list(option.default) if option.kind == "list" else option.default)
    assert option.chinese in ROWS[option.name]


def test_no_row_names_an_option_that_is_gone() -> None:
    assert ROWS.keys() == BY_NAME.keys()
