"""The release gate: what must be looked at before anything becomes public.

``content`` says what is examined, ``checks`` what is looked for, ``masking`` how a hit is
covered, ``services`` keeps the findings and how each was settled.
"""

from .content import AttachmentContent, GateContent, Hit, LinkContent
from .examine import examine
from .masking import mask_html
from .reach import foreign_links
from .services import (
    GATE_BASIS,
    justify,
    open_count,
    run_gate,
    settle_masked,
    unsettled,
    words_stamp,
)

__all__ = [
    "GATE_BASIS",
    "AttachmentContent",
    "GateContent",
    "Hit",
    "LinkContent",
    "examine",
    "foreign_links",
    "justify",
    "mask_html",
    "open_count",
    "run_gate",
    "settle_masked",
    "unsettled",
    "words_stamp",
]
