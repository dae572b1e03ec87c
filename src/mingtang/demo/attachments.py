"""Attachments of the demo: a sheet, a letter, a page. Bytes depend on the content alone."""

from __future__ import annotations

from datetime import datetime

from mingtang.files.models import StoredFile
from mingtang.files.services import store_chunks
from mingtang.journal.actor import Actor

from .piece import Piece
from .prose import domain
from .small_files import docx, pdf, xlsx

KINDS = ("xlsx", "docx", "pdf")


def stored(piece: Piece, *, by: Actor, at: datetime) -> StoredFile:
    """Take the attachment of a piece into the store, as an upload would be."""
    content = _content(piece)
    name = f"附件：{piece.values['keywords'].split('；')[0]}情况表.{piece.attachment}"
    return store_chunks([content], name=name, by=by, unit=piece.unit, at=at)


def _content(piece: Piece) -> bytes:
    words = domain("township" if piece.unit.kind == "township" else "govern")
    rng = piece.rng
    head = ["序号", "事项", "数量", "完成时间"]
    rows = [
        [str(number), topic, str(rng.randint(3, 960)), f"{rng.randint(3, 12)}月底"]
        for number, topic in enumerate(rng.sample(words.topics, 8), start=1)
    ]
    if piece.attachment == "xlsx":
        return xlsx([head, *rows])
    lines = [piece.title, *("　".join(row) for row in [head, *rows])]
    return docx(lines) if piece.attachment == "docx" else pdf(lines)


__all__ = ["KINDS", "stored"]
