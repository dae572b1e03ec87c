"""Pages that explain: how things are published, every time limit, a due date day by day, how
to write or call, accessibility."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from mingtang.disclosure.lifecycle import LIFECYCLE
from mingtang.duties.law import current_calendar
from mingtang.orgs.models import Unit
from mingtang.portal.caching import revalidated
from mingtang.portal.forms import DueForm
from mingtang.statute.due import due as due_date
from mingtang.statute.explain import Explanation
from mingtang.statute.limits import Bound, LimitBook, TimeLimit, UnknownLimit, all_limits

GROUPS = {
    "foi": "申请公开政府信息",
    "publish": "公开前的审查和登载",
    "disclosure": "紧急发布后的补审",
    "catalogue": "公开目录事项",
    "document": "规范性文件和政策解读",
    "legality": "合法性审核",
    "consult": "公开征求意见",
    "hearing": "听证",
    "records": "行政许可、处罚和执法公示",
    "licence": "行政许可办理",
    "rating": "政务服务评价",
    "card": "督办提醒",
    "hotline": "12345 热线",
    "letter": "来信和留言",
    "concern": "回应关切",
    "site": "政府网站",
    "report": "年度报告和报表",
    "review": "行政复议",
    "suit": "行政诉讼",
}
"""Names for the first part of a limit's code, in the order they are shown."""


@require_safe
@revalidated
def publishing(request: HttpRequest) -> HttpResponse:
    """How a document gets from draft to the public, drawn from the table that decides it."""
    context = {
        "chart": mark_safe(LIFECYCLE.as_svg()),
        "steps": LIFECYCLE.as_steps(),
        "crumbs": [("首页", "/"), ("文件怎样公开", "")],
        "meta": {},
        "door": "open",
    }
    return render(request, "portal/how_publishing.html", context)


@require_safe
@revalidated
def limits(request: HttpRequest) -> HttpResponse:
    """Every time limit that this site counts by, with its source."""
    book = LimitBook(overrides=dict(settings.MINGTANG_LIMITS))
    today = timezone.localdate()
    groups: dict[str, list[TimeLimit]] = {}
    for code in dict.fromkeys(each.code for each in all_limits()):
        try:
            limit = book.get(code, today)
        except UnknownLimit:
            continue
        groups.setdefault(code.partition(".")[0], []).append(limit)
    context = {
        "groups": [(label, name, groups[name]) for name, label in GROUPS.items() if name in groups],
        "count": sum(len(rows) for rows in groups.values()),
        "crumbs": [("首页", "/"), ("办事期限", "")],
        "meta": {},
    }
    return render(request, "portal/how_limits.html", context)


@require_safe
@revalidated
def due(request: HttpRequest) -> HttpResponse:
    """A due date that explains itself, for any limit and day."""
    today = timezone.localdate()
    data = request.GET if request.GET else {"rule": "foi.reply", "date": today.isoformat()}
    form = DueForm(data, rules=_rules())
    explanation = _explained(form, today) if form.is_valid() else None
    context = {
        "form": form,
        "explanation": explanation,
        "rule": explanation.clock.rule if explanation else None,
        "today": today,
        "crumbs": [("首页", "/"), ("办事期限", "/how/limits/"), ("算一算到期日", "")],
        "meta": {"noindex": bool(request.GET)},
    }
    return render(request, "portal/how_due.html", context)


def _rules() -> list[tuple[str, Any]]:
    """The limits that end on a day, by group, as choices."""
    groups: dict[str, dict[str, str]] = {}
    for limit in all_limits():
        if limit.is_dated and limit.bound is Bound.MAX:
            name = limit.code.partition(".")[0]
            groups.setdefault(name, {})[limit.code] = limit.name_zh
    return [(label, list(groups[name].items())) for name, label in GROUPS.items() if name in groups]


def _explained(form: DueForm, today: date) -> Explanation | None:
    code, start = form.cleaned_data["rule"], form.cleaned_data["date"]
    try:
        return due_date(
            code, start, current_calendar(), dict(settings.MINGTANG_LIMITS), max(today, start)
        )
    except UnknownLimit:
        form.add_error("date", f"{start} 这一天还没有，或已经不再有这项规定。")
    return None


@require_safe
@revalidated
def letters(request: HttpRequest) -> HttpResponse:
    """说事情: where to write or call today."""
    context = {
        "units": _reachable_units(timezone.localdate()),
        "crumbs": [("首页", "/"), ("说事情", "")],
        "meta": {"column_name": "咨询投诉", "column_type": "咨询投诉"},
        "door": "speak",
    }
    return render(request, "portal/letters.html", context)


def _reachable_units(today: date) -> list[Unit]:
    """Units with an address or a telephone, in their order."""
    rows = Unit.objects.existing_on(today).exclude(address="", phone="")
    return list(rows.only("name", "address", "phone", "office_hours"))


@require_safe
@revalidated
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, and what does not yet."""
    context = {"crumbs": [("首页", "/"), ("无障碍声明", "")], "meta": {}}
    return render(request, "portal/accessibility.html", context)
