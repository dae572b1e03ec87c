"""A reply rests on a law: what a clerk types as its basis names an instrument or an article."""

from __future__ import annotations

from typing import Any

import pytest

from mingtang.foi import services
from mingtang.foi.models import Item
from mingtang.foi.replies import cites_law
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import PROVIDED, World, moment


def decide(world: World, basis: str | None) -> Item:
    request = world.in_hand()
    given: dict[str, Any] = {"outcome": "C1", "subkind": "provided", "given": PROVIDED}
    return services.decide(
        request,
        item=request.items.get(),
        basis=basis,
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
        **given,
    )


@pytest.mark.parametrize("basis", ["无", ".", "依法", "见前", "《无》", "第三项"])
def test_a_basis_that_names_no_law_is_refused(world: World, basis: str) -> None:
    with pytest.raises(RuleViolation, match="法律、法规") as refused:
        decide(world, basis)
    assert refused.value.code == "decide.basis"


def test_a_basis_that_names_one_stands_as_typed(world: World) -> None:
    typed = "《信访工作条例》第十七条"
    assert decide(world, typed).basis == typed


def test_without_a_typed_one_the_usual_basis_stands(world: World) -> None:
    assert "第三十六条第二项" in decide(world, None).basis


@pytest.mark.parametrize(
    "basis",
    [
        "政府信息公开条例",
        "《档案法》（2020）",
        "第 三十六 条",
        "条例第36条",
        "国办公开办函〔2019〕14号",
    ],
)
def test_instruments_and_articles_are_known_in_the_ways_they_are_written(basis: str) -> None:
    assert cites_law(basis)
