"""What all of the staff send in besides motions: a letter box, monthly forms, improvements."""

from datetime import timedelta

from sqlalchemy import select

from voting import clock
from voting.db import db, unit_of_work
from voting.demo.motion_house import OTHER, House
from voting.motions.improvements import service as improvements
from voting.motions.improvements.rules import Decision
from voting.motions.improvements.service import Award, Proposal
from voting.motions.letterbox.boxes import BoxFacts, add_box
from voting.motions.letterbox.rules import Keeper
from voting.motions.models import Motion
from voting.motions.situations import appointing, filling, months
from voting.motions.situations.filling import ItemFacts
from voting.motions.situations.models import SituationForm
from voting.motions.situations.rules import Topic
from voting.people.models import Person

_REPORTED = (
    ItemFacts(Topic.COMMON, "午休时办公室没有地方休息。", "开放会议室，添置躺椅。"),
    ItemFacts(Topic.CONCERN, "校门口晚高峰车多，骑车回家不安全。", "请保安在校门外疏导。"),
)
"""What the first groups report, a matter each; the last group is missing, the others say 无情况."""
_ADOPTED = Proposal(
    "实验室药品柜改用扫码领用",
    "药品领用靠手工登记，常有遗漏，盘点一次要半天。",
    "每瓶贴码，领用和归还时扫描，系统自动登记。",
    "每周省两小时，账物相符。",
)
_UNDECIDED = Proposal(
    "空教室的灯和空调由值日表统一关闭",
    "放学后仍有教室亮着灯、开着空调。",
    "在值日表中加一项，由最后离开的班级关闭并签名。",
)
_AWARD = Award("试用一学期，领用差错为零，每周省两小时。", "金点子奖", "奖金 500 元")


def add_staff_matters(congress_id: int, meeting_id: int) -> None:
    """Put up a letter box, ask the union groups for a month, and have improvements sent in."""
    house = House(congress_id, meeting_id)
    hint = "学校生活中的事都可以写，五个工作日内答复。"
    box = BoxFacts("工会信箱", Keeper.UNIT, house.units[OTHER], hint)
    add_box(congress_id, box, house.secretary.actor)
    _month(house)
    _improvements(house)


def _month(house: House) -> None:
    """Ask for a month whose last day was yesterday: two groups reported, one is missing."""
    last = clock.today() - timedelta(days=1)
    actor = house.secretary.actor
    period_id = months.open_month(house.congress_id, last.isoformat()[:7], last, actor).id
    asked = select(SituationForm).where(SituationForm.period_id == period_id)
    forms = db.session.execute(asked.order_by(SituationForm.id)).scalars()
    named = [(form.id, form.group_name) for form in forms]
    for place, (form_id, group) in enumerate(named):
        person_id = _reporter(house, group)
        if place < len(named) - 1:
            _hand_in(house, form_id, person_id, _REPORTED[place : place + 1])
    with unit_of_work() as session:
        # They handed it in before the last day; only now can that be said.
        for form in session.execute(asked).scalars():
            if form.submitted_at is not None:
                form.submitted_at -= timedelta(days=2)


def _reporter(house: House, group: str) -> int:
    """Let the first member of a group hand in its form."""
    wanted = (
        select(Person)
        .where(Person.union_group == group, Person.is_member, Person.left_on.is_(None))
        .order_by(Person.number)
    )
    person = db.session.execute(wanted).scalars().first()
    assert person is not None
    person_id, actor = person.id, house.secretary.actor
    appointing.appoint(house.congress_id, group, person.number, actor)
    return person_id


def _hand_in(house: House, form_id: int, person_id: int, facts: tuple[ItemFacts, ...]) -> None:
    who = house.officer(person_id)
    for each in facts:
        filling.put_item(form_id, each, who)
    form = db.session.get_one(SituationForm, form_id, populate_existing=True)
    filling.submit(form_id, form.version, who, nothing=not facts)


def _improvements(house: House) -> None:
    """Leave one improvement adopted and rewarded, and one to be decided about."""
    first, second = (house.officer(person_id) for person_id in house.delegates[-2:])
    motion_id = improvements.propose(house.congress_id, _ADOPTED, first).id
    improvements.propose(house.congress_id, _UNDECIDED, second)
    seen = db.session.get_one(Motion, motion_id, populate_existing=True).version
    reason = "请化学组先行采用，成熟后推广到全部实验室。"
    made = improvements.decide(motion_id, seen, Decision.ADOPTED, reason, house.secretary)
    improvements.reward(motion_id, made.version, _AWARD, house.secretary)
