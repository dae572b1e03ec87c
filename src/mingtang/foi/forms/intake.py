"""A request that came by letter, counter, fax or e-mail, keyed in; and an applicant's record."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from mingtang.foi.models import Applicant
from mingtang.foi.models.applicants import KINDS, IdKind
from mingtang.foi.services import ApplicantDetails, Asked
from mingtang.foi.services.applicants import FIELDS
from mingtang.foi.states import Channel, ProvisionForm, Route
from mingtang.orgs.models import Unit
from mingtang.statute.foi.receipt import Channel as LawChannel
from mingtang.statute.foi.receipt import basis_of, receipt_date
from mingtang.workbench.fields import DayField

from .base import FilesField, line, lines_of, text

BY_STAFF = [(value, label) for value, label in Channel.choices if value != Channel.ONLINE]
"""Channels whose requests staff key in; those of the internet come by themselves."""

GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("怎样收到的", "", ("unit", "channel", "submitted_on", "arrived_on")),
    (
        "申请人",
        "证件号码、联系方式缺的可以先空着，登记后告知补正。",
        (
            "kind",
            "name",
            "id_kind",
            "id_number",
            "phone",
            "email",
            "address",
            "postcode",
            "legal_representative",
            "contact_person",
            "agent_name",
            "agent_phone",
        ),
    ),
    (
        "要什么信息",
        "照申请书录入，不问用途。",
        ("subject", "doc_number", "description", "matters", "form", "route"),
    ),
    ("原件", "", ("identity", "papers")),
)


class ApplicantForm(forms.Form):
    """Who asks (条例 art. 29). Begins with a record, where one is given."""

    kind = forms.ChoiceField(
        label="申请人类型",
        choices=[("", "请选择"), *KINDS],
        error_messages={"required": "请选择申请人类型。"},
    )
    name = line("姓名或者名称")
    id_kind = forms.ChoiceField(label="证件类型", choices=IdKind, required=False)
    id_number = line("证件号码", required=False, most=40)
    phone = line("联系电话", required=False, most=40)
    email = line("电子邮箱", required=False, most=120)
    address = line("通信地址", required=False, most=200)
    postcode = line("邮政编码", required=False, most=10)
    legal_representative = line("法定代表人", required=False, most=60)
    contact_person = line("联系人", required=False, most=60)

    def __init__(self, *args: Any, record: Applicant | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if record is not None:
            for name in FIELDS:
                self.fields[name].initial = getattr(record, name)

    def details(self) -> ApplicantDetails:
        """What was filled in. The form must be valid."""
        return ApplicantDetails(**{name: self.cleaned_data[name] for name in FIELDS})


class IntakeForm(ApplicantForm):
    """A request as it stands on paper. ``units`` are those for which the person may receive."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="向哪个单位申请", empty_label="请选择")
    channel = forms.ChoiceField(
        label="怎样来的",
        choices=BY_STAFF,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择申请怎样来的。"},
    )
    submitted_on = DayField(
        label="提交日期", help_text="当面提交之日、寄出之日、邮件或者传真发出之日。"
    )
    arrived_on = DayField(
        label="到达本机关的日期", required=False, help_text="不填为今天；邮寄的填签收之日。"
    )
    subject = line(
        "所需信息的名称", required=False, most=200, help_text="没有名称的，照描述概括一句。"
    )
    doc_number = line("文号", required=False)
    description = text("所需信息的描述", required=False, rows=6)
    matters = text(
        "一封信里的几个事项",
        required=False,
        rows=3,
        help_text="要几样的一行写一样；只要一样的不填。",
    )
    form = forms.ChoiceField(label="提供方式", choices=ProvisionForm, initial=ProvisionForm.PAPER)
    route = forms.ChoiceField(label="获取途径", choices=Route, initial=Route.POST)
    agent_name = line("代理人姓名", required=False, most=60)
    agent_phone = line("代理人电话", required=False, most=40)
    identity = FilesField(label="身份证明", help_text="复印件、照片。")
    papers = FilesField(label="申请书和其他材料", help_text="扫描件，可以一次选几个。")
    register_now = forms.BooleanField(
        label="收到之日已经明确的，同时登记，起算答复期限", required=False, initial=True
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, units: QuerySet[Unit], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        only = list(units[:2])
        if len(only) == 1:
            self.fields["unit"].empty_label = None  # type: ignore[attr-defined]
        for name in ("subject", "description"):
            self.fields[name].optional = "名称、描述至少写一项"  # type: ignore[attr-defined]
        self.fields["submitted_on"].initial = today
        self.fields["arrived_on"].initial = today

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        sent, came = found.get("submitted_on"), found.get("arrived_on") or self.today
        if sent and sent > self.today:
            self.add_error("submitted_on", "提交日期晚于今天，请核对。")
        elif sent and came < sent:
            self.add_error("arrived_on", "到达的日期早于提交的日期，请核对。")
        if came > self.today:
            self.add_error("arrived_on", "到达的日期晚于今天，请核对。")
        if not (found.get("subject", "").strip() or found.get("description", "").strip()):
            self.add_error("subject", "请写明所需信息的名称，或者在描述里写明。")
        return found

    def asked(self) -> Asked:
        """What is asked for. The form must be valid."""
        data = self.cleaned_data
        names = ("subject", "description", "doc_number", "form", "route")
        return Asked(
            **{name: data[name] for name in names},
            agent_name=data["agent_name"],
            agent_phone=data["agent_phone"],
            matters=tuple(lines_of(data["matters"])),
        )

    def submitted_at(self, now: datetime) -> datetime:
        """The moment of submission: now for today, noon for an earlier day."""
        day: date = self.cleaned_data["submitted_on"]
        if day == timezone.localdate(now):
            return now
        return timezone.make_aware(datetime.combine(day, time(12)))

    def groups(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The fieldsets: legend, hint, fields."""
        return [(legend, hint, [self[name] for name in names]) for legend, hint, names in GROUPS]


def receipt_rule(channel: str, submitted_on: date, arrived_on: date) -> tuple[date | None, str]:
    """The day of receipt (None: to be agreed on with the applicant) and the article that says so.

    Raises ValueError for a channel that there is not, or days in the wrong order.
    """
    kind = LawChannel(channel)
    day = receipt_date(kind, submitted_on=submitted_on, arrived_on=arrived_on)
    return day, basis_of(kind, arrived_on=arrived_on).text
