"""Reads on stored files. None of them is public: who may see a file is decided by the caller."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from . import store
from .inspect import HiddenDatum
from .models import StoredFile


def path_of(stored: StoredFile) -> Path:
    """Where the content is on disk."""
    return store.root() / stored.path


def open_content(stored: StoredFile) -> BinaryIO:
    """The content for reading; the caller closes it."""
    return path_of(stored).open("rb")


def hidden_in(stored: StoredFile) -> list[HiddenDatum]:
    """What was found in the file when it was stored."""
    return [HiddenDatum(**each) for each in stored.hidden_data]


def is_intact(stored: StoredFile) -> bool:
    """Whether the content on disk is still what was stored."""
    try:
        with path_of(stored).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == stored.sha256
    except OSError:
        return False
