"""The signs of an expression, one after the other; full-width ones are found and told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from voting.i18n import _
from voting.surveys.expressions.tree import WrongExpression

MOST_CHARACTERS = 2000
_MOST_DIGITS = 18

_FULL_WIDTH = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "＂": '"',
    "＇": "'",
    "（": "(",
    "）": ")",
    "，": ",",
    "、": ",",
    "＝": "=",
    "＜": "<",
    "＞": ">",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "！": "!",
    "＋": "+",
    "－": "-",
    "—": "-",
    "＊": "*",
    "×": "*",
    "÷": "div",
    "／": "div",
    "＄": "$",
    "｛": "{",
    "｝": "}",
    "．": ".",
    "。": ".",
}


class Mark(StrEnum):
    """What a token is."""

    NUMBER = "number"
    TEXT = "text"
    ANSWER = "answer"
    NAME = "name"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A token, its text without quotes or braces, and where it stands (from 1)."""

    mark: Mark
    text: str
    place: int


_TOKEN = re.compile(
    r"""\s+
    | (?P<number> [0-9]+ (?:\.[0-9]+)? )
    | (?P<text> "[^"]*" | '[^']*' )
    | \$\{ \s* (?P<answer> [^{}$'"\s]+ ) \s* \}
    | (?P<name> [^\W\d][\w:]* (?: [-.] \w+ )* )
    | (?P<sign> <= | >= | != | [-=<>+*(),.] )
    """,
    re.VERBOSE,
)


def tokens(source: str) -> Iterator[Token]:
    """Cut an expression into its tokens; the last one is the end."""
    if len(source) > MOST_CHARACTERS:
        raise WrongExpression(_("表达式超过 %(most)s 个字，请分开写。", most=MOST_CHARACTERS))
    place = 0
    while place < len(source):
        found = _TOKEN.match(source, place)
        if found is None:
            raise _strange(source, place)
        if found.lastgroup:
            yield _token(found)
        place = found.end()
    yield Token(Mark.END, "", len(source) + 1)


def _token(found: re.Match[str]) -> Token:
    mark = Mark(found.lastgroup or "")
    text = found[mark.value]
    if mark is Mark.NUMBER and max(map(len, text.split("."))) > _MOST_DIGITS:
        raise WrongExpression(_("数字“%(text)s”太长。", text=text[:_MOST_DIGITS] + "…"))
    if mark is Mark.TEXT:
        text = text[1:-1]
    return Token(mark, text, found.start() + 1)


def _strange(source: str, place: int) -> WrongExpression:
    """Say what cannot stand there; all full-width signs outside quotes are told at once."""
    sign = source[place]
    if sign in "'\"":
        reason = _("第 %(place)s 个字起的引号没有闭合。", place=place + 1)
        inside = [each for each in "“”‘’" if each in source[place + 1 :]]
        if inside:
            reason = _(
                "第 %(place)s 个字起的引号没有闭合：后面的“%(sign)s”是全角引号，请改为半角。",
                place=place + 1,
                sign=inside[0],
            )
        return WrongExpression(reason)
    wide = [
        _(
            "第 %(place)s 个字“%(sign)s”是全角符号，请改为半角的 %(plain)s 。",
            place=where + 1,
            sign=source[where],
            plain=_FULL_WIDTH[source[where]],
        )
        for where in _outside_quotes(source, place)
        if source[where] in _FULL_WIDTH
    ]
    if wide and sign in _FULL_WIDTH:
        return WrongExpression(*wide)
    if sign == "$":
        return WrongExpression(
            _("第 %(place)s 个字：引用题目要写成 ${名称}。", place=place + 1),
        )
    return WrongExpression(
        _("第 %(place)s 个字“%(sign)s”不能用在表达式里。", place=place + 1, sign=sign)
    )


def _outside_quotes(source: str, place: int) -> Iterator[int]:
    quote = ""
    for where in range(place, len(source)):
        sign = source[where]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        else:
            yield where
