"""What acts do to a stored clock; every date counted by hand on the calendar of 2026."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mingtang.duties import services
from mingtang.duties.clocks import clock_of, explanation_of
from mingtang.duties.models import Duty, DutyEvent
from mingtang.journal.models import Entry
from mingtang.statute.limits import Bound, UnknownLimit, all_limits
from tests.spine import NOW, make_account, refusal
from tests.unit.duties.clockwork import BASIS, OFFICE, a_unit, extend, open_one, restart, stop

pytestmark = pytest.mark.django_db


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


def test_twenty_working_days_count_make_up_days_and_skip_holidays() -> None:
    # 29, 30 September; 8, 9 and the worked Saturday 10 October; then three full weeks.
    assert open_one("foi.publish", day(9, 28)).due_on == day(10, 30)
    assert open_one("foi.publish", day(11, 16)).due_on == day(12, 14)


def test_days_while_the_clock_stands_still_do_not_count() -> None:
    duty = open_one("foi.reply", day(11, 2))
    assert duty.due_on == day(11, 30)
    duty = stop(duty, day(11, 10))
    assert duty.stopped
    duty = restart(duty, day(11, 17))
    assert not duty.stopped
    assert duty.due_on == day(12, 7)


def test_clock_that_stands_still_twice_over_runs_after_the_second_restart() -> None:
    duty = stop(stop(open_one("foi.reply", day(11, 2)), day(11, 10)), day(11, 11))
    assert restart(duty, day(11, 17)).stopped
    duty = restart(duty, day(11, 18))
    assert not duty.stopped
    assert duty.due_on == day(12, 8)


def test_extension_adds_days_of_the_rules_own_unit() -> None:
    duty = extend(open_one("foi.reply", day(11, 2)), 20, day(11, 30))
    assert duty.due_on == day(12, 28)


def test_reset_starts_anew_and_forgets_pauses_and_extensions() -> None:
    duty = extend(stop(open_one("foi.reply", day(11, 2)), day(11, 5)), 20, day(11, 6))
    duty = services.reset(duty, on=day(11, 12), reason="补正到达", basis=BASIS, entry_seq=5)
    assert (duty.start_on, duty.due_on, duty.stopped) == (day(11, 12), day(12, 10), False)


@pytest.mark.parametrize(("on", "met"), [(day(12, 14), True), (day(12, 15), False)])
def test_fulfilment_on_the_last_day_is_in_time_and_a_day_later_late(on: date, met: bool) -> None:
    duty = services.fulfil(open_one("foi.publish", day(11, 16)), on=on, entry_seq=2)
    assert (duty.status, duty.ended_on, duty.met) == (Duty.Status.FULFILLED, on, met)


def test_void_duty_is_neither_met_nor_missed() -> None:
    duty = open_one("foi.publish", day(9, 28))
    duty = services.void(duty, on=day(11, 20), reason="不再公开", entry_seq=2)
    assert (duty.status, duty.met) == (Duty.Status.VOID, None)


def test_stopped_duty_that_is_fulfilled_stands_still_no_more() -> None:
    duty = stop(open_one("foi.reply", day(11, 2)), day(11, 10))
    duty = services.fulfil(duty, on=day(11, 20), entry_seq=3)
    assert (duty.stopped, duty.met) == (False, True)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda duty: extend(duty, 5, day(12, 1)), "duty.extend_late"),
        (lambda duty: extend(duty, 0, day(11, 20)), "duty.extend_days"),
        (lambda duty: extend(duty, 2**40, day(11, 20)), "duty.extend_days"),
        (lambda duty: extend(duty, 5, day(11, 20), reason="  "), "duty.extend_reason"),
        (lambda duty: restart(duty, day(11, 20)), "duty.not_stopped"),
    ],
    ids=["late", "zero", "absurd", "no reason", "not stopped"],
)
def test_act_on_a_running_clock_is_refused(act: object, code: str) -> None:
    duty = open_one("foi.reply", day(11, 2))
    with refusal(code):
        act(duty)  # type: ignore[operator]
    assert Duty.objects.get(pk=duty.pk).due_on == day(11, 30)
    assert duty.events.count() == 1


def test_extension_on_the_last_day_is_allowed_and_while_stopped_by_the_projected_day() -> None:
    assert extend(open_one("foi.reply", day(11, 2)), 1, day(11, 30)).due_on == day(12, 1)
    stopped = stop(open_one("foi.reply", day(11, 2)), day(11, 10))
    assert extend(stopped, 1, day(12, 2)).due_on > day(12, 2)


def test_restart_dated_before_the_stop_is_refused_in_words() -> None:
    duty = stop(open_one("foi.reply", day(11, 2)), day(11, 10))
    with refusal("duty.order"):
        restart(duty, day(11, 3))
    assert Duty.objects.get(pk=duty.pk).stopped


def test_ended_duty_moves_no_more_even_through_a_stale_copy() -> None:
    stale = open_one("foi.reply", day(11, 2))
    services.fulfil(Duty.objects.get(pk=stale.pk), on=day(11, 20), entry_seq=2)
    for act in (
        lambda: services.fulfil(stale, on=day(12, 20), entry_seq=3),
        lambda: services.void(stale, on=day(12, 20), reason="重复", entry_seq=3),
        lambda: extend(stale, 5, day(11, 20)),
        lambda: stop(stale, day(11, 20)),
    ):
        with refusal("duty.ended"):
            act()
    kept = Duty.objects.get(pk=stale.pk)
    assert (kept.ended_on, kept.met, kept.events.count()) == (day(11, 20), True, 2)


def test_one_open_duty_for_a_rule_and_a_subject_and_another_after_it_ended() -> None:
    duty = open_one("foi.publish", day(11, 16), subject="文件甲")
    with pytest.raises(IntegrityError), transaction.atomic():
        open_one("foi.publish", day(11, 17), subject="文件甲")
    services.fulfil(duty, on=day(11, 18), entry_seq=2)
    assert open_one("foi.publish", day(11, 20), subject="文件甲").status == Duty.Status.OPEN


def test_limit_that_is_no_duty_within_days_is_refused() -> None:
    refused_codes = [
        limit.code
        for limit in all_limits()
        if (limit.bound is not Bound.MAX or not limit.is_dated) and limit.in_force(day(11, 20))
    ]
    assert refused_codes
    for code in refused_codes:
        with refusal("duty.rule"):
            open_one(code, day(11, 20))
    with pytest.raises(UnknownLimit):
        open_one("no.such.limit", day(11, 20))


def test_duty_follows_the_version_of_its_day() -> None:
    old, new = open_one("foi.reply", date(2019, 5, 14)), open_one("foi.reply", date(2019, 5, 15))
    # 15 working days before the revision took force, 20 from that day on.
    assert old.due_on == date(2019, 6, 4)
    assert new.due_on == date(2019, 6, 13)


def test_stored_dates_are_those_of_the_explanation() -> None:
    duties = [
        open_one("foi.publish", day(9, 28)),
        restart(stop(open_one("foi.reply", day(11, 2)), day(11, 10)), day(11, 17)),
        extend(open_one("foi.reply", day(11, 2)), 20, day(11, 30)),
        open_one("foi.publish", day(12, 14)),
        stop(open_one("foi.reply", day(11, 2)), day(11, 20)),
    ]
    for duty in duties:
        told = explanation_of(duty, today=day(11, 20))
        assert (told.due, told.provisional) == (duty.due_on, duty.provisional)
        assert clock_of(duty, today=day(11, 20)).start == duty.start_on


def test_every_clock_event_names_the_act_behind_it() -> None:
    duty = extend(stop(open_one("foi.reply", day(11, 2)), day(11, 10)), 5, day(11, 12))
    assert [(event.kind, event.entry_seq) for event in duty.events.all()] == [
        (DutyEvent.Kind.OPENED, 1),
        (DutyEvent.Kind.STOPPED, 2),
        (DutyEvent.Kind.EXTENDED, 4),
    ]


def test_assigning_a_duty_is_an_act_of_its_own() -> None:
    duty = open_one("foi.publish", day(11, 16))
    services.assign(duty, to=make_account("赵磊"), by=OFFICE, at=NOW)
    services.assign(duty, to=None, by=OFFICE, at=NOW)
    assert [entry.detail for entry in Entry.objects.filter(act="duty.assign")] == [
        {"from": "", "to": "赵磊"},
        {"from": "赵磊", "to": ""},
    ]


def test_all_duties_of_a_thing_end_together_or_by_rule() -> None:
    thing = a_unit("文件乙")
    publish = open_one("foi.publish", day(11, 16), subject="文件乙")
    reply = open_one("foi.reply", day(11, 16), subject="文件乙")
    services.fulfil_all(subject=thing, on=day(11, 20), entry_seq=2, rule="foi.publish")
    services.void_all(subject=thing, on=day(11, 20), entry_seq=2, reason="撤下")
    publish.refresh_from_db()
    reply.refresh_from_db()
    assert (publish.status, reply.status) == (Duty.Status.FULFILLED, Duty.Status.VOID)


def test_due_date_of_something_not_stored() -> None:
    assert services.due_date("foi.publish", day(9, 28)) == day(10, 30)
    assert not Duty.objects.exists()
