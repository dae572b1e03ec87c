"""Files of a request. A file's own name may name a person, and the journal keeps it for ever: it
is stored under what it is for, and its own name stands with the request alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from mingtang.files.limits import DEFAULT_LIMITS, Limits
from mingtang.files.models import StoredFile
from mingtang.files.services import store_upload
from mingtang.foi.models import Request, RequestFile
from mingtang.foi.states import ACCESS_RULE, FLOW_RULE, Purpose, State
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation

from .acting import lock

SETTLED = (State.CHECKING, State.APPROVED, State.ANSWERED)
"""States in which the files of the reply are what was checked."""


class Paper(NamedTuple):
    """A stored file, what it is for (:class:`Purpose`), and the name that its owner gave it."""

    file: StoredFile
    purpose: str
    name: str = ""


def take_in(
    uploaded: UploadedFile[Any],
    *,
    purpose: str,
    unit: Unit,
    by: Actor,
    at: datetime,
    limits: Limits = DEFAULT_LIMITS,
    scanner: str = "",
) -> Paper:
    """Store an upload of a request (``files.services.store_upload``) under a neutral name.

    Raises ``FileRefused``, and :class:`RuleViolation` for a purpose that there is not.
    """
    if purpose not in Purpose.values:
        raise RuleViolation("foi.purpose", "没有这一种材料用途。", FLOW_RULE)
    own = uploaded.name or ""
    uploaded.name = f"{Purpose(purpose).label}{PurePath(own).suffix}"
    stored = store_upload(uploaded, by=by, unit=unit, at=at, limits=limits, scanner=scanner)
    return Paper(stored, purpose, own)


def keep_file(
    request: Request, stored: StoredFile, *, purpose: str, at: datetime, name: str = ""
) -> RequestFile:
    """Hang a stored file on a request, inside the transaction of an act."""
    if purpose not in Purpose.values:
        raise RuleViolation("foi.purpose", "没有这一种材料用途。", FLOW_RULE)
    return RequestFile.objects.create(
        request=request,
        file=stored,
        name=(name or stored.name)[:200],
        purpose=purpose,
        order=request.files.count(),
        added_at=at,
    )


def keep_papers(
    request: Request, papers: Iterable[Paper | tuple[StoredFile, str]], *, at: datetime
) -> list[RequestFile]:
    """Hang files on a request, inside the transaction of an act."""
    kept = []
    for each in papers:
        paper = Paper(*each)
        kept.append(keep_file(request, paper.file, purpose=paper.purpose, at=at, name=paper.name))
    return kept


@transaction.atomic
def attach(
    request: Request,
    *,
    files: Iterable[Paper | tuple[StoredFile, str]],
    by: Actor,
    at: datetime,
    edition: int | None,
) -> list[RequestFile]:
    """Add material to an open request: what was found, evidence, what goes out with the reply."""
    fresh = lock(request, edition)
    _require_work(fresh, by)
    papers = [Paper(*each) for each in files]
    _require_open_reply(fresh, [each.purpose for each in papers])
    kept = keep_papers(fresh, papers, at=at)
    record(
        act="request.attach",
        subject=fresh,
        by=by,
        at=at,
        unit_id=fresh.unit_id,
        basis=FLOW_RULE,
        detail={"files": [each.pk for each in kept], "purposes": [each.purpose for each in kept]},
    )
    return kept


@transaction.atomic
def detach(
    file: RequestFile, *, reason: str, by: Actor, at: datetime, edition: int | None
) -> Request:
    """Take off what staff added by mistake; what the applicant sent stays with the request."""
    fresh = lock(file.request, edition)
    _require_work(fresh, by)
    row = RequestFile.objects.filter(pk=file.pk, request=fresh).first()
    if row is None or row.purpose in (Purpose.IDENTITY, Purpose.REQUEST, Purpose.CORRECTION):
        raise RuleViolation("detach.file", "申请人提交的材料不能移除。", FLOW_RULE)
    _require_open_reply(fresh, [row.purpose])
    if not reason.strip():
        raise RuleViolation("foi.reason", "请写明移除的理由。", FLOW_RULE)
    record(
        act="request.detach",
        subject=fresh,
        by=by,
        at=at,
        unit_id=fresh.unit_id,
        basis=FLOW_RULE,
        detail={"file": row.pk, "purpose": row.purpose},
    )
    row.delete()
    return fresh


def _require_open_reply(request: Request, purposes: Iterable[str]) -> None:
    """What goes with a reply is what was checked and signed: it is settled on submission."""
    if Purpose.REPLY not in purposes or request.state not in SETTLED:
        return
    raise RuleViolation(
        "attach.settled", "答复已经提交审核，随答复提供的文件不能再增减；退回后才能改。", FLOW_RULE
    )


def _require_work(request: Request, by: Actor) -> None:
    if not request.is_open and request.state != State.ANSWERED:
        raise RuleViolation("state", "申请已经办结，不能再增减材料。", FLOW_RULE)
    staff = by.role in (Role.CLERK, Role.DISCLOSURE_OFFICE, Role.LEADER)
    if not staff or (by.role != Role.DISCLOSURE_OFFICE and by.unit_id != request.unit_id):
        raise RuleViolation("own_unit", "只能办理本单位的申请。", ACCESS_RULE)
