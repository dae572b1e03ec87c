"""The procedural papers of requests received before 2019-05-15 (Regulation of 2007).

It knew no single correction within seven days, no period for third parties, no co-makers, no
asking for reasons and no processing fee; such papers do not exist here.
"""

from __future__ import annotations

from dataclasses import replace

from mingtang.statute.foi.rules import Basis, Rules, of_2007

from .model import Kind, Part, Words
from .notices import NOTICES, RECEIVED, SLIP, TOLD

_NEW = {kind.code: kind for kind in NOTICES}


def _old(code: str, basis: tuple[Basis, ...], parts: tuple[Part, ...] = ()) -> Kind:
    """The paper of 2019 under the older articles, with other sentences where they differ."""
    new = _NEW[code]
    return replace(new, rules=Rules.R2007, basis=basis, parts=parts or new.parts)


# fmt: off
NOTICES_2007: tuple[Kind, ...] = (
    _old("receipt", (of_2007("第二十四条第二款"),), (
        _NEW["receipt"].parts[0],
        Words(
            "根据{basis}的规定，本机关将自收到申请之日起{reply_period}内予以答复，答复期限届满之日为"
            "{due_on}。需要延长答复期限的，经本机关政府信息公开工作机构负责人同意后告知{you}，"
            "延长的期限最长不超过{extend_period}。征求第三方意见所需时间不计算在答复期限内。"
        ),
        Words("{you}可以凭登记编号和查询码{query_code}查询办理情况。", when="query_code"),
    )),
    _old("correction", (of_2007("第二十一条第四项"),), (
        RECEIVED,
        Words("经审查，该申请的内容不明确。根据{basis}的规定，请{you}对下列事项作出更改、补充："),
        Words("{wanted}"),
        Words("更改、补充时请注意：{guidance}"),
        Words("提交方式：{submit_to}。", when="submit_to"),
        TOLD,
    )),
    _old("extension", (of_2007("第二十四条第二款"),), (
        *_NEW["extension"].parts[:2],
        Words("征求第三方意见所需时间不计算在上述期限内。"),
        TOLD,
    )),
    _old("third_party", (of_2007("第二十三条"),), (
        _NEW["third_party"].parts[0],
        Words(
            "根据{basis}的规定，现书面征求{you}的意见，请书面答复是否同意公开。"
            "{you}不同意公开的，本机关不予公开；但是，本机关认为不公开可能对公共利益造成重大影响的，"
            "予以公开，并将决定公开的政府信息内容和理由书面通知{you}。"
        ),
        Words("请不迟于{last_on}答复。", when="last_on"),
        Words("意见请送：{submit_to}。"),
        Words("也可以在网上答复：{opinion_page}。", when="opinion_page"),
        SLIP,
    )),
    _old("consulting", (of_2007("第二十四条第三款"),)),
    _old("disclosing", (of_2007("第二十三条"),)),
    _old("agency", (), (
        _NEW["agency"].parts[0],
        Words("现征求{you}对公开上述信息的意见。"),
        *_NEW["agency"].parts[2:],
    )),
    _old("help", (), (
        Words(
            "本机关正在办理政府信息公开申请（登记编号：{request_number}），申请公开“{request}”。"
            "请{you}协助办理下列事项："
        ),
        *_NEW["help"].parts[1:],
    )),
    _old("suspension", ()),
    _old("move", (of_2007("第二十一条第三项"),)),
    _old("not_request", ()),
    _old("rectify", (of_2007("第二十五条第二款", "K"),)),
)
# fmt: on
