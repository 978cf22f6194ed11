"""Who is elected: thresholds, ranking, ties at the cut, and what a shortage leads to.

By arts. 17, 26 and 27 of the 2016 regulation as the presets hold them. Nothing here ever breaks
a tie: equal votes at the cut lead to a ballot between exactly the tied.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from voting.elections.rules import Body, ElectionRules, Next
from voting.elections.seats import may_reduce
from voting.elections.write_ins import Merged, Status, WrittenIn
from voting.names import sort_key
from voting.polls.sheets import Base, Sheets


@dataclass(frozen=True, slots=True)
class Need:
    """The threshold of this election: ``need`` approvals, which is ``share`` ``of`` the base."""

    base: Base
    of: int
    need: int
    operator: str
    share: str


@dataclass(frozen=True, slots=True)
class Votes:
    """One printed candidate's votes on the valid ballots."""

    id: str
    name: str
    unit: str
    approve: int
    oppose: int
    abstain: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's place in the result; ``key`` is a printed candidate's id, or a name."""

    key: str
    name: str
    unit: str
    approve: int
    passed: bool


@dataclass(frozen=True, slots=True)
class RunOffBallot:
    """The ballot that must decide: so many seats between exactly these."""

    seats: int
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be filled: seats, and for which body of how many members, where known."""

    seats: int
    body: Body | None = None
    members: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of one election, every figure with what it rests on."""

    rules: ElectionRules
    question: Question
    sheets: Sheets
    valid_election: bool
    quorum: bool | None
    need: Need
    tally: tuple[Votes, ...] = ()
    write_ins: tuple[WrittenIn, ...] = ()
    elected: tuple[Standing, ...] = ()
    runoff: RunOffBallot | None = None
    vacant: int
    next: tuple[Next, ...] = ()
    printed_again: Mapping[str, int] = field(default_factory=dict)
    """Printed candidates who were written in as well: spelling → ballots; it counts nothing."""
    undecided_matters: bool = False
    """Names without a ruling could still change who is elected."""

    def passed(self, approve: int) -> bool:
        """Tell whether so many approvals reach the threshold."""
        return approve >= self.need.need

    def counts_for(self, one: WrittenIn) -> bool:
        """Tell whether a written-in person reaches the threshold; only a resolved name can."""
        return one.status is Status.RESOLVED and self.passed(one.approve)


def decide(
    rules: ElectionRules,
    question: Question,
    sheets: Sheets,
    votes: Sequence[Votes],
    written: Merged,
) -> Outcome:
    """Decide an election.

    Where more ballots came back than were issued, or too few attended, nobody is elected and no
    votes are shown; everything must be held again.
    """
    need = _need(rules, sheets)
    quorum = _quorum(rules, sheets)
    if sheets.over_returned or quorum is False:
        return _void(rules, question, sheets, need, quorum=quorum)
    for one in votes:
        if one.approve + one.oppose + one.abstain != sheets.valid:
            raise ValueError("the marks of a candidate do not add up to the valid ballots")
    persons = _ranked([*_printed(votes, need), *_resolved(written.names, need)])
    elected, runoff = _seated(persons, question.seats)
    vacant = question.seats - len(elected) - (runoff.seats if runoff else 0)
    follow = _next(rules, question, len(elected), runoff, vacant)
    return Outcome(
        rules=rules,
        question=question,
        sheets=sheets,
        valid_election=True,
        quorum=quorum,
        need=need,
        tally=_announced(votes),
        write_ins=tuple(sorted(written.names, key=_written_order)),
        elected=elected,
        runoff=runoff,
        vacant=vacant,
        next=follow,
        printed_again=written.printed,
        undecided_matters=_undecided_matter(written.names, need),
    )


def _need(rules: ElectionRules, sheets: Sheets) -> Need:
    share = rules.elect.share
    of = sheets.number_of(rules.elect.base)
    return Need(rules.elect.base, of, share.needed(of), share.op, rules.elect.text)


def _quorum(rules: ElectionRules, sheets: Sheets) -> bool | None:
    if sheets.attended is None:
        return None
    return rules.quorum.share.met(sheets.attended, sheets.eligible)


def _void(
    rules: ElectionRules, question: Question, sheets: Sheets, need: Need, *, quorum: bool | None
) -> Outcome:
    return Outcome(
        rules=rules,
        question=question,
        sheets=sheets,
        valid_election=not sheets.over_returned,
        quorum=quorum,
        need=need,
        vacant=question.seats,
        next=(Next.REBALLOT,),
    )


def _printed(votes: Iterable[Votes], need: Need) -> list[Standing]:
    return [
        Standing(one.id, one.name, one.unit, one.approve, one.approve >= need.need) for one in votes
    ]


def _resolved(names: Iterable[WrittenIn], need: Need) -> list[Standing]:
    return [
        Standing(one.name, one.name, one.unit, one.approve, one.approve >= need.need)
        for one in names
        if one.status is Status.RESOLVED
    ]


def _ranked(persons: Iterable[Standing]) -> list[Standing]:
    return sorted(persons, key=lambda one: (-one.approve, sort_key(one.name), one.unit, one.key))


def _seated(
    ranked: Sequence[Standing], seats: int
) -> tuple[tuple[Standing, ...], RunOffBallot | None]:
    """Fill the seats from the top; whoever shares the votes of the cut waits for a run-off."""
    passed = [one for one in ranked if one.passed]
    if len(passed) <= seats or passed[seats - 1].approve > passed[seats].approve:
        return tuple(passed[:seats]), None
    cut = passed[seats].approve
    above = tuple(one for one in passed if one.approve > cut)
    tied = tuple(one.key for one in passed if one.approve == cut)
    return above, RunOffBallot(seats - len(above), tied)


def _next(
    rules: ElectionRules,
    question: Question,
    elected: int,
    runoff: RunOffBallot | None,
    vacant: int,
) -> tuple[Next, ...]:
    if runoff:
        return (Next.RUNOFF,)
    if not vacant:
        return ()
    return tuple(
        step
        for step in rules.short
        if step is not Next.REDUCE_SEATS
        or may_reduce(question.body or Body.COMMITTEE, elected, question.members, rules)
    )


def _announced(votes: Iterable[Votes]) -> tuple[Votes, ...]:
    """Put the candidates in the order of the announcement: most approvals first."""
    return tuple(
        sorted(votes, key=lambda one: (-one.approve, sort_key(one.name), one.unit, one.id))
    )


def _written_order(one: WrittenIn) -> tuple[object, ...]:
    return (-one.approve, sort_key(one.name), one.unit)


def _undecided_matter(names: Iterable[WrittenIn], need: Need) -> bool:
    """Tell whether the names without a ruling, all given to one person, could elect anybody."""
    undecided = sum(one.approve for one in names if one.status is Status.UNDECIDED)
    most = max((one.approve for one in names if one.status is Status.RESOLVED), default=0)
    return undecided > 0 and undecided + most >= need.need
