"""Which version of the Regulation governs a request, and how a rule is cited.

The text of 2019 has no transitional article [S]; that the day of receipt decides is a convention
[D], so the version used is kept with the request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingtang.statute.limits.foi import NEW_FROM, OLD_FROM, REGULATION_2007, REGULATION_2019

_UNSURE = ("K", "K-", "D")


class NotKnown(LookupError):
    """The sources of this system do not say what the rule was; a person must look it up."""


class Rules(StrEnum):
    """A version of the Regulation 政府信息公开条例."""

    R2007 = "2007"
    R2019 = "2019"

    @property
    def instrument(self) -> str:
        """The instrument as it is cited."""
        return REGULATION_2007 if self is Rules.R2007 else REGULATION_2019

    @property
    def label(self) -> str:
        """The Chinese name of the version."""
        return f"{self.value}年条例"


def rules_on(receipt_on: date) -> Rules:
    """The version in force on the day a request was received: 2008-05-01 and 2019-05-15 [S].

    Raises NotKnown for days before the first Regulation.
    """
    if receipt_on < OLD_FROM:
        raise NotKnown(f"{receipt_on.isoformat()} 尚无《政府信息公开条例》")
    return Rules.R2007 if receipt_on < NEW_FROM else Rules.R2019


@dataclass(frozen=True, slots=True)
class Basis:
    """A source: instrument, article, and how sure the rule is (see ``statute.limits.model``).

    ``article`` is "—" where the source names none.
    """

    instrument: str
    article: str = "—"
    sureness: str = "S"

    @property
    def text(self) -> str:
        """Instrument and article in one string."""
        return self.instrument if self.article == "—" else f"{self.instrument}{self.article}"

    @property
    def is_setting(self) -> bool:
        """True when the rule is unconfirmed or our design, so an office may differ."""
        return self.sureness in _UNSURE

    def __str__(self) -> str:
        return self.text


def of_2019(article: str, sureness: str = "S") -> Basis:
    """An article of the Regulation of 2019."""
    return Basis(REGULATION_2019, article, sureness)


def of_2007(article: str, sureness: str = "S") -> Basis:
    """An article of the Regulation of 2007."""
    return Basis(REGULATION_2007, article, sureness)
