"""What word processors write into HTML, turned into plain markup: one function per habit.

Works in place on a parsed fragment from which scripts, comments and unknown elements are gone.
"""

from __future__ import annotations

import re

from lxml import etree

from .htmltext import BLOCKS, whole_number
from .nesting import level_depths
from .numerals import int_to_chinese
from .surgery import remove, unwrap
from .unheld import into_paragraphs

_HAN = "\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e"
_WRAP = re.compile(rf"(?<=[{_HAN}])[ \t]*\n[ \t\n]*(?=[{_HAN}])")
_SPACES = re.compile("[ \t\n\u00a0]+")
_UNEVEN = re.compile("[\t\n\u00a0]|  ")
_CHINESE_LIST = re.compile(
    r"list-style(?:-type)?\s*:[^;]*(?:cjk-ideographic|chinese|cjk-decimal|japanese-informal)", re.I
)
_LIST_TYPES = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.I)
_COMMENT = re.compile(r"mso-element\s*:\s*(?:comment|annotation)|mso-comment", re.I)
_ALIGN = re.compile(r"(?:^|;)\s*text-align\s*:\s*(center|right|end)", re.I)
_INDENT = re.compile(
    r"(?:^|;)\s*(?:text-indent\s*:\s*|mso-char-indent-count\s*:\s*)0*\.?[1-9]", re.I
)
_RENAMED = {"b": "strong", "i": "em", "strike": "s", "font": "span", "ins": "span"}
_EMPHASIS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("strong", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)),
    ("em", re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)),
    ("u", re.compile(r"text-decoration(?:-line)?\s*:[^;]*underline", re.I)),
    ("sup", re.compile(r"vertical-align\s*:\s*super", re.I)),
    ("sub", re.compile(r"vertical-align\s*:\s*sub(?!\w)", re.I)),
)
_TEXT_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th"})
_EMPTY_OK = frozenset({"br", "hr", "img", "td", "th"})


def tidy(root: etree._Element, removed: dict[str, int]) -> None:
    """Apply every rule of this module below ``root``; count in ``removed`` what goes."""
    _drop_hidden(root, removed)
    _plain_numbers(root)
    _chinese_lists(root)
    into_paragraphs(root)
    _inline(root, removed)
    _classes(root)
    _tables(root)
    level_depths(root, removed)
    _unwrap_containers(root)
    _wrap_bare_text(root)
    _drop_empty(root)
    _whitespace(root)


def _style(element: etree._Element) -> str:
    return element.get("style") or ""


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _drop_hidden(root: etree._Element, removed: dict[str, int]) -> None:
    """Hidden text, Word comments and deleted text of tracked changes must not surface."""
    for element in list(root.iterdescendants()):
        label = _hidden_label(element) if element.tag == "del" or element.keys() else None
        if label:
            removed[label] = removed.get(label, 0) + 1
            remove(element)


def _hidden_label(element: etree._Element) -> str | None:
    if element.tag == "del":
        return "修订中已删除的文字"
    style = _style(element)
    if not style and element.get("class") is None:
        return None
    if _COMMENT.search(style) or "msocom" in (element.get("class") or "").lower():
        return "批注"
    return "隐藏文字" if _HIDDEN.search(style) else None


def _plain_numbers(root: etree._Element) -> None:
    """Word writes a list number as text with filler: keep ``一、`` or ``1.``, drop the filler."""
    for element in list(root.iterdescendants("span")):
        if "mso-list" not in _style(element) or "ignore" not in _style(element).lower():
            continue
        number = _SPACES.sub(" ", _text(element)).strip()
        for child in list(element):
            element.remove(child)
        element.text = number + (" " if number and number[-1].isalnum() else "")
        element.tail = (element.tail or "").lstrip(" \t\n\u00a0") or None


