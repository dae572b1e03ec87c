"""Work under way on the day of the visit: drafts in every state, duties due and overdue."""

from __future__ import annotations

from datetime import date

from mingtang.disclosure.states import State
from mingtang.register.genres import Genre

from .accounts import SHOWN_UNIT
from .piece import Course, Piece
from .planning import Planner
from .prose import documents

DAYS = 20
"""Working days to publish (政府信息公开条例 art. 26)."""

#: Unit (empty: any), state in which it is left, working days left, course.
WORK: tuple[tuple[str, str, int, Course], ...] = (
    (SHOWN_UNIT, State.DRAFT, -2, Course.STRAIGHT),
    (SHOWN_UNIT, State.DRAFT, 0, Course.MASKED),
    (SHOWN_UNIT, "returned", 4, Course.RETURNED),
    (SHOWN_UNIT, State.WITH_LEADER, 0, Course.STRAIGHT),
    (SHOWN_UNIT, State.WITH_LEADER, 3, Course.STRAIGHT),
    (SHOWN_UNIT, State.WITH_CONFIDENTIALITY, 1, Course.STRAIGHT),
    (SHOWN_UNIT, State.WITH_CONFIDENTIALITY, 6, Course.STRAIGHT),
    (SHOWN_UNIT, State.WITH_OFFICE, 2, Course.STRAIGHT),
    (SHOWN_UNIT, State.SCHEDULED, 5, Course.SCHEDULED),
    ("", State.DRAFT, 12, Course.STRAIGHT),
    ("", State.DRAFT, 2, Course.FIXED),
    ("", State.WITH_LEADER, 1, Course.STRAIGHT),
    ("", State.WITH_LEADER, -1, Course.STRAIGHT),
    ("", State.WITH_CONFIDENTIALITY, 8, Course.STRAIGHT),
    ("", State.REFERRED, 3, Course.REFERRED),
    ("", State.WITH_OFFICE, 0, Course.STRAIGHT),
    ("", State.WITH_OFFICE, -4, Course.STRAIGHT),
    ("", State.WITH_OFFICE, 7, Course.STRAIGHT),
    ("", State.WITH_OFFICE, 10, Course.STRAIGHT),
    ("", "", 9, Course.STRAIGHT),
    ("", "", 11, Course.STRAIGHT),
)


def under_way(planner: Planner, today: date) -> list[Piece]:
    """Pieces whose clocks run on ``today``; two more were published in the last days."""
    return [_piece(planner, number, today, *row) for number, row in enumerate(WORK)]


def _piece(
    planner: Planner, number: int, today: date, name: str, stop: str, left: int, course: Course
) -> Piece:
    county = planner.county
    rng = county.rng("now", number)
    departments = county.departments()
    unit = county.units.get(name) or departments[(number * 4 + 3) % len(departments)]
    # Due on a working day: on a day off, the next one counts as today.
    base = county.work.calendar.next_working_day_on_or_after(today)
    made_on = county.work.calendar.working_day_before(base, DAYS - left)

    def titled(topic: str) -> str:
        return f"{unit.name}关于{topic}有关工作的通知"

    topic = planner.topic(unit, number, titled)
    scene = planner.scene(rng, unit, unit, made_on, topic)
    body = documents.notice(scene, with_table=number % 2 == 0)
    if course is Course.MASKED:
        body += "<p>经办人手机：13900139000，身份证号：11010519491231002X。</p>"
    elif course is Course.FIXED:
        body += "<p>各单位要提前布署，既使任务较重也要按时完成。</p>"
    piece = planner.piece(
        f"now{number:02d}",
        unit,
        rng,
        made_on,
        home="policy-units",
        days_before_draft=1,
        course=course,
        topic=topic,
        title=titled(topic),
        genre=Genre.NOTICE,
        body_html=body,
        numbered=True,
    )
    piece.created_at = planner.work.after(
        planner.work.opening(planner.work.days_after(made_on, 1)), rng.randint(1, 25), rng
    )
    piece.stop = stop or None
    piece.pace = 60
    if stop == State.SCHEDULED:
        piece.release_at = planner.work.opening(planner.work.days_after(base, 2))
    return piece
