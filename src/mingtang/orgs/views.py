"""The pages of log-in and of the own account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account import views as account_views
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as factor_views
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as passkey_views
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mingtang.statute.violations import RuleViolation

from . import account_services, second_factors
from .forms import LeaveForm
from .models import Account, Grant, Leave
from .passwords import why_change
from .roles import Role
from .services import take_leave


class _OwnSite:
    """Leaves ``site`` to the site's own context; the library puts the host's name there."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        data: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        data.pop("site", None)
        return data


class LoginView(_OwnSite, account_views.LoginView):
    """First step: user name and password, or a passkey."""


class AuthenticateView(_OwnSite, factor_views.AuthenticateView):
    """Second step: a code, or a passkey if the person has one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        data = super().get_context_data(**kwargs)
        if not _factors(self.stage.login.user, Authenticator.Type.WEBAUTHN).exists():
            data.pop("webauthn_form", None)
        return data


class RemovePasskeyView(passkey_views.RemoveWebAuthnView):
    """Takes a passkey off, unless it is the last factor of a role that needs one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(last_required=not self._may_go(), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        if not self._may_go():
            return self.render_to_response(self.get_context_data(form=form), status=409)
        return super().form_valid(form)

    def _may_go(self) -> bool:
        return bool(get_adapter().can_delete_authenticator(self.object))


class InactiveView(_OwnSite, account_views.AccountInactiveView):
    """A passkey of a closed account was used."""


@login_required
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """The own roles, leave, password and second factors; posting enters a leave."""
    account, now = _own(request), timezone.now()
    today = timezone.localdate(now)
    form = LeaveForm(request.POST or None, account=account, today=today)
    if request.method == "POST" and form.is_valid():
        by = account_services.self_actor(account, today)
        try:
            take_leave(account, by=by, at=now, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(None, str(violation))
        else:
            messages.success(request, "休假已登记，代理从开始那天起生效。")
            return redirect("account_profile")
    return render(request, "account/profile.html", _profile_facts(account, now) | {"form": form})


@login_required
@require_POST
def end_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Come back early: yesterday was the last day of the leave."""
    account, now = _own(request), timezone.now()
    today = timezone.localdate(now)
    leave = get_object_or_404(Leave, pk=pk, account=account, until__gte=today)
    account_services.end_leave(
        leave,
        last_day=today - timedelta(days=1),
        by=account_services.self_actor(account, today),
        at=now,
    )
    messages.success(request, "已销假，代理随即停止。")
    return redirect("account_profile")


def _factors(account: Account, kind: str) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=account, type=kind)


def _own(request: HttpRequest) -> Account:
    account = request.user
    assert isinstance(account, Account)  # noqa: S101  (login_required)
    return account


def _profile_facts(account: Account, now: Any) -> dict[str, Any]:
    today = timezone.localdate(now)
    grants = Grant.objects.filter(account=account).select_related("unit")
    return {
        "account": account,
        "grants": [(each, Role(each.role).label, _standing(each, today)) for each in grants],
        "leaves": Leave.objects.filter(account=account, until__gte=today).select_related("deputy"),
        "standing_in": Leave.objects.filter(deputy=account, until__gte=today).select_related(
            "account"
        ),
        "why_change": why_change(account, now),
        "has_totp": _factors(account, Authenticator.Type.TOTP).exists(),
        "passkeys": _factors(account, Authenticator.Type.WEBAUTHN).count(),
        "factor_required": second_factors.is_required(account, today),
        "today": today,
    }


def _standing(grant: Grant, today: Any) -> str:
    if grant.since > today:
        return "尚未开始"
    if grant.until is not None and grant.until < today:
        return "已结束"
    return "有效"
