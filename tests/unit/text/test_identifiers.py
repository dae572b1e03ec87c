"""Check digits and their refusals, against the numbers printed in the standards."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.text import identifiers as ids

VALID_USCC = [
    "11990000MB00012308",
    "11441700007280420Y",
    "91350100M000100Y43",
    "11990000MA00000151",
    "91990000MA0000015Q",
    "91990000MB00012300",
]


@pytest.mark.parametrize("code", VALID_USCC)
def test_published_credit_codes_pass_both_checks(code: str) -> None:
    assert ids.uscc_fault(code) is None
    assert ids.uscc_fault(code, inner=True) is None
    assert ids.make_uscc(code[:8], code[8:16]) == code


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "未填写"),
        ("11990000MB0001230", "17位"),
        ("11990000MB00012307", "校验位"),
        ("11990000MBO0012308", "不能是字母O"),
        ("11990000mb00012308", "大写字母M"),
        ("1199000AMB00012308", "行政区划"),
        ("１1990000MB00012308", "半角"),
        ("00000000000000000X", "校验位"),
    ],
)
def test_forged_credit_codes_are_refused_with_the_reason(code: str, said: str) -> None:
    fault = ids.uscc_fault(code)
    assert fault is not None and said in fault


def test_placeholder_passes_only_where_asked_for() -> None:
    assert ids.uscc_fault(ids.USCC_PLACEHOLDER, placeholder=True) is None
    assert not ids.is_uscc(ids.USCC_PLACEHOLDER)


def test_inner_check_character_is_verified_on_request() -> None:
    first17 = "11990000MB0001231"
    code = first17 + ids.uscc_check(first17)
    assert ids.is_uscc(code)
    assert "组织机构代码" in (ids.uscc_fault(code, inner=True) or "")


@given(st.sampled_from(VALID_USCC), st.integers(0, 17), st.sampled_from(ids.USCC_ALPHABET))
def test_one_wrong_character_is_always_caught(code: str, place: int, character: str) -> None:
    forged = code[:place] + character + code[place + 1 :]
    assert ids.is_uscc(forged) == (forged == code)


def test_typed_codes_are_normalised() -> None:
    assert ids.normalise_code(" １１９90000 mb0001230-8\u200b") == "11990000MB00012308"


def test_organisation_code() -> None:
    assert ids.organisation_code_fault("MB0001230") is None
    assert "校验位" in (ids.organisation_code_fault("MB0001231") or "")
    assert "9位" in (ids.organisation_code_fault("MB000123-0") or "")


TODAY = dt.date(2026, 11, 21)


def test_the_id_number_of_the_standard_passes() -> None:
    assert ids.id_number_fault("11010519491231002X", today=TODAY) is None
    assert ids.id_number_fault("990000199001010017", today=TODAY) is None
    assert ids.id_number_fault("110105491231002", today=TODAY) is None


def _with_check(first17: str) -> str:
    return first17 + ids.id_check(first17)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("110105194912310021", "校验位"),
        ("11010519491231002x", "18位"),
        (_with_check("11010519490230002"), "出生日期不存在"),
        (_with_check("11010520270101002"), "晚于今天"),
        (_with_check("00000019900101001"), "地址码"),
        ("110105491331002", "出生日期不存在"),
        ("", "18位"),
    ],
)
def test_wrong_id_numbers_are_refused_with_the_reason(number: str, said: str) -> None:
    assert said in (ids.id_number_fault(number, today=TODAY) or "")


def test_bank_cards_by_luhn() -> None:
    assert ids.bank_card_fault("6222021234567890127") == "银行卡号校验位不符，请核对是否录错"
    assert ids.luhn_ok("4539578763621486")
    assert not ids.luhn_ok("0" * 16)
    assert "16至19" in (ids.bank_card_fault("622202123456") or "")


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("320000", "province", None),
        ("320800", "city", "320000"),
        ("320813", "county", "320800"),
        ("320813101", "township", "320813"),
        ("320813101203", "village", "320813101"),
        ("320813101000", "township", "320813"),
        ("320813000000", "county", "320800"),
        ("999999", "county", "999900"),
    ],
)
def test_region_levels_and_parents(code: str, level: str, parent: str | None) -> None:
    assert ids.region_level(code) == level
    assert ids.region_parent_code(code) == parent


@pytest.mark.parametrize("code", ["", "32081", "000000", "320013", "320813000203", "32081３"])
def test_malformed_region_codes_have_no_level(code: str) -> None:
    assert ids.region_level(code) is None
    assert ids.region_parent_code(code) is None
    assert ids.region_fault(code)


@given(st.text(max_size=40))
def test_no_string_breaks_a_check(text: str) -> None:
    for check in (
        ids.uscc_fault,
        ids.organisation_code_fault,
        ids.id_number_fault,
        ids.bank_card_fault,
        ids.region_fault,
    ):
        assert check(text) is None or isinstance(check(text), str)
    ids.normalise_code(text)
    ids.luhn_ok(text)
    ids.region_level(text)
