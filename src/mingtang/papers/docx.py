"""A DOCX template, edited by staff in WPS or Word, filled with the values of one paper.

A field is written ``{{ 字段名 }}`` wherever it shall appear, header and footer included.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree
from markupsafe import Markup, escape

from .grammar import Wants, environment, wants_of
from .package import BadTemplate, check_package, repacked
from .plain import printable

Row = Mapping[str, str]
Value = str | Sequence[Row]
"""A text (a line end begins a new paragraph), or rows of named cells."""

_PARAGRAPH = "\a"  # the template engine's own sign for a new paragraph
_RICH = re.compile(r"\{\{\s*(?:r|p|tr|tc)\s")
_MOST_BRACES = 4000  # the engine's search for a closing brace is quadratic
_OWN_MARK = re.compile(r"([{}%])_")
_TAGS = re.compile(r"<[^>]*>")
_FULL_WIDTH = re.compile(r"｛\s*｛|｛\s*[{％]|\{\s*｛")


class MissingFields(ValueError):
    """Fields the template needs have no value; ``fields`` names them in Chinese."""

    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(f"文书还缺：{'、'.join(self.fields)}")


def fields_of(template: bytes) -> set[str]:
    """The names of all fields in the template. Raises :class:`BadTemplate`."""
    return _wants(_opened(template)).names


def check_template(template: bytes, *, known: Collection[str]) -> set[str]:
    """Its fields, if all are among ``known``. Raises :class:`BadTemplate` naming the others."""
    named = fields_of(template)
    unknown = sorted(named - set(known))
    if unknown:
        raise BadTemplate(f"模板中有系统不认识的字段：{'、'.join(unknown)}；请改用字段表中的名称")
    return named


def fill(
    template: bytes,
    values: Mapping[str, Value],
    *,
    labels: Mapping[str, str] | None = None,
    order: Sequence[str] = (),
) -> bytes:
    """The template with each field replaced by its value, as text and never as markup.

    ``labels`` gives the Chinese name of a field whose name is not Chinese; missing fields are
    told in ``order``, others after them. Fields only tested by ``{% if %}``, printed under such a
    test, or in a passage that falls away, may be blank. The same input gives the same bytes.

    Raises :class:`BadTemplate` for a broken template or a field that ``values`` does not know,
    :class:`MissingFields` where a needed value is missing or blank.
    """
    opened = _opened(template)
    present = frozenset(name for name, value in values.items() if _says_something(value))
    wants = _wants(opened, present)
    unknown = sorted(wants.names - set(values))
    blank = {name for name in wants.needed & set(values) if not _says_something(values[name])}
    if unknown:
        shown = "、".join((labels or {}).get(name, name) for name in unknown)
        raise BadTemplate(f"模板中有系统不认识的字段：{shown}；请改用字段表中的名称")
    if blank:
        rank = {name: n for n, name in enumerate(order)}
        ordered = sorted(blank, key=lambda name: (rank.get(name, len(rank)), name))
        raise MissingFields([(labels or {}).get(name, name) for name in ordered])
    return _rendered(opened, {name: _ready(values[name]) for name in wants.names})


def _opened(template: bytes) -> DocxTemplate:
    check_package(template)
    opened = DocxTemplate(io.BytesIO(template))
    try:
        opened.init_docx()
        opened.get_docx()
    except (OpcError, KeyError, ValueError, AttributeError, etree.LxmlError) as error:
        raise BadTemplate("模板文件已损坏，无法打开，请重新保存后再上传") from error
    return opened


def _wants(opened: DocxTemplate, present: frozenset[str] | None = None) -> Wants:
    return wants_of(_sources(opened), present)


def _sources(opened: DocxTemplate) -> Iterator[str]:
    """The parts of the template as the engine will read them."""
    for raw in _raw_parts(opened):
        if raw.count("{") > _MOST_BRACES:
            raise BadTemplate("模板中的花括号过多，请检查是否误贴了程序代码")
        bare = _TAGS.sub("", raw)
        if _RICH.search(bare):
            raise BadTemplate("模板中的字段应写成“{{ 字段名 }}”，花括号后不能另加 r、p 等字母")
        if _FULL_WIDTH.search(bare):
            raise BadTemplate("模板中的花括号用了全角字符“｛｛”，请改成半角“{{”")
        yield opened.patch_xml(raw)


def _raw_parts(opened: DocxTemplate) -> Iterator[str]:
    yield opened.get_xml()
    for kind in (opened.HEADER_URI, opened.FOOTER_URI):
        for _key, part in opened.get_headers_footers(kind):
            yield opened.get_part_xml(part)
    for part in opened.get_docx().part.package.iter_parts():
        if part.content_type.endswith("footnotes+xml"):
            yield part.blob.decode("utf-8")
    yield from _core_properties(opened)


def _core_properties(opened: DocxTemplate) -> Iterator[str]:
    """Author, title and so on: the engine fills them too."""
    properties = opened.get_docx().core_properties
    for name in ("author", "category", "comments", "content_status", "identifier", "keywords",
                 "language", "last_modified_by", "subject", "title", "version"):  # fmt: skip
        text = getattr(properties, name)
        if isinstance(text, str) and text:
            yield text


def _rendered(opened: DocxTemplate, values: Mapping[str, object]) -> bytes:
    out = io.BytesIO()
    try:
        opened.render(dict(values), environment(), autoescape=True)
        opened.save(out)
    except (TemplateError, etree.LxmlError, KeyError, ValueError) as error:
        raise BadTemplate(
            "模板无法填写：字段所在的段落或表格结构有误，请删去该字段重新输入"
        ) from error
    return repacked(out.getvalue())


def _says_something(value: Value) -> bool:
    return bool(printable(value).strip()) if isinstance(value, str) else bool(value)


def _ready(value: Value) -> object:
    if isinstance(value, str):
        return _as_text(printable(value).strip()).replace("\n", _PARAGRAPH)
    return [{key: _as_text(printable(cell).strip()) for key, cell in row.items()} for row in value]


def _as_text(text: str) -> Markup:
    """Escaped; the engine would make braces of ``{_{`` afterwards, so its ``_`` is hidden too."""
    return Markup(_OWN_MARK.sub(r"\1&#95;", str(escape(text))))  # noqa: S704
