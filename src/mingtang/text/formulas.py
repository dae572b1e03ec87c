"""Texts that the program which opens a sheet could take for a formula."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so could be run; the full-width signs are read as the others."""


def guarded(text: str) -> str:
    """``text`` for a cell, with an apostrophe before what could be taken for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """The text of a cell without the apostrophe that :func:`guarded` put there."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text
