"""Lines that stand on many pages of one site: learnt from a sample of its pages, so that a site
nobody has seen before loses its bars and footers too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from mingtang.text.dates import find_dates
from mingtang.text.htmltext import parse_fragment

from .titles import ISSUER_LINE
from .walk import lines_in

LEAST_PAGES = 6
"""Fewer pages teach nothing."""
SAMPLE = 60
"""As many pages are enough."""
_SHARE = 0.5
_LONGEST = 60
_OF_DOCUMENTS = re.compile(
    r"[。；：:]|^(?:特此|此件|此复|附件|附表|联系|抄送|主送|根据|按照|现将|[一二三四五六七八九十]{1,3}、)"
)
"""What many documents of one office share: sentences, addressees, closing formulas."""
_MOST_MARKUP = 400_000


def recurring_lines(pages: Iterable[str]) -> frozenset[str]:
    """The short lines that stand on at least half of the pages (markup, at most ``SAMPLE``)."""
    counts: Counter[str] = Counter()
    number = 0
    for markup in pages:
        if number == SAMPLE:
            break
        if len(markup) > _MOST_MARKUP:
            continue
        number += 1
        counts.update(_lines(markup))
    if number < LEAST_PAGES:
        return frozenset()
    return frozenset(line for line, count in counts.items() if count >= number * _SHARE)


def _lines(markup: str) -> set[str]:
    return {
        line
        for line in lines_in(parse_fragment(markup))
        if 1 < len(line) <= _LONGEST
        and _OF_DOCUMENTS.search(line) is None
        and find_dates(line) == []
        and ISSUER_LINE.fullmatch(line) is None
    }
