"""How the account library behaves in an office: no sign-up, Chinese, and every act journalled."""

from __future__ import annotations

import base64
from functools import cache
from io import BytesIO
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from . import account_services
from .lockout import client_address
from .models import Account
from .second_factors import is_required

BEGAN = "began_at"


class AccountAdapter(DefaultAccountAdapter):
    """Log-in, log-out and passwords of staff."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "用户名或密码不正确。",
        "username_password_mismatch": "用户名或密码不正确。",
        "incorrect_password": "密码不正确。",
        "enter_current_password": "现在的密码不正确。",
        "too_many_login_attempts": "尝试次数过多，请稍后再试。",
        "rate_limited": "操作过于频繁，请稍后再试。",
        "incorrect_code": "验证码不正确。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are given by the office."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this site, written without a host, are followed after log-in."""
        path = url or ""
        return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_profile")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Staff are told in the workbench and by the journal; accounts have no e-mail."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Journal a wrong password, unless it was not even tried because of a lockout."""
        failures = getattr(request, "axes_failures_since_start", None)
        if failures is None:
            return
        account_services.record_failure(
            str(credentials.get("username", "")),
            at=timezone.now(),
            address=client_address(request),
            step="password",
            locked=bool(getattr(request, "axes_locked_out", False)),
        )

    def login(self, request: HttpRequest, user: Any) -> None:
        now = timezone.now()
        methods = [
            str(each.get("type") or each["method"])
            for each in get_authentication_records(request, user)
        ]
        with transaction.atomic():
            super().login(request, user)
            request.session[BEGAN] = int(now.timestamp())
            account_services.record_login(
                user, at=now, address=client_address(request), methods=methods
            )

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        if isinstance(user, Account) or user.is_authenticated:
            account_services.record_logout(user, at=timezone.now())
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        account_services.change_password(user, password=password, at=timezone.now())


class SecondFactorAdapter(DefaultMFAAdapter):
    """TOTP secrets encrypted at rest, names in Chinese, no removal where a factor is required."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "您的角色必须使用两步验证，不能停用最后一种方式。",
        "cannot_generate_recovery_codes": "请先启用验证器或通行密钥，再生成备用码。",
        "incorrect_code": "验证码不正确。",
    }

    def _get_site_name(self) -> str:
        return f"{settings.MINGTANG_COUNTY_NAME}政务公开工作台"

    def build_totp_svg(self, url: str) -> str:
        buffer = BytesIO()
        segno.make(url, error="m").save(buffer, kind="svg", xmldecl=False, border=4, scale=4)
        return buffer.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; empty, which no code fits, when the signing key was exchanged."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        account = authenticator.user
        others = Authenticator.objects.filter(user=account).exclude(pk=authenticator.pk)
        spare = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return spare or not is_required(account, timezone.localdate())

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"通行密钥 {number}"


@cache
def _cipher() -> MultiFernet:
    """Keys derived from the installation's signing keys, the present one first."""
    keys = []
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        derived = HKDF(SHA256(), 32, salt=None, info=b"mingtang second factors").derive(
            str(secret).encode()
        )
        keys.append(Fernet(base64.urlsafe_b64encode(derived)))
    return MultiFernet(keys)
