"""The outcomes of a request: which there are, what a reply lacks, and where the forms count it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from mingtang.statute.foi.grounds import ground
from mingtang.statute.foi.model import Need, Outcome, RemedyKind, Subkind
from mingtang.statute.foi.outcomes_2007 import LOCAL_KINDS, OUTCOMES_2007, REFUSED
from mingtang.statute.foi.outcomes_2019 import OUTCOMES_2019, WITHHELD
from mingtang.statute.foi.rules import Basis, NotKnown, Rules

OUTCOMES: tuple[Outcome, ...] = OUTCOMES_2019
_ALL = (*OUTCOMES_2019, *OUTCOMES_2007)
_BY_CODE = {item.code: item for item in _ALL}
_ORDER = [item.code for item in _ALL]
_OPEN = ("C1", "O1", "O2")
_WITHHELD = (WITHHELD, REFUSED)
_PARTLY = {Rules.R2019: "C2", Rules.R2007: "O3"}

SUBKIND = Need("subkind", "属于哪一种情形")

# The elements that every reply carries, whatever it decides [S2].
REPLY_ELEMENTS: tuple[Need, ...] = (
    Need("unit", "行政机关名称"),
    Need("title", "文书名称"),
    Need("number", "文号"),
    Need("addressee", "申请人姓名或者名称"),
    Need("received_on", "收到申请的日期"),
    Need("channel", "申请的方式"),
    Need("request_number", "登记编号"),
    Need("request", "所申请信息的名称、文号或者描述"),
    Need("decision", "答复内容"),
    Need("basis", "法律依据"),
    Need("remedy", "救济途径"),
    Need("date", "成文日期"),
)


class Form(StrEnum):
    """A form of the annual statistics; which one applies is decided by the year reported on."""

    F2014 = "2014"  # 政府信息公开情况统计表, years 2014 to 2018
    F2019 = "2019"  # 国办公开办函〔2019〕60号, years 2019 and 2020
    F2021 = "2021"  # 国办公开办函〔2021〕30号, since 2021


def form_of(year: int) -> Form:
    """The form of the report on ``year``. Raises NotKnown before 2014 (free text, local tables)."""
    if year < 2014:
        raise NotKnown(f"{year}年度没有全国统一的统计表")
    if year < 2019:
        return Form.F2014
    return Form.F2019 if year < 2021 else Form.F2021


def outcome(code: str) -> Outcome:
    """The outcome ``code``, of either version of the rules. Raises LookupError naming it."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise LookupError(f"没有答复类型 {code}") from None


def outcomes_of(rules: Rules) -> tuple[Outcome, ...]:
    """The outcomes to choose from under a version of the rules, in the order of its form."""
    return OUTCOMES_2019 if rules is Rules.R2019 else OUTCOMES_2007


def needs_of(code: str, subkind: str = "") -> tuple[Need, ...]:
    """Everything the reply must or may contain; an outcome with sub-kinds needs one of them."""
    found = outcome(code)
    if subkind:
        return (*found.subkind(subkind).needs, *found.needs)
    return (SUBKIND, *found.needs) if found.subkinds else found.needs


def missing(code: str, given: Mapping[str, str], subkind: str = "") -> tuple[Need, ...]:
    """The required elements that a reply with outcome ``code`` still lacks.

    ``given`` maps the codes of the needs to what was written; blank counts as absent. The sub-kind
    may stand in ``given["subkind"]`` too. Raises LookupError for an unknown code or sub-kind.
    """
    kind = subkind or given.get("subkind", "").strip()
    needs = needs_of(code, kind)
    return tuple(need for need in needs if need.required and not need.met(given))


def missing_elements(given: Mapping[str, str]) -> tuple[Need, ...]:
    """The elements of every reply that this one lacks [S2]."""
    return tuple(need for need in REPLY_ELEMENTS if not need.met(given))


def basis_of(code: str, subkind: str = "", grounds: Iterable[str] = ()) -> tuple[Basis, ...]:
    """The articles to cite, in order and each once.

    ``grounds`` are the codes of the exemptions of the withheld part (C2: art. 37 plus theirs).
    """
    found = outcome(code)
    basis = found.subkind(subkind).basis if subkind else ()
    cited = [*(basis or found.basis), *(ground(item).basis for item in grounds)]
    return tuple(dict.fromkeys(cited))


def row_of(codes: Iterable[str], *, mixed_as: str = "") -> str:
    """The one outcome under which a request with several matters is counted.

    Partly disclosed is counted there alone (the form says so [S2]), and so is a request of which
    one matter is disclosed and another withheld. ``mixed_as`` is where one goes that is in part
    disclosed and in part neither disclosed nor withheld (absent, not handled): partly disclosed by
    default [D]. Otherwise the outcome that stands first in the form counts [D]. Raises ValueError
    without codes or when codes of both versions of the rules are mixed.
    """
    found = [outcome(code) for code in dict.fromkeys(codes)]
    if not found:
        raise ValueError("至少需要一个答复类型")
    if len({item.rules for item in found}) > 1:
        raise ValueError("新旧条例的答复类型不能混用")
    partly = _PARTLY[found[0].rules]
    disclosed = [item.code in _OPEN for item in found]
    if any(item.code == partly for item in found):
        return partly
    if all(disclosed) or not any(disclosed):
        return min((item.code for item in found), key=_ORDER.index)
    if any(item.group in _WITHHELD for item in found):
        return partly
    return outcome(mixed_as or partly).code


def report_row(code: str, year: int) -> str:
    """The row in which the report on ``year`` counts a case closed with outcome ``code``.

    Raises NotKnown where that form has no row for it.
    """
    found, form = outcome(code), form_of(year)
    row = {Form.F2014: found.row_2014, Form.F2019: found.row_2019, Form.F2021: found.row_2021}[form]
    if not row:
        raise NotKnown(f"{form.value}年的表没有答复类型 {code} 的行")
    return row


__all__ = [
    "LOCAL_KINDS",
    "OUTCOMES",
    "OUTCOMES_2007",
    "REPLY_ELEMENTS",
    "Basis",
    "Form",
    "Need",
    "Outcome",
    "RemedyKind",
    "Subkind",
    "basis_of",
    "form_of",
    "missing",
    "missing_elements",
    "needs_of",
    "outcome",
    "outcomes_of",
    "report_row",
    "row_of",
]
