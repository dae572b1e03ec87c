"""Many at once: one gapless chain, none lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection, transaction

from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry
from tests.unit.journal.rows import enter

THREADS = 20
EACH = 5


class GivenUp(Exception):
    pass


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_write_one_gapless_chain() -> None:
    together = Barrier(THREADS)

    def work(number: int) -> None:
        together.wait()
        try:
            for turn in range(EACH):
                enter(number * EACH + turn)
                try:
                    with transaction.atomic():
                        enter(1000)
                        raise GivenUp
                except GivenUp:
                    pass
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    close_old_connections()
    report = verify_chain()
    assert report.whole
    assert report.checked == THREADS * EACH
    assert set(Entry.objects.values_list("subject_id", flat=True)) == {
        str(number) for number in range(THREADS * EACH)
    }
