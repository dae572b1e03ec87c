"""The list of accounts."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from mingtang.orgs.models import Account, Grant, Unit
from mingtang.orgs.roles import Role
from mingtang.workbench.access import OFFICE_AND_IT
from mingtang.workbench.lists import Column, ListFilters, ScopedList, Tab


class AccountFilters(ListFilters):
    """By unit, role, with or without roles, open or closed."""

    unit = django_filters.ModelChoiceFilter(
        label="单位", queryset=Unit.objects.all(), method="of_unit", empty_label="全部单位"
    )
    role = django_filters.ChoiceFilter(
        label="角色", choices=Role.choices, method="of_role", empty_label="全部"
    )
    roles = django_filters.ChoiceFilter(
        label="有无角色",
        choices=[("some", "有角色"), ("none", "没有角色")],
        method="with_roles",
        empty_label="全部",
    )
    active = django_filters.ChoiceFilter(
        field_name="is_active",
        label="状态",
        choices=[("True", "在用"), ("False", "已停用")],
        empty_label="全部",
    )

    class Meta:
        model = Account
        fields: list[str] = []

    def _holders(self, **wanted: Any) -> QuerySet[Any]:
        grants = Grant.objects.in_force_on(timezone.localdate()).filter(**wanted)
        return grants.values("account_id")

    def of_unit(self, rows: QuerySet[Any], name: str, value: Unit) -> QuerySet[Any]:
        return rows.filter(pk__in=self._holders(unit=value))

    def of_role(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(pk__in=self._holders(role=value))

    def with_roles(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        held = Q(pk__in=self._holders())
        return rows.filter(held if value == "some" else ~held)


class AccountList(ScopedList):
    """All accounts, for those who administer them."""

    code = "accounts"
    heading = "账号"
    roles = OFFICE_AND_IT
    columns = (
        Column("name", "姓名", opens=True, sort="name"),
        Column("username", "登录名", sort="username"),
        Column(
            "roles",
            "角色",
            lambda account: "；".join(
                f"{grant.unit.short_name}{grant.get_role_display()}" for grant in account.in_force
            ),
            kind="long",
        ),
        Column("phone", "办公电话"),
        Column("last_login", "上次登录", kind="time"),
        Column("is_active", "在用", kind="yesno"),
    )
    filters = AccountFilters
    search_fields = ("name__icontains", "username__icontains")
    search_label = "按姓名或登录名查找"
    order = "username"
    empty_heading = "还没有账号"
    empty_explain = "用表格一次导入全部人员，或逐个新建。"

    def get_queryset(self) -> QuerySet[Any]:
        now = Grant.objects.in_force_on(self.today).select_related("unit")
        return Account.objects.prefetch_related(Prefetch("grants", now, to_attr="in_force"))

    def row_url(self, row: Any) -> str:
        return reverse("workbench:account", args=[row.pk])

    def buttons(self) -> list[Tab]:
        return [
            Tab("新建账号", reverse("workbench:account-new"), active=True),
            Tab("表格导入", reverse("workbench:account-import")),
        ]
