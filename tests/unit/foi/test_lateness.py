"""No act that comes after the due day makes a late request look as if it were not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingtang.duties.derive import project_stopped
from mingtang.files.models import StoredFile
from mingtang.files.services import store_upload
from mingtang.foi import queries, services
from mingtang.foi.desk.workload import loads
from mingtang.foi.figures import cases
from mingtang.foi.models import Request
from mingtang.orgs.access import access_of
from mingtang.orgs.models import Account
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import World, duty_of, moment

DUE = date(2026, 9, 29)
"""20 working days after 1 September 2026."""


def stored(world: World) -> StoredFile:
    upload = SimpleUploadedFile("撤回书.txt", "撤回".encode())
    return store_upload(upload, by=world.clerk, unit=world.unit, at=moment("2026-10-20"))


def with_edition(request: Request, **values: Any) -> dict[str, Any]:
    request.refresh_from_db()
    return {"edition": request.edition, **values}


def suspend(world: World, request: Request, on: str) -> None:
    services.suspend(
        request,
        reason="等待法院裁判",
        basis="民事诉讼法",
        **with_edition(request, by=world.leader, at=moment(on)),
    )


def late_ones(day: date) -> list[Request]:
    assert list(cases.overdue_on(cases.cases(), day)) == list(
        queries.overdue(Request.objects.all(), date.fromordinal(day.toordinal() + 1))
    )
    return list(cases.overdue_on(cases.cases(), day))


def test_a_clock_stopped_after_its_due_day_is_overdue_all_the_same(world: World) -> None:
    request = world.in_hand("2026-09-01")
    assert duty_of(request).due_on == DUE
    suspend(world, request, "2026-09-30")
    assert duty_of(request).stopped
    assert late_ones(date(2026, 10, 20)) == [request]
    counted = loads(
        access_of(Account.objects.get(pk=world.clerk.account_id), DUE), date(2026, 10, 20)
    )
    assert [(load.overdue, load.open) for load in counted] == [(1, 1)]


def test_a_clock_stopped_on_its_due_day_is_not_overdue(world: World) -> None:
    request = world.in_hand("2026-09-01")
    suspend(world, request, "2026-09-29")
    assert late_ones(date(2026, 9, 28)) == []
    project_stopped(today=date(2026, 10, 20))
    assert queries.overdue(Request.objects.all(), date(2026, 10, 20)).count() == 0


def test_an_extension_before_a_split_is_the_only_one(world: World) -> None:
    request = world.in_hand("2026-09-01")
    services.extend(
        request,
        days=20,
        reason="材料较多",
        **with_edition(request, by=world.leader, at=moment("2026-09-02")),
    )
    part, _ = services.split(
        request,
        parts=["甲方案", "乙方案"],
        **with_edition(request, by=world.clerk, at=moment("2026-09-03")),
    )
    with pytest.raises(RuleViolation, match="延"):
        services.extend(
            part,
            days=20,
            reason="材料较多",
            **with_edition(part, by=world.leader, at=moment("2026-09-04")),
        )


def test_a_correction_is_asked_only_once_though_the_request_was_moved(world: World) -> None:
    request = world.in_hand("2026-09-01")
    asked = {"wanted_items": "名称", "guidance": "写明名称"}
    services.ask_correction(
        request,
        received_on=date(2026, 9, 2),
        **asked,
        **with_edition(request, by=world.clerk, at=moment("2026-09-02")),
    )
    services.correct(
        request,
        answer="名称",
        **with_edition(request, by=world.clerk, at=moment("2026-09-03")),
    )
    for to in (world.other, world.unit):
        request = services.move(
            request,
            to=to,
            reason="属于该单位职责",
            **with_edition(request, by=world.office, at=moment("2026-09-04")),
        )
    with pytest.raises(RuleViolation, match="一次性告知"):
        services.ask_correction(
            request,
            **asked,
            **with_edition(request, by=world.clerk, at=moment("2026-09-07")),
        )


def test_a_late_request_that_is_moved_stays_late_where_it_was(world: World) -> None:
    request = world.in_hand("2026-09-01")
    services.move(
        request,
        to=world.other,
        reason="属于该单位职责",
        **with_edition(request, by=world.office, at=moment("2026-09-30")),
    )
    duty = duty_of(request)
    assert (duty.status, duty.met, duty.ended_on) == ("lapsed", False, date(2026, 9, 30))


def test_the_parts_of_a_late_request_are_late_and_the_whole_is_not_counted_again(
    world: World,
) -> None:
    request = world.in_hand("2026-09-01")
    parts = services.split(
        request,
        parts=["甲方案", "乙方案"],
        **with_edition(request, by=world.clerk, at=moment("2026-09-30")),
    )
    assert duty_of(request).status == "void"
    assert [duty_of(part).due_on for part in parts] == [DUE, DUE]
    assert late_ones(date(2026, 9, 30)) == parts[::-1]


def withdraw(world: World, request: Request, on: str, at: str) -> Request:
    return services.withdraw(
        request,
        reason="当面递交撤回书",
        on=date.fromisoformat(on),
        **with_edition(request, by=world.clerk, at=moment(at)),
    )


def test_staff_enter_an_earlier_withdrawal_only_with_its_paper_and_it_stays_late(
    world: World,
) -> None:
    request = world.in_hand("2026-09-01")
    with pytest.raises(RuleViolation, match="撤回书"):
        withdraw(world, request, "2026-09-10", "2026-10-20")
    services.attach(
        request,
        files=[(stored(world), "other")],
        **with_edition(request, by=world.clerk, at=moment("2026-10-20")),
    )
    request = withdraw(world, request, "2026-09-10", "2026-10-20")
    duty = duty_of(request)
    assert request.answered_on == date(2026, 9, 10)
    assert (duty.status, duty.met, duty.ended_on) == ("fulfilled", False, date(2026, 10, 20))


def test_a_withdrawal_entered_before_the_due_day_is_in_time(world: World) -> None:
    request = world.in_hand("2026-09-01")
    request = withdraw(world, request, "2026-09-10", "2026-09-10")
    assert (duty_of(request).met, duty_of(request).ended_on) == (True, date(2026, 9, 10))
