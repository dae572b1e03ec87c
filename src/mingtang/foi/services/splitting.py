"""One letter, several requests; several letters, one request; a request for another unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingtang.duties.models import Duty
from mingtang.foi import numbering
from mingtang.foi.models import Item, Request, RequestFile
from mingtang.foi.states import LetterKind, Purpose, State
from mingtang.foi.wording import wording_key
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import Acting, begin, done, lock, wanted
from .arriving import record_arrival
from .ending import call_off
from .letters import issue

_KEPT = (
    "applicant_id",
    "agent_name",
    "agent_phone",
    "channel",
    "submitted_at",
    "arrived_on",
    "confirmed_on",
    "confirmed_how",
    "receipt_on",
    "registered_on",
    "subject",
    "doc_number",
    "description",
    "form",
    "route",
    "wording_key",
    "assignee_id",
    "code_hash",
)
MOST_PARTS = 50


@transaction.atomic
def split(
    request: Request, *, parts: Sequence[str], by: Actor, at: datetime, edition: int | None
) -> list[Request]:
    """Make a request of each matter in one letter (109号 art. 4), with a number and clock of its
    own that runs from the same receipt with the same stops. The query code opens all of them."""
    acting = begin(request, "split", by=by, edition=edition, at=at)
    source = acting.request
    texts = [text.strip() for text in parts if text.strip()]
    if not 2 <= len(texts) <= MOST_PARTS:
        raise RuleViolation(
            "split.parts", f"拆分需要 2 到 {MOST_PARTS} 件。", acting.transition.basis
        )
    duty = acting.facts.duty
    state = source.state
    made = [
        _copied(
            source,
            at=at,
            unit=source.unit,
            number=numbering.request_number(source.unit, year=source.arrived_on.year),
            split_from=source,
            state=state,
            subject=text[:200],
            description=text if len(text) > 200 else "",
            wording_key=wording_key(text, source.doc_number, ""),
        )
        for text in texts
    ]
    logged = done(acting, detail={"parts": [each.number for each in made]})
    clock.carried_on(source, on=acting.today, entry_seq=logged.seq, reason="已拆分")
    call_off(source, on=acting.today)
    for part, text in zip(made, texts, strict=True):
        Item.objects.create(request=part, n=1, wording=text)
        _copy_files(source, part, at=at)
        _run_part(part, duty, by=by, at=at, source=source)
    return made


def _run_part(
    part: Request, duty: Duty | None, *, by: Actor, at: datetime, source: Request
) -> None:
    arrived = record_arrival(part, by=by, at=at, split_from=source.number)
    if duty is not None:
        clock.copy(duty, part, entry_seq=arrived.seq)


@transaction.atomic
def merge(
    request: Request, *, into: Request, by: Actor, at: datetime, edition: int | None
) -> Request:
    """The same person asks the same of the same unit twice: this one goes into the other, which
    is still open and came no later. Returns the other."""
    # In one order, so that two people merging either way do not wait for one another.
    rows = {each.pk: lock(each, None) for each in sorted((request, into), key=lambda r: r.pk)}
    acting = begin(request, "merge", by=by, edition=edition, at=at)
    source, basis, target = acting.request, acting.transition.basis, rows[into.pk]
    if target.pk == source.pk or target.unit_id != source.unit_id or not target.is_open:
        raise RuleViolation("merge.into", "请选择本单位正在办理的另一件申请。", basis)
    if target.applicant_id != source.applicant_id:
        raise RuleViolation("merge.applicant", "两件申请不是同一申请人提出的。", basis)
    if target.wording_key != source.wording_key:
        raise RuleViolation("merge.wording", "两件申请的内容不相同，不能并案。", basis)
    if _came_on(source) < _came_on(target):
        raise RuleViolation(
            "merge.older",
            f"先收到的申请不能并入后收到的申请，请把{target.number}并入{source.number}。",
            basis,
        )
    source.merged_into = target
    logged = done(acting, detail={"into": target.number}, changed=("merged_into",))
    clock.fallen_away(source, on=acting.today, entry_seq=logged.seq, reason="已并案")
    call_off(source, on=acting.today)
    return target


@transaction.atomic
def propose_move(
    request: Request, *, to: Unit, reason: str, by: Actor, at: datetime, edition: int | None
) -> Request:
    """A clerk says which unit it is for; the disclosure office moves it."""
    acting = begin(request, "propose_move", by=by, edition=edition, at=at)
    request = acting.request
    _require_other(acting, to)
    reason = wanted(reason, "move.reason", "请写明转办的理由。", acting.transition.basis)
    request.move_to, request.move_reason = to, reason[:300]
    done(acting, reason=reason, detail={"to": to.pk}, changed=("move_to", "move_reason"))
    return request


@transaction.atomic
def move(
    request: Request, *, to: Unit, reason: str, by: Actor, at: datetime, edition: int | None
) -> Request:
    """Hand it to the unit that may answer (arts. 10, 36(5)). Here the clock ends; there it starts
    on the day that unit gets it. Returns the new request; the query code opens both."""
    acting = begin(request, "move", by=by, edition=edition, at=at)
    source = acting.request
    _require_other(acting, to)
    reason = wanted(reason, "move.reason", "请写明转办的理由。", acting.transition.basis)
    running = source.state == State.IN_HAND
    made = _copied(
        source,
        at=at,
        unit=to,
        number=numbering.request_number(to, year=acting.today.year),
        moved_from=source,
        state=source.state,
        arrived_on=acting.today,
        receipt_on=acting.today if running else None,
        registered_on=acting.today if running else None,
        confirmed_on=None,
        assignee_id=None,
    )
    for item in acting.facts.items:
        Item.objects.create(request=made, n=item.n, wording=item.wording)
    _copy_files(source, made, at=at)
    source.move_to, source.move_reason = to, reason[:300]
    logged = done(
        acting,
        reason=reason,
        detail={"to": to.pk, "new": made.number},
        changed=("move_to", "move_reason"),
    )
    clock.fallen_away(source, on=acting.today, entry_seq=logged.seq, reason="已转办")
    call_off(source, on=acting.today)
    arrived = record_arrival(made, by=by, at=at, moved_from=source.number)
    if running:
        clock.open_reply(made, on=acting.today, entry_seq=arrived.seq)
    issue(
        acting,
        LetterKind.MOVE,
        entry_seq=logged.seq,
        fields={"to": to.name, "reason": reason, "number": made.number},
    )
    return made


def _came_on(request: Request) -> date:
    return request.receipt_on or request.arrived_on


def _require_other(acting: Acting, to: Unit) -> None:
    basis = acting.transition.basis
    if to.pk == acting.request.unit_id:
        raise RuleViolation("move.unit", f"申请已经由{to.name}受理。", basis)
    if not to.exists_on(acting.today):
        raise RuleViolation("move.unit", f"{to.name}已经撤销，不能接收申请。", basis)


def _copy_files(source: Request, made: Request, *, at: datetime) -> None:
    """The same stored files hang on the new request too: proof of identity, what came with it.
    What would have gone out with a reply is material there, until that reply is decided."""
    for each in source.files.all():
        RequestFile.objects.create(
            request=made,
            file=each.file,
            name=each.name,
            purpose=Purpose.MATERIAL if each.purpose == Purpose.REPLY else each.purpose,
            order=each.order,
            added_at=at,
        )


def _copied(source: Request, *, at: datetime, **changes: Any) -> Request:
    """A new request with what the source holds, except for the changes."""
    values = {name: getattr(source, name) for name in _KEPT} | changes
    return Request.objects.create(**values, created_at=at, updated_at=at)
