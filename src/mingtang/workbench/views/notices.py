"""Holiday notices: the years known, the years still open, and entering one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from mingtang.duties.law import current_calendar
from mingtang.duties.models import Duty, HolidayNotice
from mingtang.duties.notices import BASIS, Move, doubts_about, enter_notice, moves_of, remove_notice
from mingtang.orgs.access import Access
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation
from mingtang.text.counts import whole_number
from mingtang.workbench.access import OFFICE_AND_IT, StaffView
from mingtang.workbench.acts import refuse
from mingtang.workbench.moves import SHOWN, rows_of, sheet_of

from .units import ADMINS

READERS = OFFICE_AND_IT | {Role.SUPERVISOR}
FIRST_YEAR, LAST_YEAR = 2004, 2100


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the calendar as the list shows it."""

    year: int
    number: str
    festivals: list[str]
    entered: bool
    provisional: bool


class NoticeList(StaffView):
    """Every year with its notice; next years without one are provisional."""

    roles = READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        known = current_calendar().notices
        entered = set(HolidayNotice.objects.values_list("year", flat=True))
        last = max([*known, self.today.year + 1])
        years = []
        for year in range(last, min(known, default=last) - 1, -1):
            notice = known.get(year)
            years.append(
                Year(
                    year=year,
                    number=(notice.number or "文号不详") if notice else "",
                    festivals=[_in_words(each) for each in notice.festivals] if notice else [],
                    entered=year in entered,
                    provisional=notice is None,
                )
            )
        context = {
            "years": years,
            "waiting": Duty.objects.running().filter(provisional=True).count(),
            "may_enter": bool(self.access.roles & OFFICE_AND_IT),
        }
        return render(request, "workbench/notices.html", context)


def _in_words(festival: Any) -> str:
    text = f"{festival.name} {festival.first:%m-%d} 至 {festival.last:%m-%d}"
    worked = "、".join(f"{day:%m-%d}" for day in festival.makeup)
    return f"{text}，{worked} 上班" if worked else text


