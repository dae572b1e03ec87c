"""Merging, renaming and splitting of units: who goes on with the work, and the staff with it.

Basis: 国办公开办函〔2019〕14号, points 1–3 (who answers for the information of a dissolved body).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.statute.violations import RuleViolation

from .models import Grant, Succession, Unit
from .services import SEPARATION, close_grant, create_unit, is_office, place_grant

BASIS = "国办公开办函〔2019〕14号"

SuccessionFollower = Callable[[Succession, Actor, datetime], None]
_followers: list[SuccessionFollower] = []

_DAY = timedelta(days=1)
_NOT_TAKEN_OVER = frozenset({"id", "name", "short_name", "founded_on", "ended_on"})


def follow_successions(follower: SuccessionFollower) -> None:
    """Register what else moves when a unit is succeeded (duties, register, drafts).

    Called once per app from ``AppConfig.ready``; followers run inside the same transaction.
    """
    if follower not in _followers:
        _followers.append(follower)


@transaction.atomic
def succeed(
    predecessor: Unit,
    *,
    successors: Sequence[Unit],
    kind: str,
    on: date,
    by: Actor,
    at: datetime,
    document: str = "",
    move_staff: bool | None = None,
) -> list[Succession]:
    """End ``predecessor`` and hand on its work; the first successor takes what is under way.

    ``move_staff``: whether its staff hold their roles at the first successor from that day on;
    ``None`` means yes for a merger or renaming and no for a split, where somebody has to say who
    goes where. It is an act of the disclosure office, since roles move with it. Raises
    :class:`RuleViolation` for anybody else, when the unit has already ended, succeeds itself, a
    successor does not exist on that day, or the day has not come: work is handed on when the new
    unit takes it over, not before.
    """
    _refuse_unless_office(by)
    predecessor.refresh_from_db(from_queryset=Unit.objects.select_for_update(of=("self",)))
    fault = _ending_fault(predecessor, kind, on, timezone.localdate(at)) or _successors_fault(
        predecessor, successors, kind, on
    )
    if fault:
        raise RuleViolation(*fault, BASIS)
    predecessor.ended_on = on
    predecessor.save(update_fields=["ended_on"])
    rows = _hand_on(predecessor, successors, kind=kind, on=on, by=by, at=at, document=document)
    if move_staff or (move_staff is None and kind != Succession.Kind.SPLIT):
        _move_staff(rows[0], by=by, at=at)
    return rows


@transaction.atomic
def rename_unit(
    unit: Unit,
    *,
    name: str,
    short_name: str,
    on: date,
    by: Actor,
    at: datetime,
    document: str = "",
    move_staff: bool = True,
    **changes: Any,
) -> Unit:
    """End ``unit`` and found the body of the new name in its place; returns the new unit.

    It keeps the credit code, and with it the series of index numbers, and every other fact that
    ``changes`` does not name (fields of :class:`Unit`, such as ``doc_prefix``). Work and staff
    follow as in :func:`succeed`. Raises :class:`RuleViolation`, and ``ValidationError`` when a
    field does not hold (a name that another unit has).
    """
    _refuse_unless_office(by)
    old = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    kind = Succession.Kind.RENAMED
    fault = _ending_fault(old, kind, on, timezone.localdate(at))
    if fault is None and name.strip() == old.name:
        fault = "unit.name", "新名称与现名称相同。"
    if fault:
        raise RuleViolation(*fault, BASIS)
    old.ended_on = on
    old.save(update_fields=["ended_on"])
    kept = {
        field.name: getattr(old, field.name)
        for field in Unit._meta.concrete_fields
        if field.name not in _NOT_TAKEN_OVER
    }
    named = {"name": name.strip(), "short_name": short_name.strip(), "founded_on": on}
    new = create_unit(by=by, at=at, **(kept | changes | named))
    (row,) = _hand_on(old, [new], kind=kind, on=on, by=by, at=at, document=document)
    if move_staff:
        _move_staff(row, by=by, at=at)
    unit.ended_on = on
    return new


def _refuse_unless_office(by: Actor) -> None:
    """Roles are the office's to give, and a succession carries them to another unit."""
    if not is_office(by):
        raise RuleViolation(
            "unit.office", "机构并入、更名、拆分会带走角色，由政务公开办办理。", SEPARATION
        )


