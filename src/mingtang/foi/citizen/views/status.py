"""Where a request stands: opened with number and query code, kept by the session, no account."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingtang.duties.clocks import explanation_of
from mingtang.duties.models import Duty
from mingtang.files.queries import open_content
from mingtang.foi.citizen import access, drafts, limiting, papers
from mingtang.foi.citizen.calendar_file import due_event
from mingtang.foi.citizen.filing import projected
from mingtang.foi.citizen.headers import personal
from mingtang.foi.citizen.small_forms import (
    CorrectionForm,
    RatingForm,
    ReasonsForm,
    StatusForm,
    WithdrawalForm,
    Worded,
)
from mingtang.foi.citizen.steps import office_contact, steps_of
from mingtang.foi.facts import REPLY
from mingtang.foi.models import Item, Rating, Request
from mingtang.foi.numbering import normal_number
from mingtang.foi.queries import find_by_code, followed_by
from mingtang.foi.redress import remedies_of
from mingtang.foi.states import OPEN, Progress, State
from mingtang.orgs.lockout import client_address
from mingtang.statute.explain import Explanation
from mingtang.statute.foi.outcomes import outcome

WRONG = "编号或者查询码不对，请对照回执核对。查询码丢了，可以带身份证明请受理单位重新发放。"
RATED = (State.ANSWERED, State.CLOSED)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Number and code. A number that there is not and a wrong code are one answer.

    Only what is wrong is counted and limited: neighbours behind one address, or somebody who
    guesses at a number, keep nobody out who has the code (60 bits, beyond guessing).
    """
    form = StatusForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        now, address = timezone.now(), client_address(request)
        number = normal_number(str(form.data.get("number", "")))[:100]
        found = find_by_code(number, str(form.data.get("code", ""))[:100])
        if found is not None:
            access.open_request(request, found)
            return HttpResponseRedirect(reverse("apply:mine"))
        if limiting.exhausted(limiting.CODES, address, now) or limiting.exhausted(
            limiting.NUMBER_CODES, number, now
        ):
            return limiting.too_often(request, limiting.CODES)
        limiting.count(limiting.CODES, address, now)
        limiting.count(limiting.NUMBER_CODES, number, now)
        form.add_error(None, WRONG)
        status = 403
    context = {
        "form": form,
        "crumbs": _crumbs("查办理情况"),
        "meta": {"noindex": True},
        "door": "apply",
    }
    return render(request, "foi/citizen/enter.html", context, status=status)


