"""The preview of a document is drawn by the portal, so that it is what the public will see.

The portal stands above this app; it hands its renderer over when it is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from mingtang.register.models import Section
from mingtang.register.publication import Publication

from .models import Document
from .services.content import publication_of


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be published: the publication, its home, the attachments as (name, bytes)."""

    publication: Publication
    section: Section | None
    files: list[tuple[str, int]]


Renderer = Callable[[HttpRequest, Preview], HttpResponse]
_renderers: list[Renderer] = []


def set_renderer(renderer: Renderer) -> None:
    """Take over the renderer of the public page; called once from ``AppConfig.ready``."""
    _renderers[:] = [renderer]


def can_render() -> bool:
    """Whether a portal is there to draw the preview."""
    return bool(_renderers)


def preview_of(document: Document) -> Preview:
    """The document as it would be handed to the register. Raises ValueError when incomplete."""
    rows = document.files.filter(original=False).select_related("file")
    return Preview(
        publication=publication_of(document, review_steps=0),
        section=document.home,
        files=[(row.name, row.file.size) for row in rows],
    )


def render_preview(request: HttpRequest, document: Document) -> HttpResponse:
    """The public page of the document as it now stands."""
    return _renderers[0](request, preview_of(document))
