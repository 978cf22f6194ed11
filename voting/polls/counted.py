"""What an outcome may rest on: the opened box and the paper piles as counts, nobody in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voting.polls.rules import Turnout
from voting.polls.sheets import Sheets

Marks = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Contest id → option id → mark → number of valid ballots."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the scrutineers decided about one spelling: a person, or void with a reason."""

    ruling: str
    name: str | None
    unit: str
    person_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Pile:
    """The counts of one pile of ballots: all of them, those of phones, or those of a paper box."""

    issued: int
    returned: int
    valid: int
    rejected: int
    blank: int

    @property
    def over_returned(self) -> bool:
        """Tell whether more came back than were issued (收回多于发出)."""
        return self.returned > self.issued


@dataclass(frozen=True, slots=True)
class Batch:
    """A box of paper ballots (流动票箱, 纸质票) with its own counts."""

    title: str
    group: str
    sheets: Pile


@dataclass(frozen=True, slots=True)
class GroupCounted:
    """One voter group (A票): its electors, its ballots, its marks; phones and paper together."""

    title: str
    eligible: int
    sheets: Pile
    marks: Marks


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything an outcome may rest on; no ballot and no elector is in it.

    ``write_ins``: contest id → text → number of valid ballots. ``rulings``: contest id → text →
    what the scrutineers decided. ``groups``: group id → its counts. ``texts``: contest id →
    option id → slot id → texts, in an order that tells nothing. ``phone`` and ``batches`` are the
    parts of the whole, where there was paper.
    """

    turnout: Turnout
    valid: int
    rejected: int
    blank: int
    marks: Marks
    write_ins: Mapping[str, Mapping[str, int]]
    rulings: Mapping[str, Mapping[str, Ruling]]
    groups: Mapping[str, GroupCounted] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, Mapping[str, list[str]]]] = field(default_factory=dict)
    phone: Pile | None = None
    batches: tuple[Batch, ...] = ()
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Why sheets were rejected (:class:`voting.ballots.rules.Reason`) → how many."""

    @property
    def over_returned(self) -> tuple[str, ...]:
        """Return the boxes from which more ballots came back than were issued; "" for the sum.

        One such box makes the whole vote invalid (2016 条例, art. 26).
        """
        over = [batch.title for batch in self.batches if batch.sheets.over_returned]
        if self.turnout.returned > self.turnout.issued:
            over.append("")
        return tuple(over)

    @property
    def sheets(self) -> Sheets:
        """Return the counts of the whole, as results begin with them."""
        turnout = self.turnout
        return Sheets(
            eligible=turnout.eligible,
            attended=turnout.attended,
            issued=turnout.issued,
            returned=turnout.returned,
            valid=self.valid,
            rejected=self.rejected,
            blank=self.blank,
            boxes_over=tuple(filter(None, self.over_returned)),
        )
