"""Who is told by message of what an act brought about, in its transaction.

As with letters, what is written is not known here: one function is registered once.
"""

from __future__ import annotations

from collections.abc import Callable

from mingtang.foi.models import Consultation, Delivery, Letter

from .acting import Acting

Happening = Letter | Delivery | Consultation
"""A letter that was issued, a reply that was served, somebody who is asked for an opinion."""

Teller = Callable[[Happening, Acting], None]

_tellers: list[Teller] = []


def use_teller(teller: Teller) -> None:
    """Have people told by it (once, from ``AppConfig.ready``)."""
    _tellers[:] = [teller]


def tell(happening: Happening, acting: Acting) -> None:
    """Have those who must know told."""
    for each in _tellers:
        each(happening, acting)
