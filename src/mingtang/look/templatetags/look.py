"""Template tags and filters for the components; ``{% load look %}``. See docs/look.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from mingtang.look import clock_strip as strips
from mingtang.look import fair_board as boards
from mingtang.look.typography import days_left_words, file_size, hash_groups
from mingtang.text.phrases import phrases

register = template.Library()
SHORT = 8
"""A heading of fewer characters stands on one line of any screen."""

# Validity of a document -> (word, classes, sentence for the banner); colour never stands alone.
VALIDITY: dict[str, tuple[str, str, str]] = {
    "pending": ("待生效", "dashed", "本文件尚未生效。"),
    "valid": ("有效", "ok", ""),
    "amended": ("已修改", "warn", "本文件已经修改，请以修改后的内容为准。"),
    "repealed": ("废止", "stop", "本文件已经废止，不再作为行政管理的依据。"),
    "expired": ("失效", "dashed", "本文件已经失效，不再作为行政管理的依据。"),
    "withdrawn": ("已撤下", "dashed", "本信息已从网站撤下，目录条目保留。"),
}


@register.filter
def filesize(value: int | None) -> str:
    """Bytes in words: ``1.4 MB``; nothing for an unknown size."""
    return "" if value is None else file_size(int(value))


@register.filter(name="hash_groups")
def hash_groups_filter(value: str | None) -> str:
    """A content hash in groups of eight."""
    return hash_groups(value or "")


@register.filter
def phrased(value: Any) -> SafeString:
    """A heading that breaks between words only; escapes what it is given."""
    return _phrased(str(value))


@lru_cache(maxsize=2048)
def _phrased(text: str) -> SafeString:
    if len(text) < SHORT:
        return conditional_escape(text)
    pieces = format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in phrases(text)))
    return format_html('<span class="phrased">{}</span>', pieces)


@register.filter
def validity_word(value: str) -> str:
    """The Chinese word of a validity code or of the word itself."""
    return _validity(value)[0]


@register.simple_tag
def validity_badge(value: str) -> SafeString:
    """A badge for a validity code (see ``VALIDITY``) or its Chinese word."""
    word, classes, _ = _validity(value)
    return format_html('<span class="badge {}">{}</span>', classes, word)


@register.inclusion_tag("look/tags/validity_banner.html")
def validity_banner(
    value: str, on: date | None = None, url: str = "", title: str = ""
) -> dict[str, Any]:
    """The banner on a document that is no longer simply valid; draws nothing for a valid one."""
    word, _, sentence = _validity(value)
    kind = "amended" if word == "已修改" else ""
    return {"word": word, "sentence": sentence, "kind": kind, "on": on, "url": url, "title": title}


def _validity(value: str) -> tuple[str, str, str]:
    text = str(value)
    if text in VALIDITY:
        return VALIDITY[text]
    aliases = {"修改": "amended"}
    for code, entry in VALIDITY.items():
        if entry[0] == text or aliases.get(text) == code:
            return entry
    return (text, "", "")


@register.inclusion_tag("look/tags/clock_strip.html", takes_context=True)
def clock_strip(
    context: Context, explanation: Any, today: date | None = None, done: str = strips.DONE_WORD
) -> dict[str, Any]:
    """Draw an explanation of a due date as its days; ``done`` says what ended it (``已公开``).

    ``today`` falls back to the context's ``today``, then to the day the clock was replayed for.
    """
    return {"strip": strips.build(explanation, today or context.get("today"), done)}


@register.inclusion_tag("look/tags/proof_line.html")
def proof_line(entry: Any) -> dict[str, Any]:
    """The proof under a public item.

    ``entry`` (object or dict): ``index_number, published_at, unit_name, review_steps`` (a count or
    a list), ``content_hash, register_url``.
    """
    steps = _read(entry, "review_steps")
    count = steps if isinstance(steps, int) or steps is None else len(steps)
    return {"entry": entry, "review_count": count}


@register.inclusion_tag("look/tags/open_number.html")
def open_number(value: Any, url: str = "", unit: str = "", label: str = "") -> dict[str, Any]:
    """A figure that opens the rows it counts; without ``url`` it is a plain number."""
    return {"value": value, "url": url, "unit": unit, "label": label}


@register.inclusion_tag("look/tags/days_left.html")
def days_left(
    days: int | None, working: bool = True, soon: int = 3, done: str = ""
) -> dict[str, Any]:
    """Days until a due date in words; ``soon`` is the number of days from which it is due soon.

    ``done`` is a word for a clock that no longer runs (``已办结``) and wins over the days.
    """
    return _due(days, working=working, soon=soon, done=done)


@register.inclusion_tag("look/tags/days_left.html")
def due_badge(duty: Any, days: int | None = None, soon: int = 3) -> dict[str, Any]:
    """The due badge of a duty (object or mapping).

    Reads ``status`` (open, fulfilled, void, lapsed), ``stopped``, ``met``, ``card``, ``due_on``
    and the days left: ``days``, else the duty's ``days_left`` or ``remaining_days``; ``working``
    False makes them calendar days. Without any count the bare due date is told. ``overdue`` tells
    that the due day is past though no working day is, as on the weekend after it.
    """
    left = days
    for name in ("days_left", "remaining_days"):
        left = _read(duty, name) if left is None else left
    card = str(_read(duty, "card") or "")
    found = _due(
        left, working=_read(duty, "working") is not False, soon=soon, done=_ended(duty, left)
    )
    if left == 0 and not found["done"] and _read(duty, "overdue"):
        found.update(words="已经逾期", level="late")
    if card in ("soon", "yellow") and found["level"] == "in-time":
        found["level"] = "soon"
    return {**found, "card": card}


def _ended(duty: Any, left: int | None) -> str:
    """The word for a duty whose time does not run, or its bare due date when no count is known."""
    status = str(_read(duty, "status") or "")
    if status == "fulfilled":
        return "逾期办结" if _read(duty, "met") is False else "按期办结"
    if status == "void":
        return "已取消"
    if status == "lapsed":
        return "更正前已逾期"
    if _read(duty, "stopped"):
        return "暂停计时"
    due = _read(duty, "due_on")
    return f"{due.month}月{due.day}日到期" if left is None and due else ""


def _read(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, Mapping) else getattr(item, name, None)


def _due(days: int | None, *, working: bool, soon: int, done: str) -> dict[str, Any]:
    if done or days is None:
        return {"words": done or "没有期限", "level": "still", "done": True}
    level = "late" if days < 0 else "soon" if days <= soon else "in-time"
    return {"words": days_left_words(days, working=working), "level": level, "done": False}


@register.inclusion_tag("look/tags/fair_board.html")
def fair_board(
    rows: Iterable[Mapping[str, Any]], caption: str = "各单位办理情况", period: str = ""
) -> dict[str, Any]:
    """How units do, as a table of small multiples; see :func:`mingtang.look.fair_board.build`.

    ``period`` names the days within which cards are counted, by the day on which each was given.
    """
    return {"board": boards.build(rows), "caption": caption, "period": period}


@register.inclusion_tag("look/field.html")
def field(bound: BoundField, label: str = "") -> dict[str, Any]:
    """One form field: label, hint and error, tied to the control by ``aria-describedby``."""
    return _field(bound, label)


@register.inclusion_tag("look/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form in its order, hidden ones included."""
    return {"hidden": form.hidden_fields(), "visible": form.visible_fields()}


