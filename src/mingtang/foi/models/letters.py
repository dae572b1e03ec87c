"""The papers that went out, numbered in the unit's series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from mingtang.files.models import StoredFile
from mingtang.foi.states import UNNUMBERED, LetterKind

from .requests import Request

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, access: Access) -> LetterQuerySet:
        """The letters of requests to one's units."""
        if access.sees_all_units:
            return self
        return self.filter(request__unit_id__in=access.unit_ids)


class Letter(models.Model):
    """One paper, issued in the transaction of its act; ``fields`` is what its template was given.

    ``docx`` and ``pdf`` are set by the renderer (``services.letters``). A corrected reply is a new
    letter with a new number that names the old one (``replaces``).
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField("文书", max_length=12, choices=LetterKind)
    number = models.CharField("发文字号", max_length=80, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    fields = models.JSONField(default=dict)
    docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField("签发时间")
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    entry_seq = models.BigIntegerField()

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="a_letter_number_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(each) for each in UNNUMBERED]) | ~Q(number=""),
                name="an_outgoing_letter_has_its_number",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.get_kind_display()} #{self.pk}"
