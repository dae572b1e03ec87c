"""What a run begins and ends with, whoever works it: a command, a request, the periodic run."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from mingtang.disclosure.models import ImportBatch
from mingtang.disclosure.services.drafting import DRAFTING_ROLES
from mingtang.disclosure.states import ACCESS_RULE, FLOW_RULE
from mingtang.files.limits import Limits
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import COUNTY_WIDE
from mingtang.register.models import Section
from mingtang.statute.violations import RuleViolation

from .filing import Filing
from .sheet import Sheet
from .units import UnitFinder


def require_drafter(unit: Unit, by: Actor) -> None:
    """Raise :class:`RuleViolation` for a person who may not draft for the unit."""
    if by.role not in DRAFTING_ROLES or by.role == "system":
        raise RuleViolation("role", "导入文件须由信息员或政务公开办办理。", ACCESS_RULE)
    if by.role not in COUNTY_WIDE and by.unit_id != unit.pk:
        raise RuleViolation("document.unit", "只能为本单位导入文件。", ACCESS_RULE)


def new_batch(
    unit: Unit, home: Section | None, *, source: str, by: Actor, at: datetime, duplicates: bool
) -> ImportBatch:
    """The run, not stored yet."""
    return ImportBatch(
        unit=unit,
        home=home,
        source=source[:300],
        started_at=at,
        started_by_id=by.account_id,
        started_by_name=by.name,
        started_as=asdict(by),
        duplicates=duplicates,
    )


def limits_of_uploads() -> Limits:
    """The limits of the site."""
    return Limits.from_options(
        max_mb=settings.MINGTANG_UPLOAD_MAX_MB,
        max_unpacked_mb=settings.MINGTANG_UPLOAD_MAX_UNPACKED_MB,
        max_files=settings.MINGTANG_UPLOAD_MAX_FILES,
    )


def filing_of(batch: ImportBatch, *, by: Actor, at: datetime) -> Filing:
    """What the files of a run need."""
    today = timezone.localdate(at)
    filing = Filing(
        batch=batch,
        home=batch.home,
        by=by,
        at=at,
        today=today,
        limits=limits_of_uploads(),
        scanner=settings.MINGTANG_CLAMAV_ADDRESS,
        finder=UnitFinder(batch.unit, by=by, today=today),
        sheet=Sheet(),
        duplicates=batch.duplicates,
    )
    everywhere = by.role in COUNTY_WIDE
    units = Unit.objects.all() if everywhere else Unit.objects.filter(pk=batch.unit_id)
    filing.learn_titles(list(units.values_list("pk", flat=True)))
    return filing


@transaction.atomic
def begin(batch: ImportBatch, *, by: Actor) -> None:
    """Store the run and say in the journal that it began."""
    batch.save()
    record(
        act="import.begin",
        subject=batch,
        by=by,
        at=batch.started_at,
        unit_id=batch.unit_id,
        basis=FLOW_RULE,
    )


@transaction.atomic
def finish(batch: ImportBatch, *, by: Actor, at: datetime) -> None:
    """Note the end of the run, once, with what became of its files."""
    if not ImportBatch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=at):
        return
    batch.finished_at = at
    outcomes = batch.items.order_by().values_list("outcome").annotate(Count("pk"))
    record(
        act="import.finish",
        subject=batch,
        by=by,
        at=at,
        unit_id=batch.unit_id,
        basis=FLOW_RULE,
        detail=dict(outcomes),
    )
