"""What the file of a request already says, put into the elements of a reply."""

from __future__ import annotations

from mingtang.foi.models import Letter, Request
from mingtang.foi.queries import answered_before
from mingtang.foi.states import Consulted, LetterKind, Opinion
from mingtang.orgs.access import Access


def hints_for(request: Request, access: Access, code: str) -> dict[str, str]:
    """Elements that can be read off the file, by their codes; a person checks them."""
    found = {"form": request.get_form_display()}
    if code == "C5.2":
        found |= _earlier(request, access)
    if code == "C3.4":
        found |= _objection(request)
    if code == "C5.4":
        asked = request.reasons_asked.last()
        found |= {"asked_on": f"{asked.sent_on}"} if asked else {}
    if code in ("C4.3", "C6.1"):
        correction = request.corrections.last()
        if correction is not None:
            found |= {"notice_on": f"{correction.sent_on}", "unclear": correction.wanted}
            found |= {"period": f"至 {correction.last_on} 止"} if correction.last_on else {}
    if code == "C6.2":
        notice = request.fee_notices.last()
        if notice is not None:
            found |= {"notice_on": f"{notice.sent_on}", "amount": f"{notice.amount}元"}
            found |= {"last_day": f"{notice.last_on}"} if notice.last_on else {}
    return found


def _earlier(request: Request, access: Access) -> dict[str, str]:
    """Number and day of the answer already given to the same applicant."""
    earlier = answered_before(request, Request.objects.visible_to(access)).first()
    if earlier is None:
        return {}
    letter = Letter.objects.filter(request=earlier, kind=LetterKind.REPLY).last()
    return {
        "earlier_number": letter.number if letter else earlier.number,
        "earlier_date": f"{earlier.answered_on}",
    }


def _objection(request: Request) -> dict[str, str]:
    """That a third party was asked and objected; never what it wrote."""
    row = request.consultations.filter(
        kind=Consulted.THIRD_PARTY, opinion__in=[Opinion.OBJECTS, Opinion.PARTLY]
    ).last()
    if row is None or row.answered_on is None:
        return {}
    return {
        "consultation": (
            f"{row.sent_on} 书面征求第三方意见，第三方于 {row.answered_on} 以合理理由不同意公开。"
        )
    }
