"""Who asks, and what a request must contain (arts. 27, 29): no purpose, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mingtang.statute.foi.rules import Basis, Rules, of_2007, of_2019


class ApplicantKind(StrEnum):
    """The columns of Table 3 of the annual report, in their order."""

    NATURAL = "N"
    BUSINESS = "B"
    RESEARCH = "R"
    WELFARE = "P"
    LEGAL_SERVICE = "L"
    OTHER = "O"

    @property
    def label(self) -> str:
        """The Chinese name, as the column is headed."""
        return KIND_LABELS[self]

    @property
    def is_organisation(self) -> bool:
        """True for legal persons and other organisations 法人或其他组织."""
        return self is not ApplicantKind.NATURAL


KIND_LABELS = {
    ApplicantKind.NATURAL: "自然人",
    ApplicantKind.BUSINESS: "商业企业",
    ApplicantKind.RESEARCH: "科研机构",
    ApplicantKind.WELFARE: "社会公益组织",
    ApplicantKind.LEGAL_SERVICE: "法律服务机构",
    ApplicantKind.OTHER: "其他",
}
ORGANISATIONS = tuple(kind for kind in ApplicantKind if kind.is_organisation)


@dataclass(frozen=True, slots=True)
class Field:
    """Something a request contains.

    ``required`` is what the law asks; the other fields are usual and may stay empty. Fields with
    the same ``group`` stand for one requirement that any one of them fulfils.
    """

    code: str
    label: str
    basis: Basis
    required: bool = True
    group: str = ""

    @property
    def requirement(self) -> str:
        """What is asked for: the field itself, or its group."""
        return self.group or self.code


WHO = of_2019("第二十九条第二款第一项")
WHAT = of_2019("第二十九条第二款第二项")
HOW = of_2019("第二十九条第二款第三项")
OLD = of_2007("第二十条")
USUAL = of_2019("第二十九条", "K")

GROUP_LABELS = {
    "contact": "联系方式（电话、通信地址、电子邮箱至少一项）",
    "description": "政府信息的名称、文号或者其他特征性描述（至少一项）",
}


def _contacts(basis: Basis) -> tuple[Field, ...]:
    return (
        Field("phone", "联系电话", basis, group="contact"),
        Field("address", "通信地址", basis, group="contact"),
        Field("email", "电子邮箱", basis, group="contact"),
        Field("postcode", "邮政编码", USUAL, required=False),
    )


def identity_fields(kind: ApplicantKind, rules: Rules = Rules.R2019) -> tuple[Field, ...]:
    """Name, identity proof and contact (art. 29); under the rules of 2007 no proof (art. 20).

    That an organisation proves itself by its credit code, and the optional fields, are usual
    practice [K].
    """
    new = rules is Rules.R2019
    basis = WHO if new else OLD
    if not kind.is_organisation:
        proof = (
            Field("id_type", "身份证件名称", basis, required=new),
            Field("id_number", "身份证件号码", basis, required=new),
        )
        return (Field("name", "姓名", basis), *proof, *_contacts(basis))
    return (
        Field("name", "名称", basis),
        Field("credit_code", "统一社会信用代码", Basis(basis.instrument, basis.article, "K"), new),
        Field("legal_representative", "法定代表人", USUAL, required=False),
        Field("contact_person", "联系人", USUAL, required=False),
        *_contacts(basis),
    )


def content_fields(rules: Rules = Rules.R2019) -> tuple[Field, ...]:
    """What is asked for, and in which form and by which route."""
    new = rules is Rules.R2019
    what, how = (WHAT, HOW) if new else (OLD, OLD)
    return (
        Field("subject", "政府信息的名称", what, group="description"),
        Field("doc_number", "文号", what, group="description"),
        Field("description", "其他特征性描述", what, group="description"),
        Field("form", "提供方式", how),
        Field("route", "获取途径", how, required=new),
    )


def lacking(
    kind: ApplicantKind, given: Mapping[str, str], rules: Rules = Rules.R2019
) -> tuple[Field, ...]:
    """What a request lacks: the items of a correction notice (art. 30), each requirement once.

    ``given`` maps field codes to text; blank counts as absent. Of a group the first field stands
    for all, with the group's label. Whether an identity number is a possible one is not asked here.
    """
    fields = (*identity_fields(kind, rules), *content_fields(rules))
    met = {item.requirement for item in fields if given.get(item.code, "").strip()}
    found: dict[str, Field] = {}
    for item in fields:
        if item.required and item.requirement not in met and item.requirement not in found:
            label = GROUP_LABELS.get(item.group, item.label)
            found[item.requirement] = Field(item.code, label, item.basis, True, item.group)
    return tuple(found.values())


AGENT_PAPERS = (
    Field("mandate", "授权委托书", Basis("西乡县依申请公开规程", "—", "S2")),
    Field("agent_identity", "代理人身份证明", Basis("西乡县依申请公开规程", "—", "S2")),
)
"""What an agent must add besides the applicant's own identity: a rule of some place, a setting."""
