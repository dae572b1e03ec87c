"""How a reader wants pages to look; kept in a cookie that names nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

COOKIE = "mingtang_reading"
COOKIE_DAYS = 365
ALLOWED: dict[str, tuple[str, ...]] = {
    "theme": ("auto", "light", "dark"),
    "size": ("m", "l", "xl"),
    "contrast": ("normal", "high"),
    "elder": ("0", "1"),
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """Theme, text size, contrast, and the simplified large version for older readers."""

    theme: str = "auto"
    size: str = "m"
    contrast: str = "normal"
    elder: bool = False

    @property
    def classes(self) -> str:
        """The classes of the ``html`` element."""
        found = []
        if self.theme != "auto":
            found.append(f"theme-{self.theme}")
        if self.size != "m":
            found.append(f"size-{self.size}")
        if self.contrast == "high":
            found.append("contrast-high")
        if self.elder:
            found.append("elder")
        return " ".join(found)

    @property
    def page_size(self) -> int:
        """Rows of a list. The simplified version has at most seven choices a page: five rows
        and the ways to the pages before and after."""
        return 5 if self.elder else 20

    def cookie(self) -> str:
        """The cookie's value: ``theme.size.contrast.elder``."""
        return ".".join((self.theme, self.size, self.contrast, "1" if self.elder else "0"))

    def changed(self, wishes: Mapping[str, str]) -> Preferences:
        """These with the wishes that are known values; anything else is left as it is."""
        known = {
            name: value
            for name, value in wishes.items()
            if name in ALLOWED and value in ALLOWED[name]
        }
        values: dict[str, str | bool] = dict(known)
        if "elder" in known:
            values["elder"] = known["elder"] == "1"
        return replace(self, **values)  # type: ignore[arg-type]


def read_cookie(value: str) -> Preferences:
    """The preferences of a cookie; a broken one gives the defaults."""
    parts = value.split(".")
    names = [each.name for each in fields(Preferences)]
    if len(parts) != len(names):
        return Preferences()
    return Preferences().changed(dict(zip(names, parts, strict=True)))
