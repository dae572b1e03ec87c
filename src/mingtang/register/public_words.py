"""Words that staff write for everyone to read, outside the texts that pass the release gate: the
reason of a withdrawal, the answer to a reader, the name of a column."""

from __future__ import annotations

from mingtang.journal.plain import plain_text
from mingtang.statute.violations import RuleViolation
from mingtang.text.folding import strip_invisible
from mingtang.text.personal import find_personal
from mingtang.text.secrets import find_markings

BASIS = "政府信息公开条例第十四条、第十五条"
_SHOWN = 3


def public_words(text: str, *, what: str) -> str:
    """The text as it may stand on a public page: trimmed, without invisible characters.

    ``what`` names it to the writer. Raises :class:`RuleViolation` (``public.words``) when there is
    personal data or a secrecy marking in it, telling each with its mask, never as it was typed.
    """
    words = strip_invisible(plain_text(text)).strip()
    found = [*find_personal(words), *find_markings(words)]
    if found:
        told = "、".join(f"{each.label}（{each.mask or each.text}）" for each in found[:_SHOWN])
        more = f"等 {len(found)} 处" if len(found) > _SHOWN else ""
        raise RuleViolation(
            "public.words", f"{what}会公开显示，其中有{told}{more}，请删去后再提交。", BASIS
        )
    return words
