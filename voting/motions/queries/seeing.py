"""Who may read which motion, and whose names they see.

Drafts are for their movers and the invited seconders; what is under review for the officers as
well; filed motions and their replies for all delegates; what was not filed or was withdrawn for
its movers, the secretary and the committee.
"""

from sqlalchemy import ColumnElement, and_, or_, select

from voting.access.principal import Kind as Entrance, Principal
from voting.access.rules import Office
from voting.congress import queries as congress
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.motions.models import Motion, MotionSeat
from voting.motions.roles import roles_of
from voting.motions.rules import PUBLIC_STATES, Kind, Role, State

OFFICES = frozenset(Role) - {Role.MOVER, Role.SECONDER, Role.READER}
"""Roles that are an office: they see the names of movers who asked to be hidden from others."""
_SUPPORT = frozenset({Role.MOVER, Role.SECONDER})
_REVIEW = frozenset({Role.SECRETARY, Role.COMMITTEE})
_OWN = frozenset({Role.MOVER}) | _REVIEW
_EVERYBODY = frozenset(Role)
_NOT_FOR_LETTERS = frozenset({Role.READER, Role.PRESIDIUM, Role.COMMITTEE, Role.LEADER})
_READERS: dict[State, frozenset[Role]] = {
    State.DRAFT: _SUPPORT,
    State.SECONDING: _SUPPORT,
    State.REVIEW: _SUPPORT | _REVIEW,
    State.RETURNED: _SUPPORT | _REVIEW,
    State.PRESIDIUM: _SUPPORT | _REVIEW | {Role.PRESIDIUM},
    State.NOT_FILED: _OWN,
    State.WITHDRAWN: _OWN,
}


def readers(kind: Kind, state: State, *, closed: bool) -> frozenset[Role]:
    """Return whose eyes a motion is for; ``closed``: it was handled to its end.

    An archived motion that was never closed is one that was not filed or was withdrawn. A letter
    is between its sender and those who answer it.
    """
    never_done = state is State.ARCHIVED and not closed
    found = _OWN if never_done else _READERS.get(state, _EVERYBODY)
    return found - _NOT_FOR_LETTERS if kind is Kind.LETTER else found


def is_public() -> ColumnElement[bool]:
    """Return the condition that all delegates may read a motion."""
    return and_(
        Motion.state.in_([state.value for state in PUBLIC_STATES]),
        Motion.kind != Kind.LETTER.value,
        or_(Motion.state != State.ARCHIVED.value, Motion.closed_at.is_not(None)),
    )


def is_reader(who: Principal) -> bool:
    """Tell whether somebody may read what is public: a delegate of any congress, or its officer."""
    officer = who.kind is Entrance.OFFICER
    if officer and Office.SECRETARY in who.offices:
        return True
    if who.person_id is None:
        return False
    if congress.seats_held(who.person_id):
        return True
    office = select(MotionSeat.id).where(MotionSeat.person_id == who.person_id)
    return officer and db.session.execute(office).first() is not None


def standing_of(motion: Motion, who: Principal) -> frozenset[Role]:
    """Return every role somebody has for reading a motion, of whatever congress it is."""
    found = roles_of(motion, who)
    return found | {Role.READER} if is_reader(who) else found


def may_read(motion: Motion, roles: frozenset[Role]) -> bool:
    """Tell whether somebody with these roles may read a motion."""
    closed = motion.closed_at is not None
    return not roles.isdisjoint(readers(Kind(motion.kind), State(motion.state), closed=closed))


def sees_names(motion: Motion, roles: frozenset[Role]) -> bool:
    """Tell whether somebody learns who moved a motion whose movers asked to be hidden."""
    return not motion.hides_movers or not roles.isdisjoint(OFFICES | _SUPPORT)


def readable(motion_id: int, who: Principal) -> tuple[Motion, frozenset[Role]]:
    """Return a motion and the roles of somebody who may read it.

    Whoever may not is told what is told where there is no such motion.
    """
    motion = db.session.get(Motion, motion_id)
    if motion is not None:
        roles = standing_of(motion, who)
        if may_read(motion, roles):
            return motion, roles
    raise NotFound(_("没有这件事项，或者它还没有公开。请返回列表查看。"))
