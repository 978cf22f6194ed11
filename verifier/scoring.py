"""What marks are worth, by each scheme of an evaluation: exact fractions, rounded nowhere."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from verifier.canonical import Node
from verifier.evaluation_plan import Circle, Plan
from verifier.numbers import exact

Marks = Mapping[str, int]
"""Mark → how often it was given; own lines and void ones are left out."""
Rows = Mapping[str, Marks]
"""Contest → the marks of one subject."""
Values = Iterable[tuple[Fraction, int]]
"""Numbers, each with how often it was given."""


def mean(values: Values) -> Fraction | None:
    """Return the mean of numbers; of none there is none."""
    total, times = Fraction(0), 0
    for value, number in values:
        total, times = total + value * number, times + number
    return total / times if times else None


def combined(parts: Iterable[tuple[Fraction, Fraction | None]], empty: str) -> Fraction | None:
    """Return the weighted sum of values; a missing one refuses it, or lends out its weight."""
    weighed = [(weight, value) for weight, value in parts if weight]
    there = [(weight, value) for weight, value in weighed if value is not None]
    if not there or (empty == "refuse" and len(there) < len(weighed)):
        return None
    whole = sum((weight for weight, _value in weighed), Fraction(0))
    part = sum((weight for weight, _value in there), Fraction(0))
    return sum((weight * value for weight, value in there), Fraction(0)) * whole / part


class Scoring:
    """The scheme of a plan, applied to marks."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.scheme = plan, plan.scheme
        empty = plan.scheme.get("empty_group")
        self.empty = empty.text() if empty else "refuse"
        self._value = _VALUES.get(plan.kind)
        if plan.scores and self._value is None:
            plan.scheme.refuse("不认识的计分方式")

    def value(self, contest: str, marks: Marks) -> Fraction | None:
        """Return what the marks of one contest are worth, before its weight."""
        if self._value is None or contest == self.plan.overall:
            return None
        return self._value(self.scheme, contest, marks)

    def weight(self, contest: str) -> Fraction:
        """Return what a contest's value is multiplied with."""
        if contest == self.plan.overall:
            return Fraction(0)
        if self.plan.kind in {"sums", "coefficients"}:
            return exact(self.scheme["max"][contest])
        return self.plan.weights[contest] or Fraction(0)

    def part(self, contest: str, marks: Marks) -> Fraction | None:
        """Return the score of one dimension as it is printed."""
        value = self.value(contest, marks)
        if value is None or self.plan.kind not in {"sums", "coefficients"}:
            return value
        return value * exact(self.scheme["max"][contest])

    def of_rows(self, rows: Rows) -> Fraction | None:
        """Return what the rows of one voter group, or of all together, are worth."""
        if not self.plan.scores:
            return None
        return combined(
            ((self.weight(contest), self.value(contest, marks)) for contest, marks in rows.items()),
            self.empty,
        )

    def of_groups(self, values: Mapping[str, Fraction | None]) -> Fraction | None:
        """Return the weighted score of voter groups, each with its own."""
        if self.plan.circles:
            return self._circles(self.plan.circles, values)
        weights = self.plan.groups.items()
        return combined(
            ((weight or Fraction(0), values.get(group)) for group, weight in weights), self.empty
        )

    def _circles(
        self, circles: Iterable[Circle], values: Mapping[str, Fraction | None]
    ) -> Fraction | None:
        return combined(
            (
                (one.weight, values.get(one.group) if one.group else self._inside(one, values))
                for one in circles
            ),
            self.empty,
        )

    def _inside(self, one: Circle, values: Mapping[str, Fraction | None]) -> Fraction | None:
        return self._circles(one.circles, values)


def _points(scheme: Node, _contest: str, marks: Marks) -> Fraction | None:
    return _mean_of(scheme["points"], marks)


def _coefficients(scheme: Node, _contest: str, marks: Marks) -> Fraction | None:
    return _mean_of(scheme["coefficients"], marks)


def _mean_of(worth: Node, marks: Marks) -> Fraction | None:
    values = {mark: exact(each) for mark, each in worth.mapping().items()}
    return mean((values[mark], number) for mark, number in marks.items() if mark in values)


def _bands(scheme: Node, _contest: str, marks: Marks) -> Fraction | None:
    given = sum(marks.values())
    if not given:
        return None
    share = Fraction(sum(marks.get(mark, 0) for mark in scheme["of"].texts()), given)
    bands = sorted(
        ((exact(each["least"]), exact(each["score"])) for each in scheme["bands"]), reverse=True
    )
    for least, score in bands:
        if share >= least:
            return score
    below = scheme["below"]
    many = Fraction(sum(marks.get(mark, 0) for mark in below["of"].texts()), given)
    return exact(below["score" if many >= exact(below["at_least"]) else "otherwise"])


def _numbers(marks: Marks) -> list[tuple[Fraction, int]]:
    given = [(mark, number) for mark, number in marks.items() if mark[:1].isdigit() and number]
    return sorted((Fraction(mark), number) for mark, number in given)


def _marks(scheme: Node, _contest: str, marks: Marks) -> Fraction | None:
    given, above = _numbers(marks), scheme.get("trim_above")
    if above is not None and sum(number for _value, number in given) > max(above.whole(), 2):
        given += [(given[0][0], -1), (given[-1][0], -1)]
    return mean(given)


def _sums(scheme: Node, contest: str, marks: Marks) -> Fraction | None:
    found = mean(_numbers(marks))
    return None if found is None else found / exact(scheme["max"][contest])


_VALUES: dict[str, Callable[[Node, str, Marks], Fraction | None]] = {
    "points": _points,
    "index": _points,
    "bands": _bands,
    "marks": _marks,
    "coefficients": _coefficients,
    "sums": _sums,
}
