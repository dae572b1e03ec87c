"""Validity: in force, amended, repealed, expired; by hand, by another document, by the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.models import Unit
from mingtang.register import services
from mingtang.register.genres import INVERSE_LABELS, RelationKind
from mingtang.register.integrity import check_register
from mingtang.register.models import Entry, Relation
from mingtang.register.publication import Link
from mingtang.register.queries import related_to
from tests.spine import CHINA, NOW, TODAY, make_publication, make_unit, refusal
from tests.unit.register.office import OFFICE, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("云溪县教育局", 1)


@pytest.fixture
def old(unit: Unit) -> Entry:
    return publish(make_publication(unit, "old", title="旧办法"))


def validity(entry: Entry) -> str:
    return str(Entry.objects.get(pk=entry.pk).validity)


def run_on(day: date) -> int:
    return services.expire_due(
        today=day, at=datetime(day.year, day.month, day.day, 1, tzinfo=CHINA)
    )


@pytest.mark.parametrize(
    ("kind", "becomes", "succeeds"),
    [
        ("amends", "amended", False),
        ("replaces", "repealed", True),
        ("repeals", "repealed", False),
        ("interprets", "valid", False),
        ("related", "valid", False),
    ],
)
def test_link_marks_its_target(
    unit: Unit, old: Entry, kind: str, becomes: str, succeeds: bool
) -> None:
    new = publish(make_publication(unit, "new", links=(Link(old.pk, kind),)))
    old.refresh_from_db()
    assert old.validity == becomes
    assert (old.successor == new) is succeeds
    told = JournalEntry.objects.filter(act="register.validity")
    assert [entry.subject_id for entry in told] == ([] if becomes == "valid" else [str(old.pk)])


@pytest.mark.parametrize("kind", RelationKind.values)
def test_relation_is_told_from_both_sides(unit: Unit, old: Entry, kind: str) -> None:
    new = publish(make_publication(unit, "new", links=(Link(old.pk, kind),)))
    assert [(each.label, each.entry) for each in related_to(new)] == [
        (RelationKind(kind).label, old)
    ]
    assert [(each.label, each.entry) for each in related_to(old)] == [
        (INVERSE_LABELS[RelationKind(kind)], new)
    ]


def test_amendment_does_not_bring_back_what_was_repealed(unit: Unit, old: Entry) -> None:
    publish(make_publication(unit, "a", links=(Link(old.pk, "repeals"),)))
    publish(make_publication(unit, "b", links=(Link(old.pk, "amends"),)))
    assert validity(old) == "repealed"


def test_link_takes_effect_once_however_often_its_document_is_revised(
    unit: Unit, old: Entry
) -> None:
    item = make_publication(unit, "new", links=(Link(old.pk, "repeals"),))
    new = publish(item)
    services.set_validity(old, validity="valid", on=TODAY, by=OFFICE, at=NOW, reason="更正")
    services.revise(new, item, by=OFFICE, at=NOW)
    assert validity(old) == "valid"


def test_revision_of_an_amended_text_does_not_make_it_valid_again(unit: Unit, old: Entry) -> None:
    publish(make_publication(unit, "new", links=(Link(old.pk, "amends"),)))
    services.revise(old, make_publication(unit, "old", title="旧办法（校对）"), by=OFFICE, at=NOW)
    assert validity(old) == "amended"
    # Unless the revision says so itself.
    services.revise(old, make_publication(unit, "old", validity="expired"), by=OFFICE, at=NOW)
    assert validity(old) == "expired"


def test_prolonged_text_is_valid_again(unit: Unit) -> None:
    entry = publish(make_publication(unit, valid_until=date(2026, 11, 25)))
    run_on(date(2026, 11, 26))
    assert validity(entry) == "expired"
    longer = make_publication(unit, valid_until=date(2031, 11, 25))
    services.revise(entry, longer, by=OFFICE, at=NOW + timedelta(days=10))
    assert validity(entry) == "valid"


def test_text_expires_on_the_day_after_its_last(unit: Unit) -> None:
    entry = publish(make_publication(unit, valid_until=date(2026, 12, 31)))
    assert run_on(date(2026, 12, 31)) == 0
    assert run_on(date(2027, 1, 9)) == 1  # a week of runs was missed
    entry.refresh_from_db()
    assert (entry.validity, entry.validity_since) == ("expired", date(2027, 1, 1))
    assert run_on(date(2027, 1, 9)) == 0


def test_text_published_before_its_day_is_pending_and_repeals_only_then(
    unit: Unit, old: Entry
) -> None:
    item = make_publication(
        unit, "new", valid_from=date(2027, 1, 1), links=(Link(old.pk, "replaces"),)
    )
    new = publish(item)
    assert (validity(new), validity(old)) == ("pending", "valid")
    assert run_on(date(2026, 12, 31)) == 0
    assert run_on(date(2027, 1, 3)) == 1
    old.refresh_from_db()
    assert validity(new) == "valid"
    assert (old.validity, old.validity_since, old.successor) == (
        "repealed",
        date(2027, 1, 1),
        new,
    )
    assert run_on(date(2027, 1, 3)) == 0


def test_withdrawn_text_repeals_nothing_on_its_day(unit: Unit, old: Entry) -> None:
    new = publish(
        make_publication(unit, "new", valid_from=date(2027, 1, 1), links=(Link(old.pk, "repeals"),))
    )
    services.withdraw(new, by=OFFICE, at=NOW, reason="核对")
    run_on(date(2027, 1, 3))
    assert validity(old) == "valid"


def test_short_period_that_was_missed_whole_has_begun_and_ended(unit: Unit) -> None:
    entry = publish(
        make_publication(unit, valid_from=date(2026, 12, 1), valid_until=date(2026, 12, 3))
    )
    run_on(date(2026, 12, 20))
    assert validity(entry) == "expired"
    assert run_on(date(2026, 12, 20)) == 0


@pytest.mark.parametrize("standing", ["repealed", "expired"])
def test_what_has_ended_does_not_expire_again(unit: Unit, standing: str) -> None:
    publish(make_publication(unit, validity=standing, valid_until=date(2026, 11, 1)))
    assert run_on(date(2026, 12, 20)) == 0


@pytest.mark.parametrize(
    ("given", "code"),
    [({"validity": "sleeping"}, "validity.kind"), ({"successor": True}, "validity.successor")],
)
def test_senseless_validity_is_refused(old: Entry, given: dict[str, Any], code: str) -> None:
    if "successor" in given:
        given = {"validity": "repealed", "successor": old}
    with refusal(code):
        services.set_validity(old, on=TODAY, by=OFFICE, at=NOW, reason="试", **given)


def test_withdrawn_repeal_leaves_the_other_document_valid_again(unit: Unit, old: Entry) -> None:
    new = publish(make_publication(unit, "new", links=(Link(old.pk, "replaces"),)))
    services.withdraw(new, by=OFFICE, at=NOW + timedelta(days=3), reason="发布有误")
    old.refresh_from_db()
    assert (old.validity, old.successor) == ("valid", None)
    told = JournalEntry.objects.filter(act="register.validity").latest("seq")
    assert (told.subject_id, told.public) == (str(old.pk), True)
    assert (told.detail["from"], told.detail["to"]) == ("repealed", "valid")
    # And is repealed anew when the withdrawn document comes back with its link.
    services.revise(
        new, make_publication(unit, "new", links=(Link(old.pk, "replaces"),)), by=OFFICE, at=NOW
    )
    old.refresh_from_db()
    assert (old.validity, old.successor) == ("repealed", new)


@pytest.mark.parametrize("kind", ["amends", "repeals", "replaces"])
def test_revision_that_drops_a_link_undoes_what_the_link_did(
    unit: Unit, old: Entry, kind: str
) -> None:
    new = publish(make_publication(unit, "new", links=(Link(old.pk, kind),)))
    services.revise(new, make_publication(unit, "new"), by=OFFICE, at=NOW)
    old.refresh_from_db()
    assert (old.validity, old.successor) == ("valid", None)


def test_undoing_leaves_what_other_documents_still_say(unit: Unit, old: Entry) -> None:
    first = publish(make_publication(unit, "a", links=(Link(old.pk, "amends"),)))
    second = publish(make_publication(unit, "b", links=(Link(old.pk, "repeals"),)))
    third = publish(make_publication(unit, "c", links=(Link(old.pk, "replaces"),)))
    services.withdraw(third, by=OFFICE, at=NOW, reason="核对")
    old.refresh_from_db()
    assert (old.validity, old.successor) == ("repealed", None)
    services.withdraw(second, by=OFFICE, at=NOW, reason="核对")
    assert validity(old) == "amended"
    services.withdraw(first, by=OFFICE, at=NOW, reason="核对")
    assert validity(old) == "valid"


def test_document_whose_period_ran_out_while_repealed_is_restored_as_expired(unit: Unit) -> None:
    old = publish(make_publication(unit, "old", valid_until=date(2026, 11, 30)))
    new = publish(make_publication(unit, "new", links=(Link(old.pk, "repeals"),)))
    services.withdraw(new, by=OFFICE, at=NOW + timedelta(days=30), reason="核对")
    old.refresh_from_db()
    assert (old.validity, old.validity_since) == ("expired", date(2026, 12, 1))


def test_repeal_put_off_to_a_later_day_lets_the_old_text_stand_until_then(
    unit: Unit, old: Entry
) -> None:
    item = make_publication(unit, "new", links=(Link(old.pk, "repeals"),))
    new = publish(item)
    later = replace(item, valid_from=date(2027, 1, 1))
    services.revise(new, later, by=OFFICE, at=NOW)
    assert (validity(new), validity(old)) == ("pending", "valid")
    run_on(date(2027, 1, 1))
    assert validity(old) == "repealed"


def test_validity_set_by_hand_outlives_the_link(unit: Unit, old: Entry) -> None:
    new = publish(make_publication(unit, "new", links=(Link(old.pk, "repeals"),)))
    services.set_validity(old, validity="expired", on=TODAY, by=OFFICE, at=NOW, reason="更正")
    services.withdraw(new, by=OFFICE, at=NOW, reason="核对")
    assert validity(old) == "expired"


def test_reason_of_a_change_of_validity_holds_no_personal_data(old: Entry) -> None:
    with refusal("public.words"):
        services.set_validity(
            old, validity="expired", on=TODAY, by=OFFICE, at=NOW, reason="张三13812345678要求"
        )
    assert validity(old) == "valid"


@pytest.mark.parametrize("kind", ["amends", "repeals", "replaces"])
def test_check_finds_a_change_that_no_public_document_makes(
    unit: Unit, old: Entry, kind: str
) -> None:
    new = publish(make_publication(unit, "new", links=(Link(old.pk, kind),)))
    assert not list(check_register())
    Relation.objects.all().delete()
    faults = list(check_register())
    assert [fault.subject for fault in faults] == [old.index_number]
    services.set_validity(old, validity="repealed", on=TODAY, by=OFFICE, at=NOW, reason="更正")
    assert not list(check_register())
    services.withdraw(new, by=OFFICE, at=NOW, reason="核对")
    assert not list(check_register())


def test_check_passes_what_was_undone(unit: Unit, old: Entry) -> None:
    new = publish(make_publication(unit, "new", links=(Link(old.pk, "replaces"),)))
    services.withdraw(new, by=OFFICE, at=NOW, reason="核对")
    assert not list(check_register())


def test_two_that_name_each_other_as_related_are_told_of_once(unit: Unit, old: Entry) -> None:
    new = publish(make_publication(unit, "new", links=(Link(old.pk, "related"),)))
    assert [(each.entry, each.label) for each in related_to(old)] == [(new, "相关")]
    Relation.objects.create(source=old, target=new, kind=RelationKind.RELATED)
    assert [(each.entry, each.outward) for each in related_to(old)] == [(new, True)]
    assert [(each.entry, each.outward) for each in related_to(new)] == [(old, True)]
