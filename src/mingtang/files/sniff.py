"""What a file is, by its content; its name only has to agree."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import olefile

from .archive import check_archive, first_bytes, is_encrypted, member_name, open_zip, read_member
from .kinds import ACCEPTED_ZH, KINDS, RUNNABLE_EXTENSIONS
from .limits import DEFAULT_LIMITS, Limits
from .names import extension
from .refusal import FileRefused, damaged_if_unreadable
from .signatures import IMAGE_STARTS, foreign_format, is_program, is_script
from .text_content import decode_start, looks_like_html

HEAD = 64 * 1024
_OPENXML_MAIN = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_OPENXML_MAIN["ppt/presentation.xml"] = "pptx"
_OLE_MAIN = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The result: kind code (``kinds.KINDS``), media type, canonical ending, Chinese name.

    ``encrypted`` files can be kept but not looked into.
    """

    kind: str
    mime: str
    extension: str
    label_zh: str
    encrypted: bool = False


def sniff(source: str | Path | IO[bytes], name: str, limits: Limits = DEFAULT_LIMITS) -> Sniffed:
    """Say what ``source`` is, or refuse it.

    The size is checked first; nothing larger than the head and the archive's directory is read.
    Raises :class:`FileRefused` for programs, scripts, macros, bombs, damaged files, kinds that
    are not taken, and names that do not agree with the content.
    """
    if isinstance(source, str | Path):
        with Path(source).open("rb") as stream:
            return sniff(stream, name, limits)
    source.seek(0, 2)
    check_size(source.tell(), limits)
    source.seek(0)
    head = source.read(HEAD)
    found = _by_content(source, head, name, limits)
    source.seek(0)
    return _agreeing(found, name)


