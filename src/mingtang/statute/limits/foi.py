"""Time limits of requests for government information 依申请公开, their fee and their remedies."""

from __future__ import annotations

from datetime import date

from mingtang.statute.limits.model import Bound, Counting, TimeLimit

REGULATION_2007 = "《政府信息公开条例》（2007，国务院令第492号）"
REGULATION_2019 = "《政府信息公开条例》（2019，国务院令第711号）"
FEE_MEASURES = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
REVIEW_LAW = "《行政复议法》（2023）"
LITIGATION_LAW = "《行政诉讼法》（2017）"
OLD_TEMPLATES = "2024年前的答复书式样"
COURT_RULES_2025 = "法释〔2025〕8号"

OLD_FROM, OLD_TO = date(2008, 5, 1), date(2019, 5, 14)
NEW_FROM = date(2019, 5, 15)
REVIEW_FROM = date(2024, 1, 1)
LITIGATION_FROM = date(2017, 7, 1)  # the text that was read; earlier suits are another law's
WORKING, CALENDAR, MONTHS = Counting.WORKING, Counting.CALENDAR, Counting.MONTHS

# fmt: off
_REQUESTS = (
    TimeLimit(
        code="foi.reply", name_zh="答复政府信息公开申请",
        name_en="Answer a request for information",
        amount=15, counting=WORKING, instrument=REGULATION_2007, article="第二十四条第二款",
        sureness="S", since="收到申请之日", in_force_from=OLD_FROM, in_force_to=OLD_TO,
    ),
    TimeLimit(
        code="foi.reply", name_zh="答复政府信息公开申请",
        name_en="Answer a request for information",
        amount=20, counting=WORKING, instrument=REGULATION_2019, article="第三十三条第二款",
        sureness="S", since="收到申请之日", in_force_from=NEW_FROM,
        note="征求第三方和其他机关意见所需时间不计算在内。",
    ),
    TimeLimit(
        code="foi.extend", name_zh="延长答复期限", name_en="Extension of the answer (at most)",
        amount=15, counting=WORKING, instrument=REGULATION_2007, article="第二十四条第二款",
        sureness="S", since="原答复期限届满之日", in_force_from=OLD_FROM, in_force_to=OLD_TO,
    ),
    TimeLimit(
        code="foi.extend", name_zh="延长答复期限", name_en="Extension of the answer (at most)",
        amount=20, counting=WORKING, instrument=REGULATION_2019, article="第三十三条第二款",
        sureness="S", since="原答复期限届满之日", in_force_from=NEW_FROM,
        note="须经政府信息公开工作机构负责人同意并告知申请人。",
    ),
    TimeLimit(
        code="foi.letter_confirm", name_zh="与平常信函申请人确认收到日期",
        name_en="Confirm the receipt of an ordinary letter",
        amount=0, counting=CALENDAR, instrument=REGULATION_2019, article="第三十一条第二项",
        sureness="S", since="收到信函之日", who="政府信息公开工作机构", rolls=False,
        in_force_from=NEW_FROM, note="应当于收到当日与申请人确认，确认之日为收到申请之日。",
    ),
    TimeLimit(
        code="foi.correction", name_zh="一次性告知补正",
        name_en="Notice to correct a request (once)",
        amount=7, counting=WORKING, instrument=REGULATION_2019, article="第三十条",
        sureness="S", since="收到申请之日", in_force_from=NEW_FROM,
        note="答复期限自收到补正的申请之日起重新计算。",
    ),
    TimeLimit(
        code="foi.correction_reply", name_zh="申请人补正",
        name_en="Applicant corrects the request",
        amount=15, counting=WORKING, instrument=REGULATION_2019, article="第三十条",
        sureness="K", since="收到补正告知书之日", who="申请人", in_force_from=NEW_FROM,
        note="条例只要求合理的补正期限，各地常用七至十五个工作日。",
    ),
    TimeLimit(
        code="foi.reasons_reply", name_zh="申请人说明理由", name_en="Applicant gives reasons",
        amount=7, counting=WORKING, instrument=REGULATION_2019, article="第三十五条",
        sureness="D", since="收到说明理由告知书之日", who="申请人", in_force_from=NEW_FROM,
        note="条例未规定天数。",
    ),
    TimeLimit(
        code="foi.thirdparty", name_zh="第三方提出意见", name_en="Third party gives its opinion",
        amount=15, counting=WORKING, instrument=REGULATION_2019, article="第三十二条",
        sureness="S", since="收到征求意见书之日", who="第三方", in_force_from=NEW_FROM,
        note="逾期未提出意见的，由行政机关决定是否公开；所需时间不计入答复期限。",
    ),
    TimeLimit(
        code="foi.comaker", name_zh="共同制作机关提出意见",
        name_en="Co-making agency gives its opinion",
        amount=15, counting=WORKING, instrument=REGULATION_2019, article="第三十四条",
        sureness="S", since="收到征求意见书之日", who="共同制作机关", in_force_from=NEW_FROM,
        note="逾期未提出意见的视为同意公开；所需时间不计入答复期限。",
    ),
    TimeLimit(
        code="foi.internal_assist", name_zh="协办单位反馈",
        name_en="Assisting unit answers the office",
        amount=5, counting=WORKING, instrument=REGULATION_2019, article="第四十五条",
        sureness="D", since="收到协办函之日", who="协办单位", in_force_from=NEW_FROM,
        note="条例未规定天数。",
    ),
    TimeLimit(
        code="foi.fee_payment", name_zh="缴纳信息处理费",
        name_en="Payment of the processing fee",
        amount=20, counting=WORKING, instrument=FEE_MEASURES, article="第六条",
        sureness="S2", since="收到收费通知之日", who="申请人", in_force_from=date(2021, 1, 1),
        note="逾期未缴纳视为放弃申请；缴费后答复期限自次日起重新计算（待核）。",
    ),
    TimeLimit(
        code="foi.rectify", name_zh="更正与申请人有关的政府信息",
        name_en="Put right information about the applicant",
        amount=20, counting=WORKING, instrument=REGULATION_2019, article="第四十一条",
        sureness="D", since="收到更正申请之日", in_force_from=NEW_FROM, note="条例未规定天数。",
    ),
    TimeLimit(
        code="foi.reassess", name_zh="定期评估审查不予公开的信息",
        name_en="Re-assessment of information not disclosed",
        amount=1, counting=Counting.YEARS, instrument=REGULATION_2019, article="第十八条",
        sureness="D", since="上次评估之日", in_force_from=NEW_FROM,
        note="条例要求定期评估，未规定间隔。",
    ),
    TimeLimit(
        code="foi.archive", name_zh="依申请公开案卷的保管",
        name_en="Keeping the file of a request before it is anonymised",
        amount=10, counting=Counting.YEARS, bound=Bound.MIN, rolls=False,
        instrument=REGULATION_2019, article="第四十五条", sureness="D", since="办结之日",
        note="条例只要求归档，未规定保管年限。",
    ),
    TimeLimit(
        code="foi.rating", name_zh="申请人评价答复", name_en="Applicant rates the answer",
        amount=30, counting=CALENDAR, bound=Bound.WINDOW, rolls=False,
        instrument=REGULATION_2019, article="第四十六条", sureness="D", since="答复之日",
        who="申请人", note="条例规定社会评议，未规定期限。",
    ),
)

