"""Reading evaluations: the plan, the subjects in their order, the voter groups, the series."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from voting.db import db
from voting.errors import NotFound
from voting.evaluations.models import (
    Evaluation,
    EvaluationSubject,
    GroupMember,
    VoterGroupRow,
)
from voting.evaluations.rules import Plan, Subject, plan_from_rules
from voting.evaluations.visibility import OrderRule
from voting.i18n import _
from voting.names import fold_name, sort_key, unknown
from voting.people.models import Person
from voting.polls import queries as polls, roll
from voting.polls.models import Poll, RollEntry
from voting.polls.rules import ISSUING, State

KIND = "evaluation"


def found_evaluation(poll_id: int) -> Evaluation | None:
    """Return the set-up of a poll, or None while there is none."""
    return db.session.get(Evaluation, poll_id)


def evaluation(poll_id: int) -> Evaluation:
    """Return the set-up of a poll."""
    found = found_evaluation(poll_id)
    if found is None:
        raise NotFound(_("这项测评还没有设置方案，请先选择一种测评。"))
    return found


def evaluation_poll(meeting_id: int, poll_id: int) -> Poll:
    """Return a poll of a meeting that is an evaluation, or refuse."""
    poll = polls.poll_in(meeting_id, poll_id)
    if poll.kind != KIND:
        raise NotFound(_("这项投票不是民主测评。"))
    return poll


# --- The plan --------------------------------------------------------------------------------


def whole_data(found: Evaluation) -> dict[str, Any]:
    """Return the plan as data, with the groups and the extra points from their tables."""
    return {
        **found.plan_data,
        "groups": groups_data(group_rows(found.poll_id)),
        "extra": [
            {
                "subject": one.option_id,
                "points": one.extra,
                "by": one.extra_by,
                "reason": one.extra_reason,
            }
            for one in subjects(found.poll_id)
            if one.extra
        ],
    }


def groups_data(rows: Sequence[VoterGroupRow]) -> dict[str, Any] | None:
    """Return voter groups as a plan holds them; None where there are none."""
    return {row.id: {"title": row.title, "weight": row.weight or None} for row in rows} or None


def plan_of(found: Evaluation) -> Plan:
    """Return the whole plan of a draft, checked."""
    return plan_from_rules(whole_data(found))


# --- Subjects --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A subject as lists and sheets show one; ``shown`` tells namesakes apart by the unit."""

    subject: EvaluationSubject
    shown: str
    unit: str

    @property
    def on_sheet(self) -> Subject:
        """The subject in the words of the rules."""
        return Subject(self.subject.option_id, self.shown, self.subject.line)


def subjects(poll_id: int) -> list[EvaluationSubject]:
    """Return the subjects of an evaluation in the order they were added."""
    wanted = (
        select(EvaluationSubject)
        .where(EvaluationSubject.poll_id == poll_id)
        .options(joinedload(EvaluationSubject.person).joinedload(Person.unit))
        .order_by(EvaluationSubject.id)
    )
    return list(db.session.execute(wanted).scalars())


def subject(poll_id: int, subject_id: int) -> EvaluationSubject:
    """Return one subject of an evaluation, or refuse."""
    found = db.session.get(EvaluationSubject, subject_id)
    if found is None or found.poll_id != poll_id:
        raise NotFound(_("没有这个测评对象，可能已被移除。请返回名单。"))
    return found


def sheet_rows(found: Evaluation) -> list[Row]:
    """Return the subjects in the order of the sheet, bodies before persons where by strokes."""
    rows = rows_of(subjects(found.poll_id))
    if found.order_rule != OrderRule.STROKES:
        return sorted(rows, key=lambda row: (row.subject.position, row.subject.id))
    return sorted(
        rows,
        key=lambda row: (
            not row.subject.is_body,
            sort_key(row.subject.name),
            row.unit,
            row.subject.id,
        ),
    )


def rows_of(judged: Sequence[EvaluationSubject]) -> list[Row]:
    """Return subjects with the names the sheet shows."""
    names = Counter(fold_name(one.name) for one in judged)
    rows = []
    for one in judged:
        unit = one.person.unit_name if one.person else ""
        twice = names[fold_name(one.name)] > 1 and unit
        rows.append(Row(one, f"{one.name}（{unit}）" if twice else one.name, unit))
    return rows


def unknown_signs(rows: Sequence[Row]) -> list[str]:
    """Return the characters of the names that have no place in the stroke order."""
    return sorted({sign for row in rows for sign in unknown(row.subject.name)})


def subject_of(poll_id: int, person_id: int) -> EvaluationSubject | None:
    """Return the subject a person is in an evaluation, if they are one."""
    wanted = select(EvaluationSubject).where(
        EvaluationSubject.poll_id == poll_id, EvaluationSubject.person_id == person_id
    )
    return db.session.execute(wanted).scalar_one_or_none()


