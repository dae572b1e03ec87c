"""Accounts of staff: made by the office, with a temporary password; never deleted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher
from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.statute.violations import RuleViolation

from .models import Account, Region
from .passwords import temporary_password

BASIS = "网络安全等级保护基本要求（GB/T 22239—2019）"
USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,29}")
USERNAME_RULE = "登录名用小写字母开头，3 至 30 位字母、数字、点、横线。"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A new account and the password to hand over, which is shown once and kept nowhere."""

    account: Account
    password: str


def _quick_hash(password: str) -> str:
    """The hash of a random password with few rounds.

    Slow hashing protects guessable passwords. This one is random, more than 70 bits, and opens
    only the page that changes it; a sheet of 500 people would take minutes otherwise.
    """
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=1000)
    return hasher.encode(password, hasher.salt())


@transaction.atomic
def create_account(
    *, username: str, name: str, by: Actor, at: datetime, phone: str = "", email: str = ""
) -> NewAccount:
    """A new account without roles. Raises :class:`RuleViolation` for a bad or taken user name.

    To ``email`` goes the daily digest and nothing else; no password is ever reset by mail.
    """
    username, name, phone = username.strip(), name.strip(), phone.strip()
    if not USERNAME.fullmatch(username):
        raise RuleViolation("account.username", USERNAME_RULE)
    if not name:
        raise RuleViolation("account.name", "请填写姓名。")
    if Account.objects.filter(username=username).exists():
        raise RuleViolation("account.taken", f"登录名“{username}”已有人使用。")
    password = temporary_password()
    account = Account(
        username=username,
        name=name[:60],
        phone=phone[:40],
        email=email.strip()[:254],
        password=_quick_hash(password),
        password_is_temporary=True,
        password_changed_at=at,
        password_given_by_id=by.account_id,
    )
    account.save()
    record(
        act="staff.create",
        subject=account,
        by=by,
        at=at,
        basis=BASIS,
        detail={"username": username},
    )
    return NewAccount(account, password)


@transaction.atomic
def change_account(
    account: Account, *, name: str, phone: str, email: str = "", by: Actor, at: datetime
) -> Account:
    """Change name, telephone and mail address; the journal keeps the old values."""
    if not name.strip():
        raise RuleViolation("account.name", "请填写姓名。")
    changed = {
        field: [getattr(account, field), value]
        for field, value in (
            ("name", name.strip()),
            ("phone", phone.strip()),
            ("email", email.strip()),
        )
        if getattr(account, field) != value
    }
    if not changed:
        return account
    for field, (_, value) in changed.items():
        setattr(account, field, value)
    account.save(update_fields=list(changed))
    record(
        act="staff.change",
        subject=account,
        by=by,
        at=at,
        basis=BASIS,
        detail={"changed": changed},
    )
    return account


@transaction.atomic
def set_active(
    account: Account, active: bool, *, by: Actor, at: datetime, reason: str = ""
) -> Account:
    """Close an account (or open it again); its acts stay under its name."""
    if by.account_id == account.pk:
        raise RuleViolation("account.own", "不能停用自己的账号。", BASIS)
    if account.is_active == active:
        return account
    if not active and not reason.strip():
        raise RuleViolation("account.reason", "请写明停用的原因。", BASIS)
    account.is_active = active
    account.save(update_fields=["is_active"])
    record(
        act="staff.activate" if active else "staff.deactivate",
        subject=account,
        by=by,
        at=at,
        basis=BASIS,
        reason=reason.strip(),
    )
    return account


@transaction.atomic
def create_region(
    *, code: str, name: str, parent: Region | None, by: Actor, at: datetime
) -> Region:
    """A region below another. Raises :class:`RuleViolation` for a code that does not fit."""
    basis = "GB/T 2260、GB/T 10114"
    if not re.fullmatch(r"\d{6}|\d{9}|\d{12}", code):
        raise RuleViolation("region.code", "区划代码应为 6、9 或 12 位数字。", basis)
    if not name.strip():
        raise RuleViolation("region.name", "请填写区划名称。", basis)
    if parent is not None and not _below(code, parent.code):
        raise RuleViolation("region.parent", f"代码 {code} 不在上级 {parent.code} 之下。", basis)
    if Region.objects.filter(pk=code).exists():
        raise RuleViolation("region.taken", f"区划代码 {code} 已登记。", basis)
    region = Region(code=code, name=name.strip()[:60], parent=parent)
    region.save(force_insert=True)
    record(act="region.create", subject=region, by=by, at=at, basis=basis)
    return region


def _below(code: str, parent: str) -> bool:
    """Whether ``code`` is longer than its parent, or the parent's trailing zeros are filled."""
    stem = parent.rstrip("0")
    stem += "0" * (-len(stem) % 2) if len(parent) == 6 else ""
    return code != parent and len(code) >= len(parent) and code.startswith(stem)
