"""A sheet of units, recognised by their 统一社会信用代码."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.statute.violations import RuleViolation
from mingtang.text.identifiers import uscc_fault

from .models import Region, Unit, UnitKind
from .services import BASIS, change_unit, create_unit
from .sheets import Fault, RefusedRow, SheetResult, SheetRow, parse_day

FIELDS = {
    "单位全称": "name",
    "规范简称": "short_name",
    "统一社会信用代码": "uscc",
    "类别": "kind",
    "行政区划代码": "region",
    "上级单位": "parent",
    "机关代字": "doc_prefix",
    "成立日期": "founded_on",
    "办公地址": "address",
    "联系电话": "phone",
    "办公时间": "office_hours",
    "负责人姓名": "head_name",
    "机关职能": "functions",
    "排序": "order",
}
COLUMNS = tuple(FIELDS)
REQUIRED = ("单位全称", "统一社会信用代码", "类别", "行政区划代码")
SAMPLE = ("某某县教育局", "县教育局", "（18 位）", "部门", "999900", "", "某教发", "2019-01-15")
KINDS = {**{kind.label: kind.value for kind in UnitKind}, "乡镇": "township", "街道": "township"}
_LENGTHS: dict[str, int] = {
    name: length
    for name, attribute in FIELDS.items()
    if (length := getattr(Unit._meta.get_field(attribute), "max_length", None))
}


def take_units(rows: Sequence[SheetRow], *, by: Actor, at: datetime) -> SheetResult:
    """Make the units of a sheet; one that is there gets the facts that the sheet changes.

    Empty cells leave what is there as it is. Each row stands on its own.
    """
    result = SheetResult(COLUMNS)
    seen: dict[str, int] = {}
    for row in rows:
        faults: list[Fault] = []
        fields = _understand(row, faults)
        code = row.values.get("统一社会信用代码") or ""
        before = seen.setdefault(code, row.number)
        if code and before != row.number:
            faults.append(Fault("统一社会信用代码", f"与第 {before} 行重复。"))
        if faults:
            result.refused.append(RefusedRow(row, faults))
            continue
        try:
            with transaction.atomic():
                _take(fields, result, by=by, at=at)
        except RuleViolation as violation:
            result.refused.append(RefusedRow(row, [Fault("", violation.text)]))
        except ValidationError as error:
            result.refused.append(RefusedRow(row, _faults_of(error)))
    return result


def _understand(row: SheetRow, faults: list[Fault]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for column, name in FIELDS.items():
        text = row.values.get(column) or ""
        if not text:
            if column in REQUIRED:
                faults.append(Fault(column, "未填。"))
            continue
        if column in _LENGTHS and name not in ("kind", "uscc") and len(text) > _LENGTHS[column]:
            faults.append(Fault(column, f"超过 {_LENGTHS[column]} 个字。"))
            continue
        try:
            fields[name] = _value(name, text)
        except ValueError as fault:
            faults.append(Fault(column, str(fault)))
    return fields


def _value(name: str, text: str) -> Any:
    """The value of one cell. Raises ValueError with the Chinese reason."""
    read = _READERS.get(name)
    return read(text) if read else text


def _uscc(text: str) -> str:
    code = text.upper()
    if fault := uscc_fault(code):
        raise ValueError(fault)
    return code


def _kind(text: str) -> str:
    if text not in KINDS:
        raise ValueError(f"应为{'、'.join(UnitKind.labels)}之一。")
    return KINDS[text]


def _region(text: str) -> Region:
    region = Region.objects.filter(pk=text).first()
    if region is None:
        raise ValueError(f"没有登记代码为 {text[:12]} 的区划。")
    return region


def _parent(text: str) -> Unit:
    parent = Unit.objects.living().filter(name=text).first()
    if parent is None:
        raise ValueError(f"没有名为“{text[:40]}”的单位；上级单位应排在前面。")
    return parent


def _founded(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        raise ValueError(f"“{text[:20]}”不是有效日期，请填如 2026-01-05。") from None


def _order(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise ValueError("应为整数。")
    return int(text)


_READERS: dict[str, Callable[[str], Any]] = {
    "uscc": _uscc,
    "kind": _kind,
    "region": _region,
    "parent": _parent,
    "founded_on": _founded,
    "order": _order,
}


def _take(fields: dict[str, Any], result: SheetResult, *, by: Actor, at: datetime) -> None:
    there = Unit.objects.of_code(fields["uscc"])
    if there is not None and there.ended_on is not None:
        text = f"{there.name}（代码相同）已于 {there.ended_on} 撤销，表格不改已撤销的单位。"
        raise RuleViolation("unit.ended", text, BASIS)
    if there is None:
        fields.setdefault("short_name", fields["name"][:40])
        create_unit(by=by, at=at, **fields)
        result.added += 1
        return
    changes = {name: value for name, value in fields.items() if getattr(there, name) != value}
    if not changes:
        result.present += 1
        return
    change_unit(there, by=by, at=at, **changes)
    result.changed += 1


def _faults_of(error: ValidationError) -> list[Fault]:
    columns = {name: column for column, name in FIELDS.items()}
    if not hasattr(error, "error_dict"):
        return [Fault("", text) for text in error.messages]
    return [
        Fault(columns.get(name, ""), message)
        for name, errors in error.message_dict.items()
        for message in errors
    ]
