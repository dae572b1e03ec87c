"""Plain text: which encoding, and whether it is a web page."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]")
_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


def encoding_of(content: bytes) -> str | None:
    """UTF-8, UTF-16 with a mark, or GB 18030; ``None`` where none fits.

    ``content`` may be the beginning of a file, cut within a character.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name
    for name in ("utf-8", "gb18030"):
        decoder = codecs.getincrementaldecoder(name)()
        try:
            decoder.decode(content, final=False)
        except UnicodeDecodeError:
            continue
        return name
    return None


def decode_start(head: bytes) -> str | None:
    """The text of a file's beginning, or ``None`` if it is not text."""
    name = encoding_of(head)
    if name is None:
        return None
    text = head.decode(name, errors="ignore")
    return None if _CONTROL.search(text) else text


def decode(content: bytes) -> str:
    """The text of a whole file; what cannot be read is replaced, never dropped silently."""
    return content.decode(encoding_of(content[:65536]) or "gb18030", errors="replace")


def looks_like_html(text: str) -> bool:
    """A page, or a fragment with script in it."""
    return bool(_HTML.match(text)) or bool(re.search(r"<html\b|<script\b", text[:4096], re.I))
