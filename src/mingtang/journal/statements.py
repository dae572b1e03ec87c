"""Statements put together once and run often.

Putting a statement together takes the ORM some ten times as long as the database takes to run it.
What every act does on the way (lock, look up, insert, change a few columns) goes through here: the
ORM still composes each query and converts each value, once; later runs only fill the values in.
Models keep their ``save`` for everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

Row = tuple[Any, ...]
M = TypeVar("M", bound=models.Model)

_FIRST_MARK = 31_900
"""Stands for the first value while a query is composed; fits the smallest of integer columns."""


@dataclass(frozen=True, slots=True)
class _Composed:
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    """(place in the parameters, number of the value) for each value to be filled in."""
    converters: tuple[tuple[int, list[Any], Any], ...]
    model: Any
    names: list[str]

    def rows(self, values: Sequence[int | str]) -> list[Row]:
        params = list(self.params)
        for place, number in self.places:
            params[place] = values[number]
        connection = _connection()
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found: list[Row] = cursor.fetchall()
        if not self.converters:
            return found
        return [self._converted(row, connection) for row in found]

    def _converted(self, row: Row, connection: BaseDatabaseWrapper) -> Row:
        values = list(row)
        for at, functions, expression in self.converters:
            for function in functions:
                values[at] = function(values[at], expression, connection)
        return tuple(values)


class Prepared(Generic[M]):
    """A query of the ORM with whole numbers or texts left open.

    ``build`` gives the queryset for stand-ins of ``kinds`` (``int`` or ``str``, in the order of
    the values); every value must reach the statement unchanged. Rows are those of
    ``values_list`` when the queryset asks for it, else ``instances`` gives models.
    """

    def __init__(self, build: Callable[..., models.QuerySet[M, Any]], *kinds: type) -> None:
        self._build = build
        self._kinds = kinds
        self._composed: dict[str, _Composed] = {}

    def rows(self, *values: int | str) -> list[Row]:
        """The rows as tuples of Python values, in the order of the columns asked for."""
        return self._statement().rows(values)

    def first(self, *values: int | str) -> Row | None:
        """The first row, or nothing."""
        return next(iter(self.rows(*values)), None)

    def instances(self, *values: int | str) -> list[M]:
        """The rows as models of the queryset (all its columns, nothing joined)."""
        composed = self._statement()
        return [
            composed.model.from_db(DEFAULT_DB_ALIAS, composed.names, row)
            for row in composed.rows(values)
        ]

    def _statement(self) -> _Composed:
        vendor = _connection().vendor
        composed = self._composed.get(vendor)
        if composed is None:
            composed = self._composed[vendor] = self._compose()
        return composed

    def _compose(self) -> _Composed:
        marks: list[int | str] = [
            _FIRST_MARK + number if kind is int else f"the value {_FIRST_MARK + number}"
            for number, kind in enumerate(self._kinds)
        ]
        query = self._build(*marks).query
        compiler = query.get_compiler(connection=_connection())
        sql, params = compiler.as_sql()
        places = tuple(
            (place, marks.index(value)) for place, value in enumerate(params) if value in marks
        )
        if {number for _, number in places} != set(range(len(marks))):
            raise ValueError(f"a value does not reach the statement as it is: {sql}")
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return _Composed(
            sql=sql,
            params=tuple(params),
            places=places,
            converters=tuple((at, each[0], each[1]) for at, each in converters.items()),
            model=query.model,
            names=[column[0].target.attname for column in compiler.select]
            if not query.values_select and query.default_cols
            else [],
        )


def insert(row: M) -> M:
    """Insert a new row as ``save(force_insert=True)`` would, without signals; returns it."""
    connection = _connection()
    fields, sql, key = _insertion(type(row), connection.vendor, row.pk is None)
    with connection.cursor() as cursor:
        cursor.execute(sql, [_stored(row, field, connection, add=True) for field in fields])
        if key is not None:
            returned = connection.features.can_return_columns_from_insert
            setattr(row, key, cursor.fetchone()[0] if returned else cursor.lastrowid)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


def update(row: models.Model, names: Sequence[str]) -> None:
    """Write the named fields of a stored row as ``save(update_fields=names)`` would."""
    connection = _connection()
    fields, sql = _change(type(row), tuple(names))
    values = [_stored(row, field, connection, add=False) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, row.pk])


def _connection() -> BaseDatabaseWrapper:
    """The connection itself: the proxy would look it up for every attribute."""
    return connections[DEFAULT_DB_ALIAS]


def _stored(row: models.Model, field: Any, connection: BaseDatabaseWrapper, *, add: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add), connection)


@cache
def _insertion(
    model: type[models.Model], vendor: str, new_key: bool
) -> tuple[list[Any], str, str | None]:
    connection = _connection()
    quote, meta = connection.ops.quote_name, model._meta
    fields = [
        field
        for field in meta.local_concrete_fields
        if not (new_key and field is meta.pk and isinstance(field, models.AutoField))
    ]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    if len(fields) == len(meta.local_concrete_fields) or meta.pk is None:
        return fields, sql, None
    if connection.features.can_return_columns_from_insert:
        sql += f" RETURNING {quote(str(meta.pk.column))}"
    return fields, sql, meta.pk.attname


@cache
def _change(model: type[models.Model], names: tuple[str, ...]) -> tuple[list[Any], str]:
    quote, meta = _connection().ops.quote_name, model._meta
    fields: list[Any] = [meta.get_field(name) for name in dict.fromkeys(names)]
    pairs = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    table, key = quote(meta.db_table), quote(str(meta.pk.column if meta.pk else "id"))
    return fields, f"UPDATE {table} SET {pairs} WHERE {key} = %s"  # noqa: S608
