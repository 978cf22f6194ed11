"""The words of the monthly forms, and when one is on time, late or missing."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from voting.i18n import lazy

GROUP_LENGTH = 60
TEXT_LENGTH = 1000
MOST_ITEMS = 20
REMINDED_BEFORE = 3
"""Days before the last day on which groups that have not handed in are reminded."""
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_DIGITS = "一二三四五六七八九"
_NUMBER = re.compile(r"\d{1,4}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")


class Topic(StrEnum):
    """What an item of a form is about."""

    DIFFICULTY = "difficulty"
    CONCERN = "concern"
    SINGLE = "single"
    COMMON = "common"
    OPINION = "opinion"


class FormState(StrEnum):
    """Where a group's form of a month stands."""

    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"


class Standing(StrEnum):
    """How a form is counted: in time, late, not there and over the day, still within it."""

    SUBMITTED = "submitted"
    LATE = "late"
    MISSING = "missing"
    WAITING = "waiting"


TOPIC_LABELS: dict[Topic, str] = {
    Topic.DIFFICULTY: lazy("困难的事"),
    Topic.CONCERN: lazy("关心的事"),
    Topic.SINGLE: lazy("个别的事"),
    Topic.COMMON: lazy("带普遍倾向的事"),
    Topic.OPINION: lazy("意见和建议"),
}
STANDING_LABELS: dict[Standing, str] = {
    Standing.SUBMITTED: lazy("已交"),
    Standing.LATE: lazy("迟交"),
    Standing.MISSING: lazy("未交"),
    Standing.WAITING: lazy("待交"),
}


def is_month(text: str) -> bool:
    """Tell whether a text is a month such as 2026-11."""
    return _MONTH.fullmatch(text) is not None


def standing(handed_in: date | None, due_on: date, today: date) -> Standing:
    """Return how a form counts that was handed in on a day, or not yet; the last day is in time."""
    if handed_in is not None:
        return Standing.SUBMITTED if handed_in <= due_on else Standing.LATE
    return Standing.MISSING if today > due_on else Standing.WAITING


def counted(standings: Iterable[Standing]) -> dict[Standing, int]:
    """Count forms by how they stand; every standing is there."""
    found = Counter(standings)
    return {each: found[each] for each in Standing}


def reminder(due_on: date, today: date) -> str:
    """Return which reminder of a last day is due today: before, after, or none (empty)."""
    days = (due_on - today).days
    if 0 <= days <= REMINDED_BEFORE:
        return "before"
    return "after" if days < 0 else ""


def month_name(month: str) -> str:
    """Return a month as people say it: 2026-11 is 2026年11月."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def place_of(group: str) -> tuple[str, int, str]:
    """Return what groups are sorted by: 第二小组 before 第十小组, other names as written."""
    found = _NUMBER.search(group)
    if found is None:
        return group, 0, ""
    return group[: found.start()], _value(found[0]), group[found.end() :]


def _value(numeral: str) -> int:
    """Return a numeral's value: digits, or Chinese ones up to 九十九; 0 for what is neither."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _DIGITS.find(numeral) + 1
    return 10 * (_DIGITS.find(tens) + 1 if tens else 1) + (_DIGITS.find(ones) + 1 if ones else 0)
