"""Hidden data are found and all text reaches the release gate."""

from __future__ import annotations

import io

import pytest

from mingtang.files.inspect import extract_text, find_hidden, inspect_file
from mingtang.files.limits import MIB, Limits
from mingtang.files.refusal import FileRefused
from tests.unit.files import builders, compound


@pytest.fixture
def saved(tmp_path):
    def save(content: bytes, name: str = "file"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return save


def found(path, kind):
    """Kind → all places and excerpts of that kind."""
    result: dict[str, str] = {}
    for each in find_hidden(path, kind):
        result[each.kind] = f"{result.get(each.kind, '')}{each.where}：{each.excerpt}\n"
    return result


def test_word_tracked_changes_are_found_with_their_author(saved):
    hidden = found(saved(builders.word()), "docx")
    assert "赵六插入：新增一句" in hidden["tracked_change"]
    assert "赵六删除：联系电话13812345678" in hidden["tracked_change"]


def test_word_comments_hidden_text_and_authors_are_found(saved):
    hidden = found(saved(builders.word()), "docx")
    assert "王五的批注：请核对" in hidden["comment"]
    assert "领导内部意见" in hidden["hidden_text"]
    assert "张三" in hidden["author"]
    assert "李四" in hidden["author"]


def test_word_text_includes_deleted_hidden_and_commented_text(saved):
    text = extract_text(saved(builders.word()), "docx")
    for expected in ("关于印发工作方案的通知", "13812345678", "领导内部意见", builders.ID_NUMBER):
        assert expected in text


def test_place_of_a_photo_inside_a_word_document_is_found(saved):
    hidden = found(saved(builders.word(picture=builders.photo())), "docx")
    assert "39.907" in hidden["gps"]


def test_switched_off_vanish_is_not_hidden_text(saved):
    shown = builders.members_of(builders.word())["word/document.xml"].replace(
        b"<w:vanish/>", b'<w:vanish w:val="0"/>'
    )
    path = saved(builders.rezipped(builders.word(), {"word/document.xml": shown}))
    assert "hidden_text" not in found(path, "docx")


def test_file_paths_of_the_author_are_found_as_outside_links(saved):
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://x/attachedTemplate" TargetMode="External" '
        b'Target="file:///C:/Users/zhangsan/a.dotx"/></Relationships>'
    )
    content = builders.rezipped(builders.word(), {"word/_rels/settings.xml.rels": relations})
    assert "zhangsan" in found(saved(content), "docx")["external_link"]


def test_hidden_sheet_with_id_number_is_found_and_its_cells_are_read(saved):
    path = saved(builders.workbook())
    hidden = found(path, "xlsx")
    assert "原始数据" in hidden["hidden_sheet"]
    assert builders.ID_NUMBER in hidden["hidden_sheet"]
    assert builders.ID_NUMBER in extract_text(path, "xlsx")


def test_hidden_rows_columns_and_comments_of_a_sheet_are_found(saved):
    hidden = found(saved(builders.workbook()), "xlsx")
    assert "第 3 行：王某 不应公开的一行" in hidden["hidden_rows"]
    assert "第 4 列：隐藏列的内容" in hidden["hidden_columns"]
    assert "此人是低保户" in hidden["comment"]


def test_phone_kept_as_a_number_is_read_as_digits(saved):
    assert "13912345678" in extract_text(saved(builders.workbook()), "xlsx")
    sheet = (
        b"<worksheet><sheetData><row><c><v>1.3812345678E10</v></c></row></sheetData></worksheet>"
    )
    content = builders.rezipped(builders.workbook(), {"xl/worksheets/sheet1.xml": sheet})
    assert "13812345678" in extract_text(saved(content), "xlsx")


def test_clean_workbook_shows_nothing_hidden(saved):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["公开"])
    out = io.BytesIO()
    book.save(out)
    assert find_hidden(saved(out.getvalue()), "xlsx") == ()


def test_pdf_properties_note_attachment_and_script_are_found(saved):
    hidden = found(saved(builders.pdf_with_extras()), "pdf")
    assert "张三" in hidden["author"]
    assert "领导批注：缓发" in hidden["annotation"]
    assert "名单.xlsx" in hidden["embedded_file"]
    assert "app.alert" in hidden["javascript"]
    assert "unchecked" not in hidden


def test_chinese_text_of_a_pdf_without_embedded_font_is_read(saved):
    assert "政府信息公开年度报告" in extract_text(saved(builders.pdf()), "pdf")


def test_locked_pdf_is_reported_as_not_checkable(saved):
    (only,) = find_hidden(saved(builders.locked_pdf()), "pdf")
    assert (only.kind, only.label_zh, only.removable) == ("encrypted", "加密，无法检查", False)


