"""One document: what it is, whose turn, what may be done now and what happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingtang.disclosure.models import Document
from mingtang.workbench.access import StaffView


class DocumentDetail(StaffView):
    """The page of one document."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.scoped(Document.objects.all(), pk=pk)
        return render(request, "disclosure/document.html", {"document": document})
