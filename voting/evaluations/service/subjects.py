"""The subjects of a draft: persons of the roster and bodies, their reports, their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import NotFound, StaleEdit, WrongInput
from voting.evaluations import queries
from voting.evaluations.models import EvaluationSubject
from voting.evaluations.service.locks import before_opening, locked_draft, locked_subject
from voting.evaluations.visibility import ORDER_LABELS, OrderRule
from voting.i18n import _
from voting.people.models import Person
from voting.people.queries import by_number
from voting.polls.lifecycle import subject as logged
from voting.polls.models import Poll
from voting.web.uploads import keep_document

MOST_SUBJECTS = 300


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """What the sheet says beside a name; extra points need who decided them, and why."""

    post: str = ""
    note: str = ""
    name: str = ""
    extra: str = ""
    extra_by: str = ""
    extra_reason: str = ""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One pasted line: a staff number, and what it says of post and note."""

    number: str
    post: str = ""
    note: str = ""


def add_subject(poll_id: int, version: int, person_id: int, actor: str) -> EvaluationSubject:
    """Put a person of the roster on the sheet."""
    with unit_of_work() as session:
        poll, _found = locked_draft(session, poll_id, version)
        person = session.get(Person, person_id)
        if person is None:
            raise NotFound(_("花名册里没有这个人，请重新查找。"))
        return _added(session, poll, person, NumberLine(person.number), actor)


def add_subjects(
    poll_id: int, version: int, lines: Sequence[NumberLine], actor: str
) -> list[EvaluationSubject]:
    """Put several persons on the sheet by their staff numbers: all of them, or nobody."""
    if not lines:
        raise WrongInput(_("请每行填写一个工号。"))
    with unit_of_work() as session:
        poll, _found = locked_draft(session, poll_id, version)
        people = [(line, by_number(line.number)) for line in lines]
        strange = [line.number for line, person in people if person is None]
        if strange:
            raise WrongInput(
                _("花名册里没有这些工号：%(numbers)s。没有加入任何人。", numbers="、".join(strange))
            )
        return [_added(session, poll, person, line, actor) for line, person in people if person]


def _added(
    session: Session, poll: Poll, person: Person, line: NumberLine, actor: str
) -> EvaluationSubject:
    if queries.subject_of(poll.id, person.id) is not None:
        raise WrongInput(_("%(name)s已在名单中，不必重复加入。", name=person.name))
    added = EvaluationSubject(
        poll_id=poll.id,
        person_id=person.id,
        name=person.name,
        post=line.post or person.post,
        note=line.note,
    )
    return _kept(session, poll, added, actor, person.number)


def add_body(poll_id: int, version: int, name: str, note: str, actor: str) -> EvaluationSubject:
    """Put a body (班子) on the sheet under its name."""
    with unit_of_work() as session:
        poll, _found = locked_draft(session, poll_id, version)
        if any(one.is_body and one.name == name for one in queries.subjects(poll_id)):
            raise WrongInput(_("“%(name)s”已在名单中，不必重复加入。", name=name))
        body = EvaluationSubject(poll_id=poll_id, name=name, note=note, is_body=True)
        return _kept(session, poll, body, actor, "")


def _kept(
    session: Session, poll: Poll, added: EvaluationSubject, actor: str, number: str
) -> EvaluationSubject:
    there = select(func.count(), func.max(EvaluationSubject.position)).where(
        EvaluationSubject.poll_id == poll.id
    )
    judged, last = session.execute(there).one()
    if judged >= MOST_SUBJECTS:
        raise WrongInput(_("一张测评表最多 %(n)s 个对象，请分成几项测评。", n=MOST_SUBJECTS))
    added.position = (last or 0) + 1
    session.add(added)
    session.flush()
    audit.record(actor, Event.SUBJECT_ADDED, logged(poll), name=added.name, number=number)
    return added


