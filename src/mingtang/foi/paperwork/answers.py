"""What a reply and a closing note are given: decision, remedy, annexes, the procedure so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from mingtang.foi.letters.replies import Decision, decision_lines
from mingtang.foi.letters.wording import Value
from mingtang.foi.models import Correction, Item, ReplyWords, Request, RequestFile, Withheld
from mingtang.foi.redress import remedies_of
from mingtang.foi.replies import given_of
from mingtang.foi.states import Progress, Purpose
from mingtang.papers.plain import lines_of
from mingtang.statute.foi.grounds import ground
from mingtang.text.dates import format_date

from .course import course_of
from .wording import quoted, you_of

Given = dict[str, Value]
NO_REMEDY = frozenset({"withdrawn"})
"""Sub-kinds of a closing that nobody can complain of."""


def reply_values(request: Request, fields: Mapping[str, Any], *, today: date) -> Given:
    """The reply on all matters of the round. Matters without an outcome are left out."""
    files = reply_files(request)
    items = [each for each in items_of(request) if each.outcome]
    given = attachments(files, items)
    words = words_of(request)
    decisions = [decision_of(item) for item in items]
    return {
        "decision": decision_lines(decisions, you=you_of(request), attachments=bool(given))
        if decisions
        else "",
        "basis": "；".join(dict.fromkeys(item.basis for item in items)),
        "remedy": typed(fields, "remedy") or words.remedy or remedy_text(request, today=today),
        "attachments": given,
        "withheld": withheld_rows(files),
        "course": typed(fields, "course") or words.course or course_of(request),
        **correction_values(request),
    }


def closing_values(request: Request, fields: Mapping[str, Any], *, today: date) -> Given:
    """The note that a request is no longer processed; all matters ended alike."""
    items = items_of(request)
    if not items:
        return {}
    item = items[0]
    given: Given = {**given_of(item), **_given_anew(request, item)}
    decision = Decision(item.outcome, item.subkind, item.wording, item.basis, given)
    remedy = "" if item.subkind in NO_REMEDY else remedy_text(request, today=today)
    return {
        "decision": decision_lines([decision], you=you_of(request)),
        "basis": item.basis,
        "remedy": remedy.replace("本答复", "本告知书"),
        **correction_values(request),
    }


def items_of(request: Request) -> list[Item]:
    """The matters of the present round."""
    return list(request.items.filter(round=request.round).order_by("n"))


def decision_of(item: Item) -> Decision:
    """A matter as the paper states it."""
    given: dict[str, Value] = dict(given_of(item))
    if item.grounds:
        given.setdefault("grounds", "，".join(item.grounds))
    return Decision(item.outcome, item.subkind, item.wording, item.basis, given)


def words_of(request: Request) -> ReplyWords:
    """What an officer wrote into the reply of this round; empty where nothing was."""
    found = ReplyWords.objects.filter(request=request, round=request.round).first()
    return found or ReplyWords(request=request, round=request.round)


def remedy_text(request: Request, *, today: date) -> str:
    """The remedy clause of today's law for every matter; empty where it is not known here."""
    found = remedies_of(request, served_on=today)
    if any(not each.known or each.lacks for _, each in found):
        return ""
    return "\n".join(
        f"对{matters}：{each.text}" if matters else each.text for matters, each in found
    )


def reply_files(request: Request) -> list[RequestFile]:
    """What goes with the reply of this round: added after the reply of the round before."""
    rows = request.files.filter(purpose=Purpose.REPLY).select_related("file")
    last = request.deliveries.exclude(round=request.round).order_by("-pk").first()
    if last is not None:
        rows = rows.filter(added_at__gt=last.letter.issued_at)
    return list(rows)


def attachments(files: list[RequestFile], items: list[Item]) -> list[str]:
    """The enclosures by name: the files, else what the answers say is enclosed."""
    if files:
        return [shown_name(row.name) for row in files]
    lines = [line for item in items for line in lines_of(str(item.given.get("attachments", "")))]
    return list(dict.fromkeys(lines))


def shown_name(name: str) -> str:
    """A file's name without its ending."""
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and len(ending) <= 5 else name


def withheld_rows(files: list[RequestFile]) -> list[dict[str, str]]:
    """The index of what was withheld: passages of one page, ground and reason in one row."""
    names = {row.pk: shown_name(row.name) for row in files}
    found = Withheld.objects.filter(file__in=list(names)).order_by("file_id", "page", "pk")
    counted = Counter((each.file_id, each.page, each.ground, each.why) for each in found)
    rows = []
    for (file, page, code, why), count in counted.items():
        times = f"（{count}处）" if count > 1 else ""
        known = ground(code)
        rows.append(
            {
                "位置": f"《{names[file]}》第{page}页{times}",
                "依据": f"《政府信息公开条例》{known.basis.article}",
                "理由": why or known.label,
            }
        )
    return rows


def correction_values(request: Request) -> Given:
    """When and how the request was corrected."""
    found = Correction.objects.filter(request=request, progress=Progress.ANSWERED).first()
    if found is None or found.answered_on is None:
        return {}
    text = found.answer or request.description or request.subject
    return {"corrected_on": found.answered_on, "corrected": quoted(text)}


def typed(fields: Mapping[str, Any], name: str) -> str:
    """What was typed for this very paper."""
    return str(fields.get(name) or "").strip()


def _given_anew(request: Request, item: Item) -> dict[str, str]:
    """Elements in the words of a letter that the act keeps in other words."""
    changed: dict[str, str] = {}
    correction = request.corrections.first()
    if "period" in item.given and correction is not None and correction.last_on is not None:
        days = f"{correction.days}个工作日，" if correction.days else ""
        changed["period"] = f"{days}至{format_date(correction.last_on)}止"
    if "amount" in item.given:
        changed["amount"] = str(item.given["amount"]).removesuffix("元")
    return changed
