"""Archiving: what proves the work stays, whatever names a person goes."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from mingtang.files.models import StoredFile
from mingtang.foi.models import Applicant, Rating, Request
from mingtang.foi.states import ACCESS_RULE, ELSEWHERE, FLOW_RULE, SYSTEM
from mingtang.foi.wording import without_names
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.notices.services import forget_about
from mingtang.orgs.roles import Role
from mingtang.statute.counting import add_months
from mingtang.statute.violations import RuleViolation

from .acting import begin, done, lock

GONE = "（已归档）"


CLEARED = (
    "subject",
    "description",
    "agent_name",
    "agent_phone",
    "move_reason",
    "code_hash",
    "anonymised_at",
)
"""The fields of a request that archiving changes."""


@transaction.atomic
def archive(request: Request, *, by: Actor, at: datetime, edition: int | None) -> Request:
    """Remove the personal data of a closed request after its term.

    Number, dates, outcome, clock and letters' numbers stay; the applicant's record goes once all
    its requests are archived. Texts of the applicant, opinions, files and the papers that bear
    names are removed; the paper file is kept by the rules of the archives.
    """
    acting = begin(request, "archive", by=by, edition=edition, at=at)
    files = _clear(acting.request, at=at)
    done(acting, detail={"files": files}, changed=CLEARED)
    forget_if_done(acting.request.applicant, at=at)
    return acting.request


@transaction.atomic
def forget_ended(request: Request, *, by: Actor, at: datetime, edition: int | None) -> Request:
    """Remove the personal data of a request that ended without an answer (split, merged, moved,
    none) after the same term, counted from its last act; its state stays."""
    fresh = lock(request, edition)
    years = settings.MINGTANG_FOI_ARCHIVE_YEARS
    ended = timezone.localdate(fresh.updated_at)
    if by.role not in (SYSTEM, Role.DISCLOSURE_OFFICE):
        raise RuleViolation("role", "归档须由政务公开办、系统办理。", ACCESS_RULE)
    if fresh.state not in ELSEWHERE or fresh.anonymised_at:
        raise RuleViolation("state", "只有没有答复即告终了的申请这样归档。", FLOW_RULE)
    if not years or timezone.localdate(at) < add_months(ended, 12 * years):
        raise RuleViolation("kept_long_enough", "保存的年限还没有期满。", FLOW_RULE)
    files = _clear(fresh, at=at)
    fresh.save(update_fields=CLEARED)
    record(
        act="request.forget",
        subject=fresh,
        by=by,
        at=at,
        unit_id=fresh.unit_id,
        basis="政府信息公开条例第四十五条",
        detail={"files": files},
    )
    forget_if_done(fresh.applicant, at=at)
    return fresh


def _clear(request: Request, *, at: datetime) -> int:
    """Take everything personal off a request; returns how many files went. The request itself is
    saved by the caller."""
    applicant = request.applicant
    names = [applicant.name, applicant.contact_person, request.agent_name]
    files = _detach_files(request)
    request.subject = without_names(request.subject, names)[:200]
    request.description = request.agent_name = request.agent_phone = ""
    request.move_reason = request.code_hash = ""
    request.anonymised_at = at
    _blank(request, names)
    return files


def _blank(request: Request, names: list[str]) -> None:
    for item in request.items.all():
        item.wording = without_names(item.wording, names)
        item.basis = without_names(item.basis, names)[:500]
        item.given, item.reasons = {}, ""
        item.save(update_fields=["wording", "basis", "given", "reasons"])
    request.corrections.update(wanted=GONE, guidance=GONE, answer="", late_reason="")
    request.consultations.update(party=GONE, contact="", about=GONE, reasons="", code_hash="")
    request.reasons_asked.update(grounds=GONE, reasons="")
    request.fee_notices.update(voucher="")
    request.assistances.update(question=GONE, answer="")
    request.deliveries.update(evidence="")
    request.legality_checks.filter(passed__isnull=False).update(opinion=GONE)
    request.letters.update(fields={})
    request.reply_words.all().delete()
    forget_about(request)
    request.challenges.update(case_number="", result_text="")
    Rating.objects.filter(request=request).update(comment="")


def _detach_files(request: Request) -> int:
    """Take files and papers off the request; their rows go where nothing else holds them, and the
    contents with the next sweep of the store."""
    keys = set(request.files.values_list("file_id", flat=True))
    for letter in request.letters.all():
        keys |= {each for each in (letter.docx_id, letter.pdf_id) if each}
    request.letters.update(docx=None, pdf=None)
    request.files.all().delete()
    for stored in StoredFile.objects.filter(pk__in=keys):
        try:
            with transaction.atomic():
                stored.delete()
        except ProtectedError:
            continue  # published in the register, or used elsewhere
    return len(keys)


def forget_if_done(applicant: Applicant, *, at: datetime) -> bool:
    """Anonymise an applicant's record (and those merged into it) when no request needs it."""
    if applicant.requests.filter(anonymised_at__isnull=True).exists():
        return False
    for row in (applicant, *applicant.merged.all()):
        row.name = GONE
        for name in (
            "id_kind",
            "id_number",
            "legal_representative",
            "contact_person",
            "phone",
            "email",
            "address",
            "postcode",
        ):
            setattr(row, name, "")
        row.anonymised_at = at
        row.save()
    return True
