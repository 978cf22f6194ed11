"""How a hall votes, decided beforehand, and what must come of it: counted here by hand."""

from collections import Counter

from voting.ballots.rules import Contest, Selections

Marks = dict[str, str]
Line = tuple[int, int, int]
"""Approvals, refusals, abstentions."""


def by_place(contest: Contest, marks: dict[int, str], names: tuple[str, ...] = ()) -> Selections:
    """A filled-in sheet: the candidate's place on the ballot (from 0) → mark."""
    ids = [option.id for option in contest.options]
    return Selections(
        {contest.id: {ids[place]: mark for place, mark in marks.items()}},
        {contest.id: list(names)},
    )


def approving_all_but(contest: Contest, *opposed: int) -> Selections:
    """A sheet that approves of everybody but those at these places, whom it opposes."""
    places = range(len(contest.options))
    marks = {place: "oppose" if place in opposed else "approve" for place in places}
    return by_place(contest, marks)


def tally(contest: Contest, sheets: list[Selections]) -> dict[str, Line]:
    """Count valid sheets: name → (approve, oppose, abstain); what is not marked abstains."""
    counted = {}
    for option in contest.options:
        marks = Counter(sheet.marks[contest.id].get(option.id, "abstain") for sheet in sheets)
        counted[option.name] = (marks["approve"], marks["oppose"], marks["abstain"])
    return counted
