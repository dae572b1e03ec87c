"""What the gate looks at, and what a hit is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mingtang.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class AttachmentContent:
    """An attachment: the name it is offered under, its text, and the hidden data found in it."""

    name: str
    text: str
    hidden: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, name: str, file: StoredFile) -> AttachmentContent:
        return cls(name, file.text_excerpt or "", tuple(file.hidden_data or ()))


@dataclass(frozen=True, slots=True)
class LinkContent:
    """A link that changes what another body published: its kind, the title, and whose it is."""

    kind: str
    title: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class GateContent:
    """Everything of an item that would become public.

    ``fields`` are label → text; ``fixed`` likewise, of what can be corrected but not masked;
    ``links`` those that reach beyond the publisher (``reach.foreign_links``); ``further`` what the
    owner of the item found by looking things up that the gate does not know.
    """

    fields: Mapping[str, str]
    body_html: str = ""
    attachments: tuple[AttachmentContent, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    links: tuple[LinkContent, ...] = ()
    further: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. ``mask`` is what would cover it in a field or the body, else empty."""

    kind: str
    place: str
    excerpt: str
    advice: str
    mask: str = ""

    @property
    def fingerprint(self) -> str:
        """The same words of the same kind at the same kind of place are the same finding."""
        spot = self.place.split(" 第", 1)[0]
        return hashlib.sha256(f"{self.kind}|{spot}|{self.excerpt}".encode()).hexdigest()
