"""How requests, people and units are written in a paper."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from mingtang.foi.models import Request
from mingtang.foi.states import Channel
from mingtang.orgs.models import Unit
from mingtang.statute.foi.applicants import ApplicantKind

MOST_ASKED = 300
"""Characters of a description or correction that a letter restates; the rest is on the file."""

CHANNELS: dict[str, str] = {
    Channel.COUNTER: "当面提交",
    Channel.SIGNED_POST: "邮寄",
    Channel.LETTER: "平常信函",
    Channel.ONLINE: "互联网",
    Channel.EMAIL: "电子邮件",
    Channel.FAX: "传真",
}
_BODIES = (
    *("公司", "集团", "厂", "店", "社", "行", "中心", "事务所", "合作社", "协会", "学会"),
    *("委员会", "政府", "办公室", "局", "部", "处", "院", "所", "校", "队", "学"),
)
_QUOTES = str.maketrans("“”‘’", "‘’“”")


def you_of(request: Request) -> str:
    """How the applicant is addressed."""
    return "你" if request.applicant.kind == ApplicantKind.NATURAL else "你单位"


def you_of_party(name: str) -> str:
    """How somebody known by name alone is addressed: names of bodies end as bodies do."""
    return "你单位" if len(name) > 4 or name.endswith(_BODIES) else "你"


def asked(request: Request) -> str:
    """What was asked, to be put in quotation marks: name, number, description (art. 29)."""
    text = request.subject.strip().rstrip("。；")
    if request.doc_number:
        text += f"（文号：{request.doc_number}）"
    description = request.description.strip()
    if description and description != request.subject.strip():
        text += f"，{shortened(description)}"
    return text.translate(_QUOTES)


def quoted(text: str) -> str:
    """A person's words, short enough for a sentence, to be put in quotation marks."""
    return shortened(text).translate(_QUOTES)


def shortened(text: str) -> str:
    """One line of at most :data:`MOST_ASKED` characters, without its full stop."""
    line = " ".join(text.split()).rstrip("。；，")
    return line if len(line) <= MOST_ASKED else line[: MOST_ASKED - 2] + "……"


def contact(unit: Unit) -> str:
    """How a unit is reached; empty where neither telephone nor address is entered."""
    return "，".join(
        words
        for words in (
            f"联系电话：{unit.phone}" if unit.phone else "",
            f"地址：{unit.address}" if unit.address else "",
        )
        if words
    )


def send_to(unit: Unit) -> str:
    """Where answers go: the unit, and how it is reached."""
    reached = contact(unit)
    return f"{unit.name}（{reached}）" if reached else unit.name


def site_address(name: str) -> str:
    """The full address of a public page (``apply:status``); empty while the site has no domain."""
    if not settings.MINGTANG_DOMAIN:
        return ""
    scheme = "https" if settings.MINGTANG_HTTPS else "http"
    return f"{scheme}://{settings.MINGTANG_DOMAIN}{reverse(name)}"
