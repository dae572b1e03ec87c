"""The checks of the release gate, one function each; ``CHECKS`` is their list.

Sources: 个人信息保护法; 政府信息公开条例 arts. 14–17; 保守国家秘密法实施条例 (2024) art. 42
(review first, item by item); 国办秘函〔2019〕19号 (wrong expressions, dead links).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from mingtang.register.genres import RelationKind
from mingtang.text.personal import find_personal
from mingtang.text.secrets import find_markings
from mingtang.text.wordlist import WordList

from .content import GateContent, Hit
from .fragment import fragment_of
from .hosts import is_dead_host
from .places import Place, places_of


@dataclass(frozen=True, slots=True)
class Examined:
    """What the checks look at: the item, its stretches of text (read once), lists and pages."""

    content: GateContent
    places: tuple[Place, ...]
    words: WordList
    reachable: Callable[[str], bool]
    hosts: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        content: GateContent,
        words: WordList,
        reachable: Callable[[str], bool],
        hosts: frozenset[str] = frozenset(),
    ) -> Examined:
        return cls(content, tuple(places_of(content)), words, reachable, hosts)


Check = Callable[[Examined], Iterator[Hit]]


def _personal(item: Examined) -> Iterator[Hit]:
    """ID numbers and bank cards by check digit, mobiles, home addresses, plates, mail."""
    for place in item.places:
        for found in find_personal(place.text):
            yield _hit(place, found.kind, found.text, found.reason_zh, found.mask or "")


def _markings(item: Examined) -> Iterator[Hit]:
    """Secret and internal markings. They cannot be masked: the item goes back."""
    for place in item.places:
        for found in find_markings(place.text):
            yield _hit(place, found.kind, found.text, found.reason_zh, "")


def _listed_words(item: Examined) -> Iterator[Hit]:
    """Leaders' names and titles, sensitive words, from the editable lists."""
    for place in item.places:
        for found in item.words.find(place.text):
            yield _hit(place, found.kind, found.text, found.reason_zh, "")


def _hidden_data(item: Examined) -> Iterator[Hit]:
    """Hidden sheets, comments, tracked changes, authors, positions in attachments; and what of
    them was too long, too deep or too slow to be looked into."""
    for attachment in item.content.attachments:
        for datum in attachment.hidden:
            where = f"附件《{attachment.name}》 {datum['where']}".strip()
            advice = f"附件带有{datum['label_zh']}，请清除后重新上传，或说明理由。"
            if datum["kind"] == "unchecked":
                advice = "附件有一部分没有检查，请人工看完后说明理由，或拆分、缩短后重新上传。"
            yield Hit(
                kind=f"hidden.{datum['kind']}",
                place=where[:200],
                excerpt=str(datum["excerpt"])[:200] or str(datum["label_zh"]),
                advice=advice,
            )


def _links(item: Examined) -> Iterator[Hit]:
    """Links and pictures that lead nowhere: broken addresses, and pages of this site that do not
    exist."""
    body = item.content.body_html
    if "<a" not in body and "<img" not in body:
        return
    for element in fragment_of(body).iter("a", "img"):
        picture = element.tag == "img"
        target = (element.get("src" if picture else "href") or "").strip()
        words = element.get("alt") if picture else element.text_content()
        fault = _link_fault(target, item.reachable, item.hosts)
        if fault:
            yield Hit(
                kind="link",
                place=f"正文{'图片' if picture else '链接'}“{(words or target)[:40]}”",
                excerpt=target[:200] or "（空链接）",
                advice=fault.replace("链接", "图片") if picture else fault,
            )


def _foreign_links(item: Examined) -> Iterator[Hit]:
    """A repeal or amendment of what another body published: not without its reason (only the
    body itself, or one above it, repeals its documents)."""
    for link in item.content.links:
        yield Hit(
            kind="link.foreign",
            place="与其他文件的关系",
            excerpt=f"{RelationKind(link.kind).label}《{link.title}》"[:200],
            advice=f"这份文件由{link.unit_name}发布，不是本单位或下级单位的文件。"
            "请删去这一关系，或说明依据。"[:300],
        )


def _further(item: Examined) -> Iterator[Hit]:
    """What the owner of the item found himself."""
    yield from item.content.further


def _link_fault(target: str, reachable: Callable[[str], bool], hosts: frozenset[str]) -> str:
    if not target:
        return "链接没有地址，请删除或补上。"
    if target.startswith("#"):
        return ""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "链接地址写法有误，请更正。"
    if parts.scheme in ("mailto", "tel"):
        return ""
    if parts.scheme in ("http", "https"):
        host = parts.hostname or ""
        if host in hosts:
            return "" if reachable(parts.path or "/") else "本网站没有这个页面，请更正链接。"
        if not host or ("." not in host and ":" not in host):
            return "链接的网址不完整，请更正。"
        return (
            "链接的网址公众无法打开（内部网络或保留名称），请更正。" if is_dead_host(host) else ""
        )
    if not parts.scheme and target.startswith("/"):
        return "" if reachable(parts.path) else "本网站没有这个页面，请更正链接。"
    return "链接不是完整网址，公众无法打开，请更正。"


def _hit(place: Place, kind: str, text: str, advice: str, mask: str) -> Hit:
    return Hit(kind, place.label[:200], text[:200], advice[:300], mask if place.maskable else "")


CHECKS: tuple[Check, ...] = (
    _personal,
    _markings,
    _listed_words,
    _hidden_data,
    _links,
    _foreign_links,
    _further,
)
