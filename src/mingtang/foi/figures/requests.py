"""The rows of table 3 of the annual report, channels and clocks, and the rows of the table of 2014.

Codes: ``foi.received`` (row A), ``foi.carried_in`` (B_), ``foi.outcome.C1`` … ``foi.outcome.C6.3``,
``foi.outcome.C6`` (the one row of the form of 2019), ``foi.done`` (C7), ``foi.carried_out`` (D);
with ``.N .B .R .P .L .O`` a column of the table, without the total T. That A + B_ = C7 + D, that C7
is the sum of the 21 outcomes and T the sum of the columns follows from what a case is (``cases``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from mingtang.figures.registry import Figure
from mingtang.figures.registry import Rows as FigureRows
from mingtang.foi.models import Extension
from mingtang.foi.states import Channel
from mingtang.orgs.models import Unit
from mingtang.statute.foi.applicants import KIND_LABELS, ApplicantKind
from mingtang.statute.foi.outcomes import OUTCOMES, OUTCOMES_2007

from . import cases
from .cases import Rows

Of = Callable[[Rows, int], Rows]

TABLE_3 = "国办公开办函〔2021〕30号 表三"
TABLE_2019 = "国办公开办函〔2019〕60号 表三"
TABLE_2014 = "国办发〔2014〕32号 政府信息公开情况统计表"
ARTICLE_33 = "政府信息公开条例第三十三条"
ONCE = "一件申请计一次：转办的计在答复的单位，并入他件的、被拆分的、不作为申请登记的不计"

KIND_NAMES = {
    "N": "natural persons",
    "B": "businesses",
    "R": "research bodies",
    "P": "welfare bodies",
    "L": "legal services",
    "O": "others",
}
CHANNELS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "counter": ("当面申请", "at the counter", (Channel.COUNTER,)),
    "fax": ("传真申请", "by fax", (Channel.FAX,)),
    "online": ("网络申请", "online", (Channel.ONLINE, Channel.EMAIL)),
    "post": ("信函申请", "by post", (Channel.SIGNED_POST, Channel.LETTER)),
}
"""The four channels of the table of 2014; e-mail counts as the net, any letter as post."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: what is counted, and in which words."""

    code: str
    title_zh: str
    title_en: str
    definition_zh: str
    source: str
    of: Of

    def figure(self, kind: str = "") -> Figure:
        """The total, or one column of applicants."""
        suffix = f".{kind}" if kind else ""
        zh = f"{self.title_zh}（{KIND_LABELS[ApplicantKind(kind)]}）" if kind else self.title_zh
        en = f"{self.title_en}: {KIND_NAMES[kind]}" if kind else self.title_en
        definition = f"{self.definition_zh}。{ONCE}"
        return Figure(
            f"foi.{self.code}{suffix}", zh, en, "件", definition, self.source, self._rows(kind)
        )

    def _rows(self, kind: str) -> FigureRows:
        def rows(year: int, unit: Unit | None) -> Rows:
            found = self.of(cases.cases(unit), year)
            return found.filter(applicant__kind=kind) if kind else found

        return rows


def codes_of_row(row: str) -> tuple[str, ...]:
    """The outcomes that a row of the form of 2021 (``C6``: of 2019) counts, also of old cases."""
    return tuple(
        each.code for each in (*OUTCOMES, *OUTCOMES_2007) if row in (each.row_2021, each.row_2019)
    )


def codes_of_old_row(row: str) -> tuple[str, ...]:
    """The outcomes that a row of the table of 2014 counts; 3.3.4 and 3.3 sum those below."""
    found = [each for each in OUTCOMES_2007 if each.row_2014.startswith(row)]
    return tuple(each.code for each in found)


def done_as(codes: tuple[str, ...]) -> Of:
    """Cases that ended in the year under one of these outcomes."""
    return lambda rows, year: cases.done_in(rows, year).filter(Q(done_code__in=codes))


def _by_channel(channels: tuple[str, ...]) -> Of:
    return lambda rows, year: cases.received_in(rows, year).filter(channel__in=channels)


def _met(in_time: bool) -> Of:
    return lambda rows, year: cases.with_met(cases.done_in(rows, year)).filter(Q(in_time=in_time))


def _overdue(rows: Rows, year: int) -> Rows:
    return cases.overdue_on(rows, cases.year_of(year)[1])


def extended_in(rows: Rows, year: int) -> Rows:
    """Cases whose extension was decided in the year."""
    found = Extension.objects.filter(request=OuterRef("pk"), decided_on__range=cases.year_of(year))
    return rows.filter(Exists(found))


