"""The append-only record of every act, chained by hashes."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

GENESIS = "0" * 64


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, subject_type: str, subject_id: object) -> EntryQuerySet:
        """The entries on one subject, oldest first."""
        return self.filter(subject_type=subject_type, subject_id=str(subject_id)).order_by("seq")

    def showable(self) -> EntryQuerySet:
        """Those that the public may see as proof."""
        return self.filter(public=True)

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("journal entries are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("journal entries are never deleted")


class AppendOnly(Exception):
    """Somebody tried to change or delete a journal entry."""


class Entry(models.Model):
    """One act: who (name and role as they were), when, on what, on which legal basis, and why.

    ``seq`` runs without gaps from 1. ``hash`` covers every other field and the hash before it.
    The database itself refuses UPDATE and DELETE on this table (``triggers.py``).
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=300, blank=True)
    unit_id = models.BigIntegerField(null=True, db_index=True)
    actor_id = models.BigIntegerField(null=True, db_index=True)
    actor_name = models.CharField(max_length=100)
    actor_role = models.CharField(max_length=40)
    actor_unit_name = models.CharField(max_length=200, blank=True)
    on_behalf_of = models.CharField(max_length=100, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    public = models.BooleanField(default=False)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "seq"]),
            models.Index(fields=["unit_id", "seq"], name="entry_unit"),
            models.Index(fields=["at", "seq"], name="entry_time"),
            models.Index(fields=["act", "seq"], name="entry_act"),
            models.Index(fields=["actor_name", "seq"], name="entry_person"),
            # A search through half a million rows reads nothing but this.
            models.Index(fields=["seq", "act", "subject_label"], name="entry_label"),
        ]

    def __str__(self) -> str:
        return f"#{self.seq} {self.act} {self.subject_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("journal entries are never changed")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("journal entries are never deleted")


class ChainHead(models.Model):
    """The last link: its number, hash and time. One row, locked while an entry is appended."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"head #{self.seq}"
