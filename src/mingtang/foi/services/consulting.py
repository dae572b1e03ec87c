"""Opinions of others (政府信息公开条例 arts. 32, 33(3), 34): the clock stands still meanwhile.

A third party and a co-maker have 15 working days from receiving the letter. A silent third party
leaves the decision with the unit, a silent co-maker has consented; another agency has no period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mingtang.files.models import StoredFile
from mingtang.foi import codes
from mingtang.foi.models import Consultation, Request
from mingtang.foi.states import Consulted, LetterKind, Opinion, Progress
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import Acting, begin, day_of, done, lock, wanted
from .letters import issue
from .naming import names_applicant
from .noticing import run_from
from .papers import Paper, keep_papers
from .telling import tell

ACTS: Mapping[str, str] = {
    Consulted.THIRD_PARTY: "consult_third",
    Consulted.COMAKER: "consult_comaker",
    Consulted.AGENCY: "consult_agency",
}
ART_32 = "政府信息公开条例第三十二条"


@dataclass(frozen=True, slots=True)
class Consulting:
    """A consultation sent, and the code of the party's own page, told this once."""

    consultation: Consultation
    code: str


@transaction.atomic
def consult(
    request: Request,
    *,
    kind: str,
    party: str,
    about: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    contact: str = "",
    received_on: date | None = None,
    tell_applicant: bool = True,
) -> Consulting:
    """Ask a third party, a co-maker or another agency (``kind`` of :class:`Consulted`).

    Several may be asked; overlapping times count once. Refused while the same party is being
    asked. ``about`` goes to the party: refused where it names the applicant, for the
    opinion asked (art. 32) is one on the information.
    """
    if kind not in ACTS:
        raise RuleViolation("consult.kind", "请选择征求意见的对象。", ART_32)
    acting = begin(request, ACTS[kind], by=by, edition=edition, at=at)
    request, basis = acting.request, acting.transition.basis
    party = wanted(party, "consult.party", "请写明征求意见的对象。", basis)[:100]
    if any(each.party == party and each.kind == kind for each in acting.facts.consultations):
        raise RuleViolation("consult.twice", "正在征求同一对象的意见。", basis)
    about = wanted(about, "consult.about", "请写明征求意见的内容。", basis)
    _require_unnamed(request, about)
    code = codes.new_code()
    row = Consultation(
        request=request,
        kind=kind,
        party=party,
        contact=contact.strip()[:200],
        about=about,
        sent_on=acting.today,
        code_hash=codes.hash_of(code),
    )
    on = received_on and day_of(received_on, acting, since=acting.today, what="收到日期")
    run_from(row, on, acting)
    logged = done(acting, detail={"kind": kind, "last_on": row.last_on})
    clock.stop(
        request,
        on=acting.today,
        reason=f"征求{row.get_kind_display()}意见",
        basis=basis,
        entry_seq=logged.seq,
    )
    row.entry_seq = logged.seq
    row.letter = issue(
        acting,
        _letter_of(kind),
        entry_seq=logged.seq,
        fields={"party": party, "about": row.about, "last_on": row.last_on},
        told={"code": code},
    )
    if tell_applicant:
        row.applicant_letter = issue(
            acting, LetterKind.CONSULTING, entry_seq=logged.seq, fields={"kind": kind}
        )
    row.save()
    tell(row, acting)
    return Consulting(row, code)


def _require_unnamed(request: Request, about: str) -> None:
    """Who asks is no business of the party that is asked."""
    what = names_applicant(request, about)
    if what:
        raise RuleViolation(
            "consult.personal",
            f"“征求意见的内容”里有{what}。内容会发给对方，请只写所涉的信息，去掉申请人的信息。",
            ART_32,
        )


def _letter_of(kind: str) -> str:
    return {
        Consulted.THIRD_PARTY: LetterKind.THIRD_PARTY,
        Consulted.COMAKER: LetterKind.COMAKER,
    }.get(Consulted(kind), LetterKind.AGENCY)


@transaction.atomic
def give_opinion(
    request: Request,
    *,
    consultation: Consultation,
    opinion: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    reasons: str = "",
    on: date | None = None,
    files: Iterable[Paper | tuple[StoredFile, str]] = (),
) -> Consultation:
    """The party answered on ``on``; the clock runs on from that day, or from the last day of the
    period where the answer came after it. An objection needs reasons (art. 32).
    """
    acting = begin(request, "opinion", by=by, edition=edition, at=at)
    row = _waiting(acting, consultation)
    day = day_of(on, acting, since=row.sent_on, what="收到意见的日期")
    row.opinion, row.reasons = _checked(opinion, reasons)
    row.answered_on, row.progress = day, Progress.ANSWERED
    row.ended_on = min(day, row.last_on) if row.last_on else day
    row.save()
    keep_papers(acting.request, files, at=at)
    _run_on(acting, row)
    return row


