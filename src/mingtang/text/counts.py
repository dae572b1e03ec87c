"""Whole numbers that a person or a program typed into an address or a form."""

from __future__ import annotations

MOST = 2**31 - 1
"""The greatest number taken where the caller names none: a key in every database, an edition."""


def whole_number(text: str, *, least: int = 0, most: int = MOST) -> int | None:
    """The number that ``text`` is in plain figures (``0`` to ``9``) between the bounds.

    ``None`` for anything else: signs, other figures such as ``²``, spaces, too many figures.
    """
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if least <= number <= most else None
