"""What the editing page sends while a person types: the buffer, and pasted text to be cleaned."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from mingtang.disclosure import buffers
from mingtang.text.clean import clean_html
from mingtang.workbench.access import BUSINESS, StaffView

from .base import DocumentView


class Buffer(DocumentView):
    """Keep or drop what was typed. JSON ``{"fields": {name: [values]}}``; no act, no journal."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        document = self.document(pk)
        account = self.access.account_id
        if "drop" in request.POST:
            buffers.drop(document, account)
            return redirect(reverse("disclosure:document-edit", args=[pk]))
        choice = self.desk(document).may_edit()
        if choice.by is None or not choice.verdict.allowed:
            return JsonResponse({"fault": "现在不能修改这份文件。"}, status=409)
        try:
            sent = json.loads(request.body)
        except (ValueError, RecursionError):
            return JsonResponse({"fault": "内容无法识别。"}, status=400)
        fields = sent.get("fields") if isinstance(sent, dict) else None
        payload = buffers.readable(fields)
        if fields is not None and payload is None:
            return JsonResponse({"fault": "内容过长或无法识别，没有暂存。"}, status=400)
        buffer = buffers.keep(document, account, payload, self.now)
        return JsonResponse(
            {
                "kept_at": f"{timezone.localtime(buffer.saved_at):%H:%M}",
                "others": buffers.others_at_work(document, account, self.now),
                "edition": document.edition,
            }
        )


class Clean(StaffView):
    """Pasted HTML in, clean HTML and what was removed out."""

    roles = BUSINESS

    def post(self, request: HttpRequest) -> HttpResponse:
        cleaned = clean_html(request.POST.get("html", ""))
        return JsonResponse({"html": cleaned.html, "removed": cleaned.removed})