class NoticeForm(forms.Form):
    """The notice of a year, one festival a line."""

    year = forms.IntegerField(label="年份", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    number = forms.CharField(
        label="通知文号", max_length=60, help_text="如 国办发明电〔2026〕7号。"
    )
    lines = forms.CharField(
        label="放假安排",
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="一行一个节日：名称、放假首日/末日、调休上班日各加一个 +。"
        "例如：国庆节 10-01/10-07 +09-20 +10-10",
    )
    sure = forms.BooleanField(label="上面提醒的几点已经核对，仍按填写的录入", required=False)


class NoticeEnterView(StaffView):
    """First look what would move, then enter."""

    roles = OFFICE_AND_IT

    def get(self, request: HttpRequest) -> HttpResponse:
        year = whole_number(request.GET.get("year", ""), least=FIRST_YEAR, most=LAST_YEAR)
        start: dict[str, Any] = {"year": year or self.today.year + 1}
        row = HolidayNotice.objects.filter(year=year).first() if year else None
        if row:
            start.update(number=row.number, lines=row.lines)
        return self._page(request, NoticeForm(initial=start))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = NoticeForm(request.POST)
        moves: list[Move] | None = None
        doubts: list[str] = []
        if form.is_valid():
            try:
                doubts = doubts_about(**_facts(form))
                if "confirm" in request.POST and (form.cleaned_data["sure"] or not doubts):
                    row, moved = self._enter(_facts(form))
                    messages.success(
                        request, f"{row.year} 年放假通知已录入，{moved} 项在办时限的到期日已改。"
                    )
                    return redirect("workbench:notices")
                moves = moves_of(lambda: self._enter(_facts(form)))
            except RuleViolation as violation:
                refuse(form, violation)
        if moves and (kind := request.POST.get("sheet", "")):
            return sheet_of(moves, self.access, kind, f"{form.cleaned_data['year']}年到期日变动")
        return self._page(request, form, moves, doubts)

    def _enter(self, data: dict[str, Any]) -> tuple[HolidayNotice, int]:
        return enter_notice(by=self.actor(*ADMINS), at=self.now, today=self.today, **data)

    def _page(
        self,
        request: HttpRequest,
        form: NoticeForm,
        moves: list[Move] | None = None,
        doubts: list[str] | None = None,
    ) -> HttpResponse:
        if not doubts:
            del form.fields["sure"]
        preview = ""
        if moves is not None:
            preview = (
                f"现有 {Duty.objects.running().count()} 项在办时限，录入后 {len(moves)} 项的到期日"
                f"会改变{'，逐项列在下面' if moves else ''}，其余不变。核对无误后点“录入并重算”。"
            )
        context = {
            "heading": "录入放假通知",
            "form": form,
            "preview": preview,
            "doubts": doubts or [],
            **_shown(moves or [], self.access),
            "effect": "录入后，在办时限按新的工作日重算；录错了可以再录，日志留有每次的内容。",
            "basis": BASIS,
            "crumbs": [("放假通知", reverse("workbench:notices")), ("录入", "")],
        }
        return render(request, "workbench/notice_form.html", context)


def _facts(form: NoticeForm) -> dict[str, Any]:
    """What the form says of the notice."""
    return {name: form.cleaned_data[name] for name in ("year", "number", "lines")}


def _shown(moves: list[Move], access: Access) -> dict[str, Any]:
    """The first of the moves, for the page."""
    return {"moves": list(rows_of(moves[:SHOWN], access)), "moves_count": len(moves)}


class ReasonForm(forms.Form):
    """Why what was entered is taken back."""

    reason = forms.CharField(
        label="撤销的原因", max_length=200, help_text="如“误把 2027 年的通知录在 2028 年”。"
    )


class NoticeRemoveView(StaffView):
    """Take back a notice entered by mistake; a shipped one comes back into force."""

    roles = OFFICE_AND_IT

    def get(self, request: HttpRequest, year: int) -> HttpResponseBase:
        row = self._row(year)
        if kind := request.GET.get("sheet", ""):
            return sheet_of(self._moves(year), self.access, kind, f"{year}年到期日变动")
        return self._page(request, row, ReasonForm())

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        row = self._row(year)
        form = ReasonForm(request.POST)
        if form.is_valid():
            try:
                moved = self._remove(year, form.cleaned_data["reason"])
            except RuleViolation as violation:
                refuse(form, violation)
            else:
                messages.success(
                    request, f"已撤销 {year} 年的录入，{moved} 项在办时限的到期日已改。"
                )
                return redirect("workbench:notices")
        return self._page(request, row, form)

    def _row(self, year: int) -> HolidayNotice:
        return get_object_or_404(HolidayNotice, year=year)

    def _remove(self, year: int, reason: str) -> int:
        return remove_notice(
            year=year, reason=reason, by=self.actor(*ADMINS), at=self.now, today=self.today
        )

    def _moves(self, year: int) -> list[Move]:
        return moves_of(lambda: self._remove(year, "预览"))

    def _page(self, request: HttpRequest, row: HolidayNotice, form: ReasonForm) -> HttpResponse:
        moves = self._moves(row.year)
        listed = "，逐项列在下面" if moves else ""
        context = {
            "heading": f"撤销录入：{row.year} 年放假通知",
            "row": row,
            "form": form,
            "preview": f"撤销后 {len(moves)} 项在办时限的到期日会改变{listed}，其余不变。",
            **_shown(moves, self.access),
            "sheet_links": True,
            "effect": "撤销后按随系统提供的通知计算；没有的，该年暂按周末推算并标“待定”。"
            "录入和撤销都留在日志里。",
            "basis": BASIS,
            "button": "撤销录入",
            "danger": True,
            "crumbs": [("放假通知", reverse("workbench:notices")), ("撤销录入", "")],
        }
        return render(request, "workbench/notice_removal.html", context)
