"""Reading XML that may be hostile: no entities, no DTD, no network, no giant trees."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from .refusal import FileRefused, damaged_if_unreadable


def parse(content: bytes) -> etree._Element:
    """The root element. Office formats never carry a DTD; one that does is refused."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    with damaged_if_unreadable():
        root = etree.fromstring(content, parser)
    _refuse_dtd(root)
    return root


def stream(content: bytes, *names: str) -> Iterator[etree._Element]:
    """Elements with one of the local ``names`` as they close; each is emptied after use."""
    with damaged_if_unreadable():
        events = etree.iterparse(
            BytesIO(content),
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        first = True
        for _, element in events:
            if first:
                _refuse_dtd(element)
                first = False
            yield element
            element.clear(keep_tail=True)
            while element.getprevious() is not None:
                del element.getparent()[0]


def serialise(root: etree._Element) -> bytes:
    """The part as office programs write it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element: etree._Element) -> str:
    """The tag without its namespace, so that strict and transitional documents read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute by local name, empty where missing."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def text_of(element: etree._Element) -> str:
    """All text inside an element."""
    return "".join(str(piece) for piece in element.itertext())


def is_on(element: etree._Element) -> bool:
    """Whether an on/off property such as ``w:vanish`` is switched on (present means on)."""
    return attribute(element, "val").lower() not in {"0", "false", "off"}


def _refuse_dtd(element: etree._Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise FileRefused("damaged", "文件内含不允许的 XML 定义（DTD），不予接收。")
