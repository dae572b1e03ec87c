"""The figures about units themselves, registered here because ``orgs`` stands below this app."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from mingtang.orgs.models import Unit

from .registry import Figure, register


def _units(year: int, unit: Unit | None) -> QuerySet[Unit]:
    rows = Unit.objects.existing_on(date(year, 12, 31))
    return rows if unit is None else rows.filter(pk=unit.pk)


def register_figures() -> None:
    """Called once from ``AppConfig.ready``."""
    register(
        Figure(
            code="orgs.units",
            title_zh="负有公开职责的单位",
            title_en="units with disclosure duties",
            unit_of_count="个",
            definition_zh="年末存续（已成立、未撤销）的单位",
            source="政府信息公开条例第四条",
            rows=_units,
            unit_field="id",
        )
    )
