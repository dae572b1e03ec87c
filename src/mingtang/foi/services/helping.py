"""Help of other units of the county 协办: no stop of the clock, an own duty at the helping unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from mingtang.duties import services as duties
from mingtang.files.models import StoredFile
from mingtang.foi.models import Assistance, Request
from mingtang.foi.states import LetterKind, Progress
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import begin, done, impersonal, wanted
from .letters import issue
from .papers import Paper, keep_papers


@transaction.atomic
def ask_help(
    request: Request, *, unit: Unit, question: str, by: Actor, at: datetime, edition: int | None
) -> Assistance:
    """Ask another unit of the county for material or an opinion; it has days of its own.

    The question goes to that unit: the applicant's name is taken out of it.
    """
    acting = begin(request, "ask_help", by=by, edition=edition, at=at)
    request, basis = acting.request, acting.transition.basis
    if unit.pk == request.unit_id or not unit.exists_on(acting.today):
        raise RuleViolation("help.unit", "请选择另一个现有的单位协办。", basis)
    if unit.pk in acting.facts.helping_units:
        raise RuleViolation("help.twice", f"已经请{unit.name}协办，还没有反馈。", basis)
    question = wanted(question, "help.question", "请写明需要协助的事项。", basis)
    logged = done(acting, detail={"unit": unit.pk})
    letter = issue(
        acting,
        LetterKind.HELP,
        entry_seq=logged.seq,
        fields={"unit": unit.name, "question": impersonal(request, question)},
    )
    assistance = Assistance.objects.create(
        request=request,
        unit=unit,
        question=impersonal(request, question),
        asked_on=acting.today,
        letter=letter,
        entry_seq=logged.seq,
    )
    if clock.in_force(clock.HELP, acting.today):
        duties.open_duty(
            rule=clock.HELP,
            unit_id=unit.pk,
            subject=assistance,
            label=f"协办 {request.number}",
            path=assistance.get_absolute_url(),
            start_on=acting.today,
            entry_seq=logged.seq,
        )
    return assistance


@transaction.atomic
def give_help(
    request: Request,
    *,
    assistance: Assistance,
    answer: str,
    by: Actor,
    at: datetime,
    edition: int | None = None,
    files: Iterable[Paper | tuple[StoredFile, str]] = (),
) -> Assistance:
    """The helping unit answers; its duty is done."""
    acting = begin(request, "give_help", by=by, edition=edition, at=at)
    basis = acting.transition.basis
    rows = Assistance.objects.select_for_update().filter(request=acting.request).waiting()
    row = rows.filter(pk=assistance.pk).first()
    if row is None:
        raise RuleViolation("help.ended", "这件协办已经反馈。", basis)
    if by.role != Role.DISCLOSURE_OFFICE and by.unit_id != row.unit_id:
        raise RuleViolation("helper", "这件协办请的是另一个单位。", basis)
    row.answer = wanted(answer, "help.answer", "请写明反馈意见。", basis)
    row.answered_on, row.answered_by, row.progress = acting.today, by.name, Progress.ANSWERED
    row.save()
    keep_papers(acting.request, files, at=at)
    logged = done(acting, detail={"assistance": row.pk, "unit": row.unit_id})
    duties.fulfil_all(subject=row, on=acting.today, entry_seq=logged.seq, rule=clock.HELP)
    return row