def own_rows(poll: Poll, found: Evaluation) -> dict[str, str]:
    """Return, by elector's number, the option that is the elector's own row on the sheet."""
    if not found.own_rows:
        return {}
    options = {one.person_id: one.option_id for one in subjects(poll.id) if one.person_id}
    return {
        elector.number: options[elector.person_id]
        for elector in roll.electors(poll)
        if elector.person_id in options
    }


# --- Voter groups ----------------------------------------------------------------------------


def group_rows(poll_id: int) -> list[VoterGroupRow]:
    """Return the voter groups of an evaluation in their order; none where all vote alike."""
    wanted = select(VoterGroupRow).where(VoterGroupRow.poll_id == poll_id)
    return list(db.session.execute(wanted.order_by(VoterGroupRow.position)).scalars())


def members(poll_id: int) -> Mapping[int, str]:
    """Return the group of every person who was put into one."""
    wanted = select(GroupMember.person_id, GroupMember.group_id).where(
        GroupMember.poll_id == poll_id
    )
    return {person_id: group_id for person_id, group_id in db.session.execute(wanted)}  # noqa: C416 - rows, typed


def group_sizes(poll: Poll) -> Mapping[str, int]:
    """Count the electors of each voter group: of the sealed roll, or as it stands in draft."""
    if poll.manifest_hash is not None:
        return {group: electors for group, (electors, _papers) in roll.by_group(poll).items()}
    return Counter(elector.group for elector in roll.electors(poll))


# --- Evaluations beside this one -------------------------------------------------------------


def others(poll_id: int) -> list[tuple[Poll, Evaluation]]:
    """Return all other evaluations that are not annulled, the latest first."""
    wanted = (
        select(Poll, Evaluation)
        .join(Evaluation, Evaluation.poll_id == Poll.id)
        .where(Poll.id != poll_id, Poll.state != State.ANNULLED.value)
        .order_by(Poll.id.desc())
    )
    return [(poll, found) for poll, found in db.session.execute(wanted)]


def poll_of(poll_id: int | None) -> Poll | None:
    """Return a poll another one refers to, unless it was annulled."""
    poll = db.session.get(Poll, poll_id) if poll_id is not None else None
    return poll if poll is not None and poll.state != State.ANNULLED else None


def linked_poll(found: Evaluation) -> Poll | None:
    """Return the poll this one is held together with (双评), from either side."""
    if linked := poll_of(found.linked_poll_id):
        return linked
    wanted = select(Evaluation.poll_id).where(Evaluation.linked_poll_id == found.poll_id)
    return poll_of(db.session.execute(wanted.order_by(Evaluation.poll_id)).scalars().first())


def linked_elsewhere(meeting_id: int, person_id: int) -> list[Poll]:
    """Return the polls of other meetings that are linked to one here and wait for a person, too."""
    here = select(Poll.id).where(Poll.meeting_id == meeting_id, Poll.state != State.ANNULLED.value)
    to_here = select(Evaluation.poll_id).where(Evaluation.linked_poll_id.in_(here))
    from_here = select(Evaluation.linked_poll_id).where(
        Evaluation.poll_id.in_(here), Evaluation.linked_poll_id.is_not(None)
    )
    wanted = (
        select(Poll)
        .join(RollEntry, RollEntry.poll_id == Poll.id)
        .where(
            RollEntry.person_id == person_id,
            Poll.meeting_id != meeting_id,
            Poll.state.in_(ISSUING),
            or_(Poll.id.in_(to_here), Poll.id.in_(from_here)),
        )
        .order_by(Poll.id)
    )
    return list(db.session.execute(wanted).scalars())


def evaluations_of(meeting_id: int) -> list[tuple[Poll, Evaluation]]:
    """Return the evaluations of a meeting that are set up and not annulled, in their order."""
    wanted = (
        select(Poll, Evaluation)
        .join(Evaluation, Evaluation.poll_id == Poll.id)
        .where(Poll.meeting_id == meeting_id, Poll.state != State.ANNULLED.value)
        .order_by(Poll.position, Poll.id)
    )
    return [(poll, found) for poll, found in db.session.execute(wanted)]


def with_reports(meeting_id: int) -> list[Poll]:
    """Return the evaluations of a meeting with reports to read."""
    read = select(EvaluationSubject.poll_id).where(EvaluationSubject.report_sha256.is_not(None))
    wanted = select(Poll).where(
        Poll.meeting_id == meeting_id,
        Poll.state != State.ANNULLED.value,
        Poll.id.in_(read),
    )
    return list(db.session.execute(wanted.order_by(Poll.position, Poll.id)).scalars())


def own_sheets(meeting_id: int, person_id: int) -> list[tuple[Poll, Evaluation]]:
    """Return the evaluations of a meeting in which a person is judged."""
    wanted = (
        select(Poll, Evaluation)
        .join(Evaluation, Evaluation.poll_id == Poll.id)
        .join(EvaluationSubject, EvaluationSubject.poll_id == Poll.id)
        .where(Poll.meeting_id == meeting_id, EvaluationSubject.person_id == person_id)
        .order_by(Poll.position, Poll.id)
    )
    return [(poll, found) for poll, found in db.session.execute(wanted)]
