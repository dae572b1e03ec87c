"""How a request stands: its clock as the pages show it."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingtang.duties.clocks import explanation_of
from mingtang.duties.law import current_calendar
from mingtang.duties.models import Duty
from mingtang.foi.facts import REPLY
from mingtang.foi.models import Request
from mingtang.foi.queries import SUBJECT
from mingtang.workbench.lists import due_of


def standing_of(row: Request, *, today: date) -> dict[str, Any]:
    """``duty`` and ``explanation`` of the last duty to answer; nothing while there is none."""
    duties = Duty.objects.about(SUBJECT, row.pk).filter(rule=REPLY)
    duty = duties.exclude(status=Duty.Status.VOID).order_by("-pk").first()
    if duty is None:
        return {"duty": None, "today": today}
    return {
        "duty": due_of(duty, today=today, calendar=current_calendar()),
        "explanation": explanation_of(duty, today=today),
        "today": today,
    }
