"""The columns of the portal, kept up by the disclosure office."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.register.models import Section
from mingtang.register.public_words import public_words
from mingtang.statute.violations import RuleViolation

BASIS = "政府网站发展指引（国办发〔2017〕47号）"
PUBLIC_WORDS = {"name": "栏目名称", "description": "栏目说明"}
CHANGEABLE = ("name", "description", "column_type", "order", "renew_within_days", "parent")


@transaction.atomic
def create_section(
    *,
    slug: str,
    name: str,
    description: str,
    column_type: str,
    by: Actor,
    at: datetime,
    parent: Section | None = None,
    order: int = 100,
    renew_within_days: int = 0,
) -> Section:
    """A new column. Raises :class:`RuleViolation` when the address is taken or the tree too deep.

    Columns have two levels at most, so that every page is within three clicks.
    """
    if Section.objects.filter(slug=slug).exists():
        raise RuleViolation("section.slug", f"栏目地址“{slug}”已被使用。", BASIS)
    _check_parent(None, parent)
    section = Section.objects.create(
        slug=slug,
        name=public_words(name, what="栏目名称"),
        description=public_words(description, what="栏目说明"),
        column_type=column_type,
        parent=parent,
        order=order,
        renew_within_days=renew_within_days,
    )
    record(act="section.create", subject=section, by=by, at=at, basis=BASIS)
    return section


@transaction.atomic
def change_section(section: Section, *, by: Actor, at: datetime, **fields: Any) -> Section:
    """Rename, move or order a column; ``fields`` are those of :data:`CHANGEABLE`.

    The address stays: people keep it. Old and new values go to the journal; nothing is written
    when nothing differs. Raises :class:`RuleViolation` for a tree of more than two levels.
    """
    unknown = set(fields) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"not changeable: {sorted(unknown)}")
    section = Section.objects.select_for_update().get(pk=section.pk)
    if "parent" in fields:
        _check_parent(section, fields["parent"])
    if not str(fields.get("name", section.name)).strip():
        raise RuleViolation("section.name", "请填写栏目名称。", BASIS)
    for name, label in PUBLIC_WORDS.items():
        if name in fields:
            fields[name] = public_words(str(fields[name]), what=label)
    changed = {}
    for name, value in fields.items():
        old = getattr(section, name)
        if old != value:
            changed[name] = [_plain(old), _plain(value)]
            setattr(section, name, value)
    if changed:
        section.save(update_fields=list(changed))
        detail = {"changed": changed}
        record(act="section.change", subject=section, by=by, at=at, basis=BASIS, detail=detail)
    return section


@transaction.atomic
def close_section(section: Section, *, on: date, reason: str, by: Actor, at: datetime) -> Section:
    """Take no more entries into a column; those it holds stay where they are.

    Raises :class:`RuleViolation` without a reason, when closed before, or while columns below it
    are open.
    """
    section = Section.objects.select_for_update().get(pk=section.pk)
    if section.closed_on is not None:
        raise RuleViolation("section.closed", f"“{section.name}”已经停止更新。", BASIS)
    if not reason.strip():
        raise RuleViolation("section.reason", "请写明停止更新的原因。", BASIS)
    if section.children.filter(closed_on__isnull=True).exists():
        raise RuleViolation("section.children", "下级栏目还在更新，请先停止下级栏目。", BASIS)
    section.closed_on = on
    section.save(update_fields=["closed_on"])
    record(
        act="section.close",
        subject=section,
        by=by,
        at=at,
        basis=BASIS,
        reason=reason.strip(),
        detail={"on": on},
    )
    return section


@transaction.atomic
def reopen_section(section: Section, *, by: Actor, at: datetime) -> Section:
    """Let a closed column take entries in again. Raises :class:`RuleViolation` when it does."""
    section = (
        Section.objects.select_for_update(of=("self",)).select_related("parent").get(pk=section.pk)
    )
    if section.closed_on is None:
        raise RuleViolation("section.open", f"“{section.name}”没有停止更新。", BASIS)
    if section.parent is not None and section.parent.closed_on is not None:
        raise RuleViolation("section.parent", "上级栏目已停止更新，请先恢复上级栏目。", BASIS)
    detail = {"closed_on": section.closed_on}
    section.closed_on = None
    section.save(update_fields=["closed_on"])
    record(act="section.reopen", subject=section, by=by, at=at, basis=BASIS, detail=detail)
    return section


@transaction.atomic
def delete_section(section: Section, *, by: Actor, at: datetime) -> None:
    """Remove a column made by mistake. Raises :class:`RuleViolation` when anything lies in it."""
    section = Section.objects.select_for_update().get(pk=section.pk)
    if in_use(section):
        raise RuleViolation(
            "section.used", "栏目里有内容、草稿或下级栏目，不能删除；可以停止更新。", BASIS
        )
    named = (section._meta.label_lower, section.pk, section.name)
    detail = {"slug": section.slug}
    section.delete()
    record(act="section.delete", subject=named, by=by, at=at, basis=BASIS, detail=detail)


def in_use(section: Section) -> bool:
    """Whether any row of any app points to the column."""
    pointing: list[Any] = [
        relation
        for relation in Section._meta.get_fields(include_hidden=True)
        if relation.auto_created and relation.one_to_many
    ]
    return any(
        each.related_model._base_manager.filter(**{each.field.name: section}).exists()
        for each in pointing
    )


def _check_parent(section: Section | None, parent: Section | None) -> None:
    if parent is None:
        return
    deep = parent.parent_id is not None or (section and section.children.exists())
    if deep or (section and parent.pk == section.pk):
        raise RuleViolation("section.depth", "栏目最多两级。", BASIS)


def _plain(value: Any) -> Any:
    return value.name if isinstance(value, Section) else value
