"""Writing: a new draft, its changes, giving it up, and taking a published text up again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingtang.disclosure.models import Document
from mingtang.disclosure.states import ACCESS_RULE, FLOW_RULE
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.journal.statements import insert
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import COUNTY_WIDE, Role
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import begin, done
from .content import Content, keep_version, put, put_related
from .correcting import dated_values, moved_values

DRAFTING_ROLES = frozenset({Role.CLERK, Role.DISCLOSURE_OFFICE, "system"})


@transaction.atomic
def create(
    *,
    unit: Unit,
    content: Content,
    by: Actor,
    at: datetime,
    guesses: dict[str, Any] | None = None,
) -> Document:
    """A new draft of ``unit``. ``guesses`` names what an import filled in (field → why).

    Raises :class:`RuleViolation` for a role that does not draft, another unit's clerk, a missing
    title, an ended unit.
    """
    if by.role not in DRAFTING_ROLES:
        raise RuleViolation("role", "起草文件须由信息员或政务公开办办理。", ACCESS_RULE)
    if by.role not in COUNTY_WIDE and by.role != "system" and by.unit_id != unit.pk:
        raise RuleViolation("document.unit", "只能为本单位起草文件。", ACCESS_RULE)
    if not unit.exists_on(timezone.localdate(at)):
        raise RuleViolation("document.unit", f"{unit.name}已撤销，不能再起草文件。")
    document = Document(
        unit=unit,
        created_by_id=by.account_id,
        created_at=at,
        updated_at=at,
        guesses=guesses or {},
    )
    put(document, content)
    if not document.title:
        raise RuleViolation("document.title", "请填写标题。")
    insert(document)
    put_related(document, content, fresh=True)
    keep_version(document, by=by, at=at)
    logged = record(
        act="document.create",
        subject=document,
        by=by,
        at=at,
        unit_id=unit.pk,
        basis=FLOW_RULE,
        detail={"guessed": sorted(document.guesses)},
    )
    clock.follow_content(document, entry_seq=logged.seq, today=timezone.localdate(at), fresh=True)
    return document


@transaction.atomic
def save(
    document: Document,
    content: Content,
    *,
    by: Actor,
    at: datetime,
    edition: int,
    clock_reason: str = "",
) -> Document:
    """Change a draft. What an import guessed counts as confirmed by the person who saves.

    What moves or ends the running time limit needs its ``clock_reason``; the journal keeps the old
    and the new values with it. A limit that is overdue already is not lost (``lapses``).
    """
    acting = begin(document, "save", by=by, edition=edition, at=at)
    document, today = acting.document, timezone.localdate(at)
    before = dated_values(document)
    changed = put(document, content)
    if not document.title:
        raise RuleViolation("document.title", "请填写标题。")
    put_related(document, content)
    confirmed, document.guesses = sorted(document.guesses), {}
    told = moved_values(document, before, reason=clock_reason, today=today)
    logged = done(
        acting,
        reason=clock_reason.strip() if "clock" in told else "",
        detail={"changed": changed, "confirmed": confirmed, **told},
        changed=changed,
    )
    keep_version(document, by=by, at=at)
    clock.follow_content(document, entry_seq=logged.seq, today=today)
    return document


@transaction.atomic
def discard(document: Document, *, reason: str, by: Actor, at: datetime, edition: int) -> Document:
    """Give a draft up for good; it can still be looked at."""
    acting = begin(document, "discard", by=by, edition=edition, at=at)
    if not reason.strip():
        raise RuleViolation("document.reason", "请写明作废的原因。")
    logged = done(acting, reason=reason.strip())
    clock.given_up(
        acting.document, on=timezone.localdate(at), entry_seq=logged.seq, reason="草稿作废"
    )
    return acting.document


@transaction.atomic
def revise(
    document: Document, *, changed_on: date, reason: str, by: Actor, at: datetime, edition: int
) -> Document:
    """Take up a published, withdrawn or kept document again.

    Until it is published anew the public reads what it reads now. The duty to publish runs from
    ``changed_on``, the day on which the information changed.
    """
    acting = begin(document, "revise", by=by, edition=edition, at=at)
    if changed_on > timezone.localdate(at):
        raise RuleViolation("document.changed_on", "信息变更日期不能在将来。")
    document = acting.document
    if document.made_on and changed_on < document.made_on:
        raise RuleViolation("document.changed_on", "信息变更日期不能早于成文日期。")
    document.revision += 1
    document.changed_on = changed_on
    document.scheduled_for = None
    logged = done(acting, reason=reason.strip(), detail={"revision": document.revision})
    keep_version(document, by=by, at=at)
    clock.follow_content(document, entry_seq=logged.seq, today=timezone.localdate(at))
    return document
