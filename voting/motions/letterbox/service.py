"""Letters: sent with a name or without, taken out of the box, answered by messages."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from voting import clock
from voting.access.principal import Principal
from voting.db import unit_of_work
from voting.errors import NotAllowed, NotFound, NotReady, TooManyTries, WrongInput
from voting.i18n import _
from voting.motions.letterbox import codes
from voting.motions.letterbox.keeping import letters_wait, tell_of_signed
from voting.motions.letterbox.models import Letter, LetterBox, LetterMessage, WaitingLetter
from voting.motions.letterbox.rules import MOST_MESSAGES
from voting.motions.models import Motion, Mover
from voting.motions.roles import roles_of
from voting.motions.rules import Act, Kind, Role, State
from voting.motions.service.acting import AUTOMATIC, Work, finish
from voting.names import fold

NAMELESS = Principal(name="匿名")
"""Who sends a letter without a name, as the history and the log call everybody who does."""
_ANSWERERS = frozenset({Role.SECRETARY, Role.LEADER, Role.HANDLER, Role.CO_HANDLER, Role.HEAD})


@dataclass(frozen=True, slots=True)
class Written:
    """What is written in a letter."""

    title: str
    body: str

    @property
    def stripped(self) -> "Written":
        """The same without white space at its ends; refused where a part is missing."""
        title, body = self.title.strip(), self.body.strip()
        if not title or not body:
            raise WrongInput(_("请填写标题和内容。"))
        return Written(title, body)


def send_nameless(box_id: int, slip: str, written: Written) -> str:
    """Put a letter without a name into a box; return the receipt code, which is kept nowhere.

    Nothing goes into the log or the outbox now, as their moments would date the letter.
    """
    letter = written.stripped
    code = codes.code_of_slip(box_id, slip)
    digest, today = codes.digest_of(code), clock.today()
    with unit_of_work() as session:
        box = _open_box(session, box_id)
        if not box.anonymous:
            raise NotAllowed(_("这个信箱不收匿名来信，请署名写信。"))
        if _is_known(session, digest):
            return code
        wanted = select(func.count()).where(
            WaitingLetter.box_id == box_id, WaitingLetter.day == today
        )
        if session.execute(wanted).scalar_one() >= box.daily_most:
            raise TooManyTries(
                _("今天的匿名来信已满，信还没有投入信箱。请先把内容存好，明天再投，或者署名写信。")
            )
        waiting = WaitingLetter(
            code_digest=digest, box_id=box_id, day=today, title=letter.title, body=letter.body
        )
        # The same form, sent twice at once: the first one is in the box.
        with suppress(IntegrityError), session.begin_nested():
            session.add(waiting)
    return code


def _open_box(session: Session, box_id: int) -> LetterBox:
    box = session.get(LetterBox, box_id)
    if box is None or not box.is_open:
        raise NotFound(_("没有这个信箱，或者它已经停用。请返回信箱列表。"))
    return box


def _is_known(session: Session, digest: str) -> bool:
    if session.get(WaitingLetter, digest) is not None:
        return True
    wanted = select(Letter.motion_id).where(Letter.code_digest == digest)
    return session.execute(wanted).first() is not None


def send_signed(box_id: int, written: Written, who: Principal) -> Motion:
    """Send a letter with one's name: it needs no review and waits to be assigned."""
    if who.person_id is None:
        raise NotAllowed(_("请用会议卡登录后再署名写信，系统需要知道写信人是谁。"))
    letter = written.stripped
    with unit_of_work() as session:
        box = _open_box(session, box_id)
        motion = _motion(box, letter, clock.now())
        motion.movers.append(Mover(person_id=who.person_id, position=1))
        _take_in(session, motion, box, None, who)
        tell_of_signed(motion, box)
    return motion


def _motion(box: LetterBox, letter: Written, at: datetime) -> Motion:
    return Motion(
        kind=Kind.LETTER.value,
        state=State.DRAFT.value,
        congress_id=box.congress_id,
        category=box.title,
        title=letter.title,
        cause=letter.body,
        folded=fold(f"{letter.title}\n{letter.body}"),
        created_at=at,
        submitted_at=at,
        filed_at=at,
    )


