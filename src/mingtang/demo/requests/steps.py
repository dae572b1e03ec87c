"""What may happen to a request between registration and answer, by the words of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from mingtang.foi import services
from mingtang.foi.services import APPLICANT_ACTOR, THIRD_PARTY_ACTOR
from mingtang.foi.states import Consulted, Opinion
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role

if TYPE_CHECKING:
    from .life import RequestLife

Life = Iterator[datetime]
Step = Callable[["RequestLife"], Life]

OFFICE = Role.DISCLOSURE_OFFICE
PARTY = "某建设工程有限公司"
OBJECTION = "涉及报价构成和员工个人信息，公开会造成损害。"
DAYS_TO_CORRECT = 10


def _ask_correction(life: RequestLife) -> Life:
    yield life.wait(3)
    services.ask_correction(
        life.request,
        wanted_items="请写明所需文件的名称、文号，或者文件形成的时间和涉及的地点。",
        guidance="可以先在县政府门户网站信息公开目录中查找名称，也可以来电询问。",
        days=DAYS_TO_CORRECT,
        received_on=life.today,
        **life.act(),
    )


def correct(life: RequestLife) -> Life:
    """A correction is asked and comes."""
    yield from _ask_correction(life)
    yield life.wait(4)
    services.correct(
        life.request,
        answer="所需文件为上一年度形成，涉及本乡镇。",
        **life.act() | {"by": APPLICANT_ACTOR, "edition": None},
    )


def lapse(life: RequestLife) -> Life:
    """A correction is asked and does not come."""
    yield from _ask_correction(life)
    yield life.wait(DAYS_TO_CORRECT + 2)
    services.lapse_correction(life.request, **life.act())
    life.request.refresh_from_db()


def _consult(opinion: str) -> Step:
    def step(life: RequestLife) -> Life:
        yield life.wait(3)
        consulting = services.consult(
            life.request,
            kind=Consulted.THIRD_PARTY,
            party=PARTY,
            contact="0890-6900012",
            about=f"拟公开的信息中涉及贵公司的内容：{life.request.subject}",
            received_on=life.today,
            **life.act(),
        )
        yield life.wait(6)
        services.give_opinion(
            life.request,
            consultation=consulting.consultation,
            opinion=opinion,
            reasons=""
            if opinion == Opinion.AGREES
            else "涉及报价构成和员工个人信息，公开会造成损害。",
            **life.act() | {"by": THIRD_PARTY_ACTOR, "edition": None},
        )

    return step


def silent(life: RequestLife) -> Life:
    """A third party is asked and says nothing in its fifteen working days."""
    yield life.wait(2)
    consulting = services.consult(
        life.request,
        kind=Consulted.THIRD_PARTY,
        party=PARTY,
        about=f"拟公开的信息中涉及贵公司的内容：{life.request.subject}",
        received_on=life.today,
        **life.act(),
    )
    yield life.wait(16)
    services.lapse_opinion(
        life.request,
        consultation=consulting.consultation,
        **life.act() | {"by": Actor.system(), "edition": None},
    )


def extend(life: RequestLife) -> Life:
    """The head of the disclosure office agrees to more time."""
    yield life.wait(9)
    services.extend(
        life.request,
        days=10,
        reason="所申请的信息涉及多个年度，需要逐份核对",
        **life.act(OFFICE),
    )


def _helper(life: RequestLife) -> Unit:
    others = [each for each in life.county.departments() if each.pk != life.request.unit_id]
    return others[life.request.pk % len(others)]


def help_out(life: RequestLife) -> Life:
    """Another unit is asked for material."""
    yield life.wait(2)
    unit = _helper(life)
    asked = services.ask_help(
        life.request, unit=unit, question="请提供贵单位保存的相关文件。", **life.act()
    )
    yield life.wait(3)
    services.give_help(
        life.request,
        assistance=asked,
        answer="已找到相关文件，扫描件已送达。",
        by=life.county.actor(unit, Role.CLERK),
        at=life.at,
    )


def reasons(life: RequestLife) -> Life:
    """Asked why so much; the answer does not convince."""
    yield life.wait(3)
    services.ask_reasons(
        life.request,
        grounds="近三个月就同一项目向本机关提出申请17件，内容互相包含。",
        days=10,
        received_on=life.today,
        **life.act(),
    )
    yield life.wait(5)
    services.give_reasons(
        life.request,
        reasons="对补偿方案仍有意见，需要继续了解。",
        **life.act() | {"by": APPLICANT_ACTOR, "edition": None},
    )


def suspend(life: RequestLife) -> Life:
    """It rests for a while."""
    yield life.wait(3)
    services.suspend(
        life.request,
        reason="相关档案因库房受潮封存，无法调取",
        basis="档案库房应急处置方案",
        **life.act(OFFICE),
    )
    yield life.wait(6)
    services.resume(life.request, reason="档案已经启封", **life.act(OFFICE))


def move(life: RequestLife) -> Life:
    """It is for another unit of the county."""
    yield life.wait(1)
    unit = _helper(life)
    services.propose_move(life.request, to=unit, reason="不属于本单位职责", **life.act())
    yield life.wait(1)
    moved = services.move(life.request, to=unit, reason="由该单位负责公开", **life.act(OFFICE))
    life.request = moved


def split(life: RequestLife) -> Life:
    """Two matters in one letter; both parts are answered alike, the first one here."""
    yield life.wait(1)
    before, after = life.request.subject.split("，以及")
    first, second = services.split(life.request, parts=[before, after], **life.act())
    for part in (second, first):
        life.request = part
        if part is second:
            yield life.wait(3)
            yield from life.answer()


def merge(life: RequestLife) -> Life:
    """The same letter comes twice; the second one goes into the first."""
    first = life.request
    yield life.wait()
    life.receive()
    yield from life.register()
    yield life.wait()
    life.request = services.merge(life.request, into=first, **life.act())
    life.ask.request = first


def withdraw(life: RequestLife) -> Life:
    """The applicant takes it back."""
    yield life.wait(4)
    services.withdraw(
        life.request,
        reason="申请人书面撤回，存于卷内",
        **life.act() | {"by": APPLICANT_ACTOR, "edition": None},
    )
    life.request.refresh_from_db()


STEPS: dict[str, Step] = {
    "correct": correct,
    "lapse": lapse,
    "consult agrees": _consult(Opinion.AGREES),
    "consult objects": _consult(Opinion.OBJECTS),
    "consult partly": _consult(Opinion.PARTLY),
    "consult silent": silent,
    "extend": extend,
    "help": help_out,
    "reasons": reasons,
    "suspend": suspend,
    "move": move,
    "split": split,
    "merge": merge,
    "withdraw": withdraw,
}