def change_subject(
    poll_id: int, version: int, subject_id: int, facts: SubjectFacts, actor: str
) -> EvaluationSubject:
    """Change what the sheet says of a subject, and the points an officer adds to the score."""
    given = (facts.extra, facts.extra_by, facts.extra_reason)
    if any(given) and not all(given):
        raise WrongInput(_("附加分要写明分数、由谁决定和理由，三项缺一不可；不加分则都不填。"))
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        one = locked_subject(session, poll_id, subject_id)
        one.post, one.note = facts.post, facts.note
        if one.is_body and facts.name:
            one.name = facts.name
        one.extra, one.extra_by, one.extra_reason = given
        session.flush()
        queries.plan_of(found)
        audit.record(
            actor,
            Event.SUBJECT_CHANGED,
            logged(poll),
            name=one.name,
            post=one.post,
            note=one.note,
            extra=one.extra,
            extra_by=one.extra_by,
            extra_reason=one.extra_reason,
        )
    return one


def remove_subject(poll_id: int, version: int, subject_id: int, actor: str) -> str:
    """Take a subject off the sheet; return the name."""
    with unit_of_work() as session:
        poll, _found = locked_draft(session, poll_id, version)
        one = locked_subject(session, poll_id, subject_id)
        audit.record(actor, Event.SUBJECT_REMOVED, logged(poll), name=one.name)
        name = one.name
        session.delete(one)
    return name


def attach_report(
    poll_id: int, subject_id: int, sent: FileStorage, actor: str
) -> EvaluationSubject:
    """Attach a subject's report (述职报告); delegates can read it from now on."""
    upload = keep_document(sent)
    with unit_of_work() as session:
        poll = before_opening(session, poll_id)
        one = locked_subject(session, poll_id, subject_id)
        one.report_sha256, one.report_name = upload.sha256, upload.name
        one.report_mime, one.report_size = upload.mime, upload.size
        audit.record(
            actor,
            Event.DOCUMENT_ADDED,
            logged(poll),
            name=one.name,
            title=upload.name,
            sha256=upload.sha256,
        )
    return one


def remove_report(poll_id: int, subject_id: int, actor: str) -> EvaluationSubject:
    """Take a report back; the log keeps its digest."""
    with unit_of_work() as session:
        poll = before_opening(session, poll_id)
        one = locked_subject(session, poll_id, subject_id)
        if one.report_sha256 is None:
            raise NotFound(_("这个对象没有述职报告，可能已被移除。"))
        audit.record(
            actor,
            Event.DOCUMENT_REMOVED,
            logged(poll),
            name=one.name,
            title=one.report_name,
            sha256=one.report_sha256,
        )
        one.report_sha256 = one.report_name = one.report_mime = one.report_size = None
    return one


def order_by(
    poll_id: int, version: int, rule: OrderRule, ids: Sequence[int], reason: str, actor: str
) -> Poll:
    """Put the subjects in order: by strokes, or as numbered by post or for a stated reason."""
    if rule is OrderRule.MANUAL and not reason:
        raise WrongInput(_("既不按姓氏笔画也不按职务排列的，须写明理由。"))
    with unit_of_work() as session:
        poll, found = locked_draft(session, poll_id, version)
        judged = {one.id: one for one in queries.subjects(poll_id)}
        if rule is not OrderRule.STROKES:
            if sorted(ids) != sorted(judged):
                raise StaleEdit(_("名单刚有变化，顺序没有保存。请刷新后再调整。"))
            for position, subject_id in enumerate(ids, 1):
                judged[subject_id].position = position
        found.order_rule = rule.value
        found.order_reason = reason if rule is OrderRule.MANUAL else ""
        session.flush()
        audit.record(
            actor,
            Event.ORDER_OVERRIDDEN,
            logged(poll),
            reason=found.order_reason or str(ORDER_LABELS[rule]),
            order=[row.shown for row in queries.sheet_rows(found)],
        )
    return poll
