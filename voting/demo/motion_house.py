"""Who moves, reviews and handles the motions of the sample school, through the services."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from voting import clock
from voting.access.principal import Kind as Entrance, Principal
from voting.access.rules import Office
from voting.congress.models import Delegate
from voting.congress.rules import DelegateKind
from voting.db import db, unit_of_work
from voting.demo.motion_texts import CONTENTS, REPLIES
from voting.motions.handling_models import Assignment
from voting.motions.models import Motion, MotionEvent
from voting.motions.rules import Class, Grade, Kind, Seat
from voting.motions.service import drafting, feedback, handling, replies, review
from voting.motions.service.handling import Order
from voting.motions.service.replies import ReplyFacts
from voting.motions.service.review import Vote
from voting.motions.service.seats import SeatFacts, set_seat
from voting.motions.service.settings import CallFacts, set_call
from voting.people.models import Person, Unit

HELD_BEFORE, _CALLED_BEFORE = 70, 110
"""Days since the meeting was held, and since motions were called for."""
LEAD, OTHER = "后勤服务中心", "行政处室"


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody with an office for the motions: who it is, and where the work is."""

    title: str
    login: str
    person_id: int
    path: str


class House:
    """The people who act, and the motions they act on, each under the number of its text."""

    def __init__(self, congress_id: int, meeting_id: int) -> None:
        self.congress_id, self.meeting_id = congress_id, meeting_id
        self.secretary = Principal(
            Entrance.OFFICER, None, None, "工会办公室", offices=frozenset({Office.SECRETARY})
        )
        self.delegates = self._full_delegates()
        self.units = {unit.name: unit.id for unit in db.session.execute(select(Unit)).scalars()}
        self.handler, self.head = self._of_unit(LEAD)
        self.other, _head = self._of_unit(OTHER)
        self.motions: dict[int, int] = {}

    def _full_delegates(self) -> list[int]:
        seats = (
            select(Delegate.person_id)
            .join(Person, Person.id == Delegate.person_id)
            .where(
                Delegate.congress_id == self.congress_id,
                Delegate.kind == DelegateKind.FULL.value,
                Person.post == "",
            )
            .order_by(Person.number)
        )
        return list(db.session.execute(seats).scalars())

    def _of_unit(self, name: str) -> tuple[int, int]:
        """Return two of a department: who handles, and who signs."""
        people = (
            select(Person.id)
            .where(Person.unit_id == self.units[name], Person.left_on.is_(None))
            .order_by(Person.post == "", Person.number)
        )
        found = list(db.session.execute(people.limit(2)).scalars())
        return found[1], found[0]

    def appoint(self) -> tuple[Seated, ...]:
        """Call for motions and give out the offices."""
        today = clock.today()
        facts = CallFacts(today - timedelta(days=_CALLED_BEFORE), today)
        set_call(self.meeting_id, 0, facts, self.secretary)
        committee = self.delegates[len(CONTENTS) * 3 :][:3]
        given = [
            *(SeatFacts(person_id, Seat.COMMITTEE) for person_id in committee),
            SeatFacts(self.handler, Seat.HANDLER, self.units[LEAD]),
            SeatFacts(self.head, Seat.HEAD, self.units[LEAD]),
            SeatFacts(self.other, Seat.HANDLER, self.units[OTHER]),
        ]
        for seat in given:
            set_seat(self.congress_id, seat, self.secretary)
        return (
            Seated("提案委委员", "tianwei", committee[0], "/motions/office"),
            Seated("后勤承办人", "chengban", self.handler, "/motions/desk"),
            Seated("后勤负责人", "fuze", self.head, "/motions/desk"),
        )

    def officer(self, person_id: int) -> Principal:
        """Return somebody who signed in by password."""
        name = db.session.get_one(Person, person_id).name
        return Principal(Entrance.OFFICER, None, person_id, name)

    def mover(self, number: int) -> Principal:
        """Return who moves the motion with this text."""
        return self.officer(self.delegates[number * 3])

    def version(self, number: int) -> int:
        """Return the version of a motion as it is now."""
        db.session.rollback()
        return db.session.get_one(Motion, self.motions[number]).version

    def draft(self, number: int) -> int:
        """Write a motion down."""
        made = drafting.create(
            Kind.MOTION, self.congress_id, self.meeting_id, CONTENTS[number], self.mover(number)
        )
        self.motions[number] = made.id
        return made.id

    def invite(self, number: int) -> None:
        """Ask two others to second."""
        people = self.delegates[number * 3 + 1 : number * 3 + 3]
        motion_id = self.motions[number]
        drafting.invite(motion_id, self.version(number), people, self.mover(number))

    def submit(self, number: int) -> None:
        """Bring a motion to the review."""
        motion_id = self.draft(number)
        self.invite(number)
        for person_id in self.delegates[number * 3 + 1 : number * 3 + 3]:
            drafting.answer_invitation(motion_id, 1, self.officer(person_id), given=True)
        drafting.submit(motion_id, self.version(number), self.mover(number))

    def file(self, number: int) -> None:
        """Bring a motion to its number; the committee voted."""
        self.submit(number)
        vote = Vote(3, 0)
        review.file(self.motions[number], self.version(number), self.secretary, vote)

    def assign(self, number: int, *co_units: str) -> None:
        """Bring a motion to its department."""
        self.file(number)
        order = Order(self.units[LEAD], tuple(self.units[name] for name in co_units))
        handling.assign(self.motions[number], self.version(number), order, self.secretary)

    def task(self, number: int) -> int:
        """Return the lead department's task of the present round."""
        asked = select(Assignment.id).where(
            Assignment.motion_id == self.motions[number], Assignment.leads.is_(True)
        )
        return db.session.execute(asked.order_by(Assignment.round.desc())).scalars().all()[0]

    def reply(self, number: int, kind: Class = Class.A) -> None:
        """Draft and sign a reply."""
        promised = clock.today() + timedelta(days=120) if kind in {Class.B, Class.C} else None
        facts = ReplyFacts(REPLIES[kind], kind, promised, "后勤服务中心办公室")
        motion_id, who = self.motions[number], self.officer(self.handler)
        drafted = replies.draft(motion_id, self.task(number), facts, who)
        replies.sign(motion_id, replies.seen(drafted), self.officer(self.head))

    def rate(self, number: int, grade: Grade, reason: str = "") -> None:
        """Let the mover say what they think of the reply."""
        feedback.rate(self.motions[number], grade, reason, self.mover(number))

    def grow_old(self, overdue: int) -> None:
        """Move the days back on which all this was done, and let one motion be overdue."""
        with unit_of_work() as session:
            for number, motion_id in self.motions.items():
                back = timedelta(days=HELD_BEFORE + 20 - number)
                motion = session.get_one(Motion, motion_id)
                for name in ("created_at", "submitted_at", "filed_at", "assigned_at"):
                    moment = getattr(motion, name)
                    if moment is not None:
                        setattr(motion, name, moment - back)
                for event in session.query(MotionEvent).filter_by(motion_id=motion_id):
                    event.at -= back
            late = session.get_one(Motion, self.motions[overdue])
            late.due_on = late.first_due_on = clock.today() - timedelta(days=6)
            session.get_one(Assignment, self.task(overdue)).due_on = late.due_on
