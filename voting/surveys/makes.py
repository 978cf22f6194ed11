"""What the builder offers to add, in the words of whoever writes questionnaires."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from voting.i18n import lazy
from voting.surveys.form import Choice, Form, Item, Kind, Matrix, Question, Scale
from voting.surveys.naming import free, taken


class Make(StrEnum):
    """A make of question; several may be of one kind."""

    ONE = "one"
    SEVERAL = "several"
    LIKERT = "likert"
    MATRIX = "matrix"
    RANGE = "range"
    NPS = "nps"
    RANK = "rank"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    TEXT = "text"
    LONG = "long"
    NOTE = "note"
    ACKNOWLEDGE = "acknowledge"
    CALCULATE = "calculate"


MAKE_LABELS: dict[Make, str] = {
    Make.ONE: lazy("单选"),
    Make.SEVERAL: lazy("多选"),
    Make.LIKERT: lazy("量表"),
    Make.MATRIX: lazy("矩阵"),
    Make.RANGE: lazy("打分"),
    Make.NPS: lazy("推荐度"),
    Make.RANK: lazy("排序"),
    Make.NUMBER: lazy("数字"),
    Make.DATE: lazy("日期"),
    Make.TIME: lazy("时间"),
    Make.TEXT: lazy("填空"),
    Make.LONG: lazy("简答"),
    Make.NOTE: lazy("说明"),
    Make.ACKNOWLEDGE: lazy("知悉"),
    Make.CALCULATE: lazy("计算"),
}
MAKE_HINTS: Mapping[Make, str] = {
    Make.ONE: lazy("几个选项里选一个"),
    Make.SEVERAL: lazy("可以选几个，能限定至少、最多"),
    Make.LIKERT: lazy("从非常满意到非常不满意，统计均分"),
    Make.MATRIX: lazy("几个方面用同一组选项，排成一张表"),
    Make.RANGE: lazy("在两个数之间打分，如 1 到 10"),
    Make.NPS: lazy("0–10 分，统计净推荐值（eNPS）"),
    Make.RANK: lazy("把全部选项排出先后"),
    Make.NUMBER: lazy("填一个数"),
    Make.DATE: lazy("填一个日期"),
    Make.TIME: lazy("填几点几分"),
    Make.TEXT: lazy("一行文字，最多 200 字"),
    Make.LONG: lazy("几行文字，最多 2000 字"),
    Make.NOTE: lazy("只给人看的一段话，不用回答"),
    Make.ACKNOWLEDGE: lazy("勾选表示已经看到"),
    Make.CALCULATE: lazy("由别的回答算出，不显示"),
}
_KINDS: Mapping[Make, Kind] = {
    Make.ONE: Kind.SELECT_ONE,
    Make.SEVERAL: Kind.SELECT_MULTIPLE,
    Make.LIKERT: Kind.SELECT_ONE,
    Make.RANGE: Kind.RANGE,
    Make.NPS: Kind.RANGE,
    Make.RANK: Kind.RANK,
    Make.NUMBER: Kind.INTEGER,
    Make.DATE: Kind.DATE,
    Make.TIME: Kind.TIME,
    Make.TEXT: Kind.TEXT,
    Make.LONG: Kind.TEXT,
    Make.NOTE: Kind.NOTE,
    Make.ACKNOWLEDGE: Kind.ACKNOWLEDGE,
    Make.CALCULATE: Kind.CALCULATE,
}
_APPEARANCES: Mapping[Make, str] = {
    Make.LIKERT: "likert",
    Make.NPS: "nps",
    Make.LONG: "multiline",
}
ONE_TO_TEN = Scale(Fraction(1), Fraction(10), Fraction(1))
_SATISFACTION = ("非常满意", "比较满意", "一般", "不太满意", "非常不满意")
_NOTHING = frozenset({Make.NOTE, Make.CALCULATE})
_ALIKE: Sequence[tuple[Make, ...]] = (
    (Make.ONE, Make.SEVERAL, Make.LIKERT, Make.RANK),
    (Make.TEXT, Make.LONG),
    (Make.RANGE, Make.NPS),
)


@dataclass(frozen=True, slots=True)
class Begun:
    """A new item and the options it begins with."""

    item: Item
    choices: tuple[Choice, ...] = ()


def make_of(item: Item) -> Make:
    """Return what make an item is."""
    if isinstance(item, Matrix):
        return Make.MATRIX
    for make, appearance in _APPEARANCES.items():
        if item.kind is _KINDS[make] and appearance in item.appearance.split():
            return make
    if item.kind is Kind.DECIMAL:
        return Make.NUMBER
    return next(make for make, kind in _KINDS.items() if kind is item.kind and _plain(make))


def _plain(make: Make) -> bool:
    return make not in _APPEARANCES


def alike(make: Make) -> tuple[Make, ...]:
    """Return the makes that a question of one make can be changed into, its own among them."""
    return next((each for each in _ALIKE if make in each), (make,))


def remade(question: Question, make: Make) -> Question:
    """Return a question as one of another make; what else its appearance says stays."""
    own = _APPEARANCES.get(make, "")
    kept = set(question.appearance.split()) - set(_APPEARANCES.values())
    appearance = " ".join(sorted(kept | ({own} if own else set())))
    return replace(question, kind=_KINDS[make], appearance=appearance)


def begun(make: Make, form: Form) -> Begun:
    """Begin a new item of a make, with a free name and what is usual."""
    names = taken(form)
    language = form.languages[0]
    if make is Make.MATRIX:
        return Begun(Matrix(free(names, "matrix")), _steps(language))
    question = Question(
        free(names),
        _KINDS[make],
        required=make not in {*_NOTHING, Make.LONG},
        appearance=_APPEARANCES.get(make, ""),
    )
    if question.kind is Kind.RANGE:
        question = replace(question, scale=Scale() if make is Make.NPS else ONE_TO_TEN)
    return Begun(question, _steps(language) if make is Make.LIKERT else ())


def _steps(language: str) -> tuple[Choice, ...]:
    most = len(_SATISFACTION)
    return tuple(
        Choice(f"o{place + 1}", ((language, label),), score=str(most - place))
        for place, label in enumerate(_SATISFACTION)
    )
