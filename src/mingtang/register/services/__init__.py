"""The only writers of the public register."""

from .publish import publish, revise
from .reports import answer_error, report_error
from .sections import create_section
from .validity import expire_due, set_validity
from .withdraw import withdraw

__all__ = [
    "answer_error",
    "create_section",
    "expire_due",
    "publish",
    "report_error",
    "revise",
    "set_validity",
    "withdraw",
]
