"""Taking something off the public side: the entry stays with its reason, the content goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.register.followers import tell_followers
from mingtang.register.models import Entry
from mingtang.statute.violations import RuleViolation

BASIS = "政府信息公开条例第六条、第十七条"


@transaction.atomic(savepoint=False)
def withdraw(entry: Entry, *, by: Actor, at: datetime, reason: str) -> Entry:
    """Withdraw an entry. Raises :class:`RuleViolation` without a reason, or when already done."""
    if not reason.strip():
        raise RuleViolation("withdraw.reason", "请写明撤下的原因；原因会公开显示。", BASIS)
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.withdrawn:
        raise RuleViolation("withdraw.twice", "此信息已经撤下。", BASIS)
    entry.withdrawn_at = at
    entry.withdrawal_reason = reason.strip()[:300]
    entry.changed_at = at
    entry.current = None
    entry.save()
    record(
        act="register.withdraw",
        subject=entry,
        by=by,
        at=at,
        unit_id=entry.unit_id,
        basis=BASIS,
        reason=entry.withdrawal_reason,
        public=True,
    )
    tell_followers(entry)
    return entry
