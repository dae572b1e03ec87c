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
from mingtang.register.public_words import public_words
from mingtang.register.publication import Publication
from mingtang.register.standing import EFFECTS, ENDED, Standing, in_force, standing_of
from mingtang.statute.violations import RuleViolation

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
    """Say whether an entry is still valid, from which day, and what takes its place.

    Raises :class:`RuleViolation` for an unknown validity, an entry that would succeed itself, and
    a reason (it becomes public) with personal data in it.
    """
    if validity not in Validity.values:
        raise RuleViolation("validity.kind", f"没有“{validity}”这种有效性。", BASIS)
    if successor is not None and successor.pk == entry.pk:
        raise RuleViolation("validity.successor", "信息不能由自己代替。", BASIS)
    entry = _locked(entry.pk)
    heir = successor.pk if successor is not None else entry.successor_id
    reason = public_words(reason, what="有效性变更的原因")
    return _put(entry, Standing(validity, on, heir), by=by, at=at, reason=reason)


def begins_later(publication: Publication, on: date) -> str:
    """The validity on the day of publication: valid is only what has come into force by then."""
    pending = publication.valid_from is not None and publication.valid_from > on
    if pending and publication.validity == Validity.VALID:
        return Validity.PENDING
    return publication.validity


def effects_of(entry: Entry) -> set[tuple[int, str]]:
    """The (target, kind) of the links by which an entry has an effect on others now."""
    if not in_force(entry):
        return set()
    return set(entry.relations_out.values_list("target_id", "kind"))


def take_effect(relation: Relation, *, on: date, by: Actor, at: datetime) -> None:
    """Mark the target of a link as amended or repealed. What has ended is not brought back."""
    kind = RelationKind(relation.kind)
    effect = EFFECTS.get(kind)
    if effect is None:
        return
    target = _locked(relation.target_id)
    if target.validity in ENDED and effect == Validity.AMENDED:
        return
    heir = relation.source_id if kind == RelationKind.REPLACES else target.successor_id
    _put(
        target,
        Standing(effect, on, heir),
        by=by,
        at=at,
        reason=f"{kind.label}：{relation.source.title}",
        source=relation.source,
    )


def lose_effect(
    source: Entry, target_id: int, kind: str, *, on: date, by: Actor, at: datetime
) -> None:
    """Undo what a link did to its target, once the link is gone or its document withdrawn.

    The target gets the validity it would have without the link; what has another validity by now
    keeps it. Call it after the link lost its force.
    """
    effect = EFFECTS.get(RelationKind(kind))
    target = _locked(target_id)
    if effect is None or (target.validity != effect and target.successor_id != source.pk):
        return
    standing = standing_of(target, on=on, former=source)
    if target.validity != effect:
        standing = Standing(target.validity, target.validity_since, standing.successor_id)
    if (standing.validity, standing.successor_id) == (target.validity, target.successor_id):
        return
    label = RelationKind(kind).label
    reason = f"“{label}”不再有效：{source.title}"
    _put(target, standing, by=by, at=at, reason=reason, source=source)


def _locked(key: int) -> Entry:
    return Entry.objects.select_for_update(of=("self",)).get(pk=key)


def _put(
    entry: Entry,
    standing: Standing,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    source: Entry | None = None,
) -> Entry:
    """Set the standing of the locked entry; ``source`` is the document that made it so."""
    detail = {"from": entry.validity, "to": standing.validity, "on": standing.since}
    if source is not None:
        detail["source"] = source.index_number
    entry.validity = standing.validity
    entry.validity_since = standing.since
    entry.successor_id = standing.successor_id
    entry.changed_at = at
    entry.save(update_fields=["validity", "validity_since", "changed_at", "successor"])
    record(
        act="register.validity",
        subject=entry,
        by=by,
        at=at,
        unit_id=entry.unit_id,
        basis=BASIS,
        reason=reason,
        detail=detail,
        public=True,
    )
    tell_followers(entry)
    return entry


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
