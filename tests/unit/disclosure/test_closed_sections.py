"""A column that was closed takes nothing new in, whoever publishes and however."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.disclosure.services import Content
from mingtang.register.models import Entry, Section
from mingtang.register.services.sections import close_section, reopen_section
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import NOW, World, later


def close(world: World, section: Section, days: int = 0) -> None:
    on = NOW.date() + timedelta(days=days)
    close_section(section, on=on, reason="并入别的栏目", by=world.publisher, at=NOW)


def publish(world: World, document: Document) -> Entry:
    return services.publish(document, by=world.publisher, at=NOW, edition=document.edition)


def test_nothing_is_published_or_timed_into_a_column_closed_in_between(world: World) -> None:
    document = world.with_office()
    close(world, world.home)
    with refused("sections_open"):
        publish(world, document)
    with refused("sections_open"):
        services.schedule(
            document,
            when=later(hours=8),
            by=world.publisher,
            at=NOW,
            edition=document.edition,
        )
    assert not Entry.objects.exists()
    reopen_section(world.home, by=world.publisher, at=NOW)
    assert publish(world, document).home == world.home


def test_a_further_column_that_was_closed_counts_too(world: World) -> None:
    document = world.with_office()
    document.sections.add(world.more)
    close(world, world.more)
    with refused("sections_open"):
        publish(world, document)


def test_an_emergency_opens_no_closed_column_and_no_draft_is_handed_in(world: World) -> None:
    document = world.draft()
    close(world, world.home)
    with refused("sections_open"):
        services.emergency_publish(
            document,
            reason="山洪预警",
            secrecy_opinion="可以公开",
            by=world.publisher,
            at=NOW,
            edition=document.edition,
        )
    with refused("sections_open"):
        world.submit(document)


def test_a_timed_document_stays_and_says_why(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    document = world.with_office()
    document = services.schedule(
        document, when=later(hours=8), by=world.publisher, at=NOW, edition=document.edition
    )
    close(world, world.home)
    with caplog.at_level("WARNING"):
        assert services.release_due(later(hours=9)) == 0
    assert f"document {document.pk} was not released: 栏目“政策文件”已停止更新" in caplog.text
    document.refresh_from_db()
    assert (document.state, document.entry) == ("scheduled", None)
    reopen_section(world.home, by=world.publisher, at=NOW)
    assert services.release_due(later(hours=10)) == 1


def test_a_column_takes_in_until_the_day_of_its_closing(world: World) -> None:
    document = world.with_office()
    close(world, world.home, days=1)
    assert publish(world, document).home == world.home


def test_what_a_closed_column_holds_can_still_be_corrected(world: World) -> None:
    document = world.published()
    close(world, world.home)
    document = services.revise(
        document, changed_on=NOW.date(), reason="", by=world.clerk, at=NOW, edition=document.edition
    )
    document = services.save(
        document, Content({"summary": "更正"}), by=world.clerk, at=NOW, edition=document.edition
    )
    document = world.submit(document)
    document = services.approve(document, by=world.leader, at=NOW, edition=document.edition)
    document = services.secrecy_clear(document, by=world.secrecy, at=NOW, edition=document.edition)
    assert publish(world, document).summary == "更正"
