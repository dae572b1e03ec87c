"""One entry for everything made public, and what exactly was published when."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models
from django.db.models import F, Q
from django.urls import get_script_prefix, reverse

from mingtang.files.models import StoredFile
from mingtang.journal.models import AppendOnly
from mingtang.orgs.models import Unit
from mingtang.register.genres import (
    SUBJECT_CHOICES,
    SUBJECT_CLASSES,
    Genre,
    RelationKind,
    Validity,
)

from .sections import Section

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


_FORM = "000000000/0000-00000"
"""An index number that stands for any other in an address."""


@cache
def _address_form(name: str, prefix: str) -> tuple[str, str]:
    """What stands before and after the index number in an address under ``prefix``."""
    before, _, after = reverse(name, args=_FORM.split("/")).partition(_FORM)
    return before, after


def _address(name: str, index_number: str) -> str:
    """An address worked out once: a list asks for those of all its rows."""
    before, after = _address_form(name, get_script_prefix())
    return f"{before}{index_number}{after}"


class NumberSeries(models.Model):
    """The serial of index numbers of one front part and year; numbers are never used twice."""

    front = models.CharField(max_length=18)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["front", "year"], name="one_series_per_front_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.front}/{self.year}: {self.last}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, access: Access) -> EntryQuerySet:
        return self if access.sees_all_units else self.filter(unit_id__in=access.unit_ids)

    def public(self) -> EntryQuerySet:
        """Those whose content may be read (a withdrawn entry stays, its content goes)."""
        return self.filter(withdrawn_at__isnull=True)

    def in_section(self, section: Section) -> EntryQuerySet:
        """Entries whose home, or one of whose further sections, is this one or below it."""
        ids = [section.pk, *section.children.values_list("pk", flat=True)]
        shown = Entry.sections.through.objects.filter(section_id__in=ids).values("entry_id")
        return self.filter(Q(home_id__in=ids) | Q(pk__in=shown))

    def newest_first(self) -> EntryQuerySet:
        return self.order_by("-published_on", "-pk")

    def made_in(self, year: int) -> EntryQuerySet:
        return self.filter(made_on__gte=date(year, 1, 1), made_on__lte=date(year, 12, 31))

    def published_in(self, year: int) -> EntryQuerySet:
        return self.filter(published_on__gte=date(year, 1, 1), published_on__lte=date(year, 12, 31))


class Entry(models.Model):
    """An entry of the public register (政府信息公开目录), with the metadata of the catalogue.

    The text lies in the current :class:`Snapshot`; the public side reads nothing else.
    ``normative`` marks 行政规范性文件. ``unit`` is the body that now answers for it (a successor,
    after a reform); ``publisher_name`` is the name under which it was published.
    """

    index_number = models.CharField("索引号", max_length=29, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entries")
    publisher_name = models.CharField("发布机构", max_length=100)
    joint_names = models.CharField("联合发文", max_length=300, blank=True)
    title = models.CharField("名称", max_length=300)
    summary = models.CharField("内容概述", max_length=300, blank=True)
    genre = models.CharField("体裁", max_length=20, choices=Genre)
    subject_class = models.CharField("主题分类", max_length=2, choices=SUBJECT_CHOICES)
    doc_number = models.CharField("文号", max_length=60, blank=True)
    keywords = models.CharField("主题词", max_length=200, blank=True)
    normative = models.BooleanField("行政规范性文件", default=False)
    made_on = models.DateField("成文日期")
    earlier_published_on = models.DateField("此前已公开日期", null=True, blank=True)
    published_on = models.DateField("发布日期")
    published_at = models.DateTimeField("发布时间")
    changed_at = models.DateTimeField("更新时间")
    validity = models.CharField("有效性", max_length=10, choices=Validity, default=Validity.VALID)
    valid_from = models.DateField("生效日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    validity_since = models.DateField("有效性变更日期", null=True, blank=True)
    home = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="home_entries")
    sections = models.ManyToManyField(Section, blank=True, related_name="entries")
    source_type = models.CharField(max_length=60)
    source_id = models.CharField(max_length=40)
    current = models.ForeignKey(
        "register.Snapshot", on_delete=models.PROTECT, null=True, related_name="+"
    )
    content_hash = models.CharField("内容摘要", max_length=64)
    review_steps = models.PositiveSmallIntegerField("审核步数", default=0)
    emergency = models.BooleanField("紧急发布", default=False)
    withdrawn_at = models.DateTimeField("撤下时间", null=True)
    withdrawal_reason = models.CharField("撤下原因", max_length=300, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        indexes = [
            # With what says that an entry is public, so that counts are read off the index alone.
            models.Index(
                fields=["home", "-published_on", "-id", "withdrawn_at"], name="entry_by_home"
            ),
            models.Index(
                fields=["unit", "-published_on", "-id", "withdrawn_at"], name="entry_by_unit"
            ),
            models.Index(fields=["genre", "-published_on", "-id"]),
            models.Index(fields=["-published_on", "-id"]),
            models.Index(fields=["doc_number"], name="entry_number"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_type", "source_id"], name="one_entry_per_published_thing"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, current__isnull=False)
                | Q(withdrawn_at__isnull=False, current__isnull=True) & ~Q(withdrawal_reason=""),
                name="a_withdrawn_entry_has_a_reason_and_no_content",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return _address("portal:document", self.index_number)

    @property
    def withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def unit_name(self) -> str:
        return self.publisher_name

    @property
    def subject_name(self) -> str:
        return SUBJECT_CLASSES.get(self.subject_class, "")

    @property
    def index_parts(self) -> tuple[str, str]:
        """Front and back part of the index number, as the permanent address has them."""
        front, _, back = self.index_number.partition("/")
        return front, back

    @property
    def register_url(self) -> str:
        return _address("portal:register-entry", self.index_number)


class Published(models.Model):
    """A row of what was published: written once, never changed or deleted.

    The database refuses too (``register/guards.py``), below the ORM.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("what was published is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("what was published is never deleted")


class Snapshot(Published):
    """What was published at one time, word for word. Never changed; a newer one replaces it.

    ``reviews`` are those that led to it (``publication.PassedReview``), without names.
    On withdrawal ``body_html``, ``text`` and the metadata are kept for the staff, and no public
    page reads them: the entry no longer points here.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField("版次")
    published_at = models.DateTimeField()
    metadata = models.JSONField()
    reviews = models.JSONField(default=list)
    body_html = models.TextField()
    text = models.TextField()
    content_hash = models.CharField(max_length=64)
    journal_seq = models.BigIntegerField()

    class Meta:
        ordering = ["entry", "number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="one_snapshot_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.number}"


class SnapshotFile(Published):
    """An attachment as published: the (scrubbed) file and the name under which it is offered."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="published_as")
    name = models.CharField(max_length=200)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """A directed link between two entries; shown on both pages."""

    source = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="relations_out")
    target = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="relations_in")
    kind = models.CharField(max_length=12, choices=RelationKind)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"], name="one_relation_of_a_kind_between_two"
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="an_entry_is_not_related_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"
