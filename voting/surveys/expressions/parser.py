"""Reading an expression: a parser that climbs by the strength of the operators."""

from collections.abc import Callable

from voting.i18n import _
from voting.surveys.expressions.tokens import Mark, Token, tokens
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

_DEEPEST = 40
_DEEPEST_TREE = 200
"""A chain of operators is deep too: what walks through a tree calls itself at each."""
_STRENGTH = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
}
_SIGN = 7
"""The strength of the minus in front of a number."""


def parse(source: str) -> Node:
    """Read an expression; what cannot be read is told with its place."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self._tokens = list(tokens(source))
        self._next = 0
        self._depth = 0

    def parse(self) -> Node:
        """Read the whole expression."""
        if self._is_at_end():
            raise WrongExpression(_("表达式是空的。"))
        node = self._expression(0)
        if not self._is_at_end():
            raise self._unexpected()
        if _depth(node) > _DEEPEST_TREE:
            raise WrongExpression(_("表达式嵌套太深，请分开写。"))
        return node

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _is_at_end(self) -> bool:
        return self._token.mark is Mark.END

    def _take(self) -> Token:
        token = self._token
        self._next += 1
        return token

    def _is(self, text: str) -> bool:
        return self._token.mark is Mark.SIGN and self._token.text == text

    def _expect(self, text: str, reason: str) -> None:
        if not self._is(text):
            raise WrongExpression(reason)
        self._next += 1

    def _expression(self, strength: int) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise WrongExpression(_("表达式嵌套太深，请分开写。"))
        left = self._first()
        while (found := self._operator()) > strength:
            operator = self._take()
            right = self._expression(found)
            left = Call(operator.text, (left, right), operator.place)
        self._depth -= 1
        return left

    def _operator(self) -> int:
        """Return the strength of the operator that comes next; 0 where none does."""
        if self._token.mark in {Mark.SIGN, Mark.NAME}:
            return _STRENGTH.get(self._token.text, 0)
        return 0

    def _first(self) -> Node:
        read: dict[Mark, Callable[[Token], Node]] = {
            Mark.NUMBER: lambda token: Literal(token.text, Type.NUMBER),
            Mark.TEXT: lambda token: Literal(token.text, Type.TEXT),
            Mark.ANSWER: lambda token: Answer(token.text, token.place),
            Mark.NAME: self._named,
            Mark.SIGN: self._signed,
        }
        if self._token.mark is Mark.END:
            raise WrongExpression(_("表达式没有写完。"))
        token = self._take()
        return read[token.mark](token)

    def _named(self, token: Token) -> Node:
        if not self._is("("):
            return Column(token.text, token.place)
        self._take()
        arguments: list[Node] = []
        while not self._is(")"):
            if arguments:
                self._expect(",", self._between(token))
            arguments.append(self._expression(0))
        self._take()
        return Call(token.text, tuple(arguments), token.place)

    def _between(self, token: Token) -> str:
        if self._token.mark is Mark.END:
            return _("%(name)s( 的括号没有闭合。", name=token.text)
        return _("%(name)s( ) 的参数之间要用半角逗号隔开。", name=token.text)

    def _signed(self, token: Token) -> Node:
        if token.text == "(":
            inner = self._expression(0)
            self._expect(")", _("第 %(place)s 个字的括号没有闭合。", place=token.place))
            return inner
        if token.text == ".":
            return Own(token.place)
        if token.text == "-":
            return Call("negative", (self._expression(_SIGN),), token.place)
        self._next -= 1
        raise self._unexpected()

    def _unexpected(self) -> WrongExpression:
        token = self._token
        if token.mark is Mark.END:
            return WrongExpression(_("表达式没有写完。"))
        return WrongExpression(
            _("第 %(place)s 个字“%(text)s”处看不懂。", place=token.place, text=token.text)
        )


def _depth(node: Node) -> int:
    """Return how many calls stand in each other."""
    depth, level = 0, [node]
    while level:
        depth += 1
        level = [inner for each in level if isinstance(each, Call) for inner in each.arguments]
    return depth
