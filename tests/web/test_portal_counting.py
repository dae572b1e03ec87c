"""The counter of readings: batches, failures, threads."""

from __future__ import annotations

import threading

import pytest
from django.db import OperationalError

from mingtang.register import counting
from mingtang.register.counting import BATCH, SECONDS, ReadingCounter, is_robot
from mingtang.register.models import ViewCount
from tests.web.portal_data import public_entry


def test_a_small_batch_waits_for_its_time() -> None:
    now = [0.0]
    counter = ReadingCounter(clock=lambda: now[0])
    counter.note(1)
    assert not counter.is_due()
    now[0] = SECONDS
    assert counter.is_due()


def test_a_full_batch_is_due_at_once() -> None:
    counter = ReadingCounter(clock=lambda: 0.0)
    for _ in range(BATCH):
        counter.note(1)
    assert counter.is_due()


def test_what_the_database_refuses_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(batch: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(counting, "add_readings", locked)
    counter = ReadingCounter()
    counter.note(7)
    assert counter.flush() == 0
    assert counter.pending(7) == 1


def test_threads_lose_nothing() -> None:
    counter = ReadingCounter()

    def read() -> None:
        for _ in range(500):
            counter.note(3)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert counter.pending(3) == 2000


@pytest.mark.django_db
def test_readings_of_an_unknown_entry_do_not_spoil_the_batch() -> None:
    entry = public_entry()
    counter = ReadingCounter()
    counter.note(entry.pk)
    counter.note(999_999)
    counter.flush()
    counter.note(entry.pk)
    counter.flush()
    assert ViewCount.objects.get(entry=entry).total == 2


@pytest.mark.parametrize(
    ("agent", "robot"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130", False),
        ("Mozilla/5.0 MicroMessenger/8.0", False),
        ("Baiduspider/2.0", True),
        ("python-requests/2", True),
        ("curl/8", True),
        ("", True),
    ],
)
def test_programs_are_told_from_people(agent: str, robot: bool) -> None:
    assert is_robot(agent) is robot
