"""The English names of the festivals in the holiday notices."""

from __future__ import annotations

FESTIVALS_EN: dict[str, str] = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "春节（延长）": "Spring Festival (prolonged)",
    "抗战胜利70周年纪念日": "70th anniversary of the victory in the War of Resistance",
}


def festival_en(name: str) -> str:
    """The festival in English, several joined by ``and``; an unknown one as it was entered."""
    return " and ".join(FESTIVALS_EN.get(each, each) for each in name.split("、"))
