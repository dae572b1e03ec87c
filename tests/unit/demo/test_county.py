"""What the demo county holds: its counts, its people, its clocks, its troubles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, F
from django.utils import timezone

from mingtang.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from mingtang.demo.scenarios import SCENARIOS
from mingtang.disclosure.models import Document, Review
from mingtang.disclosure.states import State
from mingtang.duties.models import Duty
from mingtang.figures.registry import count_all
from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.access import access_of
from mingtang.orgs.models import Account, Unit
from mingtang.register.models import Entry, Finding, Relation
from mingtang.statute.calendar import china_calendar
from mingtang.text.identifiers import uscc_fault

from .conftest import NOW, SCALE


def test_counts_of_the_register_are_those_of_the_scenario(county: Any) -> None:
    wanted = SCENARIOS["county2019"].times(SCALE)
    found = count_all(2019)
    assert {
        "normative": found["register.normative"],
        "policy_other": found["register.policy_other"],
        "plenary": found["register.minutes.plenary"],
        "executive": found["register.minutes.executive"],
        "special": found["register.minutes.special"],
        "interpretations": found["register.interpretations"],
        "execution": found["register.execution"],
    } == {
        "normative": wanted.normative,
        "policy_other": wanted.policy_other,
        "plenary": wanted.plenary,
        "executive": wanted.executive,
        "special": wanted.special,
        "interpretations": wanted.interpretations,
        "execution": wanted.execution,
    }


def test_the_whole_scenario_has_the_counts_of_the_issue() -> None:
    whole = SCENARIOS["county2019"].times(1.0)
    assert (whole.normative, whole.policy_other) == (14, 85)
    assert (whole.plenary, whole.executive, whole.special) == (2, 16, 8)
    assert (whole.interpretations, whole.execution) == (330, 101)


def test_every_published_document_was_approved_by_three_different_people(county: Any) -> None:
    published = Document.objects.filter(state=State.PUBLISHED, entry__emergency=False)
    assert published.count() > 40
    rows = (
        Review.objects.filter(document__in=published, approved=True, round=F("document__round"))
        .exclude(step="submit")
        .values("document")
        .annotate(people=Count("reviewer", distinct=True))
        .values_list("people", flat=True)
    )
    assert set(rows) == {3}
    assert len(rows) == published.count()


def test_acts_are_journalled_in_order_within_office_hours(county: Any) -> None:
    assert verify_chain().whole
    assert not JournalEntry.objects.filter(detail__has_key="clock_behind_seconds").exists()
    calendar = china_calendar()
    acts = JournalEntry.objects.filter(act__startswith="document.").exclude(actor_role="system")
    for at in acts.values_list("at", flat=True):
        local = timezone.localtime(at)
        assert calendar.is_working_day(local.date()), local
        assert 8 <= local.hour < 18, local


def test_credit_codes_are_right_and_of_no_real_region(county: Any) -> None:
    for code in Unit.objects.values_list("uscc", flat=True):
        assert uscc_fault(code, inner=True) is None
        assert code[2:5] == "999"


def test_visitors_log_in_with_the_printed_password_and_need_no_new_one(county: Any) -> None:
    from mingtang.orgs.passwords import why_change

    for role, (username, _) in DEMO_ACCOUNTS.items():
        account = Account.objects.get(username=username)
        assert account.check_password(DEMO_PASSWORD)
        assert why_change(account, timezone.now()) == ""
        assert role in access_of(account, NOW.date()).roles


def test_clocks_run_that_are_overdue_due_today_and_due_soon(county: Any) -> None:
    today = NOW.date()
    running = Duty.objects.running().filter(rule="foi.publish")
    assert running.filter(due_on__lt=today).exists()
    assert running.filter(due_on=today).exists()
    assert running.filter(due_on__gt=today, due_on__lte=today + timedelta(days=7)).exists()
    assert {"soon", "yellow", "red"} <= set(running.values_list("card", flat=True))


def test_documents_wait_in_every_state_and_drafts_have_open_findings(county: Any) -> None:
    states = set(Document.objects.values_list("state", flat=True))
    assert {
        State.DRAFT,
        State.WITH_LEADER,
        State.WITH_CONFIDENTIALITY,
        State.REFERRED,
        State.WITH_OFFICE,
        State.SCHEDULED,
        State.PUBLISHED,
    } <= states
    assert Finding.objects.filter(settlement="open").exists()
    assert not Document.objects.filter(updated_at__gt=NOW).exists()


def test_interpretations_are_linked_to_the_document_that_they_explain(county: Any) -> None:
    interpretations = Entry.objects.filter(genre="interpretation")
    linked = Relation.objects.filter(source__in=interpretations, kind="interprets")
    assert linked.count() == interpretations.count()
    assert not linked.filter(target__genre="interpretation").exists()
    policies = Entry.objects.filter(published_on__year=2019, home__column_type="政策文件")
    assert not policies.filter(relations_in__kind="interprets").count() < policies.count()


def test_entries_of_the_merged_unit_are_answered_for_by_its_successor(county: Any) -> None:
    old = county.merged
    old.refresh_from_db()
    assert old.ended_on is not None
    taken_over = Entry.objects.filter(publisher_name=old.name)
    assert taken_over.exists()
    assert not taken_over.filter(unit=old).exists()


def test_a_clerk_on_leave_is_stood_in_for(county: Any) -> None:
    clerk = Account.objects.get(username="clerk")
    on_behalf = [held.on_behalf_of for held in access_of(clerk, NOW.date()).held]
    assert any(on_behalf)


def test_another_seed_gives_other_texts() -> None:
    from mingtang.demo.county import County
    from mingtang.demo.worktime import WorkTime

    drawn = [
        County(seed=seed, work=WorkTime(china_calendar())).rng("policy", 1).random()
        for seed in (5, 6, 5)
    ]
    assert drawn[0] == drawn[2] != drawn[1]
