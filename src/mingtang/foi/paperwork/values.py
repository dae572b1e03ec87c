"""What each paper is given: the act's own data and the request, by the fields of ``letters``.

``fields`` are those kept with the letter (plain data: dates as ISO text).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from mingtang.duties.law import current_calendar, limit
from mingtang.foi.facts import Facts
from mingtang.foi.letters.wording import Value
from mingtang.foi.models import Consultation, Request
from mingtang.foi.services.acting import impersonal
from mingtang.foi.states import Consulted, FeeMethod, LetterKind, Opinion
from mingtang.orgs.models import Unit
from mingtang.statute.counting import period_end
from mingtang.statute.limits import UnknownLimit

from . import wording
from .answers import closing_values, reply_values

Given = dict[str, Value]
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which paper is made, of which request, on which day."""

    kind: str
    request: Request
    facts: Facts
    fields: Fields

    @property
    def today(self) -> date:
        return self.facts.today


def values_for(occasion: Occasion) -> Given:
    """The values of a paper; what is not known is left out, the paper then says what it lacks."""
    values = _head(occasion)
    if occasion.kind in (LetterKind.REPLY, LetterKind.CLOSING):
        answer = reply_values if occasion.kind == LetterKind.REPLY else closing_values
        return values | answer(occasion.request, occasion.fields, today=occasion.today)
    return values | _OF_KIND[occasion.kind](occasion)


def _head(occasion: Occasion) -> Given:
    request = occasion.request
    return {
        "unit": request.unit.name,
        "addressee": request.applicant.name,
        "you": wording.you_of(request),
        "date": occasion.today,
        "contact": wording.contact(request.unit),
        "received_on": request.receipt_on or request.arrived_on,
        "channel": wording.CHANNELS[request.channel],
        "request_number": request.number,
        "request": wording.asked(request),
    }


def _receipt(occasion: Occasion) -> Given:
    return {"received_on": occasion.fields.get("receipt_on"), **_same(occasion, "due_on")}


def _correction(occasion: Occasion) -> Given:
    online = wording.site_address("apply:status")
    where = wording.send_to(occasion.request.unit)
    return {
        **_same(occasion, "wanted", "guidance", "last_on"),
        "period": _working_days(occasion.fields.get("days")),
        "submit_to": f"{where}；也可以在网上提交：{online}" if online else where,
    }


def _reasons(occasion: Occasion) -> Given:
    days = occasion.fields.get("days") or _amount("foi.reasons_reply", occasion.facts.rule_day)
    return {"counts": occasion.fields.get("grounds"), "period": _working_days(days)}


def _extension(occasion: Occasion) -> Given:
    return {
        "reason": str(occasion.fields.get("reason", "")).strip().removeprefix("因"),
        "due_on": occasion.fields.get("old_due"),
        "new_due_on": occasion.fields.get("new_due"),
        "period": _working_days(occasion.fields.get("days")),
    }


def _party(occasion: Occasion) -> Given:
    """A letter to somebody who is asked for an opinion."""
    party = str(occasion.fields.get("party", ""))
    page = wording.site_address("apply:opinion")
    body = occasion.kind in (LetterKind.COMAKER, LetterKind.AGENCY)
    return {
        "addressee": party,
        "you": "你单位" if body else wording.you_of_party(party),
        **_same(occasion, "about", "last_on"),
        "submit_to": wording.send_to(occasion.request.unit),
        "opinion_page": f"{page}（凭随本意见书另行告知的意见码）" if page else "",
    }


def _consulting(occasion: Occasion) -> Given:
    kind = occasion.fields.get("kind", "")
    return {"whom": Consulted(kind).label if kind else "", "sent_on": occasion.today}


def _disclosing(occasion: Occasion) -> Given:
    party = str(occasion.fields.get("party", ""))
    objecting = Consultation.objects.filter(
        request=occasion.request, party=party, opinion__in=(Opinion.OBJECTS, Opinion.PARTLY)
    )
    found = objecting.last()
    values: Given = {
        "addressee": party,
        "you": wording.you_of_party(party),
        "reasons": occasion.fields.get("reason"),
        "disclose_on": occasion.fields.get("disclosing_on"),
    }
    if found is not None:
        stance = f"{values['you']}{Opinion(found.opinion).label}"
        why = f"，理由为“{wording.quoted(found.reasons)}”" if found.reasons else ""
        values |= {
            "sent_on": found.sent_on,
            "about": wording.shortened(found.about),
            "content": found.about,
            "opinion": f"{stance}{why}",
        }
    return values


def _help(occasion: Occasion) -> Given:
    """To a unit of the county: it learns the question, never the applicant."""
    return {
        "addressee": str(occasion.fields.get("unit", "")),
        "you": "你单位",
        "request": impersonal(occasion.request, wording.asked(occasion.request)),
        "task": occasion.fields.get("question"),
        "last_on": _help_until(occasion.today),
        "due_on": occasion.facts.due_on,
    }


def _help_until(today: date) -> date | None:
    try:
        return period_end(limit("foi.internal_assist", today), today, current_calendar()).due
    except UnknownLimit:
        return None


def _fee(occasion: Occasion) -> Given:
    method = str(occasion.fields.get("method", ""))
    anew = settings.MINGTANG_FOI_PAYMENT_RESTARTS
    return {
        "method": FeeMethod(method).label if method else "",
        **_same(occasion, "lines", "amount", "last_on"),
        "pay_to": occasion.fields.get("how_to_pay"),
        "restart": f"答复期限自缴费之日起{'重新' if anew else '继续'}计算。",
    }


def _suspension(occasion: Occasion) -> Given:
    reason = str(occasion.fields.get("reason", "")).strip().removeprefix("因")
    return {"reason": reason, **_same(occasion, "basis"), "suspended_on": occasion.today}


def _move(occasion: Occasion) -> Given:
    to = str(occasion.fields.get("to", ""))
    unit = Unit.objects.living().filter(name=to).first()
    return {
        "to_unit": to,
        "to_contact": wording.contact(unit) if unit else "",
        **_same(occasion, "reason"),
        "moved_on": occasion.today,
    }


def _not_request(occasion: Occasion) -> Given:
    return _same(occasion, "reason", "where")


def _same(occasion: Occasion, *names: str) -> Given:
    """Fields that the act and the paper call by the same name."""
    return {name: occasion.fields.get(name) for name in names}


def _working_days(days: object) -> str:
    return f"{days}个工作日" if days else ""


def _amount(code: str, on: date) -> int | None:
    try:
        return limit(code, on).amount
    except UnknownLimit:
        return None


_OF_KIND: dict[str, Callable[[Occasion], Given]] = {
    LetterKind.RECEIPT: _receipt,
    LetterKind.CORRECTION: _correction,
    LetterKind.REASONS: _reasons,
    LetterKind.EXTENSION: _extension,
    LetterKind.THIRD_PARTY: _party,
    LetterKind.COMAKER: _party,
    LetterKind.AGENCY: _party,
    LetterKind.CONSULTING: _consulting,
    LetterKind.DISCLOSING: _disclosing,
    LetterKind.HELP: _help,
    LetterKind.FEE: _fee,
    LetterKind.SUSPENSION: _suspension,
    LetterKind.MOVE: _move,
    LetterKind.NOT_REQUEST: _not_request,
}
