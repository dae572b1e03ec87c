"""Personal data is found in every disguise, and ordinary numbers are left alone."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingtang.text.findings import Sureness, apply_masks
from mingtang.text.identifiers import id_check
from mingtang.text.masks import MASK_RULES, mask_name
from mingtang.text.personal import find_personal

TODAY = dt.date(2026, 11, 21)
ID = "990000199001010017"
CARD = "6222021234567890128"


def _kinds(text: str) -> list[str]:
    return [finding.kind for finding in find_personal(text, today=TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        f"张三，身份证号{ID}，住本区",
        "身份证１１０１０５１９４９１２３１００２Ｘ",
        "110105194912310 02x",
        "990000 19900101 0017",
        "990000-19900101-0017",
        "9 9 0 0 0 0 1 9 9 0 0 1 0 1 0 0 1 7",
        "9900 0019 9001 0100 17",
        "990000\u200b1990\u200b01010017",
        f"SFZ{ID}",
        "990000\n199001010017",
        "身份证号码：990000199001010018",
        "身份证号：110105491231002",
        "990000.19900101.0017",
        "９９００００．１９９００１０１．００１７",
        "990000/1990/01/01/0017",
        "990000_19900101_0017",
        "990000,19900101,0017",
        "990000（19900101）0017",
        "990000\t19900101\t0017",
        "990000\n19900101\n0017",
        "9900001990\r\n01010017",
        "9900001990\t01010017",
        "990000\u2009199001\u2002010017",
        "990000\u221219900101\u22120017",
        f"1.{ID}",
        "٩٩٠٠٠٠١٩٩٠٠١٠١٠٠١٧",
        "𝟗𝟗𝟎𝟎𝟎𝟎𝟏𝟗𝟗𝟎𝟎𝟏𝟎𝟏𝟎𝟎𝟏𝟕",
        "11010519491231002Х",
        "11010519491231002×",
        "11010519491231002Ⅹ",
    ],
)
def test_id_numbers_are_found_in_every_disguise(text: str) -> None:
    assert _kinds(text) == ["id_number"]


@pytest.mark.parametrize(
    "text",
    [
        "索引号 11441700007280420Y/2021-00050",
        "113708280043326001/2024-02411",
        "统一社会信用代码：11990000MB00012308",
        "项目编号320813201904010001",
        "990000199001010018",
        "合同金额1234567890.12元",
        "http://www.example.gov.cn/art/2019/4/1/art_1234567890123452.html",
        "2019-2020 2021 2022 2023 2024 2025",
        "3.1415926535897932384",
        "99000019900101001700000",
        "一九四九年十月一日至二〇二六年",
        "一三八零零一三八零零零零",
        "(100)12345678",
        "11010519\t491231003",
        "1101**********4X",
        "电话：0517-87212345、12345",
        "320813.19900101.0019",
        "2019.01.01-2019.12.31",
        "2019-01-01 2019-02-01 2019-03-01",
        "13,812,345.678万元",
        "总投资13812345678元",
        "合计13812345678.90",
        "￥13812345678",
        "受益13800000000人次",
        "面积 13812345678 平方米",
        "项目编号：JSZC-320829-HZZX-G2024-0012",
        "苏（2019）洪泽区不动产权第0012345号",
        "118.873412,33.294567",
        "192.138.1234.5678",
        "1.381.234.567",
        "指标\n1381234\n5678\n",
        "苏ICP备12345678号 苏公网安备 32082902000123号",
        "许可证编号：JY13208290012345",
        "事项编码113208290142345678400012300000",
        "978-7-5037-9876-1",
    ],
)
def test_ordinary_numbers_are_left_alone(text: str) -> None:
    assert _kinds(text) == []


def test_id_number_glued_to_its_neighbour_column_is_suspected() -> None:
    digits = "32081319900101001"
    glued = digits + id_check(digits) + "6217001234"
    findings = find_personal(glued, today=TODAY)
    assert [(f.kind, f.sureness) for f in findings] == [("id_number", Sureness.POSSIBLE)]
    assert findings[0].text == glued[:18]


@pytest.mark.parametrize(
    "text",
    [
        f"一卡通账号：{CARD}",
        "6222 0212 3456 7890 128",
        "6222-0212-3456-7890-128",
        "６２２２０２１２３４５６７８９０１２８",
        "开户账号 10301201040012345",
        "4539578763621486",
        "6222.0212.3456.7890.128",
        "622202123456\n7890128",
    ],
)
def test_bank_cards_are_found(text: str) -> None:
    assert _kinds(text) == ["bank_card"]


def test_luhn_spares_numbers_that_are_no_cards() -> None:
    assert _kinds("6222021234567890127") == []


@pytest.mark.parametrize(
    "text",
    [
        "联系人李四13800001234",
        "138 0000 1234",
        "联系电话：(138)00138000",
        "（138）0013 8000",
        "一三八零零一三八零零零",
        "电话：幺三八〇〇一三八〇〇〇",
        "一三八 零零一三 八零零零",
        "138-0000-1234",
        "+86 13800001234",
        "8613800001234",
        "1 3 8 0 0 0 0 1 2 3 4",
        "１３８００００１２３４",
        "电话13800001234/87212345",
        "张三 13800001234 李某",
        "138.0000.1234",
        "１３８．００００．１２３４",
        "+86.138.0000.1234",
        "138,0000,1234",
        "138（0000）1234",
        "Tel13800001234",
        "wx13800001234",
        "013800001234",
        "1.13800001234",
        "联系电话：1380000\n1234",
        "手机：138\r\n00001234",
    ],
)
def test_mobiles_are_found(text: str) -> None:
    assert _kinds(text) == ["mobile"]


@pytest.mark.parametrize(
    "text", ["213800001234", "12800001234", "138000012345", "编号A13800001234", "13800001234567"]
)
def test_what_is_no_mobile_is_left_alone(text: str) -> None:
    assert "mobile" not in _kinds(text)


def test_two_mobiles_in_a_row_are_two_findings() -> None:
    assert _kinds("13800001234 13900005678") == ["mobile", "mobile"]
    assert _kinds(f"{ID} 13800001234 {CARD}") == ["id_number", "mobile", "bank_card"]


@pytest.mark.parametrize(
    ("text", "sureness"),
    [
        ("家庭住址：高良涧街道东九街12号3栋2单元501室", Sureness.CERTAIN),
        ("现住老子山镇龟山村二组15号", Sureness.CERTAIN),
        ("被征收人王某，东风花园3栋2单元501室", Sureness.LIKELY),
        ("岔河镇滨河村12号", Sureness.LIKELY),
        ("幸福家园3-2-501", Sureness.LIKELY),
        ("幸福小区三号楼二单元五零一室", Sureness.LIKELY),
        ("东风花园１２号楼３单元２０１", Sureness.LIKELY),
        ("人民南路18号恒大名都5幢1203室", Sureness.LIKELY),
        ("洪泽湖大道90号", Sureness.POSSIBLE),
        ("区政务服务中心，东一道22号3号楼501室", Sureness.POSSIBLE),
    ],
)
def test_addresses_are_weighed_by_their_surroundings(text: str, sureness: Sureness) -> None:
    findings = find_personal(text)
    assert [(f.kind, f.sureness) for f in findings] == [("address", sureness)]


@pytest.mark.parametrize(
    "text",
    [
        "洪政发〔2019〕3号",
        "第3号公告",
        "国务院令第711号",
        "2019年4月1号",
        "会议室302室",
        "东风村3组道路硬化",
        "1号线3号站台",
        "5号文件",
        "建设标准厂房3栋",
    ],
)
def test_numbers_that_are_no_house_numbers_are_left_alone(text: str) -> None:
    assert "address" not in _kinds(text)


def test_an_address_is_cut_before_the_house_number() -> None:
    text = "人民南路18号恒大名都5幢1203室，"
    assert apply_masks(text, find_personal(text)) == "人民南路***，"
    text = "幸福小区三号楼二单元五零一室"
    assert apply_masks(text, find_personal(text)) == "幸福小区***"
    text = "住址：岔河镇滨河村12号"
    assert apply_masks(text, find_personal(text)) == "住址：岔河镇滨河村***"


@pytest.mark.parametrize(
    "text", ["苏H12345", "苏 H12345", "苏H·D12345", "苏Ｈ１２３４５", "苏H1234警", "车牌苏HA123B。"]
)
def test_plates_are_found(text: str) -> None:
    assert _kinds(text) == ["plate"]


@pytest.mark.parametrize("text", ["苏H", "苏ABCDEF", "苏H1234567"])
def test_what_is_no_plate_is_left_alone(text: str) -> None:
    assert _kinds(text) == []


def test_personal_mailboxes_are_found_and_office_ones_not() -> None:
    assert _kinds("zhangsan@qq.com，ＬＩＳＩ＠163.com") == ["email", "email"]
    assert _kinds("hzqzfb@hongze.gov.cn") == []


def test_passports_need_their_word() -> None:
    assert _kinds("护照号码：E12345678") == ["passport"]
    assert _kinds("型号E12345678") == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (ID, "9900************17"),
        ("13800001234", "138****1234"),
        ("138 0000 1234", "138****1234"),
        (CARD, "*" * 15 + "0128"),
        ("苏H12345", "苏H12***"),
        ("zhangsan@qq.com", "z***@qq.com"),
        ("护照E12345678", "护照E******78"),
    ],
)
def test_masks_follow_the_table(text: str, masked: str) -> None:
    assert apply_masks(text, find_personal(text)) == masked


def test_the_mask_table_can_be_replaced() -> None:
    rules = {**MASK_RULES, "mobile": replace(MASK_RULES["mobile"], keep_head=0)}
    assert find_personal("13800001234", rules=rules)[0].mask == "*******1234"
    rules.pop("mobile")
    assert find_personal("13800001234", rules=rules) == []


def test_names() -> None:
    assert [mask_name(n) for n in ("张三", "张小三", "欧阳小三", "张", "")] == [
        "张*",
        "张*三",
        "欧**三",
        "张*",
        "",
    ]
    assert mask_name("张小三", minor=True) == "张某某"


@given(st.text() | st.text(alphabet="0123456789Xx -１\u200b村号室单元栋苏H@.qcom\n", max_size=80))
def test_findings_are_true_stretches_in_order_and_masking_removes_them(text: str) -> None:
    findings = find_personal(text, today=TODAY)
    place = 0
    for finding in findings:
        assert finding.start >= place
        assert text[finding.start : finding.end] == finding.text
        place = finding.end
    masked = apply_masks(text, findings)
    assert not any(f.text in masked for f in findings if f.sureness is Sureness.CERTAIN)
