"""Reviews and suits: opened, advanced, decided."""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.foi.models import Challenge, Request
from mingtang.foi.services import Stages
from mingtang.foi.states import ChallengeKind, ChallengeResult
from mingtang.workbench.fields import DayField

from .base import line, text


class OpenForm(forms.Form):
    """As table 4 counts them; a suit after a review names the review."""

    kind = forms.ChoiceField(
        label="类别",
        choices=ChallengeKind,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择类别。"},
    )
    after = forms.ModelChoiceField(
        Challenge.objects.none(),
        label="先前的行政复议",
        required=False,
        empty_label="没有",
        help_text="复议后起诉的选择。",
    )
    body = line("复议机关或者法院")
    case_number = line("案号", required=False)
    filed_on = DayField(label="申请或者起诉日期")

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reviews = request.challenges.filter(kind=ChallengeKind.REVIEW)
        field = self.fields["after"]
        field.queryset = reviews  # type: ignore[attr-defined]
        field.label_from_instance = (  # type: ignore[attr-defined]
            lambda row: f"{row.body}，{row.filed_on} 申请"
        )
        if not reviews:
            del self.fields["after"]


class StagesForm(forms.Form):
    """The days of a case on its way; empty ones stay as they are."""

    accepted_on = DayField(label="受理日期", required=False)
    answered_on = DayField(label="提交答复日期", required=False)
    heard_on = DayField(label="听证或者开庭日期", required=False)
    case_number = line("案号", required=False)

    def __init__(self, *args: Any, challenge: Challenge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].initial = getattr(challenge, name)

    def stages(self) -> Stages:
        """The days filled in. The form must be valid."""
        data = self.cleaned_data
        return Stages(data["accepted_on"], data["answered_on"], data["heard_on"])


class ResultForm(forms.Form):
    """The decision or judgment."""

    result = forms.ChoiceField(
        label="结果",
        choices=[(value, label) for value, label in ChallengeResult.choices if value],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择结果。"},
    )
    decided_on = DayField(label="决定或者判决日期")
    orders_anew = forms.BooleanField(
        label="责令重新答复",
        required=False,
        help_text="登记后，政务公开办在申请的页面上办“重新答复”，期限从决定之日起算。",
    )
    result_text = text("说明", required=False, most=500)
