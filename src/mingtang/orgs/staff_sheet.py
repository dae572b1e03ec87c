"""A sheet of staff: each row an account, and where the office sends it, one role at one unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.statute.violations import RuleViolation

from .admission import give_role
from .models import Account, Grant, Unit
from .roles import Role
from .sheets import Fault, RefusedRow, SheetResult, SheetRow, parse_day
from .staff_services import USERNAME, USERNAME_RULE, create_account

COLUMNS = ("登录名", "姓名", "单位", "角色", "起始日期", "截止日期", "办公电话", "工作邮箱")
REQUIRED = ("登录名", "姓名")
ACCOUNT_COLUMNS = ("登录名", "姓名", "办公电话", "工作邮箱")
ACCOUNT_SAMPLE = ("zhangwei", "张伟", "0599-1234567", "zhangwei@example.org")
SAMPLE = (
    "zhangwei",
    "张伟",
    "（单位全称）",
    "信息员",
    "2026-01-01",
    "",
    "0599-1234567",
    "zhangwei@example.org",
)
EMAIL = re.compile(r"[^@\s,;]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z]{2,}")
ROLES = {role.label: role.value for role in Role}


@dataclass(slots=True)
class _Staff:
    """A row that was understood; without a unit it is an account alone."""

    username: str
    name: str
    phone: str
    email: str
    unit: Unit | None
    role: str
    since: date | None
    until: date | None


def take_staff(rows: Sequence[SheetRow], *, by: Actor, at: datetime, today: date) -> SheetResult:
    """Make the accounts and grants of a sheet, each row on its own.

    Rows already in force are counted as present; a role without a start begins ``today``. Roles
    are the disclosure office's to give: from anybody else only rows without unit and role hold.
    """
    result = SheetResult(COLUMNS)
    reading = _Reading(today, may_grant=by.role == Role.DISCLOSURE_OFFICE)
    for row in rows:
        found = reading.understand(row)
        if isinstance(found, list):
            result.refused.append(RefusedRow(row, found))
            continue
        try:
            with transaction.atomic():
                _take(found, result, by=by, at=at, today=today)
        except RuleViolation as violation:
            result.refused.append(RefusedRow(row, [Fault("", violation.text)]))
    return result


class _Reading:
    """Judges rows against the units, the accounts and the rows before."""

    def __init__(self, today: date, *, may_grant: bool) -> None:
        self.today = today
        self.may_grant = may_grant
        self.units: dict[str, Unit] = {}
        for unit in Unit.objects.all():
            self.units.setdefault(unit.short_name, unit)
        self.units.update({unit.name: unit for unit in Unit.objects.all()})
        self.names = dict(Account.objects.values_list("username", "name"))
        self.seen: dict[tuple[str, str, int], int] = {}

    def understand(self, row: SheetRow) -> _Staff | list[Fault]:
        faults: list[Fault] = []
        value = row.values.get
        username, name, phone, email = (value(key) or "" for key in ACCOUNT_COLUMNS)
        self._person(username, name, phone, faults)
        if email and not EMAIL.fullmatch(email):
            faults.append(Fault("工作邮箱", "应如 name@example.org。"))
        since = self._day(row, "起始日期", faults)
        until = self._day(row, "截止日期", faults)
        if until and until < (since or self.today):
            faults.append(Fault("截止日期", "早于起始日期。"))
        unit, role = self._place(value("单位") or "", value("角色") or "", since, faults)
        if username and not faults:
            key = (username, role, unit.pk if unit else 0)
            before = self.seen.setdefault(key, row.number)
            if before != row.number:
                faults.append(Fault("", f"与第 {before} 行重复。"))
        if faults:
            return faults
        self.names.setdefault(username, name)
        return _Staff(username, name, phone, email, unit, role, since, until)

    def _place(
        self, unit_name: str, role_name: str, since: date | None, faults: list[Fault]
    ) -> tuple[Unit | None, str]:
        """Unit and role; neither where both cells are empty."""
        if not unit_name and not role_name:
            return None, ""
        if not self.may_grant:
            faults.append(Fault("角色", "角色由政务公开办授予，请把“单位”“角色”两栏留空。"))
            return None, ""
        unit = self._unit(unit_name, since or self.today, faults)
        role = ROLES.get(role_name, "")
        if not role:
            faults.append(Fault("角色", f"应为{'、'.join(ROLES)}之一。"))
        return unit, role

    def _person(self, username: str, name: str, phone: str, faults: list[Fault]) -> None:
        if not username:
            faults.append(Fault("登录名", "未填。"))
        elif not USERNAME.fullmatch(username):
            faults.append(Fault("登录名", USERNAME_RULE))
        elif name and self.names.get(username, name) != name:
            faults.append(Fault("登录名", f"已由{self.names[username]}使用。"))
        if not name:
            faults.append(Fault("姓名", "未填。"))
        elif len(name) > 60:
            faults.append(Fault("姓名", "超过 60 个字。"))
        if len(phone) > 40 or not set(phone) <= set("0123456789-+()（） 转、"):
            faults.append(Fault("办公电话", "只填数字、横线和分机。"))

    def _day(self, row: SheetRow, column: str, faults: list[Fault]) -> date | None:
        text = row.values.get(column) or ""
        try:
            return parse_day(text)
        except ValueError:
            faults.append(Fault(column, f"“{text[:20]}”不是有效日期，请填如 2026-01-05。"))
            return None

    def _unit(self, name: str, day: date, faults: list[Fault]) -> Unit | None:
        if not name:
            faults.append(Fault("单位", "未填。"))
            return None
        unit = self.units.get(name)
        if unit is None:
            faults.append(Fault("单位", f"没有名为“{name[:40]}”的单位，请填全称或规范简称。"))
        elif not unit.exists_on(day):
            faults.append(Fault("单位", f"{unit.name}在 {day} 尚未成立或已撤销。"))
        return unit


def _take(staff: _Staff, result: SheetResult, *, by: Actor, at: datetime, today: date) -> None:
    account = Account.objects.filter(username=staff.username).first()
    password = ""
    if account is None:
        made = create_account(
            username=staff.username,
            name=staff.name,
            phone=staff.phone,
            email=staff.email,
            by=by,
            at=at,
        )
        account, password = made.account, made.password
    elif staff.unit is None or _held_already(account, staff, today):
        result.present += 1
        return
    if staff.unit is not None:
        given = give_role(
            account,
            role=staff.role,
            unit=staff.unit,
            since=staff.since or today,
            until=staff.until,
            by=by,
            at=at,
        )
        password = given.password or password
    result.added += 1
    if password:
        result.passwords.append((staff.username, staff.name, password))


def _held_already(account: Account, staff: _Staff, today: date) -> bool:
    same = Grant.objects.filter(account=account, role=staff.role, unit=staff.unit)
    if staff.since is None:
        return same.in_force_on(today).filter(until=staff.until).exists()
    return same.filter(since=staff.since, until=staff.until).exists()
