"""Time limits of licensing, service cases, ratings, cards and electronic supervision."""

from __future__ import annotations

from datetime import date

from mingtang.statute.limits.model import Bound, Counting, TimeLimit

LICENSING = "《行政许可法》"
RATINGS = "国办发〔2019〕51号"
SUPERVISION = "各地电子监察规定"
LICENSING_FROM = date(2004, 7, 1)
WORKING, CALENDAR = Counting.WORKING, Counting.CALENDAR

# fmt: off
_LICENSING = (
    TimeLimit(
        code="licence.correction", name_zh="一次性告知补正材料",
        name_en="Notice of missing papers (once)",
        amount=5, counting=WORKING, instrument=LICENSING, article="第三十二条第四项、第八十二条",
        sureness="K", since="收到申请材料之日", in_force_from=LICENSING_FROM,
        note="逾期不告知的，自收到申请材料之日起即为受理。",
    ),
    TimeLimit(
        code="licence.decide", name_zh="行政许可决定", name_en="Licence decision",
        amount=20, counting=WORKING, instrument=LICENSING,
        article="第四十二条第一款、第八十二条",
        sureness="K", since="受理之日", in_force_from=LICENSING_FROM,
        note="听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审时间不计算在内（第四十五条）。",
    ),
    TimeLimit(
        code="licence.extend", name_zh="延长行政许可期限",
        name_en="Extension of a licence decision",
        amount=10, counting=WORKING, instrument=LICENSING,
        article="第四十二条第一款、第八十二条",
        sureness="K", since="原期限届满之日", in_force_from=LICENSING_FROM,
        note="须经本行政机关负责人批准并告知申请人。",
    ),
    TimeLimit(
        code="licence.joint", name_zh="统一、联合、集中办理行政许可",
        name_en="Joint licence decision",
        amount=45, counting=WORKING, instrument=LICENSING,
        article="第四十二条第二款、第八十二条",
        sureness="K", since="受理之日", in_force_from=LICENSING_FROM,
    ),
    TimeLimit(
        code="licence.joint_extend", name_zh="延长联合办理期限",
        name_en="Extension, joint licence",
        amount=15, counting=WORKING, instrument=LICENSING,
        article="第四十二条第二款、第八十二条",
        sureness="K", since="原期限届满之日", in_force_from=LICENSING_FROM,
    ),
    TimeLimit(
        code="licence.deliver", name_zh="送达行政许可证件", name_en="Deliver the licence",
        amount=10, counting=WORKING, instrument=LICENSING, article="第四十四条、第八十二条",
        sureness="K", since="作出决定之日", in_force_from=LICENSING_FROM,
    ),
)

_RATINGS = (
    TimeLimit(
        code="rating.verify", name_zh="差评核实", name_en="Bad rating verified",
        amount=1, counting=WORKING, instrument=RATINGS, article="—",
        sureness="D", since="收到差评之日", note="国家文件未规定天数。",
    ),
    TimeLimit(
        code="rating.simple", name_zh="差评整改（简单）", name_en="Bad rating put right, simple",
        amount=5, counting=WORKING, instrument=RATINGS, article="—",
        sureness="D", since="收到差评之日", note="德州、襄城县为五个工作日。",
    ),
    TimeLimit(
        code="rating.complex", name_zh="差评整改（复杂）",
        name_en="Bad rating put right, complex",
        amount=15, counting=WORKING, instrument=RATINGS, article="—",
        sureness="D", since="收到差评之日", note="眉山为十五个工作日。",
    ),
)

_CARDS = (
    TimeLimit(
        code="card.warning", name_zh="预警", name_en="Warning before the due day",
        amount=1, counting=WORKING, instrument=SUPERVISION, article="—",
        sureness="K", since="到期之日", before=True,
    ),
    TimeLimit(
        code="card.yellow", name_zh="黄牌（超过承诺时限）",
        name_en="Yellow card, past the promise",
        amount=1, counting=WORKING, instrument=SUPERVISION, article="—",
        sureness="K", since="承诺时限届满之日", bound=Bound.WINDOW,
    ),
    TimeLimit(
        code="card.red", name_zh="红牌（超过法定时限）",
        name_en="Red card, past the statutory limit",
        amount=1, counting=WORKING, instrument=SUPERVISION, article="—",
        sureness="K", since="法定时限届满之日", bound=Bound.WINDOW,
    ),
    TimeLimit(
        code="card.red_promise", name_zh="红牌（超过承诺时限）",
        name_en="Red card, long past the promise",
        amount=5, counting=WORKING, instrument=SUPERVISION, article="—",
        sureness="K", since="承诺时限届满之日", bound=Bound.WINDOW,
    ),
    TimeLimit(
        code="card.reply", name_zh="督办回复", name_en="Reply to a card",
        amount=5, counting=WORKING, instrument=SUPERVISION, article="—",
        sureness="K", since="收到督办之日",
    ),
    TimeLimit(
        code="card.appeal", name_zh="对发牌提出申诉", name_en="Appeal against a card",
        amount=5, counting=WORKING, instrument=SUPERVISION, article="—",
        sureness="K", since="收到牌之日",
    ),
    TimeLimit(
        code="card.feedback_hunan", name_zh="发牌情况反馈（湖南）",
        name_en="Feedback on a card, Hunan",
        amount=30, counting=WORKING, instrument="湖南省网上政务服务和电子监察系统", article="—",
        sureness="S2", since="收到牌之日", local=True,
    ),
    TimeLimit(
        code="card.letter_yellow", name_zh="网上留言黄牌", name_en="Yellow card, letter",
        amount=5, counting=CALENDAR, instrument="芜政办秘〔2008〕137号", article="—",
        sureness="S", since="收到留言之日", bound=Bound.WINDOW, rolls=False, local=True,
    ),
    TimeLimit(
        code="card.letter_red", name_zh="网上留言红牌", name_en="Red card, letter",
        amount=15, counting=CALENDAR, instrument="芜政办秘〔2008〕137号", article="—",
        sureness="S", since="收到留言之日", bound=Bound.WINDOW, rolls=False, local=True,
    ),
    TimeLimit(
        code="card.letter_urge", name_zh="网上留言催办", name_en="Urging note, letter",
        amount=30, counting=CALENDAR, instrument="芜政办秘〔2008〕137号", article="—",
        sureness="S", since="收到留言之日", bound=Bound.WINDOW, rolls=False, local=True,
    ),
)

LIMITS = _LICENSING + _RATINGS + _CARDS
