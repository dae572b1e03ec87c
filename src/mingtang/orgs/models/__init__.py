"""Regions, units, staff and their roles."""

from .accounts import Account, FormerPassword
from .resets import ResetRequest
from .staffing import Grant, Leave
from .units import Region, Succession, Unit, UnitKind

__all__ = [
    "Account",
    "FormerPassword",
    "Grant",
    "Leave",
    "Region",
    "ResetRequest",
    "Succession",
    "Unit",
    "UnitKind",
]
