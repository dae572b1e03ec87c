"""Requests for information, who made them, what was done. Nothing here is public."""

from .applicants import Applicant
from .challenges import Challenge, Rating
from .letters import Letter
from .paperwork import PaperTemplate, Redaction, ReplyWords
from .procedures import (
    Assistance,
    Consultation,
    Correction,
    Extension,
    FeeNotice,
    ReasonsAsked,
    Suspension,
)
from .releases import Release
from .replies import Delivery, LegalityCheck, Withheld
from .requests import Item, NumberSeries, Request, RequestFile
from .visitors import Caution, Draft, DraftFile, Tries

__all__ = [
    "Applicant",
    "Assistance",
    "Caution",
    "Challenge",
    "Consultation",
    "Correction",
    "Delivery",
    "Draft",
    "DraftFile",
    "Extension",
    "FeeNotice",
    "Item",
    "LegalityCheck",
    "Letter",
    "NumberSeries",
    "PaperTemplate",
    "Rating",
    "ReasonsAsked",
    "Redaction",
    "Release",
    "ReplyWords",
    "Request",
    "RequestFile",
    "Suspension",
    "Tries",
    "Withheld",
]
