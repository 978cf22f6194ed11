"""What is missing before a survey can be published, and what should be known before."""

from dataclasses import dataclass

from voting import clock
from voting.errors import Refusal
from voting.i18n import _
from voting.surveys import audience, queries
from voting.surveys.completeness import flaws
from voting.surveys.form import Kind
from voting.surveys.models import Survey
from voting.surveys.program import Program, compile_form
from voting.surveys.rules import Mode

_MOST_FLAWS = 5


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to do before publication (``blocks``), or to know."""

    text: str
    where: str
    """The page on which it is mended: ``build`` or ``settings``."""
    blocks: bool = True


def program_of(survey: Survey) -> Program:
    """Return the questionnaire with its expressions checked, or raise what is wrong with it."""
    return compile_form(queries.form_of(survey))


def issues(survey: Survey) -> list[Issue]:
    """Return what is missing and what should be known."""
    found = [*_of_questions(survey), *_of_time(survey), *_of_people(survey)]
    return sorted(found, key=lambda issue: not issue.blocks)


def missing(survey: Survey) -> list[Issue]:
    """Return what keeps a survey from being published."""
    return [issue for issue in issues(survey) if issue.blocks]


def _of_questions(survey: Survey) -> list[Issue]:
    try:
        program = program_of(survey)
    except Refusal as refusal:
        return [Issue(_("问卷还有错误：%(what)s", what=refusal.message), "build")]
    asked = [step.question for step in program.steps.values() if step.question.is_answered]
    if not asked:
        return [Issue(_("问卷里还没有题目。请先编写或导入题目。"), "build")]
    kinds = {question.name: question.kind for question in asked}
    found = [Issue(flaw.text, "build") for flaw in flaws(program.form)[:_MOST_FLAWS]]
    found += [
        Issue(_("分组题“%(name)s”不是单选题，不能用来分组。", name=name), "build")
        for name in queries.breakdowns_of(survey)
        if kinds.get(name) is not Kind.SELECT_ONE
    ]
    if not queries.breakdowns_of(survey):
        found.append(
            Issue(_("没有选分组题：结果只有总体，不分部门或年龄。"), "build", blocks=False)
        )
    return found


def _of_time(survey: Survey) -> list[Issue]:
    if survey.closes_at is None:
        text = _("没有设截止时间：要由秘书或问卷负责人手动截止。")
        return [Issue(text, "settings", blocks=False)]
    if survey.closes_at <= clock.now():
        return [Issue(_("截止时间已经过去，请重新设置。"), "settings")]
    return []


def _of_people(survey: Survey) -> list[Issue]:
    if survey.mode == Mode.OPEN:
        text = _("公开链接没有“发出数”，不能计算回收率，也不能保证每人只答一次。")
        return [Issue(text, "settings", blocks=False)]
    people = audience.people(survey)
    if not people:
        return [Issue(_("按现在的范围没有人可以邀请，请修改调查范围或先导入花名册。"), "settings")]
    if survey.mode == Mode.INVITED and len(people) < survey.least:
        text = _(
            "只邀请 %(n)s 人，少于最小分组 %(least)s 人，任何结果都不能公布。请扩大范围。",
            n=len(people),
            least=survey.least,
        )
        return [Issue(text, "settings")]
    return []
