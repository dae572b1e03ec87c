"""Layers (optional content): which are shown when the file is opened."""

from __future__ import annotations

from typing import Any

import pikepdf


class Layers:
    """The default configuration of a file's optional content groups."""

    def __init__(self, root: Any) -> None:
        properties = root.get("/OCProperties")
        self._hidden: set[tuple[int, int]] = set()
        if not isinstance(properties, pikepdf.Dictionary):
            return
        default = properties.get("/D", pikepdf.Dictionary())
        if default.get("/BaseState") == "/OFF":
            self._hidden = {each.objgen for each in properties.get("/OCGs", [])}
            self._hidden -= {each.objgen for each in default.get("/ON", [])}
        self._hidden |= {each.objgen for each in default.get("/OFF", [])}

    def shows(self, group: Any) -> bool:
        """Whether content of this group, or membership of groups, is shown."""
        if not isinstance(group, pikepdf.Dictionary):
            return True
        if group.get("/Type") != "/OCMD":
            return group.objgen not in self._hidden
        members = group.get("/OCGs")
        if members is None:
            return True
        listed = [members] if isinstance(members, pikepdf.Dictionary) else list(members)
        shown = [each.objgen not in self._hidden for each in listed if each is not None]
        if not shown:
            return True
        return {
            "/AllOn": all(shown),
            "/AnyOff": not all(shown),
            "/AllOff": not any(shown),
        }.get(str(group.get("/P", "/AnyOn")), any(shown))
