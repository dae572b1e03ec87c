"""What a detector reports about a text: the same shape for personal data, markings and words."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass


class Sureness(enum.StrEnum):
    """How sure a detector is: proved by a check digit or label, by its form, or only suspected."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"certain": "确定", "likely": "很可能", "possible": "疑似"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit at ``[start, end)`` of the text that was searched.

    ``mask`` is what may stand in its place, ``None`` when masking is no way out.
    """

    kind: str
    label: str
    start: int
    end: int
    text: str
    reason_zh: str
    mask: str | None
    sureness: Sureness


def apply_masks(text: str, findings: Iterable[Finding]) -> str:
    """The text with every maskable finding replaced; of overlapping ones the first counts."""
    parts: list[str] = []
    place = 0
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        if finding.mask is None or finding.start < place:
            continue
        parts.append(text[place : finding.start])
        parts.append(finding.mask)
        place = finding.end
    parts.append(text[place:])
    return "".join(parts)
