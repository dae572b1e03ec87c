"""Which part of a web page is the document: by the marks of known systems, else by weight.

The weight of an element is the text below it that is neither a link nor a line of the site. From
the body down, the child that holds most of it is followed until the text spreads over several.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from lxml import etree

from .lines import facts_of, is_around
from .model import one_line

_KNOWN = re.compile(
    r"(?:^|\s)(?:TRS_(?:Editor|UEDITOR|PreAppend)|view\s+TRS_\S+|trs_editor_view|UCAP-CONTENT|ucapcontent"
    r"|vsb_content\w*|v_news_content|zoom|zoomcon|wp_articlecontent|pages_content|article[-_]?(?:content|body|con|text|info)"
    r"|ewb-article-(?:info|content)|news[-_]?(?:content|body|text)|con[-_]?(?:text|content)|content[-_]?(?:text|body|main|detail)"
    r"|detail[-_]?(?:content|text|con)|main[-_]?(?:content|text)|text[-_]?con(?:tent)?|xxgk[-_]?(?:content|con|detail)"
    r"|wz(?:con|nr|_content|_nr)|zw(?:con|nr|_content)|nr(?:con|_con)?|Custom_UnionStyle|bt-article-\d+|gw_content|arc_?cont?(?:ent)?)(?:\s|$)",
    re.I,
)
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|foot\w*|bottom|crumbs?|breadcrumbs?|position|location|weizhi|dqwz|wz_?path|path"
    r"|share\w*|bdshare\w*|jiathis\w*|toolbar|tools?|print\w*|qr\w*|ewm|erweima|side\w*|aside|related|relate\w*|recommend\w*"
    r"|xgwd|xgwz|xgxx|xglj|pag(?:er|ination|ing)|copy(?:right)?|search\w*|login\w*|top(?:bar|nav)?|banner|logo|float\w*"
    r"|comment\w*|prev\w*|next\w*|hot\w*|tags?|fontsize|zihao|font-?size|links?|friend\w*|sitemap|header|head)(?:[\s_-]|$)",
    re.I,
)
_FOLLOWED = frozenset(
    {
        "body",
        "div",
        "article",
        "section",
        "main",
        "form",
        "center",
        "td",
        "tr",
        "tbody",
        "table",
        "span",
        "font",
    }
)
_SILENT = [
    "script",
    "style",
    "noscript",
    "iframe",
    "frame",
    "object",
    "embed",
    "svg",
    "select",
    "textarea",
    "button",
    "input",
    "template",
]
_SEMANTIC = frozenset({"nav", "footer", "aside"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_GONE = "gone"
_MOST = 0.72
_SHORT = 300
_MASSES = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


@dataclass(slots=True)
class Weights:
    """Per element: text of the document, text of links, both in characters."""

    own: dict[etree._Element, int]
    links: dict[etree._Element, int]


def is_noise(element: etree._Element, weights: Weights) -> bool:
    """Whether an element is a bar, menu or box of the site by its name and by what it holds."""
    if element.tag in _SEMANTIC:
        return True
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    if not names.strip() or _KNOWN.search(names) or not _NOISE.search(names):
        return False
    own, links = weights.own.get(element, 0), weights.links.get(element, 0)
    return own < _SHORT or links > own


def drop_silent(body: etree._Element) -> int:
    """Take out what shows no text; gives the number of pictures, which go too."""
    pictures = sum(1 for image in body.iter("img") if image.get("src"))
    hidden = [
        element
        for element in body.iterdescendants()
        if "none" in (element.get("style") or "") and _HIDDEN.search(element.get("style") or "")
    ]
    etree.strip_elements(body, *_SILENT, "img", with_tail=False)
    drop_all(body, hidden)
    return pictures


def drop_all(root: etree._Element, elements: Iterable[etree._Element]) -> None:
    """Take elements out in one walk, leaving the text behind each in its place."""
    for element in elements:
        element.tag = _GONE
    etree.strip_elements(root, _GONE, with_tail=False)


def unwrap_all(root: etree._Element, elements: Iterable[etree._Element]) -> None:
    """Put the content of elements in their place, in one walk."""
    for element in elements:
        element.tag = _GONE
    etree.strip_tags(root, _GONE)


def weigh(body: etree._Element, recurring: Container[str]) -> Weights:
    """Weights of every element below ``body``, in one walk."""
    weights = Weights({}, {})
    depth_of_link = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            depth_of_link += element.tag == "a"
            continue
        linked = depth_of_link > 0
        own = links = 0
        for part in (element.text, *(child.tail for child in element)):
            if linked:
                links += len(one_line(part or ""))
            else:
                own += _text_weight(part, recurring)
        for child in element:
            own += weights.own[child]
            links += weights.links[child]
        depth_of_link -= element.tag == "a"
        weights.own[element], weights.links[element] = own, links
        if is_noise(element, weights):
            weights.own[element] = 0
    return weights


def _text_weight(text: str | None, recurring: Container[str]) -> int:
    if not text:
        return 0
    line = one_line(text)
    if len(line) < 2 or line in recurring:
        return 0
    if len(line) < 160 and (is_around(line) or facts_of(line) is not None):
        return 0
    return len(_MASSES.findall(line))


def main_part(body: etree._Element, weights: Weights) -> tuple[etree._Element, bool]:
    """The element that holds the document, and whether a known system marked it."""
    known = _marked(body, weights)
    if known is not None:
        return known, True
    current = body
    while True:
        total = weights.own.get(current, 0)
        heaviest = max(current, key=lambda child: weights.own.get(child, 0), default=None)
        if heaviest is None or heaviest.tag not in _FOLLOWED:
            return _whole(current), False
        if total == 0 or weights.own.get(heaviest, 0) < total * _MOST:
            return _whole(current), False
        if heaviest.tag == "table" and _is_grid(heaviest):
            return _whole(current), False
        current = heaviest


def _marked(body: etree._Element, weights: Weights) -> etree._Element | None:
    """The outermost marked element with the most text, if it holds a fair part of the page."""
    best: etree._Element | None = None
    for element in body.iter("div", "td", "article", "section", "span"):
        if not _KNOWN.search(f"{element.get('id') or ''} {element.get('class') or ''}"):
            continue
        if best is None or weights.own[element] > weights.own[best] * 1.1:
            best = element
    least = max(4, weights.own.get(body, 0) * 0.3)
    return best if best is not None and weights.own[best] >= least else None


def _is_grid(table: etree._Element) -> bool:
    rows = list(table.iter("tr"))
    return len(rows) >= 3 and sum(len(row) >= 2 for row in rows) >= len(rows) * 0.7


def _whole(element: etree._Element) -> etree._Element:
    """Not a part of a line: text that stands in ``span`` or ``font`` belongs to its block."""
    while element.tag in ("span", "font", "tr", "tbody"):
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    return element
