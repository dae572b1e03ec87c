"""What keeps a document from being submitted: its validity and its dates must agree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from mingtang.disclosure import services
from mingtang.statute.violations import RuleViolation
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import MADE_ON, NOW, World, later

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"validity": "pending"}, "有效性是“待生效”的，请填写生效日期"),
        ({"valid_until": MADE_ON - timedelta(1)}, "有效期至 2026-11-15 早于成文日期 2026-11-16"),
        ({"valid_until": TODAY - timedelta(1)}, "已过，有效性请改为“失效”"),
        ({"validity": "amended", "valid_until": TODAY - timedelta(1)}, "已过，有效性请改为“失效”"),
        ({"validity": "expired", "valid_until": TODAY}, "还没有到，不能标为“失效”"),
    ],
)
def test_validity_that_does_not_agree_with_its_dates_is_kept_and_not_submitted(
    world: World, values: dict[str, Any], words: str
) -> None:
    document = world.draft(**values)
    with pytest.raises(RuleViolation) as refusal:
        world.submit(document)
    assert refusal.value.code == "complete" and words in refusal.value.text


@pytest.mark.parametrize(
    "values",
    [
        {"validity": "pending", "valid_from": date(2027, 1, 1)},
        {"validity": "pending", "valid_from": TODAY},
        {"valid_until": TODAY},
        {"validity": "expired", "valid_until": TODAY - timedelta(1)},
        {"validity": "expired"},
        {"validity": "repealed", "valid_until": date(2030, 1, 1)},
    ],
)
def test_validity_that_agrees_with_its_dates_is_submitted(
    world: World, values: dict[str, Any]
) -> None:
    assert world.submit(world.draft(**values)).state == "with_leader"


def test_period_that_ended_since_the_last_save_is_seen_on_the_day_of_the_act(
    world: World,
) -> None:
    document = world.draft(valid_until=TODAY)
    with refused("complete"):
        services.submit(document, by=world.clerk, at=later(days=3), edition=1)
