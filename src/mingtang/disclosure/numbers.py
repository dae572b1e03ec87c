"""What speaks against the 文号 of a document: another has it already, or its 机关代字 is another
body's. Nothing of it is forbidden outright; it is for a person to mend or to explain.

Source: 党政机关公文处理工作条例（中办发〔2012〕14号）第九条 (发文机关代字, 年份, 发文顺序号;
联合行文时, 使用主办机关的发文字号).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Q

from mingtang.journal.statements import Prepared
from mingtang.orgs.models import Unit
from mingtang.register.gate import Hit
from mingtang.register.models import Entry
from mingtang.text.docnumber import DocNumberError, parse_doc_number

from .models import Document
from .states import State

PLACE = "发文字号"
NAMED_ORDERS = ("令", "公告", "通告")
"""Numbers that begin with such a word name the body in full, or not at all."""
_KINDS = "发函规办字文"
"""Last characters of a 机关代字 that say what kind of paper it is, not whose."""

_SAME_DRAFTS = Prepared(
    lambda number, key: (
        Document.objects.filter(doc_number=number)
        .filter(Q(pk__lt=key) | ~Q(state=State.DRAFT))
        .exclude(pk=key)
        .exclude(state__in=[State.DISCARDED, State.WITHDRAWN])
        .order_by("pk")
        .values_list("pk", "unit_id", "title", "unit__name")[:1]
    ),
    str,
    int,
)
_SAME_ENTRIES = Prepared(
    lambda number, key: (
        Entry.objects.public()
        .filter(doc_number=number)
        .exclude(pk=key)
        .order_by("pk")
        .values_list("title", "publisher_name")[:1]
    ),
    str,
    int,
)
_OWN = Prepared(lambda key: Unit.objects.filter(pk=key).values_list("name", "doc_prefix"), int)
_OWNERS = Prepared(
    lambda prefix: (
        Unit.objects.filter(doc_prefix=prefix)
        .order_by("pk")
        .values_list("pk", "name", "successions__successor_id")
    ),
    str,
)


def number_hits(document: Document, *, joint: Collection[int]) -> tuple[Hit, ...]:
    """The findings about the document's 文号; ``joint`` are the units it is issued with.

    An earlier draft, or anything past its draft, holds its number. At most four queries.
    """
    if not document.doc_number:
        return ()
    try:
        number = parse_doc_number(document.doc_number)
    except DocNumberError:
        return ()  # said when it is submitted
    return (*_taken(document), *_foreign(document, number.prefix, joint))


def _taken(document: Document) -> Iterator[Hit]:
    public = _SAME_ENTRIES.first(document.doc_number, document.entry_id or 0)
    other = None if public else _SAME_DRAFTS.first(document.doc_number, document.pk)
    if public:
        whose = f"{public[1]}公开的《{public[0]}》"
    elif other:
        pk, unit_id, title, unit_name = other
        # What another body has not published is not told by its title.
        whose = (
            f"编号 {pk} 的《{title}》" if unit_id == document.unit_id else f"{unit_name}的在办文件"
        )
    else:
        return
    yield Hit(
        kind="number.duplicate",
        place=PLACE,
        excerpt=f"{document.doc_number} 与{whose}相同"[:200],
        advice="一个文号只给一份文件。请核对更正，或说明为什么相同。",
    )


def _foreign(document: Document, prefix: str, joint: Collection[int]) -> Iterator[Hit]:
    if prefix.endswith(NAMED_ORDERS):
        return
    name, own = _OWN.rows(document.unit_id)[0]
    bare = prefix.replace("（", "").replace("）", "")
    issuers = {document.unit_id, *joint}
    owners = _OWNERS.rows(bare)
    if any(key in issuers or successor in issuers for key, _, successor in owners):
        return
    if owners:
        fault = f"机关代字“{prefix}”是{owners[0][1]}的，发文机关是{name}。"
    elif own and not bare.startswith(_stem(own)):
        fault = f"机关代字“{prefix}”与{name}的“{own}”不符。"
    else:
        return
    yield Hit(
        kind="number.foreign",
        place=PLACE,
        excerpt=document.doc_number,
        advice=f"{fault}请更正文号或发文机关；联合行文、机构改革前的文号等，说明理由。"[:300],
    )


def _stem(prefix: str) -> str:
    return prefix[:-1] if len(prefix) > 2 and prefix[-1] in _KINDS else prefix
