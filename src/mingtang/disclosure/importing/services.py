"""A run of imports: a folder or uploads, one after the other, each file for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from mingtang.disclosure.models import ImportBatch, ImportItem
from mingtang.files.names import extension
from mingtang.files.queries import path_of
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.register.models import Section
from mingtang.statute.violations import RuleViolation
from mingtang.text.pages.decode import decode_page
from mingtang.text.pages.model import PageRefused
from mingtang.text.pages.recurring import SAMPLE, recurring_lines

from .filing import Filing, TakenElsewhere
from .running import begin, filing_of, finish, new_batch, require_drafter
from .sheet import read_sheet
from .unpack import is_left_out
from .waiting import receive, work

_PAGES = frozenset({"html", "htm", "shtml", "xhtml"})
_SAMPLE_BYTES = 400_000

Progress = Callable[[int, int], None]
"""Called with the files done and their number."""


def import_folder(
    folder: Path,
    *,
    unit: Unit,
    home: Section | None,
    by: Actor,
    at: datetime,
    csv: Path | None = None,
    duplicates: bool = False,
    progress: Progress | None = None,
) -> ImportBatch:
    """Bring in every file below ``folder``, in the order of their names.

    A file whose bytes were imported for ``unit`` before, or whose title and text the unit has
    already by an import, is not imported again; with ``duplicates`` the latter is. ``csv`` is a
    table of metadata (:mod:`.sheet`), else a single CSV in the folder that is one; its wrong rows
    are items named ``table:row``. Raises
    :class:`RuleViolation` for a person who may not draft for the unit, :class:`PageRefused` for
    a table that cannot be used.
    """
    require_drafter(unit, by)
    batch = new_batch(unit, home, source=str(folder), by=by, at=at, duplicates=duplicates)
    filing = filing_of(batch, by=by, at=at)
    filing.table_advice = "元数据表请用 --csv 指定，或在目录里只放一份第 1 行有“文件”一栏的 CSV。"
    if csv is not None:
        filing.sheet = read_sheet(csv, named=filing.finder.named, today=filing.today)
    paths = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not is_left_out(path.relative_to(folder).as_posix())
        and (csv is None or path.resolve() != csv.resolve())
    ]
    if csv is None:
        csv = _only_table(paths, filing)
        paths = [path for path in paths if path != csv]
    filing.recurring = _learn(paths)
    begin(batch, by=by)
    for fault in filing.sheet.faults:
        filing.refuse(f"{csv.name if csv else ''}:{fault.row}", fault.told)
    for done, path in enumerate(paths, start=1):
        filing.file(path, path.relative_to(folder).as_posix())
        if progress is not None:
            progress(done, len(paths))
    finish(batch, by=by, at=at)
    return batch


def import_uploads(
    files: list[UploadedFile[Any]],
    *,
    unit: Unit,
    home: Section | None,
    by: Actor,
    at: datetime,
    duplicates: bool = False,
) -> ImportBatch:
    """Bring in uploaded files to the last; a ZIP is opened and each file in it brought in.

    For a page that must answer soon: :func:`.waiting.receive`, then :func:`.waiting.work`.
    """
    batch = receive(files, unit=unit, home=home, by=by, at=at, duplicates=duplicates)
    work(batch, at=at)
    return batch


def draft_duplicate(item: ImportItem, *, by: Actor, at: datetime) -> ImportItem:
    """Make a draft of a file that was left out as a duplicate, because a person wants it.

    The new item takes the place of the old one. Raises :class:`RuleViolation` for a person who may
    not draft for the unit, an item that is no duplicate (any more).
    """
    require_drafter(item.document.unit if item.document else item.batch.unit, by)
    if item.outcome != ImportItem.Outcome.DUPLICATE or item.original is None:
        raise RuleViolation("import.duplicate", "这份文件不是重复项，或已经存为草稿。")
    filing = filing_of(item.batch, by=by, at=at)
    filing.duplicates, filing.settles = True, item
    try:
        return filing.file(path_of(item.original), item.name)
    except TakenElsewhere:
        raise RuleViolation("import.duplicate", "这份文件刚刚已经存为草稿。") from None


def _only_table(paths: list[Path], filing: Filing) -> Path | None:
    """The one CSV of the folder, read as the table of metadata, when it is such a table."""
    tables = [path for path in paths if extension(path.name) == "csv"]
    if len(tables) != 1:
        return None
    try:
        filing.sheet = read_sheet(tables[0], named=filing.finder.named, today=filing.today)
    except PageRefused:
        return None
    return tables[0]


def _learn(paths: list[Path]) -> frozenset[str]:
    """The lines of the site, learnt from pages spread over the folder."""
    pages = [path for path in paths if extension(path.name) in _PAGES]
    step = max(1, len(pages) // SAMPLE)
    return recurring_lines(_texts(pages[::step]))


def _texts(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        if path.stat().st_size <= _SAMPLE_BYTES:
            try:
                yield decode_page(path.read_bytes())
            except PageRefused:
                continue
