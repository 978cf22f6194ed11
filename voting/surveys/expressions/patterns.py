"""Patterns of ``regex()``: a subset that two engines read alike and that cannot run away.

A pattern is matched against the whole text. It is written anew in signs which Python and the phone
understand in the same way; how much a match may try is bounded before it is ever run.
"""

import re
from functools import lru_cache

from voting.i18n import _
from voting.surveys.expressions.tree import WrongExpression

MOST_CHARACTERS = 200
LONGEST_TEXT = 2000
"""Characters of the longest text that can be an answer."""
_MOST_TRIES = 10_000_000
_MOST_REPEATS = 200
_MOST_PARTS = 2000
_CLASSES = {
    "d": "0-9",
    "w": "0-9A-Za-z_",
    "s": "\\t\\n\\r \u00a0\u3000",
}
_PLAIN_ESCAPES = frozenset("^$\\.*+?()[]{}|/-\"' ,:;@#%&=!~<>_`")
_MUST_BE_ESCAPED = frozenset("^$\\.*+?()[]{}|/")
_IN_CLASS_ESCAPED = frozenset("^\\[]-")
_ANY = "[^\\n\\r\\u2028\\u2029]"


@lru_cache(maxsize=1000)
def portable(pattern: str) -> str:
    """Return a pattern rewritten for both engines; refuses what could take forever."""
    return _Rewriter(pattern).rewritten()


