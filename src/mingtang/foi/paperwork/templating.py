"""The office's own DOCX templates: put in place, looked through, given up for the shipped one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from mingtang.files.limits import DEFAULT_LIMITS, Limits
from mingtang.files.models import StoredFile
from mingtang.files.queries import open_content
from mingtang.files.services import store_upload
from mingtang.foi.letters.defaults import checked_template, default_template
from mingtang.foi.letters.kinds import fields_of, kind
from mingtang.foi.letters.model import Field
from mingtang.foi.letters.paper import make_paper
from mingtang.foi.models import PaperTemplate
from mingtang.foi.states import ACCESS_RULE, FLOW_RULE, LetterKind
from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.orgs.models import Unit
from mingtang.orgs.roles import Role
from mingtang.papers.docx import MissingFields
from mingtang.papers.letter import BadLetter
from mingtang.papers.package import MOST_BYTES, BadTemplate
from mingtang.statute.foi.rules import Rules
from mingtang.statute.violations import RuleViolation

from .making import PAPER_RULE, fonts
from .specimen import specimen_values


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of one version of the rules, and the template that holds for it."""

    kind: str
    rules: Rules
    version: PaperTemplate | None

    @property
    def label(self) -> str:
        return str(LetterKind(self.kind).label)

    @property
    def own(self) -> bool:
        """Whether the office has a template of its own in place."""
        return self.version is not None and self.version.file_id is not None

    @property
    def held(self) -> int:
        """The version in use; 0 for the shipped template."""
        return self.version.version if self.version is not None and self.own else 0

    @property
    def fields(self) -> tuple[Field, ...]:
        """What may be written into the template."""
        return fields_of(kind(self.kind, self.rules))


def papers() -> list[Paper]:
    """Every paper that acts issue, under the rules of 2019 and then of 2007."""
    newest: dict[tuple[str, str], PaperTemplate] = {}
    for row in PaperTemplate.objects.order_by("version"):
        newest[row.kind, row.rules] = row
    found = []
    for rules in (Rules.R2019, Rules.R2007):
        for code in LetterKind.values:
            if _exists(code, rules):
                found.append(Paper(code, rules, newest.get((code, rules.value))))
    return found


def paper_of(code: str, rules: str) -> Paper | None:
    """One paper; None where those rules have no such."""
    if rules not in set(Rules) or code not in LetterKind.values or not _exists(code, Rules(rules)):
        return None
    return Paper(code, Rules(rules), PaperTemplate.objects.of(code, rules).first())


def content_of(paper: Paper, version: PaperTemplate | None = None) -> bytes:
    """The DOCX of a version, else of the one that holds. Raises OSError when it cannot be read."""
    held = version or paper.version
    if held is None or held.file is None:
        return default_template(paper.kind, paper.rules)
    with open_content(held.file) as stream:
        return stream.read()


def put_in_place(
    paper: Paper,
    uploaded: UploadedFile[Any],
    *,
    note: str,
    by: Actor,
    unit: Unit,
    at: datetime,
    limits: Limits = DEFAULT_LIMITS,
    scanner: str = "",
) -> PaperTemplate:
    """Take an edited template in: from now on the paper is made from it.

    It is tried with a specimen first. Raises :class:`RuleViolation` (``template.bad``) that says
    what is wrong, and ``FileRefused``.
    """
    _require_office(by)
    uploaded.seek(0)
    content = uploaded.read(MOST_BYTES + 1)
    uploaded.seek(0)
    _check(paper, content)
    stored = store_upload(uploaded, by=by, unit=unit, at=at, limits=limits, scanner=scanner)
    return _keep(paper, stored, note=note, by=by, at=at)


def back_to_shipped(paper: Paper, *, note: str, by: Actor, at: datetime) -> PaperTemplate:
    """Make the paper from the shipped template again; the own ones stay as earlier versions."""
    _require_office(by)
    return _keep(paper, None, note=note, by=by, at=at)


@transaction.atomic
def _keep(
    paper: Paper, stored: StoredFile | None, *, note: str, by: Actor, at: datetime
) -> PaperTemplate:
    rows = PaperTemplate.objects.select_for_update().of(paper.kind, paper.rules.value)
    last = rows.first()
    if stored is None and (last is None or last.file_id is None):
        raise RuleViolation("template.shipped", "用的已经是系统自带的模板。", FLOW_RULE)
    version = (last.version if last else 0) + 1
    logged = record(
        act="paper.template",
        subject=("foi.papertemplate", f"{paper.kind}-{paper.rules.value}", paper.label),
        by=by,
        at=at,
        unit_id=by.unit_id,
        basis=PAPER_RULE,
        reason=note.strip(),
        detail={"version": version, "shipped": stored is None},
    )
    return PaperTemplate.objects.create(
        kind=paper.kind,
        rules=paper.rules.value,
        version=version,
        file=stored,
        note=note.strip()[:200],
        made_at=at,
        made_by_name=by.name,
        entry_seq=logged.seq,
    )


def _check(paper: Paper, content: bytes) -> None:
    try:
        checked_template(paper.kind, content, paper.rules)
        make_paper(
            paper.kind,
            specimen_values(paper.kind, paper.rules),
            rules=paper.rules,
            template=content,
            fonts=fonts(),
        )
    except (BadTemplate, BadLetter) as fault:
        raise RuleViolation("template.bad", f"{fault.reason}。", PAPER_RULE) from fault
    except MissingFields as fault:
        raise RuleViolation("template.bad", f"用样例试填不成：{fault}。", PAPER_RULE) from fault


def _exists(code: str, rules: Rules) -> bool:
    try:
        kind(code, rules)
    except LookupError:
        return False
    return True


def _require_office(by: Actor) -> None:
    if by.role != Role.DISCLOSURE_OFFICE:
        raise RuleViolation("role", "文书模板由政务公开办管理。", ACCESS_RULE)
