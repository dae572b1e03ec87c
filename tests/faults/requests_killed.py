"""``kill -9`` in every act on a request: nothing is half done, and the act can be done again."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import timezone

from mingtang.files.services import sweep_temporary
from mingtang.foi.lifecycle import TRANSITIONS
from mingtang.foi.models import Request
from tests.faults.request_acts import WAYS, Step, come, do
from tests.faults.request_wholeness import everything, require_requests_whole
from tests.unit.foi.world import moment

if TYPE_CHECKING:
    from tests.unit.foi.world import World

PLACES = (1, 4, 11, 28, 70)
"""Before which statement of an act the process is killed; then at its commit, then after it."""
COMMIT, AFTER = "commit", "after"


@pytest.fixture
def county(transactional_db: Any) -> World:
    from tests.unit.foi.world import World

    return World()


def killed(work: Callable[[], object], place: int | str) -> str:
    """Let a process of its own do ``work`` and kill it, without warning, at a place.

    Returns where that was: a statement's number, or ``commit`` when the act needed fewer.
    """
    connection.close()  # the child opens its own; a shared one would be closed under us
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        _die_at(work, place, telling)
    os.close(telling)
    with os.fdopen(told) as stream:
        where = stream.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"not killed at {place}: {where}"
    return where


def _die_at(work: Callable[[], object], place: int | str, telling: int) -> None:
    """In the child: count statements, stop at the place or around the outermost commit."""
    seen = 0

    def die(where: str) -> None:
        os.write(telling, where.encode())
        os.kill(os.getpid(), signal.SIGKILL)

    def counting(execute: Any, *statement: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == place:
            die(str(seen))
        return execute(*statement)

    commit = connection._commit

    def committing() -> None:
        if place == AFTER:
            commit()
        die(COMMIT if place != AFTER else AFTER)

    try:
        with connection.execute_wrapper(counting), patch.object(connection, "_commit", committing):
            work()
        os.write(telling, b"it came to an end")
    except BaseException as fault:  # noqa: BLE001 - a child ends here
        os.write(telling, repr(fault).encode())
    finally:
        os._exit(3)


def kill_everywhere(work: Callable[[], object]) -> None:
    """Kill the act at one place after another; the last time it was done."""
    before = everything()
    # Each child costs a new connection, which is dear where the database is a server.
    places = PLACES if connection.vendor == "sqlite" else PLACES[2:4]
    for place in (*places, COMMIT):
        where = killed(work, place)
        now = everything()
        assert now == before, f"{where}: {[name for name in now if now[name] != before[name]]}"
        if where == COMMIT:
            break
    assert killed(work, AFTER) == AFTER
    assert everything() != before


@pytest.mark.parametrize("way", WAYS)
def test_killed_in_any_act_nothing_is_half_done_and_the_act_can_be_done_again(
    county: World, way: str
) -> None:
    if any(step.act == "merge" for step in WAYS[way]):
        come(county, way)
    kill_everywhere(lambda: come(county, way))
    request = Request.objects.latest("pk")
    require_requests_whole(moment("2026-03-03").date())
    for step in WAYS[way]:
        _kill_in(county, request, step)
    # What was written for acts that never were is swept; nothing that is known goes with it.
    sweep_temporary(timezone.now() + timedelta(hours=1))
    require_requests_whole(_day(WAYS[way][-1]).date())


def _kill_in(county: World, request: Request, step: Step) -> None:
    request.refresh_from_db()
    before = request.edition
    if step.act == "ordered":  # two acts on the ledger of reviews, none on the request
        do(county, request, step)
        return
    kill_everywhere(lambda: do(county, request, step))
    request.refresh_from_db()
    assert request.edition == before + 1, step.act
    assert request.state in {t.to for t in TRANSITIONS if t.act == step.act}, step.act
    require_requests_whole(_day(step).date())


def _day(step: Step) -> datetime:
    return moment(step.day)


def test_every_act_of_the_table_is_killed_somewhere() -> None:
    killed_in = {step.act for steps in WAYS.values() for step in steps} - {"ordered"}
    assert killed_in == {line.act for line in TRANSITIONS}
