"""The only way into the journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from .actor import Actor
from .chain import link_hash
from .models import ChainHead, Entry
from .plain import plain_detail, plain_text, without_personal_data
from .statements import Prepared, insert, update

_HEAD = Prepared(lambda key: ChainHead.objects.select_for_update().filter(pk=key), int)


class NoTransaction(Exception):
    """An entry was about to be written outside the transaction of its act."""


def record(
    *,
    act: str,
    subject: models.Model | tuple[str, object, str],
    by: Actor,
    at: datetime,
    unit_id: int | None = None,
    basis: str = "",
    reason: str = "",
    detail: dict[str, Any] | None = None,
    public: bool = False,
) -> Entry:
    """Append one entry, inside the transaction of the act that it records.

    ``subject`` is a saved model instance, or ``(type, id, label)``. ``public`` entries may be
    shown as proof on the register page: their ``reason`` and ``detail`` must hold no personal
    data. An entry dated before the last one (a clock set back) keeps its time and says so in
    ``detail["clock_behind_seconds"]``.

    What is entered can never be erased, so personal data in the label and the reason are masked
    here; ``detail`` is the caller's, who puts keys, codes and counts into it.

    Raises :class:`NoTransaction` outside ``transaction.atomic``, ``ValueError`` for a time without
    zone and for a ``detail`` that JSON cannot hold.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(act)
    if at.tzinfo is None:
        raise ValueError("the time of an act needs its zone")
    kind, ident, label = _named(subject)
    head = _locked_head()
    # What is hashed must be what the database gives back.
    plain = plain_detail(detail or {})
    if head.at and at < head.at:
        plain["clock_behind_seconds"] = int((head.at - at).total_seconds())
    fields: dict[str, Any] = {
        "seq": head.seq + 1,
        "at": at,
        "act": act,
        "subject_type": kind,
        "subject_id": str(ident),
        "subject_label": without_personal_data(label)[:300],
        "unit_id": unit_id if unit_id is not None else by.unit_id,
        "actor_id": by.account_id,
        "actor_name": plain_text(by.name)[:100],
        "actor_role": by.role,
        "actor_unit_name": plain_text(by.unit_name)[:200],
        "on_behalf_of": plain_text(by.on_behalf_of)[:100],
        "basis": plain_text(basis)[:300],
        "reason": without_personal_data(reason),
        "detail": plain,
        "public": public,
    }
    entry = insert(Entry(**fields, prev_hash=head.hash, hash=link_hash(head.hash, fields)))
    head.seq, head.hash, head.at = entry.seq, entry.hash, max(at, head.at) if head.at else at
    update(head, ("seq", "hash", "at"))
    return entry


def _named(subject: models.Model | tuple[str, object, str]) -> tuple[str, object, str]:
    if isinstance(subject, tuple):
        return subject
    return subject._meta.label_lower, subject.pk, str(subject)


def _locked_head() -> ChainHead:
    """The chain's head, held until the transaction ends, so that links follow one another.

    SQLite transactions are IMMEDIATE and hold the only write lock; PostgreSQL locks the row.
    """
    found = _HEAD.instances(1)
    if not found:
        with transaction.atomic():
            ChainHead.objects.get_or_create(pk=1)
        found = _HEAD.instances(1)
    return found[0]
