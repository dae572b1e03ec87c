"""The answers of requests received before 2019-05-15, in the order of the table of 2014.

Art. 21 of the Regulation of 2007 knows four kinds, art. 22 the separable part [S]; the rows are
those of the table 政府信息公开情况统计表 [K]. Codes begin with O. ``row_2019`` and ``row_2021``
follow the mapping for charts [D]; what has no equal counts in the row of other outcomes [D].
"""

from __future__ import annotations

from mingtang.statute.foi.model import Need, Outcome, RemedyKind
from mingtang.statute.foi.outcomes_2019 import ACCESS, AGENCY, AGENCY_CONTACT, EXPLANATION, REASONS
from mingtang.statute.foi.rules import Basis, Rules, of_2007

NO_EQUAL = ("C6.3", "C6")
ANSWERS = "（三）申请答复数"
REFUSED = "4.不同意公开答复数"


def _same(row: str) -> tuple[str, str]:
    """A row that both later forms have."""
    return row, row


def _answer(
    code: str,
    label: str,
    row_2014: str,
    basis: Basis,
    needs: tuple[Need, ...],
    rows: tuple[str, str],
    *,
    remedy: RemedyKind = RemedyKind.REVIEW_OR_SUIT,
    note: str = "",
) -> Outcome:
    withheld = remedy is not RemedyKind.REVIEW_OR_SUIT
    return Outcome(
        code=code, label=label, group=REFUSED if code.startswith("O4") else ANSWERS,
        row_2014=row_2014, basis=(basis,), needs=needs, remedy=remedy, refusal=withheld,
        rules=Rules.R2007, note=note,
        row_2021=rows[0], row_2019=rows[1],
    )  # fmt: skip


_GIVEN = of_2007("第二十一条第一项")
_REFUSED = of_2007("第二十一条第二项")
_ELSEWHERE = of_2007("第二十一条第三项")
_FIRST = RemedyKind.REVIEW_FIRST
_NO_EQUAL_NOTE = "2019年以后的表没有对应行，计入其他处理。"

# fmt: off
OUTCOMES_2007: tuple[Outcome, ...] = (
    _answer("O1", "1.属于已主动公开范围", "3.3.1", _GIVEN, (ACCESS,), _same("C1")),
    _answer("O2", "2.同意公开答复", "3.3.2", _GIVEN, (ACCESS,), _same("C1")),
    _answer(
        "O3", "3.同意部分公开答复", "3.3.3", of_2007("第二十二条"),
        (Need("attachments", "可以公开的内容", instead=(("access",),), sureness="S"), REASONS),
        _same("C2"), remedy=RemedyKind.PART_REVIEW_FIRST,
    ),
    _answer("O4a", "涉及国家秘密", "3.3.4a", _REFUSED, (REASONS,), _same("C3.1"), remedy=_FIRST),
    _answer("O4b", "涉及商业秘密", "3.3.4b", _REFUSED, (REASONS,), _same("C3.4"), remedy=_FIRST),
    _answer("O4c", "涉及个人隐私", "3.3.4c", _REFUSED, (REASONS,), _same("C3.4"), remedy=_FIRST),
    _answer(
        "O4d", "危及国家安全、公共安全、经济安全和社会稳定", "3.3.4d", _REFUSED, (REASONS,),
        _same("C3.3"), remedy=_FIRST,
    ),
    _answer(
        "O4e", "不是《条例》所指政府信息", "3.3.4e", _REFUSED, (REASONS,), NO_EQUAL,
        note=_NO_EQUAL_NOTE,
    ),
    _answer(
        "O4f", "法律法规规定的其他情形", "3.3.4f", _REFUSED, (REASONS,), NO_EQUAL,
        remedy=_FIRST, note=_NO_EQUAL_NOTE,
    ),
    _answer(
        "O5", "5.不属于本行政机关公开", "3.3.5", _ELSEWHERE, (AGENCY, AGENCY_CONTACT),
        _same("C4.1"),
    ),
    _answer("O6", "6.申请信息不存在", "3.3.6", _ELSEWHERE, (EXPLANATION,), _same("C4.1")),
    _answer(
        "O7", "7.告知作出更改补充", "3.3.7", of_2007("第二十一条第四项"),
        (Need("unclear", "需要更改、补充的内容", sureness="S"),), NO_EQUAL, note=_NO_EQUAL_NOTE,
    ),
    _answer(
        "O8", "8.告知通过其他途径办理", "3.3.8", of_2007("第二十一条", "K"),
        (Need("where", "办理的途径"),), NO_EQUAL, note=_NO_EQUAL_NOTE,
    ),
)

# Kinds seen in old data of one city [S2] and the answer they belong to; "" where no source says.
LOCAL_KINDS: dict[str, str] = {
    "非《条例》所指政府信息": "O4e",
    "与“三需要”无关不予提供": "",
    "未补充“三需要”证明材料": "",
    "历史信息": "",
    "党政混合信息": "",
    "权利人意见征询": "",
    "已移交国家档案馆": "",
    "涉及信访/复议/诉讼函告": "",
    "咨询函告": "",
}
