"""Archiving: what proves the work stays, whatever names a person goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from mingtang.files.models import StoredFile
from mingtang.foi.models import Applicant, Request
from mingtang.foi.wording import without_names
from mingtang.journal.actor import Actor

from .acting import begin, done

GONE = "（已归档）"


@transaction.atomic
def archive(request: Request, *, by: Actor, at: datetime, edition: int | None) -> Request:
    """Remove the personal data of a closed request after its term.

    Number, dates, outcome, clock and letters' numbers stay; the applicant's record goes once all
    its requests are archived. Texts of the applicant, opinions, files and the papers that bear
    names are removed; the paper file is kept by the rules of the archives.
    """
    acting = begin(request, "archive", by=by, edition=edition, at=at)
    request = acting.request
    applicant = request.applicant
    names = [applicant.name, applicant.contact_person, request.agent_name]
    files = _detach_files(request)
    request.subject = without_names(request.subject, names)[:200]
    request.description = request.agent_name = request.agent_phone = ""
    request.code_hash = ""
    request.anonymised_at = at
    _blank(request, names)
    done(
        acting,
        detail={"files": files},
        changed=(
            "subject",
            "description",
            "agent_name",
            "agent_phone",
            "code_hash",
            "anonymised_at",
        ),
    )
    forget_if_done(applicant, at=at)
    return request


def _blank(request: Request, names: list[str]) -> None:
    for item in request.items.all():
        item.wording = without_names(item.wording, names)
        item.given, item.reasons = {}, ""
        item.save(update_fields=["wording", "given", "reasons"])
    request.corrections.update(wanted=GONE, guidance=GONE, answer="", late_reason="")
    request.consultations.update(party=GONE, contact="", about=GONE, reasons="", code_hash="")
    request.reasons_asked.update(grounds=GONE, reasons="")
    request.fee_notices.update(voucher="")
    request.assistances.update(question=GONE, answer="")
    request.deliveries.update(evidence="")
    request.letters.update(fields={})
    request.challenges.update(case_number="", result_text="")
    for rating in request.__class__.objects.filter(pk=request.pk, rating__isnull=False):
        rating.rating.comment = ""
        rating.rating.save(update_fields=["comment"])


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
    for record in (applicant, *applicant.merged.all()):
        record.name = GONE
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
            setattr(record, name, "")
        record.anonymised_at = at
        record.save()
    return True
