"""What is taken, what is refused, and why."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from mingtang.files.limits import MIB, Limits
from mingtang.files.names import display_name
from mingtang.files.refusal import FileRefused
from mingtang.files.sniff import sniff
from tests.unit.files import builders, compound


def kind_of(content: bytes, name: str) -> str:
    return sniff(io.BytesIO(content), name).kind


def refusal_of(content: bytes, name: str, limits: Limits | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        sniff(io.BytesIO(content), name, limits or Limits())
    return refused.value


@pytest.mark.parametrize(
    ("build", "name", "kind"),
    [
        (builders.pdf, "报告.pdf", "pdf"),
        (builders.ofd, "公文.ofd", "ofd"),
        (builders.word, "通知.docx", "docx"),
        (builders.workbook, "名单.xlsx", "xlsx"),
        (builders.photo, "现场.JPG", "jpeg"),
        (lambda: builders.image("PNG"), "图.png", "png"),
        (lambda: builders.image("GIF"), "图.gif", "gif"),
        (lambda: builders.image("WEBP"), "图.webp", "webp"),
        (lambda: builders.image("TIFF"), "图.tif", "tiff"),
        (lambda: builders.image("BMP"), "图.bmp", "bmp"),
        (lambda: compound.old_word("通知"), "通知.doc", "doc"),
        (lambda: compound.old_word("通知"), "通知.wps", "doc"),
        (lambda: compound.old_excel(["甲"], "隐"), "表.xls", "xls"),
        (lambda: builders.zipped({"a.txt": b"text"}), "附件.zip", "zip"),
        (lambda: "通知正文".encode("gb18030"), "通知.txt", "txt"),
        (lambda: "姓名,金额\n".encode(), "表.csv", "csv"),
        (lambda: b"<!DOCTYPE html><p>x", "页.html", "html"),
        (lambda: "<h1>年度报告</h1>".encode(), "片段.html", "html"),
    ],
)
def test_kind_is_found_by_content(build, name, kind):
    assert kind_of(build(), name) == kind


@pytest.mark.parametrize(
    "content",
    [
        builders.PE,
        b"\x7fELF\x02\x01\x01" + b"\0" * 60,
        b"\xcf\xfa\xed\xfe" + b"\0" * 60,
        b"\xca\xfe\xba\xbe\0\0\0\x34" + b"\0" * 60,
        b"#!/bin/sh\nrm -rf /\n",
        b"<?php system($_GET['c']);",
        b"@echo off\r\ndel *.*\r\n",
    ],
)
def test_program_named_as_pdf_is_refused(content):
    refused = refusal_of(content, "通知.pdf")
    assert refused.code == "executable"
    assert "不予接收" in refused.text_zh


@pytest.mark.parametrize("name", ["通知.exe", "通知.pdf.js", "宏.docm", "x.bat", "x.apk"])
def test_runnable_ending_is_refused_even_with_harmless_content(name):
    assert refusal_of(b"hello", name).code == "executable"


def test_web_page_named_pdf_is_refused_with_the_true_kind():
    refused = refusal_of(b"<html><script>alert(1)</script></html>", "通知.pdf")
    assert refused.code == "mismatch"
    assert "网页" in refused.text_zh
    assert ".pdf" in refused.text_zh


def test_pdf_named_docx_is_a_mismatch():
    assert refusal_of(builders.pdf(), "通知.docx").code == "mismatch"


def test_jar_named_zip_is_refused():
    jar = builders.zipped({"META-INF/MANIFEST.MF": b"x", "A.class": b"\xca\xfe\xba\xbe"})
    assert refusal_of(jar, "附件.zip").code == "executable"


def test_program_inside_zip_is_refused_and_named():
    refused = refusal_of(builders.zipped({"说明.pdf": builders.PE}), "附件.zip")
    assert refused.code == "executable"
    assert "说明.pdf" in refused.text_zh


def test_document_with_macros_is_refused_whatever_its_ending():
    macro = builders.rezipped(builders.word(), {"word/vbaProject.bin": b"x"})
    assert refusal_of(macro, "通知.docx").code == "macro"


def test_picture_with_archive_appended_is_refused():
    content = builders.photo() + builders.zipped({"a.txt": b"x"})
    assert refusal_of(content, "图.jpg").code == "polyglot"


@pytest.mark.parametrize("start", [b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c", b"{\\rtf1 x}"])
def test_other_formats_are_refused_with_what_to_do(start):
    refused = refusal_of(start + b"\0" * 40, "附件.zip")
    assert refused.code == "unsupported"
    assert "请" in refused.text_zh


def test_rtf_named_doc_says_to_save_as_docx():
    assert "DOCX" in refusal_of(b"{\\rtf1 x}", "通知.doc").text_zh


def test_200_mb_is_refused_by_size_before_any_byte_is_read():
    class Huge(io.RawIOBase):
        reads = 0

        def seekable(self):
            return True

        def seek(self, offset, whence=0):
            self.at = 200 * MIB if whence == 2 else offset
            return self.at

        def tell(self):
            return self.at

        def read(self, size=-1):
            self.reads += 1
            return b""

    huge = Huge()
    with pytest.raises(FileRefused) as refused:
        sniff(huge, "视频.pdf")
    assert refused.value.code == "too_large"
    assert "100" in refused.value.text_zh
    assert huge.reads == 0


def test_empty_file_is_refused():
    assert refusal_of(b"", "空.txt").code == "empty"


def test_zip_bomb_is_refused_by_its_ratio():
    content = builders.bomb(40)
    assert refusal_of(content, "附件.zip").code == "bomb"


def test_unpacked_total_counts_nested_archives():
    inner = builders.zipped({"a.bin": bytes(range(256)) * 4096}, level=0)
    outer = builders.zipped({f"{n}.zip": inner for n in range(5)})
    limits = Limits(max_unpacked=9 * MIB, ratio_floor=100 * MIB)
    assert refusal_of(outer, "附件.zip", limits).code == "bomb"
    assert kind_of(outer, "附件.zip") == "zip"


def test_bomb_hidden_in_a_nested_archive_is_refused():
    outer = builders.zipped({"内层.zip": builders.bomb(40)}, level=0)
    assert refusal_of(outer, "附件.zip").code == "bomb"


def test_bomb_as_docx_is_refused():
    bombed = builders.rezipped(builders.word(), {"word/media/x.xml": b" " * 40 * MIB})
    assert refusal_of(bombed, "通知.docx").code == "bomb"


def test_too_many_entries_are_refused():
    many = builders.zipped({f"{n}.txt": b"" for n in range(60)})
    assert refusal_of(many, "附件.zip", Limits(max_entries=50)).code == "bomb"


def test_archives_nested_too_deep_are_refused():
    content = b"text"
    for depth in range(4):
        content = builders.zipped({f"{depth}.zip" if depth else "a.txt": content})
    assert refusal_of(content, "附件.zip").code == "nested"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x.txt", "a\\..\\..\\b"])
def test_paths_out_of_the_archive_are_refused(name):
    assert refusal_of(builders.zipped({name: b"x"}), "附件.zip").code == "unsafe_name"


def test_symbolic_link_in_archive_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refusal_of(out.getvalue(), "附件.zip").code == "unsafe_name"


def test_encrypted_archive_is_taken_and_marked():
    assert sniff(io.BytesIO(builders.encrypted_zip()), "附件.zip").encrypted


def test_encrypted_office_document_is_marked():
    locked = compound.compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"})
    found = sniff(io.BytesIO(locked), "名单.xlsx")
    assert (found.kind, found.encrypted) == ("xlsx", True)


@pytest.mark.parametrize("build", [builders.word, builders.workbook, builders.ofd])
def test_truncated_package_is_refused_as_damaged(build):
    content = build()
    assert refusal_of(content[: len(content) // 2], "文件").code == "damaged"


def test_two_letters_mz_do_not_make_a_text_a_program():
    assert kind_of(b"MZ is how a letter may begin", "x.txt") == "txt"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("C:\\Users\\x\\关于印发《方案》的通知.docx", "关于印发《方案》的通知.docx"),
        ("../../etc/passwd", "passwd"),
        ("图\u202egpj.exe", "图gpj.exe"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("...", "未命名"),
        ("", "未命名"),
    ],
)
def test_name_is_made_safe_and_keeps_chinese(raw, shown):
    assert display_name(raw) == shown


def test_long_name_keeps_its_ending():
    name = display_name("长" * 300 + ".docx")
    assert len(name) == 180
    assert name.endswith(".docx")


def test_directory_of_millions_of_entries_is_refused_by_its_announced_size():
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 9, 9, 400 * MIB, 0, 0)
    assert refusal_of(b"PK\x03\x04" + b"\0" * 100 + end, "附件.zip").code == "bomb"
