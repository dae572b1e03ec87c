"""State changes of units and staff. Each writes its journal entry in the same transaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.statute.violations import RuleViolation

from .models import Account, Grant, Leave, Unit
from .roles import Role

BASIS = "政府信息公开条例第四条"


@transaction.atomic
def create_unit(*, by: Actor, at: datetime, **fields: Any) -> Unit:
    """A new unit; ``fields`` are those of :class:`Unit`. Raises ``ValidationError``."""
    unit = Unit(**fields)
    unit.full_clean()
    unit.save()
    record(act="unit.create", subject=unit, by=by, at=at, unit_id=unit.pk, basis=BASIS)
    return unit


@transaction.atomic
def change_unit(unit: Unit, *, by: Actor, at: datetime, **fields: Any) -> Unit:
    """Change facts of a unit; the journal keeps the old and the new value of each."""
    changed = {}
    for name, value in fields.items():
        if getattr(unit, name) != value:
            changed[name] = [str(getattr(unit, name)), str(value)]
            setattr(unit, name, value)
    if not changed:
        return unit
    unit.full_clean()
    unit.save()
    record(
        act="unit.change",
        subject=unit,
        by=by,
        at=at,
        unit_id=unit.pk,
        basis=BASIS,
        detail={"changed": changed},
    )
    return unit


@transaction.atomic
def grant_role(
    account: Account,
    *,
    role: str,
    unit: Unit,
    since: date,
    by: Actor,
    at: datetime,
    until: date | None = None,
) -> Grant:
    """Give a role at a unit for a period. Raises :class:`RuleViolation` on an overlap."""
    if role not in Role.values:
        raise RuleViolation("grant.role", f"没有“{role}”这个角色。", BASIS)
    if until is not None and until < since:
        raise RuleViolation("grant.period", "止期不能早于起期。", BASIS)
    if unit.ended_on is not None and unit.ended_on <= since:
        raise RuleViolation("grant.unit", f"{unit.name}已于 {unit.ended_on} 撤销。", BASIS)
    # Locked, so that two who grant at once do not overlap.
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    for held in Grant.objects.filter(account=account, role=role, unit=unit):
        starts_before_end = held.until is None or since <= held.until
        ends_after_start = until is None or until >= held.since
        if starts_before_end and ends_after_start:
            raise RuleViolation("grant.twice", "此人在该单位的这一角色已在有效期内。", BASIS)
    grant = Grant.objects.create(account=account, role=role, unit=unit, since=since, until=until)
    record(
        act="staff.grant",
        subject=account,
        by=by,
        at=at,
        unit_id=unit.pk,
        basis=BASIS,
        detail={"role": role, "since": since, "until": until},
    )
    return grant


@transaction.atomic
def end_grant(grant: Grant, *, last_day: date, by: Actor, at: datetime, reason: str = "") -> Grant:
    """End a grant; ``last_day`` still counts."""
    if last_day < grant.since:
        raise RuleViolation("grant.period", "止期不能早于起期。", BASIS)
    grant.until = last_day
    grant.save(update_fields=["until"])
    record(
        act="staff.end_grant",
        subject=grant.account,
        by=by,
        at=at,
        unit_id=grant.unit_id,
        basis=BASIS,
        reason=reason,
        detail={"role": grant.role, "until": last_day},
    )
    return grant


@transaction.atomic
def take_leave(
    account: Account, *, deputy: Account, since: date, until: date, by: Actor, at: datetime
) -> Leave:
    """Record an absence and its deputy. Raises :class:`RuleViolation` for a chain of deputies."""
    if deputy == account:
        raise RuleViolation("leave.deputy", "代理人不能是本人。", BASIS)
    if until < since:
        raise RuleViolation("leave.period", "止期不能早于起期。", BASIS)
    away = Leave.objects.filter(account=deputy, since__lte=until, until__gte=since)
    if away.exists():
        raise RuleViolation("leave.deputy", "代理人在此期间也在休假，请另选一人。", BASIS)
    if Leave.objects.filter(account=account, since__lte=until, until__gte=since).exists():
        raise RuleViolation("leave.twice", "此人在这段时间已登记休假。", BASIS)
    if Leave.objects.filter(deputy=account, since__lte=until, until__gte=since).exists():
        raise RuleViolation("leave.deputising", "此人在此期间正代理他人，请先另行安排代理。", BASIS)
    leave = Leave.objects.create(account=account, deputy=deputy, since=since, until=until)
    record(
        act="staff.leave",
        subject=account,
        by=by,
        at=at,
        basis=BASIS,
        detail={"deputy": deputy.name, "since": since, "until": until},
    )
    return leave
