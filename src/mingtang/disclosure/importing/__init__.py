"""Bringing in documents from files: each becomes a draft with its guesses marked, or is refused
with the reason; the original is kept and never published."""

from .services import import_folder, import_uploads

__all__ = ["import_folder", "import_uploads"]