@transaction.atomic
def lapse_opinion(
    request: Request,
    *,
    consultation: Consultation,
    by: Actor,
    at: datetime,
    edition: int | None,
    reason: str = "",
) -> Consultation:
    """No answer: the clock runs on from the last day of the period, whenever this is entered.

    Where the law gives no period (another agency; third parties under the Regulation of 2007) a
    person ends it today and says why.
    """
    acting = begin(request, "opinion_lapsed", by=by, edition=edition, at=at)
    row, basis = _waiting(acting, consultation), acting.transition.basis
    if row.last_on is not None:
        if acting.today <= row.last_on:
            raise RuleViolation(
                "consult.not_over", f"征求意见的期限到 {row.last_on} 届满，还没有过。", basis
            )
        row.ended_on = row.last_on
    elif row.received_on is None and row.kind != Consulted.AGENCY:
        raise RuleViolation(
            "consult.receipt", "还没有登记对方收到征求意见书的日期，期限无从起算。", basis
        )
    else:
        reason = wanted(reason, "consult.reason", "请写明不再等待意见的理由。", basis)
        row.ended_on = acting.today
    row.progress = Progress.LAPSED
    if row.kind == Consulted.COMAKER:
        row.opinion = Opinion.AGREES
    row.save()
    _run_on(acting, row, reason=reason)
    return row


@transaction.atomic
def late_opinion(
    request: Request,
    *,
    consultation: Consultation,
    opinion: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    reasons: str = "",
) -> Consultation:
    """An answer after the period, while the request is still open: kept to be weighed; the clock
    does not move, and the silence of a co-maker stays a consent unless the unit thinks better."""
    fresh = lock(request, edition)
    rows = Consultation.objects.select_for_update().filter(request=fresh)
    row = rows.filter(pk=consultation.pk, progress=Progress.LAPSED).first()
    if row is None or not fresh.is_open:
        raise RuleViolation("consult.ended", "这一征求意见已经了结。", ART_32)
    row.opinion, row.reasons = _checked(opinion, reasons)
    row.answered_on = clock.today_of(at)
    row.save(update_fields=["opinion", "reasons", "answered_on"])
    record(
        act="request.late_opinion",
        subject=fresh,
        by=by,
        at=at,
        unit_id=fresh.unit_id,
        basis=ART_32,
        detail={"consultation": row.pk, "opinion": row.opinion},
    )
    return row


@transaction.atomic
def tell_party(
    request: Request,
    *,
    consultation: Consultation,
    reason: str,
    disclosing_on: date,
    by: Actor,
    at: datetime,
    edition: int | None,
) -> Consultation:
    """Tell a third party that objected in writing what is disclosed all the same, and why
    (art. 32: the public interest)."""
    acting = begin(request, "told_party", by=by, edition=edition, at=at)
    basis = acting.transition.basis
    objecting = Consultation.objects.select_for_update().filter(
        request=acting.request,
        kind=Consulted.THIRD_PARTY,
        opinion__in=(Opinion.OBJECTS, Opinion.PARTLY),
    )
    row = objecting.filter(pk=consultation.pk).first()
    if row is None:
        raise RuleViolation("told.none", "只有不同意公开的第三方需要书面告知。", basis)
    reason = wanted(reason, "told.reason", "请写明决定公开的内容和理由。", basis)
    logged = done(acting, detail={"consultation": row.pk, "disclosing_on": disclosing_on})
    row.told_letter = issue(
        acting,
        LetterKind.DISCLOSING,
        entry_seq=logged.seq,
        fields={"party": row.party, "reason": reason, "disclosing_on": disclosing_on},
    )
    row.save(update_fields=["told_letter"])
    return row


def _waiting(acting: Acting, consultation: Consultation) -> Consultation:
    row = (
        Consultation.objects.select_for_update()
        .filter(pk=consultation.pk, request=acting.request)
        .waiting()
        .first()
    )
    if row is None:
        raise RuleViolation("consult.ended", "这一征求意见已经了结。", acting.transition.basis)
    return row


def _checked(opinion: str, reasons: str) -> tuple[str, str]:
    if opinion not in (Opinion.AGREES, Opinion.OBJECTS, Opinion.PARTLY):
        raise RuleViolation("consult.opinion", "请选择同意、部分同意或者不同意公开。", ART_32)
    if opinion != Opinion.AGREES:
        wanted(reasons, "consult.reasons", "不同意公开应当说明合理理由。", ART_32)
    return opinion, reasons.strip()


def _run_on(acting: Acting, row: Consultation, reason: str = "") -> None:
    """The clock counts again from the day after ``ended_on``."""
    if row.ended_on is None:
        raise ValueError("a consultation that ended has its day")
    logged = done(
        acting,
        reason=reason,
        detail={
            "consultation": row.pk,
            "kind": row.kind,
            "opinion": row.opinion,
            "ended_on": row.ended_on,
        },
    )
    clock.restart(
        acting.request,
        on=row.ended_on,
        reason=acting.transition.label,
        basis=acting.transition.basis,
        entry_seq=logged.seq,
    )
