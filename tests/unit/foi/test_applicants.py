"""Applicants: one record a person, numbers checked, duplicates hinted and merged by people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mingtang.foi import services
from mingtang.foi.models import Applicant, Request
from mingtang.foi.queries import duplicates_of, same_request
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.access import Access, access_of
from mingtang.orgs.models import Account
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import ID_NUMBER, NAME, PERSON, PHONE, World, moment

AT = moment("2026-03-10")


def access(actor: Actor) -> Access:
    return access_of(Account.objects.get(pk=actor.account_id), AT.date())


def test_who_files_twice_in_the_same_words_has_one_record(world: World) -> None:
    first, second = world.arrived(), world.arrived()
    assert first.applicant == second.applicant


def test_a_stranger_with_my_number_does_not_change_my_record(world: World) -> None:
    mine = world.arrived().applicant
    forged = world.arrived(who=replace(PERSON, phone="13900000000")).applicant
    assert forged != mine
    mine.refresh_from_db()
    assert mine.phone == PHONE


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"id_number": "110105194912310021"}, "校验位不符"),
        ({"id_number": "123"}, "公民身份号码应为18位"),
        ({"name": "  "}, "姓名或者名称"),
        ({"kind": "X"}, "申请人类型"),
        ({"id_kind": "badge"}, "证件类型"),
        ({"kind": "B", "id_kind": "credit_code", "id_number": "11530102MB0000001X"}, "校验"),
        ({"name": "长" * 101}, "最多 100 个字"),
    ],
)
def test_a_wrong_detail_is_refused_by_name(world: World, change: dict[str, Any], text: str) -> None:
    with pytest.raises(RuleViolation, match=text):
        world.arrived(who=replace(PERSON, **change))
    assert Request.objects.count() == 0


def test_a_missing_identity_number_is_no_refusal(world: World) -> None:
    request = world.in_hand(who=replace(PERSON, id_kind="", id_number=""))
    assert request.receipt_on is not None


def test_who_cannot_be_reached_is_not_registered(world: World) -> None:
    request = world.arrived(who=replace(PERSON, phone="", address="", email=""))
    with pytest.raises(RuleViolation, match="联系方式"):
        services.register(request, by=world.clerk, at=AT, edition=1)


def test_duplicates_are_hinted_by_number_and_by_name_with_telephone(world: World) -> None:
    mine = world.arrived().applicant
    by_number = world.arrived(who=replace(PERSON, phone="13700000000")).applicant
    by_phone = world.arrived(who=replace(PERSON, id_kind="", id_number="")).applicant
    world.arrived(who=replace(PERSON, id_kind="", id_number="", phone="13600000000"))
    hidden = world.arrived(unit=world.other, who=replace(PERSON, address="别处")).applicant
    assert list(duplicates_of(mine, access(world.clerk))) == [by_number, by_phone]
    assert hidden in duplicates_of(mine, access(world.office))


def test_merging_moves_the_requests_and_fills_what_is_missing(world: World) -> None:
    kept = world.arrived(who=replace(PERSON, id_kind="", id_number="")).applicant
    gone = world.arrived().applicant
    request = Request.objects.get(applicant=gone)
    result = services.merge_applicants(gone, into=kept, by=world.clerk, at=AT)
    request.refresh_from_db()
    gone.refresh_from_db()
    assert (request.applicant, gone.merged_into) == (kept, kept)
    assert (result.id_kind, result.id_number) == ("id_card", ID_NUMBER)
    assert Request.objects.filter(applicant=kept).count() == 2
    # Now the two requests of the same words are duplicates of one another.
    assert list(same_request(request, Request.objects.all())) == [
        Request.objects.exclude(pk=request.pk).get()
    ]
    entry = JournalEntry.objects.get(act="applicant.merge")
    assert NAME not in str(entry.detail) + entry.subject_label
    with pytest.raises(RuleViolation, match="并入他处"):
        services.merge_applicants(gone, into=kept, by=world.clerk, at=AT)
    with pytest.raises(RuleViolation, match="另一条"):
        services.merge_applicants(kept, into=kept, by=world.clerk, at=AT)


def test_a_clerk_merges_no_records_that_another_unit_uses(world: World) -> None:
    mine = world.arrived().applicant
    both = world.arrived(who=replace(PERSON, phone="1")).applicant
    Request.objects.filter(applicant=both).update(unit=world.other)
    with pytest.raises(RuleViolation, match="政务公开办"):
        services.merge_applicants(both, into=mine, by=world.clerk, at=AT)
    services.merge_applicants(both, into=mine, by=world.office, at=AT)


def test_records_that_are_not_alike_are_merged_by_the_office_with_a_reason(world: World) -> None:
    mine = world.arrived().applicant
    unlike = world.arrived(who=replace(PERSON, id_kind="", id_number="", phone="1")).applicant
    with pytest.raises(RuleViolation, match="请政务公开办核实"):
        services.merge_applicants(unlike, into=mine, by=world.clerk, at=AT)
    with pytest.raises(RuleViolation, match="怎样核实"):
        services.merge_applicants(unlike, into=mine, by=world.office, at=AT)
    services.merge_applicants(
        unlike, into=mine, by=world.office, at=AT, reason=f"{NAME}本人到场核实"
    )
    assert "到场核实" in JournalEntry.objects.get(act="applicant.merge").reason
    assert NAME not in JournalEntry.objects.get(act="applicant.merge").reason


def test_a_correction_of_a_record_names_the_fields_alone(world: World) -> None:
    applicant = world.arrived().applicant
    services.change_applicant(
        applicant, details=replace(PERSON, phone="13700000000"), by=world.clerk, at=AT
    )
    assert Applicant.objects.get(pk=applicant.pk).phone == "13700000000"
    entry = JournalEntry.objects.get(act="applicant.change")
    assert entry.detail == {"fields": ["phone"]}
    with pytest.raises(RuleViolation):
        services.change_applicant(applicant, details=PERSON, by=world.supervisor, at=AT)
