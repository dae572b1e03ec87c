"""Cleaning of bodies pasted from WPS, Word or a web page into plain, safe, accessible HTML.

Tables keep their spans and head cells, lists and Word numbering keep their visible numbers, and
alignment becomes one of a few class names. What comes out is what the body editor holds
(:mod:`.unheld`). Everything active, foreign or hidden goes, and what went
is reported in Chinese. Cleaning what is clean changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

import nh3

from .folding import without_format_marks
from .htmltext import html_to_text as html_to_text
from .htmltext import parse_fragment, serialise
from .htmltext import text_to_html as text_to_html
from .wordmarkup import tidy

CLASSES = frozenset({"align-center", "align-right", "indent"})
"""The class names that a body may use."""

URL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_KEPT = (
    "a blockquote br em h1 h2 h3 h4 h5 h6 hr img li ol"
    " p s strong sub sup table tbody td tfoot th thead tr u ul"
)
_UNDERSTOOD = (
    "div span font b i strike del ins center section article"
    " abbr caption code dd dl dt figcaption figure pre"
)
_EMPTIED = (
    "script style svg math iframe frame frameset object embed applet noscript template title xml"
    " audio video canvas select textarea button"
)
_TAGS = set(_KEPT.split())
_PASSING = set(_UNDERSTOOD.split())
_WITH_CONTENT = set(_EMPTIED.split())
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type", "reversed"},
}
_CLASSED = ("p", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "li")
_ROUGH_ATTRIBUTES = {**_ATTRIBUTES, "li": {"value"}, "*": {"style", "class", "align"}}

_ROUGH = nh3.Cleaner(
    tags=_TAGS | _PASSING,
    clean_content_tags=_WITH_CONTENT,
    attributes=_ROUGH_ATTRIBUTES,
    url_schemes=set(URL_SCHEMES),
)
_STRICT = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    allowed_classes={tag: set(CLASSES) for tag in _CLASSED},
    url_schemes=set(URL_SCHEMES),
)

_REPORTED = tuple(
    (tuple(words.split()), re.compile(pattern, re.I), label)
    for words, pattern, label in (
        ("<script", r"<script\b", "脚本（script）"),
        ("<style", r"<style\b", "样式表（style）"),
        ("<svg <math", r"<(?:svg|math)\b", "矢量图或公式（svg、math）"),
        (
            "<iframe <frame <object <embed <applet",
            r"<(?:iframe|frame|object|embed|applet)\b",
            "内嵌框架或插件",
        ),
        ("<audio <video <canvas", r"<(?:audio|video|canvas)\b", "音视频（请作为附件上传）"),
        (
            "<input <select <textarea <button <form",
            r"<(?:input|select|textarea|button|form)\b",
            "表单控件",
        ),
        ("on", r"<[a-z](?=[^<>]*[\s\"'/]on[a-z]{3,20}\s*=)", "事件处理代码（on…）"),
        (
            "script",
            r"\b(?:href|action|formaction)\s*=\s*[\"']?\s*(?:java|vb)script\s*:",
            "脚本链接（保留文字）",
        ),
        (
            "data: file: blob:",
            r"\bhref\s*=\s*[\"']?\s*(?:data|file|blob)\s*:",
            "data、file 等链接（保留文字）",
        ),
        ("data:", r"\bsrc\s*=\s*[\"']?\s*data\s*:", "内嵌图片（data:，请作为附件上传）"),
        (
            "file: blob: cid:",
            r"\bsrc\s*=\s*[\"']?\s*(?:file|blob|cid)\s*:",
            "本机图片（请作为附件上传）",
        ),
    )
)
"""Words that must occur, what is counted, and how it is reported."""

_LINKS = re.compile(r"(?<=[\s\"'/])(?:href|src|action|formaction)=(?:\"[^\"<>]*\"|'[^'<>]*')", re.I)
_BLANKS = re.compile(r"[\x00-\x20]")
_MAX_PASSES = 6


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean HTML, and what was taken out as ``说明：n处`` in Chinese."""

    html: str
    removed: list[str]


def clean_html(html: str) -> Cleaned:
    """Clean a pasted body; never raises, and ``clean_html(c.html).html == c.html``."""
    removed: dict[str, int] = {}
    _count_removed(html, removed)
    current = _pass(html, removed)
    for _ in range(_MAX_PASSES):
        again = _pass(current, {})
        if again == current:
            break
        current = again
    else:
        current = text_to_html(html_to_text(current))
    return Cleaned(current, [f"{label}：{count}处" for label, count in removed.items()])


def _count_removed(html: str, removed: dict[str, int]) -> None:
    """Count what the sanitiser takes out; each rule is tried only where its words occur.

    Links are read as a browser reads them: entities undone, tabs and line ends inside dropped.
    """
    plain = _LINKS.sub(lambda link: _BLANKS.sub("", unescape(link[0])), html)
    lowered = plain.lower()
    for words, pattern, label in _REPORTED:
        if any(word in lowered for word in words):
            count = len(pattern.findall(plain))
            if count:
                removed[label] = count


def _pass(html: str, removed: dict[str, int]) -> str:
    # After the first cleaning, which undoes entities: marks may be written as such.
    marked = _ROUGH.clean(_without_controls(html))
    rough = without_format_marks(marked)
    if rough != marked:
        removed["看不见的方向符、零宽字符"] = len(marked) - len(rough)
    root = parse_fragment(rough)
    tidy(root, removed)
    return _STRICT.clean(serialise(root)).strip()


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _without_controls(html: str) -> str:
    return _CONTROLS.sub("", html).replace("\r\n", "\n").replace("\r", "\n")
