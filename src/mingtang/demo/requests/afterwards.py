"""What comes after the answer: the rating, the file, a review or suit, the public log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from mingtang.foi import services
from mingtang.foi.services import APPLICANT_ACTOR, Stages, releasing
from mingtang.foi.states import ChallengeKind
from mingtang.orgs.roles import Role

if TYPE_CHECKING:
    from .life import RequestLife

Life = Iterator[datetime]

COMMENTS = ("答复及时，文件完整。", "", "电话里解释得很清楚。", "希望以后能网上直接下载。")


def rate(life: RequestLife) -> Life:
    """The applicant says what the answer was worth."""
    yield life.wait(2)
    services.rate(
        life.request,
        stars=life.rng.choice((3, 4, 5, 5)),
        comment=life.rng.choice(COMMENTS),
        by=APPLICANT_ACTOR,
        at=life.at,
    )


def review(life: RequestLife) -> Life:
    """A review is applied for and upholds the answer; a suit follows and is dismissed."""
    by = life.by(Role.DISCLOSURE_OFFICE)
    yield life.wait(8)
    filed = life.today
    case = services.open_challenge(
        life.request,
        kind=ChallengeKind.REVIEW,
        body="临川岭市人民政府",
        filed_on=filed,
        by=by,
        at=life.at,
        case_number=f"临政复〔{filed.year}〕18号",
    )
    yield life.wait(4)
    services.advance_challenge(case, stages=Stages(accepted_on=life.today), by=by, at=life.at)
    yield life.wait(25)
    services.decide_challenge(case, result="upheld", decided_on=life.today, by=by, at=life.at)
    yield life.wait(9)
    later = services.open_challenge(
        life.request,
        kind=ChallengeKind.SUIT_AFTER_REVIEW,
        body=f"{life.county.name}人民法院",
        filed_on=life.today,
        after=case,
        by=by,
        at=life.at,
    )
    yield life.wait(58)
    services.decide_challenge(later, result="upheld", decided_on=life.today, by=by, at=life.at)


def suit(life: RequestLife) -> Life:
    """A suit is brought at once, heard and dismissed."""
    by = life.by(Role.DISCLOSURE_OFFICE)
    yield life.wait(10)
    case = services.open_challenge(
        life.request,
        kind=ChallengeKind.DIRECT_SUIT,
        body=f"{life.county.name}人民法院",
        filed_on=life.today,
        by=by,
        at=life.at,
    )
    yield life.wait(12)
    services.advance_challenge(case, stages=Stages(heard_on=life.today), by=by, at=life.at)
    yield life.wait(12)
    services.decide_challenge(case, result="upheld", decided_on=life.today, by=by, at=life.at)


def release(life: RequestLife) -> Life:
    """The unit words what may be of use to others; the office publishes it."""
    yield life.wait(4)
    subject = life.request.subject
    told = releasing.Told(
        title=f"关于公开{subject}的答复",
        question=f"申请公开{subject}。",
        answer="经审查，所申请的信息可以公开，已向申请人提供全文。\n"
        "需要的，可以到本机关信息公开查阅点查阅，或者按本条目所列单位的联系方式索取。",
    )
    row = releasing.save_release(
        life.request, told=told, by=life.by(Role.CLERK), at=life.at, edition=None
    )
    yield life.wait()
    row = releasing.propose_release(row, by=life.by(Role.CLERK), at=life.at, edition=row.edition)
    yield life.wait(1)
    releasing.approve_release(
        row,
        home=life.county.sections[releasing.SECTION],
        by=life.by(Role.DISCLOSURE_OFFICE),
        at=life.at,
        edition=row.edition,
    )


def close(life: RequestLife) -> Life:
    """The file is complete."""
    yield life.wait(3)
    services.close(life.request, **life.act())


AFTERWARDS: dict[str, Callable[[RequestLife], Life]] = {
    "rate": rate,
    "review": review,
    "suit": suit,
    "release": release,
}


def afterwards(life: RequestLife) -> Life:
    """What the plan foresees, the file last."""
    for step in life.ask.steps:
        handle = AFTERWARDS.get(step)
        if handle is not None:
            yield from handle(life)
    yield from close(life)
