"""The letters and files that an applicant may have: those addressed to him, once they went out."""

from __future__ import annotations

from django.db.models import Q

from mingtang.files.models import StoredFile
from mingtang.foi.models import Letter, Request, RequestFile
from mingtang.foi.states import LetterKind, Purpose

TO_APPLICANT = (
    LetterKind.RECEIPT,
    LetterKind.CORRECTION,
    LetterKind.REASONS,
    LetterKind.EXTENSION,
    LetterKind.CONSULTING,
    LetterKind.FEE,
    LetterKind.SUSPENSION,
    LetterKind.MOVE,
    LetterKind.NOT_REQUEST,
    LetterKind.CLOSING,
)
"""Sent with their act. The reply goes out when it is served."""


def letters_of(request: Request) -> list[Letter]:
    """The letters to the applicant; a reply not before it was served, a note about a
    consultation without what it says of the party."""
    mine = Q(kind__in=[str(each) for each in TO_APPLICANT])
    served = Q(kind=LetterKind.REPLY, deliveries__isnull=False)
    rows = Letter.objects.filter(mine | served, request=request).select_related("pdf").distinct()
    return list(rows.order_by("-pk"))


def reply_files(request: Request) -> list[RequestFile]:
    """What went with the last reply that was served: the files that were there when it was signed.
    What is being prepared, or was when a request ended otherwise, is not shown."""
    last = request.deliveries.order_by("-pk").select_related("letter").first()
    if last is None:
        return []
    rows = request.files.filter(purpose=Purpose.REPLY, added_at__lte=last.letter.issued_at)
    return list(rows.select_related("file"))


def file_for(request: Request, public_id: object) -> tuple[StoredFile, str] | None:
    """A file that this applicant may have, and its name; None for any other."""
    for row in reply_files(request):
        if row.file.public_id == public_id:
            return row.file, row.name
    for letter in letters_of(request):
        if letter.pdf is not None and letter.pdf.public_id == public_id:
            return letter.pdf, f"{letter.get_kind_display()}.pdf"
    return None
