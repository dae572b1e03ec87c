"""The private store on disk: contents under their SHA-256, uploads on their way beside them."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from .limits import Limits
from .refusal import FileRefused
from .sniff import check_size

INCOMING = ".incoming"


def root() -> Path:
    """The folder of the store (``MEDIA_ROOT``, in the data folder; never served by URL)."""
    return Path(settings.MEDIA_ROOT)


def relative_path(sha256: str) -> str:
    """``ab/cd/abcd…``: where a content lives, relative to the store."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


@contextmanager
def incoming() -> Iterator[Path]:
    """The path of a new temporary file; removed at the end unless it was moved into place."""
    folder = root() / INCOMING
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{uuid.uuid4().hex}.part"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def receive(chunks: Iterable[bytes], path: Path, limits: Limits) -> tuple[int, str]:
    """Write the chunks to ``path``; give size and SHA-256.

    Stops as soon as the size limit is passed, whatever size was announced. Raises
    :class:`FileRefused` ``too_large`` or ``empty``, ``disk_full`` when there is no room.
    """
    digest = hashlib.sha256()
    size = 0
    try:
        with path.open("xb") as out:
            os.fchmod(out.fileno(), 0o600)
            for chunk in chunks:
                size += len(chunk)
                if size > limits.max_bytes:
                    check_size(size, limits)
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise FileRefused(
            "disk_full", "文件没能存下，磁盘可能已满。请联系信息技术人员。"
        ) from error
    check_size(size, limits)
    return size, digest.hexdigest()


def keep(path: Path, sha256: str) -> str:
    """Move a received file into place; a content that is there already is only renewed in age.

    Gives the path relative to the store.
    """
    relative = relative_path(sha256)
    target = root() / relative
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if target.exists():
        os.utime(target)
    else:
        path.chmod(0o400)
        path.replace(target)
    return relative
