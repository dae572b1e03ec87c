"""The only writers of documents. One function an act, each in one transaction."""

from .abandoning import abandon
from .afterwards import post_review
from .attaching import arrange, attach, detach, replace_file
from .comments import comment, resolve_comment
from .content import Content, Related
from .correcting import accept_correction
from .drafting import create, discard, revise, save
from .gatekeeping import (
    confirm_finding,
    examine_document,
    justify_finding,
    mask_finding,
    reopen_finding,
)
from .handing_on import hand_on
from .publishing import (
    emergency_publish,
    keep,
    publish,
    release_due,
    schedule,
    unschedule,
    withdraw,
)
from .reviewing import approve, recall, refer, refuse, return_for_changes, secrecy_clear, submit

__all__ = [
    "Content",
    "Related",
    "abandon",
    "accept_correction",
    "approve",
    "arrange",
    "attach",
    "comment",
    "confirm_finding",
    "create",
    "detach",
    "discard",
    "emergency_publish",
    "examine_document",
    "hand_on",
    "justify_finding",
    "keep",
    "mask_finding",
    "post_review",
    "publish",
    "recall",
    "refer",
    "refuse",
    "release_due",
    "reopen_finding",
    "replace_file",
    "resolve_comment",
    "return_for_changes",
    "revise",
    "save",
    "schedule",
    "secrecy_clear",
    "submit",
    "unschedule",
    "withdraw",
]
