"""Rules of a congress and its meetings: names, quorum, body, calls, terms and offices.

Integers and fractions only; a rule that depends on the day takes the day as an argument.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from voting.errors import WrongInput
from voting.i18n import _, lazy

_DIGITS = "零一二三四五六七八九"
_TEN = 10
_MOST = 99


class Labelled(StrEnum):
    """A closed list of values, each with words for the reader."""

    @property
    def label(self) -> str:
        """The value in the reader's words."""
        return str(_WORDS[type(self)][self.value])


class Body(Labelled):
    """Who forms the congress: elected delegates, or everybody."""

    DELEGATES = "delegates"
    MEMBERS = "members"


class Constituency(Labelled):
    """Whom the congress stands for: union members, or all staff."""

    MEMBERS = "members"
    STAFF = "staff"


class DelegateKind(Labelled):
    """正式, 列席 and 特邀; only the first counts and votes."""

    FULL = "full"
    OBSERVER = "observer"
    GUEST = "guest"


class ItemClass(Labelled):
    """What the congress does with an item of its agenda."""

    HEAR = "hear"
    REVIEW = "review"
    APPROVE = "approve"
    ELECT = "elect"
    EVALUATE = "evaluate"


class Call(Labelled):
    """Who called the meeting: the calendar, or somebody who may ask for one between times."""

    REGULAR = "regular"
    EMPLOYER = "employer"
    UNION = "union"
    DELEGATES = "delegates"


class Method(Labelled):
    """How somebody was checked in."""

    DESK = "desk"
    HALL = "hall"
    NUMBER = "number"


class Approval(Labelled):
    """How an appointment came about."""

    SHOW_OF_HANDS = "show_of_hands"
    BALLOT = "ballot"
    DECISION = "decision"


# Values repeat among the enums ("members", "delegates"), so each has words of its own.
_WORDS: dict[type[Labelled], dict[str, str]] = {
    Body: {"delegates": lazy("代表大会"), "members": lazy("全体大会")},
    Constituency: {"members": lazy("工会会员"), "staff": lazy("全体职工")},
    DelegateKind: {
        "full": lazy("正式代表"),
        "observer": lazy("列席代表"),
        "guest": lazy("特邀代表"),
    },
    ItemClass: {
        "hear": lazy("听取"),
        "review": lazy("审议"),
        "approve": lazy("审议通过"),
        "elect": lazy("选举"),
        "evaluate": lazy("评议"),
    },
    Call: {
        "regular": lazy("例会"),
        "employer": lazy("临时会议（行政提议）"),
        "union": lazy("临时会议（工会提议）"),
        "delegates": lazy("临时会议（代表联名提议）"),
    },
    Method: {
        "desk": lazy("签到台扫码"),
        "hall": lazy("会场扫码"),
        "number": lazy("签到台录入工号"),
    },
    Approval: {
        "show_of_hands": lazy("大会举手表决"),
        "ballot": lazy("大会投票表决"),
        "decision": lazy("主席团或筹备机构决定"),
    },
}


# --- Names -----------------------------------------------------------------------------------


def chinese_numeral(number: int) -> str:
    """Write 1 to 99 in Chinese numerals, as ordinals of congresses are written: 12 → 十二."""
    if not 1 <= number <= _MOST:
        raise WrongInput(_("届次须在 1 至 99 之间，请改正后再提交。"))
    tens, ones = divmod(number, _TEN)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def congress_name(ordinal: int, assembly: str) -> str:
    """Name a congress: 第五届会员代表大会."""
    return f"第{chinese_numeral(ordinal)}届{assembly}"


def meeting_name(ordinal: int, number: int, assembly: str) -> str:
    """Name a meeting in full: 第五届第三次会员代表大会."""
    return f"第{chinese_numeral(ordinal)}届第{chinese_numeral(number)}次{assembly}"


def short_name(ordinal: int, number: int) -> str:
    """Name a meeting the short way: 三届七次."""
    return f"{chinese_numeral(ordinal)}届{chinese_numeral(number)}次"


