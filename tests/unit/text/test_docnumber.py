"""Document numbers: one standard form out of everything that people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.text import docnumber as dn


@pytest.mark.parametrize(
    "typed",
    [
        "洪政发〔2019〕3号",
        "洪政发[2019]3号",
        "洪政发（2019）3号",
        "洪政发(2019) 3 号",
        "洪政发【2019】003号",
        "洪政发〔２０１９〕第３号",
        " 洪政发 〔 2019 〕 第 03 号\u200b",
        "洪政发﹝2019﹞3号",
        "洪政发〔2019年〕3号",
    ],
)
def test_every_usual_form_is_normalised(typed: str) -> None:
    assert dn.normalise(typed) == "洪政发〔2019〕3号"
    assert dn.parse_doc_number(typed) == dn.DocNumber("洪政发", 2019, 3, "洪政发〔2019〕3号")


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("国务院令第711号", "国务院令第711号"),
        ("令第3号", "令第3号"),
        ("江苏省人民政府令 第０93号", "江苏省人民政府令第93号"),
        ("国务院令第七百一十一号", "国务院令第711号"),
    ],
)
def test_orders_are_normalised(typed: str, normal: str) -> None:
    number = dn.parse_doc_number(typed)
    assert (number.normalised, number.year) == (normal, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请留空"),
        ("洪政发20193号", "括号"),
        ("洪政发〔19〕3号", "四位年份"),
        ("洪政发〔2019〕3", "“号”结尾"),
        ("洪政发〔2019〕号", "数字"),
        ("洪政发〔2019〕0号", "不能为0"),
        ("洪政发〔2019〕123456号", "过大"),
        ("洪政发〔1219〕3号", "年份1219"),
        ("A〔2019〕3号", "机关代字"),
        ("国务院令711", "令的文号"),
        ("国务院令第0号", "令号"),
        ("洪" * 80, "过长"),
    ],
)
def test_a_refusal_names_the_way_out(typed: str, said: str) -> None:
    assert said in (dn.doc_number_fault(typed) or "")
    with pytest.raises(dn.DocNumberError):
        dn.normalise(typed)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("洪政办函[2020]第05号", "洪政办函〔2020〕5号"),
        ("洪府办函〔2020〕5号", "洪府办函〔2020〕5号"),
        ("洪综执罚决字〔2020〕第000123号", "洪综执罚决字〔2020〕123号"),
        ("(洪)应急罚(2020)5号", "（洪）应急罚〔2020〕5号"),
        ("洪发改（审）【2020】 5 号", "洪发改（审）〔2020〕5号"),
        ("公告2020年第05号", "公告2020年第5号"),
        ("市场监管总局公告 2020年 第46号", "市场监管总局公告2020年第46号"),
    ],
)
def test_forms_that_counties_print_are_normalised(typed: str, normal: str) -> None:
    assert dn.normalise(typed) == normal
    assert dn.normalise(normal) == normal


def test_a_place_in_brackets_belongs_to_the_number_and_a_note_does_not() -> None:
    def found(text: str) -> list[str]:
        return [str(hit.number) for hit in dn.find_doc_numbers(text)]

    assert found("依据（洪）应急罚〔2020〕5号决定书") == ["（洪）应急罚〔2020〕5号"]
    assert found("《办法》（试行）洪政发〔2020〕1号") == ["洪政发〔2020〕1号"]
    assert found("见税务总局公告2020年第46号") == ["税务总局公告2020年第46号"]
    assert found("2020年第46号") == []


def test_a_year_to_come_is_refused_when_asked() -> None:
    assert dn.doc_number_fault("洪政发〔2027〕3号") is None
    assert "晚于" in (dn.doc_number_fault("洪政发〔2027〕3号", latest_year=2026) or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据洪政发〔2019〕3号文件", ["洪政发〔2019〕3号"]),
        ("（国办发[2018]022号）要求", ["国办发〔2018〕22号"]),
        ("《关于印发办法的通知》（国办公开办函〔2019〕61号）", ["国办公开办函〔2019〕61号"]),
        (
            "按照苏政办发〔2019〕5号和洪政规〔2019〕1号",
            ["苏政办发〔2019〕5号", "洪政规〔2019〕1号"],
        ),
        ("太和政发〔2019〕5号", ["太和政发〔2019〕5号"]),
        ("依照国务院令第711号公布", ["国务院令第711号"]),
        ("见表（2019）3号楼", []),
        ("命令第二天送达", []),
        ("根据中华人民共和国国务院令第711号", ["中华人民共和国国务院令第711号"]),
        ("自然资源部令第5号", ["自然资源部令第5号"]),
        ("广西壮族自治区人民政府令第3号", ["广西壮族自治区人民政府令第3号"]),
        ("呼和浩特市人民政府令第3号", ["呼和浩特市人民政府令第3号"]),
        ("洪经信委发〔2016〕7号", ["洪经信委发〔2016〕7号"]),
        ("电子邮箱：\n洪政发 〔2019〕 3 号", ["洪政发〔2019〕3号"]),
    ],
)
def test_numbers_are_found_in_running_text(text: str, expected: list[str]) -> None:
    found = dn.find_doc_numbers(text)
    assert [f.number.normalised for f in found] == expected
    assert all(text[f.start : f.end] == f.text for f in found)


@given(st.text(alphabet="洪政发令第号年〔〕[]（）()0123456789１２〇一十百 \u200b", max_size=30))
def test_what_parses_is_stable(text: str) -> None:
    if dn.doc_number_fault(text) is None:
        assert dn.normalise(dn.normalise(text)) == dn.normalise(text)


@given(st.text())
def test_no_string_breaks_the_parser(text: str) -> None:
    dn.doc_number_fault(text)
    dn.find_doc_numbers(text)
