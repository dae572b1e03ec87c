"""Units and staff by sheet: what holds is stored, what does not comes back with its reasons."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry
from mingtang.orgs import staff_sheet, unit_sheet
from mingtang.orgs.models import Account, Grant, Unit
from mingtang.orgs.roles import Role
from mingtang.orgs.sheets import parse_day
from mingtang.workbench.models import RefusedSheet
from tests import factories

pytestmark = pytest.mark.django_db

STAFF, UNITS = "/desk/accounts/import/", "/desk/units/import/"
ROLES = ("信息员", "单位负责人", "保密审查员")


@pytest.fixture
def client() -> Client:
    unit = factories.unit("云溪县信息中心")
    return factories.client_of(factories.account_with(Role.DISCLOSURE_OFFICE, unit))


@pytest.fixture
def it_client() -> Client:
    return factories.client_of(factories.account_with(Role.IT))


def workbook(header: Any, rows: Any) -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.active
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("人员.xlsx", target.getvalue())


def send(client: Client, url: str, file: SimpleUploadedFile) -> Any:
    return client.post(url, {"sheet": file})


def staff_row(number: int, **changes: str) -> dict[str, str]:
    given = {
        "登录名": f"staff{number:03d}",
        "姓名": f"职员{number:03d}",
        "单位": f"云溪县第{number % 20:02d}局",
        "角色": ROLES[number % 3],
        "起始日期": "2026-01-01",
        "截止日期": "",
        "办公电话": "0599-1234567",
        "工作邮箱": f"staff{number:03d}@example.org",
    }
    return given | changes


FAULTS: list[tuple[str, dict[str, str], str]] = [
    ("no user name", {"登录名": ""}, "登录名：未填"),
    ("bad user name", {"登录名": "张 三"}, "登录名用小写字母开头"),
    ("no name", {"姓名": ""}, "姓名：未填"),
    ("unknown unit", {"单位": "不存在的局"}, "没有名为“不存在的局”的单位"),
    ("ended unit", {"单位": "云溪县旧局"}, "尚未成立或已撤销"),
    ("unknown role", {"角色": "局长"}, "应为信息员"),
    ("no such day", {"起始日期": "2026-02-30"}, "不是有效日期"),
    ("ends too early", {"截止日期": "2025-12-31"}, "早于起始日期"),
    ("bad telephone", {"办公电话": "找小王"}, "只填数字"),
    ("name of another", {"登录名": "staff001"}, "已由职员001使用"),
]


def sheet_with_40_faults() -> tuple[list[dict[str, str]], dict[int, str]]:
    """500 rows, every 12th of them wrong in one of ten ways; line → the reason expected."""
    rows, expected = [], {}
    for number in range(500):
        row = staff_row(number)
        if number % 12 == 11 and len(expected) < 40:
            _, changes, reason = FAULTS[len(expected) % 10]
            row |= changes
            expected[number + 2] = reason
        rows.append(row)
    return rows, expected


def units_for_staff() -> None:
    for number in range(20):
        factories.unit(f"云溪县第{number:02d}局", short_name=f"第{number:02d}局")
    factories.unit("云溪县旧局", short_name="旧局", ended_on="2020-01-01")


def as_lines(rows: list[dict[str, str]]) -> list[list[str]]:
    return [[row[name] for name in staff_sheet.COLUMNS] for row in rows]


def test_500_rows_with_40_faults_store_460_and_return_40(client: Client):
    units_for_staff()
    before = Account.objects.count()
    rows, expected = sheet_with_40_faults()
    assert len(expected) == 40
    response = send(client, STAFF, workbook(staff_sheet.COLUMNS, as_lines(rows)))
    result = response.context["result"]
    assert (result.added, result.present, len(result.refused)) == (460, 0, 40)
    assert {row.row.number for row in result.refused} == set(expected)
    for refused in result.refused:
        assert expected[refused.row.number] in "；".join(map(str, refused.faults))
    assert Account.objects.count() == before + 460
    assert len(result.passwords) == 460
    assert response["Cache-Control"] == "no-store"
    assert verify_chain().whole


def test_refused_rows_come_back_and_are_taken_once_corrected(client: Client):
    units_for_staff()
    rows, _ = sheet_with_40_faults()
    send(client, STAFF, workbook(staff_sheet.COLUMNS, as_lines(rows)))
    kept = RefusedSheet.objects.get()
    fetched = client.get(f"/desk/sheets/{kept.pk}/")
    book = load_workbook(io.BytesIO(b"".join(fetched.streaming_content)))
    header, *lines = book.active.iter_rows(values_only=True)
    assert header[-1] == "退回原因"
    assert len(lines) == 40
    assert all(line[-1] for line in lines)
    corrected = []
    for number, line in enumerate(lines):
        good = staff_row(600 + number)
        corrected.append([*(good[name] for name in staff_sheet.COLUMNS), line[-1]])
    again = send(client, STAFF, workbook(header, corrected)).context["result"]
    assert (again.added, len(again.refused)) == (40, 0)


def test_a_sheet_sent_twice_changes_nothing(client: Client):
    units_for_staff()
    lines = as_lines([staff_row(number) for number in range(30)])
    send(client, STAFF, workbook(staff_sheet.COLUMNS, lines))
    counts = Account.objects.count(), Grant.objects.count(), Entry.objects.count()
    result = send(client, STAFF, workbook(staff_sheet.COLUMNS, lines)).context["result"]
    assert (result.added, result.present, len(result.refused)) == (0, 30, 0)
    assert (Account.objects.count(), Grant.objects.count(), Entry.objects.count()) == counts


def test_one_row_twice_in_a_sheet_is_taken_once(client: Client):
    units_for_staff()
    lines = as_lines([staff_row(1), staff_row(1)])
    result = send(client, STAFF, workbook(staff_sheet.COLUMNS, lines)).context["result"]
    assert (result.added, len(result.refused)) == (1, 1)
    assert "与第 2 行重复" in str(result.refused[0].faults[-1])


def test_a_person_may_hold_two_roles_by_two_rows(client: Client):
    units_for_staff()
    rows = [staff_row(1), staff_row(1, 角色="单位负责人", 单位="第05局")]
    result = send(client, STAFF, workbook(staff_sheet.COLUMNS, as_lines(rows))).context["result"]
    assert (result.added, len(result.passwords)) == (2, 1)
    assert Grant.objects.filter(account__username="staff001").count() == 2


def test_a_temporary_password_opens_the_account_and_is_kept_nowhere(client: Client):
    units_for_staff()
    lines = as_lines([staff_row(1)])
    result = send(client, STAFF, workbook(staff_sheet.COLUMNS, lines)).context["result"]
    username, _, password = result.passwords[0]
    person = Account.objects.get(username=username)
    assert person.check_password(password)
    assert person.password_is_temporary
    assert not Entry.objects.filter(detail__icontains=password).exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_csv_of_any_usual_encoding_is_read(client: Client, encoding: str):
    units_for_staff()
    lines = [",".join(staff_sheet.COLUMNS), ",".join(staff_row(1).values())]
    file = SimpleUploadedFile("人员.csv", "\r\n".join(lines).encode(encoding))
    assert send(client, STAFF, file).context["result"].added == 1


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (130 * 1024 * 1024))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"MZ\x90\x00\x03", "不是可读的"),
        (b"PK\x03\x04 broken", "不是可读的"),
        (b"\xff\xfe\xfa\xfb,,\x81", "不是可读的"),
        ("登录名,单位\na,b".encode(), "表头缺少：姓名"),
        ('"登录名'.encode(), "不是可读的"),
        (b"x" * (10 * 1024 * 1024 + 1), "超过 10 MB"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(client: Client, content: bytes, told: str):
    response = send(client, STAFF, SimpleUploadedFile("人员.xlsx", content))
    assert response.status_code == 200
    assert told in response.content.decode()


def test_a_sheet_that_unpacks_to_too_much_is_refused(client: Client):
    response = send(client, STAFF, SimpleUploadedFile("人员.xlsx", bomb()))
    assert "展开后过大" in response.content.decode()


def test_the_template_is_read_back(client: Client):
    response = client.get(f"{STAFF}?template=1")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    header = [cell.value for cell in next(book.active.iter_rows())]
    units_for_staff()
    row = staff_row(1)
    line = [row[str(name).rstrip("*")] for name in header]
    assert send(client, STAFF, workbook(header, [line])).context["result"].added == 1


def test_it_imports_accounts_and_no_roles(it_client: Client):
    units_for_staff()
    held = Grant.objects.count()
    lines = as_lines([staff_row(1), staff_row(2, 单位="", 角色=""), staff_row(3, 单位="")])
    result = send(it_client, STAFF, workbook(staff_sheet.COLUMNS, lines)).context["result"]
    assert (result.added, len(result.refused)) == (1, 2)
    assert all("由政务公开办授予" in str(row.faults[0]) for row in result.refused)
    assert Account.objects.filter(username__startswith="staff").get().username == "staff002"
    assert Grant.objects.count() == held


def test_nobody_makes_himself_the_office_by_a_sheet():
    unit = factories.unit("云溪县信息中心")
    for role in (Role.IT, Role.DISCLOSURE_OFFICE):
        person = factories.account_with(role, unit)
        row = staff_row(1, 登录名=person.username, 姓名=person.name, 单位=unit.name)
        lines = as_lines([row | {"角色": "政务公开办"}, row | {"角色": "单位负责人"}])
        file = workbook(staff_sheet.COLUMNS, lines)
        result = send(factories.client_of(person), STAFF, file).context["result"]
        assert len(result.refused) == 2
        assert [grant.role for grant in Grant.objects.filter(account=person)] == [role]


def test_half_of_unit_and_role_is_refused(client: Client):
    units_for_staff()
    lines = as_lines([staff_row(1, 角色=""), staff_row(2, 单位="")])
    result = send(client, STAFF, workbook(staff_sheet.COLUMNS, lines)).context["result"]
    assert [row.faults[0].column for row in result.refused] == ["角色", "单位"]


def test_the_template_of_it_has_no_roles_and_is_read_back(it_client: Client):
    response = it_client.get(f"{STAFF}?template=1")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    header, sample = book.active.iter_rows(values_only=True)
    assert header == ("登录名*", "姓名*", "办公电话", "工作邮箱")
    result = send(it_client, STAFF, workbook(header, [sample])).context["result"]
    assert (result.added, len(result.refused)) == (1, 0)


def unit_line(serial: int, **changes: str) -> list[str]:
    given = {
        "单位全称": f"云溪县第{serial}所",
        "规范简称": f"第{serial}所",
        "统一社会信用代码": factories.credit_code(900_000 + serial),
        "类别": "事业单位",
        "行政区划代码": "530102",
        "联系电话": "0599-1",
    } | changes
    return [given.get(name, "") for name in unit_sheet.COLUMNS]


def test_units_are_recognised_by_their_credit_code(client: Client):
    rows = [unit_line(1), unit_line(2), unit_line(3, 上级单位="云溪县第1所")]
    first = send(client, UNITS, workbook(unit_sheet.COLUMNS, rows)).context["result"]
    assert (first.added, len(first.refused)) == (3, 0)
    assert Unit.objects.get(name="云溪县第3所").parent == Unit.objects.get(name="云溪县第1所")
    rows[0] = unit_line(1, 联系电话="0599-2")
    second = send(client, UNITS, workbook(unit_sheet.COLUMNS, rows)).context["result"]
    assert (second.added, second.changed, second.present) == (0, 1, 2)
    assert Unit.objects.get(name="云溪县第1所").phone == "0599-2"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"统一社会信用代码": "11530102MB0000001X"}, "统一社会信用代码"),
        ({"类别": "公司"}, "应为"),
        ({"行政区划代码": "000000"}, "没有登记代码"),
        ({"上级单位": "没有的单位"}, "没有名为"),
        ({"成立日期": "2月30日"}, "不是有效日期"),
        ({"排序": "第一"}, "应为整数"),
        ({"单位全称": ""}, "未填"),
        ({"单位全称": "云溪县信息中心"}, "单位全称"),
    ],
)
def test_a_unit_row_that_does_not_hold_says_which_cell(
    client: Client, changes: dict[str, str], told: str
):
    count = Unit.objects.count()
    file = workbook(unit_sheet.COLUMNS, [unit_line(1, **changes)])
    result = send(client, UNITS, file).context["result"]
    assert told in "；".join(map(str, result.refused[0].faults))
    assert Unit.objects.count() == count


@pytest.mark.parametrize("text", ["2026-1-5", "2026/01/05", "2026.1.5", "2026年1月5日"])
def test_a_day_is_read_in_its_usual_forms(text: str):
    found = parse_day(text)
    assert found is not None
    assert found.isoformat() == "2026-01-05"


@pytest.mark.parametrize("text", ["2026-02-30", "26-1-5", "明天", "2026-13-01", "2026-1"])
def test_a_day_that_is_none_is_refused(text: str):
    with pytest.raises(ValueError, match=r".*"):
        parse_day(text)


@pytest.mark.parametrize("address", ["wang", "wang@", "a b@example.org", "wang@example"])
def test_an_address_that_is_no_mail_address_is_refused(it_client: Client, address: str):
    header = ["登录名", "姓名", "办公电话", "工作邮箱"]
    page = send(it_client, STAFF, workbook(header, [["newhand", "新手", "", address]]))
    assert "应如 name@example.org" in page.content.decode()
    assert not Account.objects.filter(username="newhand").exists()
