"""Reading the body of a page for the gate: whole, however deep its markup is nested."""

from __future__ import annotations

from lxml import html as lxml_html


def fragment_of(body_html: str) -> lxml_html.HtmlElement:
    """The body below one root element.

    An ordinary parser silently drops what lies below some 250 levels, and with it whatever the
    gate should have found there.
    """
    parser = lxml_html.HTMLParser(huge_tree=True)
    return lxml_html.fragment_fromstring(body_html, create_parent="div", parser=parser)
