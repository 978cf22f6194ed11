"""Union groups with reporters, letter boxes, and what is sent in, for tests."""

from datetime import timedelta

from tests.services.motions.moving import House, a_house, as_delegate
from voting import clock
from voting.access.principal import Principal
from voting.access.rules import Office
from voting.access.service import AccountFacts, create_account
from voting.db import db, unit_of_work
from voting.mail import service as mail
from voting.mail.models import OutgoingMail
from voting.motions.letterbox import boxes, codes
from voting.motions.letterbox.boxes import BoxFacts
from voting.motions.letterbox.rules import Keeper
from voting.motions.models import MotionSeat
from voting.motions.rules import Seat
from voting.motions.situations import appointing, filling, months
from voting.motions.situations.filling import ItemFacts
from voting.motions.situations.models import SituationForm
from voting.motions.situations.rules import Topic
from voting.people.models import Person

MONTH = "2026-11"
SECRETARY = "秘书王芳"
GROUPS = ("第一小组", "第二小组", "第三小组")
STRAIN = ItemFacts(Topic.DIFFICULTY, "午休没有场所", "开放会议室")


def due_in(days: int):
    return clock.today() + timedelta(days=days)


def this_month() -> str:
    return clock.today().isoformat()[:7]


def with_groups(house: House) -> None:
    """Put the delegates into union groups in turn; the first of each reports."""
    with unit_of_work() as session:
        for place, person_id in enumerate(house.hall.delegates):
            session.get_one(Person, person_id).union_group = GROUPS[place % len(GROUPS)]
    for group, person_id in zip(GROUPS, house.hall.delegates, strict=False):
        number = db.session.get_one(Person, person_id).number
        appointing.appoint(house.congress_id, group, number, SECRETARY)


def a_grouped_house() -> House:
    house = a_house()
    with_groups(house)
    return house


def asked(house: House, days: int = 5) -> int:
    """Ask all groups for this month's form; return the month's id."""
    return months.open_month(house.congress_id, this_month(), due_in(days), SECRETARY).id


def form_id(period_id: int, place: int = 0) -> int:
    db.session.rollback()
    wanted = db.session.query(SituationForm).filter_by(
        period_id=period_id, group_name=GROUPS[place]
    )
    return wanted.one().id


def the_form(form_id: int) -> SituationForm:
    db.session.rollback()
    return db.session.get(SituationForm, form_id, populate_existing=True)


def reporter(house: House, place: int = 0) -> Principal:
    return house.delegate(place)


def handed_in(house: House, period_id: int, place: int = 0, *facts: ItemFacts) -> int:
    """Fill a group's form in and submit it; return the form's id."""
    found, who = form_id(period_id, place), reporter(house, place)
    for each in facts or (STRAIN,):
        filling.put_item(found, each, who)
    filling.submit(found, the_form(found).version, who)
    return found


def item_ids(*form_ids: int) -> list[int]:
    return [item.id for each in form_ids for item in the_form(each).items]


def with_address(*person_ids: int) -> None:
    for person_id in person_ids:
        mail.set_address(person_id, f"person{person_id}@example.com")


def outbox() -> list[OutgoingMail]:
    db.session.rollback()
    return db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()


def a_box(house: House, **facts) -> int:
    """Put up a box that the canteen's department answers; return its id."""
    given = {"title": "工会信箱", "keeper": Keeper.UNIT, "unit_id": house.canteen} | facts
    return boxes.add_box(house.congress_id, BoxFacts(**given), SECRETARY).id


def a_leader(house: House, place: int = 7) -> Principal:
    """Give a delegate the leader's seat."""
    with unit_of_work() as session:
        session.add(
            MotionSeat(
                congress_id=house.congress_id,
                person_id=house.hall.delegates[place],
                seat=Seat.LEADER.value,
            )
        )
    return house.officer(house.hall.delegates[place])


def a_slip(box_id: int) -> str:
    return codes.new_slip(box_id)


def a_secretary_on_the_roster(house: House) -> int:
    """Give the outsider an account as a secretary with an address; return the person's id."""
    facts = AccountFacts("王芳", frozenset({Office.SECRETARY}), house.hall.outsider)
    create_account("wangfang", facts, "命令行")
    with_address(house.hall.outsider)
    return house.hall.outsider


def delegate(person_id: int) -> Principal:
    return as_delegate(person_id)
