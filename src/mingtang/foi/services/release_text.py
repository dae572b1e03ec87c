"""The words of a release as the public reads them: composed here alone, so that what is examined
and what is published are the same text.

The basis of an answer is the usual one of its kind, worked out from the tables of the law: what a
clerk typed on the reply to one person is not for everyone.
"""

from __future__ import annotations

from html import escape

from mingtang.foi.models import Item, Release
from mingtang.foi.replies import usual_basis
from mingtang.register.gate import GateContent
from mingtang.statute.foi.outcomes import outcome

FIELDS = {"标题": "title", "申请内容": "question", "答复内容": "answer"}
"""Where the gate finds something → the field that holds it."""
KINDS = "答复类型"
"""Composed here, held in no field: it can be corrected, not masked."""


def published_text(release: Release) -> dict[str, str]:
    """Everything that is published of a release, heading → text, in the order of the page."""
    return {
        "标题": release.title,
        "申请内容": release.question,
        KINDS: "\n".join(kind_lines(release)),
        "答复内容": release.answer,
    }


def kind_lines(release: Release) -> list[str]:
    """The kinds of answer given, each once, with its usual basis."""
    request = release.request
    items = Item.objects.filter(request=request, round=request.round)
    return list(dict.fromkeys(_line(item) for item in items if item.outcome))


def gate_content(release: Release) -> GateContent:
    """The published text as the gate examines it."""
    text = published_text(release)
    return GateContent(fields={label: text[label] for label in FIELDS}, fixed={KINDS: text[KINDS]})


def body_html(release: Release) -> str:
    """The body of the entry in the register; the title stands above it."""
    parts = [(label, text) for label, text in published_text(release).items() if label != "标题"]
    return "".join(f"<h2>{label}</h2>{_paragraphs(text)}" for label, text in parts if text)


def _line(item: Item) -> str:
    label = outcome(item.outcome).row_label
    basis = usual_basis(item.outcome, item.subkind, item.grounds)
    return f"{label}（依据：{basis}）" if basis else label


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
