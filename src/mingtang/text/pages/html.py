"""Reading a saved web page: the document without the site around it."""

from __future__ import annotations

import re
from collections.abc import Container
from urllib.parse import urlsplit

from lxml import etree

from mingtang.text.clean import clean_html
from mingtang.text.htmltext import parse_fragment

from .mainpart import Weights, drop_all, drop_silent, is_noise, main_part, unwrap_all, weigh
from .model import Block, Page, PageRefused, blocks_of, one_line
from .tables import flatten_layout
from .walk import lines_in

MOST_CHARACTERS = 12_000_000
"""A longer page is refused: no document has so much text; a page of pictures in base64 has."""
MOST_MAIN = 3_000_000
"""The longest main part that is cleaned, in characters of markup."""

_DATA = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=\s]{200,}", re.I)
_SCRIPTS = re.compile(r"<(script|style|noscript)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_COMMENTS = re.compile(r"<!--.*?-->", re.S)
_SITE_SUFFIX = re.compile(r"\s*[-_|—–>»:：]+\s*")
_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".wps", ".et", ".ofd", ".txt")
_LEAST_ITEMS = 8
_ABOVE = 200
_BOXES = ("div", "ul", "p", "table", "section", "nav", "footer", "aside")
_MOST_INLINE = 20_000


def read_html(markup: str, recurring: Container[str] = frozenset()) -> Page:
    """The document of a page. ``recurring``: lines known to stand on many pages of the site.

    Raises :class:`PageRefused` for list pages, frames and pages without text.
    """
    if len(markup) > MOST_CHARACTERS:
        markup = _DATA.sub("data:image/x;base64,", markup)
        if len(markup) > MOST_CHARACTERS:
            raise PageRefused("网页过大，无法读取。请只保存正文部分，或另存为 DOCX 后再导入。")
    light = _COMMENTS.sub("", _SCRIPTS.sub(" ", markup))
    head, body = _parsed(light)
    pictures = drop_silent(body)
    page = Page([], meta=_meta(head), titles=_titles(head, body))
    weights = weigh(body, recurring)
    main, marked = main_part(body, weights)
    _refuse_lists(main, body, weights, marked)
    page.before = _lines_before(body, main)
    noise = [e for e in main.iterdescendants(*_BOXES) if is_noise(e, weights)]
    drop_all(main, noise)
    page.blocks = _blocks(main, page.remarks)
    if pictures:
        page.remarks.append(f"原网页有 {pictures} 张图片没有导入，需要的请作为附件上传")
    if not any(block.text for block in page.blocks):
        raise PageRefused("网页里没有文字正文，正文可能是图片或附件。请导入附件本身，或另行录入。")
    return page


def _parsed(light: str) -> tuple[etree._Element, etree._Element]:
    """Head and body. A page nested deeper than the parser follows keeps its text."""
    parser = etree.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8", no_network=True
    )
    source = light.encode("utf-8", "replace")
    empty = etree.Element("head")
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise PageRefused("网页是空的，没有正文。")
    if root.find(".//frameset") is not None and root.find("body") is None:
        raise PageRefused("这是由框架拼成的网页，正文不在这个文件里。请打开正文所在的框架再保存。")
    head = root.find("head")
    deep = any("depth" in entry.message for entry in parser.error_log)
    body = root.find("body")
    if deep or body is None:
        body = parse_fragment(light)
    return (head if head is not None else empty), body


def _meta(head: etree._Element) -> dict[str, str]:
    """Page tags by name in lower case; the first that is filled counts."""
    found: dict[str, str] = {}
    for tag in head.iter("meta"):
        name = (tag.get("name") or tag.get("property") or "").strip().lower()
        content = one_line(tag.get("content") or "")
        if name and content and name not in found:
            found[name] = content[:1000]
    return found


def _titles(head: etree._Element, body: etree._Element) -> list[tuple[str, str]]:
    """Titles that the markup names, surest first."""
    found: list[tuple[str, str]] = []
    for tag in head.iter("meta"):
        if (tag.get("name") or "").strip().lower() in ("articletitle", "title", "doctitle"):
            found.append((one_line(tag.get("content") or ""), "网页标签 ArticleTitle"))
    for element in body.iter("h1"):
        found.append((_text(element), "网页的一级标题"))
    for element in body.iter("h2", "h3", "div", "p", "td", "span", "li"):
        names = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
        if re.search(r"(?:^|[\s_-])(?:\w*title|biaoti|bt|tit|headline)(?:[\s_-]|$)", names):
            found.append((_text(element), "网页中标为标题的文字"))
    title = head.find("title")
    if title is not None:
        whole = _text(title)
        found += [(part, "浏览器标题") for part in (whole, *_SITE_SUFFIX.split(whole))]
    return [(text, why) for text, why in found if 4 <= len(text) <= 200]


def _text(element: etree._Element) -> str:
    return one_line("".join(str(part) for part in element.itertext())[:2000])


def _refuse_lists(
    main: etree._Element, body: etree._Element, weights: Weights, marked: bool
) -> None:
    """A column's list of links is no document, nor is a page of nothing but links."""
    own, links = weights.own.get(main, 0), weights.links.get(main, 0)
    items = sum(1 for item in body.iter("li", "tr", "dd", "p") if len(_linked(item)) >= 6)
    paragraphs = any(
        weights.own.get(each, 0) >= 50 for each in main.iter("p", "td", "div") if len(each) < 30
    )
    if marked and own >= links:
        return
    if items >= _LEAST_ITEMS and links > own * 1.5 and not (paragraphs and own > 400):
        raise PageRefused("列表页，没有正文。请导入列表中的各篇文章。")


def _linked(item: etree._Element) -> str:
    link = item.find(".//a")
    return "" if link is None else _text(link)


def _lines_before(body: etree._Element, main: etree._Element) -> list[str]:
    """The lines that a reader sees above the main part."""
    return [] if main is body else lines_in(body, until=main)[-_ABOVE:]


def _blocks(main: etree._Element, remarks: list[str]) -> list[Block]:
    flatten_layout(main)
    attached = _loosen_links(main)
    main.tail = None
    markup = etree.tostring(main, encoding="unicode", method="html")
    if len(markup) > MOST_MAIN:
        raise PageRefused("网页正文过长，无法读取。请拆分后再导入。")
    if main.tag in ("td", "th", "li"):
        markup = f"<div>{markup[markup.index('>') + 1 : markup.rindex('<')]}</div>"
    cleaned = clean_html(markup)
    if attached:
        remarks.append(f"正文链接了 {attached} 个附件，附件没有导入，请另行上传")
    return blocks_of(cleaned.html)


def _loosen_links(main: etree._Element) -> int:
    """Links within the old site would lead nowhere here: their text stays. Counts attachments."""
    attached = 0
    inner = []
    for link in main.iter("a"):
        target = (link.get("href") or "").strip()
        try:
            path = urlsplit(target).path.lower()
        except ValueError:
            path = ""
        attached += path.endswith(_FILES)
        if not target.lower().startswith(("http://", "https://", "mailto:", "tel:")):
            inner.append(link)
    unwrap_all(main, inner)
    inline = list(main.iter("span", "font", "a", "b", "strong", "i", "em", "u"))
    if len(inline) > _MOST_INLINE:
        # No document has so many; a hostile one must not cost minutes.
        unwrap_all(main, inline)
    return attached
