"""A new account, and the page that shows a temporary password."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from mingtang.orgs.models import Account
from mingtang.orgs.roles import Role
from mingtang.orgs.staff_services import create_account
from mingtang.statute.violations import RuleViolation
from mingtang.workbench.access import OFFICE_AND_IT, StaffView
from mingtang.workbench.acts import refuse
from mingtang.workbench.views.units import ADMINS

from .forms import AccountForm


class AccountNewView(StaffView):
    """A new account; its temporary password is shown once."""

    roles = OFFICE_AND_IT

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, AccountForm())

    @sensitive_variables()
    def post(self, request: HttpRequest) -> HttpResponse:
        form = AccountForm(request.POST)
        if form.is_valid():
            try:
                made = create_account(by=self.actor(*ADMINS), at=self.now, **form.cleaned_data)
            except (RuleViolation, ValidationError) as fault:
                refuse(form, fault)
            else:
                return show_password(request, made.account, made.password)
        return self._page(request, form)

    def _page(self, request: HttpRequest, form: AccountForm) -> HttpResponse:
        context = {
            "heading": "新建账号",
            "form": form,
            "effect": "新建后给出临时密码，只显示一次，本人首次登录须改。角色由政务公开办授予。",
            "button": "新建账号",
            "crumbs": [("账号", reverse("workbench:accounts")), ("新建账号", "")],
        }
        return render(request, "workbench/form.html", context)


def show_password(
    request: HttpRequest, account: Account, password: str, *, told: str = ""
) -> HttpResponse:
    """The page with a temporary password; it is stored nowhere and cached by nobody.

    ``told`` says with which act it came, where that is not plain.
    """
    administers = bool(request.access.roles & OFFICE_AND_IT)  # type: ignore[attr-defined]
    may_grant = Role.DISCLOSURE_OFFICE in request.access.roles  # type: ignore[attr-defined]
    page = reverse("workbench:account", args=[account.pk])
    way = [("账号", reverse("workbench:accounts")), (account.name, page)]
    context = {
        "account": account,
        "password": password,
        "told": told,
        "may_grant": may_grant,
        "next": page if administers else reverse("workbench:resets"),
        "crumbs": [
            *(way if administers else [("重置申请", reverse("workbench:resets"))]),
            ("临时密码", ""),
        ],
    }
    response = render(request, "workbench/password.html", context)
    response["Cache-Control"] = "no-store"
    return response
