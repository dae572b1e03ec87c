"""The procedural papers under the Regulation of 2019: names as usual in practice, contents by law.

No national set of forms exists; what a paper must contain is the law's (articles in ``basis``),
the sentences are this system's own.
"""

from __future__ import annotations

from mingtang.statute.foi.rules import Basis, of_2019
from mingtang.statute.limits.foi import FEE_MEASURES

from .model import Form, Kind, Words

RECEIVED = Words(
    "{received_on}，本机关收到{you}以{channel}方式提出的政府信息公开申请（登记编号：{request_number}），"
    "申请公开“{request}”。"
)
TOLD = Words("特此告知。")
SLIP = Form(
    ("项目", "意见"),
    (
        ("是否同意公开（请勾选）", "□ 同意公开　□ 部分同意公开　□ 不同意公开"),
        ("不同意公开的部分和理由", ""),
        ("签名或者盖章", ""),
        ("日期", "　　　　年　　月　　日"),
    ),
)
"""The answer slip of those who are consulted."""

# fmt: off
NOTICES: tuple[Kind, ...] = (
    Kind(
        "receipt", "政府信息公开申请登记回执",
        basis=(of_2019("第三十三条第二款"),), numbered=False,
        parts=(
            Words(
                "本机关已收到{you}以{channel}方式提出的政府信息公开申请，申请公开“{request}”。"
                "收到申请之日为{received_on}，登记编号为{request_number}。"
            ),
            Words(
                "根据{basis}的规定，本机关将自收到申请之日起{reply_period}内予以答复，答复期限届满之日为"
                "{due_on}。需要延长答复期限的，经本机关政府信息公开工作机构负责人同意后告知{you}，"
                "延长的期限最长不超过{extend_period}。"
            ),
            Words(
                "需要{you}补正申请的，答复期限自收到补正的申请之日起重新计算；"
                "征求第三方和其他机关意见所需时间不计算在答复期限内。"
            ),
            Words("{you}可以凭登记编号和查询码{query_code}查询办理情况。", when="query_code"),
        ),
    ),
    Kind(
        "correction", "政府信息公开申请补正告知书", basis=(of_2019("第三十条"),),
        parts=(
            RECEIVED,
            Words("经审查，该申请的内容不明确或者不完整。根据{basis}的规定，请{you}补正下列事项："),
            Words("{wanted}"),
            Words("补正时请注意：{guidance}"),
            Words("请自收到本告知书之日起{period}内提交补正材料。"),
            Words("提交方式：{submit_to}。", when="submit_to"),
            Words(
                "答复期限自本机关收到补正的申请之日起重新计算。无正当理由逾期不补正的，视为放弃申请，"
                "本机关不再处理该政府信息公开申请。"
            ),
        ),
    ),
    Kind(
        "reasons", "政府信息公开申请说明理由告知书", basis=(of_2019("第三十五条"),),
        parts=(
            RECEIVED,
            Words(
                "经核，{you}申请公开政府信息的数量、频次明显超过合理范围：{counts}。"
                "根据{basis}的规定，请{you}自收到本告知书之日起{period}内书面说明理由。"
            ),
            Words(
                "本机关认为理由不合理的，将告知{you}不予处理；认为理由合理，但是无法在规定的期限内"
                "答复的，可以确定延迟答复的合理期限并告知{you}。逾期未说明理由的，"
                "本机关将根据已掌握的情况作出处理。"
            ),
        ),
    ),
    Kind(
        "extension", "政府信息公开申请延期答复告知书", basis=(of_2019("第三十三条第二款"),),
        parts=(
            RECEIVED,
            Words(
                "因{reason}，本机关不能在{due_on}届满的答复期限内作出答复。根据{basis}的规定，经本机关政府信息公开"
                "工作机构负责人同意，答复期限延长{period}，延长后的期限届满之日为{new_due_on}。"
            ),
            Words("征求第三方和其他机关意见所需时间不计算在上述期限内。"),
            TOLD,
        ),
    ),
    Kind(
        "third_party", "政府信息公开征求第三方意见书", to="第三方",
        basis=(of_2019("第十五条"), of_2019("第三十二条")),
        parts=(
            Words(
                "本机关收到政府信息公开申请。经审查，申请公开的下列信息涉及{you}的商业秘密、个人隐私"
                "或者其他合法权益，公开可能对{you}造成损害：{about}。"
            ),
            Words(
                "根据{basis}的规定，现书面征求{you}的意见。请自收到本意见书之日起{opinion_period}内"
                "提出意见；不同意公开的，请说明理由。"
            ),
            Words(
                "逾期未提出意见的，由本机关依照上述条例的规定决定是否公开。{you}不同意公开且有合理理由的，"
                "本机关不予公开；本机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开，"
                "并将决定公开的政府信息内容和理由书面告知{you}。"
            ),
            Words("意见请送：{submit_to}。"),
            Words("也可以在网上答复：{opinion_page}。", when="opinion_page"),
            SLIP,
        ),
    ),
    Kind(
        "consulting", "政府信息公开申请征求意见告知书", basis=(of_2019("第三十三条第三款"),),
        parts=(
            RECEIVED,
            Words(
                "因该申请所涉信息的公开需要征求{whom}的意见，本机关已于{sent_on}发出征求意见书。"
                "根据{basis}的规定，征求意见所需时间不计算在答复期限内。"
            ),
            TOLD,
        ),
    ),
    Kind(
        "disclosing", "政府信息决定公开告知书", basis=(of_2019("第三十二条"),), to="第三方",
        parts=(
            Words("本机关于{sent_on}就下列信息是否公开征求{you}的意见：{about}。"),
            Words("{opinion}", when="opinion"),
            Words(
                "经审查，本机关认为不公开上述信息可能对公共利益造成重大影响。根据{basis}的规定，"
                "决定予以公开。决定公开的政府信息内容为："
            ),
            Words("{content}"),
            Words("决定公开的理由：{reasons}"),
            Words("上述信息将于{disclose_on}公开。", when="disclose_on"),
            Words("{remedy}", when="remedy"),
        ),
    ),
    Kind(
        "comaker", "政府信息公开征求意见书", basis=(of_2019("第三十四条"),), to="共同制作机关",
        parts=(
            Words(
                "本机关收到政府信息公开申请（登记编号：{request_number}），申请公开的下列政府信息"
                "由本机关牵头与{you}共同制作：{about}。"
            ),
            Words(
                "根据{basis}的规定，现征求{you}的意见。请自收到本意见书之日起{opinion_period}内"
                "提出意见，逾期未提出意见的，视为同意公开。"
            ),
            Words("意见请送：{submit_to}。"),
            SLIP,
        ),
    ),
    Kind(
        "agency", "政府信息公开征求意见书", to="其他机关",
        basis=(of_2019("第十一条"), of_2019("第三十三条第三款")),
        parts=(
            Words(
                "本机关收到政府信息公开申请（登记编号：{request_number}），申请公开的下列政府信息"
                "涉及{you}：{about}。"
            ),
            Words("根据{basis}的规定，现征求{you}对公开上述信息的意见。"),
            Words("请不迟于{last_on}提出意见。", when="last_on"),
            Words("意见请送：{submit_to}。"),
            SLIP,
        ),
    ),
    Kind(
        "help", "政府信息公开申请协办函", basis=(of_2019("第四十五条"),), to="协办单位",
        parts=(
            Words(
                "本机关正在办理政府信息公开申请（登记编号：{request_number}），申请公开“{request}”。"
                "根据{basis}的规定，请{you}协助办理下列事项："
            ),
            Words("{task}"),
            Words(
                "请不迟于{last_on}将办理情况和有关材料书面反馈本机关。协办时间计算在答复期限内，"
                "该申请的答复期限届满之日为{due_on}。"
            ),
        ),
    ),
    Kind(
        "fee", "政府信息公开信息处理费收费通知书",
        basis=(of_2019("第四十二条"), Basis(FEE_MEASURES, "第三条"), Basis(FEE_MEASURES, "第六条")),
        parts=(
            RECEIVED,
            Words(
                "{you}申请公开政府信息的数量、频次明显超过合理范围。根据{basis}的规定，"
                "本机关决定{method}收取信息处理费，共计{amount}元。收费标准和计算如下："
            ),
            Words("{lines}"),
            Words("缴款方式：{pay_to}。"),
            Words(
                "请自收到本通知书的次日起{payment_period}内缴纳。逾期未缴纳的，视为放弃申请，"
                "本机关不再处理该政府信息公开申请。"
            ),
            Words("缴费截止日期为{last_on}。", when="last_on"),
            Words("{restart}", when="restart"),
        ),
    ),
    Kind(
        "suspension", "政府信息公开申请中止办理告知书",
        parts=(
            RECEIVED,
            Words(
                "因{reason}，该申请暂时无法继续办理。根据{basis}的规定，本机关自{suspended_on}起"
                "中止办理。中止的原因消除后，本机关将恢复办理并告知{you}。"
            ),
            TOLD,
        ),
    ),
    Kind(
        "move", "政府信息公开申请转办告知书",
        basis=(of_2019("第十条"), of_2019("第三十六条第五项")),
        parts=(
            RECEIVED,
            Words(
                "经审查，所申请公开的政府信息由{to_unit}负责公开：{reason}。根据{basis}的规定，"
                "本机关已于{moved_on}将该申请转{to_unit}办理，答复期限自其收到申请之日起计算。"
            ),
            Words("{to_unit}联系方式：{to_contact}。"),
            TOLD,
        ),
    ),
    Kind(
        "not_request", "不作为政府信息公开申请登记告知书", basis=(of_2019("第三十九条"),),
        parts=(
            Words(
                "{received_on}，本机关收到{you}以{channel}方式提交的材料。经审查，{reason}。"
                "根据{basis}的规定，本机关不作为政府信息公开申请登记。"
            ),
            Words("{you}可以通过下列途径办理：{where}。", when="where"),
            TOLD,
        ),
    ),
    Kind(
        "rectify", "政府信息更正申请处理告知书", basis=(of_2019("第四十一条"),),
        parts=(
            Words(
                "{received_on}，本机关收到{you}提出的更正与{you}自身相关的政府信息的申请"
                "（登记编号：{request_number}），申请更正“{request}”。"
            ),
            Words("根据{basis}的规定，现将处理结果告知如下："),
            Words("{result}"),
        ),
    ),
)
# fmt: on
