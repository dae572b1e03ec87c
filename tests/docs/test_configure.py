"""docs/configure.md documents every option there is, with its default, and no other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from mingtang.config.options import BY_NAME, OPTIONS, Option
from mingtang.config.reading import read
from mingtang.statute.notice_file import read_notices

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "configure.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
READERS = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "src").rglob("*"))
    if path.suffix in (".py", ".html") and path.name != "options.py"
)
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


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_the_option_is_read_somewhere(option: Option) -> None:
    setting = rf"settings\.{option.variable}\b"
    key = rf"(?:configuration|CONFIGURATION|OPTIONS|values|written|own)\[[\"']{option.name}[\"']\]"
    assert re.search(f"{setting}|{key}", READERS), f"nothing reads {option.name}"


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0])
def test_an_example_is_taken_as_it_stands(block: str, tmp_path: Path) -> None:
    file = tmp_path / "example.toml"
    file.write_text(block, encoding="utf-8")
    if "[[notice]]" in block:
        assert [notice.year for notice in read_notices(file)] == [2027]
    else:
        values = read({"MINGTANG_CONFIG": str(file)}, tmp_path).values
        for name, value in tomllib.loads(block).items():
            assert values[name] == (tuple(value) if isinstance(value, list) else value)


def test_both_kinds_of_examples_are_there() -> None:
    assert len(BLOCKS) >= 2
