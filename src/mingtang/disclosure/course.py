"""What a document went through, read from its journal and its reviews."""

from __future__ import annotations

from mingtang.journal.models import Entry as JournalEntry

from .models import Document, Review, Version
from .states import State, Step

PUBLISHING = ("document.publish", "document.release", "document.emergency")
REVISING = "document.revise"


def _last(document: Document, *acts: str) -> JournalEntry | None:
    rows = JournalEntry.objects.about(document._meta.label_lower, document.pk)
    return rows.filter(act__in=acts).order_by("-seq").first()


def revision_begun(document: Document) -> JournalEntry | None:
    """The act by which the revision under way was begun; None when there is none."""
    if document.revision == 1 or document.state in (
        State.PUBLISHED,
        State.WITHDRAWN,
        State.KEPT,
        State.DISCARDED,
    ):
        return None
    return _last(document, REVISING)


def state_before_revision(document: Document) -> str:
    """The state from which the revision under way was begun; empty when there is none."""
    begun = revision_begun(document)
    return str(begun.detail["from"]) if begun is not None else ""


def version_before_revision(document: Document) -> Version | None:
    """The content that a revision given up leaves behind.

    What was published last, for what was published; what was kept, for what was kept inside.
    Every change of content keeps a version, so the newest one before the act is what it was
    done on.
    """
    begun = revision_begun(document)
    if begun is None:
        return None
    done_at = begun
    if begun.detail["from"] != State.KEPT:
        done_at = _last(document, *PUBLISHING) or begun
    versions = document.versions.filter(edition__lt=done_at.detail["edition"])
    return versions.order_by("-edition").first()


def last_emergency(document: Document) -> Review | None:
    """The emergency publication that nobody has reviewed afterwards; None when there is none."""
    steps = document.reviews.filter(step__in=[Step.EMERGENCY, Step.AFTERWARDS])
    last = steps.order_by("-pk").first()
    return last if last is not None and last.step == Step.EMERGENCY else None
