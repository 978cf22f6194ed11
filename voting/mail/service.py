"""Putting letters into the outbox, and sending what is due: each is claimed before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from voting import clock
from voting.db import db, unit_of_work
from voting.errors import NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.mail.models import MailAddress, OutgoingMail
from voting.mail.rules import PRIVATE, State, address_is_well_formed, pause_after
from voting.mail.transport import Post, Refused, Transport, Unclear


@dataclass(frozen=True, slots=True)
class Text:
    """What a letter says: subject, plain text, and the same as HTML."""

    subject: str
    text: str
    html: str


def put(key: str, address: str, said: Text) -> bool:
    """Put a letter into the outbox; False where the same (by its key) was put in before.

    Joins the transaction it is called in: a letter is kept if and only if its cause is.
    """
    with unit_of_work() as session:
        letter = _insert(session).values(_row(key, address, said, clock.now()))
        # The store itself decides, so that two who put the same at once both come through.
        written = letter.on_conflict_do_nothing().returning(OutgoingMail.id)
        return session.execute(written).scalar_one_or_none() is not None


@dataclass(frozen=True, slots=True)
class Written:
    """A letter to put into the outbox, with its key.

    A ``blind`` one goes to nobody: it is kept as sent, empty, and hides how many others there are.
    """

    key: str
    address: str
    said: Text
    blind: bool = False


def put_all(written: Sequence[Written]) -> None:
    """Put many letters into the outbox at once; one that was put in before stays as it is."""
    if not written:
        return
    now = clock.now()
    rows = [
        _row(each.key, each.address, each.said, now)
        | {
            "state": (State.SENT if each.blind else State.WAITING).value,
            "sent_at": now if each.blind else None,
        }
        for each in written
    ]
    with unit_of_work() as session:
        session.execute(_insert(session).on_conflict_do_nothing(), rows)


def _row(key: str, address: str, said: Text, now: datetime) -> dict[str, object]:
    return {
        "key": key,
        "address": address,
        "subject": said.subject[:120],
        "text": said.text,
        "html": said.html,
        "put_at": now,
        "not_before": now,
    }


def _insert(session: Session) -> postgresql.Insert | sqlite.Insert:
    dialect = session.get_bind().dialect.name
    return (postgresql.insert if dialect == "postgresql" else sqlite.insert)(OutgoingMail)


def is_listed() -> ColumnElement[bool]:
    """Return which letters the outbox shows: those of which anybody may know who got them."""
    return ~OutgoingMail.key.startswith(PRIVATE)


def address_of(person_id: int) -> str | None:
    """Return where a person is written to, if it is known."""
    found = db.session.get(MailAddress, person_id)
    return found.address if found else None


def set_address(person_id: int, address: str) -> None:
    """Set, change or (empty) forget a person's address."""
    if address and not address_is_well_formed(address):
        raise WrongInput(_("邮箱地址不正确，请检查后再填，例如 wangfang@example.com。"))
    with unit_of_work() as session:
        found = session.get(MailAddress, person_id)
        if found is not None and not address:
            session.delete(found)
        elif found is not None:
            found.address = address
        elif address:
            session.add(MailAddress(person_id=person_id, address=address))


def send_due(transport: Transport, sender: str, *, most: int = 200) -> int:
    """Send what is due; return how many letters the server took.

    A letter is claimed in a transaction of its own before it is handed over, so a crash can leave
    one unconfirmed but never sends one twice; an officer decides about unconfirmed ones.
    """
    sent = 0
    with transport:
        for _turn in range(most):
            post = _claim(sender)
            if post is None:
                break
            sent += _carry(transport, post)
    return sent


def _claim(sender: str) -> Post | None:
    with unit_of_work() as session:
        due = (
            select(OutgoingMail)
            .where(
                OutgoingMail.state == State.WAITING.value, OutgoingMail.not_before <= clock.now()
            )
            .order_by(OutgoingMail.not_before, OutgoingMail.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        letter = session.execute(due).scalar_one_or_none()
        if letter is None:
            return None
        letter.state, letter.tries = State.SENDING.value, letter.tries + 1
        return Post(letter.key, sender, letter.address, letter.subject, letter.text, letter.html)


def _carry(transport: Transport, post: Post) -> bool:
    try:
        transport.send(post)
    except Refused as refusal:
        _put_back(post.key, str(refusal))
        return False
    except Unclear as problem:
        _note(post.key, str(problem))
        return False
    with unit_of_work() as session:
        letter = _of_key(session, post.key)
        letter.state, letter.sent_at, letter.problem = State.SENT.value, clock.now(), ""
    return True


def _of_key(session: Session, key: str) -> OutgoingMail:
    return session.execute(select(OutgoingMail).where(OutgoingMail.key == key)).scalar_one()


def _put_back(key: str, problem: str) -> None:
    with unit_of_work() as session:
        letter = _of_key(session, key)
        pause = pause_after(letter.tries)
        letter.problem = problem[:200]
        letter.state = (State.FAILED if pause is None else State.WAITING).value
        if pause is not None:
            letter.not_before = clock.now() + pause


def _note(key: str, problem: str) -> None:
    with unit_of_work() as session:
        letter = _of_key(session, key)
        letter.problem = problem[:200]


def send_again(letter_id: int) -> OutgoingMail:
    """Put an unconfirmed or failed letter back into the outbox: an officer decided so."""
    with unit_of_work() as session:
        letter = session.get(OutgoingMail, letter_id, with_for_update=True)
        if letter is None or letter.key.startswith(PRIVATE):
            raise NotFound(_("没有这封邮件。"))
        if letter.state not in {State.SENDING, State.FAILED}:
            raise NotReady(_("这封邮件已发送或正在排队，不必再发。"))
        letter.state, letter.tries, letter.not_before = State.WAITING.value, 0, clock.now()
    return letter


def numbers() -> dict[State, int]:
    """Return how many letters stand where."""
    counted = select(OutgoingMail.state, func.count()).where(is_listed())
    counted = counted.group_by(OutgoingMail.state)
    found = {State(state): number for state, number in db.session.execute(counted)}
    return {state: found.get(state, 0) for state in State}
