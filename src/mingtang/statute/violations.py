"""The refusal of an act that a rule forbids."""

from __future__ import annotations


class RuleViolation(Exception):
    """An act was refused because a rule forbids it.

    ``code`` is stable and meant for programs, ``text`` is the Chinese sentence shown to a person,
    ``basis`` names the instrument and article (empty where the refusal is technical).
    """

    def __init__(self, code: str, text: str, basis: str = "") -> None:
        super().__init__(f"{text}（{basis}）" if basis else text)
        self.code = code
        self.text = text
        self.basis = basis
