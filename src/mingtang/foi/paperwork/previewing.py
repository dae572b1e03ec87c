"""The reply before it is signed: how it would look, and what it still lacks.

What an officer may still word himself: the facts and reasons of each matter (act ``decide``), the
procedure so far and, where the law of the day is not known here, the remedy clause
(:func:`set_words`). The rest is the template's. The signed DOCX is the result; nothing is edited
in it afterwards, a change takes a recall and a new number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from mingtang.foi.facts import Facts
from mingtang.foi.letters.fields import field_of
from mingtang.foi.letters.kinds import missing
from mingtang.foi.letters.model import Shape
from mingtang.foi.letters.paper import fill_template
from mingtang.foi.letters.wording import Value
from mingtang.foi.models import ReplyWords, Request
from mingtang.foi.services.acting import impersonal, lock
from mingtang.foi.services.ending import rules_of
from mingtang.foi.states import ACCESS_RULE, FLOW_RULE, LetterKind, State
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.roles import Role
from mingtang.papers.fonts import NoChineseFont
from mingtang.papers.letter import BadLetter
from mingtang.papers.package import BadTemplate
from mingtang.papers.pdf import typeset
from mingtang.papers.reading import letter_from
from mingtang.statute.violations import RuleViolation

from .answers import remedy_text, words_of
from .course import course_of
from .making import PAPER_RULE, fonts, template_in_use, worked_out
from .values import Occasion

__all__ = ["Draft", "draft_of", "draft_pdf", "proposed_words", "set_words", "words_of"]
NOT_NUMBERED = "（草稿，未编号）"
DRAFT = "草　稿"
MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Draft:
    """The reply as it stands. ``lacks``: what is still missing, in Chinese."""

    values: dict[str, Value]
    lacks: tuple[str, ...]


def draft_of(request: Request, *, by: Actor, at: datetime) -> Draft:
    """The reply as it would be signed now."""
    facts = Facts(request, by, at)
    occasion = Occasion(LetterKind.REPLY, request, facts, {})
    values = worked_out(occasion) | {"number": NOT_NUMBERED}
    lacks = missing(LetterKind.REPLY, values, rules_of(request))
    return Draft(values, tuple(each.label for each in lacks))


def draft_pdf(request: Request, *, by: Actor, at: datetime) -> bytes:
    """The draft as PDF under a red 草稿 mark, without number; gaps are marked in the text.

    Raises :class:`RuleViolation` for a template or a text that cannot be set.
    """
    draft, rules = draft_of(request, by=by, at=at), rules_of(request)
    values = dict(draft.values)
    for field in missing(LetterKind.REPLY, values, rules):
        if field.shape is not Shape.ROWS:
            values[field.code] = f"〔缺：{field_of(field.code).label}〕"
    try:
        template = template_in_use(LetterKind.REPLY, rules)
        filled = fill_template(LetterKind.REPLY, values, rules=rules, template=template)
        return typeset(replace(letter_from(filled), mark=DRAFT, sealed=False), fonts()).pdf
    except (BadTemplate, BadLetter) as fault:
        raise RuleViolation("paper.text", f"草稿不能排版：{fault.reason}。", PAPER_RULE) from fault
    except (NoChineseFont, ValueError) as fault:
        raise RuleViolation("paper.text", f"草稿不能排版：{fault}。", PAPER_RULE) from fault


def proposed_words(request: Request, *, at: datetime) -> dict[str, str]:
    """What stands in the reply where nothing is typed: ``course`` and ``remedy``."""
    today = Facts(request, Actor.system(), at).today
    return {
        "course": "\n".join(course_of(request)),
        "remedy": remedy_text(request, today=today),
    }


@transaction.atomic
def set_words(
    request: Request, *, course: str, remedy: str, by: Actor, at: datetime, edition: int | None
) -> ReplyWords:
    """Word the course and the remedy clause of a reply that is being drafted.

    Empty gives back what is worked out. Who signs later sees another edition.
    """
    fresh = lock(request, edition)
    if fresh.state != State.IN_HAND:
        raise RuleViolation("state", "只有办理中的申请才能改答复文字。", FLOW_RULE)
    own = by.role == Role.CLERK and by.unit_id == fresh.unit_id
    if not own and by.role != Role.DISCLOSURE_OFFICE:
        raise RuleViolation("own_unit", "答复由受理单位的信息员拟写。", ACCESS_RULE)
    if max(len(course), len(remedy)) > MOST_WORDS:
        raise RuleViolation("foi.long", f"每一段最多 {MOST_WORDS} 个字。", FLOW_RULE)
    words, _ = ReplyWords.objects.update_or_create(
        request=fresh,
        round=fresh.round,
        defaults={"course": course.strip(), "remedy": remedy.strip()},
    )
    fresh.edition += 1
    fresh.updated_at = at
    fresh.save(update_fields=["edition", "updated_at"])
    record(
        act="request.word_reply",
        subject=fresh,
        by=by,
        at=at,
        unit_id=fresh.unit_id,
        basis=FLOW_RULE,
        detail={
            "course": bool(course.strip()),
            "remedy": impersonal(fresh, remedy)[:300],
            "edition": fresh.edition,
        },
    )
    return words
