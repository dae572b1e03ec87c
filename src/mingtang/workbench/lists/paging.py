"""Pages by key: the next page begins after the last row seen, so that page 2,000 costs what
page 1 costs and a row that arrives meanwhile shifts nothing."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Model, Q, QuerySet

M = TypeVar("M", bound=Model)

COUNT_CAP = 10_000
"""Counting stops here; beyond it the list says 10000+."""

FEW = 1_000
"""So many hits are fetched as keys; what they are sorted by is then looked up for them alone."""


@dataclass(frozen=True, slots=True)
class Order:
    """Sort by ``path`` (a field, possibly across foreign keys), then by the key."""

    path: str
    descending: bool
    field: Field[Any, Any]
    key: Field[Any, Any]
    nullable: bool

    @classmethod
    def of(cls, model: type[Model], path: str, descending: bool) -> Order:
        field: Any = None
        at: Any = model
        nullable = False
        for part in path.split("__"):
            field = at._meta.pk if part == "pk" else at._meta.get_field(part)
            nullable = nullable or field.null
            at = field.related_model
        return cls(path, descending, field, model._meta.pk, nullable)

    def expressions(self, *, backwards: bool) -> list[Any]:
        """Arguments of ``order_by``; empty values stand last, as they do on every database."""
        down = self.descending != backwards
        sign = "-" if down else ""
        if self.path in ("pk", self.key.name):
            return [f"{sign}pk"]
        if not self.nullable:
            return [f"{sign}{self.path}", f"{sign}pk"]
        value = F(self.path)
        first = {"nulls_first": True} if backwards else {"nulls_last": True}
        return [value.desc(**first) if down else value.asc(**first), f"{sign}pk"]

    def beyond(self, value: Any, key: Any, *, backwards: bool) -> Q:
        """Rows that come after (or, ``backwards``, before) the given one."""
        down = self.descending != backwards
        side = "lt" if down else "gt"
        key_beyond = Q(**{f"pk__{side}": key})
        if self.path in ("pk", self.key.name):
            return key_beyond
        empty = Q(**{f"{self.path}__isnull": True})
        if value is None:
            return (~empty | key_beyond) if backwards else (empty & key_beyond)
        # The first condition lets the index be entered at the value.
        ahead = Q(**{f"{self.path}__{side}e": value}) & (
            Q(**{f"{self.path}__{side}": value}) | key_beyond
        )
        return ahead | empty if self.nullable and not backwards else ahead


UNREADABLE = (
    binascii.Error,
    ValueError,
    TypeError,
    ValidationError,
    OverflowError,
    RecursionError,
)
"""What a mark of foreign make raises: no base 64, no JSON, an infinite number, deep nesting."""


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[M]):
    """One page. ``before`` and ``after`` are the marks of its neighbours, empty at the ends."""

    rows: list[M]
    before: str
    after: str
    count: int
    capped: bool

    @property
    def count_words(self) -> str:
        return f"{COUNT_CAP}+" if self.capped else str(self.count)


def page_of(rows: QuerySet[M], order: Order, *, size: int, after: str, before: str) -> KeyPage[M]:
    """The page after or before a mark, else the first. At most four queries.

    A mark that cannot be read gives the first page. A narrow choice is searched for once only:
    its keys are its count, and the page is taken from among them.
    """
    few = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        counted = len(few)
        candidates = rows.model._default_manager.filter(pk__in=few)
    else:
        counted = rows.order_by()[: COUNT_CAP + 1].count()
        candidates = rows
    backwards = bool(before)
    mark = _read(before or after, order)
    backwards = backwards and mark is not None
    wanted = candidates.order_by(*order.expressions(backwards=backwards))
    if mark is not None:
        wanted = wanted.filter(order.beyond(*mark, backwards=backwards))
    # Keys first: they come out of an index, and only one page of rows is fetched with its joins.
    found = list(wanted.values_list(order.path, "pk")[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    keys = [key for _, key in found]
    by_key = {row.pk: row for row in _bare(rows).filter(pk__in=keys)}
    has_before = more if backwards else mark is not None and bool(found)
    has_after = bool(found) if backwards else more
    return KeyPage(
        rows=[by_key[key] for key in keys if key in by_key],
        before=_mark(found[0]) if has_before else "",
        after=_mark(found[-1]) if has_after else "",
        count=min(counted, COUNT_CAP),
        capped=counted > COUNT_CAP,
    )


def _bare(rows: QuerySet[M]) -> QuerySet[M]:
    """The rows with all that was joined or deferred for their columns, without what chose them."""
    bare = rows.order_by()
    bare.query = bare.query.clone()
    bare.query.where = type(bare.query.where)()
    return bare


def _mark(pair: tuple[Any, Any]) -> str:
    value, key = pair
    text = None if value is None else value.isoformat() if hasattr(value, "isoformat") else value
    raw = json.dumps([text, key], ensure_ascii=False, default=str)
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _read(mark: str, order: Order) -> tuple[Any, Any] | None:
    if not mark:
        return None
    try:
        raw = base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4))
        value, key = json.loads(raw)
        value, key = order.field.to_python(value), order.key.to_python(key)
        str(value).encode()  # half of a surrogate pair is a ValueError
    except UNREADABLE:
        return None
    naive = isinstance(value, datetime) and value.tzinfo is None
    return None if key is None or naive or "\0" in str(value) else (value, key)


def sortable(model: type[Model], path: str) -> bool:
    """Whether ``path`` leads to a field of the model."""
    try:
        Order.of(model, path, False)
    except (FieldDoesNotExist, AttributeError):
        return False
    return True
