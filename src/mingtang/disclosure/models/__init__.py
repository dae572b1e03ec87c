"""Working documents, their versions, reviews and imports. Nothing here is public."""

from .documents import Document, DocumentFile, DocumentLink, DraftBuffer, Version
from .imports import ImportBatch, ImportItem, ImportWaiting
from .reviews import Comment, ConfidentialityReview, Review

__all__ = [
    "Comment",
    "ConfidentialityReview",
    "Document",
    "DocumentFile",
    "DocumentLink",
    "DraftBuffer",
    "ImportBatch",
    "ImportItem",
    "ImportWaiting",
    "Review",
    "Version",
]
