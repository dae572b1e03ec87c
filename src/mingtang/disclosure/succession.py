"""Documents in work of a dissolved unit go on at its successor."""

from __future__ import annotations

from datetime import datetime

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.models import Succession

from .models import Document, ImportBatch

BASIS = "国办公开办函〔2019〕14号"


def hand_over_drafts(succession: Succession, by: Actor, at: datetime) -> None:
    """Move every document and import to the main successor.

    Published text keeps the old publisher's name.
    """
    old, new = succession.predecessor, succession.successor
    count = Document.objects.filter(unit=old).update(unit=new)
    ImportBatch.objects.filter(unit=old).update(unit=new)
    if count:
        record(
            act="document.hand_over",
            subject=new,
            by=by,
            at=at,
            unit_id=new.pk,
            basis=BASIS,
            detail={"from": old.name, "documents": count},
        )
