"""Delegates: personal links, the codes on their cards, and coming in by either."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from voting import clock
from voting.access import links, sessions, sources, throttle
from voting.access.models import EntryPass
from voting.access.principal import Kind, Principal
from voting.access.rules import CODE_ALPHABET, CODE_LENGTH, code_as_typed
from voting.access.sources import PersonView
from voting.audit.events import Event
from voting.audit.service import record
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, NotFound, Refusal, WrongInput
from voting.i18n import _

_BATCH = 500


class SomebodyElse(Refusal):
    """Another person is signed in on this phone and nobody said to change."""

    code = "somebody_else"


class PersonLeft(NotAllowed):
    """The person no longer belongs to the house."""

    code = "person_left"


class CodeUsed(NotAllowed):
    """The right code, but it has let somebody in before."""

    code = "code_used"


@dataclass(frozen=True, slots=True)
class EntryCard:
    """What is printed on a delegate's card; the code is shown this once and kept nowhere."""

    person: PersonView
    url: str
    code: str


@dataclass(frozen=True, slots=True)
class PassState:
    """What a secretary sees of a person's pass."""

    code_made_at: datetime | None
    code_used_at: datetime | None
    renewed: int


def issue_cards(people: Sequence[PersonView]) -> list[EntryCard]:
    """Make cards with new codes; earlier codes end, links stay good. For cards in bulk."""
    with unit_of_work() as session:
        cards: list[EntryCard] = []
        for start in range(0, len(people), _BATCH):
            batch = people[start : start + _BATCH]
            held = _locked_passes(session, [person.id for person in batch])
            cards += [_issued(person, held[person.id]) for person in batch]
        return cards


def renew_card(person_id: int, actor: str) -> EntryCard:
    """Take back a person's link, code and sign-ins and make a new card (lost or leaked card)."""
    with unit_of_work() as session:
        person = _known(person_id)
        ended = take_back(person_id)
        card = _issued(person, _locked_passes(session, [person_id])[person_id])
        record(actor, Event.LINK_REVOKED, f"person:{person.number}", sessions=ended, new_card=True)
        return card


def revoke(person_id: int, actor: str) -> None:
    """Take back a person's link, code and sign-ins."""
    with unit_of_work():
        person = _known(person_id)
        ended = take_back(person_id)
        record(actor, Event.LINK_REVOKED, f"person:{person.number}", sessions=ended, new_card=False)


def take_back(person_id: int) -> int:
    """End a person's link, code and sign-ins within somebody else's act; return sign-ins ended."""
    with unit_of_work() as session:
        held = _locked_passes(session, [person_id])[person_id]
        held.epoch += 1
        held.code_hash = held.code_made_at = held.code_used_at = None
        return sessions.end_of_person(person_id)


def state_of(person_id: int) -> PassState:
    """Return what a secretary sees of a person's pass."""
    held = db.session.get(EntryPass, person_id)
    if held is None:
        return PassState(None, None, 0)
    return PassState(held.code_made_at, held.code_used_at, held.epoch)


def entry_url(person: PersonView) -> str:
    """Return a person's link as it is good today."""
    return links.entry_url(person.id, person.number, _epoch_of(person.id))


def person_of_link(scanned: str) -> PersonView:
    """Return whose link this is (bare token or whole address); changes nothing.

    Refuses one that is forged, expired or taken back, and one of a person who left.
    """
    claim = links.read_entry_token(scanned)
    person = sources.person_by_id(claim.person_id)
    if person is None or person.number != claim.number or claim.epoch != _epoch_of(person.id):
        raise links.LinkRevoked(_("这个链接已作废。请到会务处领取新的会议卡。"))
    _demand_present(person)
    return person


def enter_by_link(scanned: str, present: Principal, *, switch: bool) -> str:
    """Let a delegate in by their link; return the token of the sign-in."""
    with unit_of_work() as session:
        person = person_of_link(scanned)
        demand_own_phone(present, person, switch=switch)
        return sessions.start_for_delegate(session, person, present.session_id)


