"""Files that staff add to a request, within the limits of this installation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from mingtang.files.limits import Limits
from mingtang.files.services import check_count
from mingtang.foi.services.papers import Paper, take_in
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit


def limits() -> Limits:
    """The limits of this installation."""
    return Limits.from_options(
        max_mb=settings.MINGTANG_UPLOAD_MAX_MB,
        max_unpacked_mb=settings.MINGTANG_UPLOAD_MAX_UNPACKED_MB,
        max_files=settings.MINGTANG_UPLOAD_MAX_FILES,
    )


def store_all(
    files: Sequence[UploadedFile[Any]],
    *,
    purpose: str,
    by: Actor,
    unit: Unit,
    at: datetime,
    already: int = 0,
) -> list[Paper]:
    """Store files of one purpose; ``already`` are there. Raises ``FileRefused``."""
    bounds = limits()
    check_count(already + len(files), bounds)
    return [
        take_in(
            uploaded,
            purpose=purpose,
            unit=unit,
            by=by,
            at=at,
            limits=bounds,
            scanner=settings.MINGTANG_CLAMAV_ADDRESS,
        )
        for uploaded in files
    ]
