"""What a file holds that its reader does not see, and all its text for the release gate.

:func:`inspect_file` does both in one pass; :func:`find_hidden` and :func:`extract_text` give one
of the two. They raise only :class:`~mingtang.files.refusal.FileRefused` (``damaged``, ``bomb``)
and end within ``limits.max_seconds`` or say that something stayed unchecked.
"""

from .datum import LABELS_ZH, Collector, HiddenDatum
from .dispatch import Inspection, extract_text, find_hidden, inspect_file

__all__ = [
    "LABELS_ZH",
    "Collector",
    "HiddenDatum",
    "Inspection",
    "extract_text",
    "find_hidden",
    "inspect_file",
]
