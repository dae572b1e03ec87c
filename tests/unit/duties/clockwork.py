"""Duties to test with. The subject of a duty is a unit made for it: any saved row will do."""

from __future__ import annotations

from datetime import date

from mingtang.duties import services
from mingtang.duties.models import Duty
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from tests.spine import make_unit

OFFICE = Actor(1, "李敏", "disclosure_office", 1, "云溪县人民政府办公室")
BASIS = "政府信息公开条例第三十三条"


def a_unit(name: str = "云溪县教育局") -> Unit:
    return Unit.objects.filter(name=name).first() or make_unit(name, Unit.objects.count() + 1)


def open_one(rule: str, start_on: date, *, subject: str = "", unit: Unit | None = None) -> Duty:
    """An open duty; each has a subject of its own unless one is named."""
    about = a_unit(subject or f"事项{Duty.objects.count() + 1}")
    return services.open_duty(
        rule=rule,
        unit_id=(unit or a_unit()).pk,
        subject=about,
        label=f"{about.name}的时限",
        start_on=start_on,
        entry_seq=1,
    )


def stop(duty: Duty, on: date) -> Duty:
    return services.stop(duty, on=on, reason="征求第三方意见", basis=BASIS, entry_seq=2)


def restart(duty: Duty, on: date) -> Duty:
    return services.restart(duty, on=on, entry_seq=3)


def extend(duty: Duty, days: int, on: date, reason: str = "需要核实") -> Duty:
    return services.extend(duty, days=days, on=on, reason=reason, basis=BASIS, entry_seq=4)
