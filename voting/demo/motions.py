"""The 22 items of 四届二次 in the sample school: motions in every state they can be in.

All of it is done through the services, as people would do it; only afterwards are the days of
what they did moved back, since nobody can act in the past.
"""

from collections.abc import Callable
from datetime import date, timedelta

from voting import clock
from voting.congress import queries as congress_queries, service as congress
from voting.congress.rules import Body
from voting.db import db
from voting.demo.motion_house import HELD_BEFORE, LEAD, OTHER, House, Seated
from voting.motions.handling_models import Assignment
from voting.motions.rules import Class, Grade, Request
from voting.motions.service import clockwork, drafting, excellent, handling, requests, review
from voting.motions.service.handling import Order
from voting.motions.service.requests import Wish

_OVERDUE = 10
"""The place of the motion that is overdue among the texts."""


def motion_congress(actor: str) -> int:
    """Make the fourth staff congress of the school and its second meeting; return the meeting."""
    today = clock.today()
    made = congress.create_congress(
        congress.CongressFacts(
            organisation="青山中学",
            ordinal=4,
            body=Body.DELEGATES,
            preset="school_congress_32",
            term_starts=date(today.year - 2, 9, 1),
            term_ends=date(today.year + 3, 8, 31),
        ),
        actor,
    )
    differences = congress_queries.roster_preview(made)
    congress.update_delegates_from_roster(made.id, differences.digest, actor)
    held = clock.now() - timedelta(days=HELD_BEFORE)
    facts = congress.MeetingFacts(ordinal=2, held_at=held, place="学校礼堂")
    return congress.create_meeting(made.id, facts, actor).id


def build_motions(congress_id: int, meeting_id: int) -> tuple[Seated, ...]:
    """Fill a meeting with 22 motions in every state; return who holds an office for them."""
    house = House(congress_id, meeting_id)
    seated = house.appoint()
    _before_review(house)
    _reviewed(house)
    _done(house)
    _in_hand(house)
    house.grow_old(_OVERDUE)
    return seated


def _before_review(house: House) -> None:
    """Leave a draft, one that is being seconded, two in review, one sent back, one disputed."""
    house.draft(0)
    house.draft(1)
    house.invite(1)
    for number in (2, 3, 4, 5):
        house.submit(number)
    review.send_back(
        house.motions[4], house.version(4), "一案中有两件事，请分开提出。", house.secretary
    )
    review.refer(
        house.motions[5], house.version(5), "是否属于大会职权有不同意见。", house.secretary
    )


def _reviewed(house: House) -> None:
    """Leave one filed, one not filed, one withdrawn, one that became a suggestion."""
    house.file(6)
    for number in (7, 20, 21):
        house.submit(number)
    review.reject(
        house.motions[7], house.version(7), "属于个人事项，已转有关部门答复。", house.secretary
    )
    drafting.withdraw(house.motions[20], house.version(20), "问题已经解决。", house.mover(20))
    review.convert(
        house.motions[21], house.version(21), "属于日常工作，作为意见建议办理。", house.secretary
    )
    order = Order(house.units[LEAD])
    handling.assign(house.motions[21], house.version(21), order, house.secretary)
    house.reply(21, Class.D)
    house.rate(21, Grade.BASICALLY)


def _done(house: House) -> None:
    """Leave closed ones: satisfied and nominated, basically satisfied, silent, put away."""
    for number, grade in ((16, Grade.SATISFIED), (17, Grade.BASICALLY), (19, Grade.SATISFIED)):
        house.assign(number)
        house.reply(number)
        house.rate(number, grade)
    house.assign(18)
    house.reply(18)
    clockwork.close_unrated(clock.today() + timedelta(days=60))
    reason = "调研充分，建议具体可行，办理有成效。"
    excellent.nominate(house.motions[16], house.version(16), reason, house.secretary)
    review.archive(house.motions[19], house.version(19), house.secretary)


def _in_hand(house: House) -> None:
    """Leave one with another merged into it, an overdue one, and what replies can lead to."""
    house.file(8)
    house.file(9)
    review.merge(
        house.motions[8], house.version(8), house.motions[9], "内容相同。", house.secretary
    )
    order = Order(house.units[LEAD], (house.units[OTHER],))
    handling.assign(house.motions[9], house.version(9), order, house.secretary)
    for number in (_OVERDUE, 11, 12, 13, 14, 15):
        house.assign(number)
    handling.accept(house.motions[_OVERDUE], house.task(_OVERDUE), house.officer(house.handler))
    _again(house, 11, lambda: None)
    until = _due(house, 12) + timedelta(days=20)
    wish = Wish(Request.EXTENSION, "需要招标，按规定公示。", until)
    requests.ask(house.motions[12], house.task(12), wish, house.officer(house.handler))
    house.reply(13)
    house.reply(14, Class.B)
    house.rate(14, Grade.SATISFIED)
    _again(house, 15, lambda: house.reply(15, Class.C))
    house.rate(15, Grade.DISSATISFIED, "仍然没有说明何时解决。")


def _again(house: House, number: int, then: Callable[[], None]) -> None:
    """Send a reply back to the department once, and go on."""
    house.reply(number, Class.D)
    house.rate(number, Grade.DISSATISFIED, "答复没有针对提案中的建议。")
    then()


def _due(house: House, number: int) -> date:
    due = db.session.get_one(Assignment, house.task(number)).due_on
    return max(due, clock.today())