def _chinese_lists(root: etree._Element) -> None:
    """Lists numbered 一、二、 by style become paragraphs with that text."""
    for element in list(root.iterdescendants("ol")):
        style = _style(element)
        if not style:
            continue
        match = _LIST_STYLE.search(style)
        if match and match[1].lower() in _LIST_TYPES:
            element.set("type", _LIST_TYPES[match[1].lower()])
        if not _CHINESE_LIST.search(style):
            continue
        number = whole_number(element.get("start"), 1)
        for item in element.findall("li"):
            number = whole_number(item.get("value"), number)
            item.text = f"{_numeral(number)}、" + (item.text or "").lstrip()
            item.tag = "div"
            number += 1
        element.tag = "div"


def _numeral(number: int) -> str:
    return int_to_chinese(number) if number >= 0 else str(number)


def _inline(root: etree._Element, removed: dict[str, int]) -> None:
    for element in list(root.iterdescendants()):
        element.tag = tag = _RENAMED.get(str(element.tag), str(element.tag))
        if tag == "span":
            _emphasise(element)
        elif tag == "a":
            _link(element)
        elif tag == "img":
            _image(element, removed)


def _emphasise(span: etree._Element) -> None:
    style = _style(span)
    wanted = [tag for tag, pattern in _EMPHASIS if pattern.search(style)] if style else []
    if not wanted or not _text(span).strip() or _has_block(span):
        unwrap(span)
        return
    span.attrib.clear()
    span.tag = wanted[0]
    for tag in wanted[1:]:
        inner = etree.SubElement(span, tag)
        inner.text, span.text = span.text, None
        for child in list(span)[:-1]:
            inner.append(child)


def _has_block(element: etree._Element) -> bool:
    return any(child.tag in BLOCKS for child in element.iterdescendants())


def _link(link: etree._Element) -> None:
    target = (link.get("href") or "").strip()
    if not target or target.startswith("#"):
        unwrap(link)
    elif target.startswith("//"):
        link.set("href", "https:" + target)
    elif "\\" in target:
        link.set("href", target.replace("\\", "/"))


def _image(image: etree._Element, removed: dict[str, int]) -> None:
    """Only pictures of this site stay: the public pages load nothing from elsewhere, and an
    address without its site leads nowhere here."""
    source = (image.get("src") or "").strip().replace("\\", "/")
    if not source:
        remove(image)
    elif re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", source):
        label = "外站图片（请作为附件上传）"
        removed[label] = removed.get(label, 0) + 1
        remove(image)
    elif not source.startswith("/"):
        label = "没有带过来的图片（地址只在原处有效，请作为附件上传）"
        removed[label] = removed.get(label, 0) + 1
        remove(image)
    elif image.get("alt") is None:
        image.set("alt", "")


def _classes(root: etree._Element) -> None:
    for element in root.iterdescendants():
        tag = element.tag
        if tag not in BLOCKS or (tag != "center" and not element.keys()):
            continue
        style = _style(element)
        names = {*(element.get("class") or "").split()} & {"align-center", "align-right", "indent"}
        match = _ALIGN.search(style)
        side = (match[1] if match else element.get("align") or "").lower()
        if tag == "center" or side == "center":
            names.add("align-center")
        elif side in ("right", "end"):
            names.add("align-right")
        if _INDENT.search(style) and tag in ("p", "div"):
            names.add("indent")
        if "align-center" in names:
            names -= {"indent", "align-right"}
        for name in ("style", "align"):
            element.attrib.pop(name, "")
        _set_classes(element, names)


def _set_classes(element: etree._Element, names: set[str]) -> None:
    element.attrib.pop("class", "")
    if names:
        element.set("class", " ".join(sorted(names)))


def _tables(root: etree._Element) -> None:
    """Cells of a table head become header cells; spans are whole numbers from 2."""
    for head in root.iterdescendants("thead"):
        for cell in head.iterdescendants("td", "th"):
            cell.tag = "th"
            if cell.get("scope") is None:
                cell.set("scope", "col")
    for cell in root.iterdescendants("td", "th"):
        if not cell.keys():
            continue
        for name in ("colspan", "rowspan"):
            if not 2 <= whole_number(cell.get(name), 1) <= 1000:
                cell.attrib.pop(name, "")
        if cell.get("scope") not in (None, "col", "row", "colgroup", "rowgroup"):
            cell.attrib.pop("scope")


