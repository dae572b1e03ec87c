"""What the instruments of law are called in English, and how their articles are cited there.

The Chinese names are those of the limits' ``instrument``; they stay the authority. English names
are plain translations of ours, no official ones, except where an official version has a name.
"""

from __future__ import annotations

import re
from functools import lru_cache

INSTRUMENTS_EN: dict[str, str] = {
    "《政府信息公开条例》（2007，国务院令第492号）": (
        "Regulation on Open Government Information (2007, State Council Order No. 492)"
    ),
    "《政府信息公开条例》（2019，国务院令第711号）": (
        "Regulation on Open Government Information (2019, State Council Order No. 711)"
    ),
    "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）": (
        "Measures on Information Processing Fees (Guobanhan [2020] No. 109)"
    ),
    "《行政复议法》（2023）": "Administrative Reconsideration Law (2023)",
    "《行政诉讼法》（2017）": "Administrative Litigation Law (2017)",
    "2024年前的答复书式样": "Reply templates in use before 2024",
    "法释〔2025〕8号": "Supreme People's Court, Fashi [2025] No. 8",
    "昌江县保密审查办法": "Confidentiality Review Measures of Changjiang County",
    "本系统设定": "setting of this system",
    "国办发〔2018〕22号": "Guobanfa [2018] No. 22",
    "《政府网站发展指引》（国办发〔2017〕47号）": (
        "Guideline on Government Websites (Guobanfa [2017] No. 47)"
    ),
    "基层政务公开标准目录（国办发〔2019〕54号）": (
        "Standard Catalogues of Grass-roots Government Openness (Guobanfa [2019] No. 54)"
    ),
    "《预算法》及标准目录财政预决算领域": (
        "Budget Law and the standard catalogue of budgets and final accounts"
    ),
    "发改办财金〔2018〕424号": "Fagaiban Caijin [2018] No. 424",
    "国办发〔2018〕118号": "Guobanfa [2018] No. 118",
    "河北省某区执法公示规定": "Rules on Publishing Enforcement of a district in Hebei",
    "《行政处罚法》（2021）": "Administrative Penalty Law (2021)",
    "国家发展改革委令第58号": "National Development and Reform Commission Order No. 58",
    "《重大行政决策程序暂行条例》（国务院令第713号）": (
        "Interim Regulation on Major Administrative Decisions (State Council Order No. 713)"
    ),
    "《优化营商环境条例》": "Regulation on the Business Environment",
    "市县法治政府建设示范指标体系（2021年版）": (
        "Model Indicators of Law-based Government in Cities and Counties (2021)"
    ),
    "《规章制定程序条例》": "Regulation on the Making of Administrative Rules",
    "各地民意征集规定": "local rules on consultations",
    "各地听证规定": "local rules on hearings",
    "国办发〔2018〕115号": "Guobanfa [2018] No. 115",
    "国发〔2008〕17号": "Guofa [2008] No. 17",
    "各省规范性文件管理规定": "provincial rules on normative documents",
    "“三同步”要求（国办发〔2016〕80号）": (
        "“three at one time” requirement (Guobanfa [2016] No. 80)"
    ),
    "郑州市2016年规定": "rules of Zhengzhou City, 2016",
    "上海市2010年规定": "rules of Shanghai, 2010",
    "广东省政府令第277号": "Guangdong Provincial Government Order No. 277",
    "湖南省政府令第242号": "Hunan Provincial Government Order No. 242",
    "国办秘函〔2019〕19号": "Guobanmihan [2019] No. 19",
    "国办发〔2015〕15号": "Guobanfa [2015] No. 15",
    "北京市2019年第四季度检查通报": "Beijing inspection circular, fourth quarter of 2019",
    "政府网站监管年度考核指标（国办秘函〔2019〕19号）": (
        "Yearly Indicators of Website Supervision (Guobanmihan [2019] No. 19)"
    ),
    "省级政府网站管理意见": "provincial opinions on government websites",
    "《网络安全法》": "Cybersecurity Law",
    "《网络安全等级保护基本要求》（GB/T 22239-2019）": (
        "Baseline for Classified Protection of Cybersecurity (GB/T 22239-2019)"
    ),
    "《互联网网站适老化通用设计规范》（工业和信息化部，2021）": (
        "Design Specification of Websites for the Elderly (MIIT, 2021)"
    ),
    "《行政许可法》": "Administrative Licensing Law",
    "国办发〔2019〕51号": "Guobanfa [2019] No. 51",
    "各地电子监察规定": "local rules on electronic supervision",
    "湖南省网上政务服务和电子监察系统": (
        "Online Services and Electronic Supervision System of Hunan"
    ),
    "芜政办秘〔2008〕137号": "Wuzhengbanmi [2008] No. 137 (Wuhu)",
    "《政府热线服务规范》（GB/T 33358-2016）": (
        "Specification of Government Hotline Service (GB/T 33358-2016)"
    ),
    "乐清市热线办理规定": "hotline rules of Yueqing City",
    "12345热线办理规定": "rules of the 12345 hotline",
    "山东省2020年热线办法": "hotline measures of Shandong, 2020",
    "某市局热线规定": "hotline rules of a city bureau",
    "政务咨询通行做法": "common practice for enquiries",
    "国办发〔2016〕80号": "Guobanfa [2016] No. 80",
    "国办发〔2016〕61号、国办发〔2016〕80号": "Guobanfa [2016] No. 61 and No. 80",
    "国办发〔2016〕61号": "Guobanfa [2016] No. 61",
    "乡镇政务公开标准目录": "Standard Catalogue of Township Openness",
    "怀化市2021年度报告通知": "notice of Huaihua City on the annual reports of 2021",
    "《民事诉讼法》": "Civil Procedure Law",
}

