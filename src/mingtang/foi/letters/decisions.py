"""What a reply says for each outcome and sub-kind: fields are the codes of the outcome's needs.

``{basis}`` are the articles kept with the matter, those of ``statute.foi.outcomes`` if none are.
Requests received since 2019-05-15; the older answers stand in ``decisions_2007``.
"""

from __future__ import annotations

from .model import Words

TOLD_HOW = Words(
    "{you}可以通过下列方式、途径获取：{access}；时间：{access_time}。",
    when="access", unless="attachments",
)  # fmt: skip
"""How, where and when to get it, where it is not enclosed (art. 36(2))."""

REFUSED = Words("理由：{reasons}")


def _refused(sentence: str) -> tuple[Words, ...]:
    """A refusal with its reasons."""
    return (Words(f"{sentence}根据{{basis}}的规定，本机关决定不予公开。"), REFUSED)


def _kinds(code: str, sentence: str, **kinds: str) -> dict[tuple[str, str], tuple[Words, ...]]:
    """The same refusal for each sub-kind, named in the sentence."""
    return {(code, kind): _refused(sentence.format(kind=label)) for kind, label in kinds.items()}


_THIRD_PARTY = "经审查，{{you}}申请公开的信息涉及{kind}，公开会对第三方合法权益造成损害。"
_INTERNAL = "经审查，{{you}}申请公开的信息属于本机关{kind}方面的内部事务信息。"
_PROCESS = "经审查，{{you}}申请公开的信息属于本机关在履行行政管理职能过程中形成的{kind}。"
_SPECIAL = (
    "经审查，{{you}}申请公开的信息属于{kind}，有关法律、行政法规对其获取有专门规定。"
    "根据{{basis}}的规定，请依照{{law}}的规定办理。"
)
_NOT_TREATED = "本机关不作为政府信息公开申请处理。"


def _special(kind: str) -> tuple[Words, ...]:
    return (Words(_SPECIAL.format(kind=kind)), Words("办理途径和地点：{where}。"))


def _grievance(kind: str) -> tuple[Words, ...]:
    text = "经审查，{{you}}以政府信息公开申请的形式进行{kind}。根据{{basis}}的规定，" + _NOT_TREATED
    return (
        Words(text.format(kind=kind)),
        Words("{you}可以通过下列渠道提出：{where}。", when="where"),
    )


