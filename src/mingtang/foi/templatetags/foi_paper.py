"""Numbers in attributes of SVG: points with a dot, whatever the language of the page."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def unlocalized(value: float) -> str:
    """A length to a hundredth of a point."""
    return f"{value:.2f}"


@register.simple_tag
def span(start: float, end: float) -> str:
    """How far it is from one side to the other."""
    return f"{end - start:.2f}"
