"""Files to be imported as drafts."""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.orgs.models import Unit
from mingtang.register.models import Section


class ImportForm(forms.Form):
    """Whose documents they become unless the text names another unit, and in which column."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="归入哪个单位",
        empty_label=None,
        help_text="原文写明发文机关的，以原文为准。",
    )
    home = forms.ModelChoiceField(
        Section.objects.none(), label="放入哪个栏目", required=False, empty_label="先不选"
    )
    duplicates = forms.BooleanField(
        label="内容重复的也存为草稿",
        required=False,
        help_text="不勾选的，标题和正文与已导入文件相同的只作提示，原件留存。",
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["home"].queryset = Section.objects.open()  # type: ignore[attr-defined]