def _done_extended(extended: bool) -> Of:
    found = Extension.objects.filter(request=OuterRef("pk"), round=1)
    has = Exists(found) if extended else ~Exists(found)
    return lambda rows, year: cases.done_in(rows, year).filter(has)


def outcome_lines() -> Iterator[Line]:
    """The 21 rows of the form of 2021, and the one that the form of 2019 has for the last three."""
    for each in OUTCOMES:
        yield Line(
            f"outcome.{each.code}",
            f"办理结果：{each.row_label}",
            f"outcome {each.code}",
            f"本年办结、答复类型为“{each.row_label}”的（2019年5月15日前收到的按对应行计）",
            TABLE_3,
            done_as(codes_of_row(each.code)),
        )
    yield Line(
        "outcome.C6",
        "办理结果：（六）其他处理",
        "outcome C6",
        "本年办结、属于其他处理的（2019年表式合为一行）",
        TABLE_2019,
        done_as(codes_of_row("C6")),
    )


TABLE: tuple[Line, ...] = (
    Line(
        "received",
        "新收政府信息公开申请",
        "requests received",
        "收到申请之日在本年的；补正后重新收到的按第一次收到计",
        TABLE_3,
        cases.received_in,
    ),
    Line(
        "carried_in",
        "上年结转申请",
        "requests carried in",
        "本年以前收到、年初还没有办结的",
        TABLE_3,
        cases.carried_in,
    ),
    *outcome_lines(),
    Line("done", "办理结果总计", "requests concluded", "本年办结的", TABLE_3, cases.done_in),
    Line(
        "carried_out",
        "结转下年度继续办理",
        "requests carried out",
        "年末以前收到、12月31日终了时还没有办结的",
        TABLE_3,
        cases.carried_out,
    ),
)
"""The rows of table 3, in their order; each also counts by column."""

CHANNEL_LINES: tuple[Line, ...] = tuple(
    Line(f"channel.{code}", zh, f"requests {en}", f"本年收到的{zh}", TABLE_2014, _by_channel(kinds))
    for code, (zh, en, kinds) in CHANNELS.items()
)

CLOCK_LINES: tuple[Line, ...] = (
    Line(
        "in_time",
        "按期办结",
        "concluded in time",
        "本年办结、不晚于到期日（含依法延期、扣除期间）的",
        ARTICLE_33,
        _met(True),
    ),
    Line("late", "逾期办结", "concluded late", "本年办结、晚于到期日的", ARTICLE_33, _met(False)),
    Line(
        "overdue_open",
        "年末逾期未办结",
        "overdue at the end of the year",
        "到期日不晚于年末、12月31日终了时还没有办结的；中止计算的不算逾期",
        ARTICLE_33,
        _overdue,
    ),
    Line(
        "extended",
        "延期答复",
        "extended",
        "本年决定延长答复期限的",
        f"{ARTICLE_33}第二款",
        extended_in,
    ),
)

_OLD_LABELS: dict[str, str] = {
    each.row_2014: each.label.lstrip("12345678.") for each in OUTCOMES_2007
} | {"3.3": "申请答复数", "3.3.4": "不同意公开答复数"}


def old_lines() -> Iterator[Line]:
    """The rows of 3.2 and 3.3 of the table of 2014, of cases under the rules of 2007. ``3.2.1``
    holds all that ended without an extension: the table has no row for what was late."""
    for row, extended in (("3.2.1", False), ("3.2.2", True)):
        zh = "延期办结数" if extended else "按时办结数"
        kept = "延期后" if extended else "没有延期而"
        yield Line(
            f"old.{row}", zh, f"row {row} of 2014", f"本年{kept}办结的", TABLE_2014,
            _done_extended(extended),
        )  # fmt: skip
    for row in sorted(_OLD_LABELS):
        zh = _OLD_LABELS[row]
        yield Line(
            f"old.{row}",
            f"2014年表式：{zh}",
            f"row {row} of 2014",
            f"本年答复、2019年5月15日以前收到、类型为“{zh}”的",
            TABLE_2014,
            done_as(codes_of_old_row(row)),
        )


def figures() -> Iterator[Figure]:
    """Every figure about requests themselves."""
    for line in TABLE:
        yield line.figure()
        for kind in KIND_LABELS:
            yield line.figure(str(kind))
    for line in (*CHANNEL_LINES, *CLOCK_LINES, *old_lines()):
        yield line.figure()
