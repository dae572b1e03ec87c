"""What must be filled in for the procedures between receipt and reply."""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.foi.models import Consultation
from mingtang.foi.services import quote
from mingtang.foi.services.acting import impersonal
from mingtang.foi.states import Consulted, FeeMethod, Opinion, Progress
from mingtang.statute.foi.applicants import ApplicantKind, lacking
from mingtang.statute.violations import RuleViolation

from .base import ActForm, FilesField, line, past_day, text, unit_choice

AT_ONCE = "当面交给对方的，填今天；邮寄的不填，等签收后登记。"
USUAL_GUIDANCE = (
    "请在补正期限内书面补正，可以当面、邮寄或者通过网上提交。"
    "无正当理由逾期不补正的，视为放弃申请，不再处理。"
)


def _given(about: Any) -> dict[str, str]:
    """What a request holds, by the codes of the fields that the law asks for."""
    request = about.facts.request
    person = request.applicant
    return {
        "name": person.name,
        "id_type": person.id_kind,
        "id_number": person.id_number,
        "credit_code": person.id_number,
        "phone": person.phone,
        "address": person.address,
        "email": person.email,
        "subject": request.subject,
        "doc_number": request.doc_number,
        "description": request.description,
        "form": request.form,
        "route": request.route,
    }


class AskCorrectionForm(ActForm):
    """Begins with what the request lacks by law."""

    wanted_items = text("需要补正的事项", rows=4, help_text="一次性告知，写全。")
    guidance = text("指导和释明", rows=4, help_text="怎样补、补到哪里，不补的后果。")
    days = forms.IntegerField(
        label="补正期限（工作日）", required=False, min_value=1, help_text="不填用通常的期限。"
    )
    received_on = past_day("申请人收到的日期", AT_ONCE)

    def offer(self) -> None:
        kind = ApplicantKind(self.about.facts.request.applicant.kind)
        found = lacking(kind, _given(self.about))
        self.start("wanted_items", "\n".join(f"请补充{each.label}。" for each in found))
        self.start("guidance", USUAL_GUIDANCE)


class CorrectForm(ActForm):
    """What came back from the applicant."""

    on = past_day("收到补正的日期")
    answer = text("补正的内容", required=False, rows=4)
    description = text(
        "补正后的描述", required=False, rows=4, help_text="补正改变了所要信息的描述时修改。"
    )
    late_reason = line(
        "逾期的正当理由", required=False, most=300, help_text="超过补正期限才收到的必填。"
    )
    papers = FilesField(label="补正材料", help_text="可以一次选几个文件。")

    def offer(self) -> None:
        self.start("description", self.about.facts.request.description)


class NoteReceiptForm(ActForm):
    """Which notice was received on which day."""

    notice = forms.ChoiceField(label="哪份通知", error_messages={"required": "请选择通知。"})
    on = past_day("对方收到的日期")

    def offer(self) -> None:
        facts = self.about.facts
        asked: dict[str, Any] = {
            "correction": facts.correction,
            "reasons": facts.reasons_asked,
            "fee": facts.fee_notice,
        }
        names = {"correction": "补正告知书", "reasons": "说明理由告知书", "fee": "收费通知书"}
        self.notices: dict[str, Any] = {
            f"{code}-{row.pk}": row for code, row in asked.items() if row and row.waiting
        }
        self.notices |= {f"consultation-{row.pk}": row for row in facts.consultations}
        self.fields["notice"].choices = [  # type: ignore[attr-defined]
            (key, names.get(key.partition("-")[0]) or f"征求意见书（{row.party}）")
            for key, row in self.notices.items()
        ]

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"notice": self.notices[data["notice"]], "on": data["on"]}


class ConsultForm(ActForm):
    party = line("征求谁的意见")
    contact = line("联系方式", required=False, most=200)
    about_what = text(
        "征求意见的内容", rows=4, help_text="只写所涉的信息，不要写申请人是谁。", most=4000
    )
    received_on = past_day("对方收到的日期", AT_ONCE)
    tell_applicant = forms.BooleanField(
        label="同时书面告知申请人：征求意见的时间不计入期限", required=False, initial=True
    )

    def offer(self) -> None:
        asked = self.about.facts.request
        self.start("about_what", impersonal(asked, asked.subject))

    def arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        wanted = given.pop("about_what")
        return {**given, "about": wanted}


