"""How a document stands to those already in the register: searched, added, removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.disclosure.services import Content, Related
from mingtang.register.genres import RelationKind
from mingtang.register.models import Entry
from mingtang.statute.violations import RuleViolation
from mingtang.text.counts import whole_number
from mingtang.text.docnumber import DocNumberError, normalise

from .base import DocumentView, back_to, seen_edition, tell

MOST = 20


def candidates(document: Document, text: str) -> list[Entry]:
    """Public entries whose title, 文号 or index number holds the text; not the document itself."""
    text = text.replace("\0", "").strip()[:200]
    if not text:
        return []
    wanted = Q(title__icontains=text) | Q(index_number__icontains=text)
    wanted |= Q(doc_number__icontains=_number(text))
    rows = Entry.objects.public().filter(wanted).select_related("unit")
    if document.entry_id:
        rows = rows.exclude(pk=document.entry_id)
    return list(rows.newest_first()[:MOST])


def _number(text: str) -> str:
    try:
        return normalise(text)
    except DocNumberError:
        return text


class Links(DocumentView):
    """The page where related documents are looked for and chosen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.document(pk)
        text = request.GET.get("q", "")
        context: dict[str, Any] = {
            "document": document,
            "wanted": text,
            "candidates": candidates(document, text),
            "kinds": RelationKind.choices,
            "links": list(document.links.select_related("target")),
        }
        return render(request, "disclosure/links.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.document(pk)
        choice = self.desk(document).may_edit()
        if choice.by is None or not choice.verdict.allowed:
            messages.error(request, "；".join(each.text for each in choice.verdict.reasons))
            return back_to(document, "links")
        links = [Related(row.target, row.kind) for row in document.links.select_related("target")]
        if "remove" in request.POST:
            gone = request.POST["remove"]
            links = [each for each in links if f"{each.target.pk}-{each.kind}" != gone]
            words = "已去掉这条关联。"
        else:
            kind = request.POST.get("kind", "")
            if kind not in RelationKind.values:
                messages.error(request, "请选择两份文件的关系。")
                return redirect(request.get_full_path())
            key = whole_number(request.POST.get("target", ""))
            target = get_object_or_404(Entry.objects.public(), pk=key or 0)
            links.append(Related(target, kind))
            words = f"已关联：{RelationKind(kind).label}《{target.title}》。"
        try:
            services.save(
                document,
                Content(links=tuple(links)),
                by=choice.by,
                at=self.now,
                edition=seen_edition(request),
            )
        except RuleViolation as violation:
            tell(request, violation)
        else:
            messages.success(request, words)
        return back_to(document, "links")
