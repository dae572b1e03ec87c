"""A DOCX file as a container: what a template may not be before anything of it is read."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_XML = 5 * 1024 * 1024
MOST_PARTS = 1000
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_MAIN_PART = "word/document.xml"
_MACROS = ("vbaproject.bin", "vbadata.xml")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class BadTemplate(ValueError):
    """The template cannot be used; ``reason`` says why and what to do, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_package(content: bytes) -> None:
    """Refuse what is no DOCX, is too large, or would fetch or run something when opened.

    Raises :class:`BadTemplate`. Sizes are judged by the directory; a part that is larger than
    its entry says does not pass its checksum.
    """
    if len(content) > MOST_BYTES:
        raise BadTemplate("模板文件超过 10 MB，请删去其中的图片后再上传")
    if not content.startswith(b"PK\x03\x04"):
        raise BadTemplate("模板不是 DOCX 文件，请在 WPS 或 Word 中另存为“.docx”后再上传")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_parts(package)
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        etree.XMLSyntaxError,
    ) as error:
        if isinstance(error, BadTemplate):
            raise
        raise BadTemplate("模板文件已损坏或者加了密，无法打开，请重新保存后再上传") from error


def repacked(content: bytes) -> bytes:
    """The same package without the time of its making, so that equal papers are equal bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


def _check_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if _MAIN_PART not in names or "[Content_Types].xml" not in names:
        raise BadTemplate("模板不是 DOCX 文件，请在 WPS 或 Word 中另存为“.docx”后再上传")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadTemplate("模板解开后过大，疑似压缩炸弹，不予使用")
    for part in parts:
        lowered = part.filename.lower()
        if lowered.endswith(_MACROS):
            raise BadTemplate("模板含有宏，请另存为不含宏的“.docx”后再上传")
        if lowered.endswith((".xml", ".rels")):
            _check_xml(package, part)


def _check_xml(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.file_size > MOST_XML:
        raise BadTemplate("模板的正文过大，请删去不需要的内容后再上传")
    with package.open(part) as stream:
        source = stream.read()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(source, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadTemplate("模板中有不该出现的文档类型声明，可能有害，不予使用")
    for relation in root.iter(_RELATION):
        outside = relation.get("TargetMode") == "External"
        if outside and not relation.get("Type", "").endswith("/hyperlink"):
            raise BadTemplate("模板引用了外部文件或网上的模板、图片，请改为嵌入后再上传")
