"""Named counts of the public register.

Sources: the yearly report forms (国办公开办函〔2021〕30号 table 2: 行政规范性文件 made, repealed,
valid) and what counties report of their documents (政府信息公开条例 arts. 20 and 50). A policy
document is an entry whose home column has the type 政策文件; the kind of a meeting stands in the
title of its minutes (中办发〔2012〕14号: the title names issuer, matter and kind).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Q, QuerySet

from mingtang.figures.registry import Figure, Rows, register
from mingtang.orgs.models import Unit

from .genres import Genre, Validity
from .models import Entry, ErrorReport
from .models.entries import EntryQuerySet

POLICY_COLUMN = "政策文件"
MEETINGS = {"plenary": "全体会议", "executive": "常务会议", "special": "专题会议"}
TABLE_2 = "国办公开办函〔2021〕30号 表二"
ARTICLE_20 = "政府信息公开条例第二十条"
IN_FORCE = (Validity.VALID, Validity.AMENDED)

Narrow = Callable[[EntryQuerySet, int], EntryQuerySet]


def _last(year: int) -> date:
    return date(year, 12, 31)


def _of(unit: Unit | None) -> EntryQuerySet:
    rows = Entry.objects.all()
    return rows if unit is None else rows.filter(unit=unit)


def _rows(narrow: Narrow) -> Rows:
    def rows(year: int, unit: Unit | None) -> QuerySet[Entry]:
        return narrow(_of(unit), year)

    return rows


def _published(**conditions: object) -> Rows:
    """Entries published in the year that are still readable, and meet ``conditions``."""
    return _rows(lambda rows, year: rows.public().published_in(year).filter(**conditions))


def _at_year_end(rows: EntryQuerySet, year: int) -> EntryQuerySet:
    readable = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__date__gt=_last(year))
    return rows.filter(readable, published_on__lte=_last(year))


def _normative_repealed(rows: EntryQuerySet, year: int) -> EntryQuerySet:
    span = (date(year, 1, 1), _last(year))
    ended = rows.filter(validity__in=[Validity.REPEALED, Validity.EXPIRED])
    return ended.filter(normative=True, validity_since__range=span)


def _normative_valid(rows: EntryQuerySet, year: int) -> EntryQuerySet:
    valid = Q(validity__in=IN_FORCE) | Q(validity_since__gt=_last(year))
    return _at_year_end(rows, year).filter(valid, normative=True)


def _errors(year: int, unit: Unit | None) -> QuerySet[ErrorReport]:
    rows = ErrorReport.objects.filter(received_at__year=year)
    return rows if unit is None else rows.filter(unit=unit)


def _errors_answered(year: int, unit: Unit | None) -> QuerySet[ErrorReport]:
    return _errors(year, unit).filter(answered_at__isnull=False)


def _meeting_figures() -> list[Figure]:
    names = {
        "plenary": "plenary meetings",
        "executive": "executive meetings",
        "special": "special meetings",
    }
    return [
        Figure(
            f"register.minutes.{code}",
            f"政府{name}纪要",
            f"minutes of {names[code]}",
            "件",
            f"本年公开、体裁为纪要、标题写明{name}的",
            ARTICLE_20,
            _published(genre=Genre.MINUTES, title__contains=name),
        )
        for code, name in MEETINGS.items()
    ]


FIGURES: tuple[Figure, ...] = (
    Figure(
        "register.entries",
        "目录条目",
        "entries of the register",
        "条",
        "年末公众可以查阅的条目",
        "政府信息公开条例第十二条",
        _rows(_at_year_end),
    ),
    Figure(
        "register.published",
        "本年公开信息",
        "items published in the year",
        "条",
        "本年公开、未撤下的条目",
        ARTICLE_20,
        _published(),
    ),
    Figure(
        "register.normative",
        "行政规范性文件（本年公开）",
        "normative documents published",
        "件",
        "本年公开、未撤下的行政规范性文件",
        f"{ARTICLE_20}第一项",
        _published(normative=True),
    ),
    Figure(
        "register.normative.made",
        "行政规范性文件（本年制发）",
        "normative documents made",
        "件",
        "成文日期在本年的行政规范性文件",
        TABLE_2,
        _rows(lambda rows, year: rows.public().made_in(year).filter(normative=True)),
    ),
    Figure(
        "register.normative.repealed",
        "行政规范性文件（本年废止）",
        "normative documents repealed",
        "件",
        "本年废止或者失效的行政规范性文件",
        TABLE_2,
        _rows(_normative_repealed),
    ),
    Figure(
        "register.normative.valid",
        "行政规范性文件（现行有效）",
        "normative documents in force",
        "件",
        "年末已公开且有效（含已修改）的行政规范性文件",
        TABLE_2,
        _rows(_normative_valid),
    ),
    Figure(
        "register.policy_other",
        "其他政策文件",
        "other policy documents",
        "件",
        "本年公开、所属栏目为政策文件、不是行政规范性文件的",
        f"{ARTICLE_20}第一项",
        _published(normative=False, home__column_type=POLICY_COLUMN),
    ),
    Figure(
        "register.interpretations",
        "政策解读",
        "policy interpretations",
        "条",
        "本年公开、体裁为政策解读的",
        "国办发〔2016〕80号二（六）",
        _published(genre=Genre.INTERPRETATION),
    ),
    Figure(
        "register.minutes",
        "会议纪要",
        "minutes of meetings",
        "件",
        "本年公开、体裁为纪要的",
        ARTICLE_20,
        _published(genre=Genre.MINUTES),
    ),
    *_meeting_figures(),
    Figure(
        "register.execution",
        "执行情况",
        "execution of decisions and plans",
        "条",
        "本年公开、体裁为执行情况的",
        "国办发〔2016〕80号一（三）",
        _published(genre=Genre.EXECUTION),
    ),
    Figure(
        "register.emergency",
        "紧急发布",
        "emergency publications",
        "条",
        "本年紧急发布的",
        f"{ARTICLE_20}第十二项",
        _rows(lambda rows, year: rows.published_in(year).filter(emergency=True)),
    ),
    Figure(
        "register.withdrawn",
        "撤下",
        "entries withdrawn",
        "条",
        "本年撤下、现在仍不可查阅的条目",
        "政府信息公开条例第六条",
        _rows(lambda rows, year: rows.filter(withdrawn_at__year=year)),
    ),
    Figure(
        "register.errors.reported",
        "网友纠错",
        "errors reported by readers",
        "条",
        "本年收到的纠错",
        "政府网站发展指引（国办发〔2017〕47号）",
        _errors,
    ),
    Figure(
        "register.errors.answered",
        "网友纠错已答复",
        "error reports answered",
        "条",
        "本年收到、已经答复的纠错",
        "政府网站发展指引（国办发〔2017〕47号）",
        _errors_answered,
    ),
)


def register_figures() -> None:
    """Called once from ``AppConfig.ready``."""
    for each in FIGURES:
        register(each)
