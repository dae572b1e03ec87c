"""The glossary names only what is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py"))
)


def test_every_name_in_code_is_in_the_code() -> None:
    cells = [line.split("|")[4] for line in GLOSSARY.splitlines() if line.count("|") == 5]
    names = {
        name
        for cell in cells
        for code in re.findall(r"`([^`/]+)`", cell)
        for name in re.findall(r"[A-Za-z_]\w+", code)
    }
    assert len(names) > 100
    missing = {name for name in names if not re.search(rf"\b{name}\b", SOURCE)}
    assert not missing


def test_every_term_is_told_once_with_its_chinese() -> None:
    rows = [
        [cell.strip() for cell in line.split("|")[1:5]]
        for line in GLOSSARY.splitlines()
        if line.count("|") == 5 and not line.startswith(("|---", "| English"))
    ]
    terms = [row[0] for row in rows]
    assert len(set(terms)) == len(terms)
    assert all(re.search(r"[\u4e00-\u9fff]", row[1]) for row in rows)
