"""The generic list: scope, filters, order, pages by key, saved views, exports, queries."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from mingtang.duties.models import Duty
from mingtang.orgs.models import Account, Unit
from mingtang.orgs.roles import Role
from mingtang.workbench.lists.export import guarded
from mingtang.workbench.lists.paging import COUNT_CAP, Order, page_of
from mingtang.workbench.models import SavedView
from tests import factories

pytestmark = pytest.mark.django_db

DUTIES = "/desk/duties/"


@pytest.fixture
def unit() -> Unit:
    return factories.unit("云溪县教育局")


@pytest.fixture
def clerk(unit: Unit) -> Account:
    return factories.account_with(Role.CLERK, unit)


@pytest.fixture
def client(clerk: Account) -> Client:
    return factories.client_of(clerk)


def labels(response: Any) -> list[str]:
    return [item["row"].subject_label for item in response.context["rows"]]


def many_duties(unit: Unit, number: int) -> list[Duty]:
    """Rows without events, for lists only."""
    first = timezone.localdate()
    return Duty.objects.bulk_create(
        Duty(
            rule="foi.publish",
            rule_day=first,
            unit=unit,
            subject_type="tests.item",
            subject_id=str(each),
            subject_label=f"第{each:03d}项",
            start_on=first,
            due_on=first + timedelta(days=each // 3),
        )
        for each in range(number)
    )


def test_a_list_shows_only_the_units_of_the_person(client: Client, unit: Unit):
    factories.duty(unit, label="本单位的事")
    factories.duty(factories.unit(), label="别单位的事")
    assert labels(client.get(DUTIES)) == ["本单位的事"]


def test_the_office_sees_all_units_and_filters_by_one(unit: Unit):
    factories.duty(unit, label="教育局的事")
    factories.duty(factories.unit(), label="别的事")
    client = factories.client_of(factories.account_with(Role.DISCLOSURE_OFFICE))
    assert len(labels(client.get(DUTIES))) == 2
    assert labels(client.get(DUTIES, {"unit": unit.pk, "status": "open"})) == ["教育局的事"]


def test_another_unit_is_no_choice_of_the_unit_filter(client: Client):
    other = factories.unit()
    response = client.get(DUTIES, {"unit": other.pk})
    assert labels(response) == []
    assert response.context["filterset"].form.errors["unit"]


def test_a_date_that_does_not_exist_is_told_and_kept(client: Client, unit: Unit):
    factories.duty(unit)
    response = client.get(DUTIES, {"due_from": "2026-02-30"})
    page = response.content.decode()
    assert 'value="2026-02-30"' in page
    assert response.context["filterset"].form.errors["due_from"]


def test_pages_by_key_show_every_row_once_forwards_and_backwards(client: Client, unit: Unit):
    many_duties(unit, 120)
    seen, pages = [], []
    url = DUTIES
    while url:
        response = client.get(url)
        pages.append(labels(response))
        seen += pages[-1]
        url = DUTIES + response.context["next_url"] if response.context["next_url"] else ""
    assert seen == [f"第{each:03d}项" for each in range(120)]
    back = response.context["previous_url"]
    assert labels(client.get(DUTIES + back)) == pages[1]
    first = client.get(DUTIES + client.get(DUTIES + back).context["previous_url"])
    assert labels(first) == pages[0]
    assert first.context["previous_url"] == ""


def test_pages_by_key_keep_empty_values_last_in_both_directions(unit: Unit):
    people = [factories.account_with(Role.CLERK, unit, name) for name in ("甲", "乙")]
    rows = many_duties(unit, 7)
    for duty, person in zip(rows[:4], people * 2, strict=True):
        duty.assignee = person
        duty.save()
    for descending in (False, True):
        order = Order.of(Duty, "assignee__name", descending)
        seen, after = [], ""
        while True:
            page = page_of(Duty.objects.all(), order, size=2, after=after, before="")
            seen += [duty.pk for duty in page.rows]
            if not page.after:
                break
            after = page.after
        assert sorted(seen) == sorted(duty.pk for duty in rows)
        assert set(seen[4:]) == {duty.pk for duty in rows[4:]}
        back = page_of(Duty.objects.all(), order, size=2, after="", before=page.before)
        assert [duty.pk for duty in back.rows] == seen[4:6]


@pytest.mark.parametrize("mark", ["%00", "AAAA", "WyJ4Il0", "é", "WzEsMl0" * 50])
def test_a_forged_page_mark_gives_the_first_page(client: Client, unit: Unit, mark: str):
    many_duties(unit, 3)
    response = client.get(f"{DUTIES}?after={mark}")
    assert response.status_code == 200
    assert len(labels(response)) == 3


def test_the_count_stops_at_ten_thousand(client: Client, unit: Unit):
    many_duties(unit, COUNT_CAP + 5)
    page = client.get(DUTIES).content.decode()
    assert "共 10000+ 条" in page


def test_sorting_by_a_column_turns_round(client: Client, unit: Unit):
    many_duties(unit, 4)
    down = labels(client.get(DUTIES, {"sort": "-due", "status": "open"}))
    assert down == [f"第{each:03d}项" for each in (3, 2, 1, 0)]
    assert len(labels(client.get(DUTIES, {"sort": "no_such"}))) == 4


@pytest.mark.parametrize("words", ["%", "_", "'", '"', "😀", "\\", "a" * 10_000, "第001"])
def test_hostile_searches_find_nothing_or_the_right_row(client: Client, unit: Unit, words: str):
    many_duties(unit, 3)
    response = client.get(DUTIES, {"q": words})
    assert labels(response) == (["第001项"] if words == "第001" else [])


def test_a_list_costs_the_same_queries_for_few_and_many_rows(client: Client, unit: Unit):
    many_duties(unit, 2)
    client.get(DUTIES)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(DUTIES)
    Duty.objects.all().delete()
    many_duties(unit, 60)
    with CaptureQueriesContext(connection) as many:
        client.get(DUTIES)
    assert len(many) == len(few) <= 14


def test_a_saved_view_comes_back_and_belongs_to_its_owner(client: Client, unit: Unit):
    response = client.post(f"{DUTIES}?card=red&after=xyz", {"name": "红牌"})
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("红牌", "card=red")
    assert response["Location"] == f"{DUTIES}?card=red"
    assert "红牌" in client.get(DUTIES).content.decode()
    stranger = factories.client_of(factories.account_with(Role.CLERK))
    assert stranger.post(DUTIES, {"drop_view": view.pk}).status_code == 404
    client.post(DUTIES, {"drop_view": view.pk})
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_not_saved(client: Client):
    response = client.post(DUTIES, {"name": "  "}, follow=True)
    assert not SavedView.objects.exists()
    assert "起个名称" in response.content.decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(start: str):
    assert guarded(f"{start}1+1") == f"'{start}1+1"
    assert guarded("安全 = 好") == "安全 = 好"
    assert guarded(-5) == -5


def test_csv_holds_the_filtered_rows_and_no_formula(client: Client, unit: Unit):
    factories.duty(unit, label="=cmd|calc")
    factories.duty(factories.unit(), label="别单位的事")
    response = client.get(DUTIES, {"export": "csv"})
    body = b"".join(response.streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    text = body.decode("utf-8-sig")
    assert "'=cmd|calc" in text
    assert "别单位的事" not in text
    assert len(text.splitlines()) == 2


def test_xlsx_holds_dates_as_dates_and_no_formula(client: Client, unit: Unit):
    factories.duty(unit, label="@SUM(1)", start_on=date(2026, 11, 16))
    response = client.get(DUTIES, {"export": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    header, row = book.active.iter_rows(values_only=True)
    assert header[0] == "期限"
    assert row[1] == "'@SUM(1)"
    assert row[0].date() == Duty.objects.get().due_on


def test_an_export_costs_no_query_for_each_row(client: Client, unit: Unit):
    many_duties(unit, 300)
    with CaptureQueriesContext(connection) as spent:
        b"".join(client.get(DUTIES, {"export": "csv"}).streaming_content)
    assert len(spent) <= 12


def test_an_empty_list_says_what_would_be_here(client: Client):
    page = client.get(DUTIES).content.decode()
    assert "现在没有在办的期限" in page
    assert "放宽或清空筛选" in client.get(DUTIES, {"q": "无"}).content.decode()