# --- Quorum ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """A part that must be reached (``>=``) or passed (``>``) of a whole number of people."""

    num: int
    den: int
    op: str = ">="

    def met(self, part: int, whole: int) -> bool:
        """Tell whether ``part`` of ``whole`` people suffices; nobody of nobody never does."""
        if whole <= 0:
            return False
        left, right = part * self.den, whole * self.num
        return left > right if self.op == ">" else left >= right

    def needed(self, whole: int) -> int:
        """Return the smallest number of people that suffices, of ``whole`` (at least 1)."""
        exact = whole * self.num
        least = exact // self.den + 1 if self.op == ">" else -(-exact // self.den)
        return max(least, 1)

    def at_most(self, part: int, whole: int) -> bool:
        """Tell whether ``part`` stays within this share of ``whole``, the limit included."""
        return part * self.den <= whole * self.num

    @property
    def fraction(self) -> Fraction:
        """The share as an exact fraction."""
        return Fraction(self.num, self.den)


TWO_THIRDS = Share(2, 3)
ONE_THIRD = Share(1, 3)


def quorum_reached(present: int, expected: int, share: Share = TWO_THIRDS) -> bool:
    """Tell whether enough of the expected are present (会议须有三分之二以上代表出席).

    “以上” includes the number itself; observers and guests are in neither figure.
    """
    return share.met(present, expected)


@dataclass(frozen=True, slots=True)
class Attendance:
    """应到 and 实到 of a meeting, in people; observers and guests apart."""

    expected: int
    present: int
    needed: int
    quorum: bool
    observers_present: int
    guests_present: int
    share: Share = TWO_THIRDS

    @property
    def absent(self) -> int:
        """Those expected who are not there."""
        return self.expected - self.present

    @property
    def missing(self) -> int:
        """How many more must come before the quorum is reached."""
        return max(self.needed - self.present, 0)


def attendance(
    expected: int, present: int, share: Share, *, observers: int = 0, guests: int = 0
) -> Attendance:
    """Put the figures of a meeting together and judge them."""
    return Attendance(
        expected=expected,
        present=present,
        needed=share.needed(expected),
        quorum=quorum_reached(present, expected, share),
        observers_present=observers,
        guests_present=guests,
        share=share,
    )


# --- Body, calls, terms ----------------------------------------------------------------------


def suggested_body(people: int, threshold: int) -> Body:
    """Suggest the body: below the threshold everybody meets, from it on delegates may."""
    return Body.MEMBERS if people < threshold else Body.DELEGATES


def may_call(call: Call, proposers: int, delegates: int, share: Share = ONE_THIRD) -> bool:
    """Tell whether an extraordinary meeting may be held: delegates need a third of their number."""
    return call is not Call.DELEGATES or share.met(proposers, delegates)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months on, or the month's last day where it has fewer."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def term_fits(starts: date, ends: date, years: Iterable[int]) -> bool:
    """Tell whether a term has one of the lengths allowed (3 or 5 years), give or take a month."""
    return any(
        months_later(starts, years_ * 12 - 1) <= ends <= months_later(starts, years_ * 12 + 1)
        for years_ in years
    )


def extension_fits(ends: date, extended: date, months: int) -> bool:
    """Tell whether an approved extension stays within so many months of the term's end."""
    return ends < extended <= months_later(ends, months)


def term_overdue(ends: date, extended: date | None, today: date) -> bool:
    """Tell whether the term, with its approved extension, is over."""
    return today > (extended or ends)


# --- Offices ---------------------------------------------------------------------------------

# One counts, the other watches and signs: nobody does both.
_APART = ({"scrutineer", "head_scrutineer"}, {"teller"})


def offices_clash(office: str, held: Iterable[str]) -> bool:
    """Tell whether a person who holds offices may not also be given this one."""
    watching, counting = _APART
    others = set(held)
    return bool(
        (office in watching and others & counting) or (office in counting and others & watching)
    )