def _field(bound: BoundField, label: str = "") -> dict[str, Any]:
    widget = bound.field.widget
    grouped = isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
    single = isinstance(widget, forms.CheckboxInput)
    ids = [
        name
        for name, present in (
            (f"{bound.auto_id}-hint", bool(bound.help_text)),
            (f"{bound.auto_id}-error", bool(bound.errors)),
        )
        if present
    ]
    attrs: dict[str, Any] = {}
    if ids and not grouped:
        attrs["aria-describedby"] = " ".join(ids)
    if bound.errors and not grouped:
        attrs["aria-invalid"] = "true"
    control: SafeString = bound.as_widget(attrs=attrs)
    return {
        "bound": bound,
        "control": control,
        "label": label or bound.label,
        "optional": "" if bound.field.required else getattr(bound.field, "optional", "可不填"),
        "grouped": grouped,
        "single": single,
        "describedby": " ".join(ids),
    }


@register.inclusion_tag("look/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What has to be put right before the form can go on, each line leading to its field."""
    lines = [
        (bound.label, error, bound.auto_id)
        for bound in form.visible_fields()
        for error in bound.errors
    ]
    return {"lines": lines, "general": form.non_field_errors()}


@register.inclusion_tag("look/tags/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Links to the pages of a list; keeps the other parameters of the address."""
    request = context.get("request")
    paginator = page.paginator
    numbers = list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))

    def to(number: int) -> str:
        if request is None:
            return f"?{name}={number}"
        query = request.GET.copy()
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "links": [(n, to(n) if isinstance(n, int) else "") for n in numbers],
        "previous": to(page.previous_page_number()) if page.has_previous() else "",
        "next": to(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag
def options(choices: Iterable[Any], chosen: str) -> SafeString:
    """The ``<option>`` of each choice (``value``, ``label``), the chosen one selected.

    One pass in Python: a template loop over a county's 86 units takes longer than their query.
    """
    return mark_safe(
        "".join(
            f'<option value="{escape(each.value)}"{" selected" if each.value == chosen else ""}>'
            f"{escape(each.label)}</option>"
            for each in choices
        )
    )
