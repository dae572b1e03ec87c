"""Where the title stands, what belongs to the site above it, and what follows the last line."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from itertools import pairwise

from mingtang.text.docnumber import find_doc_numbers

from .lines import facts_of, is_around, is_date_line, is_script
from .model import Block, Page, one_line
from .titles import ISSUER_LINE, LINES, best_title, squeezed

_CUT = re.compile(
    r"(?:【|\[)?[上下]一[篇页条]|扫一扫|扫描二维码|版权所有|Copyright|ICP备"
    r"|^(?:网站)?(?:主办|承办)(?:单位)?\s*[:：]|^分享|^[（(]?责(?:任编辑|编)|^标签\s*[:：]"
    r"|^相关(?:链接|文档|文章|稿件|阅读|新闻)|^[【\[]?(?:打印|关闭)|^文件下载$|^政策咨询$"
)
_SIGNED = re.compile(
    r"(?:19|20)[0-9]{2} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日"
    r"|[〇○零一二]{2}[〇○零一二三四五六七八九]{2}年"
)
_LOOKED_AT = 40
_SHORT = 120


@dataclass(slots=True)
class Head:
    """The title with where it came from and how sure that is; the facts; the body's blocks."""

    title: str
    why: str
    sure: str
    facts: dict[str, str] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)


def split(page: Page, name: str, recurring: Container[str] = frozenset()) -> Head:
    """Find the title and take the site's lines off both ends; ``name`` is the file's, its last
    resort."""
    blocks = _without_tail([*page.blocks], recurring)
    head = _title(page, blocks, name)
    position = _position(head.title, blocks)
    facts = _facts(page, blocks[: position[1]])
    start = position[1] if position else 0
    head.above = [*page.before, *(block.text for block in blocks[: position[0]])]
    while start < len(blocks) and _is_head_matter(blocks[start], head.title, recurring):
        _collect(facts, blocks[start])
        head.above.append(blocks[start].text)
        start += 1
    head.body, head.facts = blocks[start:], facts
    return head


def _without_tail(blocks: list[Block], recurring: Container[str]) -> list[Block]:
    """Cut the site's lines behind the document, but never a signature or a table."""
    for place in range(max(1, len(blocks) // 2), len(blocks)):
        if _CUT.search(blocks[place].text) and all(
            not block.is_table and len(block.text) < _SHORT and not _SIGNED.search(block.text)
            for block in blocks[place:]
        ):
            blocks = blocks[:place]
            break
    scripts = False
    while len(blocks) > 1:
        text = blocks[-1].text
        if is_script(text) and not blocks[-1].is_table:
            scripts = True
        elif scripts and re.fullmatch(r"[\d\s\W]+", text):
            pass
        elif blocks[-1].is_table or not _is_site_line(text, recurring):
            break
        blocks.pop()
    return blocks


def _is_site_line(text: str, recurring: Container[str]) -> bool:
    if _SIGNED.fullmatch(text):
        return False
    if len(text) <= _SHORT and text in recurring and not ISSUER_LINE.fullmatch(text):
        return True
    facts = facts_of(text)
    return is_around(text) or (facts is not None and not _SIGNED.search(text))


def _title(page: Page, blocks: list[Block], name: str) -> Head:
    """The title the markup or the text names; else one stated in a table; else the file's name."""
    lines = [block.text for block in blocks[:_LOOKED_AT] if not block.is_table]
    best = best_title(page.titles, lines, page.before)
    if best is not None:
        return Head(best.text[:300], best.why, best.sure)
    stated = _facts(page, blocks[:LINES]).get("title", "")
    if stated:
        return Head(stated[:300], "取自页首信息表的名称一栏", "大")
    page.remarks.append("没有找到标题，暂用文件名，请填写")
    return Head(name[:300], "没有找到标题，用了文件名", "小")


def _position(title: str, blocks: list[Block]) -> tuple[int, int]:
    """Where the title stands among the blocks, as a slice; (0, 0) where it does not."""
    wanted = squeezed(title)
    if not wanted:
        return 0, 0
    for start in range(min(LINES, len(blocks))):
        whole = ""
        for end in range(start, min(start + 3, len(blocks))):
            if blocks[end].is_table:
                break
            whole += squeezed(blocks[end].text)
            if whole == wanted and end + 1 < len(blocks):
                return _last_twin(blocks, start, end + 1, wanted)
            if not wanted.startswith(whole):
                break
    return 0, 0


def _last_twin(blocks: list[Block], start: int, end: int, wanted: str) -> tuple[int, int]:
    """Pages print the title twice (browser title, heading): the second begins the document."""
    for later in range(end, min(end + 4, len(blocks))):
        if squeezed(blocks[later].text) == wanted:
            return start, later + 1
    return start, end


def _facts(page: Page, above: list[Block]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for block in above:
        _collect(facts, block)
    for line in _paired(page.before):
        for kind, value in (facts_of(line) or {}).items():
            facts.setdefault(kind, value)
    return facts


def _paired(lines: list[str]) -> list[str]:
    """Lines, and each label that stands alone together with the line after it."""
    pairs = [
        f"{line}{after}"
        for line, after in pairwise(lines)
        if line.endswith(("：", ":")) and len(line) <= 12
    ]
    return [*lines, *pairs]


def _collect(facts: dict[str, str], block: Block) -> None:
    if block.is_table:
        for row in block.text.splitlines():
            cells = [one_line(cell) for cell in row.split("\t")]
            for label, value in pairwise(cells):
                _note(facts, f"{label.rstrip('：: ')}：{value}")
            for cell in cells:
                _note(facts, cell)
        return
    _note(facts, block.text)


def _note(facts: dict[str, str], line: str) -> None:
    for kind, value in (facts_of(line) or {}).items():
        if value and facts_of(f"{value}：x") is None:
            facts.setdefault(kind, value)


def is_catalogue_table(block: Block) -> bool:
    """Whether a table is the head of a catalogue page (索引号, 发布机构 …)."""
    if not block.is_table or len(block.text) > 1500:
        return False
    facts: dict[str, str] = {}
    _collect(facts, block)
    return len({"index", "source", "made", "published", "number", "title"} & set(facts)) >= 2


def _is_head_matter(block: Block, title: str, recurring: Container[str]) -> bool:
    """Whether a block below the title is still about the document, not part of it."""
    text = block.text
    if block.is_table:
        return is_catalogue_table(block)
    if squeezed(text) == squeezed(title) or is_date_line(text):
        return True
    if len(text) > 200:
        return False
    number = find_doc_numbers(text)
    if number and len(squeezed(text)) <= len(squeezed(number[0].text)) + 2:
        return True
    if text in ("正文", "正文："):
        return True
    return _is_site_line(text, recurring) or is_script(text)
