"""Files for a request, a helping unit's answer, and why a query code is given anew."""

from __future__ import annotations

from django import forms

from mingtang.foi.states import FROM_APPLICANT, Purpose

from .base import FilesField, text

BY_STAFF = [(value, label) for value, label in Purpose.choices if value not in FROM_APPLICANT] + [
    (value, label) for value, label in Purpose.choices if value in FROM_APPLICANT
]


class AttachForm(forms.Form):
    purpose = forms.ChoiceField(label="用途", choices=BY_STAFF)
    papers = FilesField(label="文件", required=True)


class AnswerForm(forms.Form):
    answer = text("反馈意见", rows=5, most=4000)
    papers = FilesField(label="材料", help_text="可以一次选几个文件。")


class CodeForm(forms.Form):
    reason = text(
        "怎样核对了申请人的身份", most=300, help_text="旧的查询码马上失效；不必写姓名、号码。"
    )
