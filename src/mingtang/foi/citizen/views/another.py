"""A form of one request, sent after another was opened in the same session: refused, not lost."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

ANOTHER = "您现在打开的是另一件申请，请重新查询后再提交"


def another_is_open(
    request: HttpRequest, form: forms.Form, *, enter: str, here: str
) -> HttpResponse:
    """The refusal (409) with the texts that were written, to be copied.

    They are shown apart from the form of the request that is open now, so that they are not sent
    to it. ``enter`` and ``here`` name the pages where a code is given and what is open is seen.
    """
    texts = [
        (row.label, row.value()) for row in form if isinstance(row.field.widget, forms.Textarea)
    ]
    context = {
        "refusal": ANOTHER,
        "texts": [(label, text) for label, text in texts if text],
        "files": bool(request.FILES),
        "enter": reverse(enter),
        "here": reverse(here),
        "crumbs": [("首页", "/"), ("办申请", reverse("apply:guide")), ("没有提交", "")],
        "meta": {"noindex": True},
        "door": "apply",
    }
    return render(request, "foi/citizen/another.html", context, status=409)
