"""What is filled in on the page of an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from mingtang.orgs.models import Account, Grant, Unit
from mingtang.orgs.roles import WITHOUT_BUSINESS, Role
from mingtang.workbench.views.units import day_field


class AccountForm(forms.Form):
    """Name, telephone and mail address; the user name only when new."""

    username = forms.CharField(
        label="登录名", max_length=30, help_text="小写字母开头，3 至 30 位字母、数字、点、横线。"
    )
    name = forms.CharField(label="姓名", max_length=60)
    phone = forms.CharField(label="办公电话", max_length=40, required=False)
    email = forms.EmailField(
        label="工作邮箱",
        required=False,
        help_text="有待办时每个工作日收一封提醒；不填则不发。不能用来找回密码。",
        error_messages={"invalid": "邮箱格式不对，应如 name@example.org。"},
    )


class ChangeForm(AccountForm):
    """The same of an account there is."""

    username = None  # type: ignore[assignment]


class GrantForm(forms.Form):
    """A role at a unit for a period."""

    role = forms.ChoiceField(label="角色", choices=Role.choices)
    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none())
    since = day_field("起")
    until = day_field("止", required=False, help_text="不填为长期。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(ended_on__isnull=True)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """When a role ends, and why."""

    grant = forms.IntegerField(widget=forms.HiddenInput)
    last_day = day_field("最后一天")
    reason = forms.CharField(label="原因", max_length=200, required=False)


class LeaveForm(forms.Form):
    """An absence and who stands in."""

    deputy = forms.ModelChoiceField(label="代理人", queryset=Account.objects.none())
    since = day_field("起")
    until = day_field("止")

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        business = Grant.objects.in_force_on(timezone.localdate()).exclude(
            role__in=WITHOUT_BUSINESS
        )
        people = Account.objects.filter(is_active=True, pk__in=business.values("account_id"))
        people = people.exclude(pk=account.pk)
        self.fields["deputy"].queryset = people.order_by("name")  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why an account is closed (or opened again)."""

    reason = forms.CharField(label="原因", max_length=200, required=False)


class ResetForm(ReasonForm):
    """Why a password or the second factors are to be reset: never without a reason."""

    reason = forms.CharField(
        label="原因", max_length=200, error_messages={"required": "请写明原因。"}
    )
