"""Forms that are not sent yet: kept on the server as typed, taken up again with a code, swept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from mingtang.files.models import StoredFile
from mingtang.files.services import check_count
from mingtang.foi import codes
from mingtang.foi.models import Draft, DraftFile
from mingtang.foi.services import APPLICANT_ACTOR
from mingtang.orgs.models import Unit

from . import uploads

SALT = "mingtang.foi.draft"
SESSION, PASSED = "foi_draft", "foi_draft_passed"
UNASKED_HOURS = 24
"""How long a form is kept that nobody asked to keep."""
MOST_CHARACTERS = 60_000
"""Characters of one field that a draft holds: what is too long to be sent is kept all the same."""


def of_session(request: HttpRequest) -> Draft | None:
    """The form that this session fills in; where the session has ended meanwhile, the one that
    the page was drawn from."""
    rows = Draft.objects.filter(request__isnull=True)
    if (key := request.session.get(SESSION)) is not None:
        return rows.filter(pk=key).first()
    named = _named(request)
    found = rows.filter(pk=named[0]).first() if named else None
    if found is None or (found.code_hash and not is_as_shown(request, found)):
        return None
    request.session[SESSION] = found.pk
    if named[2]:
        request.session[PASSED] = found.pk
    return found


@transaction.atomic
def leave(request: HttpRequest, *, at: datetime) -> None:
    """End the hold of this session on its form, at a machine that others use too.

    A form without a code could be reached by nobody any more and is removed with its files. One
    that has a code stays for it; the pages drawn so far do not bring it back.
    """
    draft = of_session(request)
    for name in (SESSION, PASSED):
        request.session.pop(name, None)
    if draft is None:
        return
    if draft.code_hash:
        draft.updated_at = at
        draft.save(update_fields=["updated_at"])
    else:
        _remove(draft)


def token(draft: Draft | None, *, passed: bool = False) -> str:
    """What a page carries of its draft: signed, and bound to what was typed when it was drawn."""
    if draft is None:
        return ""
    return signing.dumps([draft.pk, draft.updated_at.isoformat(), passed], salt=SALT)


def is_as_shown(request: HttpRequest, draft: Draft) -> bool:
    """Whether the draft still holds what the page showed, and not what another window typed."""
    named = _named(request)
    return bool(named) and named[:2] == [draft.pk, draft.updated_at.isoformat()]


def _named(request: HttpRequest) -> list[Any]:
    hours = timedelta(hours=UNASKED_HOURS)
    try:
        return list(signing.loads(request.POST.get("draft", ""), salt=SALT, max_age=hours))
    except signing.BadSignature:
        return []


def hold(request: HttpRequest, draft: Draft) -> None:
    """Let this session go on with a draft."""
    request.session[SESSION] = draft.pk


def pass_on(request: HttpRequest, draft: Draft) -> None:
    """The form came through the guard against programs and has no fault: it may be sent."""
    hold(request, draft)
    request.session[PASSED] = draft.pk


def may_be_sent(request: HttpRequest, draft: Draft) -> bool:
    """Whether this very form came through in this session."""
    return bool(request.session.get(PASSED) == draft.pk)


def keep(
    draft: Draft | None, values: Mapping[str, str], *, at: datetime, asked: bool = False
) -> Draft:
    """Keep what was typed; ``asked`` by the person for as long as the option says."""
    draft = draft or Draft(created_at=at, keep_until=at)
    draft.values = {
        # PostgreSQL keeps no NUL in JSON; nobody has typed one.
        name: str(value).replace("\0", "")[:MOST_CHARACTERS]
        for name, value in values.items()
    }
    draft.updated_at = at
    lasting = asked or bool(draft.code_hash)
    days = settings.MINGTANG_FOI_DRAFT_DAYS
    until = at + (timedelta(days=days) if lasting else timedelta(hours=UNASKED_HOURS))
    draft.keep_until = max(until, draft.keep_until)
    draft.save()
    return draft


def give_code(draft: Draft) -> str:
    """A code with which the form can be taken up again; an older one of the same form is dead."""
    code = codes.new_code()
    draft.code_hash = codes.hash_of(code)
    draft.save(update_fields=["code_hash"])
    return code


def find(code: str, now: datetime) -> Draft | None:
    """The draft of a code, as long as it is kept."""
    rows = Draft.objects.filter(code_hash=codes.hash_of(code), request__isnull=True)
    found = rows.filter(keep_until__gt=now).first()
    return found if codes.matches(code, found.code_hash if found else "") else None


@transaction.atomic
def add_file(
    draft: Draft, uploaded: UploadedFile[Any], *, purpose: str, unit: Unit, at: datetime
) -> DraftFile:
    """Take a file in for a form. Raises ``FileRefused``; then nothing is kept."""
    check_count(draft.files.count() + 1, uploads.limits())
    paper = uploads.store(uploaded, purpose=purpose, unit=unit, by=APPLICANT_ACTOR, at=at)
    return DraftFile.objects.create(
        draft=draft, file=paper.file, name=paper.name[:200], purpose=purpose
    )


def drop_file(draft: Draft, key: int) -> None:
    """Take a file back out of the form; its content is swept with what no row knows."""
    for row in draft.files.filter(pk=key):
        row.delete()
        StoredFile.objects.filter(pk=row.file_id).delete()


def sweep(now: datetime | None = None) -> int:
    """Remove the forms whose day is over, with their files; returns how many."""
    count = 0
    for draft in Draft.objects.filter(keep_until__lte=now or timezone.now()).order_by("pk"):
        _remove(draft)
        count += 1
    return count


@transaction.atomic
def _remove(draft: Draft) -> None:
    """Remove a form, with its files unless they went with the request."""
    if draft.request_id is None:
        for row in draft.files.all():
            drop_file(draft, row.pk)
    draft.delete()
