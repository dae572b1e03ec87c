"""Taking something off the public side: the entry stays with its reason, the content goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.register.followers import tell_followers
from mingtang.register.models import Entry
from mingtang.register.public_words import public_words
from mingtang.statute.violations import RuleViolation

from .validity import effects_of, lose_effect

BASIS = "政府信息公开条例第六条、第十七条"


@transaction.atomic(savepoint=False)
def withdraw(entry: Entry, *, by: Actor, at: datetime, reason: str) -> Entry:
    """Withdraw an entry; what it repealed or amended stands again as without it.

    Raises :class:`RuleViolation` without a reason, when the reason (it becomes public) holds
    personal data, or when already done.
    """
    reason = public_words(reason, what="撤下的原因")
    if not reason:
        raise RuleViolation("withdraw.reason", "请写明撤下的原因；原因会公开显示。", BASIS)
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.withdrawn:
        raise RuleViolation("withdraw.twice", "此信息已经撤下。", BASIS)
    effects = effects_of(entry)
    entry.withdrawn_at = at
    entry.withdrawal_reason = reason[:300]
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
    for target_id, kind in sorted(effects):
        lose_effect(entry, target_id, kind, on=timezone.localdate(at), by=by, at=at)
    return entry
