"""The public log: a unit proposes an answered request, the release gate and the disclosure office
look at it, the register publishes it (政府信息公开条例 arts. 15, 17, 44: what was given to one may
be of use to everyone; a person's data never is).

``save_release`` → ``propose_release`` → ``approve_release`` or ``return_release``; afterwards
``withdraw_release``. A published one is changed by saving, proposing and approving it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from mingtang.foi.models import Release, Request
from mingtang.foi.models.releases import ReleaseState
from mingtang.foi.states import ACCESS_RULE, ANSWERED, FLOW_RULE
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.journal.services import record
from mingtang.orgs.roles import Role
from mingtang.register import services as register
from mingtang.register.gate import justify, open_count, run_gate, settle_masked
from mingtang.register.genres import Genre
from mingtang.register.models import Finding, Section
from mingtang.register.publication import PassedReview, Publication
from mingtang.statute.violations import RuleViolation
from mingtang.text.folding import without_format_marks

from .acting import impersonal, lock, wanted
from .naming import names_anybody
from .release_text import FIELDS, body_html, gate_content, published_text

BASIS = "政府信息公开条例第十五条、第十七条、第四十四条"
SECTION = "foi-replies"
"""Address of the column that takes the log, where the installation has one."""
SUBJECT_CLASS = "02"
EDITABLE = (ReleaseState.DRAFT, ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Told:
    """What the public shall read, in an officer's words."""

    title: str
    question: str
    answer: str


@transaction.atomic
def save_release(
    request: Request, *, told: Told, by: Actor, at: datetime, edition: int | None
) -> Release:
    """Write or change what shall be released. ``edition`` is that of the release (None: new).

    Refused before the answer, and where a name, number or address known to the request stands in
    it. What else the gate finds stays open, to be settled before it is proposed.
    """
    fresh = lock(request, None)
    _require_unit(fresh, by)
    if fresh.state not in ANSWERED:
        raise RuleViolation("release.state", "答复送达以后才能选登。", FLOW_RULE)
    row = Release.objects.select_for_update(of=("self",)).filter(request=fresh).first()
    if row is None:
        row = Release(request=fresh, edition=0)
    elif row.edition != edition:
        raise RuleViolation("release.stale", "这件选登刚刚被他人改过，请刷新后再办。")
    if row.state not in EDITABLE:
        raise RuleViolation("release.state", "正在审核，退回后才能修改。", FLOW_RULE)
    row.title = _text(told.title, "title", "请填写标题。")[:200]
    row.question = _text(told.question, "question", "请概括申请的内容。")
    row.answer = _text(told.answer, "answer", "请概括答复的内容。")
    _require_impersonal(row)
    row.state = ReleaseState.DRAFT
    _save(row, at)
    _record("release.save", row, by=by, at=at)
    examine_release(row, by=by, at=at)
    return row


@transaction.atomic
def propose_release(release: Release, *, by: Actor, at: datetime, edition: int) -> Release:
    """Hand it to the disclosure office. Refused while a finding of the gate is open."""
    row = _locked(release, edition)
    _require_unit(row.request, by)
    if row.state != ReleaseState.DRAFT:
        raise RuleViolation("release.state", "只有拟稿可以提交审核。", FLOW_RULE)
    _require_clear(row, by=by, at=at)
    row.state, row.proposed_by_id, row.reason = ReleaseState.PROPOSED, by.account_id, ""
    _save(row, at)
    _record("release.propose", row, by=by, at=at)
    return row


@transaction.atomic
def return_release(
    release: Release, *, reason: str, by: Actor, at: datetime, edition: int
) -> Release:
    """The office sends it back with what is to be changed."""
    row = _proposed(release, by, edition)
    row.reason = wanted(reason, "release.reason", "请写明退回的原因。", FLOW_RULE)[:300]
    row.state = ReleaseState.DRAFT
    _save(row, at)
    _record("release.return", row, by=by, at=at, reason=row.reason)
    return row


@transaction.atomic
def approve_release(
    release: Release, *, home: Section, by: Actor, at: datetime, edition: int
) -> Release:
    """The office lets it be published, in a column; not what the person proposed themselves."""
    row = _proposed(release, by, edition)
    if row.proposed_by_id == by.account_id:
        raise RuleViolation("not_own_work", "不能审核自己提交的选登。", FLOW_RULE)
    _require_clear(row, by=by, at=at)
    row.home = home
    logged = _record("release.approve", row, by=by, at=at)
    review = PassedReview("政务公开办审核", by.role, at, logged.seq)
    publication = publication_of(row, reviews=(review,))
    if row.entry is None:
        style = settings.MINGTANG_INDEX_FRONT
        row.entry = register.publish(publication, by=by, at=at, front_style=style)
    else:
        row.entry = register.revise(row.entry, publication, by=by, at=at)
    row.state, row.reason = ReleaseState.PUBLISHED, ""
    _save(row, at)
    return row


@transaction.atomic
def withdraw_release(
    release: Release, *, reason: str, by: Actor, at: datetime, edition: int
) -> Release:
    """Take it off the public side; the register entry stays and shows the reason."""
    row = _locked(release, edition)
    _require_office(by)
    if row.state != ReleaseState.PUBLISHED or row.entry is None:
        raise RuleViolation("release.state", "没有公开，不用撤下。", FLOW_RULE)
    row.entry = register.withdraw(row.entry, by=by, at=at, reason=reason)
    row.state, row.reason = ReleaseState.WITHDRAWN, row.entry.withdrawal_reason
    _save(row, at)
    _record("release.withdraw", row, by=by, at=at, reason=row.reason)
    return row


