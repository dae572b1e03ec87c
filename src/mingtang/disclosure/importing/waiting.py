"""Uploads taken in at once and read afterwards, in slices.

Whoever works on a run holds the lock of its spool, which a killed process lets go. A file's item
is written, and its row of what waits removed, in the transaction of its draft: a slice that is
broken off anywhere leaves whole items, and the next one goes on from there.
"""

from __future__ import annotations

import fcntl
import logging
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, transaction
from django.db.models import F, Q

from mingtang.disclosure.models import ImportBatch, ImportWaiting
from mingtang.files.names import extension
from mingtang.files.store import root
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.register.models import Section
from mingtang.text.pages.model import PageRefused

from .filing import Filing, TakenElsewhere
from .running import begin, filing_of, finish, limits_of_uploads, new_batch, require_drafter
from .sheet import Sheet, read_sheet
from .unpack import Found, unpacked

SPOOL = ".imports"
TRIES = 3
PERIODIC_SECONDS = 45.0
"""How long one periodic run works on imports, so that timed publication does not wait for them."""
_LOCK = ".lock"
_TABLE = ".table.csv"
_KEPT_HOURS = 24
_GONE = "上传的文件已不在服务器上，没有处理。请重新导入这份文件。"
_FATAL = f"读取这份文件时程序 {TRIES} 次中断，已放弃。请另存为 DOCX 或 TXT 后再导入。"
logger = logging.getLogger(__name__)


def receive(
    files: list[UploadedFile[Any]],
    *,
    unit: Unit,
    home: Section | None,
    by: Actor,
    at: datetime,
    duplicates: bool = False,
) -> ImportBatch:
    """Take uploads in, archives unpacked; nothing is read yet. :func:`work` goes on from here.

    A single CSV among them, or else within the archives, is the table of metadata
    (:mod:`.sheet`); its wrong rows are items named ``table:row``. Raises
    :class:`RuleViolation` for a person who may not draft for the unit, :class:`PageRefused` for a
    table uploaded beside the files that cannot be used, ``OSError`` when there is no room for the
    files; then nothing is kept.
    """
    require_drafter(unit, by)
    names = "、".join(str(each.name) for each in files)
    batch = new_batch(unit, home, source=f"上传：{names}", by=by, at=at, duplicates=duplicates)
    batch.spool = uuid.uuid4().hex
    folder = _folder(batch)
    folder.mkdir(parents=True, mode=0o700)
    limits = limits_of_uploads()
    try:
        table = _take_table(files, folder)
        found = list(unpacked([each for each in files if each is not table], folder, limits))
        with transaction.atomic():
            begin(batch, by=by)
            filing = filing_of(batch, by=by, at=at)
            named = str(table.name) if table is not None else ""
            if not any(extension(each.name or "") == "csv" for each in files):
                named, found = _packed_table(found, filing, folder)
            for fault in _sheet(filing, folder).faults:
                filing.refuse(f"{named}:{fault.row}", fault.told)
            for name, _, reason in (each for each in found if each[1] is None):
                filing.refuse(name, reason)
            ImportWaiting.objects.bulk_create(
                ImportWaiting(batch=batch, name=name[-300:], place=path.name)
                for name, path, _ in found
                if path is not None
            )
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return batch


def work(batch: ImportBatch, *, at: datetime, seconds: float | None = None) -> int:
    """Read what waits of a run, for about so many seconds; gives the number of files done.

    Ends the run when nothing waits any more. Does nothing while another process is at it.
    """
    if not batch.spool or batch.finished_at is not None:
        return 0
    until = None if seconds is None else time.monotonic() + seconds
    done = 0
    with _held(batch) as held:
        if not held or not ImportBatch.objects.filter(pk=batch.pk, finished_at=None).exists():
            return 0
        by = Actor(**batch.started_as)
        waiting = list(batch.waiting.all())
        filing = filing_of(batch, by=by, at=at) if waiting else None
        if filing is not None:
            filing.sheet = _sheet(filing, _folder(batch))
        for row in waiting:
            if until is not None and time.monotonic() > until and done:
                break
            done += _file(filing, row, _folder(batch)) if filing else 0
        if not batch.waiting.exists():
            finish(batch, by=by, at=at)
            shutil.rmtree(_folder(batch), ignore_errors=True)
    return done


def finish_waiting(now: datetime) -> int:
    """The periodic job: go on with the uploads that nobody works on; how many files were done."""
    until = time.monotonic() + PERIODIC_SECONDS
    done = 0
    begun = ImportBatch.objects.filter(~Q(spool=""), finished_at=None)
    for batch in begun.select_related("unit", "home").order_by("started_at", "pk"):
        left = until - time.monotonic()
        if left <= 0:
            break
        done += work(batch, at=now, seconds=left)
    return done


def sweep_spools(now: datetime) -> int:
    """Remove the folders of uploads that were broken off before their run began."""
    limit = now.timestamp() - _KEPT_HOURS * 3600
    known = set(ImportBatch.objects.filter(finished_at=None).values_list("spool", flat=True))
    swept = 0
    for folder in (root() / SPOOL).glob("*"):
        if folder.name not in known and folder.stat().st_mtime < limit:
            shutil.rmtree(folder, ignore_errors=True)
            swept += 1
    return swept


def _take_table(files: list[UploadedFile[Any]], folder: Path) -> UploadedFile[Any] | None:
    """Put the table of metadata into the spool, where exactly one was uploaded."""
    tables = [each for each in files if extension(each.name or "") == "csv"]
    if len(tables) != 1:
        return None
    with (folder / _TABLE).open("wb") as out:
        for chunk in tables[0].chunks():
            out.write(chunk)
    return tables[0]


def _packed_table(found: list[Found], filing: Filing, folder: Path) -> tuple[str, list[Found]]:
    """Put the one CSV that came in archives into the spool as the table of metadata; gives its
    name and what is left. One that is no such table is refused in its turn."""
    tables = [each for each in found if each[1] is not None and extension(each[0]) == "csv"]
    if len(tables) != 1:
        return "", found
    name, path, _ = tables[0]
    if path is None:
        return "", found
    try:
        read_sheet(path, named=filing.finder.named, today=filing.today)
    except PageRefused:
        return "", found
    path.rename(folder / _TABLE)
    return name, [each for each in found if each[0] != name]


def _sheet(filing: Filing, folder: Path) -> Sheet:
    path = folder / _TABLE
    if not path.is_file():
        return Sheet()
    return read_sheet(path, named=filing.finder.named, today=filing.today)


def _file(filing: Filing, row: ImportWaiting, folder: Path) -> int:
    """Bring one waiting file in; 1 when it has its item now."""
    path = folder / row.place
    filing.settles = row
    begun = ImportWaiting.objects.filter(pk=row.pk)
    begun.update(tries=F("tries") + 1)
    try:
        if row.tries >= TRIES:
            filing.refuse(row.name, _FATAL)
        elif not path.is_file():
            filing.refuse(row.name, _GONE)
        else:
            filing.file(path, row.name)
    except TakenElsewhere:
        return 0
    except (OSError, OperationalError):
        begun.update(tries=F("tries") - 1)  # a full disk is no fault of the file
        raise
    except Exception:
        logger.exception("importing %s", row.name)
        return 0
    path.unlink(missing_ok=True)
    return 1


def _folder(batch: ImportBatch) -> Path:
    return root() / SPOOL / batch.spool


@contextmanager
def _held(batch: ImportBatch) -> Iterator[bool]:
    """Hold a run against other workers; gives False where one of them holds it."""
    folder = _folder(batch)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / _LOCK).open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
