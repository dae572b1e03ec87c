"""Character folding shared by the parsers and detectors of this package.

Official documents mix full-width and half-width digits, letters and brackets, and text pasted from
word processors carries invisible characters. Folding makes one form of them while every character
keeps its place, or keeps a map back to its place, so that a finding can be marked in the original.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FULL_WIDTH[0x3000] = 0x20
_FULL_WIDTH[0xA0] = 0x20
_FULL_WIDTH.update(dict.fromkeys((*range(0x2000, 0x200B), 0x202F, 0x205F), 0x20))  # thin spaces
_FULL_WIDTH.update(dict.fromkeys((0x2212, 0xFE58, 0xFE63), 0x2D))  # minus and small hyphens
for _zero in (0x0660, 0x06F0, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6):  # other digits 0-9
    _FULL_WIDTH.update({_zero + digit: 0x30 + digit for digit in range(10)})

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)

_FORMAT_MARKS = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
    # Joiners belong to the scripts that write with them, such as Uyghur and Tibetan.
    "|(?<![\u0600-\u109f\u1800-\u18af])[\u200c\u200d]"
)


class _CompatibilityMap(dict[int, str]):
    """Translation table that works out the NFKC lower-case form of a character on first use."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).lower()
        self[code] = folded
        return folded


_COMPATIBILITY = _CompatibilityMap()


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the way back: ``places[i]`` is the index of ``text[i]`` in the original.

    ``places`` is ``None`` when every character kept its place.
    """

    text: str
    places: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the folded span ``[start, end)``."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def half_width(text: str) -> str:
    """Full-width ASCII, other digits, spaces and hyphens as ASCII; length and places unchanged."""
    return text.translate(_FULL_WIDTH)


def strip_invisible(text: str) -> str:
    """The text without zero-width, direction and soft-hyphen characters."""
    return _INVISIBLE.sub("", text)


def without_format_marks(text: str) -> str:
    """The text as it may be published: no direction marks, no zero-width or soft-hyphen signs.

    They turn words round on the page (Unicode TR 36), hide what stands between them from search
    and copying, and say nothing in Chinese. Joiners stay where a script needs them.
    """
    return text if text.isascii() else _FORMAT_MARKS.sub("", text)


def without_spaces(text: str) -> str:
    """The text folded to half width with every white-space and invisible character removed."""
    return "".join(half_width(strip_invisible(text)).split())


def visible(text: str) -> Folded:
    """Half-width text without invisible characters, with the places of what is left."""
    folded = text if text.isascii() else half_width(text)
    if _INVISIBLE.search(folded) is None:
        return Folded(folded)
    places = [i for i, character in enumerate(folded) if not _INVISIBLE.match(character)]
    return Folded("".join(folded[i] for i in places), places)


def searchable(text: str) -> str:
    """The text as the search index sees it: NFKC by character, lower case, no invisible signs."""
    return strip_invisible(text).translate(_COMPATIBILITY)


def searchable_places(text: str) -> Folded:
    """Like :func:`searchable`, with the place of every character in the original."""
    whole = text.translate(_COMPATIBILITY)
    # No character folds to nothing: at the same length each has kept its place.
    if len(whole) == len(text) and _INVISIBLE.search(text) is None:
        return Folded(whole)
    parts: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        if _INVISIBLE.match(character):
            continue
        folded = _COMPATIBILITY[ord(character)]
        parts.append(folded)
        places.extend([index] * len(folded))
    return Folded("".join(parts), places)
