"""Any two editions of a document compared."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingtang.disclosure.comparing import compare_versions
from mingtang.text.counts import whole_number

from .base import DocumentView


class Versions(DocumentView):
    """``?old=&new=`` are editions; without them the last change is shown."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.document(pk)
        versions = list(document.versions.defer("body_html", "metadata"))
        if not versions:
            raise Http404
        editions = [version.edition for version in versions]
        new = _edition(request, "new", editions, editions[0])
        before = [edition for edition in editions if edition < new]
        old = _edition(request, "old", editions, before[0] if before else new)
        old, new = sorted((old, new))
        picked = {row.edition: row for row in document.versions.filter(edition__in=[old, new])}
        context = {
            "document": document,
            "versions": versions,
            "old": picked[old],
            "new": picked[new],
            "comparison": compare_versions(picked[old], picked[new]),
        }
        return render(request, "disclosure/versions.html", context)


def _edition(request: HttpRequest, name: str, editions: list[int], default: int) -> int:
    number = whole_number(request.GET.get(name, ""))
    return number if number in editions else default
