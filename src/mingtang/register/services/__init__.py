"""The only writers of the public register."""

from .publish import publish, revise
from .reports import answer_error, report_error
from .sections import (
    change_section,
    close_section,
    create_section,
    delete_section,
    reopen_section,
)
from .validity import expire_due, set_validity
from .withdraw import withdraw

__all__ = [
    "answer_error",
    "change_section",
    "close_section",
    "create_section",
    "delete_section",
    "expire_due",
    "publish",
    "reopen_section",
    "report_error",
    "revise",
    "set_validity",
    "withdraw",
]
