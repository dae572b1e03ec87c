"""Issuing a paper in the transaction of its act: number, row, then the document itself.

What the paper looks like is not known here: a renderer registered once fills the template and sets
``docx`` and ``pdf``. It may refuse (an element is missing); then the whole act is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mingtang.foi.models import Letter
from mingtang.foi.numbering import letter_number
from mingtang.journal.plain import plain_detail

from .acting import Acting
from .telling import tell

Renderer = Callable[[Letter, Acting, Mapping[str, str]], None]
"""``render(letter, acting, told)``; ``told`` holds what is printed and not kept (codes)."""

_renderers: list[Renderer] = []


def use_renderer(renderer: Renderer) -> None:
    """Have every letter rendered so (once, from ``AppConfig.ready``)."""
    _renderers[:] = [renderer]


def issue(
    acting: Acting,
    kind: str,
    *,
    entry_seq: int,
    fields: Mapping[str, Any] | None = None,
    told: Mapping[str, str] | None = None,
    replaces: Letter | None = None,
) -> Letter:
    """Number and keep a letter, and have it rendered. ``entry_seq`` is the act's journal entry.

    ``fields`` is plain data for the template: what the act knows beyond the request itself.
    """
    request = acting.request
    letter = Letter.objects.create(
        request=request,
        kind=kind,
        number=letter_number(request.unit, year=acting.today.year, kind=kind),
        round=request.round,
        fields=plain_detail(dict(fields or {})),
        issued_at=acting.at,
        replaces=replaces,
        entry_seq=entry_seq,
    )
    for render in _renderers:
        render(letter, acting, dict(told or {}))
    tell(letter, acting)
    return letter
