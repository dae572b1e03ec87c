"""The states of a document. Which act leads where stands in ``lifecycle.py``."""

from __future__ import annotations

from django.db.models import TextChoices


class State(TextChoices):
    DRAFT = "draft", "起草中"
    WITH_LEADER = "with_leader", "待单位负责人审核"
    WITH_CONFIDENTIALITY = "with_confidentiality", "待保密审查"
    REFERRED = "referred", "保密审查已提请上级确定"
    WITH_OFFICE = "with_office", "待政务公开办终审"
    SCHEDULED = "scheduled", "已定时，待发布"
    PUBLISHED = "published", "已发布"
    KEPT = "kept", "已审定，不主动公开"
    WITHDRAWN = "withdrawn", "已撤下"
    DISCARDED = "discarded", "已作废"


UNDER_REVIEW = frozenset(
    {State.WITH_LEADER, State.WITH_CONFIDENTIALITY, State.REFERRED, State.WITH_OFFICE}
)

ACCESS_RULE = "系统权限规则"
"""Basis of what no instrument says: who may work on which unit's documents."""
FLOW_RULE = "系统流程规则"
"""Basis of what no instrument says: which step follows which, what a step asks for."""


class Step(TextChoices):
    """The three reviews (三审) and the acts around them."""

    SUBMIT = "submit", "提交"
    LEADER = "leader", "单位负责人审核"
    CONFIDENTIALITY = "confidentiality", "保密审查"
    OFFICE = "office", "政务公开办终审"
    EMERGENCY = "emergency", "紧急发布"
    AFTERWARDS = "afterwards", "事后补审"
    RETURN = "return", "退回修改"
