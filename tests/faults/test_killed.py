"""``kill -9`` at any moment: nothing half done, nothing lost, the chain holds, work goes on."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.register.models import Entry
from tests.faults.wholeness import require_whole
from tests.unit.disclosure.world import NOW

if TYPE_CHECKING:
    from tests.unit.disclosure.world import World

KILLS = 8


def kill_while(work: Callable[[], None], seconds: float) -> None:
    """Let a process of its own do ``work`` and kill it, without warning, after so long."""
    connection.close()  # the child opens its own; a shared one would be closed under us
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(3)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the work ended or failed before it was killed"


@pytest.mark.django_db(transaction=True)
def test_killed_publishing_leaves_nothing_half_done(world: World) -> None:
    moments = random.Random(20261121)

    def work() -> None:
        for turn in count():
            document = world.published(doc_number="")
            if turn % 3 == 0:
                services.withdraw(
                    document, reason="核对", by=world.publisher, at=NOW, edition=document.edition
                )

    world.published(doc_number="")  # dictionaries are loaded here, once, not in each child
    # A busy machine may be killed before it has published anything: go on until some were.
    for kills in range(1, 8 * KILLS):
        kill_while(work, moments.uniform(0.15, 0.6))
        require_whole()
        if kills >= KILLS and Entry.objects.count() >= KILLS // 2:
            break
    assert Entry.objects.count() >= KILLS // 2
    # Work that was broken off can be taken up where it stands, and new work goes on.
    before = Entry.objects.count()
    world.published()
    for document in Document.objects.filter(state="with_office"):
        services.publish(document, by=world.publisher, at=NOW, edition=document.edition)
    require_whole()
    assert Entry.objects.count() > before


@pytest.mark.django_db(transaction=True)
def test_killed_revision_leaves_the_old_text_or_the_new(world: World) -> None:
    document = world.published()
    moments = random.Random(7)

    def work() -> None:
        while True:
            fresh = Document.objects.get(pk=document.pk)
            if fresh.state == "published":
                fresh = services.revise(
                    fresh,
                    changed_on=date(2026, 11, 19),
                    reason="变更",
                    by=world.clerk,
                    at=NOW,
                    edition=fresh.edition,
                )
            if fresh.state == "draft":
                body = f"<p>第{fresh.edition}版</p>"
                fresh = services.save(
                    fresh,
                    services.Content({"body_html": body}),
                    by=world.clerk,
                    at=NOW,
                    edition=fresh.edition,
                )
                fresh = services.submit(fresh, by=world.clerk, at=NOW, edition=fresh.edition)
            if fresh.state == "with_leader":
                fresh = services.approve(fresh, by=world.leader, at=NOW, edition=fresh.edition)
            if fresh.state == "with_confidentiality":
                fresh = services.secrecy_clear(
                    fresh, by=world.secrecy, at=NOW, edition=fresh.edition
                )
            services.publish(fresh, by=world.publisher, at=NOW, edition=fresh.edition)

    for _ in range(KILLS // 2):
        kill_while(work, moments.uniform(0.15, 0.5))
        require_whole()
        entry = Entry.objects.select_related("current").get()
        assert entry.current is not None
        assert entry.current.number == entry.snapshots.count()
