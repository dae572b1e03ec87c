"""Keeps what the gate found in a thing, from version to version."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.db import models, transaction
from django.urls import Resolver404, resolve

from mingtang.journal.actor import Actor
from mingtang.journal.statements import Prepared, Row
from mingtang.register.models import Entry, Finding, WatchWord
from mingtang.text.wordlist import WordEntry, WordList

from .content import GateContent
from .examine import examine
from .hosts import own_hosts
from .settling import journal, settle

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
        for hit in examine(content, words=current_words(), reachable=page_exists, hosts=own_hosts())
    }
    known = {each.fingerprint: each for each in _KNOWN.instances(kind, ident)}
    fixed = []
    for fingerprint, finding in known.items():
        if fingerprint not in hits and finding.settlement == Finding.Settlement.OPEN:
            settle(finding, Finding.Settlement.FIXED, by=by, at=at)
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
        journal(subject, "gate.fix", fixed, by=by, at=at)
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
