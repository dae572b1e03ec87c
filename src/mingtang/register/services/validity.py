"""Changes of validity: amended, repealed, expired; marked on the page of the original."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.register.followers import tell_followers
from mingtang.register.genres import RelationKind, Validity
from mingtang.register.models import Entry, Relation
from mingtang.register.publication import Publication
from mingtang.statute.violations import RuleViolation

BASIS = "政府网站发展指引（国办发〔2017〕47号）"

EFFECTS = {
    RelationKind.AMENDS: Validity.AMENDED,
    RelationKind.REPLACES: Validity.REPEALED,
    RelationKind.REPEALS: Validity.REPEALED,
}
"""What a link does to the validity of its target (国办发〔2017〕47号: mark the original)."""

ENDED = frozenset({Validity.REPEALED, Validity.EXPIRED})


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
    if validity not in Validity.values:
        raise RuleViolation("validity.kind", f"没有“{validity}”这种有效性。", BASIS)
    if successor is not None and successor.pk == entry.pk:
        raise RuleViolation("validity.successor", "信息不能由自己代替。", BASIS)
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


def begins_later(publication: Publication, on: date) -> str:
    """The validity on the day of publication: valid is only what has come into force by then."""
    pending = publication.valid_from is not None and publication.valid_from > on
    if pending and publication.validity == Validity.VALID:
        return Validity.PENDING
    return publication.validity


def take_effect(relation: Relation, *, on: date, by: Actor, at: datetime) -> None:
    """Mark the target of a link as amended or repealed. What has ended is not brought back."""
    kind = RelationKind(relation.kind)
    effect = EFFECTS.get(kind)
    target = relation.target
    if effect is None or (target.validity in ENDED and effect == Validity.AMENDED):
        return
    set_validity(
        target,
        validity=effect,
        on=on,
        by=by,
        at=at,
        reason=f"{kind.label}：{relation.source.title}",
        successor=relation.source if kind == RelationKind.REPLACES else None,
    )


def expire_due(*, today: date, at: datetime) -> int:
    """Let entries whose period has ended expire, and those whose day has come take effect, on
    themselves and on what they amend, replace or repeal.

    Judged from the entries alone, so that missed days lose nothing and a second run does
    nothing. Returns how many entries changed.
    """
    by = Actor.system()
    begun = Q(validity=Validity.PENDING, valid_from__lte=today)
    ended = Q(
        validity__in=[Validity.VALID, Validity.AMENDED, Validity.PENDING], valid_until__lt=today
    )
    changed = 0
    for key in _keys(begun, "valid_from"):
        changed += _begin(key, begun, by=by, at=at)
    for key in _keys(ended, "valid_until"):
        changed += _expire(key, ended, by=by, at=at)
    return changed


def _keys(condition: Q, order: str) -> list[int]:
    rows = Entry.objects.filter(condition).order_by(order, "pk")
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def _begin(key: int, condition: Q, *, by: Actor, at: datetime) -> int:
    entry = Entry.objects.select_for_update(of=("self",)).filter(condition, pk=key).first()
    if entry is None or entry.valid_from is None:
        return 0
    set_validity(
        entry, validity=Validity.VALID, on=entry.valid_from, by=by, at=at, reason="到期生效"
    )
    if not entry.withdrawn:
        for relation in entry.relations_out.select_related("source", "target"):
            take_effect(relation, on=entry.valid_from, by=by, at=at)
    return 1


@transaction.atomic
def _expire(key: int, condition: Q, *, by: Actor, at: datetime) -> int:
    entry = Entry.objects.select_for_update(of=("self",)).filter(condition, pk=key).first()
    if entry is None or entry.valid_until is None:
        return 0
    first_day = entry.valid_until + timedelta(days=1)
    set_validity(entry, validity=Validity.EXPIRED, on=first_day, by=by, at=at, reason="有效期届满")
    return 1