_CONTAINERS = frozenset({"div", "center", "section", "article"})


def _unwrap_containers(root: etree._Element) -> None:
    """A container of text is a paragraph, a container of blocks is nothing.

    Outermost first: the other way round, what stands in the innermost of a thousand would move a
    thousand times. Alignment comes down to what has none of its own.
    """
    handed_down: dict[etree._Element, set[str]] = {}
    for element in list(root.iterdescendants()):
        if element.tag not in _CONTAINERS:
            continue
        above = handed_down.get(element, set())
        if not any(child.tag in BLOCKS for child in element):
            element.tag = "p"
            _inherit(element, above)
            continue
        own = {*(element.get("class") or "").split()} - {"indent"}
        _wrap_bare_text(element)
        for child in element:
            if child.tag in _CONTAINERS:
                handed_down[child] = own or above
            else:
                _inherit(child, own or above)
        unwrap(element)


def _inherit(block: etree._Element, names: set[str]) -> None:
    if names and block.tag in _TEXT_BLOCKS and not block.get("class"):
        _set_classes(block, names)


def _wrap_bare_text(parent: etree._Element) -> None:
    """Text and inline elements that stand beside blocks get a paragraph of their own."""
    paragraph: etree._Element | None = None
    if (parent.text or "").strip():
        paragraph = etree.Element("p")
        paragraph.text, parent.text = parent.text, None
        parent.insert(0, paragraph)
    for child in list(parent):
        if child is paragraph:
            continue
        if child.tag in BLOCKS:
            paragraph = None
            if (child.tail or "").strip():
                paragraph = etree.Element("p")
                paragraph.text, child.tail = child.tail, None
                child.addnext(paragraph)
        elif paragraph is None:
            paragraph = etree.Element("p")
            child.addprevious(paragraph)
            paragraph.append(child)
        else:
            paragraph.append(child)


def _whitespace(root: etree._Element) -> None:
    """Line wraps inside Chinese text vanish, other white space is one space, indents a class."""
    for element in root.iter():
        if element.text:
            element.text = _one_space(element.text)
        if element.tail:
            element.tail = _one_space(element.tail)
    for element in root.iterdescendants(*_TEXT_BLOCKS):
        if element.tag == "p" and element.text:
            _leading_spaces(element)
        elif element.text:
            element.text = element.text.lstrip(" ") or None
        _trailing_spaces(element)


def _one_space(text: str) -> str:
    if _UNEVEN.search(text) is None:
        return text
    if text.isspace() and "\n" in text:
        return "\n"
    return _SPACES.sub(" ", _WRAP.sub("", text))


def _leading_spaces(paragraph: etree._Element) -> None:
    text = (paragraph.text or "").lstrip(" \n")
    stripped = text.lstrip("\u3000 ")
    if text != stripped and stripped:
        names = {*(paragraph.get("class") or "").split()}
        if not names & {"align-center", "align-right"}:
            _set_classes(paragraph, names | {"indent"})
    paragraph.text = stripped if stripped or not len(paragraph) else None


def _trailing_spaces(block: etree._Element) -> None:
    if not len(block):
        block.text = (block.text or "").rstrip(" \u3000\n") or None
    elif block[-1].tail:
        block[-1].tail = block[-1].tail.rstrip(" \u3000\n") or None


def _is_empty(text: str | None) -> bool:
    return not (text or "").strip("\u3000 \n\t\u00a0")


def _drop_empty(root: etree._Element) -> None:
    """Empty blocks and inline shells go, innermost first; cells stay."""
    for element in reversed(list(root.iterdescendants())):
        if element.tag in _EMPTY_OK or not _is_empty(element.text):
            continue
        if all(child.tag == "br" and _is_empty(child.tail) for child in element):
            if element.tag in BLOCKS:
                remove(element)
            else:
                unwrap(element)
