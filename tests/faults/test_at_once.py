"""Two people at the same moment: exactly one wins, the other is told, nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.disclosure.services import Content
from mingtang.duties.cards import give_cards
from mingtang.duties.models import CardGiven
from mingtang.duties.notices import enter_notice, recompute
from mingtang.register.models import Entry
from mingtang.statute.violations import RuleViolation
from tests.faults.wholeness import require_whole
from tests.unit.disclosure.world import NOW, later

if TYPE_CHECKING:
    from tests.unit.disclosure.world import World

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Do all acts at the same moment; the refusal's code of each, empty for who got through."""
    together = Barrier(len(acts))

    def do(act: Callable[[], Any]) -> str:
        together.wait()
        try:
            act()
        except RuleViolation as refused:
            return refused.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def in_second_review(world: World, document: Document) -> Document:
    """A published document whose revision waits for the office."""
    given: dict[str, Any] = {"at": NOW}
    document = services.revise(
        document,
        changed_on=date(2026, 11, 19),
        reason="变更",
        by=world.clerk,
        edition=document.edition,
        **given,
    )
    document = services.submit(document, by=world.clerk, edition=document.edition, **given)
    document = services.approve(document, by=world.leader, edition=document.edition, **given)
    return services.secrecy_clear(document, by=world.secrecy, edition=document.edition, **given)


def test_publish_while_being_withdrawn(world: World) -> None:
    for _ in range(ROUNDS):
        document = in_second_review(world, world.published())
        edition = document.edition
        outcome = at_once(
            lambda d=document, e=edition: services.publish(
                d, by=world.publisher, at=NOW, edition=e
            ),
            lambda d=document, e=edition: services.withdraw(
                d, reason="内容有误", by=world.publisher, at=NOW, edition=e
            ),
        )
        assert sorted(outcome) == ["", "document.stale"]
        document.refresh_from_db()
        assert document.state == ("published" if outcome[0] == "" else "withdrawn")
        require_whole()


def test_two_clerks_save_the_same_edition(world: World) -> None:
    for _ in range(ROUNDS):
        document = world.draft()
        outcome = at_once(
            *(
                lambda d=document, t=title: services.save(
                    d, Content({"title": t}), by=world.clerk, at=NOW, edition=d.edition
                )
                for title in ("甲写的标题", "乙写的标题")
            )
        )
        assert sorted(outcome) == ["", "document.stale"]
        document.refresh_from_db()
        assert document.title == ("甲写的标题" if outcome[0] == "" else "乙写的标题")
        assert document.edition == 2


def test_a_document_is_published_once_however_often_it_is_clicked(world: World) -> None:
    document = world.with_office()
    outcome = at_once(
        *(
            lambda: services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
            for _ in range(4)
        )
    )
    assert sorted(outcome) == ["", *["document.stale"] * 3]
    assert Entry.objects.count() == 1
    require_whole()


def test_two_timers_release_a_scheduled_document_once(world: World) -> None:
    document = world.with_office()
    services.schedule(
        document,
        by=world.publisher,
        at=NOW,
        edition=document.edition,
        when=later(hours=1),
    )
    released: list[int] = []
    at_once(*(lambda: released.append(services.release_due(later(hours=2))) for _ in range(3)))
    assert sum(released) == 1
    assert Entry.objects.count() == 1
    require_whole()


def test_two_periodic_runs_give_each_card_once(world: World) -> None:
    for _ in range(6):
        world.draft()
    at_once(*(lambda: give_cards(today=date(2027, 1, 20)) for _ in range(3)))
    assert CardGiven.objects.count() == 12


def test_dates_follow_a_notice_entered_while_documents_are_published(world: World) -> None:
    drafts = [world.draft() for _ in range(3)]

    def publish_some() -> None:
        for _ in range(3):
            world.published(doc_number="")

    outcome = at_once(
        publish_some,
        lambda: enter_notice(
            year=2026,
            number="试",
            lines="临时假 11-23/11-24",
            by=world.publisher,
            at=NOW,
            today=NOW.date(),
        ),
    )
    assert outcome == ["", ""]
    assert Entry.objects.count() == 3
    assert len(drafts) == Document.objects.filter(state="draft").count()
    recompute(today=NOW.date())
    require_whole()
