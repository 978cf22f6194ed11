"""Evaluations made from others: last year's set-up again, and two that are held together."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import unit_of_work
from voting.errors import WrongInput
from voting.evaluations import queries
from voting.evaluations.models import (
    Evaluation,
    EvaluationSubject,
    GroupMember,
    VoterGroupRow,
)
from voting.evaluations.service.setup import SheetFacts, set_up
from voting.evaluations.service.subjects import add_body
from voting.evaluations.starting_plans import StartingPlan
from voting.i18n import _
from voting.polls.lifecycle import PollFacts, create_poll, subject, touch
from voting.polls.models import Poll
from voting.polls.rules import RollBody


@dataclass(frozen=True, slots=True)
class NewEvaluation:
    """An evaluation to be made: in which meeting, under which title, from which plan."""

    meeting_id: int
    title: str
    plan: StartingPlan
    bodies: tuple[str, ...] = ()
    roll_body: RollBody = RollBody.EXPECTED


def create_evaluation(made: NewEvaluation, actor: str) -> Poll:
    """Create an evaluation in one step: the poll and its set-up."""
    with unit_of_work():
        facts = PollFacts(queries.KIND, made.title, made.roll_body)
        poll = create_poll(made.meeting_id, facts, actor)
        sheet = SheetFacts(made.plan.slots())
        poll = set_up(poll.id, poll.version, made.plan.data(), sheet, actor)
        for name in made.bodies:
            add_body(poll.id, poll.version, name, "", actor)
    return poll


def create_pair(first: NewEvaluation, second: NewEvaluation, actor: str) -> tuple[Poll, Poll]:
    """Create two linked evaluations: each has its own roll; who is on both gets both ballots."""
    if first.title == second.title:
        raise WrongInput(_("两项测评的名称不能相同，请改一个，以便代表区分。"))
    with unit_of_work() as session:
        polls_made = create_evaluation(first, actor), create_evaluation(second, actor)
        for one, other in (polls_made, polls_made[::-1]):
            session.get_one(Evaluation, one.id).linked_poll_id = other.id
        session.flush()
        audit.record(
            actor, Event.EVALUATIONS_LINKED, subject(polls_made[0]), linked=subject(polls_made[1])
        )
    return polls_made


def copy_from(poll_id: int, version: int, earlier_id: int, actor: str) -> Poll:
    """Take over the set-up of an earlier evaluation, and compare with it once counted.

    Plan, groups, visibility and subjects come along, except people who have left; reports do
    not, as they are of their time.
    """
    with unit_of_work() as session:
        poll = touch(session, poll_id, version)
        earlier = queries.evaluation(earlier_id)
        if poll.kind != queries.KIND or earlier_id == poll_id:
            raise WrongInput(_("不能照这一项复制，请选择另一项民主测评。"))
        if queries.found_evaluation(poll_id) is not None:
            raise WrongInput(_("这项测评已有方案，不能再整个复制。请新建一项测评后复制。"))
        session.add(_set_up_like(poll_id, earlier))
        session.flush()
        _copy_subjects(session, poll_id, earlier_id)
        _copy_groups(session, poll_id, earlier_id)
        audit.record(
            actor,
            Event.POLL_CHANGED,
            subject(poll),
            copied_from=subject(session.get_one(Poll, earlier_id)),
        )
    return poll


def _set_up_like(poll_id: int, earlier: Evaluation) -> Evaluation:
    return Evaluation(
        poll_id=poll_id,
        plan=earlier.plan,
        texts=earlier.texts,
        order_rule=earlier.order_rule,
        order_reason=earlier.order_reason,
        own_rows=earlier.own_rows,
        visibility=earlier.visibility,
        own_sheet=earlier.own_sheet,
        comments_shown=earlier.comments_shown,
        previous_poll_id=earlier.poll_id,
    )


def _copy_subjects(session: Session, poll_id: int, earlier_id: int) -> None:
    for one in queries.subjects(earlier_id):
        if one.person is not None and one.person.left_on is not None:
            continue
        session.add(
            EvaluationSubject(
                poll_id=poll_id,
                position=one.position,
                person_id=one.person_id,
                name=one.name,
                post=one.post,
                note=one.note,
                is_body=one.is_body,
            )
        )
    session.flush()


def _copy_groups(session: Session, poll_id: int, earlier_id: int) -> None:
    for row in queries.group_rows(earlier_id):
        session.add(
            VoterGroupRow(
                poll_id=poll_id,
                id=row.id,
                title=row.title,
                weight=row.weight,
                position=row.position,
            )
        )
    session.flush()
    session.add_all(
        GroupMember(poll_id=poll_id, person_id=person_id, group_id=group_id)
        for person_id, group_id in queries.members(earlier_id).items()
    )
    session.flush()
