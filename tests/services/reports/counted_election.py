"""An election of the real application, led by its services from the candidates to any state."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tests.cast import ACTOR, Hall, a_hall, queries_poll, version, vote
from voting import clock
from voting.access.models import Account
from voting.access.rules import Office
from voting.ballots import canonical
from voting.ballots.rules import Selections
from voting.db import db, unit_of_work
from voting.elections import queries as elections, service
from voting.elections.rules import Body
from voting.people.models import Person
from voting.polls import counting, lifecycle, queries
from voting.polls.models import IssuedPaper, Poll, RollEntry
from voting.polls.paper.models import PaperBatch, PaperEntry
from voting.polls.paper.rules import PileCount

CONTEST = "c1"
Choice = tuple[Sequence[int], Sequence[int], Sequence[str]]
"""Places of the candidates approved, places disapproved, names written in."""

# 12 delegates, 3 seats, need 7. The first three pass; 另选 of one vote is not published.
CHOICES: tuple[Choice, ...] = (
    *[((0, 1, 2), (3,), ())] * 7,
    ((0, 1), (2, 3), ("吴010号",)),
    ((0,), (1, 2, 3), ("吴010号", "郑011号")),
    ((0, 1, 2, 3), (), ()),
    ((), (), ()),
)


@dataclass
class Held:
    """An election that was held: the hall, its poll, and the names on the ballot in order."""

    hall: Hall
    poll_id: int
    codes: list[str]

    @property
    def poll(self) -> Poll:
        return queries_poll(self.poll_id)


def prepared(app, hall: Hall, *, seats: int = 3, candidates: int = 4, body=Body.COMMITTEE) -> int:
    """Make an election of the hall with its first delegates as candidates, and seal it."""
    facts = service.ElectionFacts(body=body, seats=seats, members=150)
    poll = service.create_election(hall.meeting_id, "工会委员会委员选举", facts, ACTOR)
    for person_id in hall.delegates[:candidates]:
        service.add_candidate(poll.id, version(poll.id), person_id, ACTOR)
    service.waive_approvals(poll.id, version(poll.id), "演练", ACTOR)
    service.waive_notice(poll.id, version(poll.id), "演练", ACTOR)
    lifecycle.seal(poll.id, version(poll.id), ACTOR, app.config["SETTINGS"])
    return poll.id


def selections(poll_id: int, choice: Choice) -> Selections:
    options = [
        option.id for option in queries.manifest_of(queries_poll(poll_id)).contests[0].options
    ]
    approved, opposed, names = choice
    marks = {options[place]: "approve" for place in approved}
    marks |= {options[place]: "oppose" for place in opposed}
    return Selections({CONTEST: marks}, {CONTEST: list(names)})


def counted(
    app,
    hall: Hall | None = None,
    choices: Sequence[Choice] = CHOICES,
    paper: Sequence["Pile"] = (),
    **facts,
) -> Held:
    """Hold an election up to its count: phones first, then the delegates after them on paper."""
    hall = hall or a_hall(12)
    poll_id = prepared(app, hall, **facts)
    lifecycle.open_poll(poll_id, version(poll_id), ACTOR)
    codes = [
        vote(app, hall, poll_id, person_id, selections(poll_id, choice))
        for person_id, choice in zip(hall.delegates, choices, strict=False)
    ]
    taken = len(codes)
    for pile in paper:
        in_box(poll_id, pile, hall.delegates[taken : taken + pile.issued], hall)
        taken += pile.issued
    lifecycle.close_poll(poll_id, version(poll_id), ACTOR)
    return opened_and_counted(app, Held(hall, poll_id, codes))


def opened_and_counted(app, held: Held) -> Held:
    """Open the box of a closed poll and count."""
    counting.open_box(held.poll_id, version(held.poll_id), ACTOR, app.config["SETTINGS"].secret_key)
    counting.count(held.poll_id, version(held.poll_id), ACTOR)
    return held


@dataclass(frozen=True)
class Pile:
    """A paper box: how many take a paper from it, and the ballots that came back, by contest.

    ``ballots``: marks by contest and option; ``rejected``: ballots beside these that do not count.
    """

    title: str
    issued: int
    ballots: Sequence[dict[str, dict[str, str]]] = ()
    rejected: int = 0
    group: str = "all"
    kind: str = "mobile"
    names: Sequence[str] = ()

    def count(self, poll_id: int) -> PileCount:
        """Return what every teller finds in it; a line without a mark counts as unmarked."""
        marks, contests = {}, queries.manifest_of(queries_poll(poll_id)).contests
        for contest in contests:
            for option in contest.options:
                row = marks.setdefault(contest.id, {}).setdefault(option.id, {})
                for ballot in self.ballots:
                    mark = ballot.get(contest.id, {}).get(option.id, contest.unmarked)
                    row[mark] = row.get(mark, 0) + 1
        written = {name: list(self.names).count(name) for name in self.names}
        return PileCount(
            returned=len(self.ballots) + self.rejected,
            valid=len(self.ballots),
            rejected=self.rejected,
            blank=sum(not any(ballot.values()) for ballot in self.ballots),
            marks=marks,
            write_ins={CONTEST: written},
        )


def in_box(poll_id: int, pile: Pile, electors: Sequence[int], hall: Hall) -> None:
    """Hand out the papers of a box, and let scrutineer and teller count it alike."""
    document = canonical.encode(pile.count(poll_id).document())
    tellers = [signer(person_id) for person_id in (hall.scrutineer, hall.teller)]
    with unit_of_work() as session:
        batch = PaperBatch(
            poll_id=poll_id,
            group_id=pile.group,
            kind=pile.kind,
            title=pile.title,
            carriers="钱监、孙计",
            made_by=ACTOR,
            made_at=clock.now(),
        )
        session.add(batch)
        session.flush()
        lines = select(RollEntry).where(
            RollEntry.poll_id == poll_id, RollEntry.person_id.in_(electors)
        )
        for line in session.execute(lines).scalars():
            session.add(IssuedPaper(poll_id=poll_id, elector=line.elector, batch_id=batch.id))
        for teller in tellers:
            session.add(
                PaperEntry(
                    batch_id=batch.id,
                    account_id=teller.account_id,
                    name=teller.name,
                    source="typed",
                    counts=document,
                    digest=hashlib.sha256(document).hexdigest(),
                    entered_at=clock.now(),
                )
            )


def declared(held: Held) -> Held:
    counting.declare(held.poll_id, version(held.poll_id), ACTOR)
    return held


def certified(held: Held) -> Held:
    """Let the head scrutineer and the teller sign a declared result."""
    digest = counting.result_of(held.poll_id)[1]
    for person_id, office in (
        (held.hall.scrutineer, Office.HEAD_SCRUTINEER),
        (held.hall.teller, Office.TELLER),
    ):
        counting.sign(held.poll_id, office, digest, "", signer=signer(person_id))
    return held


def published(app, **facts) -> Held:
    held = certified(declared(counted(app, **facts)))
    counting.publish(held.poll_id, version(held.poll_id), ACTOR)
    return held


def signer(person_id: int) -> queries.Signer:
    """Return the account of a person, made when first asked for."""
    with unit_of_work() as session:
        person = session.get(Person, person_id)
        login = f"p{person_id}"
        found = session.execute(select(Account).where(Account.login == login)).scalar()
        if found is None:
            found = Account(
                login=login,
                display_name=person.name,
                person_id=person_id,
                created_at=clock.now(),
            )
            session.add(found)
            session.flush()
        return queries.Signer(found.id, person_id, person.name)


def name_of(person_id: int) -> str:
    return db.session.get(Person, person_id).name


def names_on_ballot(held: Held) -> list[str]:
    return [row.name for row in elections.ballot_rows(elections.election(held.poll_id))]
