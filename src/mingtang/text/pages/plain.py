"""Reading plain text: notes, pages saved as text, Markdown with its bar tables."""

from __future__ import annotations

import re
from html import escape

from .chinese import HEADING, PAGE_NUMBER, is_row
from .lines import facts_of, is_around, is_script
from .model import Block, Page, PageRefused, one_line
from .reflow import is_broken_at_margin, paragraphs
from .tables import bar_tables, is_bar_line

MOST_CHARACTERS = 3_000_000
_BARS_ONLY = re.compile(r"[|\s]*")
_BAR_END = re.compile(r"(?:\s*\|)+\s*$")
_HASHES = re.compile(r"#{1,6}\s+")
_GLUED = re.compile(
    r"(?<=[。！？；：]) +(?=\S)"
    r"|(?<=\S) +(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
)
_GLUED_LEAST = 400


def read_plain(text: str) -> Page:
    """The blocks of a text. Raises :class:`PageRefused` for an empty or endless one."""
    if len(text) > MOST_CHARACTERS:
        raise PageRefused("文本过长，无法读取。请拆分后再导入。")
    page = Page([])
    lines = _without_lost_cells(text.replace("\x00", "").splitlines(), page)
    prose = [line for line in lines if not is_bar_line(line)]
    broken = is_broken_at_margin(prose)
    if broken:
        lines = [line for line in lines if not PAGE_NUMBER.fullmatch(line.strip() or "x")]
    run: list[str] = []
    bars: list[str] = []
    damaged = 0
    for line in [*lines, None]:
        if line is not None and is_bar_line(line):
            _add_prose(page.blocks, run, broken)
            bars.append(line)
            continue
        damaged += _add_bars(page.blocks, bars)
        if line is not None:
            run.append(line)
    _add_prose(page.blocks, run, broken)
    if damaged:
        page.remarks.append(f"有 {damaged} 处表格残缺不全，已按原样保留为文字，请对照原件重做")
    if broken:
        page.remarks.append("原文按纸面宽度断行，已并成段落，请核对分段")
    rows = sum(_is_bare_row(block) for block in page.blocks)
    if rows >= 2:
        page.remarks.append(f"有 {rows} 行像是没有表格线的表格，已按原样保留为文字，请对照原件重做")
    if not page.blocks:
        raise PageRefused("文件里没有文字。")
    return page


def _is_bare_row(block: Block) -> bool:
    text = block.text
    if block.is_table or "|" in text or is_around(text) or facts_of(text) is not None:
        return False
    return is_row(text)


def _without_lost_cells(lines: list[str], page: Page) -> list[str]:
    """Drop lines that are only bars, rests of a table whose cells were lost."""
    kept: list[str] = []
    lost = 0
    for line in lines:
        if "|" in line and _BARS_ONLY.fullmatch(line):
            lost += 1
            continue
        if not line.strip().startswith("|"):
            line = _BAR_END.sub("", line)
        kept.append(line)
    if lost:
        page.remarks.append(f"有 {lost} 行只剩表格线，表格内容在保存时已经丢失，请对照原网页补录")
    return kept


def _add_prose(blocks: list[Block], run: list[str], broken: bool) -> None:
    """Turn collected lines into blocks and empty the list."""
    plain = [_HASHES.sub("", line) for line in run]
    run.clear()
    texts = paragraphs(plain) if broken else [part for line in plain for part in _unglued(line)]
    blocks += (paragraph(text) for text in texts if one_line(text))


def paragraph(text: str) -> Block:
    """A block of one paragraph; white space before it becomes an indent."""
    line = one_line(text)
    wide = text.startswith(("\u3000", "\u00a0\u00a0", "  "))
    opening = '<p class="indent">' if wide else "<p>"
    return Block("p", line, f"{opening}{escape(line, quote=False)}</p>")


def _unglued(line: str) -> list[str]:
    """A page whose paragraphs were run together into one line, taken apart where they begin."""
    text = line.strip()
    if len(text) < _GLUED_LEAST or len(_GLUED.findall(text)) < 2:
        return [line] if text else []
    parts: list[str] = []
    for part in _GLUED.split(text):
        heading, _, rest = part.partition(" ")
        if (
            rest
            and len(heading) <= 60
            and (HEADING.match(part) or not parts)
            and "。" not in heading
        ):
            parts += [heading, rest]
        else:
            parts.append(part)
    return parts


def _add_bars(blocks: list[Block], bars: list[str]) -> int:
    """Tables of the collected bar lines; gives the number of pieces that are no whole table."""
    damaged = 0
    for table in bar_tables(bars):
        if table.rows:
            text = "\n".join("\t".join(row) for row in table.rows)
            blocks.append(Block("table", text, table.html()))
        else:
            damaged += 1
            blocks += (paragraph(line) for line in table.lines if not is_script(line))
    bars.clear()
    return damaged
