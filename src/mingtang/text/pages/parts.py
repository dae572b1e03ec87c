"""What a person should look at in a body: several documents in one, sections without content."""

from __future__ import annotations

import re
from itertools import pairwise

from .chinese import TOP_HEADING
from .model import Block

_PART = re.compile(
    r"[【\[（(]?第 ?(?:[一二三四五六七八九十]{1,3}|\d{1,2}) ?篇[】\])）]?\s*[:：]?"
    r"|篇(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[:：]"
)
_TITLE = re.compile(
    r"^[^。；]{4,60}关于.{4,60}的(?:通知|意见|决定|公告|通告|通报|批复|函|报告|请示)$"
)
_NAMES_SHOWN = 8


def remarks_on(body: list[Block]) -> list[str]:
    """Remarks in Chinese; nothing is changed."""
    return [text for text in (_several(body), _hollow(body)) if text]


def _several(body: list[Block]) -> str:
    """Where further documents begin, if the page holds several."""
    lines = [(place, block.text) for place, block in enumerate(body) if not block.is_table]
    parts = [text for _, text in lines if len(text) <= 60 and _PART.search(text)]
    if len(parts) < 2:
        parts = [text for place, text in lines if place > 2 and _TITLE.match(text)]
        if len(parts) < 1 or not any(len(text) > 100 for _, text in lines):
            return ""
        parts = [*parts]
    named = "；".join(f"“{text[:24]}”" for text in parts[:_NAMES_SHOWN])
    more = f"等 {len(parts)} 处" if len(parts) > _NAMES_SHOWN else ""
    return f"一页里像有多篇文章，没有拆分，各篇从这里开始：{named}{more}"


def _hollow(body: list[Block]) -> str:
    """Top headings directly followed by the next one: their tables were probably lost."""
    tops = [place for place, block in enumerate(body) if _is_top(block)]
    hollow = [body[place].text for place, after in pairwise(tops) if after == place + 1]
    if not hollow:
        return ""
    named = "；".join(f"“{text[:24]}”" for text in hollow[:_NAMES_SHOWN])
    return f"这些标题之下没有内容，原有的表格可能已经丢失：{named}"


def _is_top(block: Block) -> bool:
    text = block.text
    if block.is_table or len(text) > 60 or text[-1:].isdigit() or text.endswith(("。", "；")):
        return False
    return TOP_HEADING.match(text) is not None
