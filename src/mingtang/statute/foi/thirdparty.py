"""Asking others before an answer: how long the clock stands still, and what silence means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingtang.statute.calendar import WorkingCalendar
from mingtang.statute.counting import period_end
from mingtang.statute.foi.rules import Basis, Rules, of_2007, of_2019
from mingtang.statute.limits import get
from mingtang.statute.limits.foi import NEW_FROM


class Consulted(StrEnum):
    """Who is asked."""

    THIRD_PARTY = "third_party"  # art. 32
    COMAKER = "comaker"  # art. 34
    AGENCY = "agency"  # art. 33(3), no period


class Stance(StrEnum):
    """What the one asked says."""

    AGREES = "agrees"
    OBJECTS = "objects"
    OBJECTS_WITHOUT_GROUNDS = "objects_without_grounds"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an opinion means for the decision.

    ``may_disclose`` None leaves the decision with the agency; ``tell`` is True when the third party
    must be told in writing what will be disclosed and why.
    """

    may_disclose: bool | None
    tell: bool
    text: str
    basis: Basis


_LIMIT = {Consulted.THIRD_PARTY: "foi.thirdparty", Consulted.COMAKER: "foi.comaker"}
_OLD_OBJECTION = of_2007("第二十三条")


def opinion_due(
    delivered_on: date,
    *,
    calendar: WorkingCalendar,
    whom: Consulted = Consulted.THIRD_PARTY,
    rules: Rules = Rules.R2019,
) -> date | None:
    """The last day for an opinion: 15 working days after the letter came (arts. 32, 34).

    None where the law sets no period: other agencies, and anyone under the rules of 2007.
    """
    code = _LIMIT.get(whom)
    if code is None or rules is Rules.R2007:
        return None
    # The period belongs to the rules of the request, which may be later than the letter's day.
    return period_end(get(code, max(delivered_on, NEW_FROM)), delivered_on, calendar).due


def opinion_end(
    delivered_on: date,
    answered_on: date | None,
    *,
    calendar: WorkingCalendar,
    today: date,
    whom: Consulted = Consulted.THIRD_PARTY,
    rules: Rules = Rules.R2019,
) -> date | None:
    """The last day of the consultation that does not count; None while it goes on.

    The earlier of the answer and the last day for it; without an answer the last day once it is
    past. Raises ValueError for an answer before the letter came.
    """
    if answered_on is not None and answered_on < delivered_on:
        raise ValueError("答复意见的日期不能早于收到征求意见书的日期")
    due = opinion_due(delivered_on, calendar=calendar, whom=whom, rules=rules)
    if due is None:
        return answered_on
    if answered_on is not None:
        return min(answered_on, due)
    return due if today > due else None


def effect_of(
    stance: Stance,
    *,
    whom: Consulted = Consulted.THIRD_PARTY,
    public_interest: bool = False,
    rules: Rules = Rules.R2019,
) -> Effect:
    """What an opinion, or silence, means for the decision.

    ``public_interest``: the agency holds that not disclosing would have a major effect on the
    public interest; it may then disclose against an objection and must tell the third party.
    An objection without reasonable grounds leaves the decision with the agency; under the rules of
    2007 any objection counted.
    """
    if whom is not Consulted.THIRD_PARTY:
        return _effect_between_agencies(stance, whom)
    basis = of_2019("第三十二条") if rules is Rules.R2019 else _OLD_OBJECTION
    if stance is Stance.AGREES:
        agreed = of_2019("第十五条") if rules is Rules.R2019 else _OLD_OBJECTION
        return Effect(True, False, "第三方同意公开，予以公开。", agreed)
    if stance is Stance.SILENT:
        return Effect(None, False, "第三方逾期未提出意见，由行政机关决定是否公开。", basis)
    if public_interest:
        text = "不公开会对公共利益造成重大影响，决定公开，公开的内容和理由书面告知第三方。"
        return Effect(True, True, text, basis)
    if stance is Stance.OBJECTS_WITHOUT_GROUNDS and rules is Rules.R2019:
        return Effect(
            None, False, "第三方不同意公开但没有合理理由，由行政机关决定是否公开。", basis
        )
    return Effect(False, False, "第三方不同意公开，不予公开。", basis)


def _effect_between_agencies(stance: Stance, whom: Consulted) -> Effect:
    comaker = whom is Consulted.COMAKER
    basis = of_2019("第三十四条") if comaker else of_2019("第三十三条第三款")
    if stance is Stance.AGREES:
        return Effect(True, False, "对方同意公开。", basis)
    if stance is Stance.SILENT and comaker:
        return Effect(True, False, "共同制作机关逾期未提出意见，视为同意公开。", basis)
    return Effect(None, False, "由牵头办理的行政机关决定是否公开。", basis)
