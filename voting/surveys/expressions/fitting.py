"""Types of the parts of an expression, and whether a part fits where it stands."""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from voting.i18n import _
from voting.surveys.expressions.numbers import number_of
from voting.surveys.expressions.tree import Call, Literal, Node, Type

_SHORT = 3
"""Characters of a name in which one slip is a large part."""
_LONGEST_NAME = 100
_MOST_NAMES = 300
"""Of more than these no near one is looked for: it would take long."""
_MOST_REASONS = 20


@dataclass(frozen=True, slots=True)
class Variable:
    """What is known of a value: its type and, for options, their names (``None``: any)."""

    type: Type
    names: frozenset[str] | None = None

    @property
    def is_numeric(self) -> bool:
        """Whether it is a number or the name of an option that is one."""
        if self.type is Type.CHOICE:
            return self.names is None or _are_numbers(self.names)
        return self.type is Type.NUMBER


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may ask: answers by name, its own answer, columns of an option."""

    answers: Mapping[str, Variable]
    own: Variable | None = None
    columns: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an expression and what is known of it; ``None`` where it is wrong already."""

    node: Node
    variable: Variable | None

    def is_a(self, *types: Type) -> bool:
        """Say whether the part has one of these types."""
        return self.variable is not None and self.variable.type in types

    @property
    def is_empty_text(self) -> bool:
        """Whether it is written as two quotes without anything between."""
        return self.node == Literal("", Type.TEXT)


@dataclass(slots=True)
class Fitting:
    """Collects what is wrong while parts are put together."""

    reasons: list[str] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether more is wrong already than anybody reads of one expression."""
        return len(self.reasons) >= _MOST_REASONS

    def tell(self, reason: str) -> None:
        """Keep a reason, once."""
        if reason not in self.reasons and not self.is_full:
            self.reasons.append(reason)

    def wrong(self, reason: str, node: Node) -> Part:
        """Keep a reason; the part has no type any more."""
        self.tell(reason)
        return Part(node, None)

    def fit(self, part: Part, wanted: Type, where: str) -> Node:
        """Return a part as a value of the wanted type, converted where that is safe."""
        variable = part.variable
        if variable is None or variable.type is wanted:
            return part.node
        if wanted is Type.NUMBER and variable.is_numeric:
            return Call("number", (part.node,))
        if wanted is Type.TEXT and variable.type is Type.CHOICE:
            return part.node
        self.tell(self._misfit(part, wanted, where))
        return part.node

    def _misfit(self, part: Part, wanted: Type, where: str) -> str:
        if wanted is Type.NUMBER and isinstance(part.node, Literal):
            return _(
                "%(where)s要数字，“%(value)s”加了引号就是文字，请去掉引号。",
                where=where,
                value=part.node.value,
            )
        if wanted is Type.TRUTH:
            return _(
                "%(where)s要一个条件（如 ${名称} = '选项'），现为%(type)s。",
                where=where,
                type=_called(part),
            )
        if wanted is Type.NUMBER and part.is_a(Type.CHOICE):
            return _("%(where)s要数字，但选项名称不都是数字。", where=where)
        return _(
            "%(where)s要%(wanted)s，现为%(type)s。",
            where=where,
            wanted=type_name(wanted),
            type=_called(part),
        )

    def known_option(self, choice: Part, name: Part) -> None:
        """Tell when a text is compared with options of which it is none."""
        names = choice.variable.names if choice.variable else None
        if names is None or not isinstance(name.node, Literal) or name.is_empty_text:
            return
        value = str(name.node.value)
        if value not in names and not self.is_full:
            self.tell(
                _("没有名称为“%(value)s”的选项%(near)s。", value=value, near=near(value, names))
            )


def _called(part: Part) -> str:
    return type_name(part.variable.type) if part.variable else ""


@lru_cache
def _are_numbers(names: frozenset[str]) -> bool:
    return all(number_of(name) is not None for name in names)


def near(name: str, known: Collection[str]) -> str:
    """Suggest the nearest known name, in brackets; nothing where none is near."""
    if len(name) > _LONGEST_NAME or len(known) > _MOST_NAMES:
        return ""
    likeness = 0.5 if len(name) <= _SHORT else 0.6
    found = difflib.get_close_matches(name, known, n=1, cutoff=likeness)
    return _("（是不是“%(near)s”？）", near=found[0]) if found else ""


def type_name(type_: Type) -> str:
    """Return the Chinese name of a type."""
    return {
        Type.NUMBER: _("数字"),
        Type.TEXT: _("文字"),
        Type.TRUTH: _("条件（真假）"),
        Type.DATE: _("日期"),
        Type.TIME: _("时间"),
        Type.CHOICE: _("单选的选项"),
        Type.CHOICES: _("多个选项"),
    }[type_]
