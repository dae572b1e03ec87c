"""Forms that keep programs out without a puzzle: a trap field and the time it took."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing

SALT = "mingtang.foi.opened"
QUICKEST_SECONDS = 3
"""Nobody reads and fills in the form faster."""
SLOWEST_SECONDS = 7 * 86_400


class Guarded(forms.Form):
    """``homepage`` is hidden from people; ``opened`` says, signed, when the form was drawn."""

    homepage = forms.CharField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    guarded = True
    """False where the form is read again from what is kept."""

    @staticmethod
    def stamp() -> str:
        """A signed note of the present moment."""
        return signing.TimestampSigner(salt=SALT).sign("opened")

    def stamp_to_send(self) -> str:
        """The stamp that came, as long as it holds, so that a second try is not too quick again."""
        sent = str(self.data.get("opened", "")) if self.is_bound else ""
        return sent if sent and _holds(sent, SLOWEST_SECONDS) else self.stamp()

    def clean(self) -> dict[str, Any]:
        """Refuse what a program would send, and say what a person can do."""
        values = super().clean() or {}
        if not self.guarded:
            return values
        if values.get("homepage"):
            raise forms.ValidationError("提交没有成功，请刷新页面后重新填写。")
        sent = values.get("opened", "")
        if not _holds(sent, SLOWEST_SECONDS):
            self.add_error(None, "页面打开太久了，请再提交一次。")
        elif _holds(sent, QUICKEST_SECONDS):
            self.add_error(None, "提交得太快了，请核对后再提交一次。")
        return values


def _holds(stamp: str, seconds: int) -> bool:
    """Whether a stamp is ours and no older than so many seconds."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(stamp, max_age=seconds)
    except signing.BadSignature:
        return False
    return True
