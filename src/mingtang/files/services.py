"""Taking files in, making clean copies, sweeping what a killed process left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record

from . import clamav, store
from .inspect import inspect_file
from .kinds import KINDS
from .limits import DEFAULT_LIMITS, Limits
from .models import ScanState, StoredFile
from .names import display_name, extension
from .queries import path_of
from .redact import Passage, Redacted, redact_image, redact_pdf
from .refusal import FileRefused
from .scrub import Scrubbed, scrub
from .sniff import check_size, sniff

REDACTABLE = frozenset({"pdf", "png", "jpeg", "tiff"})
"""Kinds that :func:`store_redacted` takes."""

if TYPE_CHECKING:
    from mingtang.orgs.models import Unit


def check_count(count: int, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse more files for one document than the limits allow (``too_many``)."""
    if count > limits.max_files:
        raise FileRefused("too_many", f"附件最多 {limits.max_files} 个。请合并或打包后上传。")


def store_upload(
    uploaded: UploadedFile[Any],
    *,
    by: Actor,
    unit: Unit,
    at: datetime,
    limits: Limits = DEFAULT_LIMITS,
    scanner: str = "",
) -> StoredFile:
    """Take an uploaded file in, or refuse it.

    Announced size → disk (never memory) → what it is → what it hides → virus scan → row and
    journal entry ``file.store`` in one transaction. ``scanner`` is the address of ClamAV
    (:func:`.clamav.scan`). Raises :class:`FileRefused`; then nothing is kept.
    """
    if uploaded.size is not None:
        check_size(uploaded.size, limits)
    return store_chunks(
        uploaded.chunks(),
        name=uploaded.name or "",
        by=by,
        unit=unit,
        at=at,
        limits=limits,
        scanner=scanner,
    )


def store_chunks(
    chunks: Iterable[bytes],
    *,
    name: str,
    by: Actor,
    unit: Unit,
    at: datetime,
    limits: Limits = DEFAULT_LIMITS,
    scanner: str = "",
) -> StoredFile:
    """As :func:`store_upload`, for content that comes from elsewhere (an import, a service)."""
    with store.incoming() as path:
        size, sha256 = store.receive(chunks, path, limits)
        fields = _looked_into(path, name, limits, scanner)
        return _kept(path, sha256, size, fields, by=by, unit=unit, at=at)


def store_made(
    content: bytes,
    *,
    name: str,
    kind: str,
    by: Actor,
    unit: Unit,
    at: datetime,
    text: str = "",
    limits: Limits = DEFAULT_LIMITS,
) -> StoredFile:
    """Keep a file that the system itself made: no stranger's file, so nobody looks into it.

    ``text`` is what it says, for the gate. Journal: ``file.make``.
    """
    with store.incoming() as path:
        size, sha256 = store.receive([content], path, limits)
        fields = {
            "name": display_name(name),
            "kind": kind,
            "mime": KINDS[kind].mime,
            "scan_state": ScanState.UNSCANNED,
            "text_excerpt": text[: limits.max_text],
        }
        return _kept(path, sha256, size, fields, by=by, unit=unit, at=at, act="file.make")


def store_clean_copy(
    original: StoredFile,
    *,
    by: Actor,
    at: datetime,
    limits: Limits = DEFAULT_LIMITS,
    scanner: str = "",
) -> tuple[StoredFile, Scrubbed]:
    """A copy without what :func:`~mingtang.files.scrub.scrub` can remove; the original stays.

    What could not be removed is in ``hidden_data`` of the copy. Journal: ``file.scrub``. Raises
    :class:`FileRefused` ``not_scrubbable`` or ``damaged``.
    """
    with store.incoming() as cleaned, store.incoming() as path:
        result = scrub(path_of(original), original.kind, cleaned, limits)
        with cleaned.open("rb") as stream:
            size, sha256 = store.receive(iter(lambda: stream.read(1 << 20), b""), path, limits)
        fields = _looked_into(path, original.name, limits, scanner)
        copy = _kept(
            path,
            sha256,
            size,
            fields | {"derived_from": original},
            by=by,
            unit=original.unit,
            at=at,
            act="file.scrub",
            detail={"original": str(original.public_id), "removed": list(result.removed)},
        )
    return copy, result


