"""The states of a request and the small vocabularies of its procedures.

Which act leads where stands in ``lifecycle.py``.
"""

from __future__ import annotations

from django.db.models import TextChoices


class State(TextChoices):
    ARRIVED = "arrived", "待登记"
    IN_HAND = "in_hand", "办理中"
    CORRECTING = "correcting", "待申请人补正"
    REASONING = "reasoning", "待申请人说明理由"
    PAYING = "paying", "待申请人缴费"
    SUSPENDED = "suspended", "中止办理"
    CHECKING = "checking", "待合法性审核"
    APPROVED = "approved", "待送达"
    ANSWERED = "answered", "已答复"
    CLOSED = "closed", "已办结"
    MERGED = "merged", "已并案"
    SPLIT = "split", "已拆分"
    MOVED = "moved", "已转办"
    NOT_REQUEST = "not_request", "不作为申请登记"
    ARCHIVED = "archived", "已归档"


RUNNING = (
    State.IN_HAND,
    State.CORRECTING,
    State.REASONING,
    State.PAYING,
    State.SUSPENDED,
    State.CHECKING,
    State.APPROVED,
)
"""Registered and not answered: the duty to answer is open."""

OPEN = (State.ARRIVED, *RUNNING)
ANSWERED = (State.ANSWERED, State.CLOSED, State.ARCHIVED)
ELSEWHERE = (State.MERGED, State.SPLIT, State.MOVED, State.NOT_REQUEST)
"""Ended without an answer under this number."""

APPLICANT, THIRD_PARTY, SYSTEM = "applicant", "third_party", "system"
"""Who acts without an account; the names stand in the journal in place of people's own."""

ACCESS_RULE = "系统权限规则"
"""Basis of what no instrument says: who may work on which unit's requests."""
FLOW_RULE = "系统流程规则"
"""Basis of what no instrument says: which step follows which, what a step asks for."""


class Channel(TextChoices):
    """How a request came (政府信息公开条例 art. 31; 国办公开办函〔2017〕19号)."""

    COUNTER = "counter", "当面提交"
    SIGNED_POST = "signed_post", "邮寄（签收）"
    LETTER = "letter", "平常信函"
    ONLINE = "online", "互联网"
    EMAIL = "email", "电子邮件"
    FAX = "fax", "传真"


class ProvisionForm(TextChoices):
    """提供方式 (art. 29(3); the list is usual practice, not law)."""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子文件"
    DISC = "disc", "光盘等存储介质"
    INSPECTION = "inspection", "查阅、抄录"


class Route(TextChoices):
    """获取途径 (art. 29(3); the list is usual practice, not law)."""

    POST = "post", "邮寄"
    ONLINE = "online", "网上获取"
    EMAIL = "email", "电子邮件"
    FAX = "fax", "传真"
    PICKUP = "pickup", "自行领取"
    ON_SITE = "on_site", "当场阅读、抄录"


class Progress(TextChoices):
    """How a procedure stands that waits for somebody outside."""

    OPEN = "open", "等待答复"
    ANSWERED = "answered", "已答复"
    LAPSED = "lapsed", "逾期未答复"
    CANCELLED = "cancelled", "不再需要"


class Consulted(TextChoices):
    """Whom a consultation asks (arts. 32, 34, 33(3))."""

    THIRD_PARTY = "third_party", "第三方"
    COMAKER = "comaker", "共同制作机关"
    AGENCY = "agency", "其他机关"


class Opinion(TextChoices):
    NONE = "", "未表态"
    AGREES = "agrees", "同意公开"
    OBJECTS = "objects", "不同意公开"
    PARTLY = "partly", "部分同意"


class FeeMethod(TextChoices):
    """109号 art. 3: one of the two for a request, never both."""

    ITEMS = "items", "按件"
    PAGES = "pages", "按量"


class Way(TextChoices):
    """How the reply was served (国办公开办函〔2016〕235号; electronic: design convention)."""

    DIRECT = "direct", "直接送达"
    ENTRUSTED = "entrusted", "委托其他行政机关代为送达"
    POST = "post", "邮寄送达（邮政企业）"
    ELECTRONIC = "electronic", "电子送达"


class Purpose(TextChoices):
    """What a file of a request is for."""

    IDENTITY = "identity", "身份证明"
    REQUEST = "request", "申请材料"
    CORRECTION = "correction", "补正材料"
    OPINION = "opinion", "第三方或机关意见"
    HELP = "help", "协办材料"
    MATERIAL = "material", "检索到的材料"
    REPLY = "reply", "随答复提供"
    EVIDENCE = "evidence", "送达凭证"
    OTHER = "other", "其他"


FROM_APPLICANT = frozenset({Purpose.IDENTITY, Purpose.REQUEST, Purpose.CORRECTION})


class LetterKind(TextChoices):
    """Every paper of a request; the names are those usual in practice (no national set)."""

    RECEIPT = "receipt", "登记回执"
    CORRECTION = "correction", "补正告知书"
    REASONS = "reasons", "说明理由告知书"
    EXTENSION = "extension", "延期答复告知书"
    THIRD_PARTY = "third_party", "征求第三方意见书"
    COMAKER = "comaker", "征求意见书（共同制作机关）"
    AGENCY = "agency", "征求意见书（其他机关）"
    CONSULTING = "consulting", "征求意见告知书"
    DISCLOSING = "disclosing", "决定公开告知书"
    HELP = "help", "协办函"
    FEE = "fee", "信息处理费收费通知书"
    SUSPENSION = "suspension", "中止办理告知书"
    MOVE = "move", "转办告知书"
    NOT_REQUEST = "not_request", "不作为申请登记告知书"
    REPLY = "reply", "政府信息公开申请答复书"
    CLOSING = "closing", "不再处理告知书"


UNNUMBERED = frozenset({LetterKind.RECEIPT})
"""The receipt bears the number of the request alone."""

SERIES_WORDS: dict[str, str] = {
    LetterKind.CORRECTION: "公开补",
    LetterKind.REASONS: "公开理",
    LetterKind.EXTENSION: "公开延",
    LetterKind.THIRD_PARTY: "公开征",
    LetterKind.COMAKER: "公开征",
    LetterKind.AGENCY: "公开征",
    LetterKind.HELP: "公开协",
    LetterKind.FEE: "公开费",
    LetterKind.REPLY: "公开答",
}
"""The word of a kind's own series, where the option asks for one per kind; others ``公开告``."""


class ChallengeKind(TextChoices):
    """The three parts of table 4 of the annual report."""

    REVIEW = "review", "行政复议"
    DIRECT_SUIT = "direct_suit", "未经复议直接起诉"
    SUIT_AFTER_REVIEW = "suit_after_review", "复议后起诉"


class ChallengeResult(TextChoices):
    """The columns of table 4."""

    PENDING = "", "尚未审结"
    UPHELD = "upheld", "结果维持"
    CORRECTED = "corrected", "结果纠正"
    OTHER = "other", "其他结果"
