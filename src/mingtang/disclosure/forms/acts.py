"""What must be filled in for each act on a document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from mingtang.orgs.models import Unit

from .fields import DayField


def _text(label: str, *, required: bool, help_text: str = "", most: int = 500) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages={"required": f"请写明{label}。"},
    )


class OpinionForm(forms.Form):
    """An approval; the opinion may stay empty."""

    opinion = _text("意见", required=False)


class ReturnForm(forms.Form):
    opinion = _text(
        "退回意见", required=True, help_text="说清要改哪里、怎么改；对某一段的意见可在下面批注。"
    )


class ReferForm(forms.Form):
    referred_to = forms.CharField(
        label="提请哪个部门确定",
        max_length=100,
        help_text="有关主管部门或保密行政管理部门。",
        error_messages={"required": "请写明提请哪个部门确定。"},
    )
    opinion = _text("难以确定的原因", required=True)


class RefuseForm(forms.Form):
    opinion = _text("不得公开的理由和依据", required=True)


class EmergencyForm(forms.Form):
    reason = _text("紧急发布的原因", required=True, help_text="会公开显示。", most=300)
    secrecy_opinion = _text(
        "保密审查意见", required=True, help_text="先审查、后公开；意见记入保密审查台账。"
    )


class ReasonForm(forms.Form):
    reason = _text("原因", required=True, most=300)


class WithdrawForm(forms.Form):
    reason = _text(
        "撤下的原因", required=True, help_text="会在登记页公开显示，不要写个人信息。", most=300
    )


class ReviseForm(forms.Form):
    changed_on = DayField(
        label="信息变更日期", help_text="内容从哪一天起有了变化；公开时限从次日起算。"
    )
    reason = _text("修订的原因", required=False, most=300)


class HandOnForm(forms.Form):
    """Another unit, out of those offered to the person (``offer``)."""

    to = forms.ModelChoiceField(
        Unit.objects.none(),
        label="发文机关应是",
        empty_label="请选择",
        error_messages={"required": "请选择单位。", "invalid_choice": "不能转给这个单位。"},
    )
    reason = _text("更正的原因", required=True, most=300)

    def offer(self, units: QuerySet[Unit]) -> None:
        """Let the person choose among ``units``."""
        self.fields["to"].queryset = units  # type: ignore[attr-defined]


class PostReviewForm(forms.Form):
    agrees = forms.TypedChoiceField(
        label="补审结论",
        choices=[("yes", "同意公开"), ("no", "不同意公开")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择补审结论。"},
    )
    opinion = _text(
        "补审意见", required=True, help_text="会在登记页公开显示，不要写个人信息。", most=300
    )


class ScheduleForm(forms.Form):
    """A day and a time, in the local zone."""

    day = DayField(label="发布日期")
    time = forms.TimeField(
        label="时间",
        initial="09:00",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "请按 09:30 的写法填写时间。", "required": "请填写时间。"},
    )
    late_reason = _text(
        "晚于公开期限的理由", required=False, help_text="发布日期晚于公开期限时必填。", most=300
    )
    opinion = _text("意见", required=False)

    def without_due(self) -> None:
        """No time limit runs: nothing can be late."""
        del self.fields["late_reason"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        day, time = found.get("day"), found.get("time")
        if day and time:
            found["when"] = timezone.make_aware(datetime.combine(day, time))
        return found


ACT_FORMS: dict[str, type[forms.Form]] = {
    "approve": OpinionForm,
    "clear": OpinionForm,
    "publish": OpinionForm,
    "keep": OpinionForm,
    "return": ReturnForm,
    "refer": ReferForm,
    "refuse": RefuseForm,
    "schedule": ScheduleForm,
    "unschedule": ReasonForm,
    "emergency": EmergencyForm,
    "withdraw": WithdrawForm,
    "revise": ReviseForm,
    "discard": ReasonForm,
    "abandon": ReasonForm,
    "hand_on": HandOnForm,
    "post_review": PostReviewForm,
}
"""Acts that are not listed need nothing filled in."""
