"""Motions for tests: a congress with offices and a call, and motions led to any state."""

from dataclasses import dataclass
from datetime import timedelta

from tests.cast import Hall, a_hall
from voting import clock
from voting.access.principal import Kind as Entrance, Principal
from voting.access.rules import Office
from voting.db import db, unit_of_work
from voting.motions.handling_models import Assignment
from voting.motions.models import Motion, MotionCall, MotionSeat, Seconder
from voting.motions.rules import Class, Kind, Seat, State
from voting.motions.service import drafting, handling, replies, review
from voting.motions.service.drafting import Content
from voting.motions.service.handling import Order
from voting.motions.service.replies import ReplyFacts
from voting.people.models import Person, Unit

TEXT = Content("关于改善食堂饭菜质量的提案", "饭菜单一", "问卷显示满意度低", "引入竞争，公开菜价")


@dataclass
class House:
    """A congress whose motions are called for, with its people and departments by id."""

    hall: Hall
    canteen: int
    finance: int

    @property
    def congress_id(self) -> int:
        return self.hall.congress_id

    @property
    def meeting_id(self) -> int:
        return self.hall.meeting_id

    def delegate(self, place: int = 0) -> Principal:
        return as_delegate(self.hall.delegates[place])

    @property
    def secretary(self) -> Principal:
        return Principal(
            Entrance.OFFICER, 1, None, "秘书王芳", offices=frozenset({Office.SECRETARY})
        )

    def officer(self, person_id: int) -> Principal:
        return Principal(Entrance.OFFICER, 2, person_id, db.session.get(Person, person_id).name)

    @property
    def handler(self) -> Principal:
        return self.officer(self.hall.teller)

    @property
    def head(self) -> Principal:
        return self.officer(self.hall.chair)

    @property
    def co_handler(self) -> Principal:
        return self.officer(self.hall.scrutineer)


def as_delegate(person_id: int) -> Principal:
    name = db.session.get(Person, person_id).name
    return Principal(Entrance.DELEGATE, None, person_id, name)


def a_house(delegates: int = 8, *, closes_in: int = 10) -> House:
    hall = a_hall(delegates)
    today = clock.today()
    with unit_of_work() as session:
        units = [Unit(name=name, folded=name) for name in ("后勤处", "财务处")]
        session.add_all(units)
        session.flush()
        canteen, finance = units[0].id, units[1].id
        session.add(
            MotionCall(
                meeting_id=hall.meeting_id,
                opens_on=today - timedelta(days=30),
                closes_on=today + timedelta(days=closes_in),
            )
        )
        for person_id, seat, unit_id in (
            (hall.teller, Seat.HANDLER, canteen),
            (hall.chair, Seat.HEAD, canteen),
            (hall.scrutineer, Seat.HANDLER, finance),
        ):
            session.add(
                MotionSeat(
                    congress_id=hall.congress_id,
                    person_id=person_id,
                    seat=seat.value,
                    unit_id=unit_id,
                )
            )
    return House(hall, canteen, finance)


def the_motion(motion_id: int) -> Motion:
    db.session.rollback()
    return db.session.get(Motion, motion_id, populate_existing=True)


def version(motion_id: int) -> int:
    return the_motion(motion_id).version


def task_of(motion_id: int, unit_id: int) -> Assignment:
    motion = the_motion(motion_id)
    return (
        db.session.query(Assignment)
        .filter_by(motion_id=motion_id, unit_id=unit_id, round=motion.round)
        .one()
    )


def seconder(motion_id: int, person_id: int) -> Seconder | None:
    db.session.rollback()
    return db.session.get(Seconder, (motion_id, person_id), populate_existing=True)


def a_draft(house: House, content: Content = TEXT, kind: Kind = Kind.MOTION, mover: int = 0) -> int:
    who = house.delegate(mover)
    return drafting.create(kind, house.congress_id, house.meeting_id, content, who).id


def second(house: House, motion_id: int, *places: int) -> None:
    mover = as_delegate(the_motion(motion_id).movers[0].person_id)
    people = [house.hall.delegates[place] for place in places]
    drafting.invite(motion_id, version(motion_id), people, mover)
    for person_id in people:
        text = the_motion(motion_id).text_version
        drafting.answer_invitation(motion_id, text, as_delegate(person_id), given=True)


def submitted(house: House, content: Content = TEXT, mover: int = 0, **options) -> int:
    motion_id = a_draft(house, content, mover=mover)
    others = [place for place in range(len(house.hall.delegates)) if place != mover]
    second(house, motion_id, *others[:2])
    drafting.submit(motion_id, version(motion_id), house.delegate(mover), **options)
    return motion_id


def filed(house: House, content: Content = TEXT, mover: int = 0) -> int:
    motion_id = submitted(house, content, mover)
    review.file(motion_id, version(motion_id), house.secretary)
    return motion_id


def assigned(house: House, *co_units: int, **options) -> int:
    motion_id = filed(house)
    order = Order(house.canteen, co_units, **options)
    handling.assign(motion_id, version(motion_id), order, house.secretary)
    return motion_id


def reply(house: House, motion_id: int, kind: Class = Class.A, promised_on=None, **options) -> None:
    """Draft and sign a reply of the lead department."""
    task = task_of(motion_id, house.canteen)
    text = f"已采取措施（{kind.value}）"
    facts = ReplyFacts(text, kind, promised_on)
    draft = replies.draft(motion_id, task.id, facts, house.handler)
    replies.sign(motion_id, replies.seen(draft), house.head, **options)


def state_of(motion_id: int) -> State:
    return State(the_motion(motion_id).state)
