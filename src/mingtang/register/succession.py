"""Entries of a dissolved unit are answered for by its successor; the old name stays on them."""

from __future__ import annotations

from datetime import datetime

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.models import Succession

from .models import Entry, ErrorReport

BASIS = "国办公开办函〔2019〕14号"


def hand_over_entries(succession: Succession, by: Actor, at: datetime) -> None:
    """Move the responsibility for entries and open error reports to the main successor."""
    old, new = succession.predecessor, succession.successor
    count = Entry.objects.filter(unit=old).update(unit=new)
    ErrorReport.objects.filter(unit=old, answered_at__isnull=True).update(unit=new)
    if count:
        record(
            act="register.hand_over",
            subject=new,
            by=by,
            at=at,
            unit_id=new.pk,
            basis=BASIS,
            detail={"from": old.name, "entries": count},
        )
