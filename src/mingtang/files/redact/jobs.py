"""The work on untrusted files, as jobs of the bounded process (``files.isolated``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .choosing import find, suggest, words
from .image import frame_sizes, redact_picture, shown_frame
from .lines import read_lines
from .model import Passage, RedactionLimits
from .pdf import redact_file
from .raster import drawn

Answer = dict[str, Any]


def _limits(given: Answer) -> RedactionLimits:
    return RedactionLimits(**given["limits"])


def _passages(given: Answer) -> list[Passage]:
    return [Passage.from_json(each) for each in given["passages"]]


def _redact_pdf(source: Path, target: Path, given: Answer) -> Answer:
    return asdict(redact_file(source, target, _passages(given), _limits(given)))


def _redact_image(source: Path, target: Path, given: Answer) -> Answer:
    return asdict(redact_picture(source, target, _passages(given), _limits(given)))


def _is_pdf(source: Path) -> bool:
    with source.open("rb") as stream:
        return b"%PDF-" in stream.read(1024)


def _words(source: Path, target: Path, given: Answer) -> Answer:
    if not _is_pdf(source):
        sizes = enumerate(frame_sizes(source, _limits(given)), 1)
        return {
            "pages": [
                {"page": n, "width": wide, "height": high, "words": []} for n, (wide, high) in sizes
            ]
        }
    return {"pages": [asdict(words(page)) for page in read_lines(source, _limits(given))]}


def _find(source: Path, target: Path, given: Answer) -> Answer:
    if not _is_pdf(source):
        return {"passages": []}
    found = [
        passage.as_json()
        for page in read_lines(source, _limits(given))
        for passage in find(page, given["text"], given["ground"])
    ]
    return {"passages": found}


def _suggest(source: Path, target: Path, given: Answer) -> Answer:
    if not _is_pdf(source):
        return {"passages": []}
    pages = read_lines(source, _limits(given))
    return {"passages": [each.as_json() for page in pages for each in suggest(page)]}


def _page(source: Path, target: Path, given: Answer) -> Answer:
    if _is_pdf(source):
        drawn(source, given["page"], given["dpi"]).save(target, "PNG")
    else:
        shown_frame(source, given["page"], _limits(given)).save(target, "PNG")
    return {}


JOBS: dict[str, Callable[[Path, Path, Answer], Answer]] = {
    "redact_pdf": _redact_pdf,
    "redact_image": _redact_image,
    "words": _words,
    "find": _find,
    "suggest": _suggest,
    "page": _page,
}
