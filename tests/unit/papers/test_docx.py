"""DOCX templates: what they may hold, what is refused, what a filled one says."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from mingtang.papers.docx import MissingFields, check_template, fields_of, fill
from mingtang.papers.package import BadTemplate
from mingtang.papers.styles import blank_paper


def template(*paragraphs: str | tuple[str, ...]) -> bytes:
    """A template of these paragraphs; a tuple is one paragraph split into runs, as Word does."""
    document = blank_paper("模板")
    for paragraph in paragraphs:
        runs = (paragraph,) if isinstance(paragraph, str) else paragraph
        made = document.add_paragraph()
        for n, text in enumerate(runs):
            made.add_run(text).bold = n % 2 == 1
    return saved(document)


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines_of(docx: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs]


def repacked(docx: bytes, **parts: bytes) -> bytes:
    """The package with parts added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def test_fields_are_found_in_body_table_header_and_footer() -> None:
    document = Document()
    document.add_paragraph("{{ 收件人 }}：")
    document.add_table(1, 1).cell(0, 0).text = "{{ 金额 }}"
    document.sections[0].header.paragraphs[0].text = "{{ 文号 }}"
    document.sections[0].footer.paragraphs[0].text = "{{ 电话 }}"
    assert fields_of(saved(document)) == {"收件人", "金额", "文号", "电话"}


def test_a_field_split_into_runs_by_word_is_one_field() -> None:
    split = template(("致：{", "{ 收", "件", "人 }", "}。"))
    assert fields_of(split) == {"收件人"}
    assert lines_of(fill(split, {"收件人": "李晓明"})) == ["致：李晓明。"]


def test_a_field_torn_over_two_paragraphs_is_joined() -> None:
    assert lines_of(fill(template("致{{ 收件", "人 }}。"), {"收件人": "李晓明"})) == ["致李晓明。"]


@pytest.mark.parametrize(
    "value",
    [
        "<b>&amp;</b>",
        "{{ 文号 }} {% if %}",
        "]]>",
        "{_{ }_} {_% %_}",
        "$x #set *a* [b] \\",
        "“引号”",
        "😀𠮷",
    ],
)
def test_a_value_is_text_whatever_signs_it_has(value: str) -> None:
    assert lines_of(fill(template("甲{{ 内容 }}乙"), {"内容": value})) == [f"甲{value}乙"]


def test_control_characters_are_left_out_and_line_ends_begin_paragraphs() -> None:
    filled = fill(template("{{ 内容 }}"), {"内容": "一\x00\x0b二\r\n三\x07\ud800四\u202e"})
    assert lines_of(filled) == ["一", "二", "三四"]


def test_twenty_thousand_characters_are_kept() -> None:
    text = "申请公开的内容<&>" * 2000 + "完"
    assert lines_of(fill(template("{{ 内容 }}"), {"内容": text})) == [text]


PRINTABLE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60)
CONTENT = template("（{{ 内容 }}）")


@settings(max_examples=15, deadline=None)
@given(st.lists(PRINTABLE, min_size=1, max_size=20))
def test_any_printable_text_comes_back(texts: list[str]) -> None:
    filled = lines_of(fill(CONTENT, {"内容": "\n".join(texts)}))
    assert filled == f"（{chr(10).join(texts)}）".split("\n")


def test_missing_and_blank_fields_are_named_in_order() -> None:
    made = template("{{ 文号 }}{{ 收件人 }}{{ 日期 }}")
    values = {"收件人": " \n", "文号": "", "日期": "2026年11月22日"}
    with pytest.raises(MissingFields) as refused:
        fill(made, values, order=["收件人", "文号"])
    assert refused.value.fields == ("收件人", "文号")
    assert str(refused.value) == "文书还缺：收件人、文号"


def test_missing_fields_are_named_by_their_labels() -> None:
    with pytest.raises(MissingFields, match="文书还缺：文号"):
        fill(template("{{ number }}"), {"number": ""}, labels={"number": "文号"})


def test_a_field_asked_for_by_an_if_may_be_blank() -> None:
    made = template("甲", "{%p if 延期 %}", "延期：{{ 延期 }}", "{%p endif %}", "乙")
    assert lines_of(fill(made, {"延期": ""})) == ["甲", "乙"]
    assert lines_of(fill(made, {"延期": "二十日"})) == ["甲", "延期：二十日", "乙"]


