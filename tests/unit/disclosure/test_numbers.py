"""A 文号 belongs to one document and to the body that issues it, or a person says why not."""

from __future__ import annotations

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.disclosure.services import Content
from mingtang.orgs.models import Succession, Unit
from mingtang.register.models import Finding
from tests.unit.disclosure.test_drafting import refused
from tests.unit.disclosure.world import NOW, World, make_unit

SAME = "云溪教发〔2026〕7号"


def findings(world: World, document: Document) -> list[tuple[str, str, str]]:
    services.examine_document(document, by=world.clerk, at=NOW)
    rows = Finding.objects.about("disclosure.document", document.pk).unsettled()
    return list(rows.values_list("kind", "excerpt", "advice"))


def with_prefix(unit: Unit, prefix: str) -> None:
    Unit.objects.filter(pk=unit.pk).update(doc_prefix=prefix)


def test_number_of_a_public_document_is_not_given_again_without_a_reason(world: World) -> None:
    first = world.published(doc_number=SAME)
    second = world.draft(title="另一份通知", doc_number="云溪教发[2026]7号")
    with refused("gate_clear"):
        world.submit(second)
    finding = Finding.objects.unsettled().get()
    assert finding.kind == "number.duplicate" and first.title in finding.excerpt
    services.justify_finding(
        second, finding, reason="同一文号分两部分公开", by=world.clerk, at=NOW, edition=1
    )
    assert world.submit(second).state == "with_leader"


def test_earlier_draft_holds_its_number_against_the_later_one(world: World) -> None:
    first, second = (world.draft(title=title, doc_number=SAME) for title in ("甲文", "乙文"))
    assert findings(world, first) == []
    ((kind, excerpt, _),) = findings(world, second)
    assert kind == "number.duplicate" and f"编号 {first.pk} 的《甲文》" in excerpt
    saved = services.save(
        second, Content({"doc_number": "云溪教发〔2026〕8号"}), by=world.clerk, at=NOW, edition=1
    )
    assert findings(world, saved) == []


def test_title_of_another_body_s_draft_is_not_told(world: World) -> None:
    services.create(
        unit=world.other,
        content=Content(world.values(title="不予公开的事", doc_number=SAME)),
        by=world.stranger,
        at=NOW,
    )
    ((_, excerpt, _),) = findings(world, world.draft(doc_number=SAME))
    assert "云溪县水务局的在办文件" in excerpt and "不予公开的事" not in excerpt


def test_given_up_draft_frees_its_number_and_a_revision_keeps_its_own(world: World) -> None:
    first = world.draft(doc_number=SAME)
    services.discard(first, reason="误建", by=world.clerk, at=NOW, edition=1)
    second = world.published(doc_number=SAME)
    again = services.revise(
        second, changed_on=NOW.date(), reason="更正", by=world.clerk, at=NOW, edition=second.edition
    )
    assert findings(world, again) == []


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("云溪水发〔2026〕7号", "机关代字“云溪水发”是云溪县水务局的"),
        ("洪泽教发〔2026〕7号", "机关代字“洪泽教发”与云溪县教育局的“云溪教发”不符"),
        ("云溪教发〔2026〕7号", ""),
        ("云溪教函〔2026〕7号", ""),
        ("（云溪）教罚〔2026〕7号", ""),
        ("云溪县人民政府令第7号", ""),
        ("公告2026年第7号", ""),
        ("云溪学发〔2019〕7号", ""),
    ],
)
def test_agency_code_must_be_that_of_an_issuer(world: World, number: str, fault: str) -> None:
    with_prefix(world.unit, "云溪教发")
    with_prefix(world.other, "云溪水发")
    old = make_unit("云溪县学务局", 9, doc_prefix="云溪学发", ended_on=NOW.date())
    Succession.objects.create(
        predecessor=old, successor=world.unit, kind=Succession.Kind.MERGED, on=NOW.date()
    )
    found = findings(world, world.draft(doc_number=number))
    assert [kind for kind, _, _ in found] == (["number.foreign"] if fault else [])
    assert not fault or fault in found[0][2]


def test_agency_code_of_a_joint_issuer_is_right(world: World) -> None:
    with_prefix(world.unit, "云溪教发")
    with_prefix(world.other, "云溪水发")
    document = services.create(
        unit=world.unit,
        content=Content(world.values(doc_number="云溪水发〔2026〕7号"), joint_units=(world.other,)),
        by=world.clerk,
        at=NOW,
    )
    assert findings(world, document) == []


def test_agency_code_of_a_unit_without_one_is_not_doubted(world: World) -> None:
    assert findings(world, world.draft(doc_number="某某发〔2026〕7号")) == []