# fmt: off
DECISIONS: dict[tuple[str, str], tuple[Words, ...]] = {
    ("C1", "already_public"): (
        Words(
            "经审查，{you}申请公开的政府信息已经主动公开。根据{basis}的规定，"
            "现告知获取该政府信息的方式、途径：{access}。"
        ),
    ),
    ("C1", "provided"): (
        Words("经审查，{you}申请公开的政府信息可以公开。根据{basis}的规定，本机关决定予以公开。"),
        Words("现将该政府信息以{form}形式提供给{you}（见附件）。", when="attachments"),
        TOLD_HOW,
    ),
    ("C2", ""): (
        Words(
            "经审查，{you}申请公开的信息中含有不应当公开的内容，但是能够作区分处理。"
            "根据{basis}的规定，本机关决定部分公开。"
        ),
        Words("可以公开的部分现提供给{you}（见附件）。", when="attachments"),
        TOLD_HOW,
        Words("其余部分依照{grounds}的规定不予公开。理由：{reasons}"),
    ),
    ("C3.1", ""): _refused("经审查，{you}申请公开的信息属于依法确定的国家秘密。"),
    ("C3.2", ""): (
        Words(
            "经审查，{you}申请公开的信息属于法律、行政法规禁止公开的政府信息（{law}）。"
            "根据{basis}的规定，本机关决定不予公开。"
        ),
        REFUSED,
    ),
    ("C3.3", ""): _refused(
        "经审查，{you}申请公开的信息公开后可能危及国家安全、公共安全、经济安全、社会稳定。"
    ),
    **{
        key: (words[0], Words("征求第三方意见的情况：{consultation}。"), REFUSED)
        for key, words in _kinds(
            "C3.4", _THIRD_PARTY,
            trade_secret="商业秘密",  # noqa: S106
            privacy="个人隐私", other_right="第三方的其他合法权益",
        ).items()
    },
    **_kinds(
        "C3.5", _INTERNAL, personnel="人事管理", logistics="后勤管理", workflow="内部工作流程",
    ),
    **_kinds(
        "C3.6", _PROCESS, record="讨论记录", draft="过程稿", letter="磋商信函", report="请示报告",
    ),
    ("C3.7", ""): (
        *_refused("经审查，{you}申请公开的信息属于行政执法案卷信息。"),
        Words("{you}为该案件当事人的，可以这样查阅案卷：{file_access}。", when="file_access"),
    ),
    ("C3.8", "company"): _special("工商登记资料"),
    ("C3.8", "real_estate"): _special("不动产登记资料"),
    ("C3.8", "other"): _special("行政查询事项"),
    ("C4.1", "not_exist"): (
        Words(
            "经检索，本机关没有{you}申请公开的政府信息。检索情况：{search}"
            "根据{basis}的规定，现告知{you}该政府信息不存在。"
        ),
    ),
    ("C4.1", "not_ours"): (
        Words(
            "经审查，{you}申请公开的政府信息不属于本机关负责公开。理由：{reasons}"
            "根据{basis}的规定，现予告知。"
        ),
        Words(
            "负责公开该政府信息的行政机关为{agency}，联系方式：{agency_contact}。",
            when="agency", unless="agency_unknown",
        ),
        Words("{agency_unknown}", when="agency_unknown"),
    ),
    ("C4.2", ""): (
        Words(
            "经审查，{you}申请公开的信息需要本机关对现有政府信息进行加工、分析。具体情况：{reasons}"
            "根据{basis}的规定，行政机关向申请人提供的信息应当是已制作或者获取的政府信息，"
            "本机关不予提供。"
        ),
    ),
    ("C4.3", ""): (
        Words(
            "经审查，{you}补正后的申请内容仍不明确：{unclear}。根据{basis}的规定，"
            "本机关无法确定{you}所申请公开的政府信息，不能提供。"
        ),
    ),
    ("C5.1", "petition"): _grievance("信访"),
    ("C5.1", "complaint"): _grievance("投诉"),
    ("C5.1", "report"): _grievance("举报"),
    ("C5.2", ""): (
        Words(
            "经审查，对{you}申请公开的政府信息，本机关已于{earlier_date}作出答复"
            "（{earlier_number}）。根据{basis}的规定，本机关不予重复处理。"
        ),
    ),
    ("C5.3", ""): (
        Words(
            "经审查，{you}要求提供的是政府公报、报刊、书籍等公开出版物。根据{basis}的规定，"
            "本机关不予提供。"
        ),
        Words("获取途径：{where}。", when="where"),
    ),
    ("C5.4", ""): (
        Words(
            "{you}申请公开政府信息的数量、频次明显超过合理范围，本机关于{asked_on}要求{you}说明理由。"
            "经审查，所述理由不合理：{reasons}根据{basis}的规定，本机关不予处理。"
        ),
    ),
    ("C5.5", ""): (
        Words(
            "经审查，{you}要求本机关对已获取的政府信息进行确认或者重新出具。{explanation}"
            "根据{basis}的规定，本机关不予处理。"
        ),
    ),
    ("C6.1", ""): (
        Words(
            "本机关于{notice_on}告知{you}补正申请，补正期限为{period}。{you}无正当理由逾期未补正。"
            "根据{basis}的规定，视为放弃申请，本机关不再处理该政府信息公开申请。"
        ),
    ),
    ("C6.2", ""): (
        Words(
            "本机关于{notice_on}通知{you}缴纳信息处理费{amount}元，缴费截止日期为{last_day}。"
            "{you}逾期未缴纳。根据{basis}的规定，视为放弃申请，本机关不再处理该政府信息公开申请。"
        ),
    ),
    ("C6.3", "withdrawn"): (
        Words("{you}已撤回该政府信息公开申请。{explanation}本机关不再处理该申请。"),
    ),
    ("C6.3", "archives"): (
        Words(
            "经审查，{you}申请公开的政府信息已经作为档案移交国家档案馆。{explanation}"
            "根据{basis}的规定，请按照档案管理的有关规定办理，利用途径：{where}。"
        ),
    ),
    ("C6.3", "inquiry"): (
        Words("经审查，{you}提出的是咨询事项，不是对特定政府信息的申请。{explanation}"),
    ),
    ("C6.3", "other"): (Words("{explanation}"), Words("法律依据：{basis}。", when="basis")),
}
# fmt: on
