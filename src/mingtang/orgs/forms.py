"""The forms of log-in and account, in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils import timezone

from . import account_services, lockout
from .models import Account, Grant
from .roles import WITHOUT_BUSINESS


def _say(form: forms.Form, name: str, label: str, hint: str = "", **attributes: str) -> None:
    """Label, hint and attributes of a field; the library's placeholders go."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


def _record_failure(username: str, *, step: str, locked: bool) -> None:
    address = lockout.client_address(context.request)
    account_services.record_failure(
        username, at=timezone.now(), address=address, step=step, locked=locked
    )


class StaffLoginForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", "用户名", autocapitalize="none", spellcheck="false")
        _say(self, "password", "密码")


class ConfirmPasswordForm(ReauthenticateForm):
    """The password once more, before security settings are changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", "密码")


class NewPasswordForm(ChangePasswordForm):
    """The old password and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "oldpassword", "现在的密码")
        _say(self, "password1", "新密码", " ".join(password_validators_help_texts()))
        _say(self, "password2", "再输一次新密码")

    def clean(self) -> dict[str, Any]:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", "两次输入的新密码不一样。")
        return self.cleaned_data


class _CountedCode:
    """A wrong code counts towards the lockout like a wrong password."""

    user: Account

    def clean_code(self) -> str:
        request = context.request
        if lockout.is_locked(request, self.user.username):
            raise ValidationError("账号已暂时锁定。", code="locked")
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            locked = lockout.count_failure(request, self.user.username)
            _record_failure(self.user.username, step="code", locked=locked)
            raise


_PASSKEY_REFUSED = "通行密钥没有通过验证，请重试，或改用密码与验证码。"
_CODE_HINT = "验证器上显示的 6 位数字；手机不在身边时，可填一个备用码。"


class CodeForm(_CountedCode, AuthenticateForm):
    """The second step of a log-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", "验证码", _CODE_HINT, inputmode="numeric")


class ConfirmCodeForm(_CountedCode, ReauthenticateByCodeForm):
    """A code once more, before security settings are changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", "验证码", _CODE_HINT, inputmode="numeric")


class StartAuthenticatorForm(ActivateTOTPForm):
    """The first code of a new authenticator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", "验证码", "验证器上显示的 6 位数字。", inputmode="numeric")


class _CheckedPasskey:
    """What a browser sends as passkey may be anything; a malformed one is refused as wrong."""

    def _refuse_malformed(self, check: Callable[[], Any]) -> Any:
        try:
            return check()
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as fault:
            raise ValidationError(_PASSKEY_REFUSED, code="passkey") from fault


class _SignedPasskey(_CheckedPasskey):
    def clean_credential(self) -> Any:
        return self._refuse_malformed(super().clean_credential)  # type: ignore[misc]


class PasskeyLoginForm(_SignedPasskey, LoginWebAuthnForm):
    """A passkey instead of user name and password."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except ValidationError:
            _record_failure("", step="passkey", locked=False)
            raise


class PasskeyStepForm(_SignedPasskey, AuthenticateWebAuthnForm):
    """A passkey as second step."""


class ConfirmPasskeyForm(_SignedPasskey, ReauthenticateWebAuthnForm):
    """A passkey once more, before security settings are changed."""


class AddPasskeyForm(_CheckedPasskey, AddWebAuthnForm):
    """A new passkey and its name."""

    def clean(self) -> Any:
        return self._refuse_malformed(super().clean)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "name", "名称", "用来分辨是哪一把，如“办公电脑”“U 盾”。", maxlength="60")
        hint = "勾选后，登录时不用输入用户名和密码；设备会要求指纹、人脸或 PIN。"
        _say(self, "passwordless", "可以单独用来登录", hint)


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "name", "名称", maxlength="60")


class LeaveForm(forms.Form):
    """An absence of one's own and the colleague who stands in."""

    since = forms.DateField(label="从", widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label="到（含当天）", widget=forms.DateInput({"type": "date"}))
    deputy = forms.ModelChoiceField(
        Account.objects.none(),
        label="代理人",
        empty_label="请选择",
        help_text="同单位的同事。代理期间，代理人以您的角色办理，记录中注明代您办理。",
    )

    def __init__(self, *args: Any, account: Account, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        in_force = Grant.objects.in_force_on(today).exclude(role__in=WITHOUT_BUSINESS)
        units = in_force.filter(account=account).values("unit_id")
        colleagues = in_force.filter(unit_id__in=units).values("account_id")
        choice = self.fields["deputy"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101
        choice.queryset = Account.objects.filter(pk__in=colleagues, is_active=True).exclude(
            pk=account.pk
        )

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since < self.today:
            raise ValidationError("不能从今天以前开始。", code="past")
        return since
