"""From an opened box to the result of an election: names read, counted, decided.

What is decided rests on the manifest (options, seats, rules), not on what the tables say now.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from voting.ballots.rules import Contest, Option
from voting.db import db
from voting.elections import queries
from voting.elections.answer import as_document
from voting.elections.ballot import ABSTAIN, APPROVE, OPPOSE
from voting.elections.eligibility import write_in_barred
from voting.elections.models import Election
from voting.elections.nominees import nominee, surroundings
from voting.elections.outcome import Outcome, Question, Votes, decide
from voting.elections.presets import preset, resolve
from voting.elections.remarks import remarks
from voting.elections.rules import Body
from voting.elections.wording import deviations
from voting.elections.write_ins import (
    Decision as Ruled,
    Listed,
    Merged,
    Status,
    WrittenIn,
    merge,
    parted,
)
from voting.people.models import Person
from voting.polls import queries as polls
from voting.polls.kinds import Counted, Ruling
from voting.polls.models import Poll

OTHERS = "其他"
"""The row of all names written so seldom that one could be a voter's signature."""
FEWEST_PUBLISHED = 2


def the_contest(poll: Poll) -> Contest:
    """Return what the sealed ballot asked."""
    return polls.manifest_of(poll).contests[0]


def names_written(poll: Poll, counted: Counted) -> Merged:
    """Merge the written names of an opened box, with the roster and the scrutineers' rulings."""
    contest = the_contest(poll)
    texts = counted.write_ins.get(contest.id, {})
    rulings = counted.rulings.get(contest.id, {})
    return merge(
        texts,
        [_printed(option) for option in contest.options],
        listed(poll, texts),
        {text: _ruled(ruling) for text, ruling in rulings.items()},
    )


def _printed(option: Option) -> Listed:
    """Return a printed candidate; a namesake's name carries the unit in brackets on the ballot."""
    name = option.name.removesuffix(f"（{_unit(option)}）")
    return Listed(name, _unit(option), key=option.id)


def _unit(option: Option) -> str:
    return option.note.split(" · ")[0]


def _ruled(ruling: Ruling) -> Ruled:
    if ruling.ruling != "resolved" or ruling.name is None:
        return Ruled(None, ruling.reason)
    return Ruled(Listed(ruling.name, ruling.unit, ruling.person_id))


def listed(poll: Poll, texts: Iterable[str]) -> list[Listed]:
    """Return the people of the roster whom written names may mean, and who may not be elected."""
    people = queries.people_folding_to(parted(text)[0] for text in texts)
    found = queries.found_election(poll.id)
    if not people or found is None:
        return []
    around = surroundings(poll, found)
    rules, mode = queries.rules_of(found), queries.mode_of(poll)
    body = Body(found.body)

    def barred(person: Person) -> str | None:
        return write_in_barred(nominee(around, person), body, mode, rules)

    return [Listed(person.name, person.unit_name, person.id, barred(person)) for person in people]


def undecided(poll: Poll, counted: Counted) -> list[tuple[str, str, int]]:
    """Return (contest id, text, count) of the spellings that still need a ruling."""
    contest = the_contest(poll)
    return [
        (contest.id, text, number)
        for one in names_written(poll, counted).names
        if one.status is Status.UNDECIDED
        for text, number in one.spellings
    ]


def suggestion(poll: Poll, text: str) -> Ruling | None:
    """Return the only person of the roster a written name fits, void if barred; else None."""
    merged = merge({text: 1}, (), listed(poll, [text]))
    one = merged.names[0]
    if one.status is Status.UNDECIDED:
        return None
    if one.status is Status.VOID:
        return Ruling("void", None, "", None, one.reason)
    return Ruling("resolved", one.name, one.unit, one.person_id, "")


def outcome_of(poll: Poll, counted: Counted, found: Election) -> Outcome:
    """Decide an election from the counts of its box."""
    manifest, contest = polls.manifest_of(poll), the_contest(poll)
    marks = counted.marks.get(contest.id, {})
    return decide(
        resolve(manifest.rules),
        Question(seats=contest.limits[APPROVE], body=Body(found.body), members=found.members),
        counted.sheets,
        [_votes(option, marks.get(option.id, {})) for option in contest.options],
        names_written(poll, counted),
    )


def _votes(option: Option, marks: Mapping[str, int]) -> Votes:
    return Votes(
        id=option.id,
        name=option.name,
        unit=_unit(option),
        approve=marks.get(APPROVE, 0),
        oppose=marks.get(OPPOSE, 0),
        abstain=marks.get(ABSTAIN, 0),
    )


def result_document(outcome: Outcome) -> dict[str, Any]:
    """Return the result that is signed and published.

    As ``voting count`` answers, except that names written on a single ballot are one row
    (其他): whoever writes a name nobody else writes must not be found by it. ``people`` tells
    which persons elected or tied written-in names are, by staff number.
    """
    rules = outcome.rules
    warnings = [*deviations(rules, preset(rules.standard)), *remarks(outcome)]
    document = as_document(outcome, warnings)
    shown = [one for one in outcome.write_ins if _published(outcome, one)]
    rows = {
        one.name: row for one, row in zip(outcome.write_ins, document["write_ins"], strict=True)
    }
    document["write_ins"] = [rows[one.name] | {"unit": one.unit} for one in shown]
    hidden = sum(one.approve for one in outcome.write_ins) - sum(one.approve for one in shown)
    if hidden:
        document["write_ins"].append(
            {"name": OTHERS, "approve": hidden, "passed": False, "status": "others", "unit": ""}
        )
    document["people"] = _people(outcome)
    return document


def _published(outcome: Outcome, one: WrittenIn) -> bool:
    return one.approve >= FEWEST_PUBLISHED or outcome.counts_for(one)


def _people(outcome: Outcome) -> list[dict[str, str]]:
    keys = {one.key for one in outcome.elected}
    keys |= set(outcome.runoff.between) if outcome.runoff else set()
    found = []
    for one in outcome.write_ins:
        person = db.session.get(Person, one.person_id) if one.person_id is not None else None
        if one.name in keys and person is not None:
            found.append({"key": one.name, "number": person.number})
    return found
