"""After the form: the preview, sending it, the receipt, taking a kept form up again."""

from __future__ import annotations

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from mingtang.foi.citizen import access, drafts, limiting
from mingtang.foi.citizen.filing import file_request, projected, secret_places
from mingtang.foi.citizen.forms import RequestForm
from mingtang.foi.citizen.headers import personal
from mingtang.foi.citizen.small_forms import CodeForm
from mingtang.foi.models import Draft
from mingtang.foi.states import Purpose
from mingtang.orgs.lockout import client_address
from mingtang.orgs.models import Unit
from mingtang.statute.violations import RuleViolation

CHANGED = "这份申请刚刚在另一个窗口改过，下面是现在的内容。请再核对一遍，然后提交。"


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """What will be sent, and sending it."""
    draft = drafts.of_session(request)
    if draft is None:
        return _without_draft(request)
    form = form_of(draft)
    if not (drafts.may_be_sent(request, draft) and form.is_valid()):
        return HttpResponseRedirect(reverse("apply:new"))
    if request.method != "POST":
        return _preview(request, draft, form)
    if not drafts.is_as_shown(request, draft):
        return _preview(request, draft, form, refusal=CHANGED, status=409)
    now = timezone.now()
    address = client_address(request)
    if limiting.exhausted(limiting.FILING, address, now):
        return limiting.too_often(request, limiting.FILING)
    try:
        received = file_request(draft, form, at=now)
    except RuleViolation as violation:
        return _preview(request, draft, form, refusal=violation.text, status=422)
    if received is None:
        return _without_draft(request)
    limiting.count(limiting.FILING, address, now)
    access.open_request(request, received.request)
    access.remember_code(request, received.request, received.code)
    return HttpResponseRedirect(reverse("apply:receipt"))


def form_of(draft: Draft) -> RequestForm:
    """The form of a draft, judged anew; it came through the guard when it was typed."""
    proof = draft.files.filter(purpose=Purpose.IDENTITY).exists()
    form = RequestForm(draft.values, today=timezone.localdate(), proof=proof)
    form.guarded = False
    return form


def _without_draft(request: HttpRequest) -> HttpResponse:
    """Sent already (a second click, a page loaded again), or never begun."""
    known = access.opened_request(request) is not None
    return HttpResponseRedirect(reverse("apply:receipt" if known else "apply:new"))


def _preview(
    request: HttpRequest, draft: Draft, form: RequestForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    files = list(draft.files.select_related("file"))
    context = {
        "draft": drafts.token(draft, passed=True),
        "rows": _rows(form),
        "files": files,
        "unit": Unit.objects.get(pk=form.cleaned_data["unit"]),
        "secret": secret_places(form.cleaned_data, [row.file for row in files]),
        "refusal": refusal,
        "explanation": projected(today, today),
        "crumbs": [("首页", "/"), ("办申请", reverse("apply:guide")), ("核对申请", "")],
        "meta": {"noindex": True},
        "door": "apply",
    }
    return render(request, "foi/citizen/preview.html", context, status=status)


SHOWN = (
    *("kind", "name", "id_kind", "id_number", "credit_code", "legal_representative"),
    *("contact_person", "phone", "email", "address", "postcode", "agent_name", "agent_phone"),
    *("subject", "doc_number", "description", "form", "route", "unit"),
)
OTHER_KIND = {
    True: ("credit_code", "legal_representative", "contact_person"),
    False: ("id_kind", "id_number"),
}


def _rows(form: RequestForm) -> list[tuple[str, str]]:
    """What was filled in, as (label, words)."""
    values, hidden, rows = form.cleaned_data, OTHER_KIND[form.natural], []
    for name in SHOWN:
        value = str(values.get(name) or "")
        if not value or name in hidden or (name == "id_kind" and not values.get("id_number")):
            continue
        choices = _flat(getattr(form.fields[name], "choices", ()))
        rows.append((str(form.fields[name].label), choices.get(value, value)))
    return rows


def _flat(choices: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for value, label in choices:  # type: ignore[attr-defined]
        found |= dict(label) if isinstance(label, (list, tuple)) else {str(value): str(label)}
    return found


@personal
@require_http_methods(["GET", "HEAD"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Number and code of the request just sent; the code as long as it was not written down."""
    found = access.opened_request(request)
    if found is None:
        return HttpResponseRedirect(reverse("apply:status"))
    now, today = timezone.now(), timezone.localdate()
    address = full_address(request, reverse("apply:status"))
    context = {
        "it": found,
        "code": access.remembered_code(request, found, now),
        "status_address": address,
        "qr": qr(f"{address}#{found.number}"),
        "explanation": projected(today, today) if found.receipt_on is None else None,
        "today": today,
        "phone": settings.MINGTANG_CONTACT_PHONE,
        "crumbs": [("首页", "/"), ("办申请", reverse("apply:guide")), ("回执", "")],
        "meta": {"noindex": True},
        "door": "apply",
    }
    return render(request, "foi/citizen/receipt.html", context)


def full_address(request: HttpRequest, path: str) -> str:
    """The address under the site's own domain, else as the reader came."""
    if settings.MINGTANG_DOMAIN:
        scheme = "https" if settings.MINGTANG_HTTPS else "http"
        return f"{scheme}://{settings.MINGTANG_DOMAIN}{path}"
    return request.build_absolute_uri(path)


def qr(text: str) -> SafeString:
    """A QR code as a picture in the page (SVG)."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(border=2, scale=4, light="#fff", omitsize=True)
    return mark_safe(drawn)


@personal
@require_POST
def code_written_down(request: HttpRequest) -> HttpResponse:
    """The person has the code: it is shown no more."""
    access.forget_code(request)
    return HttpResponseRedirect(reverse("apply:mine"))


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest) -> HttpResponse:
    """Go on with a form that was kept. A wrong code and a form that is gone are one answer."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        now, address = timezone.now(), client_address(request)
        if limiting.exhausted(limiting.CODES, address, now):
            return limiting.too_often(request, limiting.CODES)
        found = drafts.find(form.data.get("code", "")[:40], now)
        if found is not None:
            request.session.cycle_key()
            drafts.hold(request, found)
            return HttpResponseRedirect(reverse("apply:new"))
        limiting.count(limiting.CODES, address, now)
        form.add_error(None, "没有找到这份草稿：草稿码不对，或者草稿已经提交、过期。")
        status = 403
    context = {
        "form": form,
        "days": settings.MINGTANG_FOI_DRAFT_DAYS,
        "crumbs": [("首页", "/"), ("办申请", reverse("apply:guide")), ("继续填写", "")],
        "meta": {"noindex": True},
        "door": "apply",
    }
    return render(request, "foi/citizen/take_up.html", context, status=status)
