"""Words of a resolution: what is put to the vote, of what number, how much, and how openly.

Every figure of the rules is data (:mod:`voting.resolutions.presets`). Shares are fractions and
people are whole numbers; nothing here is a float, and nothing asks for the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from voting.congress.rules import Share
from voting.polls.sheets import Threshold


class ItemClass(StrEnum):
    """What an item is about; secrecy and threshold depend on it."""

    WELFARE = "welfare"
    DISTRIBUTION = "distribution"
    APPOINTMENT = "appointment"
    ASSESSMENT = "assessment"
    DISCIPLINE = "discipline"
    REGULATION = "regulation"
    COLLECTIVE_CONTRACT = "collective_contract"
    SETTLEMENT = "settlement"
    WORK_REPORT = "work_report"
    FINANCE_REPORT = "finance_report"
    MOTIONS_REPORT = "motions_report"
    PROCEDURE = "procedure"
    OTHER = "other"


REPORTS = frozenset({ItemClass.WORK_REPORT, ItemClass.FINANCE_REPORT, ItemClass.MOTIONS_REPORT})
"""What is heard and discussed: a resolution on it is an opinion (审议), not an approval."""


class Secrecy(StrEnum):
    """Which items the rules want decided by secret ballot."""

    ALL = "all"
    ALL_APPROVAL_ITEMS = "all_approval_items"
    IMPORTANT_ITEMS = "important_items"
    ELECTIONS_AND_MAJOR = "elections_and_major"
    NONE = "none"


class Hands(StrEnum):
    """What the rules say to a show of hands on an item."""

    USUAL = "usual"
    ADVISED_AGAINST = "advised_against"
    FORBIDDEN = "forbidden"


class Confirmation(StrEnum):
    """What the next meeting said to a decision of the joint meeting (联席会议)."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionRules:
    """All settings of a vote on documents, resolved.

    ``classes`` holds the thresholds that differ for one class of items. ``materials_days``: days
    before the meeting by which delegates have the documents. ``report_workdays`` and
    ``board_days``: until the result is reported upwards, and how long it stays on the board;
    0 where unruled.
    """

    name: str
    title: str
    standard: str
    """The preset whose quorum and thresholds are the norm these rules are compared with."""
    quorum: Threshold
    passes: Threshold
    classes: Mapping[ItemClass, Threshold]
    secret: Secrecy
    itemised: bool
    materials_days: int
    report_workdays: int
    board_days: int

    def passes_for(self, item_class: ItemClass) -> Threshold:
        """Return what carries an item of a class."""
        return self.classes.get(item_class, self.passes)

    def for_class(self, item_class: ItemClass) -> "ResolutionRules":
        """Return the same rules with the threshold of one class as the only one."""
        return replace(self, passes=self.passes_for(item_class), classes={})


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about a plan: a sentence, and whether the plan may go on with it."""

    code: str
    text: str
    blocking: bool = True


def hands(secret: Secrecy, item_class: ItemClass) -> Hands:
    """Tell what rules with this secrecy say to a show of hands on an item of a class.

    Agenda, lists and the like are decided by hands everywhere; where all votes are secret even
    that is unusual. What delegates approve (审议通过) is never decided by hands where the rules
    want each such item secret, and should not be elsewhere.
    """
    if secret is Secrecy.NONE:
        return Hands.USUAL
    if item_class is ItemClass.PROCEDURE:
        return Hands.ADVISED_AGAINST if secret is Secrecy.ALL else Hands.USUAL
    if secret is Secrecy.ALL:
        return Hands.FORBIDDEN
    if item_class in REPORTS:
        return Hands.USUAL
    if secret is Secrecy.ALL_APPROVAL_ITEMS:
        return Hands.FORBIDDEN
    return Hands.ADVISED_AGAINST


@dataclass(frozen=True, slots=True)
class Readings:
    """Both readings of “半数以上”, in votes: at least half, and more than half."""

    of: int
    at_least: int
    more_than: int

    @property
    def differ(self) -> bool:
        """Whether the readings ask for different numbers (they do for an even number)."""
        return self.at_least != self.more_than


def readings(of: int, num: int = 1, den: int = 2) -> Readings:
    """Return what a share (1/2 unless given) asks of so many people, read either way."""
    return Readings(of, Share(num, den, ">=").needed(of), Share(num, den, ">").needed(of))
