"""Names of the limits for people."""

from __future__ import annotations

from functools import cache

from mingtang.statute.limits import Bound, UnknownLimit, all_limits, get


def rule_name(code: str) -> str:
    """The Chinese name of a limit; its code when it is not known any more."""
    try:
        return get(code).name_zh
    except UnknownLimit:
        return code


@cache
def rule_choices() -> list[tuple[str, str]]:
    """Every limit that can be the rule of a duty, for a filter."""
    named = {
        limit.code: limit.name_zh
        for limit in all_limits()
        if limit.bound is Bound.MAX and limit.is_dated
    }
    return sorted(named.items(), key=lambda pair: pair[1])
