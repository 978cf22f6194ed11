"""The functions of expressions: what they take, what they give, and how they compute.

``None`` is “not answered”. Arithmetic with it gives ``None``; compared in size it is never true;
as a text it is empty; as a condition it is not fulfilled.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import cast

from voting.surveys.expressions import patterns
from voting.surveys.expressions.numbers import number_of, rounded, text_of, truncated
from voting.surveys.expressions.tree import Type, Value

_Compute = Callable[..., Value]
LARGEST = 10**60
"""What the two parts of a computed fraction stay under."""
MOST_TEXT = 4000
"""Characters a computed text is cut at."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function with fixed types; the last of ``takes`` repeats where ``repeats``."""

    takes: tuple[Type, ...]
    gives: Type
    compute: _Compute
    repeats: bool = False


def shown(value: Value) -> str:
    """Return a value as a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return text_of(value)
    return " ".join(value) if isinstance(value, tuple) else value


def is_blank(value: Value) -> bool:
    """Say whether there is no answer."""
    return value is None or value in ("", ())


def _arithmetic(compute: Callable[[Fraction, Fraction], Fraction | None]) -> _Compute:
    def guarded(left: Fraction | None, right: Fraction | None) -> Fraction | None:
        return None if left is None or right is None else _held(compute(left, right))

    return guarded


def _held(number: Fraction | None) -> Fraction | None:
    """Give up on numbers that no answer can lead to by honest arithmetic."""
    if number is None or max(abs(number.numerator), number.denominator) > LARGEST:
        return None
    return number


def _of_one(compute: Callable[[Fraction], Fraction]) -> _Compute:
    return lambda number: None if number is None else compute(number)


def _in_order(compare: Callable[[Fraction | str, Fraction | str], bool]) -> _Compute:
    return lambda left, right: not (is_blank(left) or is_blank(right)) and compare(left, right)


def equal(left: Value, right: Value) -> bool:
    """Compare two values; what is not answered equals only what is not answered."""
    if is_blank(left) or is_blank(right):
        return is_blank(left) and is_blank(right)
    return left == right


def _extreme(choose: Callable[..., Fraction]) -> _Compute:
    return lambda *numbers: None if None in numbers else choose(numbers)


def _selected(value: Value, name: str | None) -> bool:
    chosen = value if isinstance(value, tuple) else (value,)
    return not is_blank(name) and name in chosen


def _text(compute: Callable[..., Value]) -> _Compute:
    return lambda *texts: compute(*(text or "" for text in texts))


def _joined(*values: Value) -> str:
    return "".join(map(shown, values))[:MOST_TEXT]


def _divided(left: Fraction, right: Fraction) -> Fraction | None:
    return left / right if right else None


def _remainder(left: Fraction, right: Fraction) -> Fraction | None:
    return left - right * truncated(left / right) if right else None


def _rounded(number: Fraction | None, places: Fraction | None = None) -> Fraction | None:
    return None if number is None else rounded(number, int(places or 0))


def _first_answered(*values: Value) -> Value:
    return next((value for value in values if not is_blank(value)), None)


_N, _T, _B, _C = Type.NUMBER, Type.TEXT, Type.TRUTH, Type.CHOICES

FUNCTIONS: Mapping[str, Function] = {
    "+": Function((_N, _N), _N, _arithmetic(lambda a, b: a + b)),
    "-": Function((_N, _N), _N, _arithmetic(lambda a, b: a - b)),
    "*": Function((_N, _N), _N, _arithmetic(lambda a, b: a * b)),
    "div": Function((_N, _N), _N, _arithmetic(_divided)),
    "mod": Function((_N, _N), _N, _arithmetic(_remainder)),
    "negative": Function((_N,), _N, _of_one(lambda a: -a)),
    "and": Function((_B, _B), _B, lambda a, b: a is True and b is True),
    "or": Function((_B, _B), _B, lambda a, b: a is True or b is True),
    "not": Function((_B,), _B, lambda a: a is not True),
    "true": Function((), _B, lambda: True),
    "false": Function((), _B, lambda: False),
    "round": Function((_N,), _N, _rounded),
    "int": Function((_N,), _N, _of_one(truncated)),
    "floor": Function((_N,), _N, _of_one(lambda a: Fraction(floor(a)))),
    "ceiling": Function((_N,), _N, _of_one(lambda a: Fraction(ceil(a)))),
    "abs": Function((_N,), _N, _of_one(abs)),
    "min": Function((_N,), _N, _extreme(min), repeats=True),
    "max": Function((_N,), _N, _extreme(max), repeats=True),
    "contains": Function((_T, _T), _B, _text(lambda a, b: b in a)),
    "starts-with": Function((_T, _T), _B, _text(lambda a, b: a.startswith(b))),
    "ends-with": Function((_T, _T), _B, _text(lambda a, b: a.endswith(b))),
    "string-length": Function((_T,), _N, _text(lambda a: Fraction(len(a)))),
    "count-selected": Function((_C,), _N, lambda a: Fraction(len(a or ()))),
}
"""Functions whose arguments have one type each."""

SPECIAL: Mapping[str, _Compute] = {
    "=": equal,
    "!=": lambda a, b: not equal(a, b),
    "<": _in_order(lambda a, b: cast(str, a) < cast(str, b)),
    "<=": _in_order(lambda a, b: cast(str, a) <= cast(str, b)),
    ">": _in_order(lambda a, b: cast(str, a) > cast(str, b)),
    ">=": _in_order(lambda a, b: cast(str, a) >= cast(str, b)),
    "blank": is_blank,
    "if": lambda truth, yes, no: yes if truth is True else no,
    "coalesce": _first_answered,
    "concat": _joined,
    "string": shown,
    "number": lambda a: number_of(shown(a)),
    "selected": _selected,
    "regex": lambda text, pattern: patterns.matches(pattern, text or ""),
    "round": _rounded,
}
"""Functions whose types depend on their arguments; see the checker."""

KNOWN = sorted((set(FUNCTIONS) | set(SPECIAL) | {"today", "date"}) - {"negative", "blank"})
