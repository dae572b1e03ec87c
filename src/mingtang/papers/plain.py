"""Text as a paper can carry it: what XML and a typesetter cannot print is taken out."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\u000b\u000c]")
_UNPRINTABLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"  # control characters
    "\u202a-\u202e\u2066-\u2069\ufeff"  # they turn the reading order round
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"  # no characters at all
)


def printable(text: str) -> str:
    """``text`` with ``\\n`` as its only line end and tabs as spaces, unprintable signs removed."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def lines_of(text: str) -> list[str]:
    """The lines of ``text`` that say something, printable and stripped."""
    return [line.strip() for line in printable(text).split("\n") if line.strip()]
