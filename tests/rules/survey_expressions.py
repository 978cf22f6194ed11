"""Expressions of every kind, and answers they may meet: for the server alone and for the phone."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from voting.surveys.expressions.checking import Scope, Variable, check
from voting.surveys.expressions.evaluation import Surroundings, evaluate
from voting.surveys.expressions.functions import is_blank, shown
from voting.surveys.expressions.tree import Node, Type, Value, data

SCOPE = Scope(
    {
        "n": Variable(Type.NUMBER),
        "年龄": Variable(Type.NUMBER),
        "t": Variable(Type.TEXT),
        "u": Variable(Type.TEXT),
        "c": Variable(Type.CHOICE, frozenset({"a", "b", "甲"})),
        "k": Variable(Type.CHOICE, frozenset("12345")),
        "m": Variable(Type.CHOICES, frozenset({"a", "b", "c"})),
        "d": Variable(Type.DATE),
        "h": Variable(Type.TIME),
        "z": Variable(Type.TRUTH),
    },
    own=Variable(Type.NUMBER),
)
TEXTS = st.text(
    st.sampled_from("ab 01.-甲乙𠮷é\n+/"),
    max_size=8,
)
DECIMALS = st.decimals(-1000, 1000, allow_nan=False, places=3).map(
    lambda d: f"{d:f}"
) | st.integers(-(10**18) + 1, 10**18 - 1).map(str)
DATES = st.dates().map(lambda day: day.isoformat())
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "n": DECIMALS,
        "年龄": st.integers(0, 100).map(str),
        "t": TEXTS,
        "u": TEXTS | DECIMALS,
        "c": st.sampled_from(["a", "b", "甲"]),
        "k": st.sampled_from("12345"),
        "m": st.lists(st.sampled_from("abc"), unique=True).map(tuple),
        "d": DATES,
        "h": st.times().map(lambda time: time.isoformat("minutes")),
        "z": st.sampled_from(["true", "false"]),
    },
)
PATTERNS = st.sampled_from(
    ["[a-b]+", "1?[0-9]{1,3}", "(ab)*甲|.*", r"\d+(\.\d{2})?", r"[^\s]*", "a.b", r"(?:\w-)?\w*", ""]
)


def _quoted(text: str) -> str:
    return f"'{text}'"


@lru_cache
def numbers(depth: int) -> st.SearchStrategy[str]:
    plain = st.sampled_from(["${n}", "${年龄}", ".", "0", "3", "2.50"])
    if not depth:
        return plain
    inner = numbers(depth - 1)
    return st.one_of(
        plain,
        st.tuples(inner, st.sampled_from(["+", "-", "*", "div", "mod"]), inner).map(
            lambda p: f"({p[0]} {p[1]} {p[2]})"
        ),
        st.tuples(st.sampled_from(["int", "abs", "floor", "ceiling", "round", "-"]), inner).map(
            lambda p: f"{p[0]}({p[1]})"
        ),
        st.tuples(inner, st.integers(0, 6)).map(lambda p: f"round({p[0]}, {p[1]})"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(
            lambda p: f"{p[0]}({p[1]}, {p[2]})"
        ),
        texts(depth - 1).map(lambda text: f"number({text})"),
        texts(depth - 1).map(lambda text: f"string-length({text})"),
        st.just("count-selected(${m})"),
        st.tuples(truths(depth - 1), inner, inner).map(lambda p: f"if({p[0]}, {p[1]}, {p[2]})"),
        st.tuples(inner, inner).map(lambda p: f"coalesce({p[0]}, {p[1]})"),
        st.tuples(truths(depth - 1), inner).map(lambda p: f"if({p[0]}, {p[1]}, '')"),
    )


@lru_cache
def texts(depth: int) -> st.SearchStrategy[str]:
    plain = st.sampled_from(["${t}", "${u}", "${c}"]) | TEXTS.map(_quoted)
    if not depth:
        return plain
    inner = texts(depth - 1)
    anything = st.one_of(inner, numbers(depth - 1), truths(depth - 1), st.just("${m}"))
    return st.one_of(
        plain,
        st.tuples(anything, anything).map(lambda p: f"concat({p[0]}, {p[1]})"),
        anything.map(lambda part: f"string({part})"),
        st.tuples(truths(depth - 1), inner, inner).map(lambda p: f"if({p[0]}, {p[1]}, {p[2]})"),
        st.tuples(inner, inner).map(lambda p: f"coalesce({p[0]}, {p[1]})"),
    )


@lru_cache
def truths(depth: int) -> st.SearchStrategy[str]:
    plain = st.sampled_from(
        [
            "true()",
            "false()",
            "${z}",
            "${c} = '甲'",
            "selected(${m}, 'b')",
            "${k} >= 3",
            "${m} = ''",
        ]
    )
    if not depth:
        return plain
    compared = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
    dates = st.sampled_from(["${d}", "today()"]) | DATES.map(lambda day: f"date('{day}')")
    times = st.sampled_from(["${h}", "'08:30'"])
    inner = truths(depth - 1)
    return st.one_of(
        plain,
        st.tuples(numbers(depth - 1), compared, numbers(depth - 1)).map(" ".join),
        st.tuples(dates, compared, dates).map(" ".join),
        times.map(lambda time: f"${{h}} <= {time}"),
        st.tuples(st.sampled_from(["${t}", "${u}"]), st.sampled_from(["=", "!="]), texts(0)).map(
            " ".join
        ),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda p: f"({p[0]} {p[1]} {p[2]})"
        ),
        inner.map(lambda part: f"not({part})"),
        st.tuples(
            st.sampled_from(["contains", "starts-with", "ends-with"]),
            texts(depth - 1),
            texts(depth - 1),
        ).map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
        st.tuples(texts(depth - 1), PATTERNS).map(lambda p: f"regex({p[0]}, '{p[1]}')"),
        st.sampled_from(["a", "甲", "9"]).map(lambda name: f"selected(${{m}}, string('{name}'))"),
    )


@dataclass(frozen=True, slots=True)
class Case:
    """An expression and what it meets."""

    source: str
    node: Node
    around: Surroundings

    def value(self) -> str | list[str] | None:
        """What the server computes, as it would be kept."""
        return kept(evaluate(self.node, self.around))

    def sent(self) -> dict[str, Any]:
        """What the phone is given."""
        answers = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self.around.answers.items()
        }
        own, today = self.around.own, self.around.today
        return {
            "tree": data(self.node),
            "around": {"answers": answers, "today": today, "own": own},
        }


def kept(value: Value) -> str | list[str] | None:
    if is_blank(value):
        return None
    return list(value) if isinstance(value, tuple) else shown(value)


def _case(source: str, answers: dict[str, Any], today: str, own: str | None) -> Case:
    return Case(source, check(source, SCOPE).node, Surroundings(answers, today, own))


CASES = st.builds(
    _case, st.one_of(numbers(2), texts(2), truths(3)), ANSWERS, DATES, st.none() | DECIMALS
)
