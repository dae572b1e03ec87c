"""What must be filled in to register a request, hand it on, sign, serve and end it."""

from __future__ import annotations

from typing import Any

from django import forms

from mingtang.foi.models import Request
from mingtang.foi.queries import same_request
from mingtang.foi.services import Asked
from mingtang.foi.services.arriving import ASKED_FIELDS
from mingtang.foi.states import ProvisionForm, Route, State, Way
from mingtang.orgs.models import Account

from .base import (
    ActForm,
    clerks_of,
    line,
    lines_of,
    past_day,
    text,
    unit_choice,
)


class _Person(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ConfirmForm(ActForm):
    on = past_day("确认日期", "双方确认之日就是收到申请之日；不填为今天。")
    how = line(
        "怎样确认的、有什么凭据",
        most=200,
        help_text="如“当日电话联系，已录音”；不必写申请人的姓名、号码。",
    )


class RegisterForm(ActForm):
    assignee = _Person(
        Account.objects.none(), label="经办人", required=False, empty_label="暂不指定"
    )

    def offer(self) -> None:
        request = self.about.facts.request
        self.fields["assignee"].queryset = clerks_of(  # type: ignore[attr-defined]
            request.unit_id, self.about
        )
        self.start("assignee", request.assignee_id)


class AssignForm(ActForm):
    to = _Person(
        Account.objects.none(), label="经办人", required=False, empty_label="退回单位，不指定"
    )

    def offer(self) -> None:
        request = self.about.facts.request
        people = clerks_of(request.unit_id, self.about)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
        self.start("to", request.assignee_id)


class ReasonForm(ActForm):
    reason = text("理由", most=300)


class NotRequestForm(ActForm):
    reason = text(
        "不作为申请登记的理由", most=300, help_text="写入告知书，如属于信访、举报，请告知相应渠道。"
    )


class AmendForm(ActForm):
    """What was keyed in, to be put right."""

    subject = line("所需信息的名称", most=200)
    doc_number = line("文号", required=False)
    description = text("所需信息的描述", required=False, rows=6)
    form = forms.ChoiceField(label="提供方式", choices=ProvisionForm)
    route = forms.ChoiceField(label="获取途径", choices=Route)
    agent_name = line("代理人姓名", required=False, most=60)
    agent_phone = line("代理人电话", required=False, most=40)

    def offer(self) -> None:
        request = self.about.facts.request
        for name in ASKED_FIELDS:
            self.start(name, getattr(request, name))
        if request.state != State.ARRIVED:
            # What was asked stands once it is registered; a correction changes it (art. 30).
            for name in ("subject", "description"):
                self.fields[name].widget.attrs["readonly"] = True
                self.fields[name].help_text = "登记以后只能由申请人补正。"

    def arguments(self) -> dict[str, Any]:
        return {"asked": Asked(**self.cleaned_data)}


class MattersForm(ActForm):
    matters = text("申请的事项", rows=8, help_text="一行一个事项；各事项分别作出决定。")

    def offer(self) -> None:
        self.start("matters", "\n".join(item.wording for item in self.about.facts.items))

    def arguments(self) -> dict[str, Any]:
        return {"matters": lines_of(self.cleaned_data["matters"])}


class SplitForm(ActForm):
    parts = text("拆成哪几件", rows=8, help_text="一行一件，至少两件；每件另编号。")

    def offer(self) -> None:
        self.start("parts", "\n".join(item.wording for item in self.about.facts.items))

    def arguments(self) -> dict[str, Any]:
        return {"parts": lines_of(self.cleaned_data["parts"])}


class MergeForm(ActForm):
    """Another open request of the same applicant in the same words."""

    into = forms.ModelChoiceField(
        Request.objects.none(),
        label="并入哪一件",
        empty_label="请选择",
        help_text="同一申请人、相同内容、还没有答复的申请。",
        error_messages={"required": "请选择并入的申请。", "invalid_choice": "不能并入这一件。"},
    )

    def offer(self) -> None:
        rows = Request.objects.visible_to(self.about.access)
        found = same_request(self.about.facts.request, rows)
        self.fields["into"].queryset = found  # type: ignore[attr-defined]


class MoveForm(ActForm):
    """The unit that may answer; begins with what a clerk proposed."""

    unit_fields = ("to",)
    to = unit_choice("转给哪个单位")
    reason = text("转办的理由", most=300, help_text="写入告知书，如“该信息由其制作”。")

    def offer(self) -> None:
        request = self.about.facts.request
        self.start("to", request.move_to_id)
        self.start("reason", request.move_reason)


class OpinionForm(ActForm):
    opinion = text("审核意见", most=500, rows=2)

    def offer(self) -> None:
        self.start("opinion", "经审核，事实清楚，依据正确，程序合法，同意答复。")


class ReturnForm(ActForm):
    reason = text("退回的理由", most=500, help_text="说清哪一项要改、怎么改。")


class SuspendForm(ActForm):
    reason = text("中止办理的理由", most=300)
    basis = line("依据", most=300, help_text="条例没有规定中止，请写明所依据的规定和条款。")


class ServeForm(ActForm):
    way = forms.ChoiceField(
        label="送达方式",
        choices=Way,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择送达方式。"},
    )
    on = past_day(
        "送达日期", "直接送达填签收之日，邮寄填交邮之日，电子送达填发出之日；不填为今天。"
    )
    post_number = line(
        "邮件号", required=False, most=60, help_text="邮寄的必填；只能由邮政企业寄递。"
    )
    evidence = line(
        "送达凭据", required=False, most=300, help_text="电子送达的必填，如“系统提示已到达”。"
    )


class WithdrawForm(ActForm):
    on = past_day("收到撤回的日期")
    reason = text("撤回的方式和凭据", most=300, help_text="如“当面递交撤回书”，原件请加入材料。")
