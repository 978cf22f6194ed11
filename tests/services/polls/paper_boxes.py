"""Boxes of paper ballots for tests: set up, handed out from, counted by two tellers."""

from collections.abc import Iterable

from tests.cast import ACTOR
from voting import clock
from voting.access.models import Account
from voting.db import db, unit_of_work
from voting.people.models import Person
from voting.polls.paper.rules import BatchKind, PileCount
from voting.polls.paper.service import boxes, entering, handing
from voting.polls.paper.service.boxes import BoxFacts
from voting.polls.paper.service.entering import Teller


def a_box(poll_id: int, title: str = "流动票箱一", **facts) -> int:
    """Set up a box, a mobile one unless told otherwise; return its id."""
    given = {"kind": BatchKind.MOBILE, "carriers": "陈一、卫二"} | facts
    return boxes.make_box(poll_id, BoxFacts(title=title, **given), ACTOR).id


def number_of(person_id: int) -> str:
    return db.session.get_one(Person, person_id).number


def hand(poll_id: int, box_id: int, people: Iterable[int]) -> None:
    """Hand a paper of a box to each of these people."""
    for person_id in people:
        handing.hand_out(poll_id, box_id, number_of(person_id), ACTOR)


def a_teller(person_id: int | None = None, name: str = "计票人甲") -> Teller:
    """Make an account that may count."""
    with unit_of_work() as session:
        account = Account(
            login=f"t{clock.now().timestamp()}{name}",
            display_name=name,
            person_id=person_id,
            created_at=clock.now(),
        )
        session.add(account)
        session.flush()
        return Teller(account.id, person_id, name)


def of_two(
    approve_a: int = 0, approve_b: int = 0, oppose_a: int = 0, *, valid: int, **facts
) -> PileCount:
    """Count ballots of the poll of two candidates: what is left over abstains."""
    marks = {
        "a": {"approve": approve_a, "oppose": oppose_a, "abstain": valid - approve_a - oppose_a},
        "b": {"approve": approve_b, "abstain": valid - approve_b},
    }
    sums = {"returned": valid, "valid": valid, "rejected": 0, "blank": 0}
    return PileCount(**(sums | {"marks": {"c1": marks}} | facts))


def count_alike(poll_id: int, box_id: int, count: PileCount) -> None:
    """Let two tellers enter the same count."""
    for name in ("计票人甲", "计票人乙"):
        entering.enter(poll_id, box_id, count, a_teller(name=name))
