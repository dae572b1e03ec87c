"""Command-line text in Chinese and English, chosen by the caller's locale.

Screens are Chinese only (ADR 0003); terminals are read by IT staff in both languages.
"""

from __future__ import annotations

import os


def speaks_chinese() -> bool:
    """True when the locale asks for Chinese (``LC_ALL``, ``LC_MESSAGES``, ``LANG``)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return value.lower().startswith("zh")
    return False


def say(chinese: str, english: str) -> str:
    """The one of the two texts that the locale asks for."""
    return chinese if speaks_chinese() else english
