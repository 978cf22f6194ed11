"""The office of the motions: who looks after the motions of which congress, and what they see.

The secretary sees all that was submitted; a committee what its congress has to review; the
presidium and the leaders what was referred to them or is public. Drafts are nobody's but their
movers', and letters are the secretary's alone.
"""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select

from voting.access.principal import Kind as Entrance, Principal
from voting.access.rules import Office
from voting.congress.models import Congress
from voting.db import db
from voting.errors import NotAllowed
from voting.i18n import _
from voting.motions.models import Motion, MotionSeat
from voting.motions.rules import PUBLIC_STATES, Kind, Seat, State

SUBMITTED = frozenset(State) - {State.DRAFT, State.SECONDING}
"""What somebody has handed in: drafts are seen by their movers and those they asked."""
_FILED = PUBLIC_STATES - {State.ARCHIVED}
"""What was filed and is not put away; among the archived are motions that never were filed."""
_SEEN_BY = {
    Seat.COMMITTEE: SUBMITTED,
    Seat.PRESIDIUM: _FILED | {State.PRESIDIUM},
    Seat.LEADER: _FILED,
}


@dataclass(frozen=True, slots=True)
class Reach:
    """What somebody of the office sees: by congress, the states of its motions."""

    secretary: bool
    states: dict[int, frozenset[State]]

    @property
    def congress_ids(self) -> tuple[int, ...]:
        """The congresses whose motions they look after."""
        return tuple(self.states)

    def scope(self, of: frozenset[State] | None = None) -> ColumnElement[bool]:
        """Return the condition that a motion (in one of these states) is theirs to see."""
        groups: defaultdict[frozenset[State], list[int]] = defaultdict(list)
        for congress_id, states in self.states.items():
            groups[states if of is None else states & of].append(congress_id)
        seen = or_(
            false(),
            *(
                and_(
                    Motion.congress_id.in_(congress_ids),
                    Motion.state.in_(sorted(state.value for state in states)),
                )
                for states, congress_ids in groups.items()
            ),
        )
        return seen if self.secretary else and_(seen, Motion.kind != Kind.LETTER.value)

    def sees(self, motion: Motion) -> bool:
        """Tell whether a motion is theirs to see."""
        letter = motion.kind == Kind.LETTER and not self.secretary
        return not letter and State(motion.state) in self.states.get(motion.congress_id, ())


def is_secretary(who: Principal) -> bool:
    """Tell whether somebody is the secretary, signed in by password."""
    return who.kind is Entrance.OFFICER and Office.SECRETARY in who.offices


def demand_secretary(who: Principal) -> None:
    """Refuse whoever is not the secretary."""
    if not is_secretary(who):
        raise NotAllowed(_("提案工作设置由秘书办理，请用秘书账号登录。"))


def found_reach(who: Principal) -> Reach | None:
    """Return what somebody of the office sees; None where they hold no such office."""
    if is_secretary(who):
        every = db.session.execute(select(Congress.id).order_by(Congress.id)).scalars()
        return Reach(secretary=True, states=dict.fromkeys(every, SUBMITTED))
    if who.kind is not Entrance.OFFICER or who.person_id is None:
        return None
    held = select(MotionSeat.congress_id, MotionSeat.seat).where(
        MotionSeat.person_id == who.person_id,
        MotionSeat.seat.in_(sorted(seat.value for seat in _SEEN_BY)),
    )
    states: dict[int, frozenset[State]] = {}
    for congress_id, seat in db.session.execute(held.order_by(MotionSeat.congress_id)):
        states[congress_id] = states.get(congress_id, frozenset()) | _SEEN_BY[Seat(seat)]
    return Reach(secretary=False, states=states) if states else None


def reach_of(who: Principal) -> Reach:
    """Return what somebody of the office sees; refuse whoever is not of the office."""
    found = found_reach(who)
    if found is None:
        raise NotAllowed(_("这里供秘书、提案工作委员会、主席团和分管领导使用，请回到提案首页。"))
    return found
