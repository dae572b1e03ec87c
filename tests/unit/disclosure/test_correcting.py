"""Correcting the day from which the time limit runs: reasoned, told, and no way to hide delay."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.disclosure.queries import lapsed_duties, running_duty
from mingtang.disclosure.services import Content
from mingtang.duties.cards import give_cards
from mingtang.duties.integrity import check_duties
from mingtang.duties.models import Duty
from mingtang.figures.registry import figure
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.access import access_of
from mingtang.workbench.queries import board_rows
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import CHINA, MADE_ON, NOW, World, later

OLD = date(2026, 9, 1)
WHY = "落款日期原来录错，以印发件为准"
TODAY = NOW.date()


def save(world: World, document: Document, *, why: str = WHY, **values: Any) -> Document:
    return services.save(
        document,
        Content(values),
        by=world.clerk,
        at=NOW,
        edition=document.edition,
        clock_reason=why,
    )


def overdue(world: World) -> Document:
    """A draft of which the time limit ran out, with its red card."""
    document = world.draft(made_on=OLD)
    give_cards(today=TODAY)
    assert running_duty(document).card == "red"
    return document


def board(world: World) -> dict[str, Any]:
    access = access_of(world.account(world.publisher), TODAY)
    rows = board_rows(access, since=date(2026, 1, 1), until=date(2026, 12, 31), today=TODAY)
    return next(row for row in rows if row["unit_id"] == world.unit.pk)


@pytest.mark.parametrize(
    "values",
    [
        {"made_on": date(2026, 11, 18)},
        {"made_on": date(2026, 11, 12)},
        {"made_on": None},
        {"earlier_published_on": date(2026, 11, 17)},
        {"attribute": "on_request", "attribute_reason": "第十六条"},
    ],
)
def test_moving_or_ending_a_running_limit_needs_a_reason(
    world: World, values: dict[str, Any]
) -> None:
    document = world.draft()
    with refused("document.clock_reason"):
        save(world, document, why=" ", **values)
    assert running_duty(document).start_on == MADE_ON
    save(world, document, **values)
    assert not Duty.objects.running().filter(start_on=MADE_ON).exists()


def test_the_refusal_says_from_when_to_when(world: World) -> None:
    with pytest.raises(Exception, match="由 2026-12-14 变为 2026-12-16"):
        save(world, world.draft(), why="", made_on=date(2026, 11, 18))
    with pytest.raises(Exception, match="由 2026-12-14 变为不再计算"):
        save(world, world.draft(), why="", attribute="on_request")


def test_the_journal_keeps_old_and_new_with_the_reason(world: World) -> None:
    save(world, world.draft(), made_on=date(2026, 11, 18))
    entry = JournalEntry.objects.get(act="document.save")
    assert entry.detail["dates"] == ["成文日期 2026-11-16 → 2026-11-18"]
    assert entry.detail["clock"] == "由 2026-12-14 变为 2026-12-16"
    assert entry.reason == WHY


def test_a_save_that_moves_nothing_asks_for_nothing(world: World) -> None:
    saved = save(world, world.draft(), why="", title="新标题")
    assert (
        JournalEntry.objects.get(act="document.save").detail.keys().isdisjoint({"dates", "clock"})
    )
    assert running_duty(saved).due_on == date(2026, 12, 14)


def test_guessed_dates_of_an_import_are_confirmed_without_a_reason(world: World) -> None:
    document = services.create(
        unit=world.unit,
        content=Content(world.values(made_on=OLD)),
        by=world.clerk,
        at=NOW,
        guesses={"made_on": "落款日期"},
    )
    saved = save(world, document, why="", made_on=MADE_ON)
    assert running_duty(saved).start_on == MADE_ON and not lapsed_duties(saved)


@pytest.mark.parametrize(
    "values",
    [
        {"made_on": MADE_ON},
        {"earlier_published_on": date(2026, 9, 2)},
        {"attribute": "on_request", "attribute_reason": "第十六条"},
    ],
)
def test_an_overdue_limit_corrected_away_still_counts_as_late(
    world: World, values: dict[str, Any]
) -> None:
    document = save(world, overdue(world), **values)
    lapsed = lapsed_duties(document)
    assert [(each.met, each.ended_on, each.card) for each in lapsed] == [(False, TODAY, "red")]
    row = board(world)
    assert (row["on_time"], row["total"], row["red"]) == (0, 1, 1)
    assert figure("duties.publish.lapsed").count(2026) == 1
    assert list(check_duties(today=TODAY)) == []
    assert "更正前已逾期" in JournalEntry.objects.get(act="document.save").detail["clock"]


def test_published_after_the_correction_the_board_still_shows_the_delay(world: World) -> None:
    document = save(world, overdue(world), made_on=MADE_ON)
    document = world.submit(document)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    row = board(world)
    assert (row["on_time"], row["total"]) == (1, 2)


def test_while_the_new_date_is_past_too_the_delay_counts_once(world: World) -> None:
    document = save(world, overdue(world), made_on=date(2026, 9, 7))
    assert lapsed_duties(document) == []
    assert (board(world)["total"], board(world)["open_overdue"]) == (1, 1)
    assert len(lapsed_duties(save(world, document, made_on=MADE_ON))) == 1


def test_an_overdue_draft_given_up_counts_as_late(world: World) -> None:
    document = overdue(world)
    services.discard(document, reason="重复", by=world.clerk, at=NOW, edition=document.edition)
    assert (board(world)["on_time"], board(world)["total"]) == (0, 1)


def test_an_overdue_revision_given_up_counts_as_late(world: World) -> None:
    document = world.published()
    revised = services.revise(
        document,
        changed_on=MADE_ON,
        reason="",
        by=world.clerk,
        at=NOW,
        edition=document.edition,
    )
    late = datetime(2026, 12, 31, 10, 0, tzinfo=CHINA)
    services.abandon(revised, reason="不改了", by=world.clerk, at=late, edition=revised.edition)
    assert len(lapsed_duties(document)) == 1


def test_the_office_accepts_a_right_correction_and_the_delay_is_gone(world: World) -> None:
    document = save(world, overdue(world), made_on=MADE_ON)
    duty = lapsed_duties(document)[0]
    with refused("role"):
        services.accept_correction(document, duty, reason=WHY, by=world.clerk, at=NOW)
    with refused("duty.reason"):
        services.accept_correction(document, duty, reason=" ", by=world.publisher, at=NOW)
    with refused("duty.other"):
        services.accept_correction(world.draft(), duty, reason=WHY, by=world.publisher, at=NOW)
    services.accept_correction(document, duty, reason=WHY, by=world.publisher, at=later(days=1))
    assert lapsed_duties(document) == [] and board(world)["total"] == 0
    entry = JournalEntry.objects.get(act="document.accept_correction")
    assert (entry.actor_name, entry.reason) == ("李敏", WHY)
    assert list(check_duties(today=TODAY)) == []
    with refused("duty.not_lapsed"):
        services.accept_correction(document, duty, reason=WHY, by=world.publisher, at=NOW)


def test_nobody_of_the_office_accepts_his_own_correction(world: World) -> None:
    document = overdue(world)
    document = services.save(
        document,
        Content({"made_on": MADE_ON}),
        by=world.publisher,
        at=NOW,
        edition=document.edition,
        clock_reason=WHY,
    )
    duty = lapsed_duties(document)[0]
    with refused("not_own_work"):
        services.accept_correction(document, duty, reason=WHY, by=world.publisher, at=NOW)