def check_size(size: int, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse an empty or too large file by its size alone, before a byte is read."""
    if size <= 0:
        raise FileRefused("empty", "文件是空的。请确认选对了文件。")
    if size > limits.max_bytes:
        most = limits.max_bytes / 1024 / 1024
        raise FileRefused(
            "too_large",
            f"文件有 {size / 1024 / 1024:.1f} MB，超过上限 {most:g} MB。请压缩或拆分后上传。",
        )


def _by_content(source: IO[bytes], head: bytes, name: str, limits: Limits) -> Sniffed:
    if is_program(head):
        raise FileRefused(
            "executable", "这是可执行程序（不论文件名怎样写），不予接收。请上传文档或图片。"
        )
    if is_script(head):
        raise FileRefused("executable", "这是脚本程序，不予接收。请上传文档或图片。")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(source, limits)
    if head.startswith(olefile.MAGIC):
        return _compound(source, name)
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return _sniffed("pdf")
    for matches, kind in IMAGE_STARTS:
        if matches(head):
            return _image(source, kind, limits)
    if foreign := foreign_format(head):
        raise FileRefused("unsupported", f"这是{foreign}，不能接收。可接收：{ACCEPTED_ZH}。")
    return _plain_text(head, name)


def _sniffed(kind: str) -> Sniffed:
    row = KINDS[kind]
    return Sniffed(row.code, row.mime, row.extensions[0], row.label_zh)


def _packed(source: IO[bytes], limits: Limits) -> Sniffed:
    check_archive(source, limits)
    with open_zip(source, limits) as archive:
        infos = {info.filename: info for info in archive.infolist()}
        encrypted = any(is_encrypted(info) for info in infos.values())
        lower = {name.lower() for name in infos}
        if lower & {"androidmanifest.xml", "classes.dex", "meta-inf/manifest.mf"} or any(
            name.endswith(".class") for name in lower
        ):
            raise FileRefused("executable", "这是程序包（JAR/APK），不予接收。请上传文档或图片。")
        if "OFD.xml" in infos:
            return _sniffed("ofd")
        if "[Content_Types].xml" in infos:
            return _openxml(archive, lower, limits)
        if "mimetype" in infos and b"opendocument" in first_bytes(archive, infos["mimetype"], 80):
            raise FileRefused(
                "unsupported", "这是 ODF 文档，不能接收。请另存为 DOCX、XLSX 或 PDF 后上传。"
            )
        _refuse_programs_inside(archive, limits)
    return replace(_sniffed("zip"), encrypted=encrypted)


def _openxml(archive: zipfile.ZipFile, lower: set[str], limits: Limits) -> Sniffed:
    types = read_member(archive, "[Content_Types].xml", limits)
    if any(name.endswith("vbaproject.bin") for name in lower) or b"macroEnabled" in types:
        raise FileRefused(
            "macro", "文件带有宏，不予接收。请另存为不含宏的 DOCX、XLSX 或 PPTX 后上传。"
        )
    for part, kind in _OPENXML_MAIN.items():
        if part in lower:
            return _sniffed(kind)
    raise FileRefused("unsupported", f"不是可识别的办公文档。可接收：{ACCEPTED_ZH}。")


def _refuse_programs_inside(archive: zipfile.ZipFile, limits: Limits) -> None:
    for info in archive.infolist():
        if info.is_dir():
            continue
        name = member_name(info)
        runnable = extension(name) in RUNNABLE_EXTENSIONS
        if not runnable and not is_encrypted(info):
            start = first_bytes(archive, info, 512)
            runnable = is_program(start) or is_script(start)
        if runnable:
            raise FileRefused(
                "executable", f"压缩包内的“{name[:80]}”是程序或脚本，不予接收。请移除后重新打包。"
            )


def _compound(source: IO[bytes], name: str) -> Sniffed:
    with damaged_if_unreadable():
        source.seek(0)
        with olefile.OleFileIO(source) as compound:
            streams = {entry[0] for entry in compound.listdir()}
    if "EncryptedPackage" in streams:
        wanted = next((k for k in ("docx", "xlsx", "pptx") if extension(name) == k), "docx")
        return replace(_sniffed(wanted), encrypted=True)
    for stream, kind in _OLE_MAIN.items():
        if stream in streams:
            return _sniffed(kind)
    raise FileRefused("unsupported", f"不是可识别的办公文档。可接收：{ACCEPTED_ZH}。")


def _image(source: IO[bytes], kind: str, limits: Limits) -> Sniffed:
    source.seek(0)
    if zipfile.is_zipfile(source):
        raise FileRefused("polyglot", "图片后面附有压缩包，不予接收。请用原图重新保存后上传。")
    return _sniffed(kind)


def _plain_text(head: bytes, name: str) -> Sniffed:
    text = decode_start(head)
    if text is None:
        raise FileRefused("unsupported", f"无法识别的文件类型。可接收：{ACCEPTED_ZH}。")
    if looks_like_html(text):
        return _sniffed("html")
    if text.lstrip().lower().startswith(("<?xml", "<svg")):
        raise FileRefused("unsupported", f"这是 XML 或 SVG，不能接收。可接收：{ACCEPTED_ZH}。")
    return _sniffed("csv" if extension(name) in KINDS["csv"].extensions else "txt")


def _agreeing(found: Sniffed, name: str) -> Sniffed:
    ending = extension(name)
    if ending in RUNNABLE_EXTENSIONS:
        raise FileRefused("executable", f"不接收“.{ending}”文件。请上传文档或图片。")
    if not ending or ending in KINDS[found.kind].extensions:
        return found
    # A text has no signature of its own, and every web page is a text.
    if found.kind in {"txt", "html"} and ending in KINDS["txt"].extensions:
        return _sniffed("txt")
    if found.kind == "txt" and ending in KINDS["html"].extensions:
        return _sniffed("html")
    raise FileRefused(
        "mismatch",
        f"文件名以“.{ending}”结尾，内容却是{found.label_zh}。"
        f"请把文件名改为“.{found.extension}”，或另存为所需格式后上传。",
    )
