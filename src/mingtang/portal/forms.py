"""The forms of the public side."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core import signing

from mingtang.register.models import ErrorReport

SALT = "mingtang.portal.report"
QUICKEST_SECONDS = 3
"""Nobody reads and fills in the form faster."""
SLOWEST_SECONDS = 86_400


class ReportForm(forms.Form):
    """我要纠错. A hidden trap field and the time it took keep programs out, without a puzzle."""

    kind = forms.ChoiceField(
        label="问题类型",
        choices=ErrorReport.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择问题类型。"},
    )
    text = forms.CharField(
        label="哪里有错",
        help_text="写明位置和您认为正确的内容，最多 1000 字。请不要写身份证号、住址等个人信息。",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "请写明哪里有错误。"},
    )
    contact = forms.CharField(
        label="联系方式",
        help_text="电话或邮箱，只用于答复您，不公开。不填也可以凭查询码看结果。",
        max_length=100,
        required=False,
    )
    homepage = forms.CharField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def stamp() -> str:
        """A signed note of when the form was opened."""
        return signing.TimestampSigner(salt=SALT).sign("opened")

    @staticmethod
    def holds(stamp: str) -> bool:
        """Whether a stamp is ours and not too old."""
        try:
            signing.TimestampSigner(salt=SALT).unsign(stamp, max_age=SLOWEST_SECONDS)
        except signing.BadSignature:
            return False
        return True

    def clean(self) -> dict[str, Any]:
        """Refuse what a program would send, and say what a person can do."""
        values = super().clean() or {}
        if values.get("homepage"):
            raise forms.ValidationError("提交没有成功，请刷新页面后重新填写。")
        signer = signing.TimestampSigner(salt=SALT)
        try:
            signer.unsign(values.get("opened", ""), max_age=SLOWEST_SECONDS)
        except signing.SignatureExpired:
            raise forms.ValidationError("页面打开太久了，请再提交一次。") from None
        except signing.BadSignature:
            raise forms.ValidationError("页面已过期，请再提交一次。") from None
        try:
            signer.unsign(values.get("opened", ""), max_age=QUICKEST_SECONDS)
        except signing.SignatureExpired:
            return values
        raise forms.ValidationError("提交得太快了，请核对后再提交一次。")


class DueForm(forms.Form):
    """Which limit, starting on which day."""

    rule = forms.ChoiceField(label="哪一项期限", error_messages={"required": "请选择一项期限。"})
    date = forms.DateField(
        label="从哪天开始",
        help_text="收到申请、文件成文等起算的那一天。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": "请填写起算的日子。",
            "invalid": "没有这一天，请按 2026-09-28 的样子填写。",
        },
    )

    def __init__(self, *args: Any, rules: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = rules  # type: ignore[attr-defined]
        self.fields["rule"].error_messages["invalid_choice"] = "没有这一项期限，请从列表中选择。"

    def clean_date(self) -> dt.date:
        """The Regulation has been in force since 2008-05-01; no notice reaches beyond 2100."""
        day: dt.date = self.cleaned_data["date"]
        if not dt.date(1949, 10, 1) <= day <= dt.date(2100, 12, 31):
            raise forms.ValidationError("请填写 1949 年 10 月 1 日至 2100 年之间的日子。")
        return day