def _hand_on(
    predecessor: Unit,
    successors: Sequence[Unit],
    *,
    kind: str,
    on: date,
    by: Actor,
    at: datetime,
    document: str,
) -> list[Succession]:
    """Note who succeeds the ended unit; subunits and followers go to the first."""
    heir = successors[0]
    # What stood below the unit stands below its successor; that one moves up if it stood there.
    Unit.objects.filter(pk=heir.pk, parent=predecessor).update(parent=predecessor.parent)
    predecessor.children.filter(ended_on__isnull=True).update(parent=heir)
    rows = []
    for number, successor in enumerate(successors):
        row = Succession.objects.create(
            predecessor=predecessor,
            successor=successor,
            kind=kind,
            on=on,
            document=document,
            main=number == 0,
        )
        record(
            act="unit.succeed",
            subject=predecessor,
            by=by,
            at=at,
            unit_id=predecessor.pk,
            basis=BASIS,
            detail={"successor": successor.pk, "kind": kind, "on": on, "main": row.main},
            public=True,
        )
        rows.append(row)
    for follower in _followers:
        follower(rows[0], by, at)
    return rows


def _ending_fault(unit: Unit, kind: str, on: date, today: date) -> tuple[str, str] | None:
    """Code and text of what forbids the unit to end so on that day; ``None`` when nothing does."""
    if unit.ended_on is not None:
        return "unit.ended", "该单位已经撤销，不能再次办理合并、更名或拆分。"
    if kind not in Succession.Kind.values:
        return "unit.kind", f"没有“{kind}”这种机构调整。"
    if on > today:
        return "unit.early", f"生效日期 {on} 还没有到，请在当日或以后办理。"
    if unit.founded_on and on < unit.founded_on:
        return "unit.early", f"生效日期不能早于该单位成立的 {unit.founded_on}。"
    return None


def _successors_fault(
    predecessor: Unit, successors: Sequence[Unit], kind: str, on: date
) -> tuple[str, str] | None:
    """Code and text of what forbids these successors; ``None`` when nothing does."""
    keys = [unit.pk for unit in successors]
    if not keys or predecessor.pk in keys:
        return "unit.successor", "请指定另一个单位作为承接单位。"
    if len(set(keys)) < len(keys):
        return "unit.successor", "同一承接单位填写了两次。"
    if (len(keys) > 1) is not (kind == Succession.Kind.SPLIT):
        return "unit.successor", "拆分须有两个以上承接单位，并入和更名只有一个。"
    late = [unit.name for unit in successors if not unit.exists_on(on) or unit.ended_on]
    if late:
        return "unit.successor", f"承接单位在 {on} 尚未成立或已撤销：{'、'.join(late)}。"
    return None


def _move_staff(succession: Succession, *, by: Actor, at: datetime) -> None:
    """Each role that is held, or granted for later, goes on at the successor for what is left.

    The role at the ended unit lasts to the day before its end; one that begins on that day or
    later lasts its first day, since a grant has at least one. What the person already holds at the
    successor is not granted twice.
    """
    old, new, on = succession.predecessor, succession.successor, succession.on
    today = timezone.localdate(at)
    left = Grant.objects.filter(Q(until__isnull=True) | Q(until__gte=today), unit=old)
    reason = f"{succession.get_kind_display()}：{old.name} → {new.name}"
    for grant in left.select_related("account").order_by("pk"):
        until, since = grant.until, max(on, grant.since)
        last_day = max(on - _DAY, grant.since)
        if until is None or last_day < until:
            close_grant(grant, last_day=last_day, by=by, at=at, reason=reason)
        held = Grant.objects.filter(account=grant.account, role=grant.role, unit=new)
        for first, last in list(_gaps(since, until, held.order_by("since"))):
            place_grant(
                grant.account, role=grant.role, unit=new, since=first, until=last, by=by, at=at
            )


def _gaps(
    since: date, until: date | None, held: Iterable[Grant]
) -> Iterator[tuple[date, date | None]]:
    """The stretches of a period (last days included) that grants, by their beginning, leave."""
    for grant in held:
        if until is not None and grant.since > until:
            break
        if grant.since > since:
            yield since, grant.since - _DAY
        if grant.until is None:
            return
        since = max(since, grant.until + _DAY)
    if until is None or since <= until:
        yield since, until
