"""Whether a person must use a second factor, has one, and changes of them in the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from . import account_services
from .access import Access, access_of
from .models import Account

View = Callable[..., HttpResponseBase]


def required_for(access: Access) -> bool:
    """Whether a role held today is one of the option ``mfa_required_roles``."""
    wanted = frozenset(settings.MINGTANG_MFA_REQUIRED_ROLES)
    return bool(wanted) and not wanted.isdisjoint(access.roles)


def is_required(account: Account, day: date) -> bool:
    """The same for an account on a day."""
    return bool(settings.MINGTANG_MFA_REQUIRED_ROLES) and required_for(access_of(account, day))


def has_factor(account: Account) -> bool:
    """Whether the account has an authenticator or a passkey; recovery codes alone do not count."""
    factors = Authenticator.objects.filter(user=account)
    return factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def journalled(view: View) -> View:
    """Run a posting of ``view`` in one transaction and journal what it did to the factors."""

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or not isinstance(request.user, Account):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            before = _factors(request.user)
            response = view(request, *args, **kwargs)
            after = _factors(request.user)
            if before != after:
                now = timezone.now()
                account_services.record_factors(
                    request.user,
                    added=_kinds(after, before),
                    removed=_kinds(before, after),
                    by=account_services.self_actor(request.user, timezone.localdate(now)),
                    at=now,
                )
        return response

    return run


def _factors(account: Account) -> dict[int, str]:
    return dict(Authenticator.objects.filter(user=account).values_list("pk", "type"))


def _kinds(these: dict[int, str], without: dict[int, str]) -> list[str]:
    return list(Counter(kind for pk, kind in these.items() if pk not in without).elements())
