"""The public page of a document that is not public yet, for the staff who decide on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingtang.disclosure.preview import Preview
from mingtang.portal.pages import preview_page
from mingtang.register.models import Entry
from mingtang.register.publication import Publication
from mingtang.register.queries import Related

from .document import document_context


def render_preview(request: HttpRequest, preview: Preview) -> HttpResponse:
    """Draw what the public would see. Who may see it is decided by the caller."""
    document = preview_page(
        preview.publication,
        section=preview.section,
        files=preview.files,
        related=_related(preview.publication),
    )
    response = render(request, "portal/document.html", document_context(document))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _related(publication: Publication) -> list[Related]:
    """The relations it would have, as far as the other side is public."""
    targets = Entry.objects.public().in_bulk([link.target_id for link in publication.links])
    return [
        Related(link.kind, True, targets[link.target_id])
        for link in publication.links
        if link.target_id in targets
    ]
