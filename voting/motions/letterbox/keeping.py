"""Telling those who answer the letters of a box that some have come."""

from datetime import date, datetime, time

from sqlalchemy import ColumnElement, Subquery, and_, func, not_, or_, select

from voting import clock
from voting.db import db
from voting.i18n import _
from voting.motions.letterbox.models import Letter, LetterBox, LetterMessage
from voting.motions.letterbox.rules import Keeper
from voting.motions.letters import Letter as Told, post
from voting.motions.models import Motion
from voting.motions.notices import Notice, post_notice
from voting.motions.recipients import in_office, of_departments, secretaries
from voting.motions.roles import tasks
from voting.motions.rules import Seat, State


def is_shown(day: date) -> ColumnElement[bool]:
    """Return the condition that those who answer see a message on a day.

    What a sender writes is shown from the next day on: whoever looks at the page again and again
    learns no moment.
    """
    return or_(LetterMessage.officer != "", LetterMessage.day < day)


def unanswered(day: date) -> Subquery:
    """Return the letters whose sender waits for an answer on a day, and the place of the message.

    Who answers sees a message from the day after it was written: what they wrote on that very
    day did not answer it.
    """
    of_sender = LetterMessage.officer == ""
    seen = and_(of_sender, LetterMessage.day < day)
    written = func.max(LetterMessage.day).filter(seen)
    answered = func.max(LetterMessage.day).filter(not_(of_sender))
    return (
        select(LetterMessage.motion_id, func.max(LetterMessage.place).filter(seen).label("place"))
        .group_by(LetterMessage.motion_id)
        .having(written.is_not(None), or_(answered.is_(None), answered <= written))
        .subquery()
    )


def keepers(box: LetterBox) -> set[int]:
    """Return who is told of a new letter: the secretaries, who assign it, and who answers."""
    if box.keeper == Keeper.LEADER:
        return secretaries() | in_office(box.congress_id, Seat.LEADER)
    return secretaries() | of_departments(box.congress_id, [box.unit_id or 0])


def tell_of_signed(motion: Motion, box: LetterBox) -> None:
    """Tell of one letter with a name, at once."""
    told = Told(
        subject=_("【%(box)s】新来信：%(title)s", box=box.title, title=motion.title),
        told=_("%(box)s收到一封署名来信，请交办。", box=box.title),
        path="/letters/desk",
        button=_("去办理"),
    )
    post(motion, "new", keepers(box), told)


def letters_wait(day: date) -> None:
    """Tell, once a day, of the letters that were taken out and of messages of earlier days."""
    for box in db.session.execute(select(LetterBox).order_by(LetterBox.id)).scalars():
        number = _unassigned(box, day)
        if number:
            notice = Notice(
                subject=_("【%(box)s】%(n)s 封匿名来信待交办", box=box.title, n=number),
                told=_("%(box)s已开箱，有 %(n)s 封匿名来信待交办。", box=box.title, n=number),
                path="/letters/desk",
                button=_("去办理"),
            )
            post_notice(f"letters:{box.id}:{day.isoformat()}", keepers(box), notice)
    for motion, box, place in _unanswered(day):
        told = Told(
            subject=_("【%(box)s】来信人补充：%(title)s", box=box.title, title=motion.title),
            told=_("匿名来信人写了补充，请看过后处理，可以留言答复。"),
            path=f"/motions/{motion.id}",
            button=_("查看补充"),
        )
        units = [task.unit_id for task in tasks(motion)]
        people = keepers(box) | of_departments(motion.congress_id, units)
        post(motion, f"message{place}", people, told)


def _unassigned(box: LetterBox, day: date) -> int:
    """Count the letters without a name that wait to be assigned and were written before a day."""
    dawn = datetime.combine(day, time(), clock.CHINA)
    counted = (
        select(func.count())
        .select_from(Letter)
        .join(Motion, Motion.id == Letter.motion_id)
        .where(
            Letter.box_id == box.id,
            Letter.code_digest.is_not(None),
            Motion.state == State.FILED.value,
            Motion.created_at < dawn,
        )
    )
    return db.session.execute(counted).scalar_one()


def _unanswered(day: date) -> list[tuple[Motion, LetterBox, int]]:
    """Return letters with a message of an earlier day that nobody has answered, and its place."""
    waiting = unanswered(day)
    rows = db.session.execute(
        select(Motion, LetterBox, waiting.c.place)
        .join(waiting, waiting.c.motion_id == Motion.id)
        .join(Letter, Letter.motion_id == Motion.id)
        .join(LetterBox, LetterBox.id == Letter.box_id)
        .order_by(Motion.id)
    )
    return [(motion, box, place) for motion, box, place in rows]
