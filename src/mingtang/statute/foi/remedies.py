"""What a person who disagrees with a reply can do, where, and until when 救济告知.

Since 2024-01-01 [K: the date] a refusal under arts. 14 to 16 must first be reviewed, and the reply
must say so (行政复议法 2023 art. 23). Before, the sources know only the usual clause of older
templates, 60 days and 6 months [S2], and the suit's period since 2017-07-01 [S]; what they do not
say is not given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingtang.statute.calendar import WorkingCalendar
from mingtang.statute.counting import period_end
from mingtang.statute.foi.model import Need, RemedyKind
from mingtang.statute.foi.outcomes import outcome
from mingtang.statute.foi.rules import Basis, NotKnown
from mingtang.statute.limits import TimeLimit, get
from mingtang.statute.limits.foi import (
    LITIGATION_FROM,
    LITIGATION_LAW,
    OLD_TEMPLATES,
    REVIEW_FROM,
    REVIEW_LAW,
)


class Level(StrEnum):
    """What kind of body answered."""

    COUNTY_DEPARTMENT = "county_department"
    TOWNSHIP = "township"
    COUNTY_GOVERNMENT = "county_government"


REVIEW_FIRST = Basis(REVIEW_LAW, "第二十三条第一款第四项、第二款")
PART_FIRST = Basis(REVIEW_LAW, "第二十三条第一款第四项、第二款", "K")
REVIEW = Basis(REVIEW_LAW, "第二十条")
ONLINE = Basis(REVIEW_LAW, "第二十二条第二款")
SUIT = Basis(LITIGATION_LAW, "第四十六条")
SUIT_AFTER = Basis(LITIGATION_LAW, "第四十五条")
OLD_CLAUSE = Basis(OLD_TEMPLATES, "—", "S2")
AUTHORITY = {
    Level.COUNTY_DEPARTMENT: Basis(REVIEW_LAW, "第二十四条第一款第一项"),
    Level.TOWNSHIP: Basis(REVIEW_LAW, "第二十四条第一款第二项"),
    Level.COUNTY_GOVERNMENT: Basis(REVIEW_LAW, "第二十四条第一款第二项"),
}
ONLINE_ROUTE = Need("online_route", "申请行政复议的网上渠道", sureness="S")


@dataclass(frozen=True, slots=True)
class Remedy:
    """The remedy clause of a reply and its dates.

    ``review_first`` is True when a suit is only open after a review; ``review_until`` and
    ``suit_until`` are the last days (``suit_until`` None where the suit comes after the review, or
    where ``known`` is False). ``lacks`` names what the clause still needs. ``known`` is False when
    the sources do not tell the law of that day: a person must word the clause (``note`` says why).
    """

    review_first: bool
    text: str
    review_until: date | None
    suit_until: date | None
    basis: tuple[Basis, ...]
    part_review_first: bool = False
    lacks: tuple[Need, ...] = ()
    known: bool = True
    note: str = ""


def review_authority(level: Level, *, county: str, upper: str, on: date) -> str:
    """Who reviews: the county government its departments and townships, else one level up.

    行政复议法 (2023) art. 24. Raises NotKnown before 2024-01-01.
    """
    if on < REVIEW_FROM:
        raise NotKnown("2024年1月1日前的行政复议机关，来源未载明")
    return upper if level is Level.COUNTY_GOVERNMENT else county


def remedy(
    outcome_code: str,
    *,
    level: Level,
    served_on: date,
    calendar: WorkingCalendar,
    review_authority: str,
    court: str,
    online_route: str = "",
    served_online: bool = False,
    part_review_first: bool = True,
) -> Remedy:
    """The remedy against a reply that reached the applicant on ``served_on``.

    ``review_authority`` and ``court`` are names to print. ``part_review_first`` is the reading that
    the withheld part of a partial disclosure must be reviewed first [K]; a reply served online must
    name an online channel for the review (art. 22), else ``lacks`` says so. Raises LookupError for
    an unknown outcome.
    """
    kind = outcome(outcome_code).remedy
    if served_on < REVIEW_FROM:
        return _before_2024(served_on, calendar, review_authority, court)
    if kind is RemedyKind.PART_REVIEW_FIRST and not part_review_first:
        kind = RemedyKind.REVIEW_OR_SUIT
    first = kind is RemedyKind.REVIEW_FIRST
    suit = get("suit.direct", served_on)
    basis = [REVIEW, AUTHORITY[level]]
    if kind is RemedyKind.REVIEW_OR_SUIT:
        basis.append(SUIT)
    elif first:
        basis += [REVIEW_FIRST, SUIT_AFTER]
    else:
        basis += [PART_FIRST, SUIT_AFTER, SUIT]
    text = _wording(kind, review_authority, court, served_on)
    if online_route:
        text += f"申请行政复议的网上渠道：{online_route}。"
        basis.append(ONLINE)
    return Remedy(
        review_first=first,
        text=text,
        review_until=_last(get("review.apply", served_on), served_on, calendar),
        suit_until=None if first else _last(suit, served_on, calendar),
        basis=tuple(basis),
        part_review_first=kind is RemedyKind.PART_REVIEW_FIRST,
        lacks=_lacks(review_authority, court, online_needed=served_online and not online_route),
    )


def suit_after_review(decided_on: date, *, calendar: WorkingCalendar) -> date:
    """The last day to sue after the review decision came, or after its period ended without one.

    行政诉讼法 art. 45: 15 days. Raises NotKnown before 2017-07-01.
    """
    if decided_on < LITIGATION_FROM:
        raise NotKnown("2017年7月1日前复议后起诉的期限，来源未载明")
    return _last(get("suit.after_review", decided_on), decided_on, calendar)


def _wording(kind: RemedyKind, authority: str, court: str, on: date) -> str:
    review, suit = get("review.apply", on).length_zh, get("suit.direct", on).length_zh
    after = get("suit.after_review", on).length_zh
    ask = f"自收到本答复之日起{review}内向{authority}申请行政复议"
    then = f"对行政复议决定不服的，可以自收到行政复议决定书之日起{after}内向{court}提起行政诉讼"
    either = f"可以{ask}，也可以自收到本答复之日起{suit}内向{court}提起行政诉讼"
    if kind is RemedyKind.REVIEW_FIRST:
        return f"如对本答复不服，应当先{ask}；{then}。"
    if kind is RemedyKind.PART_REVIEW_FIRST:
        return f"如对不予公开的部分不服，应当先{ask}；{then}。对其他部分不服的，{either}。"
    return f"如对本答复不服，{either}。"


def _before_2024(on: date, calendar: WorkingCalendar, authority: str, court: str) -> Remedy:
    if on < LITIGATION_FROM:
        return Remedy(
            False, "", None, None, (), known=False,
            note="2017年7月1日前的行政复议和行政诉讼期限，来源未载明，请人工填写救济告知。",
        )  # fmt: skip
    review, suit = get("review.apply", on), get("suit.direct", on)
    return Remedy(
        review_first=False,
        text=(
            f"如对本答复不服，可以自收到本答复之日起{review.length_zh}内向{authority}"
            f"申请行政复议，也可以自收到本答复之日起{suit.length_zh}内向{court}提起行政诉讼。"
        ),
        review_until=_last(review, on, calendar),
        suit_until=_last(suit, on, calendar),
        basis=(OLD_CLAUSE, SUIT),
        lacks=_lacks(authority, court, online_needed=False),
        note="2024年1月1日前的行政复议法未录入，行政复议期限依旧式样，行政复议机关请核对。",
    )


def _lacks(authority: str, court: str, *, online_needed: bool) -> tuple[Need, ...]:
    lacks = []
    if not authority.strip():
        lacks.append(Need("review_authority", "行政复议机关名称", sureness="S"))
    if not court.strip():
        lacks.append(Need("court", "人民法院名称", sureness="S"))
    return (*lacks, ONLINE_ROUTE) if online_needed else tuple(lacks)


def _last(limit: TimeLimit, start: date, calendar: WorkingCalendar) -> date:
    return period_end(limit, start, calendar).due
