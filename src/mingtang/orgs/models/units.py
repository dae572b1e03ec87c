"""Regions and units with their period of existence and their successors."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from mingtang.text.identifiers import normalise_code, uscc_fault

if TYPE_CHECKING:
    from mingtang.orgs.access import Access


def require_uscc(value: str) -> None:
    """Refuse a 统一社会信用代码 whose form or check digit is wrong (GB 32100-2015)."""
    fault = uscc_fault(value)
    if fault:
        raise ValidationError(fault)


class Region(models.Model):
    """An administrative region of GB/T 2260 (6, 9 or 12 digits); the codes form a tree."""

    code = models.CharField("行政区划代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a malformed code, and a parent in whose code this one does not lie."""
        fault = region_fault(self.code, self.parent_id)
        if fault:
            raise ValidationError({"code": fault})


def region_fault(code: str, parent: str | None) -> str:
    """What is wrong with a code of GB/T 2260 (GB/T 10114 below the county); empty when nothing."""
    if not (code.isascii() and code.isdigit() and len(code) in (6, 9, 12)):
        return "行政区划代码应为 6、9 或 12 位数字"
    if parent is None:
        return ""
    if len(code) > 6:
        above = len(code) - 3
        return "" if parent == code[:above] else f"上级区划应为 {code[:above]}"
    above_codes = {f"{code[:4]}00", f"{code[:2]}0000"} - {code}
    return "" if parent in above_codes else f"上级区划应为 {'或 '.join(sorted(above_codes))}"


class UnitKind(models.TextChoices):
    GOVERNMENT = "government", "县级政府及其办公室"
    DEPARTMENT = "department", "部门"
    TOWNSHIP = "township", "乡镇（街道）"
    SERVICE_BODY = "service_body", "事业单位"


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, access: Access) -> UnitQuerySet:
        """The units whose work a member of staff may see."""
        return self if access.sees_all_units else self.filter(pk__in=access.unit_ids)

    def living(self) -> UnitQuerySet:
        """Units whose end has not been recorded."""
        return self.filter(ended_on__isnull=True)

    def of_code(self, code: str) -> Unit | None:
        """The unit that bears a 统一社会信用代码 now; of those that have ended, the last."""
        rows = self.filter(uscc=code)
        return rows.living().first() or rows.order_by("-ended_on", "-pk").first()

    def meant_by(self, words: str) -> list[Unit]:
        """The units that a full name, a credit code or a short name may mean.

        A unit that has ended is meant only by its full name, or when no living one fits.
        """
        by_name = self.filter(name=words).first()
        if unit := by_name or self.of_code(normalise_code(words)):
            return [unit]
        rows = list(self.filter(short_name=words))
        return [unit for unit in rows if unit.ended_on is None] or rows

    def existing_on(self, day: date) -> UnitQuerySet:
        """Units that had been founded and not yet ended."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=day),
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
        )


class Unit(models.Model):
    """A body with disclosure duties. It is never deleted: it ends, and a successor takes over.

    A body that only takes another name keeps its credit code (GB 32100-2015): the code is unique
    among the units that have not ended. ``doc_prefix`` is its 机关代字 (e.g. 云溪教发). The contact
    fields are those of art. 20(2).
    """

    name = models.CharField("单位全称", max_length=100, unique=True)
    short_name = models.CharField("规范简称", max_length=40)
    uscc = models.CharField(
        "统一社会信用代码", max_length=18, db_index=True, validators=[require_uscc]
    )
    kind = models.CharField("类别", max_length=20, choices=UnitKind)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, verbose_name="所在区划")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级单位",
    )
    doc_prefix = models.CharField("机关代字", max_length=20, blank=True)
    founded_on = models.DateField("成立日期", null=True, blank=True)
    ended_on = models.DateField("撤销日期", null=True, blank=True)
    functions = models.TextField("机关职能", blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    office_hours = models.CharField("办公时间", max_length=120, blank=True)
    head_name = models.CharField("负责人姓名", max_length=60, blank=True)
    order = models.PositiveIntegerField("排序", default=1000)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(founded_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("founded_on")),
                name="unit_ends_after_it_is_founded",
            ),
            models.UniqueConstraint(
                fields=["uscc"],
                condition=Q(ended_on__isnull=True),
                name="one_living_unit_of_a_credit_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a parent that stands below the unit itself, and a code that is in use."""
        if self.ended_on is None:
            others = Unit.objects.living().filter(uscc=self.uscc).exclude(pk=self.pk)
            if holder := others.first():
                raise ValidationError({"uscc": f"{holder.name}正在使用这个统一社会信用代码"})
        above = self.parent
        while above is not None:
            if above.pk == self.pk and self.pk is not None:
                raise ValidationError({"parent": "上级单位不能是本单位或本单位的下级"})
            above = above.parent

    def exists_on(self, day: date) -> bool:
        return (self.founded_on is None or self.founded_on <= day) and (
            self.ended_on is None or day < self.ended_on
        )


class Succession(models.Model):
    """That a unit was merged, renamed or split, when, and who goes on with its work."""

    class Kind(models.TextChoices):
        MERGED = "merged", "并入"
        RENAMED = "renamed", "更名"
        SPLIT = "split", "拆分"

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inheritances")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField("生效日期")
    document = models.CharField("依据文件", max_length=200, blank=True)
    main = models.BooleanField("承接在办事项", default=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_succession_between_two_units"
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(main=True),
                name="one_main_successor_of_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="a_unit_does_not_succeed_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
