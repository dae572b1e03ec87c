"""What a document must have before it is reviewed: the metadata of the public catalogue.

Sources: 政府信息公开条例 art. 12 (index, name, summary, date of making); the national guide for
the catalogue (required elements); GB/T 9704-2012 (文号); 国办发〔2016〕80号 一(一) (attribute).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from mingtang.register.genres import Attribute, Validity
from mingtang.text.docnumber import doc_number_fault

from .models import Document
from .states import FLOW_RULE

EARLIEST = date(1949, 10, 1)
MAX_SUMMARY = 300
IN_FORCE = frozenset({Validity.PENDING, Validity.VALID, Validity.AMENDED})
_VALIDITY = "政府网站发展指引（国办发〔2017〕47号）"


@dataclass(frozen=True, slots=True)
class Fault:
    """A field that is missing or wrong, what about it, and the rule."""

    field: str
    text: str
    basis: str


_CATALOGUE = "政府信息公开条例第十二条"


def _title(document: Document) -> str:
    return "" if document.title.strip() else "请填写标题"


def _made_on(document: Document) -> str:
    if document.made_on is None:
        return "请填写成文日期"
    if document.made_on < EARLIEST:
        return "成文日期早于 1949 年 10 月 1 日，请核对"
    if document.made_on > timezone.localdate(document.updated_at):
        return "成文日期在将来，请核对"
    return ""


def _doc_number(document: Document) -> str:
    if not document.doc_number:
        return ""
    return doc_number_fault(document.doc_number) or ""


def _home(document: Document) -> str:
    return "" if document.home_id else "请选择所属栏目"


def _body(document: Document) -> str:
    if document.body_html.strip() or document.files.filter(original=False).exists():
        return ""
    return "请填写正文或上传附件"


def _attribute(document: Document) -> str:
    if document.attribute == Attribute.PROACTIVE or document.attribute_reason.strip():
        return ""
    return "不主动公开的，请写明理由和依据"


def _earlier(document: Document) -> str:
    earlier, made = document.earlier_published_on, document.made_on
    if earlier and made and earlier < made:
        return "此前已公开日期早于成文日期，请核对"
    return ""


def _validity(document: Document, today: date) -> str:
    """What is said of the validity must agree with its dates."""
    begins, ends, made = document.valid_from, document.valid_until, document.made_on
    if document.validity == Validity.PENDING and begins is None:
        return "有效性是“待生效”的，请填写生效日期"
    if ends is None:
        return ""
    if made and ends < made:
        return f"有效期至 {ends} 早于成文日期 {made}，请核对"
    if document.validity in IN_FORCE and ends < today:
        return f"有效期至 {ends} 已过，有效性请改为“失效”，或更正日期"
    if document.validity == Validity.EXPIRED and ends >= today:
        return f"有效期至 {ends} 还没有到，不能标为“失效”，请改有效性或更正日期"
    return ""


def _guesses(document: Document) -> str:
    return "请核对导入时推断的内容后保存" if document.guesses else ""


RULES: tuple[tuple[str, Callable[[Document], str], str], ...] = (
    ("title", _title, _CATALOGUE),
    ("made_on", _made_on, _CATALOGUE),
    ("doc_number", _doc_number, "GB/T 9704-2012"),
    ("home", _home, "政府信息公开目录系统实施指引（试行）"),
    ("body_html", _body, FLOW_RULE),
    ("attribute_reason", _attribute, "国办发〔2016〕80号一（一）"),
    ("earlier_published_on", _earlier, FLOW_RULE),
    ("guesses", _guesses, FLOW_RULE),
)


def faults_of(document: Document, *, today: date | None = None) -> list[Fault]:
    """Everything that keeps the document from being submitted; empty when it is complete.

    ``today`` decides whether a period of validity is over; without it, the day of the last save.
    """
    found = [
        Fault(field, text, basis) for field, check, basis in RULES if (text := check(document))
    ]
    text = _validity(document, today or timezone.localdate(document.updated_at))
    return [*found, Fault("validity", text, _VALIDITY)] if text else found
