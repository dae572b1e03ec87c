"""What the public shall read of a request, and in which column."""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.foi.models import Release, Request
from mingtang.foi.services.releasing import SECTION, Told
from mingtang.register.models import Section

MOST = 5000


class ToldForm(forms.Form):
    """Title, question and answer in an officer's words. Begins with nothing of the applicant's."""

    title = forms.CharField(
        label="标题",
        max_length=200,
        help_text="例如：关于某项补助资金分配结果的答复。不写申请人。",
        error_messages={"required": "请填写标题。"},
    )
    question = forms.CharField(
        label="申请内容（概括）",
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="用自己的话概括所申请的信息，不抄申请人的原话。",
        error_messages={"required": "请概括申请的内容。"},
    )
    answer = forms.CharField(
        label="答复内容（概括）",
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="公开了什么，在哪里能看到；不公开的，理由是什么。一行一段。",
        error_messages={"required": "请概括答复的内容。"},
    )

    def __init__(self, *args: Any, request: Request, release: Release | None, **kwargs: Any):
        if release is not None:
            kwargs.setdefault(
                "initial",
                {name: getattr(release, name) for name in ("title", "question", "answer")},
            )
        super().__init__(*args, **kwargs)
        self.request = request

    def told(self) -> Told:
        """What was written, as the service takes it."""
        return Told(**self.cleaned_data)


class HomeForm(forms.Form):
    """The column in which it is published."""

    home = forms.ModelChoiceField(
        Section.objects.none(),
        label="所属栏目",
        empty_label=None,
        error_messages={"required": "请选择栏目。"},
    )

    def __init__(self, *args: Any, release: Release, **kwargs: Any) -> None:
        usual = release.home or Section.objects.filter(slug=SECTION).first()
        kwargs.setdefault("initial", {"home": usual})
        super().__init__(*args, **kwargs)
        field: Any = self.fields["home"]
        field.queryset = Section.objects.open(release.home)
