"""Which line is the title: by what the markup names, by how titles read, by where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingtang.text.docnumber import find_doc_numbers
from mingtang.text.personal import find_personal

from .lines import facts_of, is_around, is_date_line, is_words_only
from .words import TITLE_KINDS

_TITLE_END = re.compile(rf"(?:{'|'.join(TITLE_KINDS)})(?:[（(【\[][^）)】\]]{{1,20}}[）)】\]])*$")
ISSUER_LINE = re.compile(
    r".{2,40}(?:政府|办公室|局|委员会|委|部|厅|中心|院|处|署|街道|镇|乡)(?:文件|公报|令)?"
)
"""A line that is an issuer's name, with or without 文件."""
LINES = 12
"""A title stands among so many first lines."""
_SEEN = 5  # a title said again stands among the very first
_CLEAR = 2.5


@dataclass(frozen=True, slots=True)
class Title:
    """A title, where it was found, and how sure that is."""

    text: str
    why: str
    sure: str
    score: float


def squeezed(text: str) -> str:
    """For comparing: without spaces and signs."""
    return re.sub(r"[\W_]", "", text)


def best_title(named: list[tuple[str, str]], lines: list[str], above: list[str]) -> Title | None:
    """The best of the titles that the markup names, of the first lines, of the lines above."""
    named = [(text, why) for text, why in named if not is_words_only(text)]
    for text, why in named:
        if why.endswith("ArticleTitle"):
            return Title(text, f"取自{why}", "大", 9)
    best: Title | None = None
    for title in _candidates(named, lines, above):
        # The markup's choice stands unless a line is clearly better.
        margin = 0.0 if best is None or title.why == best.why else 0.6
        if best is None or title.score > best.score + margin:
            best = title
    return best if best is not None and best.score >= 1 else None


def _candidates(
    named: list[tuple[str, str]], lines: list[str], above: list[str]
) -> Iterator[Title]:
    seen = {squeezed(line) for line in [*lines[:_SEEN], *above]}
    markup: list[Title] = []
    for order, (text, why) in enumerate(named):
        score = title_score(text) + (2 if squeezed(text) in seen else 0) - order * 0.05
        score += 1.5 if why == "网页的一级标题" else 0.5
        markup.append(_title(text, f"取自{why}", score))
    if markup:
        yield max(markup, key=lambda each: each.score)
    for order, text in enumerate(_joined(lines[:LINES])):
        score = title_score(text) - order * 0.15 + 1
        if score >= 1:
            yield _title(text, "取自正文开头的一行", score)
    for text in _joined(above[-LINES:]):
        score = title_score(text) + 1
        if score >= _CLEAR:
            yield _title(text, "取自正文上方的一行", score)


def _title(text: str, why: str, score: float) -> Title:
    return Title(text, why, "大" if score >= 3 else "中" if score >= 1.5 else "小", score)


def title_score(text: str) -> float:
    """How much a line looks like a document's title; below 0 it is none."""
    if not 5 <= len(text) <= 120 or is_around(text) or is_date_line(text):
        return -1
    if text[-1] in "。，；、：:,;" or (facts_of(text) is not None):
        return -1
    if text.startswith(("附件", "联系人")) or find_personal(text):
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
    score -= 2 if ISSUER_LINE.fullmatch(text) and "关于" not in text else 0
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


def _joined(lines: list[str]) -> list[str]:
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
    if ISSUER_LINE.fullmatch(first):
        return re.match(r"(?:19|20)\d{2}|关于|印发|转发", after) is not None
    return title_score(first) >= 0.5 and re.match(r"(?:19|20)\d{2}|关于", after) is None
