"""The scales of grades in common use, as data; a secretary may make up any other."""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.i18n import lazy

UNKNOWN = "unknown"
"""The usual id of the extra mark outside a scale (不了解)."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale in common use: its grades from the best on, each with its word.

    ``unknown`` is the word of the mark outside the scale, where the form has one; ``reason_for``
    are the grades that forms usually ask a reason for.
    """

    id: str
    title: str
    grades: Mapping[str, str]
    unknown: str = ""
    reason_for: tuple[str, ...] = ()


SCALES: tuple[Scale, ...] = (
    Scale(
        "yearly",
        lazy("年度考核（公务员）"),
        {
            "excellent": lazy("优秀"),
            "competent": lazy("称职"),
            "basic": lazy("基本称职"),
            "incompetent": lazy("不称职"),
        },
    ),
    Scale(
        "institution",
        lazy("年度考核（事业单位）"),
        {
            "excellent": lazy("优秀"),
            "qualified": lazy("合格"),
            "basically_qualified": lazy("基本合格"),
            "unqualified": lazy("不合格"),
        },
    ),
    Scale(
        "items",
        lazy("班子和单项评价"),
        {
            "good": lazy("好"),
            "fair": lazy("较好"),
            "average": lazy("一般"),
            "poor": lazy("差"),
        },
    ),
    Scale(
        "selection",
        lazy("选人用人工作评议"),
        {
            "good": lazy("好"),
            "fair": lazy("较好"),
            "average": lazy("一般"),
            "rather_poor": lazy("较差"),
        },
    ),
    Scale(
        "three",
        lazy("好中差"),
        {"good": lazy("好"), "middle": lazy("中"), "poor": lazy("差")},
    ),
    Scale(
        "satisfaction",
        lazy("满意度（三档）"),
        {
            "satisfied": lazy("满意"),
            "basically_satisfied": lazy("基本满意"),
            "dissatisfied": lazy("不满意"),
        },
        lazy("不了解"),
    ),
    Scale(
        "satisfaction_five",
        lazy("满意度（五档）"),
        {
            "very_satisfied": lazy("很满意"),
            "satisfied": lazy("满意"),
            "basically_satisfied": lazy("基本满意"),
            "rather_dissatisfied": lazy("不太满意"),
            "dissatisfied": lazy("不满意"),
        },
    ),
    Scale(
        "agreement",
        lazy("新选拔任用干部评议"),
        {
            "agree": lazy("认同"),
            "basically_agree": lazy("基本认同"),
            "disagree": lazy("不认同"),
        },
        lazy("不了解"),
        ("disagree",),
    ),
)
SCALE_BY_ID: dict[str, Scale] = {scale.id: scale for scale in SCALES}
_WORDS: dict[str, str] = {
    **{mark: word for scale in SCALES for mark, word in scale.grades.items()},
    UNKNOWN: lazy("不了解"),
}


def label_of(mark: str) -> str:
    """Return the word for a grade in common use; any other is its own word."""
    return str(_WORDS.get(mark, mark))


def id_of(word: str) -> str | None:
    """Return the id of a grade in common use by its word."""
    return next((mark for mark, known in _WORDS.items() if known == word), None)
