"""Who asks: one record a person; duplicates are hinted and merged by people."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from mingtang.foi.models import Applicant, Request
from mingtang.foi.models.applicants import IdKind
from mingtang.foi.states import ACCESS_RULE, FLOW_RULE
from mingtang.foi.wording import without_names
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.roles import Role
from mingtang.statute.foi.applicants import KIND_LABELS
from mingtang.statute.violations import RuleViolation
from mingtang.text.identifiers import id_number_fault, normalise_code, uscc_fault

from .lengths import check_lengths

ART_29 = "政府信息公开条例第二十九条第二款第一项"
STAFF = frozenset({Role.CLERK, Role.DISCLOSURE_OFFICE})


@dataclass(frozen=True, slots=True)
class ApplicantDetails:
    """What a form says about who asks. ``kind`` as in ``statute.foi.applicants``."""

    kind: str
    name: str
    id_kind: str = ""
    id_number: str = ""
    legal_representative: str = ""
    contact_person: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""

    def tidy(self) -> ApplicantDetails:
        """Without blanks around, codes in their usual form."""
        plain = {name: str(value).strip() for name, value in asdict(self).items()}
        if plain["id_kind"] in (IdKind.ID_CARD, IdKind.CREDIT_CODE):
            plain["id_number"] = normalise_code(plain["id_number"])
        return ApplicantDetails(**plain)


FIELDS = tuple(field.name for field in fields(ApplicantDetails))


def check_details(details: ApplicantDetails) -> None:
    """Refuse a kind that there is not, no name, a number whose check digit is wrong.

    A missing number is none of these: it is asked for by a correction (art. 30).
    """
    if details.kind not in KIND_LABELS:
        raise RuleViolation("applicant.kind", "请选择申请人类型。", ART_29)
    if not details.name:
        raise RuleViolation("applicant.name", "请填写申请人的姓名或者名称。", ART_29)
    if details.id_kind not in IdKind.values:
        raise RuleViolation("applicant.id_kind", "没有这一种证件类型。", ART_29)
    fault = _number_fault(details)
    if fault:
        raise RuleViolation("applicant.id_number", f"{fault}。", ART_29)
    check_lengths(Applicant, asdict(details))


def _number_fault(details: ApplicantDetails) -> str | None:
    if not details.id_number:
        return None
    if details.id_kind == IdKind.ID_CARD:
        return id_number_fault(details.id_number)
    if details.id_kind == IdKind.CREDIT_CODE:
        return uscc_fault(details.id_number)
    return None


def record_of(details: ApplicantDetails, *, at: datetime) -> Applicant:
    """The applicant's record: the one that says exactly the same, else a new one.

    A record is never changed by what a stranger files under the same number; that two are one
    person is decided by people (:func:`merge_applicants`).
    """
    details = details.tidy()
    check_details(details)
    same = Applicant.objects.in_use().filter(**asdict(details)).order_by("pk").first()
    return same or Applicant.objects.create(**asdict(details), created_at=at)


@transaction.atomic
def change_applicant(
    applicant: Applicant, *, details: ApplicantDetails, by: Actor, at: datetime
) -> Applicant:
    """Put a record right (a slip of the keys, a number that a correction brought).

    The journal names the fields that changed, never their contents.
    """
    fresh = _locked(applicant)
    _require_staff(fresh, by=by)
    details = details.tidy()
    check_details(details)
    changed = [name for name in FIELDS if getattr(fresh, name) != getattr(details, name)]
    if not changed:
        return fresh
    for name in changed:
        setattr(fresh, name, getattr(details, name))
    fresh.save(update_fields=changed)
    _record("applicant.change", fresh, by=by, at=at, detail={"fields": changed})
    return fresh


@transaction.atomic
def merge_applicants(
    applicant: Applicant, *, into: Applicant, by: Actor, at: datetime, reason: str = ""
) -> Applicant:
    """Two records are one person: the requests of the first go to ``into``, which keeps its own
    details and takes over those it lacks. Returns ``into``.

    They have the same number, or the same name and telephone; else the disclosure office says why
    (``reason``).
    """
    first, second = sorted((applicant.pk, into.pk))
    rows = {
        row.pk: row
        for row in Applicant.objects.select_for_update()
        .filter(pk__in=(first, second))
        .order_by("pk")
    }
    if len(rows) < 2:
        raise RuleViolation("applicant.same", "请选择另一条申请人记录。", FLOW_RULE)
    gone, kept = rows[applicant.pk], rows[into.pk]
    for each in (gone, kept):
        if each.merged_into_id or each.anonymised_at:
            raise RuleViolation(
                "applicant.ended", "这条申请人记录已经并入他处或者归档。", FLOW_RULE
            )
        _require_staff(each, by=by)
    if not _alike(gone, kept):
        _require_reason(by, reason)
    filled = [name for name in FIELDS if not getattr(kept, name) and getattr(gone, name)]
    if not kept.id_number and gone.id_number:
        kept.id_kind = gone.id_kind
        filled = list(dict.fromkeys([*filled, "id_kind"]))
    for name in filled:
        setattr(kept, name, getattr(gone, name))
    if filled:
        kept.save(update_fields=filled)
    moved = Request.objects.filter(applicant=gone).update(applicant=kept)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    _record(
        "applicant.merge",
        kept,
        by=by,
        at=at,
        detail={"from": gone.pk, "requests": moved, "filled": filled},
        reason=_nameless(reason, gone, kept),
    )
    return kept


def _alike(one: Applicant, other: Applicant) -> bool:
    """The same number, or the same name and telephone."""
    if one.id_number and one.id_number == other.id_number:
        return True
    return bool(one.phone) and (one.name, one.phone) == (other.name, other.phone)


def _require_reason(by: Actor, reason: str) -> None:
    if by.role != Role.DISCLOSURE_OFFICE:
        raise RuleViolation(
            "applicant.unlike",
            "两条记录的证件号码不同，姓名和电话也不都相同，请政务公开办核实后合并。",
            ACCESS_RULE,
        )
    if not reason.strip():
        raise RuleViolation("applicant.reason", "请写明怎样核实是同一申请人。", FLOW_RULE)


def _locked(applicant: Applicant) -> Applicant:
    fresh = Applicant.objects.select_for_update().get(pk=applicant.pk)
    if fresh.merged_into_id or fresh.anonymised_at:
        raise _ended()
    return fresh


def _ended() -> RuleViolation:
    return RuleViolation("applicant.ended", "这条申请人记录已经并入他处或者归档。", FLOW_RULE)


def _require_staff(applicant: Applicant, *, by: Actor) -> None:
    """A clerk may change the records of those who asked his unit and no other, the office all."""
    if by.role not in STAFF:
        raise RuleViolation("role", "申请人记录须由信息员、政务公开办办理。", ACCESS_RULE)
    if by.role == Role.DISCLOSURE_OFFICE:
        return
    units = set(Request.objects.filter(applicant=applicant).values_list("unit_id", flat=True))
    if units != {by.unit_id}:
        raise RuleViolation(
            "own_unit", "申请人也向其他单位提出过申请，请政务公开办办理。", ACCESS_RULE
        )


def _nameless(reason: str, *people: Applicant) -> str:
    """A reason that may stand in the journal: nothing of the records in it."""
    known = ("name", "contact_person", "legal_representative", "phone", "email", "address")
    values = [getattr(each, name) for each in people for name in (*known, "id_number")]
    return without_names(reason.strip(), values) if reason.strip() else ""


def _record(
    act: str, applicant: Applicant, *, by: Actor, at: datetime, detail: Any, reason: str = ""
) -> None:
    record(
        act=act,
        subject=applicant,
        by=by,
        at=at,
        unit_id=by.unit_id,
        basis=ART_29,
        reason=reason,
        detail=detail,
    )
