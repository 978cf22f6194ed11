"""Functions whose types depend on what they are given: comparisons, ``if``, ``selected`` …."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from voting.i18n import _
from voting.surveys.expressions import patterns
from voting.surveys.expressions.fitting import Fitting, Part, Variable, type_name
from voting.surveys.expressions.tree import Call, Literal, Node, Type, WrongExpression

_Rule = Callable[[Fitting, str, Sequence[Part]], Part]
_MOST_PLACES = 6
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def _equality(fitting: Fitting, name: str, parts: Sequence[Part]) -> Part:
    truth = Variable(Type.TRUTH)
    for one, other in (parts, parts[::-1]):
        if other.is_empty_text:
            blank = Call("blank", (one.node,))
            return Part(blank if name == "=" else Call("not", (blank,)), truth)
    if any(part.is_a(Type.CHOICES) for part in parts):
        reason = _(
            "多选题和排序题不能用 %(sign)s 比较，请用 selected(${名称}, '选项')。", sign=name
        )
        return fitting.wrong(reason, parts[0].node)
    for one, other in (parts, parts[::-1]):
        if one.is_a(Type.CHOICE) and other.is_a(Type.TEXT):
            fitting.known_option(one, other)
            return Part(Call(name, (parts[0].node, parts[1].node)), truth)
    return _compared(fitting, name, parts)


def _compared(fitting: Fitting, name: str, parts: Sequence[Part]) -> Part:
    left, right = (_as_time(part, parts) for part in parts)
    wanted = _common(left, right)
    if wanted is None:
        if left.variable and right.variable:
            fitting.tell(_unlike(name, left, right))
        return Part(left.node, None)
    where = _("%(name)s 的两边", name=name)
    nodes = tuple(fitting.fit(part, wanted, where) for part in (left, right))
    return Part(Call(name, nodes), Variable(Type.TRUTH))


def _order(fitting: Fitting, name: str, parts: Sequence[Part]) -> Part:
    for part in parts:
        if part.variable and not part.is_a(Type.DATE, Type.TIME, Type.NUMBER, Type.CHOICE):
            if isinstance(part.node, Literal):
                continue
            return fitting.wrong(
                _(
                    "%(sign)s 只能比较数字、日期和时间，现为%(type)s。",
                    sign=name,
                    type=type_name(part.variable.type),
                ),
                part.node,
            )
    where = _("%(name)s 的两边", name=name)
    # The names of options have no order of their own; as numbers they have.
    choices = [part for part in parts if part.is_a(Type.CHOICE)]
    if choices and not any(part.is_a(Type.DATE, Type.TIME) for part in parts):
        parts = [_as_number(fitting, part, where) for part in parts]
    if all(part.is_a(Type.TEXT) for part in parts):
        return fitting.wrong(_("文字不能用 %(sign)s 比较。", sign=name), parts[0].node)
    return _compared(fitting, name, parts)


def _as_number(fitting: Fitting, part: Part, where: str) -> Part:
    if not part.is_a(Type.CHOICE):
        return part
    known = part.variable.is_numeric if part.variable else False
    node = fitting.fit(part, Type.NUMBER, where)
    return Part(node, Variable(Type.NUMBER) if known else None)


def _as_time(part: Part, parts: Sequence[Part]) -> Part:
    """Read a written time as one where it is compared with a time."""
    node = part.node
    if not isinstance(node, Literal) or not any(each.is_a(Type.TIME) for each in parts):
        return part
    if node.type is not Type.TEXT or not is_time(str(node.value)):
        return part
    return Part(Literal(node.value, Type.TIME), Variable(Type.TIME))


def _common(left: Part, right: Part) -> Type | None:
    """Return the type in which two parts can be compared."""
    if left.variable is None or right.variable is None:
        return None
    types = {left.variable.type, right.variable.type}
    if len(types) == 1:
        return None if types == {Type.CHOICES} else left.variable.type
    if Type.NUMBER in types and types <= {Type.NUMBER, Type.CHOICE}:
        return Type.NUMBER
    return Type.TEXT if types == {Type.TEXT, Type.CHOICE} else None


def _mixed(name: str, left: Part, right: Part) -> str:
    return _(
        "%(name)s 的各项要同一种类，现为%(left)s和%(right)s。",
        name=name,
        left=type_name(left.variable.type) if left.variable else "",
        right=type_name(right.variable.type) if right.variable else "",
    )


def _unlike(name: str, left: Part, right: Part) -> str:
    for one, other in ((left, right), (right, left)):
        if not isinstance(other.node, Literal) or not other.is_a(Type.TEXT):
            continue
        value = other.node.value
        if one.is_a(Type.NUMBER):
            return _("数字不能和文字“%(value)s”比较，请去掉引号。", value=value)
        if one.is_a(Type.DATE):
            return _("日期要写成 date('2026-05-01') 的样子，现为“%(value)s”。", value=value)
    return _(
        "%(name)s 的两边要同一种类，现为%(left)s和%(right)s。",
        name=name,
        left=type_name(left.variable.type) if left.variable else "",
        right=type_name(right.variable.type) if right.variable else "",
    )


def _choose(fitting: Fitting, name: str, parts: Sequence[Part]) -> Part:
    condition = fitting.fit(parts[0], Type.TRUTH, _("if 的第一项"))
    yes, no = parts[1:]
    return _alike(fitting, name, [yes, no], (condition,))


def _alternatives(fitting: Fitting, name: str, parts: Sequence[Part]) -> Part:
    return _alike(fitting, name, parts, ())


def _alike(fitting: Fitting, name: str, parts: Sequence[Part], before: tuple[Node, ...]) -> Part:
    """Give the parts one type: a number or a text where they differ but can be one."""
    known = [part for part in parts if part.variable and not part.is_empty_text]
    if any(part.variable is None for part in parts):
        return Part(parts[0].node, None)
    wanted = known[0].variable.type if known and known[0].variable else Type.TEXT
    for part in known[1:]:
        common = _common(known[0], part)
        if common is None:
            return fitting.wrong(_mixed(name, known[0], part), part.node)
        wanted = common if common is not wanted else wanted
    if wanted is Type.CHOICE:
        wanted = Type.TEXT
    where = _("%(name)s 的各项", name=name)
    nodes = tuple(
        _nothing(wanted) if part.is_empty_text else fitting.fit(part, wanted, where)
        for part in parts
    )
    return Part(Call(name, (*before, *nodes)), Variable(wanted))


def _nothing(type_: Type) -> Node:
    """Return “no answer” as a value of a type."""
    empty = Literal("", Type.TEXT)
    return Call("number", (empty,)) if type_ is Type.NUMBER else empty


def _texts(gives: Type) -> _Rule:
    def rule(_fitting: Fitting, name: str, parts: Sequence[Part]) -> Part:
        return Part(Call(name, tuple(part.node for part in parts)), Variable(gives))

    return rule


def _selected(fitting: Fitting, name: str, parts: Sequence[Part]) -> Part:
    asked, option = parts
    if asked.variable and not asked.is_a(Type.CHOICE, Type.CHOICES):
        fitting.tell(_("selected 的第一项要是单选、多选或排序题。"))
    chosen = fitting.fit(option, Type.TEXT, _("selected 的第二项（选项要加引号）"))
    fitting.known_option(asked, option)
    return Part(Call(name, (asked.node, chosen)), Variable(Type.TRUTH))


def _regex(fitting: Fitting, name: str, parts: Sequence[Part]) -> Part:
    text = fitting.fit(parts[0], Type.TEXT, _("regex 的第一项"))
    pattern = parts[1].node
    if not isinstance(pattern, Literal) or pattern.type is not Type.TEXT:
        return fitting.wrong(_("regex 的第二项要直接写在引号里。"), text)
    try:
        written = Literal(patterns.portable(str(pattern.value)), Type.TEXT)
    except WrongExpression as wrong:
        return fitting.wrong(wrong.reasons[0], text)
    return Part(Call(name, (text, written)), Variable(Type.TRUTH))


def _round(fitting: Fitting, name: str, parts: Sequence[Part]) -> Part:
    nodes = [fitting.fit(parts[0], Type.NUMBER, _("round 的第一项"))]
    for part in parts[1:]:
        known = {str(places) for places in range(_MOST_PLACES + 1)}
        if not isinstance(part.node, Literal) or part.node.value not in known:
            reason = _("round 的第二项要直接写小数位数，0 至 %(most)s。", most=_MOST_PLACES)
            return fitting.wrong(reason, nodes[0])
        nodes.append(part.node)
    return Part(Call(name, tuple(nodes)), Variable(Type.NUMBER))


def _date(fitting: Fitting, _name: str, parts: Sequence[Part]) -> Part:
    node = parts[0].node
    value = node.value if isinstance(node, Literal) else None
    if not isinstance(value, str) or not is_date(value):
        return fitting.wrong(_("date 里要直接写日期，如 date('2026-05-01')。"), node)
    return Part(Literal(value, Type.DATE), Variable(Type.DATE))


def is_date(text: str) -> bool:
    """Say whether a text is a date of the calendar, written ``2026-05-01``."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_time(text: str) -> bool:
    """Say whether a text is a time of the day, written ``08:30``."""
    return _TIME.fullmatch(text) is not None


RULES: dict[str, tuple[int, int, _Rule]] = {
    "=": (2, 2, _equality),
    "!=": (2, 2, _equality),
    "<": (2, 2, _order),
    "<=": (2, 2, _order),
    ">": (2, 2, _order),
    ">=": (2, 2, _order),
    "if": (3, 3, _choose),
    "coalesce": (2, 20, _alternatives),
    "concat": (1, 20, _texts(Type.TEXT)),
    "string": (1, 1, _texts(Type.TEXT)),
    "number": (1, 1, _texts(Type.NUMBER)),
    "selected": (2, 2, _selected),
    "regex": (2, 2, _regex),
    "round": (1, 2, _round),
    "date": (1, 1, _date),
    "today": (0, 0, _texts(Type.DATE)),
}
"""By name: fewest and most arguments, and the rule."""
