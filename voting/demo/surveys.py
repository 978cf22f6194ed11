"""The school's surveys: one answered, counted and published, and one that is open to answer.

The first is that of a whole school district: 312 people by phone and three campuses on paper,
1,664 questionnaires given out, 1,609 back, 1,436 of them valid.
"""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from voting import clock
from voting.access.models import Account
from voting.access.principal import Kind as Entrance, Principal
from voting.config import Settings
from voting.db import db
from voting.demo.respondents import Respondents, hands_in
from voting.surveys import queries, templates
from voting.surveys.answers import Checked
from voting.surveys.expressions.evaluation import Given
from voting.surveys.models import Invitation, Survey
from voting.surveys.program import Program, Step
from voting.surveys.rules import Body
from voting.surveys.service import batching, commenting, counting, drafts, judging, publishing

_BY_PHONE, _CARELESS = 300, 6
_CAMPUSES = (("东校区纸质", 560, 545, 69), ("西校区纸质", 480, 465, 60), ("附小纸质", 312, 299, 38))
"""Title, given out, returned, and how many of those are not valid."""
_TEXTS = {
    "wish": (
        "希望改善教师午休条件，办公室太挤",
        "食堂晚餐时间太短，晚自习老师吃不上热饭",
        "希望减少与教学无关的填表和检查",
        "建议职称评审标准早一点公布",
        "希望工会多组织体检和健身活动",
        "停车位紧张，建议分时段开放操场边车位",
        "年轻教师住房压力大，希望周转房轮候公开",
        "班主任津贴和工作量不相称",
        "建议给老教师配更大的屏幕",
        "减少会议，把时间还给备课",
    ),
    "best": (
        "带的班级在运动会上拿了团体第一",
        "学生毕业后回来看我们",
        "年级组一起备课，互相听课，进步很快",
        "学校给新教师配了指导老师",
        "暑期把办公室空调都修好了",
        "家长写来感谢信",
        "工会组织的春游，全组都去了",
        "公开课得到大家的好评",
    ),
}


def build_surveys(actor: str, secretary: str, chair: str) -> tuple[str, str]:
    """Make both surveys; return the addresses of the published results and of the open one.

    ``secretary`` and ``chair``: the log-ins of the two who review comments.
    """
    return _published(actor, _signed_in(secretary), _signed_in(chair)), _open(actor)


def _published(actor: str, secretary: Principal, chair: Principal) -> str:
    year = clock.today().year
    settings: Settings = current_app.config["SETTINGS"]
    facts = drafts.Facts(title=f"{year}年青山学区教职工思想状况问卷", body=Body.STAFF)
    made = drafts.create(facts, templates.form("state_of_mind"), actor)
    drafts.declare_breakdowns(made.id, made.version, ("age", "post", "years"), actor)
    publishing.publish(made.id, queries.survey(made.id).version, actor, settings)
    survey = queries.survey(made.id)
    program = queries.manifest_of(survey).program
    people = Respondents(program, _TEXTS)
    _by_phone(survey, [people.careless() for _each in range(_CARELESS)], people, settings)
    for campus in _CAMPUSES:
        _on_paper(survey, campus, Respondents(program, _TEXTS), actor)
    publishing.close(survey.id, queries.survey(survey.id).version, actor)
    _judge(survey.id, actor, settings.secret_key)
    counting.count(survey.id, queries.survey(survey.id).version, actor, settings.secret_key)
    for question in dict.fromkeys(each.question for each in queries.comments(survey.id)):
        commenting.propose_as_written(survey.id, question, secretary)
        commenting.consent_all(survey.id, question, chair)
    released = counting.release(survey.id, queries.survey(survey.id).version, actor)
    return f"/s/{released.public_id}/results"


def _by_phone(
    survey: Survey, careless: list[Checked], people: Respondents, settings: Settings
) -> None:
    """Let the first so many of those invited answer, each by their own paper."""
    invited = select(Invitation.person_id).where(Invitation.survey_id == survey.id)
    asked = db.session.execute(invited.order_by(Invitation.person_id).limit(_BY_PHONE)).scalars()
    for person_id in asked.all():
        answered = careless.pop() if careless else people.sheet()
        hands_in(survey, person_id, answered.answers, settings.secret_key)


def _on_paper(
    survey: Survey, campus: tuple[str, int, int, int], people: Respondents, actor: str
) -> None:
    """Enter the questionnaires a campus collected on paper; some of them were left blank."""
    title, issued, returned, blank = campus
    names = [step.question.name for step in _asked(queries.manifest_of(survey).program)]
    table = io.StringIO()
    lines = csv.writer(table)
    lines.writerow([*names, "有效"])
    for _sheet in range(returned - blank):
        answers = people.sheet().answers
        lines.writerow([*(_cell(answers.get(name)) for name in names), "是"])
    lines.writerows([*("" for _name in names), "否"] for _sheet in range(blank))
    batch = batching.read(survey, table.getvalue().encode(), "responses.csv")
    batching.keep(survey.id, batching.BatchFacts(title, issued), batch, actor)


def _asked(program: Program) -> Iterator[Step]:
    return (step for step in program.steps.values() if step.question.is_answered)


def _cell(answer: Given) -> str:
    return " ".join(answer) if isinstance(answer, tuple) else answer or ""


def _judge(survey_id: int, actor: str, secret: str) -> None:
    """Call the careless responses invalid."""
    flagged = judging.judged(queries.survey(survey_id), secret).flagged
    for response in flagged[:_CARELESS]:
        judging.invalidate(
            survey_id,
            queries.survey(survey_id).version,
            response.id,
            "量表题全部选了第一项，与其他回答不符",
            actor,
            secret,
        )


def _open(actor: str) -> str:
    settings: Settings = current_app.config["SETTINGS"]
    facts = drafts.Facts(
        title="五届三次大会会议质量评估",
        body=Body.DELEGATES,
        closes_at=clock.now() + timedelta(days=7),
        welcome="请您花三分钟，说说这次大会开得怎么样。",
        thanks="谢谢！结果将在大会公报上公布。",
    )
    made = drafts.create(facts, templates.form("congress"), actor)
    publishing.publish(made.id, made.version, actor, settings)
    return f"/s/{queries.survey(made.id).public_id}"


def _signed_in(login: str) -> Principal:
    account = db.session.execute(select(Account).where(Account.login == login)).scalar_one()
    return Principal(
        Entrance.OFFICER,
        account.id,
        account.person_id,
        account.display_name,
        offices=account.offices,
    )