def test_photo_place_device_and_author_are_found(saved):
    hidden = found(saved(builders.photo()), "jpeg")
    assert "纬度 39.90722，经度 116.39139" in hidden["gps"]
    assert "HUAWEI" in hidden["device"]
    assert "张三" in hidden["author"]
    assert "internal comment" in hidden["metadata"]


def test_plain_picture_shows_nothing_hidden(saved):
    for form, kind in (("PNG", "png"), ("GIF", "gif"), ("BMP", "bmp"), ("WEBP", "webp")):
        assert find_hidden(saved(builders.image(form)), kind) == (), kind


def test_ofd_author_and_text_are_read(saved):
    path = saved(builders.ofd())
    assert "张三" in found(path, "ofd")["author"]
    assert "版式正文" in extract_text(path, "ofd")


def test_old_word_text_and_comments_are_read(saved):
    path = saved(compound.old_word(f"关于公示的通知\r身份证{builders.ID_NUMBER}"))
    assert builders.ID_NUMBER in extract_text(path, "doc")
    assert "comment" in found(path, "doc")


def test_old_excel_hidden_sheet_strings_and_numbers_are_read(saved):
    path = saved(compound.old_excel(["姓名", f"身份证{builders.ID_NUMBER}"], "原始数据"))
    assert "原始数据" in found(path, "xls")["hidden_sheet"]
    text = extract_text(path, "xls")
    assert builders.ID_NUMBER in text
    assert "13812345678" in text


def test_zip_members_are_looked_into_under_their_chinese_names(saved):
    path = saved(builders.gbk_zip("名单.xlsx", builders.workbook()))
    hidden = found(path, "zip")
    assert "“名单.xlsx” › 工作表“原始数据”" in hidden["hidden_sheet"]
    assert builders.ID_NUMBER in extract_text(path, "zip")


def test_unreadable_member_of_a_zip_is_named_as_unchecked(saved):
    path = saved(builders.zipped({"坏.docx": builders.word()[:500], "好.txt": b"ok"}))
    assert "坏.docx" in found(path, "zip")["unchecked"]


def test_encrypted_member_of_a_zip_is_named(saved):
    assert "名单.txt" in found(saved(builders.encrypted_zip()), "zip")["encrypted"]


def test_web_page_scripts_and_comments_are_found(saved):
    page = "<html><!-- 张三 13812345678 --><script>x()</script><p>正文</p></html>".encode()
    path = saved(page)
    assert "13812345678" in found(path, "html")["comment"]
    assert "x()" in found(path, "html")["javascript"]
    assert "正文" in extract_text(path, "html")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_every_usual_encoding(saved, encoding):
    assert "政务公开" in extract_text(saved("政务公开㐀".encode(encoding)), "txt")


def test_entities_of_a_hostile_part_are_never_expanded(saved):
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 9))
    part = b'<!DOCTYPE d [<!ENTITY l0 "ha">' + laughs + b']><w:document a="&l8;">&l8;</w:document>'
    with pytest.raises(FileRefused) as refused:
        find_hidden(saved(builders.rezipped(builders.word(), {"word/document.xml": part})), "docx")
    assert refused.value.code == "damaged"


def test_outside_entity_is_not_read(saved):
    part = (
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b'<w:document xmlns:w="w"><w:t>&x;</w:t></w:document>'
    )
    with pytest.raises(FileRefused):
        extract_text(saved(builders.rezipped(builders.word(), {"word/document.xml": part})), "docx")


def test_text_above_the_limit_is_cut_and_said_to_be_unchecked(saved):
    result = inspect_file(saved(b"x" * 5000), "txt", Limits(max_text=1000))
    assert len(result.text) == 1000
    assert result.truncated
    assert result.hidden[-1].kind == "unchecked"


def test_time_used_up_is_said_not_hidden(saved):
    result = inspect_file(saved(builders.workbook()), "xlsx", Limits(max_seconds=0.0))
    assert [each.kind for each in result.hidden] == ["unchecked"]


def test_findings_above_the_limit_are_counted(saved):
    page = "".join(f"<!-- {n} -->" for n in range(300)).encode()
    hidden = find_hidden(saved(page), "html", Limits(max_findings=10))
    assert len(hidden) == 11
    assert "290" in hidden[-1].excerpt


def test_large_sheet_is_read(saved):
    row = '<row><c t="inlineStr"><is><t>某某单位公开事项</t></is></c><c><v>1</v></c></row>'
    sheet = f"<worksheet><sheetData>{row * 100_000}</sheetData></worksheet>".encode()
    assert len(sheet) > 8 * MIB
    content = builders.rezipped(builders.workbook(), {"xl/worksheets/sheet1.xml": sheet})
    inspect_file(saved(content), "xlsx")