def matches(pattern: str, text: str) -> bool:
    """Say whether a rewritten pattern fits a whole text."""
    return len(text) <= LONGEST_TEXT and _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class _Rewriter:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        if len(pattern) > MOST_CHARACTERS:
            raise WrongExpression(_("regex 的式子超过 %(most)s 个字。", most=MOST_CHARACTERS))
        anchored = pattern.removeprefix("^")
        if anchored.endswith("$") and not anchored.endswith("\\$"):
            anchored = anchored[:-1]
        self._signs = anchored
        self._next = 0
        self._tries = 1
        self._parts = 1

    def rewritten(self) -> str:
        """Return the whole pattern."""
        pattern, _fixed = self._branches(0)
        if self._next < len(self._signs):
            raise self._wrong(_("多了一个右括号"))
        return pattern

    def _wrong(self, reason: str) -> WrongExpression:
        return WrongExpression(
            _("regex 的式子“%(pattern)s”不能用：%(reason)s。", pattern=self._signs, reason=reason)
        )

    def _peek(self) -> str:
        return self._signs[self._next : self._next + 1]

    def _take(self) -> str:
        sign = self._peek()
        if not sign:
            raise self._wrong(_("没有写完"))
        self._next += 1
        return sign

    def _branches(self, depth: int) -> tuple[str, bool]:
        """Read alternatives; also say whether there is only one way through them."""
        branches = [self._sequence(depth)]
        while self._peek() == "|":
            self._next += 1
            branches.append(self._sequence(depth))
        self._try(len(branches))
        fixed = len(branches) == 1 and branches[0][1]
        return "|".join(text for text, _fixed in branches), fixed

    def _sequence(self, depth: int) -> tuple[str, bool]:
        parts: list[str] = []
        fixed = True
        while self._peek() not in {"", "|", ")"}:
            text, inner_fixed = self._atom(depth)
            least, most = self._repeats()
            if most > 1 and not inner_fixed:
                raise self._wrong(_("重复的括号里面不能再有重复或“|”，否则可能算不完"))
            if least != most:
                self._try(min(most, LONGEST_TEXT) - least + 1)
            fixed = fixed and inner_fixed and least == most
            parts.append(text + _written(least, most))
        return "".join(parts), fixed

    def _try(self, ways: int) -> None:
        self._tries *= ways
        if self._tries > _MOST_TRIES:
            raise self._wrong(_("重复太多，可能算不完；请少用 * 和 +，或写成 {1,20} 的样子"))

    def _atom(self, depth: int) -> tuple[str, bool]:
        sign = self._take()
        if sign == "(":
            return self._group(depth + 1)
        if sign == "[":
            return self._class(), True
        if sign == ".":
            return _ANY, True
        if sign == "\\":
            return self._escape(), True
        if sign in "*+?{}^$]":
            raise self._wrong(_("“%(sign)s”不能放在这里", sign=sign))
        return _literal(sign), True

    def _group(self, depth: int) -> tuple[str, bool]:
        if self._signs.startswith("?:", self._next):
            self._next += 2
        elif self._peek() == "?":
            raise self._wrong(_("不支持 (?…) 这样的括号"))
        inner, fixed = self._branches(depth)
        if self._peek() != ")":
            raise self._wrong(_("括号没有闭合"))
        self._next += 1
        return f"(?:{inner})", fixed

    def _escape(self) -> str:
        sign = self._take()
        if sign in _CLASSES:
            return f"[{_CLASSES[sign]}]"
        if sign.lower() in _CLASSES:
            return f"[^{_CLASSES[sign.lower()]}]"
        return _literal(self._plain(sign))

    def _plain(self, sign: str) -> str:
        named = {"n": "\n", "r": "\r", "t": "\t"}
        if sign in named:
            return named[sign]
        if sign not in _PLAIN_ESCAPES:
            raise self._wrong(_("不支持 \\%(sign)s", sign=sign))
        return sign

    def _class(self) -> str:
        negated = self._peek() == "^"
        self._next += negated
        members: list[str] = []
        while (sign := self._take()) != "]":
            members.append(self._member(sign))
        if not members:
            raise self._wrong(_("方括号里是空的"))
        return f"[{'^' if negated else ''}{''.join(dict.fromkeys(members))}]"

    def _member(self, sign: str) -> str:
        if sign == "\\":
            sign = self._take()
            if sign in _CLASSES:
                return _CLASSES[sign]
            sign = self._plain(sign)
        elif sign == "[":
            raise self._wrong(_("方括号里的“[”要写成 \\["))
        if self._peek() != "-" or self._signs[self._next + 1 : self._next + 2] in {"", "]"}:
            return _in_class(sign)
        self._next += 1
        last = self._take()
        last = self._plain(self._take()) if last == "\\" else last
        if last < sign:
            raise self._wrong(_("“%(first)s-%(last)s”的次序反了", first=sign, last=last))
        return f"{_in_class(sign)}-{_in_class(last)}"

    def _repeats(self) -> tuple[int, int]:
        """Read how often the part before is repeated."""
        sign = self._peek()
        known = {"*": (0, LONGEST_TEXT), "+": (1, LONGEST_TEXT), "?": (0, 1)}
        if sign in known:
            self._next += 1
            found = known[sign]
        elif sign == "{":
            found = self._counted()
        else:
            return 1, 1
        if self._peek() and self._peek() in "*+?{":
            raise self._wrong(_("重复的记号不能连着写"))
        return found

    def _counted(self) -> tuple[int, int]:
        found = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}").match(self._signs, self._next)
        if not found:
            raise self._wrong(_("“{”后面要写次数，如 {11} 或 {1,20}"))
        self._next = found.end()
        least = int(found[1])
        most = int(found[3]) if found[3] else LONGEST_TEXT if found[2] else least
        if least > most or max(least, most if found[3] else 0) > _MOST_REPEATS:
            raise self._wrong(_("次数要在 0 至 %(most)s 之间，小的在前", most=_MOST_REPEATS))
        return least, most


def _written(least: int, most: int) -> str:
    if (least, most) == (1, 1):
        return ""
    return f"{{{least},}}" if most == LONGEST_TEXT else f"{{{least},{most}}}"


def _control(sign: str) -> str:
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(sign, sign)


def _literal(sign: str) -> str:
    return "\\" + sign if sign in _MUST_BE_ESCAPED else _control(sign)


def _in_class(sign: str) -> str:
    return "\\" + sign if sign in _IN_CLASS_ESCAPED else _control(sign)
