"""Correcting the unit of a draft that was filed under the wrong one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mingtang.disclosure.models import Document
from mingtang.disclosure.states import ACCESS_RULE
from mingtang.duties.services import move_to_unit
from mingtang.files.models import StoredFile
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.statute.violations import RuleViolation

from .acting import begin, done
from .content import keep_version


@transaction.atomic
def hand_on(
    document: Document, *, to: Unit, reason: str, by: Actor, at: datetime, edition: int
) -> Document:
    """Put a draft that was never public under another unit, with its attachments and its duty.

    The disclosure office may choose any unit that exists, a clerk one for which he is a clerk too.
    From then on the new unit works on it and the old one does not see it any more.
    """
    acting = begin(document, "hand_on", by=by, edition=edition, at=at)
    document, old = acting.document, acting.document.unit
    if to.pk == old.pk:
        raise RuleViolation("hand_on.unit", f"文件已经属于{to.name}。")
    if not to.exists_on(timezone.localdate(at)):
        raise RuleViolation("hand_on.unit", f"{to.name}已撤销，不能接收文件。")
    if by.role == Role.CLERK and to.pk not in acting.facts.other_units:
        raise RuleViolation(
            "hand_on.unit", f"您不是{to.name}的信息员，请政务公开办更正。", ACCESS_RULE
        )
    if not reason.strip():
        raise RuleViolation("document.reason", "请写明更正的原因。")
    document.unit = to
    joint = document.joint_units.filter(pk=to.pk).exists()
    if joint:
        document.joint_units.remove(to)
    # Whoever puts a clean copy in the place of an attachment must be of the same unit.
    StoredFile.objects.filter(
        pk__in=document.files.values("file_id"), unit_id=old.pk, published_as__isnull=True
    ).update(unit=to)
    done(
        acting,
        reason=reason.strip(),
        detail={"from_unit": [old.pk, old.name], "to_unit": [to.pk, to.name]},
        changed=["unit"],
    )
    if joint:
        keep_version(document, by=by, at=at)
    move_to_unit(subject=document, unit_id=to.pk)
    return document
