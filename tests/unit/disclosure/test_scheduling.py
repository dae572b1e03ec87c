"""A timed publication and the time limit: late only with a reason, and never years ahead."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.disclosure.services.publishing import FARTHEST
from mingtang.journal.models import Entry as JournalEntry
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import CHINA, NOW, World, later

DUE = datetime(2026, 12, 14, 9, 0, tzinfo=CHINA)  # the twentieth working day after the making


def schedule(world: World, document: Document, when: datetime, why: str = "") -> Document:
    return services.schedule(
        document,
        when=when,
        by=world.publisher,
        at=NOW,
        edition=document.edition,
        opinion="同意",
        late_reason=why,
    )


def test_on_the_due_day_it_is_in_time(world: World) -> None:
    assert schedule(world, world.with_office(), DUE).state == "scheduled"
    assert JournalEntry.objects.get(act="document.schedule").reason == "同意"


def test_a_day_later_it_needs_a_reason_which_the_journal_keeps(world: World) -> None:
    document, when = world.with_office(), DUE + timedelta(days=1)
    with refused("schedule.late"):
        schedule(world, document, when, " ")
    with pytest.raises(Exception, match="晚于公开期限 2026-12-14"):
        schedule(world, document, when)
    schedule(world, document, when, "等上级文件同日印发")
    entry = JournalEntry.objects.get(act="document.schedule")
    assert entry.reason == "同意；等上级文件同日印发"
    assert entry.detail["late_after"] == "2026-12-14"


def test_without_a_running_limit_nothing_is_late(world: World) -> None:
    document = world.with_office(earlier_published_on=NOW.date())
    assert schedule(world, document, later(days=300)).state == "scheduled"


@pytest.mark.parametrize(
    "when", [NOW + FARTHEST + timedelta(minutes=1), datetime(9999, 12, 31, tzinfo=CHINA)]
)
def test_years_ahead_is_refused_whatever_the_reason(world: World, when: datetime) -> None:
    with refused("schedule.far"):
        schedule(world, world.with_office(), when, "以后再说")
