"""What all streams of one file share while they are rewritten."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf

from .cmaps import UnknownCoding
from .fonts import Font
from .layers import Layers
from .model import RedactionLimits

_MOST_STEPS = 20_000_000


@dataclass
class Drawing:
    """A file under redaction: its layers, the fonts read so far, the forms cleaned so far."""

    pdf: pikepdf.Pdf
    layers: Layers
    limits: RedactionLimits
    forms: dict[tuple[int, int], Any] = field(default_factory=dict)
    cleaned: set[tuple[int, int]] = field(default_factory=set)
    steps: int = 0
    _fonts: dict[tuple[int, int], Font | str] = field(default_factory=dict)

    def count(self, steps: int) -> None:
        """Count instructions; a file that draws without end is given up (``MemoryError``)."""
        self.steps += steps
        if self.steps > _MOST_STEPS:
            raise MemoryError("a file that draws without end")

    def font(self, source: Any) -> Font:
        """The font of a resource. Raises :class:`UnknownCoding`, each time it is asked for."""
        key = source.objgen
        found = self._fonts.get(key) if key != (0, 0) else None
        if found is None:
            found = _read(source)
            self._fonts[key] = found
        if isinstance(found, str):
            raise UnknownCoding(found)
        return found

    def forget_dropped(self) -> None:
        """Take characters that nothing draws any more out of the fonts' tables."""
        for font in self._fonts.values():
            if isinstance(font, Font):
                font.forget_dropped(self.pdf)


def _read(source: Any) -> Font | str:
    try:
        return Font(source)
    except UnknownCoding as unknown:
        return str(unknown)
    except (pikepdf.PdfError, KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        return f"an unreadable font: {type(error).__name__}"
