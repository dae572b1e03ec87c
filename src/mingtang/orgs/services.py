"""State changes of units and staff. Each writes its journal entry in the same transaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.statute.violations import RuleViolation

from .access import does_business
from .models import Account, Grant, Leave, Unit
from .roles import WITHOUT_BUSINESS, Role

BASIS = "政府信息公开条例第四条"
SEPARATION = "GB/T 22239—2019 访问控制（管理权限分离）"


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
    """Give a role at a unit for a period.

    Roles are given by the disclosure office, to others: whoever runs the system makes accounts
    and no more, so that nobody makes himself what he is not. Raises :class:`RuleViolation` for
    anybody else (the system itself may, at the installation), on an overlap, and where the
    account needs a new password with it (``admission.give_role``).
    """
    _refuse_unless_office(account, by, "授予")
    if needs_new_password(account, role=role, by=by, day=timezone.localdate(at)):
        raise RuleViolation(
            "grant.password",
            "授予第一个业务角色时须同时换发临时密码：现在的密码可能有别人知道。",
            SEPARATION,
        )
    return place_grant(account, role=role, unit=unit, since=since, until=until, by=by, at=at)


def needs_new_password(account: Account, *, role: str, by: Actor, day: date) -> bool:
    """Whether the role makes something of an account whose password somebody else may know.

    Who runs the system hands out the passwords of accounts that can do nothing yet. With the
    first role that can do something the giver of the role exchanges them.
    """
    if role in WITHOUT_BUSINESS or by.account_id is None:
        return False
    if account.password_given_by_id in (None, by.account_id):
        return False
    return not does_business(account, day)


@transaction.atomic
def place_grant(
    account: Account,
    *,
    role: str,
    unit: Unit,
    since: date,
    by: Actor,
    at: datetime,
    until: date | None = None,
) -> Grant:
    """As :func:`grant_role`, for a role that is carried on and not given (a unit is succeeded).

    ``by`` is not examined here. Raises :class:`RuleViolation` on an overlap.
    """
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
    """End a grant of another person; ``last_day`` still counts.

    By whom: as :func:`grant_role`. Nobody ends an own role, so the office always has a member.
    """
    _refuse_unless_office(grant.account, by, "终止")
    return close_grant(grant, last_day=last_day, by=by, at=at, reason=reason)


@transaction.atomic
def close_grant(
    grant: Grant, *, last_day: date, by: Actor, at: datetime, reason: str = ""
) -> Grant:
    """As :func:`end_grant`, for a role that ends with its unit; ``by`` is not examined here."""
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
    """Record an absence and its deputy, who holds the roles of the absent meanwhile.

    It is entered by the person who goes or by the disclosure office, never by the deputy, who
    must do business already. Raises :class:`RuleViolation` for anybody else, and for a chain of
    deputies.
    """
    if by.account_id == deputy.pk and by.account_id != account.pk:
        raise RuleViolation("leave.own", "不能把自己登记为他人的代理人。", SEPARATION)
    if by.account_id != account.pk and not is_office(by):
        raise RuleViolation(
            "leave.office", "休假和代理由本人登记，或者由政务公开办登记。", SEPARATION
        )
    if deputy == account:
        raise RuleViolation("leave.deputy", "代理人不能是本人。", BASIS)
    if until < since:
        raise RuleViolation("leave.period", "止期不能早于起期。", BASIS)
    if not does_business(deputy, since):
        raise RuleViolation(
            "leave.deputy", "代理人须担任业务角色，信息技术或没有角色的账号不能代理。", SEPARATION
        )
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


def is_office(by: Actor) -> bool:
    """Whether roles are this person's to give; the system itself acts at the installation."""
    return by.role == Role.DISCLOSURE_OFFICE or (by.account_id is None and by.role == "system")


def _refuse_unless_office(account: Account, by: Actor, verb: str) -> None:
    if by.account_id == account.pk:
        raise RuleViolation(
            "grant.own", f"不能给自己{verb}角色，请由政务公开办的另一人办理。", SEPARATION
        )
    if not is_office(by):
        raise RuleViolation("grant.office", f"角色由政务公开办{verb}。", SEPARATION)
