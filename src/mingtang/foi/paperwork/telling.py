"""Messages to the people of a request: that something is there, its number, how to look it up.

Never what a paper says, never a code: a mail or a text may be read by others.
"""

from __future__ import annotations

import re

from django.conf import settings

from mingtang.foi.models import Consultation, Delivery, Letter, Request
from mingtang.foi.services.acting import Acting
from mingtang.foi.services.telling import Happening
from mingtang.foi.states import LetterKind
from mingtang.notices.models import Message
from mingtang.notices.services import address_fault, queue

from .wording import contact, site_address

NEWS: dict[str, str] = {
    LetterKind.RECEIPT: "已经登记",
    LetterKind.CORRECTION: "需要您补正，请在期限内提交",
    LetterKind.REASONS: "需要您说明理由，请在期限内提交",
    LetterKind.EXTENSION: "延长了答复期限",
    LetterKind.CONSULTING: "正在征求意见，所需时间不计算在答复期限内",
    LetterKind.FEE: "需要您缴纳信息处理费，请在期限内缴纳",
    LetterKind.SUSPENSION: "已中止办理",
    LetterKind.MOVE: "已转给有权办理的单位",
    LetterKind.NOT_REQUEST: "没有作为政府信息公开申请登记",
    LetterKind.CLOSING: "已经办结",
}
"""What a letter to the applicant is announced as; the reply is announced when it is served."""
SERVED = "已经答复"

_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MOBILE = re.compile(r"(?<!\d)(?:\+86[ -]?)?1\d{2}[ -]?\d{4}[ -]?\d{4}(?!\d)")


def tell(happening: Happening, acting: Acting) -> None:
    """Queue the messages about a letter, a reply served, or somebody asked for an opinion."""
    match happening:
        case Letter():
            if news := NEWS.get(happening.kind):
                _tell_applicant(acting, f"letter:{happening.pk}", news)
        case Delivery():
            _tell_applicant(acting, f"served:{happening.pk}", SERVED)
        case Consultation():
            _tell_party(acting, happening)


def _tell_applicant(acting: Acting, occasion: str, news: str) -> None:
    request = acting.request
    applicant = request.applicant
    page = site_address("apply:status")
    where = page or "本县政府网站“办申请”栏目"
    _send(
        acting,
        occasion,
        mail=applicant.email.strip(),
        mobile=_mobile_of(applicant.phone),
        subject=f"政府信息公开申请 {request.number} {news}",
        body=(
            f"您好：\n\n您提出的政府信息公开申请（编号 {request.number}）{news}。\n"
            f"请到{where}，用申请编号和查询码查看全文和日期。\n"
            f"没有查询码的，请与我们联系。{contact(request.unit)}\n\n"
            f"{request.unit.name}\n本邮件由系统自动发出。"
        ),
        short=(
            f"您的政府信息公开申请{request.number}{news}，请凭编号和查询码到{where}查看。"
            f"{_short(request)}"
        ),
    )


def _tell_party(acting: Acting, consultation: Consultation) -> None:
    """Whoever is asked, where a mail address or mobile number was entered as the contact."""
    request, letter = acting.request, consultation.letter
    number = letter.number if letter is not None else ""
    page = site_address("apply:opinion")
    online = f"也可以凭另行告知的意见码在网上答复：{page}\n" if page else ""
    mail = _MAIL.search(consultation.contact)
    _send(
        acting,
        f"consulted:{consultation.pk}",
        mail=mail[0] if mail else "",
        mobile=_mobile_of(consultation.contact),
        subject=f"{request.unit.name}向您征求政府信息公开意见 {number}",
        body=(
            f"您好：\n\n{request.unit.name}就一件政府信息公开申请向您征求意见，"
            f"征求意见书编号 {number}。请注意查收，并在期限内答复。\n{online}"
            f"没有收到的，请与我们联系。{contact(request.unit)}\n\n"
            f"{request.unit.name}\n本邮件由系统自动发出。"
        ),
        short=f"{request.unit.name}向您征求政府信息公开意见（{number}），请注意查收征求意见书并按期答复。",
    )


def _send(
    acting: Acting,
    occasion: str,
    *,
    mail: str,
    mobile: str,
    subject: str,
    body: str,
    short: str,
) -> None:
    """By mail and by text, wherever there is an address; one message of each for an occasion."""
    for channel, address, words in (
        (Message.Channel.EMAIL, mail, body),
        (Message.Channel.SMS, mobile, short),
    ):
        if address:
            queue(
                key=f"foi:{occasion}:{channel}",
                channel=channel,
                address=address,
                subject=subject,
                body=words,
                about=acting.request,
                at=acting.at,
                unit_id=acting.request.unit_id,
            )


def _mobile_of(text: str) -> str:
    """The first mobile number in a text; a landline gets no text message."""
    found = _MOBILE.search(text)
    if found is None or address_fault(Message.Channel.SMS, found[0]):
        return ""
    return found[0]


def _short(request: Request) -> str:
    return f"【{request.unit.short_name or request.unit.name or settings.MINGTANG_COUNTY_NAME}】"
