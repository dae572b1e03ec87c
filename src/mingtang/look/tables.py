"""Tables of a text, each in a frame that can be scrolled by keyboard: for every page that shows
one, public or not."""

from __future__ import annotations

import re
from itertools import count

_OPEN = re.compile(r"<table\b")


def framed_tables(html: str) -> str:
    """Clean HTML with every table inside a named region that takes the focus.

    What is wider than a phone scrolls there (WCAG 2.1.1: also without a mouse).
    """
    numbers = count(1)

    def frame(_: re.Match[str]) -> str:
        return (
            f'<div class="doc-table" role="region" aria-label="表格 {next(numbers)}，可左右滚动"'
            ' tabindex="0"><table'
        )

    return _OPEN.sub(frame, html).replace("</table>", "</table></div>")