def _take_in(
    session: Session, motion: Motion, box: LetterBox, digest: str | None, sender: Principal
) -> None:
    """Let a letter begin its way through the engine: handed in by its sender, filed by itself."""
    session.add(motion)
    session.flush()
    session.add(Letter(motion_id=motion.id, box_id=box.id, code_digest=digest))
    for who, act, after in (
        (sender, Act.SUBMIT, State.REVIEW),
        (AUTOMATIC, Act.FILE, State.FILED),
    ):
        finish(Work(session, motion, who, frozenset(), after), act)


def take_out(today: date | None = None) -> int:
    """Take the letters of earlier days out of their boxes; return how many there were.

    All of a day come out together, in the order of chance, so their ids, the history and the log
    tell the day a letter was written and nothing finer.
    """
    day = today or clock.today()
    with unit_of_work() as session:
        waiting = list(
            session.execute(
                select(WaitingLetter)
                .where(WaitingLetter.day < day)
                .order_by(WaitingLetter.day, WaitingLetter.code_digest)
                .with_for_update()
            ).scalars()
        )
        for each in waiting:
            box = session.get_one(LetterBox, each.box_id)
            dawn = datetime.combine(each.day, time(), clock.CHINA)
            motion = _motion(box, Written(each.title, each.body), dawn)
            _take_in(session, motion, box, each.code_digest, NAMELESS)
            session.delete(each)
        session.flush()
        letters_wait(day)
    return len(waiting)


# --- Messages ----------------------------------------------------------------------------------


def write_on(code: str | None, text: str) -> None:
    """Let who holds a code write a further message."""
    said = text.strip()
    if not said:
        raise WrongInput(_("请填写要补充的内容。"))
    with unit_of_work() as session:
        letter = _letter_of(session, code)
        messages = _messages(session, letter.motion_id)
        if sum(not each.officer for each in messages) >= MOST_MESSAGES:
            raise TooManyTries(_("这封信的补充已经很多，不能再写。请等答复，或者另写一封。"))
        if messages and not messages[-1].officer and messages[-1].text == said:
            # The page was sent a second time.
            return
        _add(session, messages, LetterMessage(motion_id=letter.motion_id, text=said))


def answer(motion_id: int, text: str, who: Principal) -> None:
    """Answer the sender without a name by a message; the reply itself is signed elsewhere."""
    said = text.strip()
    if not said:
        raise WrongInput(_("请填写要告诉来信人的话。"))
    with unit_of_work() as session:
        letter = session.get(Letter, motion_id, with_for_update=True)
        motion = session.get(Motion, motion_id)
        if letter is None or motion is None or letter.code_digest is None:
            raise NotFound(_("没有这封匿名来信，可能地址有误。"))
        if roles_of(motion, who).isdisjoint(_ANSWERERS):
            raise NotAllowed(_("只有秘书、分管领导和承办部门可以给来信人留言。"))
        messages = _messages(session, motion_id)
        _add(
            session, messages, LetterMessage(motion_id=motion_id, officer=who.actor[:60], text=said)
        )


def _letter_of(session: Session, code: str | None) -> Letter:
    if code is not None:
        digest = codes.digest_of(code)
        wanted = select(Letter).where(Letter.code_digest == digest).with_for_update()
        found = session.execute(wanted).scalar_one_or_none()
        if found is not None:
            return found
        if session.get(WaitingLetter, digest) is not None:
            raise NotReady(_("信还在信箱里，明天开箱以后可以补充。"))
    raise NotFound(no_letter())


def no_letter() -> str:
    """Return what is said to a code that opens nothing."""
    return _("没有找到这封信。请检查回执码的 16 个字母和数字；丢失的回执码无法找回。")


def _messages(session: Session, motion_id: int) -> list[LetterMessage]:
    wanted = (
        select(LetterMessage)
        .where(LetterMessage.motion_id == motion_id)
        .order_by(LetterMessage.place)
    )
    return list(session.execute(wanted).scalars())


def _add(session: Session, before: list[LetterMessage], message: LetterMessage) -> None:
    message.place = before[-1].place + 1 if before else 1
    message.day = clock.today()
    session.add(message)
