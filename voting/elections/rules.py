"""What an election is decided by: bodies, thresholds, and every setting of a preset.

The presets themselves are data files (:mod:`voting.elections.presets`). Shares are fractions and
people are whole numbers; nothing here is a float, and nothing asks for the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from voting.congress.rules import Share
from voting.polls.sheets import Threshold
from voting.workdays.rules import DayUnit, Term


class Body(StrEnum):
    """What is being filled (or, for a recall, emptied)."""

    COMMITTEE = "committee"
    STANDING = "standing"
    AUDIT = "audit"
    WOMEN = "women"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    AUDIT_HEAD = "audit_head"
    WOMEN_HEAD = "women_head"
    DELEGATES = "delegates"
    RECALL = "recall"


class Mode(StrEnum):
    """Who votes: the meeting itself, or the new committee it has elected."""

    DIRECT = "direct"
    BY_COMMITTEE = "by_committee"


class Round(StrEnum):
    """Which ballot of an election a poll is."""

    FIRST = "first"
    RUNOFF = "runoff"
    REBALLOT = "reballot"


class Level(StrEnum):
    """Whose approval of the candidates is on record."""

    PARTY = "party"
    UPPER = "upper"


class WriteIn(StrEnum):
    """Whether another person may be written in (另选他人)."""

    REQUIRES_DISAPPROVE = "requires_disapprove"
    FREE = "free"
    NONE = "none"


class Blank(StrEnum):
    """What a ballot without any mark is."""

    VALID_ABSTAIN = "valid_abstain"
    VOID_BALLOT = "void_ballot"


class RunOffNeeds(StrEnum):
    """What elects in a run-off: more votes than the others, or the threshold once more."""

    MORE_VOTES = "more_votes"
    THRESHOLD = "threshold"


class Next(StrEnum):
    """What the meeting may do with a result that does not fill the seats."""

    RUNOFF = "runoff"
    REBALLOT = "reballot"
    REDUCE_SEATS = "reduce_seats"
    LEAVE_VACANT = "leave_vacant"


class Step(StrEnum):
    """What was decided about a result that did not fill the seats."""

    RUNOFF = "runoff"
    REBALLOT = "reballot"
    REDUCE_SEATS = "reduce_seats"
    LEAVE_VACANT = "leave_vacant"
    TIE = "tie"


class ListOrder(StrEnum):
    """How names are put in order: by strokes of the surname, or of the whole name."""

    SURNAME_STROKES = "surname_strokes"
    FULL_STROKES = "full_strokes"

    @property
    def names_rule(self) -> str:
        """The word :mod:`voting.names` knows this order by."""
        return "surname" if self is ListOrder.SURNAME_STROKES else "full"


class Bar(StrEnum):
    """What may keep a person from standing; which of them do, the preset says."""

    ADMIN_HEAD = "admin_head"
    DEPUTY = "deputy"
    LEGAL_REPRESENTATIVE = "legal_representative"
    PARTNER = "partner"
    KIN = "kin"
    HR_HEAD = "hr_head"
    FOREIGNER = "foreigner"


OFFICERS = frozenset({Body.CHAIR, Body.VICE_CHAIR, Body.AUDIT_HEAD, Body.WOMEN_HEAD})


@dataclass(frozen=True, slots=True)
class SizeRow:
    """How many may sit, for up to so many members (``None``: for all beyond)."""

    members_to: int | None
    least: int
    most: int
    also: int | None = None
    """One number allowed beside the range: a small union may have a chair alone."""

    def allows(self, seats: int) -> bool:
        """Tell whether so many seats are within the range."""
        return self.least <= seats <= self.most or seats == self.also


@dataclass(frozen=True, slots=True)
class RunOff:
    """How the ballot between the tied is decided (得赞成票多的当选)."""

    elect: RunOffNeeds
    writein: WriteIn


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionRules:
    """All settings of one election, resolved; the defaults stand in ``union_election_2016``."""

    name: str
    title: str
    standard: str
    """The preset whose quorum and threshold are the norm these rules are compared with."""
    quorum: Threshold
    elect: Threshold
    secret: bool
    proxy: bool
    margin: Mapping[str, Fraction | None]
    """Rate of candidates beyond the seats by body; ``None``: more than the seats, as advice."""
    writein: WriteIn
    overvote: str
    blank: Blank
    tie: str
    runoff: RunOff
    short: tuple[Next, ...]
    reballot_new_candidates: bool
    list_order: ListOrder
    tally_order: str
    publicity_days: int
    publicity_unit: DayUnit
    publicity_counts_first_day: bool
    vacancy_months: int
    ban: frozenset[Bar]
    delegates_from: int
    """From so many members on delegates may meet instead of everybody."""
    women_committee_from: int
    sizes: Mapping[str, tuple[SizeRow, ...]]

    @property
    def publicity(self) -> Term:
        """How long the list of candidates is posted."""
        return Term(self.publicity_days, self.publicity_unit, self.publicity_counts_first_day)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about a plan: a sentence, and whether the plan may go on with it."""

    code: str
    text: str
    blocking: bool = True
    person_id: int | None = None


# A share that anybody with a vote passes: whoever has more votes is elected.
ANY_VOTE = Share(0, 1, ">")


def margin_key(body: Body) -> str:
    """Return the name under which a body's margin stands; all officers share one."""
    return "officers" if body in OFFICERS else body.value


def runoff_rules(rules: ElectionRules) -> ElectionRules:
    """Return the rules of the run-off that follows a tie under ``rules``.

    The tied have passed the threshold already; unless the preset asks for it again, more votes
    decide among them.
    """
    if rules.runoff.elect is RunOffNeeds.THRESHOLD:
        return replace(rules, writein=rules.runoff.writein)
    most_votes = Threshold(ANY_VOTE, rules.elect.base)
    return replace(rules, elect=most_votes, writein=rules.runoff.writein)
