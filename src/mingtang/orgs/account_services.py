"""What happens to an account: log-in, passwords, second factors, lockout, leave.

Each function writes its journal entry in the same transaction. No entry holds a password, a code
or a secret.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.statute.violations import RuleViolation

from .access import does_business
from .models import Account, FormerPassword, Grant, Leave
from .passwords import temporary_password
from .services import SEPARATION

BASIS = "GB/T 22239—2019 身份鉴别"
#: Logs of at least six months. The article is named from knowledge, its text was not read.
AUDIT_BASIS = "网络安全法第二十一条"

_UNKNOWN = ("orgs.account", "", "未知用户名")
_FACTOR_NAMES = {"totp": "验证器", "webauthn": "通行密钥", "recovery_codes": "备用码"}


def self_actor(account: Account, day: date) -> Actor:
    """The person acting on the own account, with the unit of the first grant in force."""
    grant = Grant.objects.in_force_on(day).filter(account=account).select_related("unit").first()
    unit_id, unit_name = (grant.unit_id, grant.unit.name) if grant else (None, "")
    return Actor(account.pk, account.name, "staff", unit_id, unit_name)


@transaction.atomic
def record_login(account: Account, *, at: datetime, address: str, methods: list[str]) -> None:
    """That a person came in, from where and by which means."""
    record(
        act="staff.login",
        subject=account,
        by=self_actor(account, timezone.localdate(at)),
        at=at,
        basis=AUDIT_BASIS,
        detail={"address": address, "methods": methods},
    )


@transaction.atomic
def record_failure(username: str, *, at: datetime, address: str, step: str, locked: bool) -> None:
    """That a log-in failed at ``step`` (password, code or passkey), and whether that locked it.

    A user name without account is not written down: people type passwords in the wrong field.
    An entry is written all the same, so that both cases take the same time.
    """
    account = Account.objects.filter(username=username).first()
    by = Actor.system("登录验证")
    facts = {"address": address, "step": step}
    subject = account or _UNKNOWN
    record(act="staff.login_failed", subject=subject, by=by, at=at, basis=AUDIT_BASIS, detail=facts)
    if locked:
        minutes = settings.MINGTANG_LOCKOUT_MINUTES
        record(
            act="staff.locked_out",
            subject=subject,
            by=by,
            at=at,
            basis=BASIS,
            detail={"address": address, "minutes": minutes},
        )


@transaction.atomic
def record_logout(account: Account, *, at: datetime) -> None:
    """That a person went out."""
    by = self_actor(account, timezone.localdate(at))
    record(act="staff.logout", subject=account, by=by, at=at, basis=AUDIT_BASIS)


@transaction.atomic
def change_password(account: Account, *, password: str, at: datetime) -> None:
    """The person's own new password, already validated by the form (hashing is slow by design).

    Other sessions of the account end, for their hash no longer fits.
    """
    _replace_password(account, password, at)
    by = self_actor(account, timezone.localdate(at))
    record(act="staff.password_change", subject=account, by=by, at=at, basis=BASIS)


@transaction.atomic
def reset_password(account: Account, *, by: Actor, at: datetime) -> str:
    """A temporary password, told once and changed at the next log-in; all sessions end.

    Raises :class:`RuleViolation` for an account that is closed, for one's own, and for one that
    does business: that takes two people (``reset_services``).
    """
    _refuse_alone(account, by, at)
    return issue_password(account, by=by, at=at)


@transaction.atomic
def issue_password(
    account: Account,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> str:
    """As :func:`reset_password`, where somebody else asked for it; ``by`` is not examined here."""
    if not account.is_active:
        raise RuleViolation("account.closed", "该账号已停用，不能重置密码。", BASIS)
    password = temporary_password()
    _replace_password(account, password, at, given_by=by)
    record(
        act="staff.password_reset",
        subject=account,
        by=by,
        at=at,
        basis=BASIS,
        reason=reason,
        detail=detail,
    )
    return password


@transaction.atomic
def unlock(account: Account, *, by: Actor, at: datetime) -> bool:
    """End the lockout of an account from every address; whether there was anything to end."""
    released = bool(AxesProxyHandler.reset_attempts(username=account.username))
    if released:
        record(act="staff.unlock", subject=account, by=by, at=at, basis=BASIS)
    return released


@transaction.atomic
def remove_second_factors(account: Account, *, by: Actor, at: datetime, reason: str) -> int:
    """Take all second factors off, for somebody who lost the telephone or key; how many.

    Raises :class:`RuleViolation` without a reason, and as :func:`reset_password`.
    """
    if not reason.strip():
        raise RuleViolation("account.reason", "请写明解除两步验证的原因。", BASIS)
    _refuse_alone(account, by, at)
    return take_factors_off(account, by=by, at=at, reason=reason)


@transaction.atomic
def take_factors_off(account: Account, *, by: Actor, at: datetime, reason: str) -> int:
    """As :func:`remove_second_factors`; ``by`` is not examined here."""
    kinds = list(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    Authenticator.objects.filter(user=account).delete()
    if kinds:
        record_factors(account, added=(), removed=kinds, by=by, at=at, reason=reason)
    return len(kinds)


@transaction.atomic
def record_factors(
    account: Account,
    *,
    added: Iterable[str],
    removed: Iterable[str],
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """That second factors were added or removed; kinds are those of ``Authenticator.Type``."""
    for act, kinds in (("staff.factor_add", added), ("staff.factor_remove", removed)):
        for kind in sorted(kinds):
            record(
                act=act,
                subject=account,
                by=by,
                at=at,
                basis=BASIS,
                reason=reason,
                detail={"kind": kind, "name": _FACTOR_NAMES.get(kind, kind)},
            )


@transaction.atomic
def end_leave(leave: Leave, *, last_day: date, by: Actor, at: datetime) -> None:
    """End a leave early; ``last_day`` still counts. One that has not begun is taken back whole."""
    if last_day >= leave.until:
        raise RuleViolation("leave.ended", "休假到期会自动结束，不必提前销假。", "")
    if last_day < leave.since:
        detail = {"since": leave.since, "until": leave.until, "withdrawn": True}
        leave.delete()
    else:
        leave.until = last_day
        leave.save(update_fields=["until"])
        detail = {"since": leave.since, "until": last_day, "withdrawn": False}
    record(act="staff.leave_end", subject=leave.account, by=by, at=at, detail=detail)


def locked_until(username: str) -> datetime | None:
    """When the lockout of a user name ends (the latest of all addresses); ``None`` without one."""
    from axes.models import AccessAttempt

    latest = (
        AccessAttempt.objects.filter(
            username=username, failures_since_start__gte=settings.MINGTANG_LOCKOUT_FAILURES
        )
        .order_by("-attempt_time")
        .first()
    )
    if latest is None:
        return None
    ends = latest.attempt_time + timedelta(minutes=settings.MINGTANG_LOCKOUT_MINUTES)
    return ends if ends > timezone.now() else None


def _refuse_alone(account: Account, by: Actor, at: datetime) -> None:
    """Refuse what lets ``by`` come in as somebody whose acts have effect."""
    if by.account_id is None and by.role == "system":
        return
    if by.account_id == account.pk:
        raise RuleViolation("account.own", "自己的密码和两步验证在“我的账号”里修改。", BASIS)
    # Locked, so that no role is given at the same moment.
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if does_business(account, timezone.localdate(at)):
        raise RuleViolation(
            "account.two_people",
            "这个账号担任业务角色，重置须由另一人确认，请提出申请。",
            SEPARATION,
        )


def _replace_password(
    account: Account, password: str, at: datetime, *, given_by: Actor | None = None
) -> None:
    """Set it; one that is ``given_by`` somebody is temporary."""
    if account.password:
        FormerPassword.objects.create(account=account, hash=account.password, replaced_at=at)
        newest = account.former_passwords.values_list("pk", flat=True)
        kept = list(newest[: settings.MINGTANG_PASSWORD_REMEMBERED])
        account.former_passwords.exclude(pk__in=kept).delete()
    account.set_password(password)
    account.password_changed_at = at
    account.password_is_temporary = given_by is not None
    changed = ["password", "password_changed_at", "password_is_temporary"]
    if given_by is not None:
        account.password_given_by_id = given_by.account_id
        changed.append("password_given_by")
    account.save(update_fields=changed)
