"""Everything a page of one motion shows, as far as it is for the reader's eyes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from voting.access.principal import Principal
from voting.congress.models import Congress, Meeting
from voting.db import db
from voting.motions.handling_models import (
    Assignment,
    FaceToFace,
    Feedback,
    MotionReply,
    Progress,
)
from voting.motions.models import Motion, MotionFile, Mover, Seconder
from voting.motions.queries.facts import Grades, Named, Opinion, Reading, Reply, Seconding
from voting.motions.queries.seeing import OFFICES, readable, sees_names
from voting.motions.queries.timeline import timeline
from voting.motions.rules import (
    AssignmentState,
    Class,
    Grade,
    Role,
    SecondState,
    State,
)
from voting.motions.table import acts_for
from voting.people.models import Person, Unit


def read(motion_id: int, who: Principal) -> Reading:
    """Return a motion as somebody may see it; refuse whoever may not see it at all."""
    motion, roles = readable(motion_id, who)
    own = not roles.isdisjoint(OFFICES | {Role.MOVER})
    names_shown = sees_names(motion, roles)
    movers, hidden = _movers(motion, own=own, names_shown=names_shown)
    rated = _rated(motion_id)
    done = motion.closed_at is not None
    return Reading(
        motion=motion,
        roles=roles,
        acts=acts_for(State(motion.state), roles),
        congress=db.session.get_one(Congress, motion.congress_id),
        meeting=db.session.get(Meeting, motion.meeting_id) if motion.meeting_id else None,
        wanted_unit=_unit_name(motion.wanted_unit_id),
        names_shown=names_shown,
        movers=movers,
        hidden_movers=hidden,
        seconders=_seconders(motion, roles) if names_shown else [],
        files=_files(motion_id),
        tasks=_tasks(motion_id),
        replies=_replies(motion_id),
        progress=_progress(motion_id),
        opinions=rated if own else [],
        grades=_grades(motion, rated) if done or own else [],
        meetings=_meetings(motion_id) if own else [],
        merged_into=_merged_into(motion),
        merged=_merged(motion_id),
        events=timeline(motion_id, roles),
    )


def _unit_name(unit_id: int | None) -> str:
    unit = db.session.get(Unit, unit_id) if unit_id is not None else None
    return unit.name if unit is not None else ""


def _movers(motion: Motion, *, own: bool, names_shown: bool) -> tuple[list[Named], int]:
    """Return the movers a reader is told of, and how many are kept from them."""
    origin = aliased(Motion)
    rows = db.session.execute(
        select(Mover, origin.hides_movers)
        .outerjoin(origin, origin.id == Mover.from_motion_id)
        .where(Mover.motion_id == motion.id)
        .order_by(Mover.position)
    ).all()
    told = [
        mover
        for mover, hides in rows
        if own or (not hides and (names_shown or mover.from_motion_id is not None))
    ]
    named = [
        Named(
            each.person.name,
            each.person.unit_name,
            each.left_on is not None,
            each.person.mobile if own else "",
        )
        for each in told
    ]
    return named, len(rows) - len(told)


def _seconders(motion: Motion, roles: frozenset[Role]) -> list[Seconding]:
    """Return who was asked to second; readers of a filed motion learn only who did."""
    asked = select(Seconder).where(Seconder.motion_id == motion.id)
    if roles.isdisjoint(OFFICES | {Role.MOVER}):
        asked = asked.where(Seconder.state == SecondState.GIVEN.value)
    rows = db.session.execute(asked.order_by(Seconder.invited_at, Seconder.person_id)).scalars()
    return [
        Seconding(row.person_id, row.person.name, row.person.unit_name, SecondState(row.state))
        for row in rows
    ]


def _files(motion_id: int) -> list[MotionFile]:
    own = select(MotionFile).where(MotionFile.motion_id == motion_id, MotionFile.reply_id.is_(None))
    return list(db.session.execute(own.order_by(MotionFile.id)).scalars())


def _tasks(motion_id: int) -> list[Assignment]:
    """Return the departments that handle or handled it: by round, the lead first."""
    tasks = (
        select(Assignment)
        .where(
            Assignment.motion_id == motion_id,
            Assignment.state.not_in([AssignmentState.DECLINED.value, AssignmentState.MOVED.value]),
        )
        .order_by(Assignment.round, Assignment.leads.desc(), Assignment.id)
    )
    return list(db.session.execute(tasks).scalars())


def _replies(motion_id: int) -> list[Reply]:
    signed = (
        select(MotionReply)
        .where(MotionReply.motion_id == motion_id, MotionReply.signed_at.is_not(None))
        .order_by(MotionReply.round, MotionReply.number)
    )
    files: dict[int | None, list[MotionFile]] = {}
    attached = select(MotionFile).where(
        MotionFile.motion_id == motion_id, MotionFile.reply_id.is_not(None)
    )
    for each in db.session.execute(attached.order_by(MotionFile.id)).scalars():
        files.setdefault(each.reply_id, []).append(each)
    return [
        Reply(row, Class(row.reply_class), files.get(row.id, []))
        for row in db.session.execute(signed).scalars()
    ]


def _progress(motion_id: int) -> list[Progress]:
    notes = select(Progress).where(Progress.motion_id == motion_id).order_by(Progress.id)
    return list(db.session.execute(notes).scalars())


def _rated(motion_id: int) -> list[Opinion]:
    rows = db.session.execute(
        select(Feedback, Person.name)
        .join(Person, Person.id == Feedback.person_id)
        .where(Feedback.motion_id == motion_id)
        .order_by(Feedback.round, Feedback.at)
    )
    return [Opinion(name, given.round, Grade(given.grade), given.reason) for given, name in rows]


def _grades(motion: Motion, rated: Sequence[Opinion]) -> list[Grades]:
    asked = sum(mover.left_on is None for mover in motion.movers)
    found = []
    for number in sorted({each.round for each in rated} | ({motion.round} - {0})):
        said = [each.grade for each in rated if each.round == number]
        found.append(
            Grades(
                number,
                said.count(Grade.SATISFIED),
                said.count(Grade.BASICALLY),
                said.count(Grade.DISSATISFIED),
                max(asked - len(said), 0),
            )
        )
    return found


def _meetings(motion_id: int) -> list[FaceToFace]:
    held = select(FaceToFace).where(FaceToFace.motion_id == motion_id)
    return list(db.session.execute(held).scalars())


def _merged_into(motion: Motion) -> Motion | None:
    if motion.merged_into_id is None:
        return None
    return db.session.get(Motion, motion.merged_into_id)


def _merged(motion_id: int) -> list[Motion]:
    merged = select(Motion).where(Motion.merged_into_id == motion_id).order_by(Motion.id)
    return list(db.session.execute(merged).scalars())
