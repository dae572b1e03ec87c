"""The PDF finder, run apart; its findings flow into the caller's collector."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import IO

from ..isolated import run_apart
from .datum import Collector


def read_pdf_apart(source: IO[bytes], collector: Collector) -> None:
    """As :func:`.pdf.read_pdf`, in a process of its own."""
    limits = replace(collector.limits, max_seconds=max(1.0, collector.seconds_left))
    name = getattr(source, "name", None)
    if isinstance(name, str) and Path(name).is_file():
        answer = run_apart("inspect", Path(name), limits)
    else:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
            source.seek(0)
            shutil.copyfileobj(source, copy)
            copy.flush()
            answer = run_apart("inspect", Path(copy.name), limits)
    for kind, where, excerpt, removable in answer["found"]:
        collector.add(kind, where, excerpt, removable=removable)
    collector.say(answer["text"])
