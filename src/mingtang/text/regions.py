"""The structure of region codes (GB/T 2260-2007, GB/T 10114-2003): 6, 9 or 12 digits.

A code is a string, never a number. Only the structure is judged here; which codes exist changes
every year and is data of the region table.
"""

from __future__ import annotations

import enum
import re


class RegionLevel(enum.StrEnum):
    """The level that a region code stands for."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


def region_fault(code: str) -> str | None:
    """Why ``code`` is no well-formed region code, or ``None``."""
    if not re.fullmatch(r"(?:[0-9]{6}|[0-9]{9}|[0-9]{12})", code):
        return "行政区划代码应为6位（县级及以上）、9位（乡级）或12位（村级）数字"
    if code.startswith("00"):
        return "行政区划代码前两位（省级）不能为00"
    if code[2:4] == "00" and code[4:6] != "00":
        return "行政区划代码第5、6位有县级代码时，第3、4位（市级）不能为00"
    if len(code) == 12 and code[6:9] == "000" and code[9:] != "000":
        return "行政区划代码第10至12位有村级代码时，第7至9位（乡级）不能为000"
    return None


def normalise_region(code: str) -> str:
    """The shortest form: statistics codes padded with ``000`` lose the padding.

    Raises ``ValueError`` with the reason in Chinese when the code is malformed.
    """
    fault = region_fault(code)
    if fault:
        raise ValueError(fault)
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    return code


def region_level(code: str) -> RegionLevel | None:
    """The level of ``code``; ``None`` when it is malformed."""
    if region_fault(code):
        return None
    code = normalise_region(code)
    if len(code) > 6:
        return RegionLevel.VILLAGE if len(code) == 12 else RegionLevel.TOWNSHIP
    if code.endswith("0000"):
        return RegionLevel.PROVINCE
    return RegionLevel.CITY if code.endswith("00") else RegionLevel.COUNTY


def region_parent_code(code: str) -> str | None:
    """The code one level up, in its shortest form; ``None`` for a province or a malformed code."""
    level = region_level(code)
    if level is None or level is RegionLevel.PROVINCE:
        return None
    code = normalise_region(code)
    if level in (RegionLevel.VILLAGE, RegionLevel.TOWNSHIP):
        return code[:-3]
    return code[:2] + "0000" if level is RegionLevel.CITY else code[:4] + "00"