_REMEDIES = (
    TimeLimit(
        code="review.apply", name_zh="申请行政复议", name_en="Apply for administrative review",
        amount=60, counting=CALENDAR, instrument=OLD_TEMPLATES, article="—",
        sureness="S2", since="知道具体行政行为之日", who="申请人",
        in_force_from=LITIGATION_FROM, in_force_to=date(2023, 12, 31),
        note="当时的行政复议法未见原文，天数见于旧答复书式样。",
    ),
    TimeLimit(
        code="review.apply", name_zh="申请行政复议", name_en="Apply for administrative review",
        amount=60, counting=CALENDAR, instrument=REVIEW_LAW, article="第二十条",
        sureness="S", since="知道或者应当知道行政行为之日", who="申请人",
        in_force_from=REVIEW_FROM,
    ),
    TimeLimit(
        code="review.apply_untold", name_zh="申请行政复议（未告知权利）",
        name_en="Apply for review when the right was not told (at most)",
        amount=1, counting=Counting.YEARS, instrument=REVIEW_LAW, article="第二十条",
        sureness="S", since="知道或者应当知道行政行为内容之日", who="申请人",
        in_force_from=REVIEW_FROM,
    ),
    TimeLimit(
        code="review.decide", name_zh="行政复议决定（普通程序）",
        name_en="Review decision, ordinary",
        amount=60, counting=CALENDAR, instrument=REVIEW_LAW, article="第六十二条",
        sureness="S", since="受理之日", who="行政复议机关", in_force_from=REVIEW_FROM,
    ),
    TimeLimit(
        code="review.extend", name_zh="延长行政复议期限",
        name_en="Extension of the review (at most)",
        amount=30, counting=CALENDAR, instrument=REVIEW_LAW, article="第六十二条",
        sureness="S", since="原期限届满之日", who="行政复议机关", in_force_from=REVIEW_FROM,
    ),
    TimeLimit(
        code="review.summary", name_zh="行政复议决定（简易程序）",
        name_en="Review decision, summary",
        amount=30, counting=CALENDAR, instrument=REVIEW_LAW,
        article="第六十二条、第五十三条第四项",
        sureness="S", since="受理之日", who="行政复议机关", in_force_from=REVIEW_FROM,
        note="政府信息公开案件可以适用简易程序。",
    ),
    TimeLimit(
        code="review.incidental", name_zh="附带审查规范性文件",
        name_en="Incidental review of a normative document",
        amount=30, counting=CALENDAR, instrument=REVIEW_LAW, article="第五十六条至第六十条",
        sureness="S", since="受理之日", who="行政复议机关", in_force_from=REVIEW_FROM,
    ),
    TimeLimit(
        code="review.incidental_transfer", name_zh="转送有权机关审查规范性文件",
        name_en="Hand the normative document to the competent body",
        amount=7, counting=WORKING, instrument=REVIEW_LAW,
        article="第五十六条至第六十条、第八十八条",
        sureness="S", since="受理之日", who="行政复议机关", in_force_from=REVIEW_FROM,
    ),
    TimeLimit(
        code="review.incidental_notice", name_zh="通知制定机关书面答复",
        name_en="Notice to the maker of the normative document",
        amount=3, counting=WORKING, instrument=REVIEW_LAW,
        article="第五十六条至第六十条、第八十八条",
        sureness="S", since="行政复议中止之日", who="行政复议机关", in_force_from=REVIEW_FROM,
    ),
    TimeLimit(
        code="review.incidental_answer", name_zh="制定机关书面答复",
        name_en="The maker of the normative document answers",
        amount=10, counting=WORKING, instrument=REVIEW_LAW,
        article="第五十六条至第六十条、第八十八条",
        sureness="S", since="收到通知之日", who="制定机关", in_force_from=REVIEW_FROM,
    ),
    TimeLimit(
        code="review.incidental_reply", name_zh="受转送机关回复处理意见",
        name_en="The competent body replies",
        amount=60, counting=CALENDAR, instrument=REVIEW_LAW, article="第五十六条至第六十条",
        sureness="S", since="收到转送之日", who="受转送机关", in_force_from=REVIEW_FROM,
    ),
    TimeLimit(
        code="suit.direct", name_zh="直接提起行政诉讼", name_en="Direct suit",
        amount=6, counting=MONTHS, instrument=LITIGATION_LAW, article="第四十六条",
        sureness="S", since="知道或者应当知道行政行为之日", who="申请人",
        in_force_from=LITIGATION_FROM,
    ),
    TimeLimit(
        code="suit.after_review", name_zh="复议后提起行政诉讼", name_en="Suit after review",
        amount=15, counting=CALENDAR, instrument=LITIGATION_LAW, article="第四十五条",
        sureness="S", since="收到复议决定书或者复议期满之日", who="申请人",
        in_force_from=LITIGATION_FROM, note="复议前置的同此期限（《行政复议法》第三十四条）。",
    ),
    TimeLimit(
        code="suit.court_disclosure", name_zh="按判决公开政府信息",
        name_en="Disclosure ordered by a court",
        amount=20, counting=WORKING, instrument=COURT_RULES_2025, article="—",
        sureness="S2", since="判决生效之日", in_force_from=date(2025, 6, 1),
        note="起算日未见原文。",
    ),
)

LIMITS = _REQUESTS + _REMEDIES