def store_redacted(
    original: StoredFile,
    passages: Sequence[Passage],
    *,
    by: Actor,
    at: datetime,
    name: str = "",
    limits: Limits = DEFAULT_LIMITS,
    scanner: str = "",
) -> tuple[StoredFile, Redacted]:
    """A copy without what stands under ``passages``; the original stays, private as before.

    ``name`` is the copy's name where the original's tells too much. Journal: ``file.redact`` with
    the number of passages by ground, never a word of them. Raises :class:`FileRefused`:
    ``not_redactable`` for other kinds than PDF, PNG, JPEG and TIFF, ``nothing_chosen``, and as
    :mod:`.redact.apart`. Legal basis: 政府信息公开条例 (2019) art. 37 (区分处理).
    """
    if not passages:
        raise FileRefused("nothing_chosen", "还没有选择要涂黑的内容。")
    redact = redact_pdf if original.kind == "pdf" else redact_image
    if original.kind not in REDACTABLE:
        raise FileRefused(
            "not_redactable",
            f"{original.label_zh}不能直接涂黑。请用原软件另存为 PDF 后重新上传。",
        )
    result = redact(path_of(original), passages)
    with store.incoming() as path:
        size, sha256 = store.receive([result.content], path, limits)
        fields = _looked_into(path, name or original.name, limits, scanner)
        detail = {
            "original": str(original.public_id),
            "passages": dict(Counter(each.ground for each in passages)),
            "rasterised": list(result.report.rasterised_pages),
        }
        copy = _kept(
            path,
            sha256,
            size,
            fields | {"derived_from": original},
            by=by,
            unit=original.unit,
            at=at,
            act="file.redact",
            detail=detail,
        )
    return copy, result


def sweep_temporary(older_than: datetime, *, known: Callable[[str], bool] | None = None) -> int:
    """Remove uploads broken off before ``older_than``, and contents that no row knows.

    Both are left by a killed process. Gives the number of files removed.
    """
    known = known or (lambda sha256: StoredFile.objects.filter(sha256=sha256).exists())
    limit = older_than.timestamp()
    swept = 0
    for path in store.root().glob(f"{store.INCOMING}/*.part"):
        swept += _remove_if_old(path, limit)
    for path in store.root().glob("??/??/*"):
        if path.stat().st_mtime < limit and not known(path.name):
            swept += _remove_if_old(path, limit)
    return swept


def _looked_into(path: Path, name: str, limits: Limits, scanner: str) -> dict[str, Any]:
    shown = display_name(name)
    found = sniff(path, shown, limits)
    inspection = inspect_file(path, found.kind, limits, encrypted=found.encrypted)
    if not extension(shown):
        shown = f"{shown}.{found.extension}"
    return {
        "name": shown,
        "kind": found.kind,
        "mime": found.mime,
        "encrypted": any(each.kind == "encrypted" for each in inspection.hidden),
        "hidden_data": [each.as_json() for each in inspection.hidden],
        "text_excerpt": inspection.text,
        "scan_state": clamav.scan(path, scanner),
    }


def _kept(
    path: Path,
    sha256: str,
    size: int,
    fields: dict[str, Any],
    *,
    by: Actor,
    unit: Unit,
    at: datetime,
    act: str = "file.store",
    detail: dict[str, Any] | None = None,
) -> StoredFile:
    with transaction.atomic():
        stored = StoredFile.objects.create(
            sha256=sha256,
            size=size,
            path=store.keep(path, sha256),
            uploaded_at=at,
            uploaded_by_id=by.account_id,
            uploaded_by_name=by.name,
            unit=unit,
            **fields,
        )
        record(
            act=act,
            subject=("files.storedfile", stored.pk, stored.name),
            by=by,
            at=at,
            unit_id=unit.pk,
            detail={
                "sha256": sha256,
                "size": size,
                "kind": stored.kind,
                "scan": stored.scan_state,
                "hidden": dict(Counter(each["kind"] for each in stored.hidden_data)),
                **(detail or {}),
            },
        )
    return stored


def _remove_if_old(path: Path, limit: float) -> int:
    try:
        if path.stat().st_mtime >= limit:
            return 0
        path.unlink()
    except FileNotFoundError:
        return 0
    return 1
