"""The only writers of the public register."""

from .lists import add_watch_word, create_section
from .publish import publish, revise
from .reports import answer_error, report_error
from .validity import expire_due, set_validity
from .withdraw import withdraw

__all__ = [
    "add_watch_word",
    "answer_error",
    "create_section",
    "expire_due",
    "publish",
    "report_error",
    "revise",
    "set_validity",
    "withdraw",
]
