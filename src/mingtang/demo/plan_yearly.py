"""What the county publishes besides policy: minutes, interpretations, execution, announcements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random

from mingtang.orgs.models import Unit
from mingtang.register.genres import Genre, RelationKind

from .county import GOVERNMENT, OFFICE
from .piece import Course, Piece
from .planning import Planner
from .prose import documents
from .scenarios import Scenario

FORMS = ("文字解读", "图解", "问答", "负责人解读", "专家解读")
QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


def minutes(planner: Planner, scenario: Scenario) -> list[Piece]:
    """Minutes of plenary, executive and special meetings of the county government."""
    pieces: list[Piece] = []
    for kind, name, count in (
        ("plenary", "全体会议", scenario.plenary),
        ("executive", "常务会议", scenario.executive),
        ("special", "专题会议", scenario.special),
    ):
        rng = planner.county.rng("minutes", kind)
        days = planner.spread(count, date(scenario.year, 1, 8), date(scenario.year, 12, 2), rng)
        for number, day in enumerate(days, start=1):
            pieces.append(_minutes(planner, kind, name, number, day))
    return pieces


def _minutes(planner: Planner, kind: str, name: str, number: int, day: date) -> Piece:
    county = planner.county
    rng = county.rng("minutes", kind, number)
    unit = county.units[OFFICE if kind == "special" else GOVERNMENT]
    drafters = rng.sample(county.departments(), 1 if kind == "special" else 4)
    topics = tuple(dict.fromkeys(rng.choice(planner.domain_of(each).topics) for each in drafters))
    if kind == "special":
        title, meeting = f"{county.name}人民政府关于{topics[0]}工作的专题会议纪要", "县政府专题会议"
    else:
        title = f"{county.name}第十六届人民政府第{number + 2 * (kind == 'plenary')}次{name}纪要"
        meeting = f"县政府{name}"
    # Only some minutes name who was in the chair: the gate then asks for a reason.
    leader, office = county.leaders[number % len(county.leaders)]
    present = f"会议由{office}{leader}主持。" if number % 4 == 1 else ""
    scene = planner.scene(rng, unit, drafters[0], day, topics[0])
    return planner.piece(
        f"minutes-{kind}-{number}",
        unit,
        rng,
        day,
        home=f"meetings-{kind}",
        days_before_draft=rng.randint(1, 4),
        course=Course.JUSTIFIED if present else Course.STRAIGHT,
        topic=topics[0],
        title=title,
        genre=Genre.MINUTES,
        body_html=documents.minutes(scene, meeting=meeting, topics=topics, present=present),
    )


def interpretations(planner: Planner, scenario: Scenario, policies: list[Piece]) -> list[Piece]:
    """So many that every policy has some: each policy in up to five forms, soon after it."""
    pieces = []
    for number in range(scenario.interpretations):
        policy = policies[number % len(policies)]
        turn = number // len(policies)
        rng = planner.county.rng("interpretation", number)
        form = FORMS[(number % len(policies) + turn) % len(FORMS)]
        unit = _interpreter(planner, policy, rng)
        day = planner.work.days_after(policy.created_at.date(), rng.randint(9, 13))
        topic = str(policy.values["keywords"]).partition("；")[0]
        scene = planner.scene(rng, unit, unit, day, topic)
        pieces.append(
            planner.piece(
                f"interpretation{number}",
                unit,
                rng,
                day,
                home="interpretation",
                topic=topic,
                title=_title(form, policy.title, unit),
                genre=Genre.INTERPRETATION,
                body_html=documents.interpretation(
                    scene, policy=policy.title, form=form, unit=unit.name
                ),
            )
        )
        pieces[-1].links.append((policy, RelationKind.INTERPRETS))
    return pieces


def _interpreter(planner: Planner, policy: Piece, rng: Random) -> Unit:
    """谁起草、谁解读: the department that drafted it."""
    short = str(policy.values["keywords"]).partition("；")[2]
    for unit in planner.county.units.values():
        if planner.county.rows[unit.pk].short == short:
            return unit
    return policy.unit


def _title(form: str, policy: str, unit: Unit) -> str:
    # Inside quotation marks the book-title marks of the policy become single ones.
    policy = policy.replace("《", "〈").replace("》", "〉")
    return {
        "文字解读": f"《{policy}》政策解读",
        "图解": f"图解：《{policy}》",
        "问答": f"《{policy}》问答",
        "负责人解读": f"{unit.short_name}负责人解读《{policy}》",
        "专家解读": f"专家解读《{policy}》",
    }[form]


def execution(planner: Planner, scenario: Scenario) -> list[Piece]:
    """How the tasks of the government's work report and of the reforms are being carried out."""
    rng = planner.county.rng("execution")
    days = planner.spread(
        scenario.execution, date(scenario.year, 4, 8), date(scenario.year, 12, 12), rng
    )
    return [execution_report(planner, number, day) for number, day in enumerate(days)]


