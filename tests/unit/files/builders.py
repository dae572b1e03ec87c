"""Real files made at test time, each with something hidden or something wrong."""

from __future__ import annotations

import io
import struct
import zipfile

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

ID_NUMBER = "11010519491231002X"
PE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\0" * 50 + b"PE\0\0" + b"\0" * 200


def zipped(members: dict[str, bytes], *, level: int = 9) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def rezipped(content: bytes, changes: dict[str, bytes]) -> bytes:
    """The archive with members replaced or added."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | changes)


def members_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word(*, picture: bytes | None = None) -> bytes:
    """Author 张三, an insertion, a deletion with a phone number, a comment, hidden text."""
    document = docx.Document()
    document.core_properties.author = "张三"
    document.core_properties.last_modified_by = "李四"
    paragraph = document.add_paragraph("关于印发工作方案的通知")
    paragraph._p.append(_change("w:ins", "w:t", "新增一句"))
    paragraph._p.append(_change("w:del", "w:delText", "联系电话13812345678"))
    hidden = document.add_paragraph("可见").add_run("领导内部意见")
    hidden.font.hidden = True
    document.add_comment(paragraph.runs, text="请核对身份证号" + ID_NUMBER, author="王五")
    out = io.BytesIO()
    document.save(out)
    content = out.getvalue()
    return rezipped(content, {"word/media/photo.jpeg": picture}) if picture else content


def _change(tag: str, text_tag: str, text: str):
    change = OxmlElement(tag)
    for key, value in (("w:id", "7"), ("w:author", "赵六"), ("w:date", "2026-01-02T03:04:05Z")):
        change.set(qn(key), value)
    run, content = OxmlElement("w:r"), OxmlElement(text_tag)
    content.text = text
    run.append(content)
    change.append(run)
    return change


def workbook() -> bytes:
    """A shown sheet with a hidden row, a hidden column and a comment; a hidden sheet of IDs."""
    book = openpyxl.Workbook()
    book.properties.creator = "张三"
    shown = book.active
    shown.title = "公示名单"
    shown.append(["姓名", "备注", "电话"])
    shown.append(["李某", "公开", 13912345678])
    shown.append(["王某", "不应公开的一行", ""])
    shown["D1"] = "隐藏列的内容"
    shown.row_dimensions[3].hidden = True
    shown.column_dimensions["D"].hidden = True
    shown["A2"].comment = Comment("此人是低保户", "经办人")
    secret = book.create_sheet("原始数据")
    secret.append(["身份证", ID_NUMBER])
    secret.sheet_state = "hidden"
    shown["B5"] = "=原始数据!B1"
    last = book.create_sheet("说明")
    last.append(["最后一张"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(*, text: str = "政府信息公开年度报告", pages: int = 1) -> bytes:
    out = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    page = canvas.Canvas(out, pagesize=A4)
    page.setAuthor("张三")
    for _ in range(pages):
        page.setFont("STSong-Light", 12)
        page.drawString(100, 700, text)
        page.showPage()
    page.save()
    return out.getvalue()


def pdf_with_extras() -> bytes:
    """With a note, an attachment and a script."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.add_metadata({"/Author": "张三", "/Keywords": "内部"})
    writer.add_attachment("名单.xlsx", b"secret attachment bytes")
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('hi');"),
        }
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(script)
    writer.add_annotation(0, Text(rect=(50, 550, 200, 650), text="领导批注：缓发"))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def photo(*, size: tuple[int, int] = (32, 24)) -> bytes:
    """A JPEG with place, device, author and a turn of 90 degrees."""
    picture = Image.new("RGB", size, (200, 30, 30))
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x013B] = "HUAWEI", "P40", 6, "Zhang San"
    exif[0x9C9D] = "张三\0".encode("utf-16-le")
    exif[0x8825] = {1: "N", 2: (39.0, 54.0, 26.0), 3: "E", 4: (116.0, 23.0, 29.0)}
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"internal comment")
    return out.getvalue()


def image(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (16, 16), (1, 2, 3)).save(out, form)
    return out.getvalue()


def ofd() -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return zipped(
        {
            "OFD.xml": f'<ofd:OFD {space} Version="1.0"><ofd:DocBody><ofd:DocInfo>'
            "<ofd:Author>张三</ofd:Author><ofd:Creator>WPS</ofd:Creator></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>".encode(),
            "Doc_0/Document.xml": f"<ofd:Document {space}/>".encode(),
            "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}><ofd:Content><ofd:Layer>"
            "<ofd:TextObject><ofd:TextCode>版式正文</ofd:TextCode></ofd:TextObject>"
            "</ofd:Layer></ofd:Content></ofd:Page>".encode(),
        }
    )


def bomb(megabytes: int = 40) -> bytes:
    return zipped({"zeros.txt": b"\0" * (megabytes * 1024 * 1024)})


def encrypted_zip() -> bytes:
    """An archive whose entry is marked as locked (the mark is all that a directory shows)."""
    content = bytearray(zipped({"名单.txt": b"secret"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature) + offset
        flags = struct.unpack_from("<H", content, at)[0]
        struct.pack_into("<H", content, at, flags | 1)
    return bytes(content)


def gbk_zip(name: str, content: bytes) -> bytes:
    """As Chinese Windows packs it: the name in GBK without the UTF-8 mark."""
    placeholder = "x" * len(name.encode("gbk"))
    return zipped({placeholder: content}).replace(placeholder.encode(), name.encode("gbk"))
