"""A document on its way to the public, with the metadata of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingtang.disclosure.states import State
from mingtang.files.models import StoredFile
from mingtang.orgs.models import Unit
from mingtang.register.genres import (
    SUBJECT_CHOICES,
    Attribute,
    Genre,
    RelationKind,
    Validity,
)
from mingtang.register.models import Entry, Section

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


LISTED = (
    "genre",
    "subject_class",
    "validity",
    "created_by",
    "round",
    "entry",
    "doc_number",
    "title",
)
"""What lists filter and search by, beside state, unit and dates."""


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, access: Access) -> DocumentQuerySet:
        """Documents of the units whose work a member of staff may see."""
        return self if access.sees_all_units else self.filter(unit_id__in=access.unit_ids)


class Document(models.Model):
    """One document from draft to publication.

    ``edition`` rises with every saved change and act: an act names the edition it was decided
    on and is refused when another person was faster. ``revision`` rises when a published
    document is taken up again; until it is published anew the public reads the old snapshot.
    ``earlier_published_on`` says that the public could read it elsewhere since that day (documents
    brought over from an older site): no new duty to publish arises then.
    ``round`` counts submissions; the reviews of the present round are the ones that count.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="documents", verbose_name="发文机关"
    )
    joint_units = models.ManyToManyField(
        Unit, blank=True, related_name="joint_documents", verbose_name="联合发文机关"
    )
    title = models.CharField("标题", max_length=300)
    genre = models.CharField("体裁", max_length=20, choices=Genre, default=Genre.NOTICE)
    normative = models.BooleanField("行政规范性文件", default=False)
    doc_number = models.CharField("发文字号", max_length=60, blank=True)
    subject_class = models.CharField(
        "主题分类", max_length=2, choices=SUBJECT_CHOICES, default="02"
    )
    made_on = models.DateField("成文日期", null=True, blank=True)
    changed_on = models.DateField("信息变更日期", null=True, blank=True)
    earlier_published_on = models.DateField("此前已公开日期", null=True, blank=True)
    summary = models.CharField("内容概述", max_length=300, blank=True)
    keywords = models.CharField("主题词", max_length=200, blank=True)
    attribute = models.CharField(
        "公开属性", max_length=12, choices=Attribute, default=Attribute.PROACTIVE
    )
    attribute_reason = models.CharField("不主动公开的理由和依据", max_length=300, blank=True)
    validity = models.CharField("有效性", max_length=10, choices=Validity, default=Validity.VALID)
    valid_from = models.DateField("生效日期", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    home = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="所属栏目"
    )
    sections = models.ManyToManyField(
        Section, blank=True, related_name="+", verbose_name="同时显示于"
    )
    body_html = models.TextField("正文", blank=True)

    state = models.CharField(max_length=24, choices=State, default=State.DRAFT)
    edition = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)
    round = models.PositiveIntegerField(default=0)
    scheduled_for = models.DateTimeField("定时发布时间", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="drafts"
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="document"
    )
    guesses = models.JSONField("导入时推断的内容", default=dict, blank=True)
    gate_stamp = models.CharField(max_length=64, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        indexes = [
            # Each holds all that the list filters and searches by, so that no body is read.
            models.Index(
                fields=["-updated_at", "-id", "state", "unit", "made_on", *LISTED],
                name="document_list",
            ),
            models.Index(
                fields=["state", "-updated_at", "-id", "unit", "made_on", *LISTED],
                name="document_state",
            ),
            models.Index(
                fields=["unit", "state", "-updated_at", "-id", "made_on", *LISTED],
                name="document_unit",
            ),
            models.Index(
                fields=["made_on", "-updated_at", "-id", "state", "unit", *LISTED],
                name="document_made",
            ),
            models.Index(fields=["title", "id"], name="document_title"),
            models.Index(fields=["doc_number"], name="document_number"),
            models.Index(fields=["created_by", "state"]),
            models.Index(fields=["state", "scheduled_for"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.SCHEDULED) | Q(scheduled_for__isnull=False),
                name="a_scheduled_document_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.PUBLISHED, State.WITHDRAWN]) | Q(entry__isnull=False),
                name="a_published_document_has_its_entry",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="validity_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("disclosure:document", args=[self.pk])


class DocumentFile(models.Model):
    """An attachment of a working document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("附件名称", max_length=200)
    order = models.PositiveIntegerField(default=0)
    original = models.BooleanField("导入原件（不公开）", default=False)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class DocumentLink(models.Model):
    """How this document stands to one already in the register."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("关系", max_length=12, choices=RelationKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "target", "kind"], name="a_link_of_a_kind_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target}"


class Version(models.Model):
    """The content of a document as it stood at one edition; kept for comparison.

    ``masked_only``: personal data was covered in it and nothing else done, which is no drafting.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    edition = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=100)
    saved_by_id_was = models.BigIntegerField(null=True)
    masked_only = models.BooleanField(default=False)
    title = models.CharField(max_length=300)
    metadata = models.JSONField()
    body_html = models.TextField()

    class Meta:
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(fields=["document", "edition"], name="a_version_per_edition")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.edition}"


class DraftBuffer(models.Model):
    """What a person has typed and not yet saved, kept so that a crash loses nothing. No act."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="buffers")
    edition = models.PositiveIntegerField()
    payload = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "document"], name="one_buffer_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} ({self.account_id})"
