"""How an entry is turned into its hash. Pure: the same fields give the same hash anywhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

HASHED_FIELDS = (
    "seq",
    "at",
    "act",
    "subject_type",
    "subject_id",
    "subject_label",
    "unit_id",
    "actor_id",
    "actor_name",
    "actor_role",
    "actor_unit_name",
    "on_behalf_of",
    "basis",
    "reason",
    "detail",
    "public",
)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def link_hash(prev_hash: str, fields: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the previous hash and the canonical JSON of ``HASHED_FIELDS``."""
    row = {name: _plain(fields[name]) for name in HASHED_FIELDS}
    body = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{prev_hash}\n{body}".encode()).hexdigest()
