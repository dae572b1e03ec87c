"""Covering passages of a file before it goes out with a reply; every step works without scripts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from mingtang.files.queries import path_of
from mingtang.files.redact import PageWords, Passage, page_png
from mingtang.files.refusal import FileRefused
from mingtang.foi.desk.choosing import WORKERS
from mingtang.foi.models import Redaction, Request, RequestFile
from mingtang.foi.paperwork import pages, redacting
from mingtang.foi.states import FROM_APPLICANT
from mingtang.journal.actor import Actor
from mingtang.statute.foi.grounds import GROUNDS, ground
from mingtang.statute.violations import RuleViolation
from mingtang.text.counts import whole_number

from .base import RequestView, tell

DPI = 110
SIDES = ("left", "top", "right", "bottom")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage in the list beside the page; ``n`` is its place in the whole list."""

    n: int
    passage: Passage

    @property
    def label(self) -> str:
        return ground(self.passage.ground).label


class RedactionView(RequestView):
    """A file of a request that may be looked through for what must not go out."""

    roles = WORKERS

    def file(self, pk: int, file: int) -> tuple[Request, RequestFile]:
        row = self.foi_request(pk)
        rows = row.files.select_related("file", "request__unit", "request__applicant")
        found = get_object_or_404(rows, pk=file)
        if found.purpose in FROM_APPLICANT:
            raise Http404
        return row, found


