"""What may be done with a request to reset an account, by whom and until when: one table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.statute.lifecycle import Guard, Lifecycle, Transition, Verdict

from .models import Grant, Leave, ResetRequest
from .roles import Role
from .services import SEPARATION

State = ResetRequest.State


@dataclass
class Facts:
    """A request, who wants to act on it and when; the rest is read when asked for."""

    request: ResetRequest
    by: Actor
    at: datetime

    @cached_property
    def another_office(self) -> bool:
        """Whether the office has a member who neither asked nor is the one to be reset."""
        grants = Grant.objects.in_force_on(timezone.localdate(self.at)).filter(
            role=Role.DISCLOSURE_OFFICE, account__is_active=True
        )
        involved = (self.request.asked_by_id, self.request.account_id)
        return grants.exclude(account_id__in=involved).exists()

    @cached_property
    def stands_in(self) -> bool:
        """Whether the person is the deputy of the one to be reset."""
        leaves = Leave.objects.in_force_on(timezone.localdate(self.at))
        return leaves.filter(
            deputy_id=self.by.account_id, account_id=self.request.account_id
        ).exists()


GUARDS: dict[str, Guard] = {
    "not_asker": Guard(
        lambda facts: facts.by.account_id != facts.request.asked_by_id,
        "申请由您提出，须由另一人确认。",
        SEPARATION,
    ),
    "is_asker": Guard(
        lambda facts: facts.by.account_id == facts.request.asked_by_id,
        "只有提出申请的人可以撤回。",
        SEPARATION,
    ),
    "not_own": Guard(
        lambda facts: facts.by.account_id != facts.request.account_id,
        "不能确认对自己账号的重置。",
        SEPARATION,
    ),
    "not_deputy": Guard(
        lambda facts: not facts.stands_in,
        "您正在代理此人，不能确认对其账号的重置。",
        SEPARATION,
    ),
    "office_first": Guard(
        lambda facts: facts.by.role == Role.DISCLOSURE_OFFICE or not facts.another_office,
        "政务公开办还有可以确认的人，由政务公开办确认。",
        SEPARATION,
    ),
    "in_time": Guard(
        lambda facts: facts.at < facts.request.expires_at,
        "申请已过有效期，请重新提出。",
        SEPARATION,
    ),
    "overdue": Guard(
        lambda facts: facts.at >= facts.request.expires_at,
        "申请还在有效期内。",
        SEPARATION,
    ),
    "account_open": Guard(
        lambda facts: facts.request.account.is_active,
        "该账号已停用，不能重置。",
        SEPARATION,
    ),
}

_O, _S, _IT = Role.DISCLOSURE_OFFICE, Role.SUPERVISOR, Role.IT
CONFIRMING = ("not_asker", "not_own", "not_deputy", "office_first", "in_time", "account_open")


def _t(
    act: str, to: State, roles: tuple[str, ...], guards: tuple[str, ...], label: str
) -> Transition:
    return Transition(
        state=State.WAITING,
        act=act,
        to=to,
        roles=roles,
        guards=guards,
        basis=SEPARATION,
        label=label,
    )


# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    _t("confirm", State.DONE, (_O, _S), CONFIRMING, "确认并办理"),
    _t("refuse", State.REFUSED, (_O, _S), ("not_asker", "in_time"), "不同意"),
    _t("withdraw", State.WITHDRAWN, (_IT, _O), ("is_asker",), "撤回申请"),
    _t("expire", State.EXPIRED, ("system",), ("overdue",), "过期"),
)
# fmt: on

LIFECYCLE: Lifecycle = Lifecycle(
    name="账号重置双人确认流程",
    states=dict(State.choices),
    transitions=TRANSITIONS,
    guards=GUARDS,
    role_labels={**dict(Role.choices), "system": "系统"},
    role_basis=SEPARATION,
)


def may(request: ResetRequest, act: str, facts: Facts) -> Verdict:
    """Whether ``facts.by`` may do ``act`` now, and if not, every reason why."""
    return LIFECYCLE.may(act, state=request.state, roles={facts.by.role}, facts=facts)
