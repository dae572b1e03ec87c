"""Who may come in: the base of every staff view.

A missing role is told as such (403); another unit's object does not exist for the person (404).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from mingtang.journal.actor import Actor
from mingtang.orgs.access import Access
from mingtang.orgs.roles import COUNTY_WIDE, WITHOUT_BUSINESS, Role

M = TypeVar("M", bound=Model)

OFFICE_AND_IT = frozenset({Role.DISCLOSURE_OFFICE, Role.IT})
OVERSEERS = frozenset({Role.DISCLOSURE_OFFICE, Role.SUPERVISOR})
BUSINESS = frozenset(set(Role) - {Role.IT})


class StaffView(View):
    """A view for people who are logged in and hold a role.

    ``roles`` are the roles of which one is needed; empty means any. Who lacks it is told so, but
    for single objects of county-wide offices, which then do not exist (404). Subclasses read
    ``self.access``, ``self.now`` and ``self.today``, and get objects through :meth:`scoped`.
    """

    roles: ClassVar[frozenset[str]] = frozenset()
    access: Access
    now: datetime
    today: date

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.access = request.access  # type: ignore[attr-defined]
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        if not self.access.held:
            return forbidden(request, "您的账号还没有角色，请联系政务公开办授予角色后再登录。")
        if self.roles and not self.access.roles & self.roles:
            if kwargs and self.roles <= COUNTY_WIDE | WITHOUT_BUSINESS:
                # Whether such an object exists is no business of a unit's staff.
                raise Http404
            names = "、".join(role.label for role in Role if role in self.roles)
            return forbidden(request, f"这一页由{names}使用，您现在的角色不能打开。")
        return super().dispatch(request, *args, **kwargs)

    def scoped(self, rows: QuerySet[M], **lookup: Any) -> M:
        """One row among those that this person may see, else 404.

        ``rows`` must be a queryset with ``visible_to``.
        """
        visible: QuerySet[M] = rows.visible_to(self.access)  # type: ignore[attr-defined]
        return get_object_or_404(visible, **lookup)

    def actor(self, *roles: str, unit_id: int | None = None) -> Actor:
        """The person in the first of ``roles`` that is held (for ``unit_id``); PermissionError."""
        for role in roles:
            try:
                return self.access.actor(role, unit_id)
            except PermissionError:
                continue
        raise PermissionError("、".join(roles))


def forbidden(request: HttpRequest, explain: str) -> HttpResponse:
    """The page that says which role is missing."""
    context = {"heading": "您没有这一页的权限", "explain": explain}
    return render(request, "workbench/forbidden.html", context, status=403)
