"""The fields of all papers: Chinese label, where the value comes from, how it is written."""

from __future__ import annotations

from .model import Field, Shape, Source

REQUEST, UNIT, OFFICER = Source.REQUEST, Source.UNIT, Source.OFFICER
CLOCK, STATUTE, NUMBERING = Source.CLOCK, Source.STATUTE, Source.NUMBERING
LINES, DAY, YUAN, ROWS = Shape.LINES, Shape.DAY, Shape.YUAN, Shape.ROWS
PROSE = Shape.PROSE

# fmt: off
_FIELDS = (
    # head and end of every paper
    Field("unit", "行政机关名称", UNIT),
    Field("number", "发文字号", NUMBERING),
    Field("addressee", "收件人", REQUEST),
    Field("you", "称谓", REQUEST, default="你"),
    Field("date", "成文日期", CLOCK, DAY),
    Field("contact", "联系方式", UNIT),
    Field("basis", "法律依据", STATUTE),
    Field("remedy", "救济告知", STATUTE, PROSE),
    Field("attachments", "附件", OFFICER, LINES),
    # the request
    Field("received_on", "收到申请日期", CLOCK, DAY),
    Field("channel", "申请方式", REQUEST),
    Field("request_number", "登记编号", NUMBERING),
    Field("request", "申请内容", REQUEST),
    Field("corrected_on", "收到补正日期", CLOCK, DAY),
    Field("corrected", "补正内容", REQUEST),
    Field("course", "办理经过", OFFICER, PROSE),
    Field("query_code", "查询码", NUMBERING),
    # periods
    Field("due_on", "答复期限届满之日", CLOCK, DAY),
    Field("new_due_on", "延长后届满之日", CLOCK, DAY),
    Field("reply_period", "法定答复期限", STATUTE),
    Field("extend_period", "最长延长期限", STATUTE),
    Field("opinion_period", "提出意见期限", STATUTE),
    Field("payment_period", "缴费期限", STATUTE),
    Field("period", "期限", OFFICER),
    Field("last_on", "截止日期", CLOCK, DAY),
    Field("sent_on", "发出日期", CLOCK, DAY),
    # what a paper asks or tells
    Field("wanted", "补正事项", OFFICER, LINES),
    Field("guidance", "补正指导", OFFICER, PROSE),
    Field("submit_to", "提交方式", UNIT),
    Field("counts", "数量和频次", OFFICER),
    Field("reason", "事由", OFFICER),
    Field("about", "所涉信息", OFFICER),
    Field("whom", "征求对象", OFFICER),
    Field("opinion_page", "网上答复方式", UNIT),
    Field("opinion", "第三方意见", REQUEST, PROSE),
    Field("content", "决定公开的内容", OFFICER, LINES),
    Field("disclose_on", "公开日期", CLOCK, DAY),
    Field("task", "协办事项", OFFICER, LINES),
    Field("method", "计费方式", OFFICER),
    Field("lines", "收费明细", STATUTE, LINES),
    Field("amount", "收费金额", STATUTE, YUAN),
    Field("pay_to", "缴款方式", UNIT),
    Field("restart", "缴费后的期限", STATUTE, PROSE),
    Field("to_unit", "转往单位", OFFICER),
    Field("to_contact", "转往单位联系方式", UNIT),
    Field("moved_on", "转办日期", CLOCK, DAY),
    Field("suspended_on", "中止日期", CLOCK, DAY),
    Field("where", "办理途径", OFFICER),
    Field("result", "处理结果", OFFICER, LINES),
    # decisions
    Field("decision", "答复内容", OFFICER, PROSE),
    Field("withheld", "不予公开清单", OFFICER, ROWS, columns=("位置", "依据", "理由")),
    Field("access", "获取方式和途径", OFFICER),
    Field("access_time", "获取时间", OFFICER),
    Field("form", "提供形式", REQUEST),
    Field("grounds", "不予公开的条款", STATUTE),
    Field("reasons", "理由", OFFICER, PROSE),
    Field("law", "其他法律依据", OFFICER),
    Field("consultation", "征求意见情况", OFFICER),
    Field("file_access", "案卷查阅途径", OFFICER),
    Field("search", "检索情况", OFFICER, PROSE),
    Field("agency", "负责公开的机关", OFFICER),
    Field("agency_contact", "负责机关联系方式", OFFICER),
    Field("agency_unknown", "不能确定负责机关的说明", OFFICER, PROSE),
    Field("unclear", "仍不明确的内容", OFFICER),
    Field("earlier_number", "此前答复文号", OFFICER),
    Field("earlier_date", "此前答复日期", OFFICER, DAY),
    Field("asked_on", "要求说明理由日期", CLOCK, DAY),
    Field("explanation", "情况说明", OFFICER, PROSE),
    Field("notice_on", "告知日期", CLOCK, DAY),
    Field("last_day", "缴费截止日期", CLOCK, DAY),
)
# fmt: on

FIELDS: dict[str, Field] = {field.code: field for field in _FIELDS}
BY_LABEL: dict[str, Field] = {field.label: field for field in _FIELDS}


def field_of(code: str) -> Field:
    """The field ``code``. Raises LookupError naming it."""
    try:
        return FIELDS[code]
    except KeyError:
        raise LookupError(f"没有文书字段 {code}") from None
