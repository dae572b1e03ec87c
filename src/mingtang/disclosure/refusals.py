"""A refusal of the confidentiality review that stands, and whether the text was changed since.

政府信息公开条例 arts. 14 and 17: what was found not fit for the public is not brought again as it
was; it is changed, masked, or given another attribute first.
"""

from __future__ import annotations

from typing import Any

from .models import ConfidentialityReview, Document, Review, Version
from .states import Step

CONTENT = ("attribute", "summary", "keywords", "files")
"""What the reviewer judged besides the title and the body, as the versions keep it."""


def standing_refusal(document: Document) -> Review | None:
    """The review that refused the document, while no later one has let it pass."""
    if document.round == 0:
        return None
    last = document.reviews.filter(step=Step.CONFIDENTIALITY).order_by("-pk").first()
    if last is None or last.approved:
        return None
    ledger = document.confidentiality_reviews.filter(
        entry_seq=last.entry_seq, finding=ConfidentialityReview.Finding.REFUSE
    )
    return last if ledger.exists() else None


def changed_since(document: Document, refusal: Review) -> bool:
    """Whether the text, its attachments or its attribute differ from what was refused."""
    refused = document.versions.filter(edition__lte=refusal.edition).first()
    newest = document.versions.first()
    return refused is None or newest is None or _judged(refused) != _judged(newest)


def _judged(version: Version) -> tuple[Any, ...]:
    return (
        version.title,
        version.body_html,
        *(version.metadata.get(name) for name in CONTENT),
    )
