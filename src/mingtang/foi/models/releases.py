"""A request and its answer made ready for the public log 依申请公开答复选登."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from mingtang.foi.addresses import release_path
from mingtang.register.models import Entry, Section

from .requests import Request

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


class ReleaseState(models.TextChoices):
    DRAFT = "draft", "拟稿"
    PROPOSED = "proposed", "待政务公开办审核"
    PUBLISHED = "published", "已公开"
    WITHDRAWN = "withdrawn", "已撤下"


class ReleaseQuerySet(models.QuerySet["Release"]):
    def visible_to(self, access: Access) -> ReleaseQuerySet:
        """Those of requests to one's units."""
        if access.sees_all_units:
            return self
        return self.filter(request__unit_id__in=access.unit_ids)

    def waiting(self) -> ReleaseQuerySet:
        """Those that wait for the office's review."""
        return self.filter(state=ReleaseState.PROPOSED)


class Release(models.Model):
    """What the public will read of one request: written by an officer, never copied from the
    applicant's own words unseen. ``entry`` is the register entry once it is public.

    ``proposed_by_id`` may not approve it. ``reason`` says why it was sent back or withdrawn.
    """

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="release")
    state = models.CharField(
        "状态", max_length=10, choices=ReleaseState, default=ReleaseState.DRAFT
    )
    edition = models.PositiveIntegerField(default=1)
    title = models.CharField("标题", max_length=200)
    question = models.TextField("申请内容（概括）")
    answer = models.TextField("答复内容（概括）")
    home = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="所属栏目"
    )
    proposed_by_id = models.BigIntegerField(null=True)
    updated_at = models.DateTimeField()
    reason = models.CharField("退回或者撤下的原因", max_length=300, blank=True)
    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["published", "withdrawn"]) | Q(entry__isnull=False),
                name="a_public_release_has_its_entry",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return release_path(self.request_id)

    @property
    def unit_id(self) -> int:
        """The unit that answered."""
        return self.request.unit_id
