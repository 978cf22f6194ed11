"""A cell of a register, understood: what became of a motion, when, and how it was answered."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from voting.congress.rules import chinese_numeral
from voting.i18n import _
from voting.motions.rules import Class, Grade
from voting.motions.statistics import Fate
from voting.people.formats.grid import Cell


class Unreadable(Exception):
    """A cell that cannot be understood; its words say what may stand there."""


class Done(StrEnum):
    """How far a register says something has come."""

    UNSAID = "unsaid"
    OPEN = "open"
    CLOSED = "closed"
    ARCHIVED = "archived"


_FATES: dict[Fate, str] = {
    Fate.FILED: "立案 予以立案 已立案 准予立案 提案 是 并案 立案并案 并案立案",
    Fate.SUGGESTION: "转为意见建议 转意见建议 意见建议 建议 转建议 转为建议 作为意见建议 作为建议 "
    "工作建议 转为工作建议 转工作建议 建议案",
    Fate.NOT_FILED: "不予立案 不立案 未立案 不予受理 否 退回",
    Fate.WITHDRAWN: "撤案 撤回 撤销 撤销提案 提案人撤案",
    Fate.PENDING: "待审查 待审 审查中",
}
_GRADES: dict[Grade, str] = {
    Grade.SATISFIED: "满意 非常满意 很满意",
    Grade.BASICALLY: "基本满意 较满意 比较满意",
    Grade.DISSATISFIED: "不满意",
}
_SILENT = "未反馈 无 没有反馈 未评价 无反馈"
_CLASSES: dict[Class, str] = {
    Class.A: "A A类 已解决 已经解决 已经解决或基本解决 基本解决 解决",
    Class.B: "B B类 正在解决 列入计划 列入规划 正在解决或列入规划逐步解决 列入计划逐步解决",
    Class.C: "C C类 以后解决 因条件限制需以后解决 暂时不能解决 暂不具备条件",
    Class.D: "D D类 留作参考 参考 供参考 不能解决",
}
_DONE: dict[Done, str] = {
    Done.CLOSED: "是 办结 已办结 完成 已完成 已结案 结案 √",
    Done.ARCHIVED: "归档 已归档",
    Done.OPEN: "否 未办结 办理中 正在办理 跟踪落实 未完成 待反馈 待答复 未结案 ×",
}
_REPLIED: dict[bool, str] = {
    True: "是 已答复 已回复 √ 已办复 有",
    False: "否 未答复 未回复 × 待答复 无 没有",
}
_FATE_OF = {word: fate for fate, words in _FATES.items() for word in words.split()}
_GRADE_OF = {word: grade for grade, words in _GRADES.items() for word in words.split()}
_CLASS_OF = {word: each for each, words in _CLASSES.items() for word in words.split()}
_DONE_OF = {word: done for done, words in _DONE.items() for word in words.split()}
_REPLIED_OF = {word: said for said, words in _REPLIED.items() for word in words.split()}

_DAY = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?(?: 00:00(?::00)?)?")
_LETTER_OF_CLASS = re.compile(r"([ABCD])(?:类.*|[ :：(（].*)?")
_SESSION = re.compile(r"第?(\w+?)届第?(\w+?)次.*|(\d{1,2})[-.](\d{1,2})")
_NUMERALS = {chinese_numeral(number): number for number in range(1, 100)}
_LAST_DIGITS = re.compile(r"(\d+)\D*$")
_LONGEST_SERIAL, _SHORT = 6, 4
_DAY_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 32_000, 60_000
_EXACT = 10**15


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting as a register names it: 四届二次."""

    congress: int
    meeting: int


def text(cell: Cell) -> str:
    """Return a cell as text without white space around it; a whole number loses its point."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return unicodedata.normalize("NFC", str(cell)).strip()


def _plain(cell: Cell) -> str:
    return "".join(unicodedata.normalize("NFKC", text(cell)).split())


def fate(cell: Cell) -> Fate:
    """Return what became of a motion; raise Unreadable."""
    word = _plain(cell).partition("(")[0]
    if word not in _FATE_OF:
        raise Unreadable(_("立案、转为意见建议、不予立案、撤案"))
    return _FATE_OF[word]


def merges(cell: Cell) -> bool:
    """Tell whether the word for its fate says that a motion was merged."""
    return "并案" in _plain(cell)


def grade(cell: Cell) -> Grade | None:
    """Return the movers' grade; silence is none; raise Unreadable."""
    word = _plain(cell)
    if not word or word in _SILENT.split():
        return None
    if word not in _GRADE_OF:
        raise Unreadable(_("满意、基本满意、不满意、未反馈"))
    return _GRADE_OF[word]


def reply_class(cell: Cell) -> Class | None:
    """Return the class of a reply; raise Unreadable."""
    word = _plain(cell)
    if not word:
        return None
    if letter := _LETTER_OF_CLASS.fullmatch(word.upper()):
        return Class(letter[1])
    if word not in _CLASS_OF:
        raise Unreadable(_("A、B、C、D"))
    return _CLASS_OF[word]


def done(cell: Cell) -> Done:
    """Return how far it has come; raise Unreadable."""
    word = _plain(cell)
    if not word:
        return Done.UNSAID
    if word not in _DONE_OF:
        raise Unreadable(_("是、否、归档"))
    return _DONE_OF[word]


def replied(cell: Cell) -> tuple[bool, date | None]:
    """Return whether it was answered, and when if that is said; raise Unreadable."""
    word = _plain(cell)
    if not word:
        return False, None
    if word in _REPLIED_OF:
        return _REPLIED_OF[word], None
    try:
        return True, day(cell)
    except Unreadable:
        raise Unreadable(_("日期（如 2025-12-20），或是、否")) from None


def day(cell: Cell) -> date | None:
    """Return a day; raise Unreadable."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and _FIRST_SERIAL < cell < _LAST_SERIAL:
        return _DAY_ZERO + timedelta(days=int(cell))
    word = text(cell)
    if not word:
        return None
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", word))
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise Unreadable(_("日期，如 2025-12-20"))


def session(cell: Cell) -> Session | None:
    """Return which meeting a register means: 四届二次, 第四届第二次会议, 4-2; raise Unreadable."""
    word = _plain(cell)
    if not word:
        return None
    if found := _SESSION.fullmatch(word):
        numbers = [_ordinal(part) for part in found.groups() if part is not None]
        if all(numbers):
            return Session(numbers[0], numbers[1])
    raise Unreadable(_("如四届二次、4-2"))


def _ordinal(part: str) -> int:
    return int(part) if part.isdecimal() and part.isascii() else _NUMERALS.get(part, 0)


def serial(number: str) -> int | None:
    """Return the running number at the end of a number: 2025-017, 第17号 and 20250017 are 17."""
    found = _LAST_DIGITS.search(unicodedata.normalize("NFKC", number))
    if found is None:
        return None
    digits = found[1] if len(found[1]) <= _LONGEST_SERIAL else found[1][-_SHORT:]
    return int(digits) or None
