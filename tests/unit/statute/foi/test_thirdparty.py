"""Consultations: until when, and what an answer or silence means."""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.statute.calendar import china_calendar
from mingtang.statute.foi.rules import Rules
from mingtang.statute.foi.thirdparty import Consulted, Stance, effect_of, opinion_due, opinion_end

CHINA = china_calendar()
CAME, LAST = date(2026, 3, 11), date(2026, 4, 1)  # 12, 13; 16–20; 23–27; 30, 31 March, 1 April


@pytest.mark.parametrize(
    ("answered", "today", "end"),
    [
        (date(2026, 3, 16), date(2026, 3, 16), date(2026, 3, 16)),
        (CAME, CAME, CAME),
        (None, LAST, None),  # the last day is still theirs
        (None, date(2026, 4, 2), LAST),
        (date(2026, 4, 8), date(2026, 4, 8), LAST),  # too late: the days after do count
        (LAST, LAST, LAST),
    ],
)
def test_a_consultation_ends_with_the_answer_or_the_fifteenth_day(
    answered: date | None, today: date, end: date | None
) -> None:
    assert opinion_end(CAME, answered, calendar=CHINA, today=today) == end


def test_other_agencies_and_the_old_rules_know_no_period() -> None:
    later = date(2026, 12, 1)
    agency = Consulted.AGENCY
    assert opinion_end(CAME, None, calendar=CHINA, today=later, whom=agency) is None
    assert opinion_end(CAME, later, calendar=CHINA, today=later, whom=agency) == later
    assert opinion_due(date(2018, 3, 1), calendar=CHINA, rules=Rules.R2007) is None
    assert opinion_due(CAME, calendar=CHINA, whom=Consulted.COMAKER) == LAST


def test_an_answer_before_the_letter_came_is_refused() -> None:
    with pytest.raises(ValueError, match="不能早于"):
        opinion_end(CAME, date(2026, 3, 10), calendar=CHINA, today=LAST)


@pytest.mark.parametrize(
    ("whom", "stance", "may", "article"),
    [
        (Consulted.THIRD_PARTY, Stance.AGREES, True, "第十五条"),
        (Consulted.THIRD_PARTY, Stance.SILENT, None, "第三十二条"),
        (Consulted.THIRD_PARTY, Stance.OBJECTS, False, "第三十二条"),
        (Consulted.THIRD_PARTY, Stance.OBJECTS_WITHOUT_GROUNDS, None, "第三十二条"),
        (Consulted.COMAKER, Stance.SILENT, True, "第三十四条"),
        (Consulted.COMAKER, Stance.OBJECTS, None, "第三十四条"),
        (Consulted.AGENCY, Stance.SILENT, None, "第三十三条第三款"),
    ],
)
def test_silence_of_a_third_party_leaves_the_decision_and_of_a_comaker_consents(
    whom: Consulted, stance: Stance, may: bool | None, article: str
) -> None:
    effect = effect_of(stance, whom=whom)
    assert effect.may_disclose is may
    assert effect.basis.article == article


def test_the_public_interest_overrides_an_objection_and_the_third_party_is_told() -> None:
    effect = effect_of(Stance.OBJECTS, public_interest=True)
    assert (effect.may_disclose, effect.tell) == (True, True)


def test_under_the_rules_of_2007_an_objection_needed_no_grounds() -> None:
    effect = effect_of(Stance.OBJECTS_WITHOUT_GROUNDS, rules=Rules.R2007)
    assert effect.may_disclose is False
    assert "492号" in effect.basis.text
