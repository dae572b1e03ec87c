"""The papers by kind: which there are, what one still lacks, and the letter it makes."""

from __future__ import annotations

from datetime import date

from mingtang.papers.letter import Block, Letter, Paragraph
from mingtang.papers.plain import lines_of
from mingtang.papers.reading import attachment_names
from mingtang.statute.foi.rules import Rules
from mingtang.statute.limits import get
from mingtang.statute.limits.foi import NEW_FROM, OLD_FROM
from mingtang.text.dates import DateError, parse_date

from .fields import field_of
from .model import Field, Kind, Shape, Words
from .notices import NOTICES, RECEIVED
from .notices_2007 import NOTICES_2007
from .wording import Ready, Values, blocks, cited, ready, rows_of, stands

HEAD = ("unit", "addressee")
TAIL = ("unit", "date")
CORRECTED = Words(
    "{corrected_on}，{you}补正申请，补正后的申请内容为“{corrected}”。", when="corrected_on"
)


def _answer(code: str, name: str, rules: Rules, *, always: bool) -> Kind:
    return Kind(
        code,
        name,
        rules=rules,
        remedy=True,
        parts=(
            RECEIVED,
            CORRECTED,
            Words("{course}", when="course"),
            Words("{decision}"),
            Words("不予公开的部分逐项列明如下：", when="withheld"),
            Words("{withheld}", when="withheld"),
            Words("{remedy}", when="" if always else "remedy"),
        ),
    )


_ANSWERS = tuple(
    _answer(code, name, rules, always=code == "reply")
    for rules in Rules
    for code, name in (
        ("reply", "政府信息公开申请答复书"),
        ("closing", "政府信息公开申请不再处理告知书"),
    )
)
KINDS: tuple[Kind, ...] = (*NOTICES, *(each for each in _ANSWERS if each.rules is Rules.R2019))
KINDS_2007: tuple[Kind, ...] = (
    *NOTICES_2007,
    *(each for each in _ANSWERS if each.rules is Rules.R2007),
)
_BY_CODE = {(kind.rules, kind.code): kind for kind in (*KINDS, *KINDS_2007)}
_PERIODS = {
    "reply_period": "foi.reply",
    "extend_period": "foi.extend",
    "opinion_period": "foi.thirdparty",
    "payment_period": "foi.fee_payment",
}


def kind(code: str, rules: Rules = Rules.R2019) -> Kind:
    """The kind of paper ``code``. Raises LookupError where those rules have no such paper."""
    try:
        return _BY_CODE[rules, code]
    except KeyError:
        raise LookupError(f"{rules.label}没有文书 {code}") from None


def fields_of(paper: Kind) -> tuple[Field, ...]:
    """Every field of a paper, in the order of its appearance."""
    number = ("number",) if paper.numbered else ()
    inside = [code for words in paper.words for code in (*words.asked, *words.fields)]
    codes = (*HEAD, *number, *inside, "attachments", "date", "contact")
    return tuple(field_of(code) for code in dict.fromkeys(codes))


def needed(paper: Kind, values: Values) -> tuple[Field, ...]:
    """The fields the paper needs with these values: those of the paragraphs that stand."""
    present = values.get
    number = ("number",) if paper.numbered else ()
    inside = [code for words in paper.words if stands(words, present) for code in words.fields]
    return tuple(field_of(code) for code in dict.fromkeys((*HEAD, *number, *inside, "date")))


def missing(code: str, values: Values, rules: Rules = Rules.R2019) -> tuple[Field, ...]:
    """The fields that still lack a value, in the order of the paper; a day that is none lacks too.

    Raises LookupError for a paper that those rules do not have.
    """
    paper = kind(code, rules)
    printed = printed_values(paper, values)
    return tuple(field for field in needed(paper, printed) if not _is_there(field, printed, values))


def compose(code: str, values: Values, rules: Rules = Rules.R2019) -> Letter:
    """The paper as a letter. Fields without a value are left as blanks; ask :func:`missing` first.

    Raises LookupError for a paper that those rules do not have.
    """
    paper = kind(code, rules)
    printed = printed_values(paper, values)
    body: list[Block] = blocks(paper.parts, printed, values)
    return Letter(
        title=(printed["unit"], paper.name),
        number=printed["number"] if paper.numbered else "",
        addressee=printed["addressee"],
        body=tuple(body) or (Paragraph("（无正文）"),),
        attachments=attachment_names(lines_of(printed["attachments"])),
        signature=printed["unit"],
        issued_on=_date(values.get("date")),
        note=printed["contact"],
    )


def printed_values(paper: Kind, values: Values) -> Ready:
    """What is printed for every field of the paper; "" where there is nothing."""
    given: dict[str, object] = {
        **statutory(paper),
        **{k: v for k, v in values.items() if _given(v)},
    }
    printed = {}
    for field in fields_of(paper):
        value = given.get(field.code, field.default)
        printed[field.code] = ready(field.code, value)  # type: ignore[arg-type]
    return printed


def _given(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def statutory(paper: Kind) -> Ready:
    """The values that the law gives: the articles, and the lengths of its periods."""
    on = NEW_FROM if paper.rules is Rules.R2019 else OLD_FROM
    found = {"basis": cited(paper.basis)} if paper.basis else {}
    named = {field.code for field in fields_of(paper)}
    for code, limit in _PERIODS.items():
        if code in named:
            found[code] = get(limit, max(on, _FROM.get(limit, on))).length_zh
    return found


_FROM = {"foi.fee_payment": date(2021, 1, 1)}


def _is_there(field: Field, printed: Ready, values: Values) -> bool:
    if field.shape is Shape.ROWS:
        return bool(rows_of(field.code, values.get(field.code)))
    if field.shape is Shape.DAY:
        return _date(printed[field.code]) is not None
    return bool(printed[field.code].strip())


def _date(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return parse_date(value) if isinstance(value, str) and value.strip() else None
    except DateError:
        return None
