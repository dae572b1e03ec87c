"""The release gate: what must be looked at before anything becomes public.

``content`` says what is examined, ``checks`` what is looked for, ``masking`` how a hit is
covered, ``services`` keeps the findings, ``settling`` how each was settled.
"""

from .content import AttachmentContent, GateContent, Hit, LinkContent
from .examine import examine
from .masking import mask_html
from .reach import foreign_links
from .services import open_count, run_gate, unsettled, words_stamp
from .settling import (
    GATE_BASIS,
    SECRECY_BASIS,
    SECRET_KINDS,
    confirm,
    justify,
    reopen,
    settle_masked,
    unconfirmed_count,
)

__all__ = [
    "GATE_BASIS",
    "SECRECY_BASIS",
    "SECRET_KINDS",
    "AttachmentContent",
    "GateContent",
    "Hit",
    "LinkContent",
    "confirm",
    "examine",
    "foreign_links",
    "justify",
    "mask_html",
    "open_count",
    "reopen",
    "run_gate",
    "settle_masked",
    "unconfirmed_count",
    "unsettled",
    "words_stamp",
]
