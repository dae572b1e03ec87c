"""Template tags for the rows of public lists; ``{% load portal %}``.

The rows are drawn in one pass in Python: a template loop over a page of twenty entries takes
longer than reading them from the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from mingtang.look.templatetags.look import validity_badge
from mingtang.register.models import Entry
from mingtang.search.queries import Hit

register = template.Library()


@register.filter
def breakable(code: str) -> SafeString:
    """A long code that may break after its strokes; escapes what it is given."""
    return mark_safe(escape(code).replace("/", "/<wbr>"))


@register.simple_tag
def entry_rows(entries: Iterable[Entry]) -> SafeString:
    """The ``<li>`` of each entry: title, day, publisher, document number, validity."""
    return mark_safe("".join(_row(each, escape(each.title)) for each in entries))


@register.simple_tag
def hit_rows(hits: Iterable[Hit]) -> SafeString:
    """The ``<li>`` of each entry that a search found, the words looked for marked."""
    return mark_safe(
        "".join(_row(hit.entry, _marked(hit.title), _marked(hit.extract)) for hit in hits)
    )


def _row(entry: Entry, title: str, extract: str = "") -> str:
    """One entry; ``title`` and ``extract`` are HTML already."""
    day = entry.published_on.isoformat()
    number = f"<span>{escape(entry.doc_number)}</span>" if entry.doc_number else ""
    return (
        f'<li><h3 class="entry-title"><a href="{escape(entry.get_absolute_url())}">{title}</a></h3>'
        f'<time class="entry-date" datetime="{day}">{day}</time>'
        + (f'<p class="entry-extract small">{extract}</p>' if extract else "")
        + f'<p class="entry-meta"><span>{escape(entry.publisher_name)}</span>{number}'
        f"{validity_badge(entry.validity)}</p></li>"
    )


def _marked(fragments: Sequence[tuple[str, bool]]) -> str:
    """Fragments of a text as HTML, those that were looked for in ``<mark>``."""
    return "".join(
        f"<mark>{escape(text)}</mark>" if found else escape(text) for text, found in fragments
    )
