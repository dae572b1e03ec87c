"""The 21 outcomes of requests received since 2019-05-15, in the order of the form of 2021.

Meaning and wording of the rows are [S2] (published reports); the articles are those of the
Regulation of 2019 [S] unless a basis says otherwise.
"""

from __future__ import annotations

from mingtang.statute.foi.model import Need, Outcome, RemedyKind, Subkind
from mingtang.statute.foi.rules import Basis, of_2019
from mingtang.statute.limits.foi import FEE_MEASURES

ARCHIVES_LAW = "《档案法》（2020）"
REFORM_REPLY = "国办公开办函〔2019〕14号"
SECRETS_LAW = "《保守国家秘密法》（2024）"

OPEN, PARTLY, WITHHELD = "（一）予以公开", "（二）部分公开", "（三）不予公开"
UNABLE, UNTREATED, OTHER = "（四）无法提供", "（五）不予处理", "（六）其他处理"
FIRST, EITHER = RemedyKind.REVIEW_FIRST, RemedyKind.REVIEW_OR_SUIT

REASONS = Need("reasons", "不予公开的理由", sureness="S")
PROVIDED = Need(
    "attachments", "提供的政府信息（附件），或者获取的方式、途径和时间",
    instead=(("access", "access_time"),), sureness="S",
)  # fmt: skip
ACCESS = Need("access", "获取该政府信息的方式、途径", sureness="S")
FORM = Need("form", "提供形式")
LAW = Need("law", "所依据的法律、行政法规名称和条文")
WHERE = Need("where", "办理的途径和地点")
EXPLANATION = Need("explanation", "情况说明")
AGENCY = Need(
    "agency", "负责公开该信息的行政机关名称和联系方式（不能确定的，说明不能确定）",
    instead=(("agency_unknown",),), sureness="S",
)  # fmt: skip
AGENCY_CONTACT = Need(
    "agency_contact", "负责公开该信息的行政机关联系方式",
    instead=(("agency_unknown",),), sureness="S",
)  # fmt: skip


def _kinds(basis: Basis, **labels: str) -> tuple[Subkind, ...]:
    """Sub-kinds that share one article."""
    return tuple(Subkind(code, label, (basis,)) for code, label in labels.items())


