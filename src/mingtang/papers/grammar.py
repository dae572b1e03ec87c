"""What a template may say: a field's name, whether a field is filled, the rows of a field.

The grammar is closed: anything else of Jinja (filters, calls, attributes, arithmetic, macros,
imports) is refused before anything runs, so that a template can neither reach Python nor keep
the machine busy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .package import BadTemplate

_HARMLESS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Not, nodes.And, nodes.Or)


@dataclass(slots=True)
class Wants:
    """The fields a template names. ``asked``: those it tests or repeats, which may be blank.

    Where ``present`` names the fields that are filled, a field printed under a test that does not
    hold is not needed.
    """

    present: frozenset[str] | None = None
    printed: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    guarded: set[str] = field(default_factory=set)
    """Printed only where the same field was found to be filled."""

    @property
    def names(self) -> set[str]:
        """Every field the template names."""
        return self.printed | self.asked | self.guarded

    @property
    def needed(self) -> set[str]:
        """The fields without which the paper would have a gap."""
        return set(self.printed)


def environment() -> ImmutableSandboxedEnvironment:
    """A sandbox without filters, tests, globals or extensions; values are escaped."""
    sandbox = ImmutableSandboxedEnvironment(autoescape=True)
    sandbox.globals.clear()
    sandbox.filters.clear()
    sandbox.tests.clear()
    return sandbox


def wants_of(sources: Iterator[str], present: frozenset[str] | None = None) -> Wants:
    """The fields named in the parts of a template. Raises :class:`BadTemplate`."""
    wants = Wants(present)
    for source in sources:
        try:
            tree = environment().parse(source)
        except TemplateSyntaxError as error:
            raise BadTemplate(_syntax_reason(error)) from error
        _walk(tree, wants, frozenset(), frozenset())
    return wants


def _walk(node: nodes.Node, wants: Wants, filled: frozenset[str], rows: frozenset[str]) -> None:
    if isinstance(node, nodes.Name):
        if node.name not in rows:
            (wants.guarded if node.name in filled else wants.printed).add(node.name)
    elif isinstance(node, nodes.If):
        _walk_condition(node, wants, filled, rows)
    elif isinstance(node, nodes.For):
        _walk_rows(node, wants, filled, rows)
    elif isinstance(node, nodes.Getattr | nodes.Getitem):
        _check_cell(node, rows)
    elif isinstance(node, _HARMLESS):
        for child in node.iter_child_nodes():
            _walk(child, wants, filled, rows)
    else:
        raise BadTemplate(_UNKNOWN)


def _walk_condition(
    node: nodes.If, wants: Wants, filled: frozenset[str], rows: frozenset[str]
) -> None:
    tested = {name.name for name in _names(node.test)}
    wants.asked |= tested - rows
    holds = None if wants.present is None or tested & rows else _holds(node.test, wants.present)
    for child in node.body:
        _walk_branch(child, wants, filled | _surely(node.test), rows, stands=holds is not False)
    for child in (*node.elif_, *node.else_):
        _walk_branch(child, wants, filled, rows, stands=holds is not True)


def _walk_branch(
    node: nodes.Node, wants: Wants, filled: frozenset[str], rows: frozenset[str], *, stands: bool
) -> None:
    """A branch that does not stand names its fields and needs none of them."""
    if stands:
        _walk(node, wants, filled, rows)
        return
    apart = Wants(wants.present)
    _walk(node, apart, filled, rows)
    wants.asked |= apart.asked
    wants.guarded |= apart.printed | apart.guarded


def _holds(test: nodes.Node, present: frozenset[str]) -> bool:
    """Whether a condition is met when these fields are filled and no others."""
    if isinstance(test, nodes.Name):
        return test.name in present
    if isinstance(test, nodes.Not):
        return not _holds(test.node, present)
    if isinstance(test, nodes.And):
        return _holds(test.left, present) and _holds(test.right, present)
    if isinstance(test, nodes.Or):
        return _holds(test.left, present) or _holds(test.right, present)
    raise BadTemplate(_UNKNOWN)


def _walk_rows(node: nodes.For, wants: Wants, filled: frozenset[str], rows: frozenset[str]) -> None:
    row, source = node.target, node.iter
    if not (isinstance(row, nodes.Name) and isinstance(source, nodes.Name)) or (
        node.test or node.recursive or node.else_ or rows
    ):
        raise BadTemplate("模板中的循环只能写成“{% for 行 in 字段名 %}”，且不能嵌套")
    wants.asked.add(source.name)
    for child in node.body:
        _walk(child, wants, filled, frozenset({row.name}))


def _check_cell(node: nodes.Getattr | nodes.Getitem, rows: frozenset[str]) -> None:
    if not isinstance(node.node, nodes.Name) or node.node.name not in rows:
        raise BadTemplate(_UNKNOWN)
    key = node.attr if isinstance(node, nodes.Getattr) else None
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        key = node.arg.value
    if not isinstance(key, str) or key.startswith("_"):
        raise BadTemplate(_UNKNOWN)


def _names(test: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(test, nodes.Name):
        yield test
    elif isinstance(test, nodes.Not | nodes.And | nodes.Or):
        for child in test.iter_child_nodes():
            yield from _names(child)
    else:
        raise BadTemplate(_UNKNOWN)


def _surely(test: nodes.Node) -> frozenset[str]:
    """The fields that are filled wherever ``test`` holds."""
    if isinstance(test, nodes.Name):
        return frozenset({test.name})
    if isinstance(test, nodes.And):
        return _surely(test.left) | _surely(test.right)
    return frozenset()


_UNKNOWN = (
    "模板中有不认识的写法：只能写“{{ 字段名 }}”、“{% if 字段名 %}”和“{% for 行 in 字段名 %}”，"
    "不能使用运算、函数或过滤器"
)


def _syntax_reason(error: TemplateSyntaxError) -> str:
    said = (error.message or "").lower()
    if "end of template" in said or "was looking for" in said or "unknown tag" in said:
        return "模板中的“{% if %}”或“{% for %}”没有成对写完，请检查“{% endif %}”“{% endfor %}”"
    return (
        "模板中的字段写法有误，应为“{{ 字段名 }}”，两侧各两个半角花括号，"
        "写在同一段落内；请检查是否少了括号、用了全角括号或者拆到了两段"
    )
