"""Accounts of staff. A citizen needs none."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Account(AbstractUser):
    """One person of the staff; what the person may do stands in the grants.

    ``password_changed_at`` starts the age of the password (等保2.0: changed at intervals);
    ``password_is_temporary`` asks for a new one at the next login; ``password_given_by`` is who
    made the last temporary one and so has seen it (none: the installation, or the own shell).
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    password_is_temporary = models.BooleanField(default=False)
    password_given_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class FormerPassword(models.Model):
    """Hash of an earlier password, so that it is not taken again."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="former_passwords")
    hash = models.CharField(max_length=200)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-replaced_at"]

    def __str__(self) -> str:
        return f"former password of {self.account_id}"
