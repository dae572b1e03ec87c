"""我要纠错: taken in, answered once, within three working days; the contact stays private."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from mingtang.duties.models import Duty
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.models import Entry, ErrorReport
from mingtang.register.services import answer_error, report_error
from tests.spine import NOW, make_publication, make_unit, refusal
from tests.unit.register.office import OFFICE, publish

pytestmark = pytest.mark.django_db
CONTACT = "13812345678"


@pytest.fixture
def entry() -> Entry:
    return publish(make_publication(make_unit("云溪县教育局", 1)))


def _report(entry: Entry, **changes: str) -> ErrorReport:
    given = {"kind": "typo", "text": "第二段有错别字", "contact": CONTACT} | changes
    return report_error(entry, at=NOW, **given)


def test_report_opens_a_duty_of_three_working_days(entry: Entry) -> None:
    report = _report(entry)
    duty = Duty.objects.get()
    assert (duty.unit_id, duty.due_on) == (entry.unit_id, date(2026, 11, 25))
    assert duty.subject_path == reverse("workbench:error", args=[report.pk])
    assert len(report.query_code) == 10


def test_answer_fulfils_the_duty_and_is_given_once(entry: Entry) -> None:
    report = _report(entry)
    answered = answer_error(report, by=OFFICE, at=NOW + timedelta(days=3), answer=" 已更正 ")
    assert answered.answer == "已更正"
    assert (Duty.objects.get().status, Duty.objects.get().met) == ("fulfilled", True)
    for code, text in (("error.answered", "再答"), ("error.answer", "  ")):
        with refusal(code):
            answer_error(report, by=OFFICE, at=NOW, answer=text)


@pytest.mark.parametrize(
    ("changes", "code"), [({"text": "  "}, "error.text"), ({"kind": "spam"}, "error.kind")]
)
def test_empty_or_odd_report_is_refused(entry: Entry, changes: dict[str, str], code: str) -> None:
    with refusal(code):
        _report(entry, **changes)
    assert not ErrorReport.objects.exists()


def test_hostile_text_is_kept_as_text_and_cut(entry: Entry) -> None:
    report = _report(entry, text="<script>\0" + "长" * 5000, contact="\0" + "甲" * 500)
    report.refresh_from_db()
    assert report.text.startswith("<script>\ufffd")
    assert (len(report.text), len(report.contact)) == (1000, 100)


def test_neither_contact_nor_words_of_the_reader_reach_the_journal(entry: Entry) -> None:
    report = _report(entry, text=f"我是张三{CONTACT}，有错")
    answer_error(report, by=OFFICE, at=NOW, answer="已更正")
    for row in JournalEntry.objects.values():
        assert CONTACT not in str(row)
        assert "张三" not in str(row)
