"""Letters as pages show them: to the sender who holds a code, to those who answer, the boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from voting import clock
from voting.access.principal import Kind as Entrance, Principal
from voting.congress.models import Congress
from voting.db import db
from voting.errors import NotFound
from voting.i18n import _
from voting.motions.handling_models import Assignment, MotionReply
from voting.motions.letterbox import codes
from voting.motions.letterbox.keeping import is_shown, unanswered
from voting.motions.letterbox.models import Letter, LetterBox, LetterMessage, WaitingLetter
from voting.motions.letterbox.rules import WAITING_WORDS, Keeper, in_words
from voting.motions.letterbox.service import no_letter
from voting.motions.models import Motion, MotionEvent, MotionSeat
from voting.motions.office import is_secretary
from voting.motions.rules import Act, Seat, State

_ON_THE_DESK = (State.FILED, State.HANDLING, State.REPLIED, State.FOLLOW_UP, State.ESCALATED)


@dataclass(frozen=True, slots=True)
class Reply:
    """A signed reply as the sender reads it."""

    text: str
    unit: str
    day: date
    promised_on: date | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter as the holder of its code sees it; ``arrived``: it was taken out of the box."""

    box: str
    day: date
    title: str
    body: str
    state: str
    arrived: bool
    why: str = ""
    """Why it is not handled any more."""
    replies: Sequence[Reply] = ()
    messages: Sequence[LetterMessage] = ()


@dataclass(frozen=True, slots=True)
class OnDesk:
    """A letter that waits for somebody: ``nameless``; its sender may wait for an answer."""

    motion: Motion
    box: LetterBox
    nameless: bool
    unanswered: bool

    @property
    def day(self) -> date:
        """When it was written."""
        return clock.local(self.motion.created_at).date()

    @property
    def waits(self) -> bool:
        """Whether it has still to be assigned."""
        return self.motion.state == State.FILED


def box_of(box_id: int) -> LetterBox:
    """Return a box that letters can be put into."""
    found = db.session.get(LetterBox, box_id)
    if found is None or not found.is_open:
        raise NotFound(_("没有这个信箱，或者它已经停用。请返回信箱列表。"))
    return found


def boxes_of(congress_id: int) -> list[LetterBox]:
    """Return the boxes of a congress, those out of use as well."""
    wanted = select(LetterBox).where(LetterBox.congress_id == congress_id).order_by(LetterBox.id)
    return list(db.session.execute(wanted).scalars())


def box_in(congress_id: int, box_id: int) -> LetterBox:
    """Return a box of a congress, in use or not."""
    found = db.session.get(LetterBox, box_id)
    if found is None or found.congress_id != congress_id:
        raise NotFound(_("没有这个信箱，可能地址有误。"))
    return found


def open_boxes() -> list[LetterBox]:
    """Return the boxes in use of the congresses whose term is not over."""
    today = clock.today()
    serving = or_(Congress.term_ends >= today, Congress.extended_until >= today)
    wanted = (
        select(LetterBox)
        .join(Congress, Congress.id == LetterBox.congress_id)
        .where(LetterBox.is_open.is_(True), serving)
        .order_by(Congress.term_starts, LetterBox.id)
    )
    return list(db.session.execute(wanted).scalars())


def opened(code: str | None) -> Opened:
    """Return the letter that a code opens; what opens nothing is told without more."""
    if code is None:
        raise NotFound(no_letter())
    digest = codes.digest_of(code)
    waiting = db.session.get(WaitingLetter, digest)
    if waiting is not None:
        box = db.session.get_one(LetterBox, waiting.box_id)
        return Opened(
            box.title, waiting.day, waiting.title, waiting.body, str(WAITING_WORDS), arrived=False
        )
    row = db.session.execute(
        select(Motion, LetterBox.title)
        .join(Letter, Letter.motion_id == Motion.id)
        .join(LetterBox, LetterBox.id == Letter.box_id)
        .where(Letter.code_digest == digest)
    ).one_or_none()
    if row is None:
        raise NotFound(no_letter())
    motion, title = row
    return Opened(
        box=title,
        day=clock.local(motion.created_at).date(),
        title=motion.title,
        body=motion.cause,
        state=in_words(State(motion.state)),
        arrived=True,
        why=_why_withdrawn(motion),
        replies=_replies(motion.id),
        messages=messages_of(motion.id),
    )


def _why_withdrawn(motion: Motion) -> str:
    wanted = select(MotionEvent.note).where(
        MotionEvent.motion_id == motion.id, MotionEvent.act == Act.WITHDRAW.value
    )
    return db.session.execute(wanted.limit(1)).scalar() or ""


def _replies(motion_id: int) -> list[Reply]:
    rows = db.session.execute(
        select(MotionReply, Assignment)
        .join(Assignment, Assignment.id == MotionReply.assignment_id)
        .where(MotionReply.motion_id == motion_id, MotionReply.signed_at.is_not(None))
        .order_by(MotionReply.round, MotionReply.number)
    )
    return [
        Reply(
            reply.text,
            task.unit.name,
            clock.local(reply.signed_at).date(),
            reply.promised_on,
        )
        for reply, task in rows
        if reply.signed_at is not None
    ]


def messages_of(motion_id: int) -> list[LetterMessage]:
    """Return the messages between a sender without a name and those who answer."""
    wanted = (
        select(LetterMessage)
        .where(LetterMessage.motion_id == motion_id)
        .order_by(LetterMessage.place)
    )
    return list(db.session.execute(wanted).scalars())


def messages_shown(motion_id: int) -> list[LetterMessage]:
    """Return the messages that those who answer see today."""
    wanted = (
        select(LetterMessage)
        .where(LetterMessage.motion_id == motion_id, is_shown(clock.today()))
        .order_by(LetterMessage.place)
    )
    return list(db.session.execute(wanted).scalars())


def letter_of(motion_id: int) -> Letter | None:
    """Return what a matter has besides that came in as a letter."""
    return db.session.get(Letter, motion_id)


def desk(who: Principal) -> list[OnDesk]:
    """Return the letters that are not done: a secretary's all, a leader's of the own boxes."""
    waiting = unanswered(clock.today())
    wanted = (
        select(Motion, LetterBox, Letter.code_digest, waiting.c.place)
        .join(Letter, Letter.motion_id == Motion.id)
        .join(LetterBox, LetterBox.id == Letter.box_id)
        .outerjoin(waiting, waiting.c.motion_id == Motion.id)
        .where(Motion.state.in_([state.value for state in _ON_THE_DESK]))
        .order_by(Motion.created_at, Motion.id)
    )
    if not is_secretary(who):
        wanted = wanted.where(
            LetterBox.keeper == Keeper.LEADER.value, LetterBox.congress_id.in_(led_by(who))
        )
    found = [
        OnDesk(motion, box, digest is not None, place is not None)
        for motion, box, digest, place in db.session.execute(wanted)
    ]
    return sorted(found, key=lambda each: (not each.waits, not each.unanswered))


def led_by(who: Principal) -> list[int]:
    """Return the congresses whose leader somebody is, signed in by password."""
    if who.kind is not Entrance.OFFICER or who.person_id is None:
        return []
    wanted = select(MotionSeat.congress_id).where(
        MotionSeat.person_id == who.person_id, MotionSeat.seat == Seat.LEADER.value
    )
    return list(db.session.execute(wanted).scalars())


def ripe() -> int:
    """Count the letters of earlier days, which can be taken out; those of today nobody counts."""
    counted = select(func.count()).select_from(WaitingLetter)
    return db.session.execute(counted.where(WaitingLetter.day < clock.today())).scalar_one()