class Redact(RedactionView):
    """One page of the file with its words; what is done with it (POST ``do``)."""

    def get(self, request: HttpRequest, pk: int, file: int) -> HttpResponse:
        row, found = self.file(pk, file)
        number = whole_number(request.GET.get("page", "")) or 1
        return self._page(row, found, number, proposing="propose" in request.GET)

    def post(self, request: HttpRequest, pk: int, file: int) -> HttpResponse:
        row, found = self.file(pk, file)
        number = whole_number(request.POST.get("page", "")) or 1
        do = getattr(self, f"_do_{request.POST.get('do', '')}", None)
        if do is None:
            raise Http404
        try:
            by = self.desk(row).worker
            if by is None:
                raise RuleViolation("role", "只能办理本单位的申请。")
            done = do(found, number, by)
        except RuleViolation as violation:
            tell(request, violation)
        except FileRefused as refused:
            messages.error(request, refused.text_zh)
        else:
            messages.success(request, done)
        address = reverse("foi:redact", kwargs={"pk": pk, "file": file})
        return redirect(f"{address}?page={number}")

    # --- what may be done -----------------------------------------------------------------
    def _do_words(self, file: RequestFile, number: int, by: Actor) -> str:
        words = [whole_number(each) for each in self.request.POST.getlist("w")]
        lines = [whole_number(each) for each in self.request.POST.getlist("line")]
        return self._add(
            file,
            pages.ticked(
                self._words(file, number),
                [n for n in words if n is not None],
                [n for n in lines if n is not None],
                **self._why(file),
            ),
            by,
            nothing="请先勾选要遮盖的词语。",
        )

    def _do_box(self, file: RequestFile, number: int, by: Actor) -> str:
        try:
            sides = [float(self.request.POST.get(side, "")) for side in SIDES]
            passage = pages.in_box(self._words(file, number), sides, **self._why(file))
        except ValueError as fault:
            raise RuleViolation(
                "redact.box", "请填写四边的位置（0 到 100），左小于右、上小于下。"
            ) from fault
        return self._add(file, [passage], by)

    def _do_find(self, file: RequestFile, number: int, by: Actor) -> str:
        text = self.request.POST.get("text", "").strip()
        if not text:
            raise RuleViolation("redact.text", "请填写要遮盖的文字。")
        found = pages.everywhere(file.file, text, **self._why(file))
        return self._add(file, found, by, nothing="文件中没有找到这些文字。")

    def _do_propose(self, file: RequestFile, number: int, by: Actor) -> str:
        offered = pages.proposals_for(file.file, redacting.chosen_in(file))
        wanted = {whole_number(each) for each in self.request.POST.getlist("p")}
        picked = [
            replace(each, why=each.why.partition("（")[0])
            for n, each in enumerate(offered)
            if n in wanted
        ]
        return self._add(file, picked, by, nothing="没有勾选。")

    def _do_remove(self, file: RequestFile, number: int, by: Actor) -> str:
        wanted = [whole_number(each) for each in self.request.POST.getlist("n")]
        left = redacting.forget(file, [n for n in wanted if n is not None], by=by, at=self.now)
        return f"已取消，还有 {len(left)} 处。"

    def _do_copy(self, file: RequestFile, number: int, by: Actor) -> str:
        kept, result = redacting.make_copy(file, by=by, at=self.now)
        many = len(result.passages)
        return f"已生成“{kept.name}”，遮盖 {many} 处；随答复提供这一份，原件不提供。"

    def _add(self, file: RequestFile, new: list[Passage], by: Actor, *, nothing: str = "") -> str:
        if not new:
            raise RuleViolation("redact.nothing", nothing)
        all_ = redacting.choose(file, new, by=by, at=self.now)
        return f"选定 {len(new)} 处，共 {len(all_)} 处。"

    def _why(self, file: RequestFile) -> dict[str, str]:
        code = self.request.POST.get("ground", "")
        if code not in {each.code for each in GROUNDS}:
            raise RuleViolation("redact.ground", "请选择不予公开的情形。", redacting.ART_37)
        typed = self.request.POST.get("why", "")
        return {"ground": code, "why": redacting.why_of(file.request, typed, code)}

    def _words(self, file: RequestFile, number: int) -> PageWords:
        found = pages.pages_of(file.file)
        if not 1 <= number <= len(found):
            raise RuleViolation("redact.page", f"文件没有第 {number} 页。")
        return found[number - 1]

    # --- the page ----------------------------------------------------------------------------
    def _page(
        self, row: Request, file: RequestFile, number: int, *, proposing: bool
    ) -> HttpResponse:
        context: dict[str, Any] = {"row": row, "file": file, "grounds": GROUNDS, "sides": SIDES}
        context["refusal"] = redacting.refusal_of(file, row)
        chosen = redacting.chosen_in(file)
        try:
            found = pages.pages_of(file.file)
            offered = pages.proposals_for(file.file, chosen) if proposing else None
        except FileRefused as refused:
            context["unreadable"] = refused.text_zh
            return render(self.request, "foi/paper/redact.html", context, status=422)
        number = min(max(number, 1), len(found))
        page = found[number - 1]
        marked = [Chosen(n, each) for n, each in enumerate(chosen)]
        redaction = Redaction.objects.select_related("result__file").filter(file=file).first()
        context |= {
            "page": page,
            "lines": pages.lines_of(page),
            "numbers": _around(number, len(found)),
            "count": len(found),
            "marked": marked,
            "here": [each for each in marked if each.passage.page == number],
            "elsewhere": len([each for each in marked if each.passage.page != number]),
            "offered": list(enumerate(offered)) if offered is not None else None,
            "redaction": redaction,
            "last_ground": chosen[-1].ground if chosen else "X15",
        }
        return render(self.request, "foi/paper/redact.html", context)


class RedactPage(RedactionView):
    """A page of the file as a picture, for the people who work on the request."""

    def get(self, request: HttpRequest, pk: int, file: int, page: int) -> HttpResponse:
        _, found = self.file(pk, file)
        try:
            content = page_png(path_of(found.file), page, dpi=DPI)
        except (FileRefused, OSError) as fault:
            raise Http404 from fault
        response = HttpResponse(content, content_type="image/png")
        response["Cache-Control"] = "private, max-age=600"
        return response


def _around(number: int, count: int) -> list[int]:
    """The pages to link to: the first, the last, and those near this one."""
    near = range(max(1, number - 3), min(count, number + 3) + 1)
    return sorted({1, count, *near})
