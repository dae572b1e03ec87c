"""What an outcome of a request is: its row in the form, its basis, what its reply must contain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mingtang.statute.foi.rules import Basis, Rules


class RemedyKind(StrEnum):
    """Which way against a reply is open under the law since 2024 (see ``remedies``)."""

    REVIEW_FIRST = "review_first"  # 复议前置
    PART_REVIEW_FIRST = "part_review_first"  # for the withheld part only
    REVIEW_OR_SUIT = "review_or_suit"


@dataclass(frozen=True, slots=True)
class Need:
    """An element of a reply.

    ``code`` is the key under which it is given, ``instead`` lists groups of keys any one of which
    does as well, ``required`` is False for what a reply may contain, ``printed`` False for what is
    only kept on the file. ``sureness`` as in ``statute.limits.model``.
    """

    code: str
    label: str
    required: bool = True
    printed: bool = True
    instead: tuple[tuple[str, ...], ...] = ()
    sureness: str = "S2"

    def met(self, given: Mapping[str, str]) -> bool:
        """True when the element, or a group that replaces it, is there and not blank."""
        groups = ((self.code,), *self.instead)
        return any(all(given.get(key, "").strip() for key in group) for group in groups)


@dataclass(frozen=True, slots=True)
class Subkind:
    """A kind within an outcome that has its own article or its own contents."""

    code: str
    label: str
    basis: tuple[Basis, ...]
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a request (or one matter in it) was decided.

    ``code``     the row of Table 3 in the form of 2021, or ``O…`` for answers by the rules of 2007.
    ``group``    the group of the form, ``label`` the wording of the row in it.
    ``row_2021``, ``row_2019``, ``row_2014``  where the three forms count it ("" where they do not).
    ``basis``    the articles to cite; those of the sub-kind take their place where it has any.
    ``needs``    what the reply must or may contain whatever the sub-kind.
    ``refusal``  True when information is withheld under an exemption, in whole or in part.
    """

    code: str
    label: str
    group: str
    basis: tuple[Basis, ...]
    remedy: RemedyKind
    row_2021: str
    row_2019: str
    row_2014: str = ""
    rules: Rules = Rules.R2019
    subkinds: tuple[Subkind, ...] = ()
    needs: tuple[Need, ...] = ()
    refusal: bool = False
    note: str = ""

    def subkind(self, code: str) -> Subkind:
        """The sub-kind ``code``. Raises LookupError naming it."""
        for kind in self.subkinds:
            if kind.code == code:
                return kind
        raise LookupError(f"答复类型 {self.code} 没有情形 {code}")

    @property
    def row_label(self) -> str:
        """Group and label, as the form prints them."""
        return f"{self.group} {self.label}" if self.group != self.label else self.label
