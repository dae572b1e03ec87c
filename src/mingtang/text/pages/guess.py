"""Title, number, dates, issuer, genre and summary of a page that was read, each with its reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container
from dataclasses import dataclass, field

from mingtang.text.dates import find_dates
from mingtang.text.docnumber import DocNumberError, find_doc_numbers, parse_doc_number

from .chinese import close_spaces
from .genres import genre_of
from .head import Head, split
from .lines import facts_of
from .model import Block, Page, PageRefused
from .parts import remarks_on

EARLIEST = dt.date(1949, 10, 1)
_SUMMARY = 100
_SIGNING_BLOCKS = 8
_DATE_ONLY = re.compile(
    r"[（(]?(?P<unit>[^（()\d，。；]{0,60}?)[\s，]*"
    r"(?:[〇○零一二三四五六七八九]{4}|\d{4}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月"
    r" ?[\d一二三四五六七八九十]{1,3} ?日 ?(?:印发)?[）)]?"
)
_SIGNED_AS = re.compile(r"[^，。；：:]{2,60}")


@dataclass(frozen=True, slots=True)
class Guess:
    """A value, where it was found, and how sure that is (大, 中 or 小)."""

    value: str
    why: str
    sure: str

    def __str__(self) -> str:
        return f"{self.why}，把握{self.sure}"


@dataclass(slots=True)
class Guessed:
    """Everything found out about a page. ``issuers`` are texts that may name the unit, surest
    first, each with its reason; ``body`` is the document without the site."""

    title: Guess
    genre: Guess
    body: list[Block]
    made_on: tuple[dt.date, Guess] | None = None
    published_on: tuple[dt.date, Guess] | None = None
    number: Guess | None = None
    summary: Guess | None = None
    keywords: Guess | None = None
    validity: Guess | None = None
    issuers: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def body_html(self) -> str:
        return "\n".join(block.html for block in self.body)


def guess(
    page: Page, *, name: str, today: dt.date, recurring: Container[str] = frozenset()
) -> Guessed:
    """Find out about a page. ``name``: the file's, without its ending. Dates after ``today`` are
    not believed. Raises :class:`PageRefused` when nothing but the site's lines is left."""
    head = split(page, name, recurring)
    if not head.body:
        raise PageRefused("除去网站栏目和标题后没有正文。请导入附件本身，或另行录入。")
    genre, words = genre_of(head.title)
    found = Guessed(
        title=Guess(close_spaces(head.title), head.why, head.sure),
        genre=Guess(
            genre, f"标题以“{words}”结尾" if words else "标题没有说明体裁", "大" if words else "小"
        ),
        body=head.body,
        remarks=[*page.remarks],
    )
    signature = _signature(head.body, today)
    found.published_on = _published(page, head, today)
    found.made_on = _made(head, signature, found.published_on, today)
    found.number = _number(page, head)
    found.summary = _summary(page, head)
    found.keywords = _stated(page, head, "keywords", "keywords")
    found.validity = _stated(page, head, "validity", "")
    found.issuers = _issuers(page, head, signature, found.number)
    found.remarks += remarks_on(head.body)
    return found


def _believable(text: str, today: dt.date) -> dt.date | None:
    for each in find_dates(text):
        if EARLIEST <= each.date <= today:
            return each.date
    return None


def _published(page: Page, head: Head, today: dt.date) -> tuple[dt.date, Guess] | None:
    sources = (
        (page.meta.get("pubdate", ""), "网页标签 PubDate"),
        (page.meta.get("publishdate", ""), "网页标签 PublishDate"),
        (head.facts.get("published", ""), "页首的发布时间"),
        (page.meta.get("article:published_time", "")[:10], "网页标签"),
    )
    for text, why in sources:
        if date := _believable(text, today):
            return date, Guess(date.isoformat(), f"取自{why}", "大")
    return None


@dataclass(frozen=True, slots=True)
class _Signature:
    date: dt.date
    unit: str
    sure: str


