"""Plain text and web pages."""

from __future__ import annotations

import re
from typing import IO

from selectolax.lexbor import LexborHTMLParser

from ..text_content import decode
from .datum import Collector

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


def read_text(source: IO[bytes], collector: Collector) -> None:
    """The whole text; nothing can hide in it."""
    collector.say(_content(source, collector))


def read_html(source: IO[bytes], collector: Collector) -> None:
    """The text of a page, its scripts, comments and author."""
    page = _content(source, collector)
    for number, comment in enumerate(_COMMENT.findall(page), 1):
        collector.tick()
        collector.add("comment", f"网页注释 {number}", comment)
        collector.say(comment)
    tree = LexborHTMLParser(page)
    for node in tree.css("script"):
        collector.add("javascript", "网页脚本", node.attributes.get("src") or node.text())
    for node in tree.css("meta[name=author i], meta[name=generator i]"):
        collector.add("author", "网页属性", node.attributes.get("content") or "")
    collector.tick()
    body = tree.body or tree.root
    if body is not None:
        tree.strip_tags(["script", "style"])
        collector.say(body.text(separator="\n"))


def _content(source: IO[bytes], collector: Collector) -> str:
    source.seek(0)
    content = source.read(collector.limits.max_part + 1)
    if len(content) > collector.limits.max_part:
        collector.add("unchecked", "全文", "文件过大，只检查了开头部分")
        content = content[: collector.limits.max_part]
    return decode(content)
