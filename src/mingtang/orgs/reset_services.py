"""Resetting an account that does business: asked for by one person, confirmed by another.

Whoever resets a password or takes second factors off could come in as that person. So asking does
nothing yet, and only who confirms is told the password. The table is ``reset_lifecycle``.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.statute.violations import RuleViolation

from .access import does_business
from .account_services import issue_password, take_factors_off, unlock
from .models import Account, ResetRequest
from .reset_lifecycle import LIFECYCLE, Facts, State
from .roles import Role
from .services import SEPARATION

Kind = ResetRequest.Kind
ASKERS = (Role.DISCLOSURE_OFFICE, Role.IT)


@transaction.atomic
def ask_reset(account: Account, *, kind: str, reason: str, by: Actor, at: datetime) -> ResetRequest:
    """Ask for a new password (or to take the second factors off); another person confirms.

    The request lasts ``reset_request_days``. Raises :class:`RuleViolation` for anybody but IT and
    the disclosure office, for one's own account, one that is closed or does no business (that is
    reset directly), without a reason, and while the same waits already.
    """
    if by.role not in ASKERS:
        raise RuleViolation("reset.asker", "重置由信息技术或政务公开办申请。", SEPARATION)
    if by.account_id is None or by.account_id == account.pk:
        text = "自己的密码和两步验证在“我的账号”里修改；登录不了的，请别人申请。"
        raise RuleViolation("reset.own", text, SEPARATION)
    # Locked, so that two who ask at once do not ask twice.
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    fault = _fault(account, kind, at)
    if fault is None and not reason.strip():
        fault = "reset.reason", "请写明申请的原因。"
    if fault:
        raise RuleViolation(*fault, SEPARATION)
    asked = ResetRequest.objects.create(
        account=account,
        kind=kind,
        reason=reason.strip()[:200],
        asked_by_id=by.account_id,
        asked_at=at,
        expires_at=at + timedelta(days=settings.MINGTANG_RESET_REQUEST_DAYS),
    )
    _record("staff.reset_ask", asked, by, at, reason=asked.reason)
    return asked


def _fault(account: Account, kind: str, at: datetime) -> tuple[str, str] | None:
    """Code and text of what forbids to ask; a request that has run out is closed on the way."""
    if not account.is_active:
        return "account.closed", "该账号已停用，不能重置。"
    if not does_business(account, timezone.localdate(at)):
        return "reset.alone", "这个账号没有业务角色，可以直接办理，不必申请。"
    if kind == Kind.FACTORS and not Authenticator.objects.filter(user=account).exists():
        return "reset.none", "这个账号没有登记两步验证。"
    for waiting in account.reset_requests.waiting().filter(kind=kind):
        if waiting.expires_at > at:
            return "reset.twice", "同样的申请正在等待确认。"
        _expire(waiting, at)
    return None


@transaction.atomic
def confirm(request: ResetRequest, *, how: str, by: Actor, at: datetime) -> str:
    """Carry the request out; returns the temporary password, empty where factors were taken off.

    ``how`` tells how the person was identified. Raises :class:`RuleViolation` as the table does,
    and without ``how``.
    """
    request, to = _begin(request, "confirm", by, at)
    if not how.strip():
        raise RuleViolation("reset.how", "请写明怎样向本人核实的。", SEPARATION)
    _decide(request, to, by, at, remark=how)
    _record("staff.reset_confirm", request, by, at, reason=request.remark)
    if request.kind == Kind.FACTORS:
        take_factors_off(request.account, by=by, at=at, reason=request.reason)
        return ""
    detail = {"request": request.pk, "asked_by": request.asked_by.name}
    return issue_password(request.account, by=by, at=at, reason=request.reason, detail=detail)


@transaction.atomic
def refuse(request: ResetRequest, *, reason: str, by: Actor, at: datetime) -> ResetRequest:
    """Do not agree; nothing is reset. Raises :class:`RuleViolation`, also without a reason."""
    request, to = _begin(request, "refuse", by, at)
    if not reason.strip():
        raise RuleViolation("reset.reason", "请写明不同意的理由。", SEPARATION)
    _decide(request, to, by, at, remark=reason)
    _record("staff.reset_refuse", request, by, at, reason=request.remark)
    return request


@transaction.atomic
def withdraw(request: ResetRequest, *, by: Actor, at: datetime) -> ResetRequest:
    """Take one's own request back. Raises :class:`RuleViolation`."""
    request, to = _begin(request, "withdraw", by, at)
    _decide(request, to, by, at)
    _record("staff.reset_withdraw", request, by, at)
    return request


@transaction.atomic
def restore_access(account: Account, *, reason: str, factors: bool, by: Actor, at: datetime) -> str:
    """A temporary password from the machine's own shell, when nobody is left who could confirm.

    With ``factors`` the second factors are taken off too; a lockout ends. ``by`` is the system,
    named after who sits at the shell. Raises :class:`RuleViolation` for anybody else, without a
    reason, and for an account that is closed.
    """
    if by.account_id is not None or by.role != "system":
        raise RuleViolation("reset.shell", "恢复登录只能在服务器本机的命令行办理。", SEPARATION)
    reason = reason.strip()[:200]
    if not reason:
        raise RuleViolation("reset.reason", "请写明恢复登录的原因。", SEPARATION)
    record(
        act="staff.restore_access",
        subject=account,
        by=by,
        at=at,
        basis=SEPARATION,
        reason=reason,
        detail={"factors": factors},
    )
    if factors:
        take_factors_off(account, by=by, at=at, reason=reason)
    unlock(account, by=by, at=at)
    return issue_password(account, by=by, at=at, reason=reason)


def expire_due(now: datetime) -> int:
    """Close the requests that nobody confirmed in time; how many. A periodic job."""
    count = 0
    for request in ResetRequest.objects.overdue(now):
        with transaction.atomic():
            try:
                _expire(request, now)
            except RuleViolation:  # decided on in the meantime
                continue
            count += 1
    return count


def _expire(request: ResetRequest, at: datetime) -> None:
    by = Actor.system()
    request, to = _begin(request, "expire", by, at)
    _decide(request, to, by, at)
    _record("staff.reset_expire", request, by, at)


def _begin(request: ResetRequest, act: str, by: Actor, at: datetime) -> tuple[ResetRequest, str]:
    """The request, locked, and the state to which the table lets ``act`` lead."""
    rows = ResetRequest.objects.select_for_update(of=("self",))
    fresh = rows.select_related("account", "asked_by").get(pk=request.pk)
    facts = Facts(fresh, by, at)
    line = LIFECYCLE.step(act, state=fresh.state, roles={by.role}, facts=facts)
    return fresh, line.to


def _decide(request: ResetRequest, to: str, by: Actor, at: datetime, *, remark: str = "") -> None:
    request.state, request.decided_by_id, request.decided_at = State(to), by.account_id, at
    request.remark = remark.strip()[:200]
    request.save(update_fields=["state", "decided_by", "decided_at", "remark"])


def _record(act: str, request: ResetRequest, by: Actor, at: datetime, *, reason: str = "") -> None:
    record(
        act=act,
        subject=request.account,
        by=by,
        at=at,
        basis=SEPARATION,
        reason=reason,
        detail={"request": request.pk, "kind": request.kind},
    )
