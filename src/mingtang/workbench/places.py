"""The rail: the places of the workbench, each with its tabs. Apps register theirs when loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from mingtang.orgs.access import Access

Shown = Callable[[Access], bool]
Count = Callable[[Access], int]


def everyone(access: Access) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a place; ``url_name`` takes no arguments."""

    label: str
    url_name: str
    shown: Shown = everyone


@dataclass(slots=True)
class Place:
    """One entry of the rail. It shows when one of its tabs does; it leads to the first."""

    code: str
    label: str
    order: int
    tabs: list[Tab] = field(default_factory=list)


_places: dict[str, Place] = {}


def register_place(code: str, label: str, order: int) -> None:
    """Add a place (今日 10, 公开 20, 申请 30, 来信 40, 监督 50, 管理 90)."""
    if code not in _places:
        _places[code] = Place(code, label, order)


def register_tab(place: str, label: str, url_name: str, shown: Shown = everyone) -> None:
    """Add a page to a place that is registered; ``shown`` decides by the person's rights."""
    tabs = _places[place].tabs
    if all(tab.url_name != url_name for tab in tabs):
        tabs.append(Tab(label, url_name, shown))


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the rail or of the tabs of a place."""

    label: str
    url: str
    active: bool


def rail_and_tabs(access: Access, path: str) -> tuple[list[Link], list[Link]]:
    """The rail for this person, and the tabs of the place to which ``path`` belongs."""
    shown: list[tuple[Place, list[tuple[Tab, str]]]] = []
    best, best_place = "", ""
    for place in sorted(_places.values(), key=lambda each: each.order):
        pages = [(tab, reverse(tab.url_name)) for tab in place.tabs if tab.shown(access)]
        for _, url in pages:
            if path.startswith(url) and len(url) > len(best):
                best, best_place = url, place.code
        if pages:
            shown.append((place, pages))
    rail = [Link(place.label, pages[0][1], place.code == best_place) for place, pages in shown]
    tabs = [
        Link(tab.label, url, url == best)
        for place, pages in shown
        if place.code == best_place
        for tab, url in pages
    ]
    return rail, tabs if len(tabs) > 1 else []
