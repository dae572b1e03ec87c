"""The resources of one content stream: looked up while it is read, and only the used ones kept."""

from __future__ import annotations

from typing import Any

import pikepdf

_KINDS = ("/XObject", "/Font", "/ExtGState", "/Pattern", "/Shading", "/ColorSpace")


class Resources:
    """What a stream names. What nothing draws any more must not stay in the file under its name,
    so :meth:`kept` gives a new dictionary with the used entries and the new objects."""

    def __init__(self, source: Any) -> None:
        self._source = source if isinstance(source, pikepdf.Dictionary) else pikepdf.Dictionary()
        self._kept: dict[str, dict[str, Any]] = {kind: {} for kind in _KINDS}

    def find(self, kind: str, name: Any) -> Any:
        """The object of this kind and name, or ``None``; it is not yet kept."""
        listed = self._source.get(kind)
        return listed.get(str(name)) if isinstance(listed, pikepdf.Dictionary) else None

    def keep(self, kind: str, name: Any) -> None:
        """Keep the object that the stream names."""
        found = self.find(kind, name)
        if found is not None:
            self._kept[kind].setdefault(str(name), found)

    def put(self, kind: str, name: Any, new: Any) -> Any:
        """Keep ``new`` in place of a named object; gives the name to draw it by."""
        kept = self._kept[kind]
        known = kept.get(str(name))
        if known is None or known.objgen == new.objgen != (0, 0):
            kept[str(name)] = new
            return pikepdf.Name(str(name))
        for other, held in kept.items():
            if held.objgen == new.objgen != (0, 0):
                return pikepdf.Name(other)
        number = len(kept)
        while f"/{kind[1]}r{number}" in kept or self.find(kind, f"/{kind[1]}r{number}") is not None:
            number += 1
        kept[f"/{kind[1]}r{number}"] = new
        return pikepdf.Name(f"/{kind[1]}r{number}")

    def kept(self) -> Any:
        """The dictionary of what was kept; colour spaces are kept whole."""
        out = pikepdf.Dictionary()
        for kind, entries in self._kept.items():
            if entries:
                out[kind] = pikepdf.Dictionary(entries)
        spaces = self._source.get("/ColorSpace")
        if isinstance(spaces, pikepdf.Dictionary):
            out["/ColorSpace"] = spaces
        return out
