"""Uploads are taken in at once and read in slices; what is left the periodic run finishes."""

from __future__ import annotations

import fcntl
import io
import os
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingtang.disclosure.importing import (
    filing,
    finish_waiting,
    receive,
    sweep_spools,
    waiting,
    work,
)
from mingtang.disclosure.models import Document, ImportBatch, ImportWaiting
from mingtang.files.store import root
from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry
from mingtang.text.pages.model import PageRefused
from tests.unit.disclosure.world import NOW, World, later

TEXT = "关于第{}项供水工作的通知\n\n现就第{}项供水工作有关事项通知如下，请认真抓好落实。\n"
FILES = 12


def upload() -> SimpleUploadedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(FILES):
            archive.writestr(f"{number:02}.txt", TEXT.format(number, number))
        archive.writestr("表.csv", "a,b\n1,2\n")
    return SimpleUploadedFile("一批.zip", packed.getvalue())


@pytest.fixture
def batch(world: World, settings: object, tmp_path: Path) -> ImportBatch:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return receive([upload()], unit=world.other, home=world.home, by=world.stranger, at=NOW)


def spool(batch: ImportBatch) -> Path:
    return root() / waiting.SPOOL / batch.spool


def test_nothing_is_read_when_files_are_taken_in(batch: ImportBatch) -> None:
    assert batch.waiting.count() == FILES + 1
    assert not Document.objects.exists() and not batch.items.exists()
    assert batch.finished_at is None


def test_slice_does_some_and_the_next_the_rest_nothing_twice(batch: ImportBatch) -> None:
    assert work(batch, at=NOW, seconds=0) == 1
    assert (Document.objects.count(), batch.waiting.count()) == (1, FILES)
    assert work(batch, at=NOW) == FILES
    assert Document.objects.count() == FILES
    assert batch.finished_at == NOW and not spool(batch).exists()
    assert work(batch, at=later()) == 0
    ended = Entry.objects.get(act="import.finish")
    assert ended.detail == {"drafted": FILES, "refused": 1}
    assert verify_chain().whole


def test_periodic_run_finishes_what_a_closed_page_left(world: World, batch: ImportBatch) -> None:
    work(batch, at=NOW, seconds=0)
    assert finish_waiting(later()) == FILES
    batch.refresh_from_db()
    assert batch.finished_at == later()
    assert finish_waiting(later()) == 0
    drafters = set(Document.objects.values_list("created_by_id", flat=True))
    assert drafters == {world.stranger.account_id}


def test_run_that_is_worked_on_is_left_alone(batch: ImportBatch) -> None:
    with (spool(batch) / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert work(batch, at=NOW) == 0
        assert finish_waiting(NOW) == 0
    assert work(batch, at=NOW) == FILES + 1


def test_file_taken_by_another_process_is_no_second_draft(
    batch: ImportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = filing.read_file

    def read_late(path: Path, *arguments: object) -> object:
        ImportWaiting.objects.filter(place=path.name).delete()
        return real(path, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(filing, "read_file", read_late)
    work(batch, at=NOW)
    assert not Document.objects.exists() and not batch.items.exists()


def test_file_at_which_the_process_dies_is_given_up_after_three_times(batch: ImportBatch) -> None:
    batch.waiting.filter(name="一批.zip/03.txt").update(tries=waiting.TRIES)
    work(batch, at=NOW)
    item = batch.items.get(name="一批.zip/03.txt")
    assert item.outcome == "refused" and "3 次中断" in item.reason
    assert Document.objects.count() == FILES - 1


def test_full_disk_is_no_fault_of_the_file(
    batch: ImportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(filing, "read_file", full)
        with pytest.raises(OSError, match="No space"):
            work(batch, at=NOW)
    assert set(batch.waiting.values_list("tries", flat=True)) == {0}
    work(batch, at=NOW)
    assert Document.objects.count() == FILES


def test_uploads_that_are_gone_are_told_of(batch: ImportBatch) -> None:
    shutil.rmtree(spool(batch))
    finish_waiting(later())
    assert batch.items.count() == FILES + 1
    assert {item.outcome for item in batch.items.all()} == {"refused"}
    assert "请重新导入" in batch.items.first().reason  # type: ignore[union-attr]


def test_folders_left_by_a_killed_upload_go_and_those_of_runs_stay(batch: ImportBatch) -> None:
    loose = root() / waiting.SPOOL / ("0" * 32)
    loose.mkdir()
    old = (NOW - timedelta(days=2)).timestamp()
    for folder in (loose, spool(batch)):
        os.utime(folder, (old, old))
    assert sweep_spools(NOW) == 1
    assert not loose.exists() and spool(batch).exists()


def test_office_documents_in_a_zip_count_as_one_entry_each(
    world: World, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for number in range(20):
            archive.writestr(f"part{number}.xml", "<x/>")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(300):
            archive.writestr(f"{number}.docx", inner.getvalue())
    file = SimpleUploadedFile("一批.zip", packed.getvalue())
    batch = receive([file], unit=world.other, home=world.home, by=world.stranger, at=NOW)
    assert batch.waiting.count() == 300 and not batch.items.exists()


def test_single_csv_among_the_uploads_is_the_table_of_metadata_in_every_slice(
    world: World, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    table = "文件,标题,成文日期\n01.txt,第一件,2026-03-05\n02.txt,,2026-02-30\n".encode("gb18030")
    files = [upload(), SimpleUploadedFile("表.csv", table)]
    batch = receive(files, unit=world.other, home=world.home, by=world.stranger, at=NOW)
    (fault,) = batch.items.all()
    assert (fault.name, fault.outcome) == ("表.csv:3", "refused") and "02.txt" in fault.reason
    work(batch, at=NOW, seconds=0)
    work(batch, at=later())
    document = batch.items.get(name="一批.zip/01.txt").document
    assert document is not None
    assert (document.title, str(document.made_on)) == ("第一件", "2026-03-05")
    assert "title" not in document.guesses


def test_table_without_names_of_files_is_refused_and_leaves_nothing(
    world: World, settings: object, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    files = [upload(), SimpleUploadedFile("表.csv", "标题\n甲\n".encode())]
    with pytest.raises(PageRefused, match="文件"):
        receive(files, unit=world.other, home=world.home, by=world.stranger, at=NOW)
    assert not ImportBatch.objects.exists()
    assert not list((root() / waiting.SPOOL).iterdir())
