"""Every link and picture in the project's own texts leads to something that is there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(
    r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|<(?:img|a)\b[^>]*?(?:src|href)=\"([^\"]+)\""
)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.M)
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.M | re.S)


def texts() -> list[Path]:
    """The Markdown files that belong to the project (not what tools leave in the folder)."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    found = [ROOT / name for name in listed if (ROOT / name).is_file()]
    return found or [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def links(text: str) -> list[str]:
    """The targets of links and pictures outside code."""
    return [first or second for first, second in LINK.findall(CODE.sub("", text))]


def anchors(text: str) -> set[str]:
    """The anchors that a forge makes of the headings."""
    headings = HEADING.findall(CODE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def fault(source: Path, target: str) -> str:
    """What is wrong with a link; empty when nothing is, or when it leads to another site."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return ""
    path = (source.parent / unquote(parts.path)).resolve() if parts.path else source
    if not path.exists():
        return f"{target}: no such file"
    if parts.fragment and path.suffix == ".md":
        text = path.read_text(encoding="utf-8")
        if unquote(parts.fragment) not in anchors(text):
            return f"{target}: no such heading"
    return ""


@pytest.mark.parametrize("source", texts(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_is_there(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    faults = [found for target in links(text) if (found := fault(source, target))]
    assert not faults


def test_there_are_links_to_look_at() -> None:
    assert len(texts()) > 10
    assert sum(len(links(path.read_text(encoding="utf-8"))) for path in texts()) > 20


def test_dead_link_picture_and_heading_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One thing\n")
    text = (
        '[a](gone.md) ![b](no/pic.png "t") <img src="none.svg"> [c](page.md#no-thing)'
        " [d](page.md#one-thing) [e](https://example.org/x) `[f](code.md)`"
    )
    faults = [found for target in links(text) if (found := fault(page, target))]
    assert [each.split(":")[0] for each in faults] == [
        "gone.md",
        "no/pic.png",
        "none.svg",
        "page.md#no-thing",
    ]