class _OfConsultation(ActForm):
    """One of the consultations of the request."""

    consultation = forms.ModelChoiceField(
        Consultation.objects.none(),
        label="哪一件征求意见",
        empty_label=None,
        error_messages={"required": "请选择征求意见。", "invalid_choice": "这一件已经了结。"},
    )

    def offer(self) -> None:
        rows = self.about.facts.request.consultations.filter(progress=Progress.OPEN)
        self._choose(rows)

    def _choose(self, rows: Any) -> None:
        field = self.fields["consultation"]
        field.queryset = rows  # type: ignore[attr-defined]
        field.label_from_instance = (  # type: ignore[attr-defined]
            lambda row: f"{row.party}（{row.get_kind_display()}，{row.sent_on} 发出）"
        )


class GiveOpinionForm(_OfConsultation):
    opinion = forms.ChoiceField(
        label="意见",
        choices=[(value, label) for value, label in Opinion.choices if value],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择意见。"},
    )
    reasons = text("理由", required=False, help_text="不同意或者部分同意的必填。", most=4000)
    on = past_day("收到意见的日期")
    papers = FilesField(label="来函原件", help_text="可以一次选几个文件。")


class OpinionLapsedForm(_OfConsultation):
    reason = text(
        "不再等待的理由", required=False, most=300, help_text="其他机关没有法定期限，须写明理由。"
    )


class TellPartyForm(_OfConsultation):
    reason = text("决定公开的内容和理由", most=4000)
    disclosing_on = past_day("公开的日期", "")

    def offer(self) -> None:
        self.fields["disclosing_on"].required = True
        rows = self.about.facts.request.consultations.filter(
            kind=Consulted.THIRD_PARTY, opinion__in=[Opinion.OBJECTS, Opinion.PARTLY]
        )
        self._choose(rows)


class AskHelpForm(ActForm):
    unit_fields = ("unit",)
    unit = unit_choice("请哪个单位协办")
    question = text("需要协助的事项", most=4000, help_text="协办单位看不到申请人是谁。")


class ExtendForm(ActForm):
    days = forms.IntegerField(label="延长几个工作日", min_value=1)
    reason = text(
        "延期的理由", most=300, help_text="写入告知书，经政府信息公开工作机构负责人同意。"
    )

    def offer(self) -> None:
        law = self.about.facts.law("foi.extend")
        if law is not None:
            self.start("days", law.amount)
            self.fields["days"].help_text = f"最多 {law.amount} 个工作日。"


class AskReasonsForm(ActForm):
    grounds = text("数量、频次等事实", most=4000, help_text="如“本月已提出 34 件内容相近的申请”。")
    days = forms.IntegerField(
        label="说明理由的期限（工作日）",
        required=False,
        min_value=1,
        help_text="不填用通常的期限。",
    )
    received_on = past_day("申请人收到的日期", AT_ONCE)


class GiveReasonsForm(ActForm):
    on = past_day("收到理由的日期")
    reasons = text("申请人说明的理由", most=4000)


class ChargeForm(ActForm):
    """The amount is computed, never typed in."""

    method = forms.ChoiceField(
        label="计费方式",
        choices=FeeMethod,
        widget=forms.RadioSelect,
        initial=FeeMethod.ITEMS,
        help_text="一件申请只能选一种。",
    )
    pages = forms.IntegerField(
        label="页数", required=False, min_value=0, help_text="按量计费的填写，A4 单面为一页。"
    )
    how_to_pay = text("缴费方式", most=300, rows=2, help_text="账户、地点、执收编码等。")
    received_on = past_day("申请人收到的日期", AT_ONCE)

    def arguments(self) -> dict[str, Any]:
        return {**self.cleaned_data, "pages": self.cleaned_data["pages"] or 0}

    def preview(self) -> list[str]:
        """Both ways of computing, tier by tier; by pages once their number is known."""
        request = self.about.facts.request
        pages = self["pages"].value() if self.is_bound else 0
        number = int(pages) if str(pages).isdecimal() else 0
        found = []
        for method, label in FeeMethod.choices:
            if method == FeeMethod.PAGES and not number:
                continue
            try:
                asked = quote(request, method=method, pages=number)
            except RuleViolation as fault:
                return [fault.text]
            if method == FeeMethod.ITEMS:
                found.append(f"同一自然月此前已申请 {asked.already} 件，本件 {asked.quantity} 件。")
            found += [f"{label}：{tier.text}（{tier.basis.text}）" for tier in asked.fee.lines]
            found.append(f"{label}合计 {asked.fee.amount} 元。")
        return found


class PaidForm(ActForm):
    on = past_day("缴费日期")
    voucher = line("票据号", required=False, most=60)