def _signature(body: list[Block], today: dt.date) -> _Signature | None:
    """The line of the date at the end, with who signed before it."""
    last = [block for block in body if not block.is_table][-_SIGNING_BLOCKS:]
    for place in range(len(last) - 1, -1, -1):
        text = last[place].text
        match = _DATE_ONLY.fullmatch(text)
        date = _believable(text, today) if match else None
        if match is None or date is None:
            continue
        unit = match["unit"].strip(" （(")
        before = last[place - 1].text if place else ""
        if not unit and _SIGNED_AS.fullmatch(before) and facts_of(before) is None:
            unit = before
        return _Signature(date, unit, "大" if unit else "中")
    return None


def _made(
    head: Head,
    signature: _Signature | None,
    published: tuple[dt.date, Guess] | None,
    today: dt.date,
) -> tuple[dt.date, Guess] | None:
    stated = _believable(head.facts.get("made", ""), today)
    if stated:
        return stated, Guess(stated.isoformat(), "取自页首的成文日期", "大")
    if signature:
        return signature.date, Guess(
            signature.date.isoformat(), "取自文末署名处的日期", signature.sure
        )
    if published:
        return published[0], Guess(published[0].isoformat(), "文中没有成文日期，暂用发布日期", "小")
    return None


def _number(page: Page, head: Head) -> Guess | None:
    """The document's own number: stated at the head, or alone on a line near the title."""
    for text, why in (
        (head.facts.get("number", ""), "页首的文号"),
        (page.meta.get("docnumber", "") or page.meta.get("filenum", ""), "网页标签"),
    ):
        for each in find_doc_numbers(text):
            return Guess(each.number.normalised, f"取自{why}", "大")
        try:
            return Guess(parse_doc_number(text).normalised, f"取自{why}", "大")
        except DocNumberError:
            pass
    for line in [*head.above[-12:], *head.facts.get("lines", "").splitlines()]:
        if number := _alone(line):
            return Guess(number, "取自标题旁单独一行的文号", "大")
    for block in head.body[:3]:
        if number := _alone(block.text):
            return Guess(number, "取自正文开头单独一行的文号", "中")
    return None


def _alone(line: str) -> str:
    """The number that a line consists of, 签发人 and brackets aside."""
    bare = re.sub(r"\s|签发人.*$|^[（(]|[）)]$|^文号[:：]", "", line)
    found = find_doc_numbers(bare)
    if len(found) == 1 and found[0].start == 0 and found[0].end >= len(bare) - 1:
        return found[0].number.normalised
    return ""


def _summary(page: Page, head: Head) -> Guess | None:
    stated = head.facts.get("summary", "")
    if 10 <= len(stated) <= 300:
        return Guess(stated, "取自页首的内容概述", "大")
    for block in head.body[:12]:
        if block.is_table or len(block.text) < 30 or block.text.endswith(("：", ":")):
            continue
        sentence = re.split(r"(?<=[。！？])", block.text, maxsplit=1)[0].strip()
        if len(sentence) > _SUMMARY:
            sentence = sentence[: _SUMMARY - 1].rstrip("，、；：,") + "…"
        return Guess(sentence, "取自正文第一句", "中")
    return None


def _stated(page: Page, head: Head, kind: str, tag: str) -> Guess | None:
    for text, why in (
        (head.facts.get(kind, ""), "页首信息"),
        (page.meta.get(tag, "") if tag else "", "网页标签"),
    ):
        if 1 < len(text) <= 200:
            return Guess(re.sub(r"[,;，；、\s]+", " ", text).strip(), f"取自{why}", "中")
    return None


def _issuers(
    page: Page, head: Head, signature: _Signature | None, number: Guess | None
) -> list[tuple[str, str]]:
    red = [line.removesuffix("文件") for line in head.above[-6:] if line.endswith("文件")]
    found = [
        (head.facts.get("source", ""), "页首的来源"),
        (page.meta.get("contentsource", ""), "网页标签 ContentSource"),
        (signature.unit if signature else "", "文末署名"),
        *((line, "发文机关标志") for line in red),
        (number.value.split("〔")[0] if number else "", "文号的机关代字"),
        (head.title, "标题"),
        (page.meta.get("sitename", ""), "网页标签 SiteName"),
        *((text, "网页标题") for text, why in page.titles if why == "浏览器标题"),
        *((line, "标题上方的文字") for line in head.above[-4:]),
        (head.body[0].text[:120] if head.body else "", "正文开头"),
    ]
    return [(text, why) for text, why in found if text]
