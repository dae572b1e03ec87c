"""Files of a dissolved unit belong to its successor, whose drafts they hang on."""

from __future__ import annotations

from datetime import datetime

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.models import Succession

from .models import StoredFile

BASIS = "国办公开办函〔2019〕14号"


def hand_over_files(succession: Succession, by: Actor, at: datetime) -> None:
    """Move every stored file to the main successor, so that copies of it may replace it there."""
    old, new = succession.predecessor, succession.successor
    count = StoredFile.objects.filter(unit=old).update(unit=new)
    if count:
        record(
            act="file.hand_over",
            subject=new,
            by=by,
            at=at,
            unit_id=new.pk,
            basis=BASIS,
            detail={"from": old.name, "files": count},
        )
