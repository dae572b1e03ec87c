"""What an applicant or a third party enters later: codes, corrections, reasons, ratings."""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.foi.states import Opinion

from .forms import MOST_CHARACTERS

CODE_HINT = "像 K7QM-2ZRV-W9TD 这样，大小写、横线都不要紧。"


def _code(label: str) -> forms.CharField:
    widget = forms.TextInput(
        attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    )
    return forms.CharField(
        label=label,
        help_text=CODE_HINT,
        widget=widget,
        error_messages={"required": f"请填写{label}。"},
    )


class CodeForm(forms.Form):
    """A code alone: of a draft, or of a third party's page."""

    code = _code("草稿码")


class PartyCodeForm(forms.Form):
    code = _code("意见码")


class StatusForm(forms.Form):
    """Number and query code."""

    number = forms.CharField(
        label="申请编号",
        help_text="在回执上，像“云溪教依申请〔2026〕1号”。括号用哪种都可以。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请填写申请编号。"},
    )
    code = _code("查询码")


def _words(label: str, hint: str, wanted: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(wanted),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": wanted},
    )


class Worded(forms.Form):
    """A form whose texts are refused with their length when they are too long."""

    longest: dict[str, int] = {}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, most in self.longest.items():
            length = len(values.get(name) or "")
            if length > most:
                self.add_error(name, f"最多 {most} 字，现在有 {length} 字。请删短，或者放进附件。")
        return values


class CorrectionForm(Worded):
    """补正."""

    longest = {"answer": MOST_CHARACTERS}
    answer = _words("补正的内容", "逐条回答上面要补正的事项。也可以只上传材料。")


class ReasonsForm(Worded):
    """说明理由."""

    longest = {"reasons": MOST_CHARACTERS}
    reasons = _words("理由", "说明为什么需要申请这些信息。", "请写明理由。")


class RatingForm(Worded):
    """Stars and a word."""

    longest = {"comment": 500}
    stars = forms.TypedChoiceField(
        label="您对答复满意吗",
        coerce=int,
        choices=[(5, "很满意"), (4, "满意"), (3, "一般"), (2, "不满意"), (1, "很不满意")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一项。"},
    )
    comment = _words("想说的话", "最多 500 字，只给办理单位和政务公开办看。")


class WithdrawalForm(Worded):
    """撤回."""

    longest = {"reason": 300}
    reason = _words("撤回的原因", "可不填。")
    sure = forms.BooleanField(
        label="我确定撤回，知道撤回后这件申请不再办理",
        error_messages={"required": "请先勾选确定。"},
    )


class OpinionForm(Worded):
    """A third party's opinion (art. 32)."""

    longest = {"reasons": MOST_CHARACTERS}
    opinion = forms.ChoiceField(
        label="您的意见",
        choices=[
            (each.value, each.label) for each in (Opinion.AGREES, Opinion.PARTLY, Opinion.OBJECTS)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择一项。"},
    )
    reasons = _words(
        "理由", "不同意或者部分同意的，请写明理由：公开会怎样损害您的商业秘密、个人隐私。"
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if (
            values.get("opinion") not in (None, Opinion.AGREES)
            and not (values.get("reasons") or "").strip()
        ):
            self.add_error(
                "reasons", "不同意公开的，应当说明合理理由（政府信息公开条例第三十二条）。"
            )
        return values
