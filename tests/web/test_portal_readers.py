"""What readers do and meet: preferences, error reports, explanations, error pages."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from mingtang.duties.models import Duty
from mingtang.portal.context import site
from mingtang.portal.forms import QUICKEST_SECONDS, SALT
from mingtang.portal.preferences import Preferences, read_cookie
from mingtang.portal.views import errors
from mingtang.portal.views.explain import GROUPS
from mingtang.portal.views.reports import MOST_REPORTS
from mingtang.register.models import Entry, ErrorReport
from mingtang.register.services import answer_error
from mingtang.statute.limits import all_limits
from tests.spine import make_unit
from tests.web.portal_data import SYSTEM, public_entry

pytestmark = pytest.mark.django_db


# --- preferences --------------------------------------------------------------------------------


def test_preferences_are_kept_in_the_cookie_and_shown(client: Client) -> None:
    client.post("/preferences/", {"theme": "dark", "next": "/units/"})
    answer = client.post("/preferences/", {"elder": "1", "next": "/units/?a=1"})
    assert answer.headers["Location"] == "/units/?a=1"
    page = client.get("/").content.decode()
    assert '<html lang="zh-CN" class="theme-dark elder">' in page


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
        "///evil.example", "\t//evil.example", "/%0d%0aSet-Cookie:x",
    ],
)  # fmt: skip
def test_preferences_never_lead_to_another_site(client: Client, target: str) -> None:
    answer = client.post("/preferences/", {"next": target})
    assert answer.status_code == 302
    location = answer.headers["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c.d", "dark", '"><script>.m.normal.0', "." * 9])
def test_a_broken_cookie_gives_the_defaults(client: Client, cookie: str) -> None:
    assert read_cookie(cookie) == Preferences()
    client.cookies["mingtang_reading"] = cookie
    assert "<script>" not in client.get("/").content.decode().partition("<head>")[0]


def test_preferences_read_back_what_they_write() -> None:
    chosen = Preferences(theme="dark", size="xl", contrast="high", elder=True)
    assert read_cookie(chosen.cookie()) == chosen


def test_preferences_are_changed_by_post_only(client: Client) -> None:
    assert client.get("/preferences/?elder=1").status_code == 405


# --- error reports --------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _no_reports_counted() -> None:
    cache.clear()


def opened(seconds_ago: int = 60) -> str:
    """A form's time stamp of some time ago."""
    signer = signing.TimestampSigner(salt=SALT)
    moment = timezone.now().timestamp() - seconds_ago
    stamp = signing.b62_encode(int(moment))
    value = f"opened:{stamp}"
    return f"{value}:{signer.signature(value)}"


def told(**changes: str) -> dict[str, str]:
    return {"kind": "typo", "text": "“供谁”应为“供水”", "contact": "", "opened": opened()} | changes


