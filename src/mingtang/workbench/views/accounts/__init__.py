"""Accounts of staff: roles, leave, temporary passwords."""

from .account import AccountView
from .creating import AccountNewView
from .listing import AccountList

__all__ = ["AccountList", "AccountNewView", "AccountView"]
