"""Who may look at what without an account: a right held by the session, won by a code.

The session keeps the key of the row and the beginning of its code's hash, so that a code that is
given anew ends every right that the old one opened. Addresses of pages name nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from mingtang.foi.models import Consultation, Request

REQUEST, CONSULTATION, RECEIPT = "foi_request", "foi_consultation", "foi_receipt"
CODE_SHOWN = timedelta(minutes=30)


def open_request(request: HttpRequest, found: Request) -> None:
    """Let this session see the request from now on."""
    request.session.cycle_key()
    request.session[REQUEST] = [found.pk, found.code_hash[:16]]


def opened_request(request: HttpRequest) -> Request | None:
    """The request that this session may see; nothing where the right has ended."""
    key, stamp = _held(request, REQUEST)
    rows = Request.objects.select_related("unit", "applicant", "merged_into__unit")
    row = rows.filter(pk=key).first() if key else None
    return row if row and stamp and row.code_hash[:16] == stamp else None


def open_consultation(request: HttpRequest, found: Consultation) -> None:
    """Let this session see the consultation, and nothing else of the request."""
    request.session.cycle_key()
    request.session[CONSULTATION] = [found.pk, found.code_hash[:16]]


def opened_consultation(request: HttpRequest) -> Consultation | None:
    """The consultation that this session may see."""
    key, stamp = _held(request, CONSULTATION)
    rows = Consultation.objects.select_related("request__unit")
    row = rows.filter(pk=key).first() if key else None
    return row if row and stamp and row.code_hash[:16] == stamp else None


def _held(request: HttpRequest, name: str) -> tuple[int, str]:
    held = request.session.get(name)
    if not isinstance(held, list) or len(held) != 2:
        return 0, ""
    return int(held[0]), str(held[1])


def mark(found: Request | Consultation) -> str:
    """What a form carries of the row that it was drawn for: signed, and naming nothing."""
    subject = f"{found._meta.label_lower}:{found.pk}"
    return salted_hmac("mingtang.foi.drawn_for", subject, algorithm="sha256").hexdigest()


def is_drawn_for(request: HttpRequest, found: Request | Consultation) -> bool:
    """Whether the form that came is of this row, and not of one opened earlier in the session."""
    return constant_time_compare(request.POST.get("of", ""), mark(found))


def leave(request: HttpRequest) -> None:
    """Give every right back, as one does at a machine that others use."""
    for name in (REQUEST, CONSULTATION, RECEIPT):
        request.session.pop(name, None)


def remember_code(request: HttpRequest, found: Request, code: str) -> None:
    """Keep the new query code for the receipt page alone: for half an hour, and only until the
    person says to have written it down, so that a page loaded again still shows it."""
    request.session[RECEIPT] = [found.pk, code, timezone.now().isoformat()]


def remembered_code(request: HttpRequest, found: Request, now: datetime) -> str:
    """The code to show on the receipt; empty when it was written down or its time is over."""
    held = request.session.get(RECEIPT)
    if not isinstance(held, list) or len(held) != 3 or held[0] != found.pk:
        return ""
    if now - datetime.fromisoformat(str(held[2])) > CODE_SHOWN:
        request.session.pop(RECEIPT, None)
        return ""
    return str(held[1])


def forget_code(request: HttpRequest) -> None:
    """The person has the code; it is nowhere any more."""
    request.session.pop(RECEIPT, None)
