"""Every time limit of the law and of good practice, as data with its source."""

from mingtang.statute.limits.model import Bound, Counting, TimeLimit
from mingtang.statute.limits.registry import (
    FixedByLaw,
    LimitBook,
    UnknownLimit,
    all_limits,
    get,
    versions,
)

__all__ = [
    "Bound",
    "Counting",
    "FixedByLaw",
    "LimitBook",
    "TimeLimit",
    "UnknownLimit",
    "all_limits",
    "get",
    "versions",
]