@transaction.atomic
def mask_finding(
    release: Release, finding: Finding, *, by: Actor, at: datetime, edition: int
) -> Release:
    """Cover what the gate found, wherever it stands in the texts."""
    row = _settling(release, finding, by, edition)
    if not finding.mask:
        raise RuleViolation("gate.mask", "这一处不能遮盖，请修改文字。", BASIS)
    for name in FIELDS.values():
        setattr(row, name, getattr(row, name).replace(finding.excerpt, finding.mask))
    _save(row, at)
    settle_masked(row, [finding], by=by, at=at)
    examine_release(row, by=by, at=at)
    return row


@transaction.atomic
def justify_finding(
    release: Release, finding: Finding, *, reason: str, by: Actor, at: datetime, edition: int
) -> Finding:
    """Let what the gate found stand, with the reason why the law allows it."""
    row = _settling(release, finding, by, edition)
    return justify(row, finding, reason=reason, by=by, at=at)


def examine_release(release: Release, *, by: Actor, at: datetime) -> int:
    """Bring the findings up to date; returns how many are open."""
    run_gate(release, gate_content(release), version=release.edition, by=by, at=at)
    return open_count(release)


def publication_of(release: Release, *, reviews: tuple[PassedReview, ...] = ()) -> Publication:
    """The release as the register takes it over: no file, no name, no number of the request."""
    request = release.request
    if request.answered_on is None or release.home is None:
        raise ValueError("only an answered request in a column can be published")
    return Publication(
        source_type=release._meta.label_lower,
        source_id=str(release.pk),
        unit_id=request.unit_id,
        publisher_name=request.unit.name,
        title=release.title,
        summary=release.question[:300],
        genre=Genre.FOI_REPLY,
        subject_class=SUBJECT_CLASS,
        keywords="依申请公开；答复",
        made_on=request.answered_on,
        home_id=release.home.pk,
        body_html=body_html(release),
        review_steps=len(reviews),
        reviews=reviews,
    )


def _text(text: str, code: str, chinese: str) -> str:
    return wanted(without_format_marks(text), f"release.{code}", chinese, BASIS)


def _require_impersonal(row: Release) -> None:
    """Nothing that names the people of the request, whatever a pattern can find besides."""
    for label, text in published_text(row).items():
        if names_anybody(row.request, text):
            raise RuleViolation(
                "release.personal",
                f"{label}里有申请人、代理人或者第三方的姓名、名称或者联系方式，请改写。",
                "政府信息公开条例第十五条",
            )


def _require_clear(row: Release, *, by: Actor, at: datetime) -> None:
    _require_impersonal(row)
    still = examine_release(row, by=by, at=at)
    if still:
        raise RuleViolation(
            "gate.open", f"发布前检查还有 {still} 处没有处理，请先逐处处理。", BASIS
        )


def _require_unit(request: Request, by: Actor) -> None:
    if by.role == Role.DISCLOSURE_OFFICE:
        return
    if by.role not in (Role.CLERK, Role.LEADER) or by.unit_id != request.unit_id:
        raise RuleViolation("own_unit", "只能选登本单位的答复。", ACCESS_RULE)


def _require_office(by: Actor) -> None:
    if by.role != Role.DISCLOSURE_OFFICE:
        raise RuleViolation("role", "须由政务公开办办理。", ACCESS_RULE)


def _locked(release: Release, edition: int) -> Release:
    row = (
        Release.objects.select_for_update(of=("self",))
        .select_related("request__unit", "request__applicant", "entry")
        .get(pk=release.pk)
    )
    if row.edition != edition:
        raise RuleViolation("release.stale", "这件选登刚刚被他人改过，请刷新后再办。")
    return row


def _proposed(release: Release, by: Actor, edition: int) -> Release:
    row = _locked(release, edition)
    _require_office(by)
    if row.state != ReleaseState.PROPOSED:
        raise RuleViolation("release.state", "没有等待审核。", FLOW_RULE)
    return row


def _settling(release: Release, finding: Finding, by: Actor, edition: int) -> Release:
    row = _locked(release, edition)
    _require_unit(row.request, by)
    mine = (finding.subject_type, finding.subject_id) == (row._meta.label_lower, str(row.pk))
    if not mine or finding.settlement != Finding.Settlement.OPEN:
        raise RuleViolation("gate.finding", "这一处已经处理，请刷新。", FLOW_RULE)
    if row.state not in (ReleaseState.DRAFT, ReleaseState.PROPOSED):
        raise RuleViolation("release.state", "已经公开，请先修改。", FLOW_RULE)
    return row


def _save(row: Release, at: datetime) -> None:
    row.edition += 1
    row.updated_at = at
    row.save()


def _record(act: str, row: Release, *, by: Actor, at: datetime, reason: str = "") -> JournalEntry:
    return record(
        act=act,
        subject=row.request,
        by=by,
        at=at,
        unit_id=row.request.unit_id,
        basis=BASIS,
        reason=impersonal(row.request, reason),
        detail={"release": row.pk, "edition": row.edition, "state": row.state},
    )
