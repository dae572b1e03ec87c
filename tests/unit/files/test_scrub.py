"""A clean copy holds nothing of what was removed, opens in its program, and leaves the original."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader

from mingtang.files.inspect import extract_text
from mingtang.files.refusal import FileRefused
from mingtang.files.scrub import scrub
from mingtang.files.sniff import sniff
from tests.unit.files import builders


@pytest.fixture
def clean(tmp_path):
    """Scrub bytes of a kind; the original must not change."""

    def cleaned(content: bytes, kind: str):
        source, target = tmp_path / "original", tmp_path / "copy"
        source.write_bytes(content)
        result = scrub(source, kind, target)
        assert source.read_bytes() == content
        return result

    return cleaned


def parts(path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def pixels(content: bytes) -> bytes:
    return Image.open(io.BytesIO(content)).convert("RGB").tobytes()


def test_word_copy_has_changes_accepted_and_no_comments_hidden_text_or_names(clean):
    result = clean(builders.word(picture=builders.photo()), "docx")
    everything = parts(result.path)
    for gone in ("张三", "李四", "王五", "赵六", "13812345678", "领导内部意见", "请核对"):
        assert gone not in everything, gone
    document = docx.Document(str(result.path))
    assert [p.text for p in document.paragraphs] == ["关于印发工作方案的通知新增一句", "可见"]
    assert result.remaining == ()
    assert "修订痕迹（已全部接受）" in result.removed
    assert "批注" in result.removed


def test_word_copy_is_still_sniffed_as_docx(clean):
    assert sniff(clean(builders.word(), "docx").path, "x.docx").kind == "docx"


def test_deleted_paragraph_mark_joins_the_paragraphs(clean):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        f"<w:document {space}><w:body><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
        "<w:r><w:t>前半</w:t></w:r></w:p><w:p><w:pPr/><w:r><w:t>后半</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        "</w:body></w:document>"
    ).encode()
    result = clean(builders.rezipped(builders.word(), {"word/document.xml": body}), "docx")
    document = docx.Document(str(result.path))
    assert [p.text for p in document.paragraphs] == ["前半后半"]
    assert len(document.tables[0].rows) == 0


def test_workbook_copy_has_no_hidden_sheet_cells_comments_or_names(clean):
    result = clean(builders.workbook(), "xlsx")
    everything = parts(result.path)
    for gone in (builders.ID_NUMBER, "隐藏列的内容", "不应公开的一行", "此人是低保户", "张三"):
        assert gone not in everything, gone
    assert [each.kind for each in result.remaining] == []
    book = openpyxl.load_workbook(io.BytesIO(result.path.read_bytes()))
    assert book.sheetnames == ["公示名单", "说明"]
    assert book["公示名单"]["A2"].value == "李某"
    assert book["公示名单"]["C2"].value == 13912345678
    assert book["说明"]["A1"].value == "最后一张"


def test_formula_on_a_removed_sheet_keeps_no_reference(clean):
    assert "原始数据" not in parts(clean(builders.workbook(), "xlsx").path)


def test_names_that_point_to_a_removed_sheet_go_and_others_keep_their_sheet(clean):
    book = openpyxl.load_workbook(io.BytesIO(builders.workbook()))
    book["说明"].print_title_rows = "1:1"
    out = io.BytesIO()
    book.save(out)
    copy = openpyxl.load_workbook(io.BytesIO(clean(out.getvalue(), "xlsx").path.read_bytes()))
    assert copy["说明"].print_title_rows == "$1:$1"


def test_shared_texts_of_a_removed_sheet_are_blanked_and_others_keep_their_number(clean):
    parts_of_book = builders.members_of(builders.workbook())
    relations = parts_of_book["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId9" Target="sharedStrings.xml" Type="http://schemas.openxmlformats'
        b'.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>',
    )
    types = parts_of_book["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

    def sheet(number: int) -> bytes:
        return (
            f'<worksheet {space}><sheetData><row r="1"><c r="A1" t="s"><v>{number}</v></c></row>'
            "</sheetData></worksheet>"
        ).encode()

    content = builders.rezipped(
        builders.workbook(),
        {
            "xl/_rels/workbook.xml.rels": relations,
            "[Content_Types].xml": types,
            "xl/worksheets/sheet2.xml": sheet(0),
            "xl/worksheets/sheet3.xml": sheet(1),
            "xl/sharedStrings.xml": f"<sst {space}><si><t>{builders.ID_NUMBER}</t></si>"
            "<si><t>公开的说明</t></si></sst>".encode(),
        },
    )
    result = clean(content, "xlsx")
    assert builders.ID_NUMBER not in parts(result.path)
    copy = openpyxl.load_workbook(io.BytesIO(result.path.read_bytes()))
    assert copy["说明"]["A1"].value == "公开的说明"


def test_workbook_of_hidden_sheets_only_is_not_scrubbed(clean):
    content = builders.rezipped(
        builders.workbook(),
        {
            "xl/workbook.xml": builders.members_of(builders.workbook())["xl/workbook.xml"].replace(
                b'state="visible"', b'state="hidden"'
            )
        },
    )
    with pytest.raises(FileRefused) as refused:
        clean(content, "xlsx")
    assert refused.value.code == "not_scrubbable"


def test_pdf_copy_has_no_properties_notes_attachments_or_scripts(clean):
    result = clean(builders.pdf_with_extras(), "pdf")
    content = result.path.read_bytes()
    assert b"secret attachment bytes" not in content
    assert b"app.alert" not in content
    reader = PdfReader(result.path)
    assert "/Author" not in (reader.metadata or {})
    assert result.remaining == ()
    assert "政府信息公开年度报告" in extract_text(result.path, "pdf")


def test_locked_pdf_cannot_be_scrubbed_and_says_what_to_do(clean):
    with pytest.raises(FileRefused) as refused:
        clean(builders.locked_pdf(), "pdf")
    assert refused.value.code == "not_scrubbable"
    assert "密码" in refused.value.text_zh


def test_photo_copy_keeps_pixels_and_turn_but_no_place_device_or_comment(clean):
    content = builders.photo()
    result = clean(content, "jpeg")
    cleaned = result.path.read_bytes()
    assert result.remaining == ()
    for gone in (b"HUAWEI", b"internal comment", b"Zhang San"):
        assert gone not in cleaned
    assert pixels(cleaned) == pixels(content)
    after = Image.open(io.BytesIO(cleaned))
    assert after.getexif().get(0x0112) == 6
    assert 0x8825 not in after.getexif()


def test_png_copy_keeps_pixels_but_no_text_blocks(clean):
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", "Zhang San")
    notes.add_itxt("Comment", "内部图")
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (9, 8, 7)).save(out, "PNG", pnginfo=notes)
    result = clean(out.getvalue(), "png")
    assert b"Zhang San" not in result.path.read_bytes()
    assert result.remaining == ()
    assert pixels(result.path.read_bytes()) == pixels(out.getvalue())


@pytest.mark.parametrize(("form", "kind"), [("WEBP", "webp"), ("TIFF", "tiff"), ("GIF", "gif")])
def test_other_pictures_are_saved_anew_without_author(clean, form, kind):
    exif = Image.Exif()
    exif[0x013B] = "Zhang San"
    out = io.BytesIO()
    options = {} if form == "GIF" else {"exif": exif}
    Image.new("RGB", (8, 8), (9, 8, 7)).save(out, form, **options)
    result = clean(out.getvalue(), kind)
    assert b"Zhang San" not in result.path.read_bytes()
    assert result.remaining == ()
    assert pixels(result.path.read_bytes()) == pixels(out.getvalue())


def test_ofd_author_is_removed_and_text_stays(clean):
    result = clean(builders.ofd(), "ofd")
    assert result.remaining == ()
    assert "版式正文" in extract_text(result.path, "ofd")


def test_signed_ofd_is_left_alone(clean):
    signed = builders.rezipped(builders.ofd(), {"Doc_0/Signs/Signatures.xml": b"<x/>"})
    with pytest.raises(FileRefused) as refused:
        clean(signed, "ofd")
    assert "签章" in refused.value.text_zh


def test_kind_that_cannot_be_scrubbed_says_what_to_do(clean):
    with pytest.raises(FileRefused) as refused:
        clean(b"x", "doc")
    assert refused.value.code == "not_scrubbable"


def test_failed_scrub_leaves_no_copy(clean, tmp_path):
    with pytest.raises(FileRefused):
        clean(builders.photo()[:60], "jpeg")
    assert not (tmp_path / "copy").exists()
