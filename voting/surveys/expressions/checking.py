"""Checking an expression: names, numbers of arguments and types; conversions are written out."""

from dataclasses import replace

from voting.i18n import _
from voting.surveys.expressions import special
from voting.surveys.expressions.fitting import Fitting, Part, Scope, Variable, near
from voting.surveys.expressions.functions import FUNCTIONS, KNOWN
from voting.surveys.expressions.parser import parse
from voting.surveys.expressions.tree import (
    Answer,
    Call,
    Column,
    Literal,
    Node,
    Own,
    Type,
    WrongExpression,
)

_MOST_ARGUMENTS = 20


def check(source: str, scope: Scope, *wanted: Type) -> Part:
    """Read and check an expression that should have one of the wanted types (none: any).

    Raises :class:`WrongExpression` with everything that is wrong.
    """
    checker = _Checker(scope)
    part = checker.part(parse(source))
    if part.variable and wanted and part.variable.type not in wanted:
        checker.fitting.fit(part, wanted[0], _("这里"))
    if checker.fitting.reasons:
        raise WrongExpression(*checker.fitting.reasons)
    return part


class _Checker:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.fitting = Fitting()

    def part(self, node: Node) -> Part:
        """Check a part and everything in it."""
        match node:
            case Literal():
                return Part(node, Variable(node.type))
            case Answer():
                return self._answer(node)
            case Own():
                return self._own(node)
            case Column():
                return self._column(node)
            case Call():
                return self._call(node)

    def _answer(self, node: Answer) -> Part:
        found = self._scope.answers.get(node.name)
        if found is None and self.fitting.is_full:
            return Part(node, None)
        if found is None:
            return self.fitting.wrong(
                _(
                    "没有名称为“%(name)s”的题目可以引用%(near)s。",
                    name=node.name,
                    near=near(node.name, self._scope.answers),
                ),
                node,
            )
        return Part(replace(node, type=found.type, place=0), found)

    def _own(self, node: Own) -> Part:
        if self._scope.own is None:
            return self.fitting.wrong(_("“.”只能用在约束里，请写 ${名称}。"), node)
        return Part(replace(node, type=self._scope.own.type, place=0), self._scope.own)

    def _column(self, node: Column) -> Part:
        columns = self._scope.columns
        if columns is None:
            return self.fitting.wrong(
                _(
                    "看不懂“%(name)s”：引用题目要写成 ${%(name)s}，文字要加半角引号。",
                    name=node.name,
                ),
                node,
            )
        if node.name not in columns:
            return self.fitting.wrong(
                _(
                    "选项表里没有“%(name)s”这一列%(near)s。",
                    name=node.name,
                    near=near(node.name, columns),
                ),
                node,
            )
        return Part(replace(node, place=0), Variable(Type.CHOICE))

    def _call(self, node: Call) -> Part:
        parts = [self.part(each) for each in node.arguments]
        if node.name in special.RULES:
            fewest, most, rule = special.RULES[node.name]
            if self._counts(node, fewest, most):
                return rule(self.fitting, node.name, parts)
            return Part(node, None)
        function = FUNCTIONS.get(node.name)
        if function is None:
            return self.fitting.wrong(_unknown(node.name), node)
        most = _MOST_ARGUMENTS if function.repeats else len(function.takes)
        if not self._counts(node, len(function.takes), most):
            return Part(node, Variable(function.gives))
        nodes = []
        for place, part in enumerate(parts):
            wanted = function.takes[min(place, len(function.takes) - 1)]
            nodes.append(self.fitting.fit(part, wanted, _where(node.name)))
        return Part(Call(node.name, tuple(nodes)), Variable(function.gives))

    def _counts(self, node: Call, fewest: int, most: int) -> bool:
        if fewest <= len(node.arguments) <= most:
            return True
        known = str(fewest) if fewest == most else _("%(a)s 至 %(b)s", a=fewest, b=most)
        self.fitting.tell(
            _(
                "%(name)s( ) 要 %(known)s 个参数，现有 %(n)s 个。",
                name=node.name,
                known=known,
                n=len(node.arguments),
            )
        )
        return False


def _where(name: str) -> str:
    words = {"negative": "-"}
    return _("%(name)s 处", name=words.get(name, name))


def _unknown(name: str) -> str:
    suggestion = near(name, KNOWN)
    if suggestion:
        return _("没有“%(name)s”这个函数%(near)s。", name=name, near=suggestion)
    known = "、".join(each for each in KNOWN if each[0].isalpha())
    return _("没有“%(name)s”这个函数。可用的有：%(known)s。", name=name, known=known)


__all__ = ["Part", "Scope", "Variable", "check"]
