"""What staff set about the papers: own templates, words of a reply, passages to be covered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingtang.files.models import StoredFile
from mingtang.foi.states import LetterKind
from mingtang.statute.foi.rules import Rules

from .requests import Request, RequestFile


class PaperTemplateQuerySet(models.QuerySet["PaperTemplate"]):
    def of(self, kind: str, rules: str) -> PaperTemplateQuerySet:
        """The versions for one paper, the present one first."""
        return self.filter(kind=kind, rules=rules).order_by("-version")


class PaperTemplate(models.Model):
    """One version of the DOCX template of a paper; the highest holds.

    Without ``file`` it went back to the shipped template.
    """

    kind = models.CharField("文书", max_length=12, choices=LetterKind)
    rules = models.CharField("适用条例", max_length=4, choices=[(r.value, r.label) for r in Rules])
    version = models.PositiveIntegerField("版本")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField("说明", max_length=200, blank=True)
    made_at = models.DateTimeField("启用时间")
    made_by_name = models.CharField("上传人", max_length=100)
    entry_seq = models.BigIntegerField()

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "rules", "-version"]
        verbose_name = "文书模板"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "rules", "version"], name="a_template_version_once"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="template_versions_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} v{self.version}"


class ReplyWords(models.Model):
    """What an officer writes into the reply of a round beside its matters.

    ``course``: the procedure so far, in place of the sentences worked out from it. ``remedy``: the
    remedy clause where the law of the day is not known here; it wins over the one worked out.
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="reply_words")
    round = models.PositiveSmallIntegerField(default=1)
    course = models.TextField("办理经过", blank=True)
    remedy = models.TextField("救济告知", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "round"], name="words_of_a_reply_once")
        ]

    def __str__(self) -> str:
        return f"答复文字 #{self.pk}"


class Redaction(models.Model):
    """Passages chosen in a file of a request, and the copy without them once it was made.

    ``passages`` are :class:`mingtang.files.redact.Passage` as mappings: place, ground and why, no
    word of the text. ``report`` says what the redaction did.
    """

    file = models.OneToOneField(RequestFile, on_delete=models.CASCADE, related_name="redaction")
    passages = models.JSONField(default=list)
    result = models.ForeignKey(
        RequestFile, on_delete=models.SET_NULL, null=True, related_name="redacted_from"
    )
    report = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"涂黑 #{self.pk}"

    @property
    def unfinished(self) -> bool:
        """Whether passages were chosen and no copy without them exists."""
        return bool(self.passages) and self.result_id is None
