"""Where the title stands, what belongs to the site above it, and what follows the last line."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from itertools import pairwise

from mingtang.text.docnumber import find_doc_numbers

from .lines import facts_of, is_around, is_date_line, is_script, is_words_only
from .model import Block, Page, one_line
from .words import TITLE_KINDS

_TITLE_END = re.compile(rf"(?:{'|'.join(TITLE_KINDS)})(?:[（(【\[][^）)】\]]{{1,20}}[）)】\]])*$")
_ISSUER_LINE = re.compile(
    r".{2,40}(?:政府|办公室|局|委员会|委|部|厅|中心|院|处|署|街道|镇|乡)(?:文件|公报|令)?"
)
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
_HEAD_LINES = 12
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


def squeezed(text: str) -> str:
    """For comparing: without spaces and signs."""
    return re.sub(r"[\W_]", "", text)


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
    if len(text) <= _SHORT and text in recurring and not _ISSUER_LINE.fullmatch(text):
        return True
    facts = facts_of(text)
    return is_around(text) or (facts is not None and not _SIGNED.search(text))


def _title(page: Page, blocks: list[Block], name: str) -> Head:
    """The title the markup names, if the text bears it out; else the best line at the top."""
    lines = [block.text for block in blocks[:_LOOKED_AT] if not block.is_table]
    named = [(text, why) for text, why in page.titles if not is_words_only(text)]
    for text, why in named:
        if why.endswith("ArticleTitle"):
            return Head(text[:300], f"取自{why}", "大")
    best: tuple[float, str, str] | None = None
    seen = {squeezed(line) for line in [*lines[:_HEAD_LINES], *page.before]}
    for order, (text, why) in enumerate(named):
        score = title_score(text) + (2 if squeezed(text) in seen else 0) - order * 0.05
        score += 1.5 if why == "网页的一级标题" else 0.5
        if best is None or score > best[0]:
            best = (score, text, f"取自{why}")
    for order, text in enumerate(_joined_titles(lines[:_HEAD_LINES])):
        score = title_score(text) - order * 0.15 + 1
        if score >= 1 and (best is None or score > best[0] + 0.6):
            best = (score, text, "取自正文开头的一行")
    if best is None or best[0] < 1:
        stated = _stated_title(page, blocks)
        if stated:
            return Head(stated[:300], "取自页首信息表的名称一栏", "大")
        page.remarks.append("没有找到标题，暂用文件名，请填写")
        return Head(name[:300], "没有找到标题，用了文件名", "小")
    return Head(best[1][:300], best[2], "大" if best[0] >= 3 else "中" if best[0] >= 1.5 else "小")


def title_score(text: str) -> float:
    """How much a line looks like a document's title; below 0 it is none."""
    if not 5 <= len(text) <= 120 or is_around(text) or is_date_line(text):
        return -1
    if text[-1] in "。，；、：:,;" or (facts_of(text) is not None):
        return -1
    if find_doc_numbers(text) and len(text) < 30:
        return -1
    score = 0.0
    score += 2 if _TITLE_END.search(text) else 0
    score += 1.5 if re.search(r"关于.{2,}的", text) else 0
    score += 0.5 if re.search(r"(?:19|20)\d{2} ?年", text) else 0
    score += (
        0.5
        if re.search(r"[\u4e00-\u9fa5]{2,}(?:县|区|市|镇|乡|局|政府|委员会|办公室)", text)
        else 0
    )
    score -= 2 if "。" in text else 0
    score -= 1.5 if re.match(r"[一二三四五六七八九十]、|[（(][一二三四五]", text) else 0
    score -= (
        1
        if re.search(r"[-_|－—]", text)
        and re.search(r"(?:网|门户|政府)$|^.{2,12}(?:政府|网)[-_—]", text)
        else 0
    )
    score -= 1 if len(text) > 70 else 0
    score -= 2.5 if re.search(r"第 ?[一二三四五六七八九十\d]{1,3} ?篇[】\])）]?$", text) else 0
    return score


def _joined_titles(lines: list[str]) -> list[str]:
    """The lines, and where a title was broken over two or three lines, those lines together."""
    found: list[str] = []
    for place, line in enumerate(lines):
        whole = line
        for after in lines[place + 1 : place + 3]:
            if not _goes_on(whole, after):
                break
            whole += after
            if _TITLE_END.search(whole):
                found.append(whole)
                break
        found.append(line)
    return found


def _goes_on(first: str, after: str) -> bool:
    """Whether the next line belongs to the same title: an issuer's name, or an open end."""
    if len(first) > 50 or len(after) > 45 or _TITLE_END.search(first) or is_around(first):
        return False
    if find_doc_numbers(first) or facts_of(first) is not None or is_around(after):
        return False
    if first[-1] in "。：；，" or after[-1] in "。：；，" or first.endswith("文件"):
        return False
    if _ISSUER_LINE.fullmatch(first):
        return re.match(r"(?:19|20)\d{2}|关于|印发|转发", after) is not None
    return title_score(first) >= 0.5 and re.match(r"(?:19|20)\d{2}|关于", after) is None


def _stated_title(page: Page, blocks: list[Block]) -> str:
    facts = _facts(page, blocks[:_HEAD_LINES])
    return facts.get("title", "")


def _position(title: str, blocks: list[Block]) -> tuple[int, int]:
    """Where the title stands among the blocks, as a slice; (0, 0) where it does not."""
    wanted = squeezed(title)
    if not wanted:
        return 0, 0
    for start in range(min(_HEAD_LINES, len(blocks))):
        whole = ""
        for end in range(start, min(start + 3, len(blocks))):
            if blocks[end].is_table:
                break
            whole += squeezed(blocks[end].text)
            if whole == wanted:
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
