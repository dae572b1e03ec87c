"""The parts of an index number in addresses."""

from __future__ import annotations


class FrontConverter:
    """Front part: the organisation code (9) or the credit code (18) of the unit."""

    regex = "[0-9A-Z]{9,18}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class BackConverter(FrontConverter):
    """Back part: year and serial."""

    regex = r"[0-9]{4}-[0-9]{5}"
