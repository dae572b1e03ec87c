"""Taking a file in is whole or not at all, and the journal knows."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import IntegrityError, transaction

from mingtang.files import queries, services, store
from mingtang.files.limits import MIB, Limits
from mingtang.files.models import StoredFile
from mingtang.files.refusal import FileRefused
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry
from mingtang.orgs.models import Region, Unit
from tests.unit.files import builders

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
BY = Actor(account_id=7, name="信息员甲", role="clerk", unit_id=1, unit_name="某局")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def unit():
    region = Region.objects.create(code="990000", name="某县")
    return Unit.objects.create(name="某县某局", short_name="某局", region=region)


def upload(content: bytes, name: str, unit, **options) -> StoredFile:
    uploaded = SimpleUploadedFile(name, content)
    return services.store_upload(uploaded, by=BY, unit=unit, at=AT, **options)


def on_disk() -> list[str]:
    return sorted(
        str(path.relative_to(store.root())) for path in store.root().rglob("*") if path.is_file()
    )


def test_stored_file_is_kept_whole_with_what_it_hides(unit):
    content = builders.workbook()
    stored = upload(content, "公示名单.xlsx", unit)
    digest = hashlib.sha256(content).hexdigest()
    assert queries.path_of(stored).read_bytes() == content
    assert stored.path == f"{digest[:2]}/{digest[2:4]}/{digest}"
    assert (stored.name, stored.kind, stored.size) == ("公示名单.xlsx", "xlsx", len(content))
    assert (stored.uploaded_by_id, stored.uploaded_at, stored.scan_state) == (7, AT, "unscanned")
    assert "hidden_sheet" in {each.kind for each in queries.hidden_in(stored)}
    assert builders.ID_NUMBER in stored.text_excerpt
    assert queries.is_intact(stored)


def test_every_stored_file_has_its_journal_entry(unit):
    stored = upload(b"text", "说明.txt", unit)
    (entry,) = Entry.objects.about("files.storedfile", stored.pk)
    assert (entry.act, entry.unit_id, entry.actor_name) == ("file.store", unit.pk, "信息员甲")
    assert entry.detail["sha256"] == stored.sha256


def test_same_content_is_kept_once_and_listed_twice(unit):
    first, second = (upload(b"same", name, unit) for name in ("甲.txt", "乙.txt"))
    assert first.path == second.path
    assert first.public_id != second.public_id
    assert on_disk() == [first.path]


def test_content_is_readable_by_the_owner_only(unit):
    path = queries.path_of(upload(b"text", "说明.txt", unit))
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (builders.PE, "通知.pdf", "executable"),
        (builders.word()[:900], "通知.docx", "damaged"),
        (b"", "空.txt", "empty"),
    ],
)
def test_refused_file_leaves_nothing(unit, content, name, code):
    with pytest.raises(FileRefused) as refused:
        upload(content, name, unit)
    assert refused.value.code == code
    assert on_disk() == []
    assert not StoredFile.objects.exists()
    assert not Entry.objects.exists()


def test_200_mb_is_refused_without_reading_a_byte(unit):
    class Unreadable(UploadedFile):
        def chunks(self, chunk_size=None):
            raise AssertionError("the content was read")

    huge = Unreadable(file=None, name="大.pdf", size=200 * MIB)
    with pytest.raises(FileRefused) as refused:
        services.store_upload(huge, by=BY, unit=unit, at=AT)
    assert refused.value.code == "too_large"


def test_content_longer_than_announced_is_cut_off_while_it_arrives(unit):
    served = []

    def endless():
        while True:
            served.append(1)
            yield b"x" * MIB

    with pytest.raises(FileRefused) as refused:
        services.store_chunks(
            endless(), name="a.txt", by=BY, unit=unit, at=AT, limits=Limits(max_bytes=3 * MIB)
        )
    assert refused.value.code == "too_large"
    assert len(served) == 4
    assert on_disk() == []


def test_configured_but_silent_scanner_refuses_the_file(unit):
    with pytest.raises(FileRefused) as refused:
        upload(b"text", "说明.txt", unit, scanner="/nonexistent/clamd.ctl")
    assert refused.value.code == "scanner_unreachable"
    assert on_disk() == []


def test_broken_off_act_leaves_no_row_and_no_entry(unit):
    with pytest.raises(RuntimeError), transaction.atomic():
        upload(b"text", "说明.txt", unit)
        raise RuntimeError
    assert not StoredFile.objects.exists()
    assert not Entry.objects.exists()


def test_sweep_removes_what_killed_processes_left_and_nothing_else(unit):
    stored = upload(b"kept", "说明.txt", unit)
    leftover = store.root() / store.INCOMING / "dead.part"
    leftover.write_bytes(b"half")
    digest = hashlib.sha256(b"orphan").hexdigest()
    orphan = store.root() / store.relative_path(digest)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"orphan")
    running = store.root() / store.INCOMING / "running.part"
    running.write_bytes(b"half")
    old = (AT - timedelta(days=2)).timestamp()
    for path in (leftover, orphan, queries.path_of(stored)):
        os.utime(path, (old, old))
    assert services.sweep_temporary(AT - timedelta(days=1)) == 2
    assert on_disk() == sorted([stored.path, f"{store.INCOMING}/running.part"])


def test_clean_copy_is_a_file_of_its_own_and_the_original_stays(unit):
    original = upload(builders.word(), "通知.docx", unit)
    copy, result = services.store_clean_copy(original, by=BY, at=AT)
    assert copy.derived_from == original
    assert (copy.name, copy.kind, copy.unit) == ("通知.docx", "docx", unit)
    assert copy.hidden_data == []
    assert "13812345678" not in copy.text_excerpt
    assert queries.is_intact(original)
    (entry,) = Entry.objects.about("files.storedfile", copy.pk)
    assert entry.act == "file.scrub"
    assert entry.detail["removed"] == list(result.removed)
    assert len(on_disk()) == 2


def test_changed_content_on_disk_is_noticed(unit):
    stored = upload(b"text", "说明.txt", unit)
    path = queries.path_of(stored)
    path.chmod(0o600)
    path.write_bytes(b"forged")
    assert not queries.is_intact(stored)
    path.unlink()
    assert not queries.is_intact(stored)


def test_name_without_ending_gets_the_true_one(unit):
    assert upload(builders.photo(), "照片", unit).name == "照片.jpg"


def test_name_from_the_browser_is_made_safe(unit):
    stored = services.store_chunks(
        [b"text"], name="..\\..\\关于<b>\r\n通知.txt", by=BY, unit=unit, at=AT
    )
    assert stored.name == "关于b 通知.txt"


def test_more_files_than_allowed_are_refused():
    services.check_count(20)
    with pytest.raises(FileRefused) as refused:
        services.check_count(21)
    assert "20" in refused.value.text_zh


def test_database_refuses_a_row_without_a_whole_hash(unit):
    stored = upload(b"text", "说明.txt", unit)
    stored.pk, stored.public_id = None, "7f0ff2a2-8f0c-4d5a-9d8c-2f0a6f6b8f11"
    stored.sha256 = "short"
    with pytest.raises(IntegrityError), transaction.atomic():
        stored.save(force_insert=True)


def test_limits_come_from_the_options_in_megabytes():
    limits = Limits.from_options(max_mb=7, max_unpacked_mb=9, max_files=3)
    assert (limits.max_bytes, limits.max_unpacked, limits.max_files) == (7 * MIB, 9 * MIB, 3)


def test_stored_content_can_be_read_as_a_stream(unit):
    with queries.open_content(upload(b"text", "说明.txt", unit)) as stream:
        assert io.BytesIO(stream.read()).getvalue() == b"text"
