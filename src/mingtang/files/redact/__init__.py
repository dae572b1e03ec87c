"""Redaction of PDF files and pictures: what is withheld is gone, the rest stays text.

The functions here read files only in a bounded process of their own. Codes of grounds are those
of :mod:`mingtang.statute.foi.grounds`.
"""

from .apart import find, page_png, redact_image, redact_pdf, suggest, words_of
from .index import withheld_index
from .model import (
    DEFAULT_REDACTION_LIMITS,
    Box,
    PageWords,
    Passage,
    Redacted,
    RedactionLimits,
    Report,
    Withheld,
    Word,
)

__all__ = [
    "DEFAULT_REDACTION_LIMITS",
    "Box",
    "PageWords",
    "Passage",
    "Redacted",
    "RedactionLimits",
    "Report",
    "Withheld",
    "Word",
    "find",
    "page_png",
    "redact_image",
    "redact_pdf",
    "suggest",
    "withheld_index",
    "words_of",
]
