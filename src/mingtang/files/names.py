"""File names as people gave them, made safe to show and to send in a header."""

from __future__ import annotations

import unicodedata

LONGEST = 180
UNNAMED = "未命名"
_FORBIDDEN = frozenset('<>:"|?*')


def display_name(raw: str) -> str:
    """The last part of ``raw`` without control, direction-changing or reserved characters.

    Chinese stays. At most 180 characters, the ending kept. A direction mark that would make
    ``gpj.exe`` look like a picture is dropped, so the true ending shows. A name made so stays
    as it is when it is made so again.
    """
    last = raw.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", last)
        if char not in _FORBIDDEN and (char.isspace() or unicodedata.category(char)[0] != "C")
    )
    # What was dropped may have kept a letter from its accent.
    clean = " ".join(unicodedata.normalize("NFC", kept).split()).strip(". ")
    if not clean:
        return UNNAMED
    if len(clean) <= LONGEST:
        return clean
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > 10:
        return clean[:LONGEST].strip(". ")
    return stem[: LONGEST - len(ending) - 1] + dot + ending


def extension(name: str) -> str:
    """The ending of a name in small letters without the dot; empty where there is none."""
    stem, dot, ending = display_name(name).rpartition(".")
    return ending.lower().strip() if dot and stem else ""
