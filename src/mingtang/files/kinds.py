"""The kinds of file that are taken, as a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its code, media type, the endings its name may have, its Chinese name."""

    code: str
    mime: str
    extensions: tuple[str, ...]
    label_zh: str


_OPENXML = "application/vnd.openxmlformats-officedocument."

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf", ("pdf",), "PDF 文档"),
        Kind("ofd", "application/ofd", ("ofd",), "OFD 版式文档"),
        Kind("doc", "application/msword", ("doc", "wps", "dot", "wpt"), "Word 97-2003 文档"),
        Kind("xls", "application/vnd.ms-excel", ("xls", "et", "xlt", "ett"), "Excel 97-2003 表格"),
        Kind("ppt", "application/vnd.ms-powerpoint", ("ppt", "dps", "pps"), "PPT 97-2003 演示"),
        Kind("docx", _OPENXML + "wordprocessingml.document", ("docx", "wps"), "Word 文档"),
        Kind("xlsx", _OPENXML + "spreadsheetml.sheet", ("xlsx", "et"), "Excel 表格"),
        Kind("pptx", _OPENXML + "presentationml.presentation", ("pptx", "dps"), "PPT 演示"),
        Kind("png", "image/png", ("png",), "PNG 图片"),
        Kind("jpeg", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), "JPEG 图片"),
        Kind("gif", "image/gif", ("gif",), "GIF 图片"),
        Kind("webp", "image/webp", ("webp",), "WebP 图片"),
        Kind("tiff", "image/tiff", ("tif", "tiff"), "TIFF 图片"),
        Kind("bmp", "image/bmp", ("bmp", "dib"), "BMP 图片"),
        Kind("zip", "application/zip", ("zip",), "ZIP 压缩包"),
        Kind("txt", "text/plain", ("txt", "text", "md", "log"), "文本文件"),
        Kind("csv", "text/csv", ("csv", "tsv"), "CSV 表格"),
        Kind("html", "text/html", ("html", "htm", "xhtml", "shtml"), "网页文件"),
    )
}

IMAGES = frozenset({"png", "jpeg", "gif", "webp", "tiff", "bmp"})
OPENXML = frozenset({"docx", "xlsx", "pptx"})
COMPOUND = frozenset({"doc", "xls", "ppt"})

ACCEPTED_ZH = "PDF、OFD、Word、Excel、PPT、WPS、常见图片、ZIP、TXT、CSV、HTML"

_RUNNABLE = """
exe com scr pif cpl msi msp mst dll sys drv ocx bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh
hta lnk url scf reg inf sh bash zsh csh ksh command app dmg pkg deb rpm run bin elf so dylib
jar war ear apk xapk aab ipa class dex py pyc pyw pl rb php phtml jsp jspx asp aspx chm
docm dotm xlsm xltm xlam pptm potm ppsm xll appimage msix appx iso img vhd
"""
RUNNABLE_EXTENSIONS = frozenset(_RUNNABLE.split())
"""Endings of programs, scripts and disk images: refused by name alone."""
