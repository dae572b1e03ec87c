"""A run of imports: a folder or uploads, one after the other, each file for itself."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from mingtang.disclosure.models import ImportBatch
from mingtang.disclosure.services.drafting import DRAFTING_ROLES
from mingtang.disclosure.states import ACCESS_RULE, FLOW_RULE
from mingtang.files.limits import Limits
from mingtang.files.names import extension
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import COUNTY_WIDE
from mingtang.register.models import Section
from mingtang.statute.violations import RuleViolation
from mingtang.text.pages.decode import decode_page
from mingtang.text.pages.model import PageRefused
from mingtang.text.pages.recurring import SAMPLE, recurring_lines

from .filing import Filing
from .sheet import Sheet, read_sheet
from .units import UnitFinder
from .unpack import Found, is_left_out, unpacked

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
    progress: Progress | None = None,
) -> ImportBatch:
    """Bring in every file below ``folder``, in the order of their names.

    A file whose content was imported for ``unit`` before is not imported again. ``csv`` is a
    table of metadata (:mod:`.sheet`); its wrong rows are items named ``table:row``. Raises
    :class:`RuleViolation` for a person who may not draft for the unit, :class:`PageRefused` for
    a table that cannot be used.
    """
    _require_drafter(unit, by)
    filing = _filing(unit, home, by, at)
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
    filing.recurring = _learn(paths)
    _begin(filing, source=str(folder))
    for fault in filing.sheet.faults:
        filing.refuse(f"{csv.name if csv else ''}:{fault.row}", f"{fault.file} {fault.reason}")
    found: Iterator[Found] = ((path.relative_to(folder).as_posix(), path, "") for path in paths)
    return _run(filing, found, total=len(paths), progress=progress)


def import_uploads(
    files: list[UploadedFile[Any]],
    *,
    unit: Unit,
    home: Section | None,
    by: Actor,
    at: datetime,
) -> ImportBatch:
    """Bring in uploaded files; a ZIP is opened and each file in it brought in."""
    _require_drafter(unit, by)
    filing = _filing(unit, home, by, at)
    names = "、".join(str(each.name) for each in files)
    _begin(filing, source=f"上传：{names}")
    with tempfile.TemporaryDirectory(prefix="mingtang-import-") as folder:
        return _run(filing, unpacked(files, Path(folder), filing.limits), total=len(files))


def _require_drafter(unit: Unit, by: Actor) -> None:
    if by.role not in DRAFTING_ROLES or by.role == "system":
        raise RuleViolation("role", "导入文件须由信息员或政务公开办办理。", ACCESS_RULE)
    if by.role not in COUNTY_WIDE and by.unit_id != unit.pk:
        raise RuleViolation("document.unit", "只能为本单位导入文件。", ACCESS_RULE)


def _filing(unit: Unit, home: Section | None, by: Actor, at: datetime) -> Filing:
    today = timezone.localdate(at)
    filing = Filing(
        batch=ImportBatch(unit=unit, home=home, started_at=at, started_by_id=by.account_id),
        home=home,
        by=by,
        at=at,
        today=today,
        limits=Limits.from_options(
            max_mb=settings.MINGTANG_UPLOAD_MAX_MB,
            max_unpacked_mb=settings.MINGTANG_UPLOAD_MAX_UNPACKED_MB,
            max_files=settings.MINGTANG_UPLOAD_MAX_FILES,
        ),
        scanner=settings.MINGTANG_CLAMAV_ADDRESS,
        finder=UnitFinder(unit, by=by, today=today),
        sheet=Sheet(),
    )
    everywhere = by.role in COUNTY_WIDE
    units = Unit.objects.all() if everywhere else Unit.objects.filter(pk=unit.pk)
    filing.learn_titles(list(units.values_list("pk", flat=True)))
    return filing


@transaction.atomic
def _begin(filing: Filing, *, source: str) -> None:
    batch, by = filing.batch, filing.by
    batch.source = source[:300]
    batch.started_by_name = by.name
    batch.save()
    record(
        act="import.begin",
        subject=batch,
        by=by,
        at=filing.at,
        unit_id=batch.unit_id,
        basis=FLOW_RULE,
    )


def _run(
    filing: Filing, found: Iterable[Found], *, total: int, progress: Progress | None = None
) -> ImportBatch:
    counts: Counter[str] = Counter()
    for done, (name, path, reason) in enumerate(found, start=1):
        item = filing.refuse(name, reason) if path is None else filing.file(path, name)
        counts[item.outcome] += 1
        if progress is not None:
            progress(done, total)
    batch = filing.batch
    with transaction.atomic():
        batch.finished_at = filing.at
        batch.save(update_fields=["finished_at"])
        record(
            act="import.finish",
            subject=batch,
            by=filing.by,
            at=filing.at,
            unit_id=batch.unit_id,
            basis=FLOW_RULE,
            detail=dict(counts),
        )
    return batch


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