def enter_by_code(number: str, code: str, present: Principal, *, switch: bool) -> str:
    """Let a delegate in by staff number and the code on their card, which is then used up."""
    person = sources.person_by_number(number.strip())
    if person is None:
        raise _wrong()
    with unit_of_work() as session:
        held = session.get(EntryPass, person.id, with_for_update=True)
        refusal = _judged(held, code)
        if refusal is None and held is not None:
            _demand_present(person)
            demand_own_phone(present, person, switch=switch)
            held.code_used_at = clock.now()
            return sessions.start_for_delegate(session, person, present.session_id)
    raise refusal or _wrong()


def is_same_person(present: Principal, person: PersonView) -> bool:
    """Tell whether who is signed in on this phone is this very delegate."""
    return present.kind is Kind.DELEGATE and present.person_id == person.id


def demand_own_phone(present: Principal, person: PersonView, *, switch: bool) -> None:
    """Refuse to turn another's phone into this person's unless that was asked for."""
    if present.is_known and not is_same_person(present, person) and not switch:
        raise SomebodyElse(
            _(
                "这部手机上现在登录的是%(present)s。要换成%(person)s，请点“换人”。",
                present=present.name,
                person=person.name,
            )
        )


def _judged(held: EntryPass | None, code: str) -> Refusal | None:
    """Return the refusal due to a try, counting it; returned so that the count is kept."""
    moment = clock.now()
    if held is None:
        return _wrong()
    if refusal := throttle.resting(held, moment):
        return refusal
    given = _code_hash(held.person_id, code_as_typed(code))
    if held.code_hash is None or not hmac.compare_digest(given, held.code_hash):
        rest = throttle.failed(held, moment)
        return throttle.resting(held, moment) if rest else _wrong()
    throttle.succeeded(held)
    if held.code_used_at is not None:
        return CodeUsed(_("这个验证码已经用过了。请扫描会议卡上的二维码，或到会务处换一张新卡。"))
    return None


def _wrong() -> WrongInput:
    return WrongInput(_("工号或验证码不对，请对照会议卡再输一次。"))


def _known(person_id: int) -> PersonView:
    person = sources.person_by_id(person_id)
    if person is None:
        raise NotFound(_("花名册里没有这个人。"))
    return person


def _demand_present(person: PersonView) -> None:
    if person.left:
        raise PersonLeft(
            _("%(name)s已不在花名册中，不能进入。如有疑问请联系会务处。", name=person.name)
        )


def _epoch_of(person_id: int) -> int:
    found = db.session.scalar(select(EntryPass.epoch).where(EntryPass.person_id == person_id))
    return found or 0


def _locked_passes(session: Session, person_ids: Sequence[int]) -> dict[int, EntryPass]:
    """Return the passes of these people, made where missing, locked in one order."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    fresh = [{"person_id": person_id, "epoch": 0, "failures": 0} for person_id in person_ids]
    session.execute(insert(EntryPass).values(fresh).on_conflict_do_nothing())
    rows = session.scalars(
        select(EntryPass)
        .where(EntryPass.person_id.in_(person_ids))
        .order_by(EntryPass.person_id)
        .with_for_update()
    )
    return {row.person_id: row for row in rows}


def _issued(person: PersonView, held: EntryPass) -> EntryCard:
    code = "".join(secrets.choice(CODE_ALPHABET) for _place in range(CODE_LENGTH))
    held.code_hash = _code_hash(person.id, code)
    held.code_made_at, held.code_used_at = clock.now(), None
    throttle.succeeded(held)
    return EntryCard(person, links.entry_url(person.id, person.number, held.epoch), code)


def _code_hash(person_id: int, code: str) -> str:
    """Return what is kept of a code: keyed, so a copy of the database does not give it away."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(
        key, f"voting/entry-code/{person_id}/{code}".encode(), hashlib.sha256
    ).hexdigest()
