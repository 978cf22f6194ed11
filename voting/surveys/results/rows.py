"""A signed survey as one row a person, for the officers who may read it; nobody else's answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from voting.ballots import canonical
from voting.db import db
from voting.errors import NotFound, NotReady
from voting.i18n import _
from voting.people.models import Person
from voting.surveys import content, queries
from voting.surveys.form import Kind, said
from voting.surveys.models import Invitation, NamedResponse, Survey
from voting.surveys.program import Program, Step
from voting.surveys.results import sav, table_files
from voting.surveys.results.downloads import File
from voting.surveys.results.sav import Variable
from voting.surveys.rules import Mode, State

ENDINGS = ("xlsx", "csv", "sav")
_AFTER = frozenset({State.CLOSED, State.COUNTED, State.RELEASED})
_BETWEEN = "；"

_WHO = ("number", "name", "unit", "valid")

_Given = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class _Signed:
    """One person's answers."""

    number: str
    name: str
    unit: str
    answers: _Given
    valid: str


def file(survey: Survey, ending: str) -> File:
    """Return the signed answers of a survey that is over; refuse where it is not, or anonymous."""
    if ending not in ENDINGS:
        raise NotFound(_("没有这种格式的文件，请从结果页选择下载。"))
    if survey.mode != Mode.NAMED:
        raise NotFound(_("这是匿名问卷，没有逐人的答卷，任何人都不能下载。"))
    if survey.state not in _AFTER:
        raise NotReady(_("问卷还没有截止，截止以后才能下载逐人的答卷。"))
    program = queries.manifest_of(survey).program
    signed = _signed(survey)
    title = _("%(title)s逐人答卷", title=survey.title)
    name = f"{title}.{ending}"
    if ending == "sav":
        return File(name, sav.rows_sav(title, _variables(program, signed)), sav.MIME)
    rows = _rows(program, signed)
    if ending == "csv":
        return File(name, table_files.csv_file(rows), table_files.CSV_MIME)
    return File(name, table_files.table_xlsx(title, rows), table_files.XLSX_MIME)


def _signed(survey: Survey) -> list[_Signed]:
    wanted = (
        select(NamedResponse, Person, Invitation.unit)
        .join(Person, Person.id == NamedResponse.person_id)
        .outerjoin(
            Invitation,
            (Invitation.survey_id == NamedResponse.survey_id)
            & (Invitation.person_id == NamedResponse.person_id),
        )
        .where(NamedResponse.survey_id == survey.id)
        .order_by(Person.number)
    )
    invalid = queries.invalidations(survey.id)
    found = []
    for response, person, unit in db.session.execute(wanted):
        sent = content.of_document(canonical.parse(response.content))
        counts = f"person:{person.id}" not in invalid
        valid = _("是") if counts else _("否")
        found.append(_Signed(person.number, person.name, unit or "", dict(sent.answers), valid))
    return found


def _heads() -> tuple[str, ...]:
    return (_("编号"), _("姓名"), _("部门"), _("有效"))


def _asked(program: Program) -> list[tuple[str, str, Step]]:
    """Return the columns of answers: name, label, and the question they belong to."""
    found = []
    for name, step in program.steps.items():
        label = said(step.question.label) or name
        if step.question.is_answered:
            found.append((name, label, step))
        if step.question.other:
            found.append((step.question.other_name, _("%(label)s（其他）", label=label), step))
    return found


def _rows(program: Program, signed: Sequence[_Signed]) -> list[list[str]]:
    asked = _asked(program)
    rows = [[*_heads(), *(label for _name, label, _step in asked)]]
    for each in signed:
        cells = [_told(step, each.answers.get(name), name) for name, _label, step in asked]
        rows.append([each.number, each.name, each.unit, each.valid, *cells])
    return rows


def _told(step: Step, given: str | list[str] | None, name: str) -> str:
    if given is None:
        return ""
    if name != step.question.name:
        return str(given)
    labels = {choice.name: said(choice.label) for choice in step.choices}
    if isinstance(given, list):
        return _BETWEEN.join(labels.get(each, each) for each in given)
    return labels.get(given, given)


def _variables(program: Program, signed: Sequence[_Signed]) -> list[Variable]:
    who = [(each.number, each.name, each.unit, each.valid) for each in signed]
    made = [
        Variable(name, label, [texts[n] for texts in who])
        for n, (name, label) in enumerate(zip(_WHO, _heads(), strict=True))
    ]
    asked = _asked(program)
    names = sav.names_for([each.name for each in made] + [name for name, _label, _step in asked])
    for short, (name, label, step) in zip(names[len(made) :], asked, strict=True):
        given = [each.answers.get(name) for each in signed]
        if step.question.kind is Kind.SELECT_ONE and name == step.question.name:
            codes = {choice.name: float(n) for n, choice in enumerate(step.choices, start=1)}
            values = [codes.get(str(each)) for each in given]
            meant = {codes[choice.name]: said(choice.label) for choice in step.choices}
            made.append(Variable(short, label, values, meant))
        else:
            made.append(Variable(short, label, [_told(step, each, name) for each in given]))
    return made
