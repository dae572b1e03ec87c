"""Texts of a request: whether two ask for the same, and words that may stand in the journal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from mingtang.journal.plain import without_personal_data
from mingtang.text.folding import searchable

WITHHELD_NAME = "某某"


def wording_key(*parts: str) -> str:
    """A hash (hex) that is the same for texts that differ only in width, case, signs or spaces."""
    plain = "|".join("".join(each for each in searchable(part) if each.isalnum()) for part in parts)
    return hashlib.sha256(plain.encode()).hexdigest()


def without_names(text: str, names: Iterable[str]) -> str:
    """The text with personal data masked and the people's names that are known taken out.

    For what cannot be erased: reasons in the journal, labels of duties (个人信息保护法 art. 47).
    """
    for name in sorted({each.strip() for each in names}, key=len, reverse=True):
        if len(name) >= 2:
            text = text.replace(name, WITHHELD_NAME)
    return without_personal_data(text)
