"""Who asks. The only table that holds applicants' names, numbers and addresses beside letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from mingtang.statute.foi.applicants import KIND_LABELS

if TYPE_CHECKING:
    from mingtang.orgs.access import Access

KINDS = [(str(kind), label) for kind, label in KIND_LABELS.items()]
"""The columns of table 3 of the annual report."""


class IdKind(models.TextChoices):
    NONE = "", "未提供"
    ID_CARD = "id_card", "居民身份证"
    PASSPORT = "passport", "护照"
    PERMIT = "permit", "港澳台居民证件"
    CREDIT_CODE = "credit_code", "统一社会信用代码"
    OTHER = "other", "其他证件"


class ApplicantQuerySet(models.QuerySet["Applicant"]):
    def visible_to(self, access: Access) -> ApplicantQuerySet:
        """Those who asked one of the units whose work a member of staff may see."""
        if access.sees_all_units:
            return self
        return self.filter(requests__unit_id__in=access.unit_ids).distinct()

    def in_use(self) -> ApplicantQuerySet:
        """Those not merged into another record and not anonymised."""
        return self.filter(merged_into__isnull=True, anonymised_at__isnull=True)


class Applicant(models.Model):
    """A citizen, legal person or other organisation (政府信息公开条例 arts. 27, 29).

    ``id_number`` holds the identity proof asked for by art. 29(1), for organisations the credit
    code; it may be missing until a correction brings it. A record merged into another keeps what
    it held and says where its requests went. ``str()`` never gives the name: it would reach
    logs and the journal.
    """

    kind = models.CharField("申请人类型", max_length=2, choices=KINDS)
    name = models.CharField("姓名或者名称", max_length=100)
    id_kind = models.CharField("证件类型", max_length=12, choices=IdKind, blank=True)
    id_number = models.CharField("证件号码", max_length=40, blank=True)
    legal_representative = models.CharField("法定代表人", max_length=60, blank=True)
    contact_person = models.CharField("联系人", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    email = models.CharField("电子邮箱", max_length=120, blank=True)
    address = models.CharField("通信地址", max_length=200, blank=True)
    postcode = models.CharField("邮政编码", max_length=10, blank=True)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    anonymised_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicantQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["id_number"]),
            models.Index(fields=["name", "phone"]),
        ]

    def __str__(self) -> str:
        return f"申请人 #{self.pk}"

    @property
    def reachable(self) -> bool:
        """Whether there is any way to answer."""
        return bool(self.phone or self.email or self.address)
