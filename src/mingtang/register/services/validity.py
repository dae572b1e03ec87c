"""Changes of validity: amended, repealed, expired; marked on the page of the original."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.register.followers import tell_followers
from mingtang.register.genres import Validity
from mingtang.register.models import Entry

BASIS = "政府网站发展指引（国办发〔2017〕47号）"


@transaction.atomic(savepoint=False)
def set_validity(
    entry: Entry,
    *,
    validity: str,
    on: date,
    by: Actor,
    at: datetime,
    reason: str,
    successor: Entry | None = None,
) -> Entry:
    """Say whether an entry is still valid, from which day, and what takes its place."""
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    before = entry.validity
    entry.validity = validity
    entry.validity_since = on
    entry.changed_at = at
    if successor is not None:
        entry.successor = successor
    entry.save(update_fields=["validity", "validity_since", "changed_at", "successor"])
    record(
        act="register.validity",
        subject=entry,
        by=by,
        at=at,
        unit_id=entry.unit_id,
        basis=BASIS,
        reason=reason,
        detail={"from": before, "to": validity, "on": on},
        public=True,
    )
    tell_followers(entry)
    return entry


def expire_due(*, today: date, at: datetime) -> int:
    """Let entries whose period has ended expire, and those whose day has come take effect.

    Judged from the entries alone, so that missed days lose nothing and a second run does
    nothing. Returns how many entries changed.
    """
    by = Actor.system()
    ended = Entry.objects.filter(
        validity__in=[Validity.VALID, Validity.AMENDED, Validity.PENDING], valid_until__lt=today
    )
    begun = Entry.objects.filter(validity=Validity.PENDING, valid_from__lte=today)
    changed = 0
    for entry in list(ended):
        set_validity(
            entry,
            validity=Validity.EXPIRED,
            on=entry.valid_until,
            by=by,
            at=at,
            reason="有效期届满",
        )
        changed += 1
    for entry in list(begun):
        set_validity(
            entry, validity=Validity.VALID, on=entry.valid_from, by=by, at=at, reason="到期生效"
        )
        changed += 1
    return changed
