"""Requests to a dissolved unit go on at its successor; the clocks run on."""

from __future__ import annotations

from datetime import datetime

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.models import Succession

from .models import Assistance, Request

BASIS = "国办公开办函〔2019〕14号"


def hand_over_requests(succession: Succession, by: Actor, at: datetime) -> None:
    """Move every open request, and the help that was asked for, to the main successor.

    What was answered stays with the unit that answered: its name stands on the reply. The duties
    follow on their own (``duties.services.hand_over``).
    """
    old, new = succession.predecessor, succession.successor
    requests = Request.objects.open().filter(unit=old).update(unit=new, assignee=None)
    helped = Assistance.objects.waiting().filter(unit=old).update(unit=new)
    if requests or helped:
        record(
            act="request.hand_over",
            subject=new,
            by=by,
            at=at,
            unit_id=new.pk,
            basis=BASIS,
            detail={"from": old.name, "requests": requests, "helped": helped},
        )
