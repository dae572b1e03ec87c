"""The form: filled in, looked at before sending, kept for later, sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mingtang.files.refusal import FileRefused
from mingtang.foi.citizen import drafts, limiting
from mingtang.foi.citizen.forms import RequestForm, typed
from mingtang.foi.citizen.headers import personal
from mingtang.foi.citizen.suggesting import Found, look
from mingtang.foi.models import Draft
from mingtang.foi.states import Purpose
from mingtang.orgs.lockout import client_address
from mingtang.orgs.models import Unit
from mingtang.text.counts import whole_number

START = {"kind": "N", "id_kind": "id_card", "form": "electronic", "route": "online"}
UPLOADS = (("identity", Purpose.IDENTITY), ("material", Purpose.REQUEST))
TOO_OFTEN = (
    "这个网络地址提交得太频繁。请过一小时再试；急用的，请当面递交或者邮寄，见指南。您填写的都还在。"
)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form, and what its buttons do: change the kind, look, add or drop files, keep, go on."""
    draft = drafts.of_session(request)
    if request.method != "POST":
        return _page(request, _fresh(draft, START | (draft.values if draft else {})), draft)
    now = timezone.now()
    values = typed(request.POST)
    if not limiting.taken(limiting.FORMS, client_address(request), now):
        return _page(request, _fresh(draft, values), draft, refusals=[TOO_OFTEN], status=429)
    act, _, key = request.POST.get("act", "preview").partition("-")
    if act == "back" and draft is not None:
        return HttpResponseRedirect(reverse("apply:new"))
    draft, refusals = _take_files(request, draft, values, now)
    if act == "pick":
        values["unit"] = key
    if act == "drop" and draft is not None:
        drafts.drop_file(draft, whole_number(key) or 0)
    if act == "save":
        return _keep(request, draft, values, now)
    if act != "preview":
        found = _look(values) if act == "look" else None
        return _page(request, _fresh(draft, values), draft, refusals=refusals, found=found)
    form = _bound(request.POST, draft)
    if refusals or not form.is_valid():
        return _page(request, form, draft, refusals=refusals, status=422)
    drafts.pass_on(request, drafts.keep(draft, values, at=now))
    return HttpResponseRedirect(reverse("apply:preview"))


def _fresh(draft: Draft | None, values: dict[str, Any]) -> RequestForm:
    """The form with what was typed, not judged yet."""
    return RequestForm(initial=values, today=timezone.localdate(), proof=_has_proof(draft))


def _bound(data: Any, draft: Draft | None) -> RequestForm:
    return RequestForm(data, today=timezone.localdate(), proof=_has_proof(draft))


def _has_proof(draft: Draft | None) -> bool:
    return draft is not None and draft.files.filter(purpose=Purpose.IDENTITY).exists()


def _take_files(
    request: HttpRequest, draft: Draft | None, values: dict[str, str], now: datetime
) -> tuple[Draft | None, list[str]]:
    """Keep what was uploaded, whatever else is wrong with the form; what is refused is told."""
    files = [(each, purpose) for name, purpose in UPLOADS for each in request.FILES.getlist(name)]
    if not files or request.POST.get("homepage"):
        return draft, []
    unit = _unit(values)
    if unit is None:
        return draft, ["现在没有单位受理申请，附件没有收下。"]
    draft = drafts.keep(draft, values, at=now)
    drafts.hold(request, draft)
    refusals = []
    for uploaded, purpose in files:
        own = uploaded.name or "未命名"
        try:
            drafts.add_file(draft, uploaded, purpose=purpose, unit=unit, at=now)
        except FileRefused as fault:
            refusals.append(f"“{own}”没有收下：{fault.text_zh}")
    return draft, refusals


def _unit(values: dict[str, str]) -> Unit | None:
    """The unit chosen; before one is chosen, the first, until the request is sent."""
    rows = Unit.objects.existing_on(timezone.localdate())
    chosen = whole_number(values.get("unit", ""))
    return (rows.filter(pk=chosen).first() if chosen else None) or rows.first()


def _keep(
    request: HttpRequest, draft: Draft | None, values: dict[str, str], now: datetime
) -> HttpResponse:
    """Keep the form for later and tell the code, this once."""
    draft = drafts.keep(draft, values, at=now, asked=True)
    drafts.hold(request, draft)
    code = drafts.give_code(draft)
    context = {
        "code": code,
        "draft": drafts.token(draft),
        "until": timezone.localdate(draft.keep_until),
        "crumbs": _crumbs("保存草稿"),
        "meta": {"noindex": True},
        "door": "apply",
    }
    return render(request, "foi/citizen/kept.html", context)


def _look(values: dict[str, str]) -> Found:
    return look(
        values["subject"], values["description"], values["doc_number"], today=timezone.localdate()
    )


def _page(
    request: HttpRequest,
    form: RequestForm,
    draft: Draft | None,
    *,
    refusals: list[str] | None = None,
    found: Found | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "opened": form.stamp_to_send(),
        "draft": drafts.token(draft),
        "files": list(draft.files.select_related("file")) if draft else [],
        "refusals": refusals or [],
        "found": found,
        "crumbs": _crumbs("填写申请"),
        "meta": {"noindex": True},
        "door": "apply",
    }
    return render(request, "foi/citizen/form.html", context, status=status)


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [("首页", "/"), ("办申请", reverse("apply:guide")), (here, "")]


@personal
@require_POST
def look_while_typing(request: HttpRequest) -> HttpResponse:
    """What is published and which units fit, as a piece of the page; POST, so that nothing that
    was typed stands in an address."""
    if not limiting.taken(limiting.LOOKING, client_address(request), timezone.now()):
        return HttpResponse(status=204)
    return render(request, "foi/citizen/found.html", {"found": _look(typed(request.POST))})
