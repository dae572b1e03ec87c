"""The only writers of requests. One function an act, each in one transaction.

``begin`` locks and asks the table, ``done`` writes state and journal, then the clock moves and the
letter is issued.
"""

from .acting import APPLICANT_ACTOR, THIRD_PARTY_ACTOR, Acting
from .applicants import ApplicantDetails, change_applicant, merge_applicants
from .archiving import archive, forget_ended
from .arriving import Asked, Received, receive
from .challenging import (
    Stages,
    advance_challenge,
    decide_challenge,
    open_challenge,
    rate,
    reopen,
)
from .charging import Quote, charge, items_before, lapse_fee, pay, quote
from .consulting import (
    Consulting,
    consult,
    give_opinion,
    lapse_opinion,
    late_opinion,
    tell_party,
)
from .correcting import ask_correction, correct, lapse_correction
from .deciding import decide, itemise, recall, reply_row, send_back, sign_off, submit
from .ending import close, rules_of, withdraw
from .extending import extend
from .helping import ask_help, give_help
from .letters import Renderer, use_renderer
from .noticing import note_receipt
from .papers import Paper, attach, detach, keep_file, take_in
from .reasoning import ask_reasons, give_reasons, lapse_reasons
from .registering import amend, assign, confirm, not_request, register, reissue_code
from .serving import serve
from .splitting import merge, move, propose_move, split
from .suspending import resume, suspend

__all__ = [
    "APPLICANT_ACTOR",
    "THIRD_PARTY_ACTOR",
    "Acting",
    "ApplicantDetails",
    "Asked",
    "Consulting",
    "Paper",
    "Quote",
    "Received",
    "Renderer",
    "Stages",
    "advance_challenge",
    "amend",
    "archive",
    "ask_correction",
    "ask_help",
    "ask_reasons",
    "assign",
    "attach",
    "change_applicant",
    "charge",
    "close",
    "confirm",
    "consult",
    "correct",
    "decide",
    "decide_challenge",
    "detach",
    "extend",
    "forget_ended",
    "give_help",
    "give_opinion",
    "give_reasons",
    "itemise",
    "items_before",
    "keep_file",
    "lapse_correction",
    "lapse_fee",
    "lapse_opinion",
    "lapse_reasons",
    "late_opinion",
    "merge",
    "merge_applicants",
    "move",
    "not_request",
    "note_receipt",
    "open_challenge",
    "pay",
    "propose_move",
    "quote",
    "rate",
    "recall",
    "receive",
    "register",
    "reissue_code",
    "reopen",
    "reply_row",
    "resume",
    "rules_of",
    "send_back",
    "serve",
    "sign_off",
    "split",
    "submit",
    "suspend",
    "take_in",
    "tell_party",
    "use_renderer",
    "withdraw",
]
