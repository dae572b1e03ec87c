"""Files from people without an account: the checks and limits of every upload."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from mingtang.files.limits import Limits
from mingtang.files.services import check_count
from mingtang.foi.services import Paper, take_in
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit


def limits() -> Limits:
    """The limits of this installation."""
    return Limits.from_options(
        max_mb=settings.MINGTANG_UPLOAD_MAX_MB,
        max_unpacked_mb=settings.MINGTANG_UPLOAD_MAX_UNPACKED_MB,
        max_files=settings.MINGTANG_UPLOAD_MAX_FILES,
    )


def store(
    uploaded: UploadedFile[Any], *, purpose: str, unit: Unit, by: Actor, at: datetime
) -> Paper:
    """Store one file. Raises ``FileRefused``; then nothing is kept."""
    return take_in(
        uploaded,
        purpose=purpose,
        unit=unit,
        by=by,
        at=at,
        limits=limits(),
        scanner=settings.MINGTANG_CLAMAV_ADDRESS,
    )


def store_all(
    files: Iterable[UploadedFile[Any]], *, purpose: str, unit: Unit, by: Actor, at: datetime
) -> list[Paper]:
    """Store several, or none: inside a transaction the first refusal undoes the others."""
    rows = list(files)
    check_count(len(rows), limits())
    return [store(each, purpose=purpose, unit=unit, by=by, at=at) for each in rows]