def test_a_report_opens_a_duty_of_three_working_days_and_gives_a_code(client: Client) -> None:
    entry = public_entry()
    answer = client.post(f"{entry.get_absolute_url()}/report/", told(contact="13800000000"))
    row = ErrorReport.objects.get()
    assert answer.headers["Location"] == f"/errors/{row.query_code}/"
    duty = Duty.objects.get(rule="site.error_reply")
    assert duty.unit_id == entry.unit_id
    page = client.get(answer.headers["Location"]).content.decode()
    assert "data-strip" in page
    assert "供谁" in page
    assert "13800000000" not in page
    answer_error(row, by=SYSTEM, at=timezone.now(), answer="已经改正。")
    assert "已经改正。" in client.get(answer.headers["Location"].lower()).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": " "}, "请写明哪里有错误"),
        ({"homepage": "http://spam.example"}, "提交没有成功"),
        ({"opened": "forged"}, "页面已过期"),
        ({"opened": opened(90_000)}, "打开太久"),
        ({"kind": "nonsense"}, "问题类型"),
        ({"text": "字" * 1001}, "1000"),
    ],
)
def test_a_bad_report_is_refused_and_what_was_typed_is_kept(
    client: Client, changes: dict[str, str], words: str
) -> None:
    entry = public_entry()
    answer = client.post(f"{entry.get_absolute_url()}/report/", told(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert not ErrorReport.objects.exists()
    if not changes.get("text"):
        assert "供谁" in page


def test_a_report_sent_quicker_than_anyone_types_is_refused(client: Client) -> None:
    entry = public_entry()
    path = f"{entry.get_absolute_url()}/report/"
    page = client.get(path).content.decode()
    stamp = re.search(r'name="opened" value="([^"]+)"', page)
    assert stamp is not None
    answer = client.post(path, told(opened=stamp[1]))
    assert answer.status_code == 422
    assert "太快" in answer.content.decode()
    later = told(opened=opened(QUICKEST_SECONDS + 2))
    assert client.post(path, later).status_code == 302


def test_too_many_reports_from_one_address_are_refused(client: Client) -> None:
    path = f"{public_entry().get_absolute_url()}/report/"
    codes = [client.post(path, told()).status_code for _ in range(MOST_REPORTS + 1)]
    assert codes == [302] * MOST_REPORTS + [429]
    assert ErrorReport.objects.count() == MOST_REPORTS
    assert client.post(path, told(), REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_report_needs_its_token() -> None:
    entry = public_entry()
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(f"{entry.get_absolute_url()}/report/", told())
    assert answer.status_code == 403
    assert "提交没有成功" in answer.content.decode()


def test_a_code_is_asked_for_on_the_help_page(client: Client) -> None:
    client.post(f"{public_entry().get_absolute_url()}/report/", told())
    code = ErrorReport.objects.get().query_code
    asked = client.get("/errors/", {"code": f" {code.lower()} "})
    assert asked.headers["Location"] == f"/errors/{code}/"
    assert client.get(f"/errors/{code}/").status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/errors/?code=", 200, "请填写查询码"),
        ("/errors/?code=%20", 200, "请填写查询码"),
        ("/errors/?code=AB2C", 200, "没有这个查询码"),
        ("/errors/?code=../../x", 200, "没有这个查询码"),
        ("/errors/NONE/", 404, "没有这个查询码"),
    ],
)
def test_a_wrong_code_is_told_at_its_field(
    client: Client, path: str, status: int, words: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    page = answer.content.decode()
    field = page.partition('for="report-code"')[2].partition("</form>")[0]
    assert words in field
    assert 'aria-describedby="report-code-error"' in field
    assert 'class="field-error"' not in client.get("/errors/").content.decode()


def test_no_kind_of_error_is_chosen_beforehand(client: Client) -> None:
    path = f"{public_entry().get_absolute_url()}/report/"
    assert "checked" not in client.get(path).content.decode().partition("<main")[2]
    answer = client.post(path, told(kind=""))
    assert answer.status_code == 422
    assert "请选择问题类型。" in answer.content.decode()


# --- explanations --------------------------------------------------------------------------------


def test_the_due_page_counts_the_day_of_work_before_the_holiday(client: Client) -> None:
    page = client.get("/how/due/?rule=foi.reply&date=2026-09-28").content.decode()
    assert "2026年10月30日到期" in page
    assert "第三十三条" in page
    assert "调休" in page


@pytest.mark.parametrize(
    "query",
    [
        "rule=foi.reply&date=2026-02-30", "rule=foi.reply&date=", "rule=x&date=2026-01-05",
        "rule=foi.reply&date=1900-01-01", "rule=foi.reply&date=9999-12-31", "rule=&date=x",
        "rule=foi.reply&date=2005-01-05", "q=1",
    ],
)  # fmt: skip
def test_days_that_are_none_get_an_explanation_and_no_trace(client: Client, query: str) -> None:
    answer = client.get(f"/how/due/?{query}")
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


def test_every_limit_that_can_be_chosen_can_be_explained(client: Client) -> None:
    page = client.get("/how/due/").content.decode()
    codes = re.findall(r'<option value="([a-z_.0-9]+)"', page)
    assert len(codes) > 50
    for code in codes:
        answer = client.get("/how/due/", {"rule": code, "date": "2026-11-16"})
        assert answer.status_code == 200, code


def test_the_table_of_limits_shows_every_limit_in_force(client: Client) -> None:
    page = client.get("/how/limits/").content.decode()
    today = timezone.localdate()
    for limit in all_limits():
        if limit.in_force(today):
            assert f'id="limit-{limit.code}"' in page


def test_every_group_of_limits_has_its_chinese_name() -> None:
    assert {limit.code.partition(".")[0] for limit in all_limits()} == set(GROUPS)


def test_the_flow_chart_is_drawn_from_the_table(client: Client) -> None:
    page = client.get("/how/publishing/").content.decode()
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="lifecycle"' in page
    assert " style=" not in page


def test_the_door_for_letters_tells_honestly_what_can_be_done_today(client: Client) -> None:
    make_unit("云溪县水务局", 1, address="人民路2号", phone="0000-1234567")
    page = client.get("/letters/").content.decode()
    assert "还没有开通" in page
    assert "0000-1234567" in page
    assert "<textarea" not in page


def test_the_footer_has_what_the_guideline_asks_for(client: Client, settings: Any) -> None:
    settings.MINGTANG_ICP, settings.MINGTANG_SITE_ID = "滇ICP备1号", "5301020001"
    settings.MINGTANG_POLICE_RECORD = "滇公网安备1号"
    footer = client.get("/").content.decode().partition("<footer")[2]
    for words in ("主办单位", "滇ICP备1号", "5301020001", "滇公网安备1号", "站点地图", "找错"):
        assert words in footer
    for path in re.findall(r'href="([^"]+)"', footer):
        assert client.get(path).status_code == 200, path


# --- error pages ----------------------------------------------------------------------------------


def test_a_page_not_found_offers_the_search(client: Client) -> None:
    answer = client.get("/no-such-page")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'role="search"' in page
    assert "没有找到这一页" in page


def _bare(request: HttpRequest, exception: Exception) -> None:
    raise AssertionError


@pytest.mark.parametrize(
    ("view", "code"), [(errors.forbidden, 403), (errors.bad_request, 400), (errors.not_found, 404)]
)
def test_every_refusal_comes_in_the_sites_shell(view: Any, code: int) -> None:
    answer = view(RequestFactory().get("/x"), ValueError("inner detail"))
    assert answer.status_code == code
    assert "inner detail" not in answer.content.decode()
    assert "site-search" in answer.content.decode()


def test_too_many_files_or_too_much_text_is_told_with_the_limit(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 20
    request = RequestFactory().post("/x")
    files = errors.bad_request(request, TooManyFilesSent()).content.decode()
    assert "一次最多上传 20 个文件" in files
    assert (
        "超过了一次能接收的量" in errors.bad_request(request, RequestDataTooBig()).content.decode()
    )


def test_a_fault_shows_no_trace(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False

    def broken(count: int) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("mingtang.portal.views.browse.newest", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "页面暂时打不开" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


def test_the_error_page_stands_even_without_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(errors, "render", broken)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "回到首页" in answer.content.decode()


def test_public_pages_write_nothing(client: Client, django_assert_num_queries: Any) -> None:
    entry = public_entry(at=timezone.now() - timedelta(days=1))
    before = Entry.objects.values().get(pk=entry.pk)
    for path in ("/", entry.get_absolute_url(), "/search/?q=事项"):
        answer = client.get(path)
        assert "sessionid" not in answer.cookies
        assert "csrftoken" not in answer.cookies
    assert Entry.objects.values().get(pk=entry.pk) == before
    context = site(RequestFactory().get("/"))
    assert context["site"]["name"].endswith("人民政府")
