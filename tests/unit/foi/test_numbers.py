"""The two series of numbers: yearly, without gaps, never reused, unique under concurrency."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from mingtang.foi import numbering, services
from mingtang.foi.integrity import check_requests
from mingtang.foi.models import Letter, NumberSeries, Request
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import World, moment


def test_each_unit_and_year_counts_from_one(world: World) -> None:
    numbers = [
        world.arrived("2025-12-31").number,
        world.arrived("2026-01-05").number,
        world.arrived("2026-01-06").number,
        world.arrived("2026-01-06", unit=world.other).number,
    ]
    assert numbers == [
        "云溪教依申请〔2025〕1号",
        "云溪教依申请〔2026〕1号",
        "云溪教依申请〔2026〕2号",
        "水务局依申请〔2026〕1号",
    ]


def test_an_act_that_fails_gives_its_number_back(world: World) -> None:
    def refuse(*_: object) -> None:
        raise RuleViolation("letter.missing", "缺少机关名称")

    request = world.in_hand()
    before = list(NumberSeries.objects.order_by("pk").values_list("words", "last"))
    services.use_renderer(refuse)
    with pytest.raises(RuleViolation, match="缺少机关名称"):
        services.ask_correction(
            request,
            wanted_items="名称",
            guidance="写明",
            by=world.clerk,
            at=moment("2026-03-04"),
            edition=request.edition,
        )
    assert list(NumberSeries.objects.order_by("pk").values_list("words", "last")) == before
    request.refresh_from_db()
    assert (request.state, Letter.objects.filter(kind="correction").count()) == ("in_hand", 0)


def test_by_the_option_each_kind_of_letter_has_its_own_series(world: World, settings: Any) -> None:
    settings.MINGTANG_FOI_LETTER_SERIES = "kind"
    request = world.in_hand()
    services.extend(
        request,
        days=5,
        reason="量大",
        by=world.office,
        at=moment("2026-03-04"),
        edition=request.edition,
    )
    world.approved(request=Request.objects.get())
    numbers = set(Letter.objects.exclude(number="").values_list("number", flat=True))
    assert numbers == {"云溪教公开延〔2026〕1号", "云溪教公开答〔2026〕1号"}


def test_a_signed_reply_taken_back_keeps_its_number_and_the_next_names_it(world: World) -> None:
    request = world.approved()
    request = services.recall(
        request,
        reason="附件有误",
        by=world.leader,
        at=moment("2026-03-05"),
        edition=request.edition,
    )
    request = services.submit(
        request, by=world.clerk, at=moment("2026-03-05"), edition=request.edition
    )
    second = services.sign_off(
        request, opinion="可", by=world.leader, at=moment("2026-03-06"), edition=request.edition
    )
    assert second.number == "云溪教公开告〔2026〕2号"
    assert second.replaces is not None
    assert second.replaces.number == "云溪教公开告〔2026〕1号"


def test_a_number_is_known_however_its_brackets_are_typed() -> None:
    for typed in ("甲依申请[2026] 1号", "甲依申请（2026）1号", "甲依申请【2026】1 号"):
        assert numbering.normal_number(typed) == "甲依申请〔2026〕1号"


def test_a_gap_in_a_series_is_found(world: World) -> None:
    world.arrived("2026-03-03")
    NumberSeries.objects.update(last=3)
    faults = list(check_requests())
    assert [fault.subject for fault in faults] == ["云溪教依申请〔2026〕"]
    assert "2、3" in faults[0].chinese


def test_a_clock_that_is_gone_or_left_over_is_found(world: World) -> None:
    first, second = world.in_hand(), world.in_hand()
    Request.objects.filter(pk=first.pk).update(state="moved")
    from mingtang.duties.models import Duty

    Duty.objects.filter(subject_id=str(second.pk)).update(
        status="void", ended_on=moment("2026-03-05").date()
    )
    assert {(fault.subject, fault.english) for fault in check_requests()} == {
        (first.number, "moved, and its duty still runs"),
        (second.number, "in hand without a running duty"),
    }


@pytest.fixture
def open_world(transactional_db: Any) -> Iterator[World]:
    yield World()


def test_numbers_given_at_the_same_moment_differ_and_leave_no_gap(open_world: World) -> None:
    failures: list[BaseException] = []

    def file_some() -> None:
        try:
            for _ in range(5):
                open_world.arrived("2026-03-03")
        except BaseException as fault:  # noqa: BLE001
            failures.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=file_some) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    numbers = Request.objects.values_list("number", flat=True)
    assert sorted(numbers) == sorted(f"云溪教依申请〔2026〕{n}号" for n in range(1, 21))
    assert list(check_requests()) == []
