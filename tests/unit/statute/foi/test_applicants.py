"""Who asks and what a request must contain (art. 29)."""

from __future__ import annotations

import pytest

from mingtang.statute.foi.applicants import (
    ORGANISATIONS,
    ApplicantKind,
    content_fields,
    identity_fields,
    lacking,
)
from mingtang.statute.foi.rules import Rules

PERSON = {"name": "李明", "id_type": "身份证", "id_number": "X", "phone": "1"}
ASKED = {"subject": "会议纪要", "form": "纸质", "route": "邮寄"}


def names(kind: ApplicantKind, given: dict[str, str], rules: Rules = Rules.R2019) -> list[str]:
    return [item.requirement for item in lacking(kind, given, rules)]


def test_the_kinds_are_the_columns_of_table_3() -> None:
    assert [kind.value for kind in ApplicantKind] == ["N", "B", "R", "P", "L", "O"]
    assert len(ORGANISATIONS) == 5
    assert [kind.label for kind in ORGANISATIONS] == [
        "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他",
    ]  # fmt: skip


def test_a_whole_request_lacks_nothing() -> None:
    assert names(ApplicantKind.NATURAL, {**PERSON, **ASKED}) == []


@pytest.mark.parametrize("contact", ["phone", "address", "email"])
def test_any_contact_will_do(contact: str) -> None:
    given = {**PERSON, **ASKED, "phone": "", contact: "有"}
    assert names(ApplicantKind.NATURAL, given) == []


@pytest.mark.parametrize("what", ["subject", "doc_number", "description"])
def test_any_description_that_finds_the_information_will_do(what: str) -> None:
    given = {**PERSON, **ASKED, "subject": " ", what: "有"}
    assert names(ApplicantKind.NATURAL, given) == []


def test_what_is_missing_is_told_at_one_time() -> None:
    assert names(ApplicantKind.NATURAL, {}) == [
        "name", "id_type", "id_number", "contact", "description", "form", "route",
    ]  # fmt: skip
    (contact,) = lacking(ApplicantKind.NATURAL, {**PERSON, **ASKED, "phone": ""})
    assert "至少一项" in contact.label


@pytest.mark.parametrize("kind", ORGANISATIONS)
def test_an_organisation_proves_itself_by_its_credit_code(kind: ApplicantKind) -> None:
    given = {"name": "某公司", "address": "某街1号", **ASKED}
    (proof,) = lacking(kind, given)
    assert proof.code == "credit_code" and proof.basis.is_setting


def test_the_rules_of_2007_asked_for_no_proof_of_identity() -> None:
    given = {"name": "李明", "phone": "1", "subject": "会议纪要", "form": "纸质"}
    assert names(ApplicantKind.NATURAL, given, Rules.R2007) == []
    assert names(ApplicantKind.BUSINESS, given, Rules.R2007) == []


@pytest.mark.parametrize("rules", list(Rules))
@pytest.mark.parametrize("kind", list(ApplicantKind))
def test_no_purpose_is_asked_for(kind: ApplicantKind, rules: Rules) -> None:
    fields = (*identity_fields(kind, rules), *content_fields(rules))
    assert not [item for item in fields if "用途" in item.label or "purpose" in item.code]
    assert len({item.code for item in fields}) == len(fields)
    assert all(item.basis.text for item in fields)