@personal
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything about the request that this session may see."""
    found = access.opened_request(request)
    if found is None:
        return HttpResponseRedirect(reverse("apply:status"))
    return status_page(request, found)


def status_page(
    request: HttpRequest, found: Request, *, status: int = 200, **forms: Worded
) -> HttpResponse:
    """The page; ``forms`` are those that came back with faults (``correction_form=…``)."""
    today = timezone.localdate()
    context = {
        "it": found,
        "mark": access.mark(found),
        "headline": headline(found),
        **_clock(found, today),
        **_turns(found),
        **_ending(found),
        "today": today,
        "letters": papers.letters_of(found),
        "elsewhere": _elsewhere(found),
        "steps": steps_of(found),
        "contact": office_contact(),
        "crumbs": _crumbs("办理情况"),
        "meta": {"noindex": True},
        "door": "apply",
    }
    # What came back is shown where it was written; where nothing can be written any more (a
    # second click, a change meanwhile) the page itself says why.
    context["refusals"] = [
        error
        for name, form in forms.items()
        if not context[name]
        for error in form.non_field_errors()
    ]
    context |= {name: form for name, form in forms.items() if context[name]}
    return render(request, "foi/citizen/status.html", context, status=status)


def _clock(found: Request, today: date) -> dict[str, Any]:
    """The duty to answer as its days; before registration how it would be counted from today."""
    duty = _duty(found)
    explanation = explanation_of(duty, today=today) if duty else None
    return {
        "duty": duty,
        "days_left": explanation.clock.remaining_days if explanation else None,
        "explanation": explanation or _projection(found, today),
        "is_projection": explanation is None,
    }


def _turns(found: Request) -> dict[str, Any]:
    """What is waited for from the applicant, with its form."""
    waiting = {"progress": Progress.OPEN}
    correction = found.corrections.filter(**waiting).first()
    reasons = found.reasons_asked.filter(**waiting).last()
    return {
        "correction": correction,
        "correction_form": CorrectionForm() if correction else None,
        "reasons_asked": reasons,
        "reasons_form": ReasonsForm() if reasons else None,
        "fee": found.fee_notices.filter(**waiting).last(),
        "withdrawal_form": WithdrawalForm() if found.state in OPEN else None,
    }


def _ending(found: Request) -> dict[str, Any]:
    """The answer and what follows it; nothing before it was served."""
    answered = found.state in RATED and not _withdrawn(found)
    rating = Rating.objects.filter(request=found).first()
    return {
        "files": papers.reply_files(found),
        "items": _answers(found) if answered else [],
        "remedies": remedies_of(found) if answered else [],
        "rating": rating,
        "rating_form": RatingForm() if answered and rating is None else None,
    }


HEADLINES = {
    State.ARRIVED: "等待{unit}登记",
    State.CORRECTING: "请您补正",
    State.REASONING: "请您说明理由",
    State.PAYING: "请您缴费",
    State.SUSPENDED: "{unit}中止办理",
    State.ANSWERED: "{unit}已经答复",
    State.CLOSED: "{unit}已经答复",
    State.ARCHIVED: "{unit}已经答复",
    State.MERGED: "已并入您的另一件申请",
    State.SPLIT: "已分成几件办理",
    State.MOVED: "已转给有权办理的单位",
    State.NOT_REQUEST: "没有作为政府信息公开申请登记",
}
ENDED_OTHERWISE = {"C6.1": "没有按期补正，不再处理", "C6.2": "没有按期缴费，不再处理"}


def headline(found: Request) -> str:
    """Whose turn it is, in words."""
    if found.state in RATED:
        if _withdrawn(found):
            return "您已经撤回"
        if found.row in ENDED_OTHERWISE:
            return ENDED_OTHERWISE[found.row]
    return HEADLINES.get(State(found.state), "等待{unit}答复").format(unit=found.unit.name)


def _withdrawn(found: Request) -> bool:
    """Whether the applicant took it back; then nothing is left to rate or to challenge."""
    rows = Item.objects.filter(request=found, round=found.round)
    return rows.filter(subkind="withdrawn").exists()


def _duty(found: Request) -> Duty | None:
    rows = Duty.objects.about(found._meta.label_lower, found.pk).filter(rule=REPLY)
    return rows.exclude(status=Duty.Status.VOID).order_by("-pk").first()


def _projection(found: Request, today: date) -> Explanation | None:
    return projected(today, today) if found.state == State.ARRIVED else None


def _answers(found: Request) -> list[tuple[str, str]]:
    """How each matter was decided."""
    rows = found.items.filter(round=found.round).exclude(outcome="")
    return [(row.wording, outcome(row.outcome).row_label) for row in rows]


def _elsewhere(found: Request) -> list[tuple[Request, bool]]:
    """Where it went on, and whether the same code opens it."""
    same = found.code_hash
    return [(each, bool(same) and each.code_hash == same) for each in followed_by(found)]


@personal
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Open the part, or the request at another unit, that has the same code."""
    found = access.opened_request(request)
    if found is None:
        return HttpResponseRedirect(reverse("apply:status"))
    for each, opens in _elsewhere(found):
        if opens and str(each.pk) == request.POST.get("to"):
            access.open_request(request, each)
    return HttpResponseRedirect(reverse("apply:mine"))


@personal
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close everything at a machine that others use too: rights, the code, a form begun."""
    drafts.leave(request, at=timezone.now())
    access.leave(request)
    return HttpResponseRedirect(reverse("apply:guide"))


@personal
@require_safe
def due_file(request: HttpRequest) -> HttpResponse:
    """The due date for one's own calendar."""
    found = access.opened_request(request)
    duty = _duty(found) if found else None
    if found is None or duty is None:
        raise Http404("请先用编号和查询码打开这件申请。")
    now: datetime = timezone.now()
    content = due_event(
        uid=f"foi-{duty.pk}@{request.get_host().partition(':')[0]}",
        due=explanation_of(duty, today=timezone.localdate()).due,
        at=now,
        title=f"政府信息公开申请答复到期：{found.number}",
        text=f"{found.unit.name}最迟在这一天答复。补正、延期、征求意见会改变日期，请以办理情况页为准。",
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="due.ics"'
    return response


@personal
@require_safe
def download(request: HttpRequest, public_id: object) -> HttpResponseBase:
    """A letter or file of the reply, to the session that opened the request."""
    found = access.opened_request(request)
    held = papers.file_for(found, public_id) if found else None
    if held is None:
        raise Http404("请先用编号和查询码打开这件申请。")
    stored, name = held
    try:
        stream = open_content(stored)
    except OSError as error:
        raise Http404("文件暂时不能打开，请与受理单位联系。") from error
    response = FileResponse(stream, content_type=stored.mime)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _crumbs(here: str) -> list[tuple[str, str]]:
    return [("首页", "/"), ("办申请", reverse("apply:guide")), (here, "")]
