"""Rules for the passwords of staff.

Source: GB/T 22239-2019 (identification) asks for complexity and change at intervals and gives no
figures; those of common practice are the options ``password_*``. Each validator refuses with
:class:`ValidationError` and says its rule in ``get_help_text``.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from .models import Account

#: The characters of a temporary password: none that is mistaken for another when read aloud.
#: 13 of them and a hyphen are more than 70 bits, which makes a quick hash of it enough.
_LOWER, _UPPER, _DIGITS = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789"
_TEMPORARY_LENGTH = 14

_CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")

#: What is left of a password once figures and signs around it are gone; not a secret any more.
_WORN_WORDS = """
a aa aaa aaaa abc abcd abcde admin administrator changeme gov huawei iloveyou letmein login manager
master mingtang oracle pass passwd password pwd qaz qazwsx qq qwe qwer qwert qwerty root superadmin
sys system temp test user welcome woaini xxgk zfxxgk zhengfu zhengwu zwgk
"""
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_COLUMNS = ("1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "!qaz@wsx#edc$rfv%tgb^yhn&ujm*ik")
_READ_AS_LETTERS = str.maketrans("@4301$5!7", "aaeolssit")


class Length:
    """At least ``password_min_length`` characters."""

    def validate(self, password: str, user: Any = None) -> None:
        least = settings.MINGTANG_PASSWORD_MIN_LENGTH
        if len(password) < least:
            raise ValidationError(f"密码至少要有 {least} 个字符。", code="password_too_short")

    def get_help_text(self) -> str:
        return f"至少 {settings.MINGTANG_PASSWORD_MIN_LENGTH} 个字符。"


class CharacterClasses:
    """At least ``password_min_classes`` of: lower case, upper case, figures, other characters."""

    def validate(self, password: str, user: Any = None) -> None:
        least = settings.MINGTANG_PASSWORD_MIN_CLASSES
        found = sum(bool(re.search(pattern, password)) for pattern in _CLASSES)
        if found < least:
            raise ValidationError(
                f"密码要含小写字母、大写字母、数字、其他符号中的至少 {least} 类，现有 {found} 类。",
                code="password_too_plain",
            )

    def get_help_text(self) -> str:
        least = settings.MINGTANG_PASSWORD_MIN_CLASSES
        return f"含小写字母、大写字母、数字、其他符号中的至少 {least} 类。"


class NotPersonal:
    """Holds neither the person's user name, name or telephone nor a name of the unit."""

    def validate(self, password: str, user: Any = None) -> None:
        folded = password.casefold()
        if user is not None and any(word in folded for word in _personal_words(user)):
            raise ValidationError(
                "密码不能包含用户名、姓名、电话或单位名称。", code="password_too_personal"
            )

    def get_help_text(self) -> str:
        return "不包含用户名、姓名、电话和单位名称。"


class NotCommon(CommonPasswordValidator):
    """Stands in no list of common passwords, not even in disguise (``P@ssw0rd``, ``Abc@1234``)."""

    def validate(self, password: str, user: Any = None) -> None:
        if _is_common(password, self.passwords):
            raise ValidationError("这个密码太常见，容易被猜到。", code="password_too_common")

    def get_help_text(self) -> str:
        return "不是常见的密码或键盘上连续的字符。"


class NotFormer:
    """Differs from the present password and the ones before, ``password_remembered`` in all."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or user.pk is None:
            return
        remembered = settings.MINGTANG_PASSWORD_REMEMBERED
        former = user.former_passwords.values_list("hash", flat=True)[: max(remembered - 1, 0)]
        hashes = [user.password, *former] if remembered else []
        if any(check_password(password, each) for each in hashes):
            raise ValidationError(
                f"不能使用最近 {remembered} 次用过的密码。", code="password_used_before"
            )

    def get_help_text(self) -> str:
        return f"与最近 {settings.MINGTANG_PASSWORD_REMEMBERED} 次用过的密码不同。"


def temporary_password() -> str:
    """A random password for handing over; it meets the rules and is easy to read aloud."""
    classes = (_LOWER, _UPPER, _DIGITS)
    while True:
        chosen = [secrets.choice("".join(classes)) for _ in range(_TEMPORARY_LENGTH - 1)]
        if all(set(each) & set(chosen) for each in classes):
            break
    chosen.insert(1 + secrets.randbelow(len(chosen) - 1), "-")
    return "".join(chosen)


def why_change(account: Account, at: datetime) -> str:
    """Why the password must be changed before anything else; empty when it need not.

    An account whose password was never changed counts from its making.
    """
    if account.password_is_temporary:
        return "您现在用的是临时密码，请先换成自己的密码。"
    days = settings.MINGTANG_PASSWORD_MAX_AGE_DAYS
    since = account.password_changed_at or account.date_joined
    if days and at - since >= timedelta(days=days):
        return f"密码已使用满 {days} 天，请先换一个新密码。"
    return ""


def _personal_words(account: Account) -> Iterable[str]:
    """What may not stand in the password, folded; a word of one letter would refuse too much."""
    words = [account.username, account.username[::-1], account.name, account.phone]
    for grant in account.grants.select_related("unit") if account.pk else ():
        words += [grant.unit.name, grant.unit.short_name, grant.unit.doc_prefix]
    for word in words:
        folded = (word or "").casefold().strip()
        latin = folded.isascii()
        if len(folded) >= (3 if latin else 2):
            yield folded


def _is_common(password: str, listed: Iterable[str]) -> bool:
    plain = password.casefold().strip()
    lettered = plain.translate(_READ_AS_LETTERS)
    forms = {plain, lettered, plain.replace("0", "o"), re.sub(r"[^a-z0-9]", "", plain)}
    if not forms.isdisjoint(listed):
        return True
    # The same disguises, once the figures and signs in front and behind are taken off.
    edge = r"^[^a-z]+|[^a-z]+$"
    words = {re.sub(edge, "", each) for each in (plain, lettered)}
    words |= {re.sub(r"[^a-z]", "", each).rstrip("oils") for each in (plain, lettered)}
    words |= {re.sub(edge, "", plain).translate(_READ_AS_LETTERS)}
    return bool(words & set(_WORN_WORDS.split())) or _is_run(plain)


def _is_run(plain: str) -> bool:
    """Whether it is made of keys beside each other: ``1qaz@wsx``, ``qwer1234``, ``abcd-4321``."""
    shifted = plain.translate(str.maketrans("!@#$%^&*()", "1234567890"))
    lines = [line for run in (*_RUNS, *_COLUMNS) for line in (run, run[::-1])]
    for candidate in (plain, shifted, re.sub(r"[^a-z0-9]", "", plain)):
        rest, pieces = candidate, 0
        while rest:
            longest = max((_prefix(rest, line) for line in lines), default=0)
            if longest < 3:
                break
            rest, pieces = rest[longest:], pieces + 1
        if pieces and len(rest) <= 2:
            return True
    return False


def _prefix(text: str, line: str) -> int:
    """How many leading characters of ``text`` stand in ``line`` in this order, side by side."""
    size = min(len(text), len(line))
    while size and text[:size] not in line:
        size -= 1
    return size
