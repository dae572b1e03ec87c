"""One file: read, guessed about, stored and drafted in one transaction, or refused."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.db import transaction

from mingtang.disclosure.models import Document, ImportBatch, ImportItem, ImportWaiting
from mingtang.disclosure.services import Content, attach, create
from mingtang.disclosure.states import State
from mingtang.files.limits import Limits
from mingtang.files.models import StoredFile
from mingtang.files.refusal import FileRefused
from mingtang.files.services import store_chunks
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.register.genres import Validity
from mingtang.register.models import Section
from mingtang.statute.violations import RuleViolation
from mingtang.text.pages.guess import Guessed, guess
from mingtang.text.pages.model import PageRefused
from mingtang.text.pages.titles import squeezed

from .reading import TableGiven, read_file
from .sameness import Print, drafted_before, print_of
from .sheet import Row, Sheet
from .units import Issuer, UnitFinder

_VALIDITY = {
    "有效": Validity.VALID,
    "废止": Validity.REPEALED,
    "已废止": Validity.REPEALED,
    "失效": Validity.EXPIRED,
    "已失效": Validity.EXPIRED,
    "已修改": Validity.AMENDED,
    "待生效": Validity.PENDING,
}
_REASON = 300


class TakenElsewhere(Exception):
    """The file was brought in by another process meanwhile."""


@dataclass(slots=True)
class Filing:
    """What every file of a run needs. ``duplicates``: what is there already by its content
    becomes a draft all the same. ``table_advice`` is said of a table that is not used.
    ``settles`` is the row that the next item takes the place of."""

    batch: ImportBatch
    home: Section | None
    by: Actor
    at: datetime
    today: date
    limits: Limits
    scanner: str
    finder: UnitFinder
    sheet: Sheet
    recurring: Container[str] = frozenset()
    duplicates: bool = False
    table_advice: str = (
        "作元数据表用的 CSV 一次只放一份，第 1 行要有“文件”一栏，可以和文件一起打在压缩包里。"
    )
    settles: ImportWaiting | ImportItem | None = None
    _titles: dict[tuple[int, str], list[tuple[date | None, int]]] = field(default_factory=dict)

    def file(self, path: Path, name: str) -> ImportItem:
        """Bring one file in. Its item is written in the transaction of its draft, so a process
        killed at any moment leaves whole items only."""
        sha256 = _sha256(path)
        known = self._known(sha256)
        if known is not None:
            return self._item(
                name,
                sha256,
                ImportItem.Outcome.KNOWN,
                known.document,
                known.original,
                _about(known),
            )
        try:
            page = read_file(path, name, self.limits, self.recurring)
            guessed = guess(page, name=_stem(name), today=self.today, recurring=self.recurring)
            return self._draft(path, name, sha256, guessed)
        except TableGiven as refusal:
            reason = refusal.reason + self.table_advice
        except PageRefused as refusal:
            reason = refusal.reason
        except FileRefused as refusal:
            reason = refusal.text_zh
        except RuleViolation as violation:
            reason = str(violation)
        return self._item(name, sha256, ImportItem.Outcome.REFUSED, reason=reason)

    def refuse(self, name: str, reason: str) -> ImportItem:
        """Note a file that cannot even be opened."""
        return self._item(name, "", ImportItem.Outcome.REFUSED, reason=reason)

    def _known(self, sha256: str) -> ImportItem | None:
        return (
            ImportItem.objects.filter(
                sha256=sha256,
                batch__unit=self.batch.unit,
                outcome=ImportItem.Outcome.DRAFTED,
                document__isnull=False,
            )
            .select_related("document", "original")
            .first()
        )

    def _draft(self, path: Path, name: str, sha256: str, guessed: Guessed) -> ImportItem:
        row = self.sheet.row_for(name) or Row(0)
        issuer = self.finder.issuer(guessed.issuers)
        if row.unit is not None:
            issuer = Issuer(row.unit, "")
        values, guesses = _values(guessed, row, issuer, self.home)
        remarks = [text for text in (*guessed.remarks, issuer.remark) if text]
        remarks += _date_remarks(values)
        if fault := self.sheet.fault_for(name):
            remarks.append(f"元数据表第 {fault.row} 行没有采用：{fault.reason}")
        remarks += self._twins(issuer.unit, values)
        stored = self._stored(path, name, sha256, issuer.unit)
        told = print_of(guessed, values)
        with transaction.atomic():
            before = None if self.duplicates else drafted_before(told, issuer.unit)
            if before is not None:
                return self._item(
                    name,
                    sha256,
                    ImportItem.Outcome.DUPLICATE,
                    before.document,
                    stored,
                    _same_as(before),
                    told=told,
                )
            document = create(
                unit=issuer.unit,
                content=Content(values=values),
                by=self.by,
                at=self.at,
                guesses=guesses,
            )
            attach(
                document,
                stored,
                by=self.by,
                at=self.at,
                edition=document.edition,
                name=PurePosixPath(name).name,
                original=True,
            )
            item = self._item(
                name, sha256, ImportItem.Outcome.DRAFTED, document, stored, remarks, told=told
            )
        key = (issuer.unit.pk, squeezed(values["title"]))
        self._titles.setdefault(key, []).append((values.get("made_on"), document.pk))
        return item

    def _stored(self, path: Path, name: str, sha256: str, unit: Unit) -> StoredFile:
        """The original; one that a killed run has stored already is taken up again."""
        stored = StoredFile.objects.filter(
            sha256=sha256, unit=unit, derived_from=None, uploaded_by_id=self.by.account_id
        ).first()
        if stored is not None:
            return stored
        with path.open("rb") as stream:
            return store_chunks(
                iter(lambda: stream.read(1 << 20), b""),
                name=name,
                by=self.by,
                unit=unit,
                at=self.at,
                limits=self.limits,
                scanner=self.scanner,
            )

    def learn_titles(self, unit_ids: list[int]) -> None:
        """Note what the units have already, to remark upon likely twins."""
        rows = Document.objects.filter(unit_id__in=unit_ids).exclude(state=State.DISCARDED)
        for unit_id, title, made_on, pk in rows.values_list("unit_id", "title", "made_on", "pk"):
            self._titles.setdefault((unit_id, squeezed(title)), []).append((made_on, pk))

    def _twins(self, unit: Unit, values: dict[str, Any]) -> list[str]:
        twins = self._titles.get((unit.pk, squeezed(values["title"])), [])
        return [
            f"可能与编号 {pk} 的文件重复：标题、日期和单位相同"
            for made_on, pk in twins[:3]
            if made_on == values.get("made_on")
        ]

    @transaction.atomic
    def _item(
        self,
        name: str,
        sha256: str,
        outcome: str,
        document: Document | None = None,
        original: StoredFile | None = None,
        remarks: list[str] | None = None,
        *,
        reason: str = "",
        told: Print | None = None,
    ) -> ImportItem:
        if self.settles is not None:
            if not type(self.settles).objects.filter(pk=self.settles.pk).delete()[0]:
                raise TakenElsewhere
            self.settles = None
        told = told or Print()
        return ImportItem.objects.create(
            batch=self.batch,
            name=name[-300:],
            sha256=sha256,
            outcome=outcome,
            reason=reason[:_REASON],
            document=document,
            original=original,
            remarks=remarks or [],
            fingerprint=told.digest,
            told_number=told.number,
            told_on=told.made_on,
        )


def _values(
    guessed: Guessed, row: Row, issuer: Issuer, home: Section | None
) -> tuple[dict[str, Any], dict[str, str]]:
    """The draft's values, and why each that was guessed was; the table's values are no guesses."""
    values: dict[str, Any] = {"body_html": guessed.body_html}
    guesses = {"body_html": "已去掉网站栏目、按钮和页脚，请对照原件核对"}
    found = {
        "title": (guessed.title.value[:300], guessed.title),
        "genre": (guessed.genre.value, guessed.genre),
        "made_on": guessed.made_on,
        "earlier_published_on": guessed.published_on,
        "doc_number": _pair(guessed.number, 60),
        "summary": _pair(guessed.summary, 300),
        "keywords": _pair(guessed.keywords, 200),
    }
    for name, pair in found.items():
        if pair is not None and name not in row.values:
            values[name], guesses[name] = pair[0], str(pair[1])
    validity = _VALIDITY.get(guessed.validity.value) if guessed.validity else None
    if validity and guessed.validity:
        values["validity"], guesses["validity"] = validity, str(guessed.validity)
    if issuer.why:
        guesses["unit"] = issuer.why
    if home is not None:
        values["home"] = home
    values.update(row.values)
    return values, guesses


def _pair(found: Any, longest: int) -> tuple[str, Any] | None:
    return None if found is None else (found.value[:longest], found)


def _date_remarks(values: dict[str, Any]) -> list[str]:
    made, published = values.get("made_on"), values.get("earlier_published_on")
    if made is None:
        return ["没有找到成文日期，请填写"]
    if published is not None and published < made:
        return ["发布日期早于成文日期，请核对"]
    return []


def _same_as(before: ImportItem) -> list[str]:
    document = before.document
    if document is None:
        return []
    where = f"编号 {document.pk} 的文件《{document.title}》"
    said = [f"标题和正文与{where}相同，没有另存草稿；原件已留存"]
    if document.state == State.DISCARDED:
        said.append("那份草稿已作废；需要时可以仍存为草稿")
    return said


def _about(known: ImportItem) -> list[str]:
    if known.document is not None and known.document.state == State.DISCARDED:
        return ["以前导入的草稿已作废；需要时请另行录入"]
    return []


def _stem(name: str) -> str:
    return PurePosixPath(name).stem or name


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
