"""A document that changes what another body published gives its reason."""

from __future__ import annotations

from typing import Any

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.disclosure.services import Content, Related
from mingtang.orgs.models import Unit
from mingtang.register import services as register
from mingtang.register.models import Entry, Finding
from tests.spine import make_publication
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import NOW, World, make_unit


def _draft(world: World, target: Entry, kind: str, **rest: Any) -> Document:
    content = Content(world.values(), links=(Related(target, kind),), **rest)
    return services.create(unit=world.unit, content=content, by=world.clerk, at=NOW)


def _entry_of(world: World, unit: Unit) -> Entry:
    publication = make_publication(unit, f"of-{unit.pk}", title=f"{unit.name}旧办法")
    return register.publish(publication, by=world.publisher, at=NOW)


@pytest.mark.parametrize("kind", ["amends", "repeals", "replaces"])
def test_repeal_of_what_another_unit_published_needs_its_reason(world: World, kind: str) -> None:
    target = _entry_of(world, world.other)
    document = _draft(world, target, kind)
    with refused("gate_clear"):
        world.submit(document)
    finding = Finding.objects.get()
    assert finding.kind == "link.foreign"
    assert world.other.name in finding.advice
    document.refresh_from_db()
    services.justify_finding(
        document,
        finding,
        reason="机构改革后职责划入本单位",
        by=world.clerk,
        at=NOW,
        edition=document.edition,
    )
    assert world.submit(document).state == "with_leader"


def test_links_within_reach_or_without_effect_need_no_reason(world: World) -> None:
    below = make_unit("云溪县第一中学", 7, parent=world.unit)
    for unit, kind in (
        (world.unit, "repeals"),
        (below, "repeals"),
        (world.other, "interprets"),
    ):
        target = _entry_of(world, unit)
        document = _draft(world, target, kind)
        assert world.submit(document).state == "with_leader"
    target = Entry.objects.get(unit=world.other)
    joint = _draft(world, target, "repeals", joint_units=(world.other,))
    assert world.submit(joint).state == "with_leader"


def test_county_government_reaches_every_unit(world: World) -> None:
    target = _entry_of(world, world.other)
    document = _draft(world, target, "repeals")
    Unit.objects.filter(pk=world.unit.pk).update(kind="government")
    assert world.submit(document).state == "with_leader"
