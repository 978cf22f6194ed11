"""Who is honoured: the first so many by votes or combined score, and who shares the cut.

Nothing here ever breaks a tie: of those who are equal at the cut nobody is honoured, and a run-off
between exactly them, or a decision of people, fills what is left.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.awards.rules import AwardRules, Next, SectionRules, combined, jury_mean, vote_score
from voting.errors import WrongInput
from voting.i18n import _
from voting.names import sort_key
from voting.polls.sheets import Sheets


@dataclass(frozen=True, slots=True)
class Votes:
    """What one nominee got: votes on the valid ballots, and the jury's scores in hundredths."""

    id: str
    name: str
    note: str
    votes: int
    jury: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """One nominee in a section's result; equal values share a rank, counted from 1.

    ``value`` is what is compared: the combined score where a jury weighs, else the votes.
    """

    got: Votes
    vote_score: Fraction
    jury: Fraction | None
    value: Fraction
    rank: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Tied:
    """Those equal at the cut, and the places that are left for them."""

    seats: int
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionOutcome:
    """The result of one section; ``need`` is the least number of votes, 1 without a threshold."""

    rules: SectionRules
    of: int | None
    need: int
    placed: tuple[Placed, ...]
    winners: tuple[str, ...]
    tied: Tied | None
    vacant: int

    @property
    def next(self) -> tuple[Next, ...]:
        """What this section leaves to people."""
        if self.tied:
            return (Next.RUNOFF, Next.DECISION)
        return (Next.LEAVE_VACANT,) if self.vacant else ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one ballot: its sections, or none where it is not valid."""

    rules: AwardRules
    sheets: Sheets
    valid: bool
    quorum: bool | None
    sections: tuple[SectionOutcome, ...] = ()

    @property
    def next(self) -> tuple[Next, ...]:
        """What may be done next, over all sections."""
        if not self.held:
            return (Next.REBALLOT,)
        asked = {step for section in self.sections for step in section.next}
        return tuple(step for step in Next if step in asked)

    @property
    def held(self) -> bool:
        """Whether votes are shown at all."""
        return self.valid and self.quorum is not False


def decide(rules: AwardRules, sheets: Sheets, votes: Mapping[str, Sequence[Votes]]) -> Outcome:
    """Decide an award from the votes of each section.

    Where more ballots came back than were issued, or too few attended, nobody is honoured and no
    votes are shown; everything must be held again.
    """
    quorum = None
    if sheets.attended is not None:
        quorum = rules.quorum.met(sheets.attended, sheets.eligible)
    if sheets.over_returned or quorum is False:
        return Outcome(rules, sheets, valid=not sheets.over_returned, quorum=quorum)
    sections = tuple(_section(one, sheets, votes.get(one.id, ())) for one in rules.sections)
    return Outcome(rules, sheets, valid=True, quorum=quorum, sections=sections)


def _section(rules: SectionRules, sheets: Sheets, votes: Sequence[Votes]) -> SectionOutcome:
    of, need = None, 1
    if rules.threshold:
        of = sheets.number_of(rules.threshold.base)
        need = rules.threshold.share.needed(of)
    if any(not 0 <= one.votes <= sheets.valid for one in votes):
        raise ValueError("a nominee's votes are some of the valid ballots")
    placed = _ranked([_placed(rules, sheets, one, need) for one in votes])
    winners, tied = _honoured(placed, rules.quota)
    vacant = rules.quota - len(winners) - (tied.seats if tied else 0)
    return SectionOutcome(rules, of, need, placed, winners, tied, vacant)


def _placed(rules: SectionRules, sheets: Sheets, got: Votes, need: int) -> Placed:
    share = vote_score(got.votes, sheets.valid)
    jury = jury_mean(got.jury) if got.jury else None
    value = Fraction(got.votes)
    if rules.jury_weight is not None:
        if jury is None:
            raise WrongInput(
                _("“%(name)s”还没有评审分，请录入后再计票。", name=got.name),
            )
        value = combined(share, jury, rules.jury_weight)
    return Placed(got, share, jury, value, 0, got.votes >= need)


def _ranked(several: Iterable[Placed]) -> tuple[Placed, ...]:
    """Put them in the order of the announcement: most first, equal ones by strokes."""
    ordered = sorted(
        several,
        key=lambda one: (-one.value, sort_key(one.got.name), one.got.note, one.got.id),
    )
    values = [one.value for one in ordered]
    return tuple(
        Placed(one.got, one.vote_score, one.jury, one.value, _rank(values, one), one.passed)
        for one in ordered
    )


def _rank(values: Sequence[Fraction], one: Placed) -> int:
    return sum(value > one.value for value in values) + 1


def _honoured(placed: Sequence[Placed], quota: int) -> tuple[tuple[str, ...], Tied | None]:
    """Fill the quota from the top; whoever is equal at the cut waits for people to decide."""
    passed = [one for one in placed if one.passed]
    if len(passed) <= quota or passed[quota - 1].value > passed[quota].value:
        return tuple(one.got.id for one in passed[:quota]), None
    cut = passed[quota].value
    above = tuple(one.got.id for one in passed if one.value > cut)
    between = tuple(one.got.id for one in passed if one.value == cut)
    return above, Tied(quota - len(above), between)
