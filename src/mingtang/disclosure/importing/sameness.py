"""Whether two files hold the same document: by what was read, not by their bytes.

The same text in another encoding, or the same page saved with another site around it, gives the
same title and text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingtang.disclosure.models import ImportItem
from mingtang.orgs.models import Unit
from mingtang.text.pages.guess import Guessed
from mingtang.text.pages.titles import squeezed

SHORT = 30
"""Below so many characters a text ("见附件") says too little without its day and number."""
MOST = 20
_MARK = re.compile(r"此件(?:主动|依申请)?公开(?:发布)?$")
"""The mark that some copies of a document bear and others not."""


@dataclass(frozen=True, slots=True)
class Print:
    """What a document is known by. ``digest`` is empty where nothing was read to know it by."""

    digest: str = ""
    number: str = ""
    made_on: date | None = None
    short: bool = False

    def fits(self, item: ImportItem) -> bool:
        """Whether an item of the same digest is the same document: none of the two says another
        day or number than the other; of a short text both say the same."""
        if self.short:
            return (self.number, self.made_on) == (item.told_number, item.told_on)
        other_number = self.number and item.told_number and self.number != item.told_number
        other_day = self.made_on and item.told_on and self.made_on != item.told_on
        return not (other_number or other_day)


def print_of(guessed: Guessed, values: dict[str, Any]) -> Print:
    """The print of a page, with the day and number of its draft (``values``)."""
    title = _folded(guessed.title.value)
    text = _folded("".join(block.text for block in guessed.body)).removeprefix(title)
    text = _MARK.sub("", text)
    number, made_on = values.get("doc_number") or "", values.get("made_on")
    if not text:
        return Print(number=number, made_on=made_on)
    digest = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
    return Print(digest, number, made_on, short=len(text) < SHORT)


def drafted_before(found: Print, unit: Unit) -> ImportItem | None:
    """The item by which the unit has the document already."""
    if not found.digest:
        return None
    items = ImportItem.objects.filter(
        fingerprint=found.digest,
        outcome=ImportItem.Outcome.DRAFTED,
        document__unit=unit,
    ).select_related("document")
    return next((item for item in items.order_by("pk")[:MOST] if found.fits(item)), None)


def _folded(text: str) -> str:
    return squeezed(unicodedata.normalize("NFKC", text).casefold())
