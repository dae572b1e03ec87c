"""The roles of staff and what each may see. Source of the separation of duties: design §1."""

from __future__ import annotations

from django.db.models import TextChoices


class Role(TextChoices):
    """A role is granted for one unit and a period."""

    CLERK = "clerk", "信息员"
    LEADER = "leader", "单位负责人"
    CONFIDENTIALITY = "confidentiality", "保密审查员"
    DISCLOSURE_OFFICE = "disclosure_office", "政务公开办"
    SUPERVISOR = "supervisor", "监察"
    IT = "it", "信息技术"


COUNTY_WIDE = frozenset({Role.DISCLOSURE_OFFICE, Role.SUPERVISOR})
"""These see the work of every unit; a supervisor only reads."""

WITHOUT_BUSINESS = frozenset({Role.IT})
"""These run the system and see no working document."""
