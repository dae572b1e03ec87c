"""Query codes: random, told once, kept as a keyed hash, compared in constant time."""

from __future__ import annotations

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O, which are mistaken for one another on paper."""
GROUPS, GROUP = 3, 4
"""32 ** 12: some 60 bits, beyond guessing even without the limit on attempts."""


def new_code() -> str:
    """A code such as ``K7QM-2ZRV-W9TD``."""
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)]
    return "-".join("".join(letters[i : i + GROUP]) for i in range(0, len(letters), GROUP))


def hash_of(code: str) -> str:
    """The keyed hash (hex) under which a code is kept; blind to case, hyphens and spaces."""
    plain = "".join(each for each in code.upper() if each.isalnum())
    return salted_hmac("mingtang.foi.code", plain, algorithm="sha256").hexdigest()


def matches(code: str, stored: str) -> bool:
    """Whether the code is the one kept. Takes as long for a wrong one, and for none."""
    given = hash_of(code)
    return constant_time_compare(given, stored or hash_of("")) and bool(stored)
