"""The units that a query asks for: their names among its words, or its words within a name."""

from __future__ import annotations

import re
from datetime import date

from django.conf import settings

from mingtang.orgs.models import Unit
from mingtang.text.folding import strip_invisible

MOST_UNITS = 3
"""A query that fits more units than these asks for none of them in particular."""
LONGEST_REST = 8
"""Characters beside the name, up to which a query is about the unit and no title of a document."""

_ASKING = re.compile(
    "联系电话|电话号码|联系方式|办公电话|办公地址|办公地点|办公时间|上班时间|工作时间|机构职能"
    "|电话|地址|职能|负责人|在哪里|在哪儿|在哪|怎么走|是多少|多少|号码|的"
)
_GAPS = re.compile(r"[\s，。？?、：:；;]+")


def units_named(query: str, today: date) -> list[Unit]:
    """The units existing ``today`` that a query names, those with a name of their own before those
    that only hold its words; none when more than ``MOST_UNITS`` fit equally."""
    asked = _GAPS.sub("", strip_invisible(query))
    wanted = _ASKING.sub("", asked)
    if len(wanted) < 2:
        return []
    units = list(Unit.objects.existing_on(today).defer("functions"))
    named = [(unit, name) for unit in units for name in _names(unit) if name in asked]
    if named:
        return _few(_longest(named, asked))
    within = [unit for unit in units if any(wanted in name for name in _names(unit))]
    return _few(within)


def _names(unit: Unit) -> list[str]:
    """Its full and short name, each also as people of the county say it."""
    said = (
        unit.name.removeprefix(settings.MINGTANG_COUNTY_NAME),
        unit.short_name.removeprefix("县"),
    )
    # What is left of 县政府 stands in many a title.
    found = [unit.name, unit.short_name, *(name for name in said if len(name) > 2)]
    return [name for name in dict.fromkeys(found) if len(name) > 1]


def _longest(named: list[tuple[Unit, str]], asked: str) -> list[Unit]:
    """Those whose name is no part of another name that the query holds as well."""
    names = {name for _, name in named}
    found: dict[int, Unit] = {}
    for unit, name in named:
        covered = any(name != other and name in other for other in names - set(_names(unit)))
        rest = len(_ASKING.sub("", asked.replace(name, "", 1)))
        if not covered and rest <= LONGEST_REST:
            found.setdefault(unit.pk, unit)
    return list(found.values())


def _few(units: list[Unit]) -> list[Unit]:
    return units if len(units) <= MOST_UNITS else []
