"""One document: what it is, whose turn, what may be done now and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe

from mingtang.disclosure import buffers, preview
from mingtang.disclosure.acts import offers
from mingtang.disclosure.lifecycle import LIFECYCLE
from mingtang.disclosure.marking import block_of, marked_body
from mingtang.disclosure.models import Document
from mingtang.disclosure.numbering import Numbered, place_at
from mingtang.disclosure.queries import (
    SUBJECT,
    clock_moves,
    findings_of,
    import_remarks,
    lapsed_duties,
)
from mingtang.disclosure.refusals import changed_since, standing_refusal
from mingtang.disclosure.remarks import OVER, RemarkRow, remark_rows
from mingtang.disclosure.services.clock import awaited
from mingtang.disclosure.services.gatekeeping import REVIEWERS, SETTLING_STATES
from mingtang.disclosure.stalled import why_stalled
from mingtang.disclosure.states import UNDER_REVIEW, State
from mingtang.duties.clocks import explanation_of
from mingtang.duties.law import current_calendar
from mingtang.duties.models import Duty
from mingtang.orgs.roles import Role
from mingtang.register.gate import SECRET_KINDS
from mingtang.register.genres import RelationKind
from mingtang.register.models import Finding
from mingtang.text.counts import whole_number
from mingtang.workbench.history import history_of
from mingtang.workbench.lists import due_of

from .base import DocumentView

TURNS: dict[str, str] = {
    State.DRAFT: "等{unit}信息员修改、提交",
    State.WITH_LEADER: "等{unit}负责人审核",
    State.WITH_CONFIDENTIALITY: "等{unit}保密审查员审查",
    State.REFERRED: "等上级确定后，由{unit}保密审查员办理",
    State.WITH_OFFICE: "等政务公开办终审",
    State.SCHEDULED: "到时由系统发布",
    State.PUBLISHED: "公众可以看到",
    State.KEPT: "存档，不向公众公开",
    State.WITHDRAWN: "公众看不到内容，目录条目保留",
    State.DISCARDED: "不再办理",
}


class DocumentDetail(DocumentView):
    """The page of one document."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return detail_page(self, self.document(pk))


def detail_page(
    view: DocumentView,
    document: Document,
    *,
    failed: Mapping[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; ``failed`` holds the forms of acts that were refused, with what was typed."""
    desk = view.desk(document)
    own, others = offers(desk, today=view.today, failed=failed)
    edit = desk.may_edit()
    findings = findings_of(document)
    files = list(document.files.select_related("file"))
    remarks = remark_rows(document)
    part, under_review = desk.part(), document.state in UNDER_REVIEW
    place = _place(document, request_place(view.request)) if under_review else None
    remark_at = "?place={}#remark" if part and under_review else ""
    context = {
        "document": document,
        "turn": TURNS[document.state].format(unit=document.unit.short_name),
        "offers": own,
        "other_offers": others,
        "may_edit": edit.by is not None and edit.verdict.allowed,
        "buffer": buffers.of(document, view.access.account_id),
        "others": buffers.others_at_work(document, view.access.account_id, view.now),
        "part": part,
        "findings": findings,
        "open_findings": [
            (each, block_of(each.place))
            for each in findings
            if each.settlement == Finding.Settlement.OPEN
        ],
        "justified_findings": [
            (each, each.kind in SECRET_KINDS)
            for each in findings
            if each.settlement == Finding.Settlement.JUSTIFIED
        ],
        "settled_findings": [
            each
            for each in findings
            if each.settlement in (Finding.Settlement.FIXED, Finding.Settlement.MASKED)
        ],
        "may_confirm": desk.part({Role.CONFIDENTIALITY}),
        "may_reopen": document.state in UNDER_REVIEW and desk.part(REVIEWERS),
        "may_settle": document.state in SETTLING_STATES,
        "voids": document.state in UNDER_REVIEW,
        "remarks": remarks,
        "import_remarks": import_remarks(document),
        "open_remarks": [each for each in remarks if each.waits],
        "may_remark": under_review,
        "place": place,
        "body": mark_safe(
            marked_body(
                document.body_html,
                _marks(findings, remarks),
                numbered=True,
                remark_at=remark_at,
            )
        ),
        **sent_back_context(document),
        "files": files,
        "may_arrange": any(not each.original for each in files),
        "links": list(document.links.select_related("target")),
        "relation_kinds": RelationKind.choices,
        "reviews": list(document.reviews.all()),
        "versions": list(document.versions.defer("body_html", "metadata")[:50]),
        "history": history_of((SUBJECT, document.pk)),
        "chart": mark_safe(LIFECYCLE.as_svg(document.state)),
        "can_preview": preview.can_render(),
        "joint_units": list(document.joint_units.all()),
        "sections": list(document.sections.all()),
        "today": view.today,
        "lapsed": lapsed_duties(document),
        "may_accept": view.access.has(Role.DISCLOSURE_OFFICE),
        "clock_moves": clock_moves(document),
        "stalled": why_stalled(document, view.now),
        **_clock(view, document),
    }
    return render(view.request, "disclosure/document.html", context, status=status)


def request_place(request: HttpRequest) -> int:
    """The paragraph that the address names (``?place=``); 0 for none."""
    return whole_number(request.GET.get("place", "")) or 0


def sent_back_context(document: Document) -> dict[str, Any]:
    """What the reviewers hold against the document: the last return, and a refusal that stands."""
    refusal = standing_refusal(document) if document.state not in OVER else None
    last = document.reviews.last() if document.state == State.DRAFT else None
    return {
        "refusal": refusal,
        "refusal_changed": refusal is not None and changed_since(document, refusal),
        "sent_back": None if last is None or last.approved or last == refusal else last,
    }


def _marks(findings: list[Finding], remarks: list[RemarkRow]) -> dict[int, str]:
    """The paragraphs that stand out: those with an open remark or an open finding."""
    marks = {each.number: "批注" for each in remarks if each.number and each.waits}
    for finding in findings:
        number = block_of(finding.place)
        if number and finding.settlement == Finding.Settlement.OPEN:
            marks[number] = "待处理"
    return marks


def _place(document: Document, number: int) -> Numbered | None:
    """The place chosen for a remark."""
    return place_at(document.body_html, number) if number else None


def _clock(view: DocumentView, document: Document) -> dict[str, Any]:
    """The publication duty with its strip; why there is none yet, where a person has to act."""
    duties = Duty.objects.about(SUBJECT, document.pk)
    duties = duties.exclude(status__in=(Duty.Status.VOID, Duty.Status.LAPSED))
    duty = duties.order_by("-pk").first()
    if duty is None:
        return {"awaited": awaited(document)}
    return {
        "duty": due_of(duty, today=view.today, calendar=current_calendar()),
        "explanation": explanation_of(duty, today=view.today),
        "scheduled_late": document.state == State.SCHEDULED
        and document.scheduled_for is not None
        and duty.due_on < timezone.localdate(document.scheduled_for),
    }
