"""Reasons, answers and names that staff type for everyone to read hold no personal data."""

from __future__ import annotations

import pytest
from django.test import Client

from mingtang.register import services
from mingtang.register.models import Entry, ErrorReport, Section
from mingtang.register.public_words import public_words
from mingtang.statute.violations import RuleViolation
from tests.spine import NOW, make_publication, make_section, make_unit, refusal
from tests.unit.register.office import OFFICE, publish

pytestmark = pytest.mark.django_db
ID_NUMBER = "11010519491231002X"
MOBILE = "13812345678"


@pytest.fixture
def entry() -> Entry:
    return publish(make_publication(make_unit("云溪县教育局", 1)))


@pytest.mark.parametrize(
    "typed",
    [f"误登张三身份证{ID_NUMBER}", f"联系{MOBILE}", "机密★1年，不应公开", "１３８１２３４５６７８"],
)
def test_reason_of_a_withdrawal_is_refused_and_shown_nowhere(
    entry: Entry, client: Client, typed: str
) -> None:
    with refusal("public.words"):
        services.withdraw(entry, by=OFFICE, at=NOW, reason=typed)
    entry.refresh_from_db()
    assert (entry.withdrawn, entry.withdrawal_reason) == (False, "")
    services.withdraw(entry, by=OFFICE, at=NOW, reason="误登个人信息")
    url = entry.get_absolute_url()
    for address, status in ((url, 410), (f"{url}.json", 410), (entry.register_url, 200)):
        response = client.get(address)
        assert response.status_code == status
        page = response.content.decode()
        assert "误登个人信息" in page
        assert typed not in page


def test_refusal_tells_what_was_found_without_repeating_it() -> None:
    with pytest.raises(RuleViolation) as refused:
        public_words(f"张三 {ID_NUMBER}、{MOBILE}", what="撤下的原因")
    told = str(refused.value)
    assert "撤下的原因" in told
    assert "身份" in told
    assert ID_NUMBER not in told
    assert MOBILE not in told


def test_invisible_characters_neither_hide_nor_stay() -> None:
    with refusal("public.words"):
        public_words("138\u200b1234\u20605678", what="原因")
    assert public_words(" 内容\u202e有误\ufeff ", what="原因") == "内容有误"


def test_answer_to_a_reader_holds_no_personal_data(entry: Entry) -> None:
    report = services.report_error(entry, kind="typo", text="有错", contact="", at=NOW)
    with refusal("public.words"):
        services.answer_error(report, by=OFFICE, at=NOW, answer=f"请联系王五{MOBILE}")
    assert ErrorReport.objects.get().answered_at is None


@pytest.mark.parametrize("field", ["name", "description"])
def test_names_and_descriptions_of_columns_hold_no_personal_data(field: str) -> None:
    section = make_section()
    with refusal("public.words"):
        services.change_section(section, by=OFFICE, at=NOW, **{field: f"联系人{MOBILE}"})
    given = {"slug": "new", "name": "新栏目", "description": "说明", "column_type": "x"}
    with refusal("public.words"):
        services.create_section(**(given | {field: f"联系人{MOBILE}"}), by=OFFICE, at=NOW)
    assert Section.objects.get() == section