def test_rows_become_rows_of_a_table() -> None:
    document = Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).text = "{%tr for 行 in 清单 %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ 行.位置 }}", "{{ 行.理由 }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    rows = [{"位置": "第1页", "理由": "<隐私>"}, {"位置": "第2页", "理由": "&"}]
    filled = Document(io.BytesIO(fill(saved(document), {"清单": rows})))
    assert [[cell.text for cell in row.cells] for row in filled.tables[0].rows] == [
        ["第1页", "<隐私>"],
        ["第2页", "&"],
    ]


def test_equal_input_makes_equal_bytes() -> None:
    made = template("{{ 内容 }}")
    assert fill(made, {"内容": "甲"}) == fill(made, {"内容": "甲"})


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(BadTemplate, match="不认识的字段：收见人"):
        check_template(template("{{ 收见人 }}{{ 文号 }}"), known={"收件人", "文号"})
    with pytest.raises(BadTemplate, match="不认识的字段：收见人"):
        fill(template("{{ 收见人 }}"), {"收件人": "李晓明"})


@pytest.mark.parametrize(
    ("paragraphs", "reason"),
    [
        (("{{ 收件人 }",), "写法有误"),
        (("{{ 收 件 人 }}",), "写法有误"),
        (("{%p if 收件人 %}", "甲"), "没有成对写完"),
        (("{% endif %}",), "没有成对写完"),
        (("｛｛ 收件人 ｝｝",), "全角"),
        (("{{r 收件人 }}",), "不能另加"),
        (("{" * 5000,), "花括号过多"),
    ],
)
def test_a_field_written_wrongly_is_told(paragraphs: tuple[str, ...], reason: str) -> None:
    with pytest.raises(BadTemplate, match=reason):
        fields_of(template(*paragraphs))


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ 收件人.__class__ }}",
        "{{ 收件人['__class__'] }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ range(99999999) }}",
        "{{ 'a' * 999999999 }}",
        "{{ 收件人|attr('__class__') }}",
        "{{ 收件人 ~ 收件人 }}",
        "{% for x in 收件人 %}{% for y in 收件人 %}{{ x }}{% endfor %}{% endfor %}",
        "{% for x in 收件人 %}{{ x.__class__ }}{% endfor %}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{% if 收件人 == 'x' %}{% endif %}",
        "{{ 收件人() }}",
        "{{ 3 }}",
    ],
)
def test_a_template_cannot_reach_python(attack: str) -> None:
    with pytest.raises(BadTemplate):
        fill(template(attack), {"收件人": "李晓明"})


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0" * 9])
def test_what_is_no_docx_is_refused(content: bytes) -> None:
    with pytest.raises(BadTemplate):
        fields_of(content)


def test_a_truncated_docx_is_refused() -> None:
    whole = template("{{ 收件人 }}")
    for end in range(200, len(whole), len(whole) // 23):
        with pytest.raises(BadTemplate):
            fields_of(whole[:end])


def test_a_zip_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<x/>")
        bomb.writestr("word/document.xml", "<x/>")
        bomb.writestr("word/media/a.bin", b"\0" * (61 * 1024 * 1024))
    with pytest.raises(BadTemplate, match="压缩炸弹"):
        fields_of(out.getvalue())


def test_entities_macros_and_outside_parts_are_refused() -> None:
    plain = template("{{ 收件人 }}")
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(BadTemplate, match="文档类型声明"):
        fields_of(repacked(plain, **{"word/settings2.xml": entity}))
    with pytest.raises(BadTemplate, match="宏"):
        fields_of(repacked(plain, **{"word/vbaProject.bin": b"x"}))
    outside = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://e.example/t.dotm"'
        b' TargetMode="External"/></Relationships>'
    )
    with pytest.raises(BadTemplate, match="外部文件"):
        fields_of(repacked(plain, **{"word/_rels/settings.xml.rels": outside}))


def test_a_field_is_needed_only_where_its_paragraph_stands() -> None:
    words = template("{{ 甲 }}", "{%p if 乙 and not 丙 %}", "{{ 乙 }}于{{ 丁 }}", "{%p endif %}")
    fill(words, {"甲": "一", "乙": "", "丙": "", "丁": ""})
    fill(words, {"甲": "一", "乙": "二", "丙": "三", "丁": ""})
    with pytest.raises(MissingFields, match="丁"):
        fill(words, {"甲": "一", "乙": "二", "丙": "", "丁": ""})
