"""The machine under it: a full disk, a clock set back, a year without notice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.duties.models import Duty
from mingtang.duties.notices import enter_notice
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.models import Entry, Finding
from tests.faults.wholeness import require_whole
from tests.unit.disclosure.world import ID_NUMBER, NOW, later

if TYPE_CHECKING:
    from tests.unit.disclosure.world import ID_NUMBER, World

pytestmark = pytest.mark.django_db(transaction=True)

FULL_ON_POSTGRES = """
    CREATE FUNCTION disk_is_full() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: no space left' USING ERRCODE = '53100'; END
    $$ LANGUAGE plpgsql;
    CREATE TRIGGER disk_is_full BEFORE INSERT ON register_snapshot
    FOR EACH ROW EXECUTE FUNCTION disk_is_full()
"""


@contextmanager
def full_disk() -> Iterator[None]:
    """No more room: a page limit on SQLite, the server's own error on PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")  # pages that earlier tests freed are room too
            cursor.execute("PRAGMA page_count")
            (pages,) = cursor.fetchone()
            cursor.execute(f"PRAGMA max_page_count = {pages}")
        else:
            cursor.execute(FULL_ON_POSTGRES)
        try:
            yield
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA max_page_count = 4294967294")
            else:
                cursor.execute("DROP FUNCTION disk_is_full CASCADE")


def test_full_disk_refuses_the_whole_act_and_work_goes_on_when_there_is_room(world: World) -> None:
    waiting = world.with_office(body_html="<p>" + "正文" * 40_000 + "</p>")
    before = (JournalEntry.objects.count(), waiting.edition)
    with full_disk(), pytest.raises(DatabaseError, match=r"full|no space"):
        services.publish(waiting, by=world.publisher, at=NOW, edition=waiting.edition)
    waiting.refresh_from_db()
    assert (JournalEntry.objects.count(), waiting.edition) == before
    assert waiting.state == "with_office"
    assert not Entry.objects.exists()
    require_whole()
    services.publish(waiting, by=world.publisher, at=NOW, edition=waiting.edition)
    require_whole()


def test_clock_set_back_between_acts_is_noted_and_breaks_nothing(world: World) -> None:
    document = world.with_office()
    services.publish(
        document, by=world.publisher, at=NOW - timedelta(days=2), edition=document.edition
    )
    noted = JournalEntry.objects.filter(detail__has_key="clock_behind_seconds")
    assert noted.exists()
    assert {row.detail["clock_behind_seconds"] for row in noted} == {2 * 86_400}
    assert Entry.objects.get().published_at == NOW - timedelta(days=2)
    require_whole()


def test_clock_set_back_after_a_timed_release_does_not_release_again(world: World) -> None:
    document = world.with_office()
    services.schedule(
        document,
        by=world.publisher,
        at=NOW,
        edition=document.edition,
        when=later(hours=1),
    )
    assert services.release_due(NOW) == 0
    assert services.release_due(later(hours=1)) == 1
    assert services.release_due(NOW) == services.release_due(later(hours=1)) == 0
    require_whole()


def test_notice_that_comes_later_moves_the_duty_of_a_waiting_document(world: World) -> None:
    document = world.draft(made_on=date(2026, 12, 14), at=later(days=25))
    duty = Duty.objects.get(subject_id=document.pk)
    assert (duty.due_on, duty.provisional) == (date(2027, 1, 11), True)
    enter_notice(
        year=2027,
        number="国办发明电〔2026〕9号",
        lines="元旦 01-01/01-03",
        by=world.publisher,
        at=later(days=26),
        today=date(2026, 12, 16),
    )
    duty.refresh_from_db()
    assert (duty.due_on, duty.provisional) == (date(2027, 1, 12), False)
    assert Document.objects.get(pk=document.pk).edition == 1
    require_whole()


def test_document_with_a_covered_number_and_a_remark_is_whole(world: World) -> None:
    document = world.draft(body_html=f"<p>身份证号{ID_NUMBER}</p>")
    services.examine_document(document, by=world.clerk, at=NOW)
    finding = Finding.objects.get()
    document = services.mask_finding(document, finding, by=world.clerk, at=NOW, edition=1)
    document = world.submit(document)
    services.comment(document, text="核对", by=world.leader, at=NOW)
    require_whole()
