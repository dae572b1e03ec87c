"""Who is asked for an opinion learns of the information, not of the person who asked for it."""

from __future__ import annotations

from typing import Any

import pytest

from mingtang.foi import services
from mingtang.foi.models import Applicant, Consultation, Request
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import ADDRESS, ID_NUMBER, NAME, PHONE, World, moment


def consult(world: World, request: Request, about: str) -> Any:
    return services.consult(
        request,
        kind="third_party",
        party="云溪建筑有限公司",
        about=about,
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    )


@pytest.mark.parametrize(
    ("written", "what"),
    [
        (NAME, "姓名"),
        ("欧阳 若兰", "姓名"),
        (ID_NUMBER.lower(), "证件号码"),
        ("138-0013-8000", "电话"),
        (PHONE, "电话"),
        (ADDRESS, "地址"),
    ],
)
def test_a_letter_that_names_the_applicant_is_refused(
    world: World, written: str, what: str
) -> None:
    request = world.in_hand()
    with pytest.raises(RuleViolation, match=f"征求意见的内容.*{what}") as refused:
        consult(world, request, f"{written}申请公开贵公司的报价。")
    assert refused.value.code == "consult.personal"
    assert not Consultation.objects.exists()


def test_a_letter_about_the_information_alone_goes_out(world: World) -> None:
    request = world.in_hand()
    Applicant.objects.filter(pk=request.applicant_id).update(address="云溪县")
    consult(world, request, "云溪县学校布局调整方案中的报价。")
    assert Consultation.objects.get().about == "云溪县学校布局调整方案中的报价。"
