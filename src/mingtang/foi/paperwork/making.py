"""A letter made in the transaction of its act: DOCX and PDF, kept as files of the unit.

What goes wrong becomes a refusal in Chinese, and the act, with its number, is undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from mingtang.files.models import StoredFile
from mingtang.files.queries import open_content
from mingtang.files.refusal import FileRefused
from mingtang.files.services import store_made
from mingtang.foi.letters.fields import BY_LABEL
from mingtang.foi.letters.kinds import kind as paper_kind
from mingtang.foi.letters.model import Source
from mingtang.foi.letters.paper import Paper, make_paper
from mingtang.foi.letters.wording import Value, Values
from mingtang.foi.models import Letter, PaperTemplate, Redaction, Request
from mingtang.foi.services.acting import Acting
from mingtang.foi.services.ending import rules_of
from mingtang.foi.states import FLOW_RULE, LetterKind
from mingtang.papers.docx import MissingFields
from mingtang.papers.fonts import FontSet, NoChineseFont, find_fonts
from mingtang.papers.letter import BadLetter
from mingtang.papers.package import BadTemplate
from mingtang.statute.foi.rules import Rules
from mingtang.statute.violations import RuleViolation

from .answers import reply_files
from .values import Occasion, values_for

PAPER_RULE = "党政机关公文格式（GB/T 9704-2012）"


def render(letter: Letter, acting: Acting, told: Mapping[str, str]) -> None:
    """Make a letter's DOCX and PDF. ``told`` (codes) is never printed: the files are kept.

    Raises :class:`RuleViolation` naming what is missing, or what is wrong with the template.
    """
    request = acting.request
    if letter.kind == LetterKind.REPLY and (files := uncovered(request)):
        raise RuleViolation("paper.redaction", f"{files}。", "政府信息公开条例第三十七条")
    occasion = Occasion(letter.kind, request, acting.facts, letter.fields)
    values = worked_out(occasion) | {"number": letter.number}
    made = made_paper(letter.kind, values, rules_of(request))
    name = f"{letter.get_kind_display()} {letter.number or request.number}"
    text = made.letter.text()
    letter.docx = _kept(made.docx, f"{name}.docx", "docx", text, acting)
    letter.pdf = _kept(made.pdf, f"{name}.pdf", "pdf", text, acting)
    if made.lacking:
        letter.fields = {**letter.fields, "lacking": "".join(made.lacking)}
    letter.save(update_fields=["docx", "pdf", "fields"])


def worked_out(occasion: Occasion) -> dict[str, Value]:
    """The values of a paper. Raises :class:`RuleViolation` where a decision has no words."""
    try:
        return values_for(occasion)
    except LookupError as fault:
        label = LetterKind(occasion.kind).label
        raise RuleViolation("paper.missing", f"“{label}”不能成文：{fault}。", FLOW_RULE) from fault


def made_paper(kind: str, values: Values, rules: Rules) -> Paper:
    """The paper from the office's template, else the shipped one.

    Raises :class:`RuleViolation`: ``paper.missing``, ``paper.template``, ``paper.kind``,
    ``paper.font``, ``paper.text``.
    """
    label = LetterKind(kind).label
    try:
        paper_kind(kind, rules)
    except LookupError as fault:
        raise RuleViolation("paper.kind", f"{fault}。", rules.instrument) from fault
    try:
        template = template_in_use(kind, rules)
        return make_paper(kind, values, rules=rules, template=template, fonts=fonts())
    except MissingFields as fault:
        raise RuleViolation("paper.missing", _lacks(label, fault.fields), FLOW_RULE) from fault
    except BadTemplate as fault:
        words = f"“{label}”的模板不能用：{fault.reason}。请政务公开办更正，或者恢复原模板。"
        raise RuleViolation("paper.template", words, PAPER_RULE) from fault
    except BadLetter as fault:
        raise RuleViolation("paper.text", f"“{label}”不能成文：{fault.reason}。") from fault
    except NoChineseFont as fault:
        raise RuleViolation("paper.font", str(fault)) from fault
    except LookupError as fault:
        raise RuleViolation("paper.missing", f"“{label}”不能成文：{fault}。") from fault


def fonts() -> FontSet:
    """The fonts of this installation (option ``font_folder``). Raises ``NoChineseFont``."""
    folder = settings.MINGTANG_FONT_FOLDER
    return find_fonts(Path(folder) if folder else None)


def template_in_use(kind: str, rules: Rules) -> bytes | None:
    """The template that the office put in place of the shipped one; None for the shipped one."""
    version = PaperTemplate.objects.of(kind, rules.value).select_related("file").first()
    if version is None or version.file is None:
        return None
    try:
        with open_content(version.file) as stream:
            return stream.read()
    except OSError as fault:
        raise BadTemplate("模板文件读不出来，请重新上传") from fault


def uncovered(request: Request) -> str:
    """Which files of the reply have chosen passages and no copy without them; "" for none."""
    rows = Redaction.objects.filter(file__in=reply_files(request)).select_related("file")
    names = [row.file.name for row in rows if row.unfinished]
    return f"“{'”“'.join(names)}”选定了要遮盖的内容，还没有生成遮盖后的副本" if names else ""


def _lacks(label: str, fields: tuple[str, ...]) -> str:
    words = f"“{label}”还缺：{'、'.join(fields)}，补齐后再办。"
    known = [BY_LABEL[each] for each in fields if each in BY_LABEL]
    if any(field.source is Source.UNIT for field in known):
        words += "联系方式在单位资料（办公地址、联系电话）中填写。"
    if any(field.code == "remedy" for field in known):
        words += "救济告知在“预览答复”中填写。"
    return words


def _kept(content: bytes, name: str, kind: str, text: str, acting: Acting) -> StoredFile:
    try:
        return store_made(
            content,
            name=name,
            kind=kind,
            by=acting.by,
            unit=acting.request.unit,
            at=acting.at,
            text=text,
        )
    except FileRefused as fault:
        raise RuleViolation("paper.store", fault.text_zh) from fault
