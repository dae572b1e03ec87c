"""The request itself as a form: what art. 29 asks and nothing else, no purpose.

Fields that only one kind of applicant has are never marked as optional or wanted by the browser:
what is wanted depends on the kind, and is checked here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from mingtang.foi.models.applicants import IdKind
from mingtang.foi.services import ApplicantDetails, Asked
from mingtang.foi.states import ProvisionForm, Route
from mingtang.orgs.models import Unit
from mingtang.orgs.models.units import UnitKind
from mingtang.statute.foi.applicants import KIND_LABELS, ApplicantKind, lacking
from mingtang.text.identifiers import id_number_fault, normalise_code, uscc_fault

from .guarding import Guarded

MOST_CHARACTERS = 20_000
NATURAL = ApplicantKind.NATURAL
KINDS = [
    (str(kind), "公民" if kind is NATURAL else f"单位：{label}")
    for kind, label in KIND_LABELS.items()
]
ID_KINDS = [
    (each.value, each.label) for each in IdKind if each not in (IdKind.NONE, IdKind.CREDIT_CODE)
]
LONGEST = {
    "name": 100, "id_number": 40, "credit_code": 40, "legal_representative": 60,
    "contact_person": 60, "phone": 40, "email": 120, "address": 200, "postcode": 10,
    "agent_name": 60, "agent_phone": 40, "subject": 200, "doc_number": 100,
    "description": MOST_CHARACTERS,
}  # fmt: skip
"""Characters that each field holds. Browsers are not told: they would cut silently."""
SHARED = ("name", "phone", "email", "address", "postcode", "agent_name", "agent_phone")
ORGANISATION = ("credit_code", "legal_representative", "contact_person")
ROUTE_NEEDS = {Route.POST: "address", Route.EMAIL: "email"}


def _line(label: str, hint: str = "", *, optional: bool = False, **attrs: str) -> forms.CharField:
    field = forms.CharField(
        label=label, help_text=hint, required=False, widget=forms.TextInput(attrs=attrs)
    )
    if not optional:
        field.optional = ""  # type: ignore[attr-defined]
    return field


class RequestForm(Guarded):
    """Who asks, for what, in which form, which unit."""

    kind = forms.ChoiceField(label="谁来申请", choices=KINDS, widget=forms.RadioSelect)
    name = _line("姓名", autocomplete="name")
    id_kind = forms.ChoiceField(label="证件", choices=ID_KINDS)
    id_number = _line(
        "证件号码", "身份证号会当场核对校验位。不想填号码的，可以在下面上传身份证明。"
    )
    credit_code = _line(
        "统一社会信用代码", "18 位，在营业执照、登记证书上。没有的，在下面上传身份证明。"
    )
    legal_representative = _line("法定代表人", optional=True)
    contact_person = _line("联系人", "单位里办这件事的人。", optional=True, autocomplete="name")
    phone = _line(
        "联系电话", "电话、通信地址、电子邮箱至少填一项。", inputmode="tel", autocomplete="tel"
    )
    email = _line("电子邮箱", inputmode="email", autocomplete="email")
    address = _line("通信地址", autocomplete="street-address")
    postcode = _line("邮政编码", optional=True, inputmode="numeric", autocomplete="postal-code")
    agent_name = _line("代理人姓名", optional=True)
    agent_phone = _line("代理人电话", optional=True, inputmode="tel")
    subject = _line("要什么信息", "写文件或者材料的名称，例如“2025年度义务教育学校布局调整方案”。")
    doc_number = _line("文号", "例如“云政办发〔2025〕18号”。", optional=True)
    description = forms.CharField(
        label="补充描述",
        help_text=f"时间、地点、内容等，能找到它的特征。最多 {MOST_CHARACTERS} 字。不用写用途。",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    form = forms.ChoiceField(
        label="想要什么形式", choices=ProvisionForm.choices, widget=forms.RadioSelect
    )
    route = forms.ChoiceField(label="怎样取得", choices=Route.choices, widget=forms.RadioSelect)
    unit = forms.ChoiceField(
        label="向哪个单位申请",
        help_text="向制作或者保存它的单位申请。不知道的，先按“先查一查”；选错了会转给有权办理的单位。",
        error_messages={"required": "请选择单位。", "invalid_choice": "没有这个单位，请重新选择。"},
    )

    def __init__(self, *args: Any, today: date, proof: bool = False, **kwargs: Any) -> None:
        """``proof``: a file of identity is attached, so that no number is needed."""
        super().__init__(*args, **kwargs)
        self.today, self.proof = today, proof
        self.fields["unit"].choices = unit_choices(today)  # type: ignore[attr-defined]
        if not self.natural:
            self.fields["name"].label = "单位名称"

    @property
    def natural(self) -> bool:
        """Whether the form is a citizen's."""
        kind = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        return str(kind or NATURAL) == NATURAL

    def clean(self) -> dict[str, Any]:
        """Everything that a request needs, each fault at its field."""
        values = super().clean()
        for name, most in LONGEST.items():
            length = len(values.get(name) or "")
            if length > most:
                self.add_error(name, f"最多 {most} 字，现在有 {length} 字。请删短，或者放进附件。")
        if "kind" in values:
            self._check_identity(values)
            self._check_lacking(values)
        needed = ROUTE_NEEDS.get(values.get("route", ""))
        if needed and not values.get(needed) and needed not in self.errors:
            self.add_error(
                needed, f"选了“{Route(values['route']).label}”，请填写{self.fields[needed].label}。"
            )
        return values

    def _check_identity(self, values: dict[str, Any]) -> None:
        name = "id_number" if values["kind"] == NATURAL else "credit_code"
        number = values.get(name, "")
        if not number:
            return
        fault = None
        if name == "credit_code":
            fault = uscc_fault(normalise_code(number))
        elif values.get("id_kind") == IdKind.ID_CARD:
            fault = id_number_fault(normalise_code(number), today=self.today)
        if fault:
            self.add_error(name, f"{fault}。")

    def _check_lacking(self, values: Mapping[str, Any]) -> None:
        kind = ApplicantKind(values["kind"])
        given = {name: str(value) for name, value in values.items()}
        given["id_type"] = given.get("id_kind", "")
        if self.proof:
            given.setdefault("id_number", "")
            for name in ("id_type", "id_number", "credit_code"):
                given[name] = given.get(name) or "附件"
        for field in lacking(kind, given):
            name = "id_kind" if field.code == "id_type" else field.code
            if name not in self.errors:
                self.add_error(name, f"请填写{field.label}。")
        email = str(values.get("email") or "")
        if email and ("@" not in email or " " in email):
            self.add_error("email", "电子邮箱缺少 @ 或者含有空格，请核对。")

    # --- what the services want -----------------------------------------------------------------
    def details(self) -> ApplicantDetails:
        """Who asks, of a form that is valid."""
        values = self.cleaned_data
        shared = {name: values[name] for name in ("name", "phone", "email", "address", "postcode")}
        if values["kind"] == NATURAL:
            number = values["id_number"]
            return ApplicantDetails(
                kind=values["kind"], id_kind=values["id_kind"] if number else "",
                id_number=number, **shared,
            )  # fmt: skip
        code = values["credit_code"]
        return ApplicantDetails(
            kind=values["kind"],
            id_kind=IdKind.CREDIT_CODE if code else "",
            id_number=code,
            legal_representative=values["legal_representative"],
            contact_person=values["contact_person"],
            **shared,
        )

    def asked(self) -> Asked:
        """What is asked for, of a form that is valid."""
        values = self.cleaned_data
        names = (
            "subject",
            "description",
            "doc_number",
            "form",
            "route",
            "agent_name",
            "agent_phone",
        )
        given = {name: values[name] for name in names}
        given["subject"] = given["subject"] or given["doc_number"]
        return Asked(**given)


def typed(data: Mapping[str, Any]) -> dict[str, str]:
    """What a person typed, as it is kept in a draft."""
    names = [name for name in RequestForm.base_fields if name not in Guarded.base_fields]
    return {name: str(data.get(name, "")) for name in names}


def unit_choices(today: date) -> list[tuple[str, Any]]:
    """The units that take requests today, by kind."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rows = Unit.objects.existing_on(today).exclude(kind=UnitKind.SERVICE_BODY)
    for pk, name, kind in rows.values_list("pk", "name", "kind"):
        groups.setdefault(str(UnitKind(kind).label), []).append((str(pk), name))
    return [("", "请选择"), *groups.items()]
