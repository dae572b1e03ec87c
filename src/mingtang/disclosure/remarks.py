"""The remarks of reviewers on a document: which still wait, and at which place of which edition."""

from __future__ import annotations

from dataclasses import dataclass

from mingtang.register.gate.places import block_texts

from .course import revision_begun
from .models import Comment, Document
from .numbering import LONGEST_QUOTE, place_at
from .states import State

OVER = frozenset({State.PUBLISHED, State.KEPT, State.WITHDRAWN, State.DISCARDED})
"""States in which nothing is being worked on: remarks of the text before wait for nobody."""
REMINDED = frozenset({"approve", "clear", "publish", "schedule", "keep"})
"""Acts of reviewers that are told of the remarks still open."""


def open_remarks(document: Document) -> list[Comment]:
    """The remarks on the revision under way that nobody has dealt with, in their order."""
    if document.round == 0 or document.state in OVER:
        return []
    rows = list(document.comments.filter(resolved_at__isnull=True))
    if rows and (begun := revision_begun(document)) is not None:
        rows = [row for row in rows if row.edition >= begun.detail["edition"]]
    return rows


def open_words(document: Document) -> str:
    """How many remarks are open, as a sentence for whoever decides; empty when none is."""
    count = len(open_remarks(document))
    return f"还有 {count} 条批注未处理。" if count else ""


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A remark as the pages show it.

    ``place`` and ``quote`` tell what it was made on; ``edition`` is the number under which the
    list of editions has that text; ``number`` is the paragraph of the present text that still
    says the same (0: there is none, or the remark is on the whole); ``waits``: not dealt with.
    """

    remark: Comment
    place: str
    quote: str
    edition: int
    number: int
    waits: bool


def remark_rows(document: Document) -> list[RemarkRow]:
    """Every remark on a document, those that wait first."""
    remarks = list(document.comments.all())
    if not remarks:
        return []
    waiting = {row.pk for row in open_remarks(document)}
    editions = list(document.versions.values_list("edition", flat=True))
    listed = {row.pk: _listed(row.edition, editions) for row in remarks}
    bodies = dict(
        document.versions.filter(edition__in=set(listed.values())).values_list(
            "edition", "body_html"
        )
    )
    texts = block_texts(document.body_html)
    rows = [
        _row(each, listed[each.pk], bodies.get(listed[each.pk], ""), texts, each.pk in waiting)
        for each in remarks
    ]
    return sorted(rows, key=lambda row: not row.waits)


def _listed(edition: int, editions: list[int]) -> int:
    """The newest kept edition not after ``edition``: the text that was looked at. Acts raise the
    edition too, and keep no text."""
    return next((each for each in editions if each <= edition), edition)


def _row(remark: Comment, edition: int, body: str, texts: list[str], waits: bool) -> RemarkRow:
    place = place_at(body, remark.block) if remark.block else None
    if place is None:
        words = f"第 {remark.block} 段" if remark.block else "全文"
        return RemarkRow(remark, words, remark.quote, edition, 0, waits)
    quote = remark.quote or place.text[:LONGEST_QUOTE]
    same = [at for at, text in enumerate(texts, start=1) if text.startswith(quote)]
    number = min(same, key=lambda at: abs(at - place.number), default=0)
    return RemarkRow(remark, place.words, quote, edition, number, waits)
