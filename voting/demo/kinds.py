"""One poll of each further kind in the sample school: documents, leaders, awards."""

from datetime import timedelta

from voting.awards import service as awards
from voting.awards.models import AwardSection
from voting.awards.queries import sections
from voting.awards.rules import Subject
from voting.awards.service import NomineeFacts
from voting.db import db, unit_of_work
from voting.evaluations import service as evaluations
from voting.evaluations.service import GroupFacts, NewEvaluation, NumberLine, VisibilityFacts
from voting.evaluations.starting_plans import STARTING_PLANS, Start
from voting.evaluations.visibility import Visibility
from voting.people.models import Person
from voting.polls.lifecycle import PollFacts
from voting.polls.models import Poll
from voting.resolutions import queries as resolution_queries, service as resolutions
from voting.resolutions.models import TextVersion
from voting.resolutions.rules import ItemClass
from voting.resolutions.service import ItemFacts, ResolutionFacts

_DOCUMENTS = (
    (
        "绩效工资分配办法（修订稿）",
        ItemClass.DISTRIBUTION,
        (
            "第一条　绩效工资总量的百分之七十按岗位和工作量分配，百分之三十按考核结果分配。\n"
            "第二条　班主任津贴每月提高二百元，自下月起执行。\n"
            "第三条　本办法经教职工代表大会审议通过后施行，修改时须重新表决。"
        ),
    ),
    (
        "教职工考勤管理规定（草案）",
        ItemClass.REGULATION,
        (
            "第一条　教职工实行坐班与弹性工作相结合。\n"
            "第二条　事假一天以内由部门负责人批准，一天以上报分管领导批准。\n"
            "第三条　本规定自公布之日起施行。"
        ),
    ),
    (
        "集体合同（草案）",
        ItemClass.COLLECTIVE_CONTRACT,
        (
            "第一条　双方就劳动报酬、工作时间、休息休假、劳动安全卫生、女职工保护达成一致。\n"
            "第二条　本合同期限三年。"
        ),
    ),
)
_LEADERS = (
    ("校长", "主持行政全面工作"),
    ("党总支书记", "主持党务工作"),
    ("副校长", "分管教学"),
    ("副校长", "分管后勤"),
    ("教务处主任", ""),
    ("总务处主任", ""),
)
_GROUPS = ("语文教研组工会小组", "数学教研组工会小组", "英语教研组工会小组", "后勤工会小组")
_STORIES = (
    "承担两个毕业班教学，并带教三名青年教师。",
    "组织读书会和健步走，参加人次超过三百。",
    "坚持走访困难职工，全年登门二十余次。",
)
_QUOTA = 3
_DAYS_BEFORE = 9


def build_kinds(meeting_id: int, actor: str) -> None:
    """Make a vote on documents, an evaluation of leaders and an award, ready to be sealed."""
    _resolution(meeting_id, actor)
    _evaluation(meeting_id, actor)
    _award(meeting_id, actor)


def _resolution(meeting_id: int, actor: str) -> None:
    about = PollFacts(resolution_queries.KIND, "审议通过三项制度")
    poll_id = resolutions.create_resolution(meeting_id, about, ResolutionFacts(), actor).id
    for title, item_class, text in _DOCUMENTS:
        facts = ItemFacts(title=title, item_class=item_class)
        item = resolutions.add_item(poll_id, _version(poll_id), facts, actor)
        resolutions.add_text(poll_id, item.id, 0, text, "", actor)
    with unit_of_work() as session:
        # The delegates have had the texts for the days the rules ask for.
        for each in session.query(TextVersion):
            each.uploaded_at -= timedelta(days=_DAYS_BEFORE)


def _evaluation(meeting_id: int, actor: str) -> None:
    made = NewEvaluation(meeting_id, "领导干部述职测评", STARTING_PLANS[Start.FIVE])
    poll_id = evaluations.create_evaluation(made, actor).id
    people = db.session.query(Person).filter(Person.post != "").order_by(Person.number)
    lines = [
        NumberLine(person.number, post, note)
        for person, (post, note) in zip(people, _LEADERS, strict=False)
    ]
    evaluations.add_subjects(poll_id, _version(poll_id), lines, actor)
    groups = [GroupFacts("A票（中层以上）", "0.4"), GroupFacts("B票（教职工代表）", "0.6")]
    evaluations.set_groups(poll_id, _version(poll_id), groups, actor)
    evaluations.assign_with_post(poll_id, _version(poll_id), "a", actor)
    points = dict(zip(("good", "fair", "average", "poor"), ("100", "80", "60", "40"), strict=True))
    evaluations.change_scheme(
        poll_id, _version(poll_id), {"scheme": {"type": "points", "points": points}}, actor
    )
    shown = VisibilityFacts(Visibility.MEETING)
    evaluations.set_visibility(poll_id, _version(poll_id), shown, actor)


def _award(meeting_id: int, actor: str) -> None:
    poll_id = awards.create_award(meeting_id, "年度工会先进评选", actor).id
    for title, subject in (("先进工会小组", Subject.GROUP), ("优秀工会积极分子", Subject.PERSON)):
        facts = awards.SectionFacts(title=title, subject=subject, quota=_QUOTA)
        awards.add_section(poll_id, _version(poll_id), facts, actor)
    groups, people = sections(poll_id)
    for name in _GROUPS:
        story = NomineeFacts(name=name, story=_STORIES[1])
        awards.add_named(poll_id, _version(poll_id), groups.id, story, actor)
    _nominate(poll_id, people, actor)


def _nominate(poll_id: int, section: AwardSection, actor: str) -> None:
    members = (
        db.session.query(Person)
        .filter(Person.is_member, Person.post == "", Person.left_on.is_(None))
        .order_by(Person.number)
        .offset(40)
        .limit(5)
    )
    for place, person_id in enumerate([person.id for person in members]):
        made = awards.add_person(poll_id, _version(poll_id), section.id, person_id, actor)
        story = NomineeFacts(story=_STORIES[place % len(_STORIES)])
        awards.change_nominee(poll_id, _version(poll_id), made.id, story, actor)


def _version(poll_id: int) -> int:
    return db.session.get_one(Poll, poll_id).version
