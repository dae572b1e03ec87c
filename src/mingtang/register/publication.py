"""What is handed to the register for publication, and how it is hashed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingtang.files.models import StoredFile
from mingtang.files.names import display_name
from mingtang.statute.violations import RuleViolation

from .genres import Validity


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """An attachment as it shall be offered.

    The name becomes part of a permanent address: raises :class:`RuleViolation` for one that
    cannot be (a path, line breaks, direction marks).
    """

    file_id: int
    name: str

    def __post_init__(self) -> None:
        if self.name != display_name(self.name):
            raise RuleViolation(
                "register.file_name", "附件的名称含有不能用的字符或太长，请改名后再发布。", ""
            )


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of the new entry to one that is already in the register."""

    target_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class PassedReview:
    """A review that led to the publication: what it was, in which role, when, and the number of
    its journal entry. No name: the public page shows it."""

    label: str
    role: str
    at: datetime
    seq: int

    def as_row(self) -> dict[str, Any]:
        """As the snapshot keeps it (JSON)."""
        return {
            "label": self.label,
            "role": self.role,
            "at": self.at.isoformat(),
            "seq": self.seq,
        }

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> PassedReview:
        return cls(row["label"], row["role"], datetime.fromisoformat(row["at"]), row["seq"])


@dataclass(frozen=True, slots=True)
class Publication:
    """A reviewed item with the metadata of the public catalogue, ready to be entered.

    ``body_html`` is cleaned HTML. ``source_type``/``source_id`` name the working row; a second
    publication of the same source is a revision of its entry. ``reviews`` are shown as proof and
    are no part of the content hash.
    """

    source_type: str
    source_id: str
    unit_id: int
    publisher_name: str
    title: str
    genre: str
    subject_class: str
    made_on: date
    home_id: int
    body_html: str
    joint_names: str = ""
    summary: str = ""
    doc_number: str = ""
    keywords: str = ""
    normative: bool = False
    earlier_published_on: date | None = None
    validity: str = Validity.VALID
    valid_from: date | None = None
    valid_until: date | None = None
    section_ids: tuple[int, ...] = ()
    files: tuple[PublishedFile, ...] = ()
    links: tuple[Link, ...] = ()
    review_steps: int = 0
    emergency: bool = False
    reviews: tuple[PassedReview, ...] = ()


ENTRY_FIELDS = (
    "unit_id",
    "publisher_name",
    "joint_names",
    "title",
    "summary",
    "genre",
    "subject_class",
    "doc_number",
    "keywords",
    "normative",
    "made_on",
    "earlier_published_on",
    "validity",
    "valid_from",
    "valid_until",
    "home_id",
    "review_steps",
    "emergency",
)
"""What an entry takes over from the publication, field by field."""


def metadata_of(publication: Publication) -> dict[str, Any]:
    """The catalogue metadata as kept in the snapshot (dates as ISO text)."""
    kept = {name: getattr(publication, name) for name in ENTRY_FIELDS}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in kept.items()
    }


def content_hash(publication: Publication) -> str:
    """SHA-256 (hex) over title, metadata, text and the attachments' own hashes."""
    shas: dict[int, str] = {}
    if publication.files:
        keys = [each.file_id for each in publication.files]
        shas = dict(StoredFile.objects.filter(pk__in=keys).values_list("pk", "sha256"))
    files = [[each.name, shas[each.file_id]] for each in publication.files]
    return hash_of(metadata_of(publication), publication.body_html, files)


def hash_of(metadata: dict[str, Any], body_html: str, files: list[list[str]]) -> str:
    """The same from what a snapshot keeps; ``files`` are [name, SHA-256] in their order."""
    body = {"metadata": metadata, "body_html": body_html, "files": files}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
