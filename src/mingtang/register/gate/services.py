"""Keeps what the gate found in a thing, and how each finding was settled."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.db import models, transaction
from django.urls import Resolver404, resolve

from mingtang.journal.actor import Actor
from mingtang.journal.plain import without_personal_data
from mingtang.journal.services import record
from mingtang.journal.statements import Prepared, Row
from mingtang.register.models import Entry, Finding, WatchWord
from mingtang.statute.violations import RuleViolation
from mingtang.text.wordlist import WordEntry, WordList

from .content import GateContent
from .examine import examine

_KNOWN = Prepared(lambda kind, key: Finding.objects.about(kind, key), str, str)
_OPEN = Prepared(
    lambda kind, key: (
        Finding.objects.about(kind, key)
        .unsettled()
        .order_by()
        .values("subject_id")
        .annotate(count=models.Count("pk"))
        .values_list("count")
    ),
    str,
    str,
)
_LISTED = Prepared(
    lambda: (
        WatchWord.objects.filter(active=True).order_by("pk").values_list("word", "kind", "advice")
    )
)

GATE_BASIS = "政府信息公开条例第十七条；保守国家秘密法实施条例（2024）第四十二条"


@transaction.atomic(savepoint=False)
def run_gate(
    subject: models.Model, content: GateContent, *, version: int, by: Actor, at: datetime
) -> list[Finding]:
    """Examine one version and bring the findings up to date; returns those still open.

    What is no longer found is marked as fixed; what was justified stays so while it is found;
    what was fixed or masked and stands there again is open again.
    """
    kind, ident = subject._meta.label_lower, str(subject.pk)
    hits = {
        hit.fingerprint: hit
        for hit in examine(content, words=current_words(), reachable=page_exists)
    }
    known = {each.fingerprint: each for each in _KNOWN.instances(kind, ident)}
    fixed = []
    for fingerprint, finding in known.items():
        if fingerprint not in hits and finding.settlement == Finding.Settlement.OPEN:
            _settle(finding, Finding.Settlement.FIXED, by=by, at=at)
            fixed.append(finding)
        elif fingerprint in hits:
            finding.place = hits[fingerprint].place
            finding.version = version
            if finding.settlement != Finding.Settlement.JUSTIFIED:
                finding.settlement = Finding.Settlement.OPEN
                finding.settled_by, finding.settled_at = "", None
            finding.save()
    fresh = [
        Finding(
            subject_type=kind,
            subject_id=ident,
            version=version,
            kind=hit.kind,
            place=hit.place,
            excerpt=hit.excerpt,
            advice=hit.advice,
            mask=hit.mask,
            fingerprint=fingerprint,
        )
        for fingerprint, hit in hits.items()
        if fingerprint not in known
    ]
    if fresh:
        Finding.objects.bulk_create(fresh)
    if fixed:
        _journal(subject, "gate.fix", fixed, by=by, at=at)
    still = [each for each in known.values() if each.settlement == Finding.Settlement.OPEN]
    return [*still, *fresh]


def open_count(subject: models.Model) -> int:
    """How many findings about a thing are open."""
    row = _OPEN.first(subject._meta.label_lower, str(subject.pk))
    return int(row[0]) if row else 0


def unsettled(subject: models.Model) -> list[Finding]:
    """The open findings of a thing."""
    rows = Finding.objects.about(subject._meta.label_lower, subject.pk)
    return list(rows.unsettled())


@transaction.atomic(savepoint=False)
def justify(
    subject: models.Model, finding: Finding, *, reason: str, by: Actor, at: datetime
) -> Finding:
    """Let a finding stand, with the reason why the law asks for or allows it."""
    if len(reason.strip()) < 4:
        raise RuleViolation("gate.reason", "请写明依法可以原样公开的理由。", GATE_BASIS)
    finding.reason = reason.strip()[:300]
    _settle(finding, Finding.Settlement.JUSTIFIED, by=by, at=at)
    _journal(subject, "gate.justify", [finding], by=by, at=at, reason=finding.reason)
    return finding


@transaction.atomic(savepoint=False)
def settle_masked(
    subject: models.Model, findings: list[Finding], *, by: Actor, at: datetime
) -> None:
    """Record that findings were covered at once; the owner of the text has just covered them."""
    for finding in findings:
        _settle(finding, Finding.Settlement.MASKED, by=by, at=at)
    _journal(subject, "gate.mask", findings, by=by, at=at)


def _settle(finding: Finding, settlement: str, *, by: Actor, at: datetime) -> None:
    finding.settlement = settlement
    if settlement != Finding.Settlement.JUSTIFIED:
        finding.reason = ""  # that of a former justification
    finding.settled_by = by.name
    finding.settled_at = at
    finding.save()


def _journal(
    subject: models.Model,
    act: str,
    findings: list[Finding],
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Kinds and places go into the journal, never the personal data itself, which may also stand
    in the name of an attachment or the words of a link."""
    record(
        act=act,
        subject=subject,
        by=by,
        at=at,
        unit_id=getattr(subject, "unit_id", None),
        basis=GATE_BASIS,
        reason=_without(findings[0].excerpt, reason) if reason else "",
        detail={
            "findings": [
                [each.pk, each.kind, _without(each.excerpt, each.place)] for each in findings
            ]
        },
    )


def _without(excerpt: str, text: str) -> str:
    return without_personal_data(text.replace(excerpt, "＊＊"))


@dataclass(frozen=True, slots=True)
class _Words:
    rows: list[Row]
    stamp: str
    compiled: WordList


_kept: list[_Words] = []


def _words() -> _Words:
    rows = _LISTED.rows()
    for kept in _kept:
        if kept.rows == rows:
            return kept
    compiled = WordList(
        WordEntry(word=word, kind=f"word.{kind}", advice=advice) for word, kind, advice in rows
    )
    fresh = _Words(rows, hashlib.sha256(repr(rows).encode()).hexdigest(), compiled)
    _kept[:] = [fresh]
    return fresh


def current_words() -> WordList:
    """The editable lists as they stand, compiled once per change. One query."""
    return _words().compiled


def words_stamp() -> str:
    """A fingerprint of the editable lists as they stand."""
    return _words().stamp


def page_exists(path: str) -> bool:
    """Whether this site has the page: an address that resolves, and an entry that may be read.

    The register page of a withdrawn entry stays; its document and attachments are gone.
    """
    try:
        match = resolve(unquote(path))
    except Resolver404:
        return False
    front, back = match.kwargs.get("front"), match.kwargs.get("back")
    if front is None or back is None:
        return True
    rows = Entry.objects.filter(index_number=f"{front}/{back}")
    if not match.view_name.startswith(("portal:register", "portal:content")):
        rows = rows.public()
    return rows.exists()
