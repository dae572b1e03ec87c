"""Bringing in documents from files: each becomes a draft with its guesses marked, or is refused
with the reason; the original is kept and never published."""

from .services import draft_duplicate, import_folder, import_uploads
from .units import names_unlisted_issuer
from .waiting import finish_waiting, receive, sweep_spools, work

__all__ = [
    "draft_duplicate",
    "finish_waiting",
    "import_folder",
    "import_uploads",
    "names_unlisted_issuer",
    "receive",
    "sweep_spools",
    "work",
]