# fmt: off
OUTCOMES_2019: tuple[Outcome, ...] = (
    Outcome(
        code="C1", label=OPEN, group=OPEN, row_2021="C1", row_2019="C1", remedy=EITHER,
        basis=(of_2019("第三十六条"),),
        subkinds=(
            Subkind("already_public", "已经主动公开", (of_2019("第三十六条第一项"),), (ACCESS,)),
            Subkind(
                "provided", "可以公开，予以提供", (of_2019("第三十六条第二项"),), (PROVIDED, FORM),
            ),
        ),
        note="已经主动公开的也计入本行（待核）。",
    ),
    Outcome(
        code="C2", label="（二）部分公开（区分处理的，只计这一情形，不计其他情形）", group=PARTLY,
        row_2021="C2", row_2019="C2", remedy=RemedyKind.PART_REVIEW_FIRST, refusal=True,
        basis=(of_2019("第三十七条"),),
        needs=(
            PROVIDED,
            Need("grounds", "不予公开部分所依据的条款", sureness="S"),
            Need("reasons", "不予公开部分的理由", sureness="S"),
        ),
    ),
    Outcome(
        code="C3.1", label="1.属于国家秘密", group=WITHHELD, row_2021="C3.1", row_2019="C3.1",
        remedy=FIRST, refusal=True, basis=(of_2019("第十四条"), Basis(SECRETS_LAW)),
        needs=(REASONS, Need("classification", "定密依据（存档备查）", printed=False)),
    ),
    Outcome(
        code="C3.2", label="2.其他法律行政法规禁止公开", group=WITHHELD, row_2021="C3.2",
        row_2019="C3.2", remedy=FIRST, refusal=True, basis=(of_2019("第十四条"),),
        needs=(LAW, REASONS),
    ),
    Outcome(
        code="C3.3", label="3.危及“三安全一稳定”", group=WITHHELD, row_2021="C3.3",
        row_2019="C3.3", remedy=FIRST, refusal=True, basis=(of_2019("第十四条"),),
        needs=(REASONS,),
    ),
    Outcome(
        code="C3.4", label="4.保护第三方合法权益", group=WITHHELD, row_2021="C3.4",
        row_2019="C3.4", remedy=FIRST, refusal=True,
        basis=(of_2019("第十五条"), of_2019("第三十二条")),
        subkinds=(
            Subkind("trade_secret", "商业秘密", ()),
            Subkind("privacy", "个人隐私", ()),
            Subkind("other_right", "其他第三方合法权益", ()),
        ),
        needs=(
            Need("consultation", "征求第三方意见及其以合理理由不同意公开的情况"),
            REASONS,
        ),
    ),
    Outcome(
        code="C3.5", label="5.属于三类内部事务信息", group=WITHHELD, row_2021="C3.5",
        row_2019="C3.5", remedy=FIRST, refusal=True, basis=(of_2019("第十六条第一款"),),
        subkinds=_kinds(
            of_2019("第十六条第一款"),
            personnel="人事管理", logistics="后勤管理", workflow="内部工作流程",
        ),
        needs=(REASONS,),
    ),
    Outcome(
        code="C3.6", label="6.属于四类过程性信息", group=WITHHELD, row_2021="C3.6",
        row_2019="C3.6", remedy=FIRST, refusal=True, basis=(of_2019("第十六条第二款"),),
        subkinds=_kinds(
            of_2019("第十六条第二款"),
            record="讨论记录", draft="过程稿", letter="磋商信函", report="请示报告",
        ),
        needs=(REASONS,),
    ),
    Outcome(
        code="C3.7", label="7.属于行政执法案卷", group=WITHHELD, row_2021="C3.7",
        row_2019="C3.7", remedy=FIRST, refusal=True, basis=(of_2019("第十六条第二款"),),
        needs=(
            REASONS,
            Need("file_access", "申请人为案件当事人的，查阅案卷的途径", False, sureness="K"),
        ),
    ),
    Outcome(
        code="C3.8", label="8.属于行政查询事项", group=WITHHELD, row_2021="C3.8",
        row_2019="C3.8", remedy=EITHER, basis=(of_2019("第三十六条第七项"),),
        subkinds=_kinds(
            of_2019("第三十六条第七项"),
            company="工商登记资料", real_estate="不动产登记资料", other="其他有专门查询规定的资料",
        ),
        needs=(LAW, WHERE),
    ),
    Outcome(
        code="C4.1", label="1.本机关不掌握相关政府信息", group=UNABLE, row_2021="C4.1",
        row_2019="C4.1", remedy=EITHER,
        basis=(of_2019("第三十六条第四项"), of_2019("第三十六条第五项")),
        subkinds=(
            Subkind(
                "not_exist", "经检索没有所申请公开的信息", (of_2019("第三十六条第四项"),),
                (Need("search", "查找、检索的情况和结果", sureness="S"),),
            ),
            Subkind(
                "not_ours", "不属于本行政机关负责公开", (of_2019("第三十六条第五项"),),
                (
                    Need("reasons", "不属于本行政机关负责公开的理由", sureness="S"),
                    AGENCY, AGENCY_CONTACT,
                ),
            ),
        ),
    ),
    Outcome(
        code="C4.2", label="2.没有现成信息需要另行制作", group=UNABLE, row_2021="C4.2",
        row_2019="C4.2", remedy=EITHER, basis=(of_2019("第三十八条"),),
        needs=(Need("reasons", "只提供现有信息，所申请的信息需要加工、分析的情况", sureness="S"),),
    ),
    Outcome(
        code="C4.3", label="3.补正后申请内容仍不明确", group=UNABLE, row_2021="C4.3",
        row_2019="C4.3", remedy=EITHER, basis=(of_2019("第三十条"), of_2019("第二十九条")),
        needs=(Need("unclear", "补正后仍不明确的内容"),),
    ),
    Outcome(
        code="C5.1", label="1.信访举报投诉类申请", group=UNTREATED, row_2021="C5.1",
        row_2019="C5.1", remedy=EITHER, basis=(of_2019("第三十九条第一款"),),
        subkinds=_kinds(
            of_2019("第三十九条第一款"), petition="信访", complaint="投诉", report="举报",
        ),
        needs=(Need("where", "相应的反映渠道", False, sureness="S"),),
    ),
    Outcome(
        code="C5.2", label="2.重复申请", group=UNTREATED, row_2021="C5.2", row_2019="C5.2",
        remedy=EITHER, basis=(of_2019("第三十六条第六项"),),
        needs=(Need("earlier_number", "此前答复的文号"), Need("earlier_date", "此前答复的日期")),
    ),
    Outcome(
        code="C5.3", label="3.要求提供公开出版物", group=UNTREATED, row_2021="C5.3",
        row_2019="C5.3", remedy=EITHER, basis=(of_2019("第三十九条第二款"),),
        needs=(Need("where", "公开出版物的获取途径", False, sureness="S"),),
    ),
    Outcome(
        code="C5.4", label="4.无正当理由大量反复申请", group=UNTREATED, row_2021="C5.4",
        row_2019="C5.4", remedy=EITHER, basis=(of_2019("第三十五条"),),
        needs=(
            Need("asked_on", "要求申请人说明理由的日期"),
            Need("reasons", "认定所述理由不合理的理由"),
        ),
    ),
    Outcome(
        code="C5.5", label="5.要求行政机关确认或重新出具已获取信息", group=UNTREATED,
        row_2021="C5.5", row_2019="C5.5", remedy=EITHER,
        basis=(of_2019("第二条", "K-"), of_2019("第三十六条第六项", "K-")),
        needs=(EXPLANATION,), note="没有专门条款，所列依据待核。",
    ),
    Outcome(
        code="C6.1",
        label="1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        group=OTHER, row_2021="C6.1", row_2019="C6", remedy=EITHER,
        basis=(of_2019("第三十条"),),
        needs=(Need("notice_on", "补正告知书的日期"), Need("period", "补正期限")),
    ),
    Outcome(
        code="C6.2",
        label="2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        group=OTHER, row_2021="C6.2", row_2019="C6", remedy=EITHER,
        basis=(of_2019("第四十二条"), Basis(FEE_MEASURES, "第六条", "S2")),
        needs=(
            Need("notice_on", "收费通知的日期"), Need("amount", "收费金额"),
            Need("last_day", "缴费截止日期"),
        ),
    ),
    Outcome(
        code="C6.3", label="3.其他", group=OTHER, row_2021="C6.3", row_2019="C6", remedy=EITHER,
        basis=(),
        subkinds=(
            Subkind("withdrawn", "申请人撤回申请", ()),
            Subkind(
                "archives", "已移交国家档案馆",
                (Basis(ARCHIVES_LAW, "第十五条第二款"), Basis(REFORM_REPLY, "第四点", "S2")),
                (Need("where", "按档案法利用的途径"),),
            ),
            Subkind("inquiry", "咨询", ()),
            Subkind("other", "其他情形", ()),
        ),
        needs=(EXPLANATION,), note="依据视情形而定（待核）。",
    ),
)
