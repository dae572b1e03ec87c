"""Partial disclosure of a file: passages chosen on its pages, each with its ground, and the copy
without them (政府信息公开条例 art. 37).

What is chosen is kept by place, never by word. The original stays with the unit: once the copy is
there, the copy alone goes with the reply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import PurePath

from django.conf import settings
from django.db import transaction

from mingtang.files.redact import Passage, Redacted
from mingtang.files.services import REDACTABLE, store_redacted
from mingtang.foi.models import Redaction, Request, RequestFile, Withheld
from mingtang.foi.services.acting import impersonal, lock
from mingtang.foi.services.papers import keep_file
from mingtang.foi.states import ACCESS_RULE, FLOW_RULE, Purpose, State
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.roles import Role
from mingtang.statute.foi.grounds import ground
from mingtang.statute.violations import RuleViolation

ART_37 = "政府信息公开条例第三十七条"
DONE = "（区分处理）"
MOST_PASSAGES = 5_000
MOST_WHY = 200
MAY_BE_REDACTED = frozenset({Purpose.MATERIAL, Purpose.REPLY, Purpose.HELP, Purpose.OTHER})
"""Files of the unit; what the applicant sent is not the unit's to give out."""
LOCKED = (State.CHECKING, State.APPROVED)


def refusal_of(file: RequestFile, request: Request) -> str:
    """Why a file cannot be redacted now; empty when it can."""
    if file.purpose not in MAY_BE_REDACTED:
        return "申请人和第三方提交的材料不在这里遮盖。"
    if file.file.kind not in REDACTABLE:
        return f"{file.file.label_zh}不能直接遮盖，请另存为 PDF 后重新上传。"
    if request.state in LOCKED:
        return "答复已经提交审核，退回或者收回后才能改附件。"
    if not request.is_open:
        return "申请已经答复，附件不能再改。"
    return ""


def chosen_in(file: RequestFile) -> list[Passage]:
    """The passages chosen in a file so far."""
    found = Redaction.objects.filter(file=file).first()
    return [Passage.from_json(each) for each in found.passages] if found else []


def choose(
    file: RequestFile, passages: Iterable[Passage], *, by: Actor, at: datetime
) -> list[Passage]:
    """Add passages to those chosen; one that is there already is not added again.

    Returns what is chosen then. A copy made before is out of date: it goes, and must be made anew.
    """
    new = list(passages)
    for each in new:
        _checked(each)
    return _change(file, lambda old: _joined(old, new), by=by, at=at)


def forget(file: RequestFile, numbers: Iterable[int], *, by: Actor, at: datetime) -> list[Passage]:
    """Take passages off again, by their place in the list (from 0)."""
    gone = set(numbers)
    return _change(
        file, lambda old: [each for n, each in enumerate(old) if n not in gone], by=by, at=at
    )


def make_copy(file: RequestFile, *, by: Actor, at: datetime) -> tuple[RequestFile, Redacted]:
    """The copy without the chosen passages, proved to hold none of their text; it goes with the
    reply, the original does not.

    Raises ``FileRefused`` (nothing is changed then) and :class:`RuleViolation`.
    """
    request = file.request
    _require_may(file, request, by)
    passages = chosen_in(file)
    stored, result = store_redacted(
        file.file,
        passages,
        by=by,
        at=at,
        name=f"{Purpose.REPLY.label}{PurePath(file.file.name).suffix}",
        scanner=settings.MINGTANG_CLAMAV_ADDRESS,
    )
    with transaction.atomic():
        fresh = lock(request, None)
        _require_may(file, fresh, by)
        redaction = Redaction.objects.select_for_update().get(file=file)
        if [Passage.from_json(each) for each in redaction.passages] != passages:
            raise RuleViolation("redact.stale", "遮盖的内容刚刚改过，请核对后重新生成。", FLOW_RULE)
        _drop_copy(redaction)
        name = PurePath(file.name)
        suffix = PurePath(stored.name).suffix
        kept = keep_file(
            fresh, stored, purpose=Purpose.REPLY, at=at, name=f"{name.stem}{DONE}{suffix}"
        )
        Withheld.objects.bulk_create(
            Withheld(file=kept, page=each.page, ground=each.ground, why=each.why)
            for each in passages
        )
        redaction.result, redaction.updated_at = kept, at
        redaction.report = asdict(result.report)
        redaction.save()
        if file.purpose == Purpose.REPLY:
            RequestFile.objects.filter(pk=file.pk).update(purpose=Purpose.MATERIAL)
        record(
            act="request.redact",
            subject=fresh,
            by=by,
            at=at,
            unit_id=fresh.unit_id,
            basis=ART_37,
            detail={
                "file": file.pk,
                "copy": kept.pk,
                "passages": len(passages),
                "rasterised": list(result.report.rasterised_pages),
            },
        )
    return kept, result


def _change(
    file: RequestFile,
    change: Callable[[list[Passage]], list[Passage]],
    *,
    by: Actor,
    at: datetime,
) -> list[Passage]:
    with transaction.atomic():
        fresh = lock(file.request, None)
        _require_may(file, fresh, by)
        redaction, _ = Redaction.objects.select_for_update().get_or_create(
            file=file, defaults={"updated_at": at}
        )
        old = [Passage.from_json(each) for each in redaction.passages]
        new = change(old)
        if len(new) > MOST_PASSAGES:
            raise RuleViolation(
                "redact.many", f"遮盖的内容超过 {MOST_PASSAGES} 处，请拆分文件。", FLOW_RULE
            )
        if new != old:
            _drop_copy(redaction)
            redaction.passages = [each.as_json() for each in new]
            redaction.updated_at = at
            redaction.save()
    return new


def _drop_copy(redaction: Redaction) -> None:
    """Take off a copy made before; while none replaces it, the reply cannot be signed. A copy
    that went out with an earlier reply stays with that reply."""
    copy = redaction.result
    if copy is None:
        return
    served = copy.request.deliveries.filter(letter__issued_at__gte=copy.added_at)
    if not served.exists():
        copy.delete()
    redaction.result, redaction.report = None, {}


def _joined(old: list[Passage], new: list[Passage]) -> list[Passage]:
    places = {(each.page, each.box): n for n, each in enumerate(old)}
    joined = list(old)
    for each in new:
        found = places.get((each.page, each.box))
        if found is None:
            places[each.page, each.box] = len(joined)
            joined.append(each)
        else:
            joined[found] = each
    return joined


def _checked(passage: Passage) -> None:
    try:
        ground(passage.ground)
    except LookupError as fault:
        raise RuleViolation("redact.ground", "请选择不予公开的情形。", ART_37) from fault
    if len(passage.why) > MOST_WHY:
        raise RuleViolation("redact.why", f"理由最多 {MOST_WHY} 个字。", FLOW_RULE)


def _require_may(file: RequestFile, request: Request, by: Actor) -> None:
    own = by.role in (Role.CLERK, Role.LEADER) and by.unit_id == request.unit_id
    if not own and by.role != Role.DISCLOSURE_OFFICE:
        raise RuleViolation("own_unit", "只能办理本单位的申请。", ACCESS_RULE)
    if refusal := refusal_of(file, request):
        raise RuleViolation("redact.file", refusal, ART_37)


def why_of(request: Request, typed: str, code: str) -> str:
    """The reason kept with a passage: what was typed without names known here, else the ground."""
    return impersonal(request, typed)[:MOST_WHY] or ground(code).label