_PARTS_EN: dict[str, str] = {
    "“我为政府网站找错”": "“Report an error”",
    "临时下线": "temporary closure",
    "互动交流": "interaction",
    "年度报表": "yearly report",
    "附件网页设计规范": "annex on page design",
    "义务教育领域": "compulsory education",
    "公共资源交易领域": "trade in public resources",
    "卫生健康领域": "health",
    "社会救助领域": "social assistance",
    "重大建设项目领域": "major construction projects",
    "第24项": "item 24",
    "（五）": "(5)",
    "办理答复": "handling and answers",
    "单项否决“互动回应差”": "single veto “poor response”",
    "单项否决“栏目不更新”": "single veto “column not renewed”",
    "单项否决“站点无法访问”": "single veto “site not reachable”",
    "单项否决“首页不更新”": "single veto “home page not renewed”",
    "征集调查": "consultations and surveys",
    "政务新媒体单项否决": "single veto for new media",
    "表一": "table 1",
    "网站关停": "closing of sites",
    "身份鉴别": "identification",
}
"""What a limit's ``article`` names where it is no article."""

_LONGEST_FIRST = sorted(INSTRUMENTS_EN, key=len, reverse=True)

_NUMBERS_EN: dict[str, str] = {
    "国办发明电": "Guobanfa Mingdian",
    "国发明电": "Guofa Mingdian",
    "国办发": "Guobanfa",
    "国办函": "Guobanhan",
    "国发": "Guofa",
}
_NUMBER = re.compile(r"(国办发明电|国发明电|国办发|国办函|国发)〔(\d{4})〕(\d+)号")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_COUNT = "[零一二三四五六七八九十百]+"
_ARTICLE = re.compile(rf"第({_COUNT})条(?:第({_COUNT})款)?(?:第({_COUNT})项)?")


class NoEnglishName(LookupError):
    """An instrument, or a part of one, has no entry in the tables here."""


def instrument_en(instrument: str) -> str:
    """The English name of a limit's ``instrument``. Raises :class:`NoEnglishName`."""
    try:
        return INSTRUMENTS_EN[instrument]
    except KeyError:
        raise NoEnglishName(instrument) from None


def article_en(article: str) -> str:
    """``第三十三条第二款`` → ``art. 33(2)``; several are joined. Raises :class:`NoEnglishName`."""
    if article in ("", "—"):
        return ""
    if article in _PARTS_EN:
        return _PARTS_EN[article]
    cited = _ARTICLE.sub(_cited, article)
    cited = cited.replace("至", "–").replace("、", ", ")
    if re.search(r"[一-鿿]", cited):
        raise NoEnglishName(article)
    return cited


@lru_cache(maxsize=1024)
def basis_en(basis: str) -> str:
    """A basis (instrument and article in one string) in English.

    What the tables do not know, such as a reason typed at a desk, stays as it is.
    """
    for name in _LONGEST_FIRST:
        if basis.startswith(name):
            try:
                part = article_en(basis.removeprefix(name))
            except NoEnglishName:
                continue
            return f"{INSTRUMENTS_EN[name]}, {part}" if part else INSTRUMENTS_EN[name]
    return _NUMBER.sub(lambda found: f"{_NUMBERS_EN[found[1]]} [{found[2]}] No. {found[3]}", basis)


def _cited(found: re.Match[str]) -> str:
    text = f"art. {_number(found[1])}"
    return text + "".join(f"({_number(part)})" for part in found.groups()[1:] if part)


def _number(words: str) -> int:
    """``八十五`` → 85; to 999, as far as articles go."""
    hundreds, _, rest = words.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    return (
        (_DIGITS[hundreds] * 100 if hundreds else 0)
        + ((_DIGITS[tens] if tens else 1) * 10 if ten else 0)
        + (_DIGITS[ones.removeprefix("零")] if ones.removeprefix("零") else 0)
    )
