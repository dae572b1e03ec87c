"""Files kept by the system, private until a register snapshot shows them."""

from __future__ import annotations

import uuid

from django.db import models

from .kinds import KINDS


class ScanState(models.TextChoices):
    """What the virus scanner said; an infected file is refused and never stored."""

    CLEAN = "clean", "已扫描，未发现病毒"
    UNSCANNED = "unscanned", "未扫描（没有配置扫描服务）"


class StoredFile(models.Model):
    """One uploaded file: its content is kept once under its SHA-256, each upload is a row.

    ``path`` is relative to the store (``MEDIA_ROOT``). ``hidden_data`` lists
    :class:`~mingtang.files.inspect.HiddenDatum` as mappings. ``text_excerpt`` is the text for the
    release gate, at most ``Limits.max_text`` characters. ``derived_from`` names the original of
    a cleaned copy.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField(
        "类型", max_length=10, choices=[(k.code, k.label_zh) for k in KINDS.values()]
    )
    mime = models.CharField(max_length=100)
    size = models.BigIntegerField("大小（字节）")
    sha256 = models.CharField(max_length=64, db_index=True)
    path = models.CharField(max_length=80)
    encrypted = models.BooleanField("加密", default=False)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by_id = models.BigIntegerField("上传人", null=True, db_index=True)
    uploaded_by_name = models.CharField("上传人姓名", max_length=100, blank=True)
    unit = models.ForeignKey(
        "orgs.Unit", verbose_name="单位", on_delete=models.PROTECT, related_name="stored_files"
    )
    scan_state = models.CharField("病毒扫描", max_length=10, choices=ScanState.choices)
    hidden_data = models.JSONField("隐藏信息", default=list, blank=True)
    text_excerpt = models.TextField("文字", blank=True)
    derived_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="derived"
    )

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="files_size_positive"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="files_sha256_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label_zh(self) -> str:
        """The kind in Chinese."""
        return KINDS[self.kind].label_zh
