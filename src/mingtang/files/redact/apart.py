"""Redaction as the rest of the system calls it: each call reads the file in a process of its own.

All raise :class:`~mingtang.files.refusal.FileRefused` with a Chinese sentence: ``encrypted``,
``damaged``, ``too_large``, ``too_many``, ``empty``, ``no_such_page``, ``outside_page``,
``unknown_ground``, ``unproven`` (text was still found after all), ``too_slow``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from mingtang.statute.foi.grounds import GROUNDS

from ..isolated import run_apart
from ..limits import DEFAULT_LIMITS
from ..refusal import FileRefused, OutOfTime
from .model import (
    DEFAULT_REDACTION_LIMITS,
    Box,
    PageWords,
    Passage,
    Redacted,
    RedactionLimits,
    Report,
    Word,
)

Source = bytes | str | Path
_KNOWN = frozenset(ground.code for ground in GROUNDS)


def redact_pdf(
    source: Source,
    passages: Sequence[Passage],
    *,
    limits: RedactionLimits = DEFAULT_REDACTION_LIMITS,
) -> Redacted:
    """A copy of the PDF without what stands under the passages; everything else stays text.

    Gone as well: properties, XMP, bookmarks, attachments, scripts, notes, hidden layers, marked
    content, earlier revisions. Form fields and stamps become part of their page. A page whose
    text cannot be removed for certain becomes a picture (``report.rasterised_pages``).
    """
    return _redacted("redact_pdf", source, passages, limits)


def redact_image(
    source: Source,
    passages: Sequence[Passage],
    *,
    limits: RedactionLimits = DEFAULT_REDACTION_LIMITS,
) -> Redacted:
    """A copy of a PNG, JPEG or TIFF with blacked pixels and nothing beside its pixels.

    Boxes are in pixels of the picture as it is shown (turned by its EXIF); ``page`` is the frame
    of a TIFF, else 1.
    """
    return _redacted("redact_image", source, passages, limits)


def words_of(
    source: Source, *, limits: RedactionLimits = DEFAULT_REDACTION_LIMITS
) -> list[PageWords]:
    """The words of every page with their boxes, in reading order; of a picture its frames alone."""
    answer, _ = _run("words", source, limits, {})
    return [
        PageWords(
            page["page"],
            page["width"],
            page["height"],
            tuple(Word(word["text"], Box(**word["box"])) for word in page["words"]),
        )
        for page in answer["pages"]
    ]


def find(
    source: Source,
    text: str,
    *,
    ground: str = "X15",
    limits: RedactionLimits = DEFAULT_REDACTION_LIMITS,
) -> list[Passage]:
    """Every place of a text, also across line ends; one passage a line."""
    answer, _ = _run("find", source, limits, {"text": text, "ground": ground})
    return [Passage.from_json(each) for each in answer["passages"]]


def suggest(source: Source, *, limits: RedactionLimits = DEFAULT_REDACTION_LIMITS) -> list[Passage]:
    """Personal data found in the text, proposed as X15 (个人隐私); ``why`` says what it is."""
    answer, _ = _run("suggest", source, limits, {})
    return [Passage.from_json(each) for each in answer["passages"]]


def page_png(
    source: Source,
    page: int,
    *,
    dpi: float = 96,
    limits: RedactionLimits = DEFAULT_REDACTION_LIMITS,
) -> bytes:
    """The page (from 1) as a PNG; a point of a box is ``dpi / 72`` pixels of it. A picture's frame
    has its own pixels, fewer where it is large."""
    return _run("page", source, limits, {"page": page, "dpi": dpi})[1]


def _redacted(
    job: str, source: Source, passages: Sequence[Passage], limits: RedactionLimits
) -> Redacted:
    if len(passages) > limits.max_passages:
        raise FileRefused("too_many", f"涂黑区域超过 {limits.max_passages} 处，请拆分文件后处理。")
    for passage in passages:
        if passage.ground not in _KNOWN:
            raise FileRefused("unknown_ground", f"“{passage.ground}”不是不予公开的理由代码。")
    given = {"passages": [each.as_json() for each in passages]}
    answer, content = _run(job, source, limits, given)
    listed = {key: tuple(each) for key, each in answer.items() if isinstance(each, list)}
    report = Report(**(answer | listed))
    return Redacted(content, report, tuple(passages))


def _run(
    job: str, source: Source, limits: RedactionLimits, given: dict[str, Any]
) -> tuple[dict[str, Any], bytes]:
    """The job's answer and the bytes it wrote."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="redact-")))
        path = Path(folder / "source") if isinstance(source, bytes) else Path(source)
        if isinstance(source, bytes):
            path.write_bytes(source)
        target = folder / "target"
        asked = given | {"limits": asdict(limits)}
        time = replace(DEFAULT_LIMITS, max_seconds=limits.max_seconds)
        try:
            answer = run_apart(job, path, time, target, asked)
        except OutOfTime as late:
            raise FileRefused("too_slow", "文件过于复杂，处理超时。请拆分后分别处理。") from late
        return answer, target.read_bytes() if target.exists() else b""