def execution_report(planner: Planner, number: int, day: date) -> Piece:
    """How one task stands after a quarter."""
    rng = planner.county.rng("execution", number)
    departments = planner.county.departments()
    unit = departments[(number * 5 + 2) % len(departments)]
    quarter = QUARTERS[(day.month - 1) // 3 - 1]
    reform = number % 3 == 0
    work = "全面深化改革重点任务" if reform else "县政府工作报告重点任务"

    def titled(topic: str) -> str:
        return f"{day.year}年{work}“{topic}”{quarter}执行情况"

    topic = planner.topic(unit, number, titled)
    scene = planner.scene(rng, unit, unit, day, topic)
    return planner.piece(
        f"execution{number}",
        unit,
        rng,
        day,
        home="execution-reform" if reform else "execution-report",
        days_before_draft=rng.randint(0, 2),
        topic=topic,
        title=titled(topic),
        genre=Genre.EXECUTION,
        body_html=documents.execution(scene, task=f"推进{topic}"),
    )


def notices(planner: Planner, scenario: Scenario) -> list[Piece]:
    """Announcements: among them one in an emergency, one withdrawn, one that was refused."""
    rng = planner.county.rng("notices")
    days = planner.spread(
        scenario.notices, date(scenario.year, 1, 7), date(scenario.year, 11, 25), rng
    )
    pieces = [_notice(planner, number, day) for number, day in enumerate(days)]
    _assign(pieces, {7: Course.WITHDRAWN, 12: Course.REFUSED, 18: Course.DISCARDED})
    pieces.append(_emergency(planner, date(scenario.year, 7, 11)))
    return pieces


def _assign(pieces: list[Piece], courses: dict[int, Course]) -> None:
    for number, course in courses.items():
        if number < len(pieces):
            pieces[number].course = course


def _notice(planner: Planner, number: int, day: date) -> Piece:
    county = planner.county
    rng = county.rng("notice", number)
    departments = county.departments()
    unit = departments[(number * 3 + 1) % len(departments)]
    topic = planner.topic(unit, number)
    scene = planner.scene(rng, unit, unit, day, topic)
    matter = rng.choice((f"{topic}抽查结果", f"{topic}服务时间调整", f"{topic}名单"))
    return planner.piece(
        f"notice{number}",
        unit,
        rng,
        day,
        home="notices",
        days_before_draft=rng.randint(0, 2),
        topic=topic,
        title=f"{unit.name}关于{matter}的公告",
        genre=Genre.ANNOUNCEMENT,
        body_html=documents.announcement(scene, matter=matter),
    )


def _emergency(planner: Planner, day: date) -> Piece:
    unit = planner.office()
    rng = planner.county.rng("emergency")
    scene = planner.scene(rng, unit, unit, day, "防汛避险")
    lines = (
        f"预计今夜到明天我县有大到暴雨，{'、'.join(planner.county.towns[:3])}等地发生山洪的可能性较大。",
        "请低洼地带和沿河群众服从村（社区）安排，提前转移到避灾安置点；学校、景区暂停户外活动。",
    )
    return planner.piece(
        "emergency",
        unit,
        rng,
        day,
        home="emergency",
        course=Course.EMERGENCY,
        topic="防汛避险",
        title=f"{unit.name}关于启动防汛应急响应的紧急公告",
        genre=Genre.ANNOUNCEMENT,
        body_html=documents.announcement(scene, matter="防汛避险有关事项", lines=lines),
    )


def before_the_merger(planner: Planner, merger: date, unit: Unit) -> list[Piece]:
    """What the dissolved unit published before, and one draft that its successor finished."""
    pieces = []
    for number, months in enumerate((5, 4, 3, 0)):
        rng = planner.county.rng("merged", number)
        month = (merger.month - months - 1) % 12 + 1
        year = merger.year - (months >= merger.month)
        day = planner.work.calendar.next_working_day_on_or_after(date(year, month, 6))
        topic = planner.topic(unit, number)
        scene = planner.scene(rng, unit, unit, day, topic)
        pieces.append(
            planner.piece(
                f"merged{number}",
                unit,
                rng,
                day,
                home="notices",
                topic=topic,
                title=f"{unit.name}关于{topic}有关情况的公告",
                genre=Genre.ANNOUNCEMENT,
                body_html=documents.announcement(scene, matter=f"{topic}有关情况"),
            )
        )
    pieces[-1].course = Course.HANDED_OVER
    pieces[-1].release_at = planner.work.opening(planner.work.days_after(merger, 2))
    return pieces


def everything(groups: Iterable[Iterable[Piece]]) -> list[Piece]:
    """One list of several."""
    return [piece for group in groups for piece in group]
