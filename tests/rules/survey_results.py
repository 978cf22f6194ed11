"""A survey with everything in it, frozen: for the tests of results, files and pages."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.rules.survey_forms import answered, program
from voting.surveys.policy import USUAL, Policy
from voting.surveys.results.freezing import Facts, Source, comments_of, freeze, with_comments

FORM = program(
    """
    | type | name | label | relevant |
    | select_one 部门 | unit | 您的部门 | |
    | select_one 满意 | q | 对食堂满意吗 | |
    | select_multiple 字母 | m | 参加过哪些活动 | |
    | integer | n | 每周就餐几次 | |
    | rank 字母 | r | 请排序 | |
    | 推荐度 | nps | 愿意推荐吗 | |
    | select_one 字母 or_other | o | 最喜欢哪个 | |
    | text | t | 您的建议 | |
    | select_one 是否 | f | 吃过夜宵吗 | |
    | select_one 满意 | s | 夜宵好吃吗 | ${f} = 'yes' |
    """
)
FACTS = Facts("食堂满意度", "红星小学工会", "invited", date(2026, 11, 1), date(2026, 11, 20))
SOURCES = (Source("手机", 1600, 1550, 1400), Source("纸质", 64, 59, 36))
"""1664 issued, 1609 returned, 1436 valid."""


def people(number: int = 60) -> list[dict[str, Any]]:
    """Everybody answers something else; the office is small, few like the second letter."""
    return [
        {
            "unit": "math" if n % 2 else "office" if n in {0, 2} else "art",
            "q": str(5 - n % 5) if n % 7 else "5",
            "m": ["a", "b"] if n % 3 else ["c"],
            "n": str(n % 5),
            "r": ["a", "b", "c"] if n % 3 else ["b", "a", "c"],
            "nps": str(n % 11),
            "o": "other" if n < 12 else "b" if n == 20 else "a",
            **({"o_other": f"别的味道{n}"} if n < 12 else {}),
            **({"t": f"希望食堂降价，第{n}条"} if n < 15 else {}),
            "f": "yes" if n % 3 else "no",
            "s": str(1 + n % 5),
        }
        for n in range(number)
    ]


def frozen(
    responses: Sequence[dict[str, Any]] | None = None,
    *,
    by: Sequence[str] = ("unit",),
    policy: Policy = USUAL,
    sources: Sequence[Source] = SOURCES,
    invalid: Sequence[tuple[str, int]] = (("量表题全选同一项", 120), ("内容无法读取", 2)),
    form: Any = FORM,
) -> dict[str, Any]:
    """Return the document of a counted survey."""
    checked = [answered(form, raw) for raw in (people() if responses is None else responses)]
    return freeze(FACTS, form, checked, sources, invalid, by, policy)


def released(responses: Sequence[dict[str, Any]] | None = None, **options: Any) -> dict[str, Any]:
    """Return the document of a released survey, all comments agreed to as they were written."""
    given = people() if responses is None else responses
    checked = [answered(FORM, raw) for raw in given]
    return with_comments(frozen(given, **options), comments_of(FORM, checked, 10))
