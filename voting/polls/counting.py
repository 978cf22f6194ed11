"""From the closed box to a signed result: open, rule on names, count, declare, sign, publish."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting import clock
from voting.access.rules import Office
from voting.audit import service as audit
from voting.audit.events import Event
from voting.ballots import canonical, opening
from voting.ballots.seal import SealingKey
from voting.congress import queries as congress
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, NotReady, StaleEdit
from voting.i18n import _
from voting.people.models import Person
from voting.polls import opened, queries
from voting.polls.box import the_box
from voting.polls.kinds import kind_of
from voting.polls.lifecycle import locked, step, subject
from voting.polls.models import Outcome, Poll, PollSecret, SignOff, WriteInRuling
from voting.polls.paper import queries as paper
from voting.polls.rules import State, Step

SIGNING_OFFICES = (Office.HEAD_SCRUTINEER, Office.SCRUTINEER, Office.TELLER, Office.CHAIR)


def open_box(poll_id: int, version: int, actor: str, secret: str) -> Poll:
    """Open the sealed ballots (开箱): judge them in memory, keep split and sorted records."""
    with unit_of_work() as session:
        poll = step(session, poll_id, Step.OPEN_BOX, version)
        manifest = queries.manifest_of(poll)
        kept = session.get(PollSecret, poll_id)
        assert kept is not None
        key = SealingKey.unwrap(kept.sealing, manifest.sealing_key, secret)
        verdicts = opening.open_box(the_box(), manifest, key)
        audit.record(
            actor,
            Event.POLL_UNSEALED,
            subject(poll),
            valid=verdicts.valid(),
            rejected=verdicts.rejected(),
            blank=verdicts.blank(),
        )
    return poll


def rule_write_in(
    poll_id: int,
    contest_id: str,
    texts: list[str],
    *,
    person_id: int | None,
    reason: str,
    actor: str,
) -> None:
    """Decide what the spellings of one written-in name mean: a person, or void with a reason."""
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        if poll.state != State.OPENED:
            raise NotReady(_("只有在开箱之后、计票之前才能认定另选他人的姓名。"))
        _refuse_unknown_texts(poll, contest_id, texts)
        person = session.get(Person, person_id) if person_id is not None else None
        if person is None and not reason:
            raise NotReady(_("认定为无效时，请写明理由。"))
        for text in texts:
            ruling = _ruling_for(session, poll_id, contest_id, text)
            ruling.ruling = "resolved" if person else "void"
            ruling.person_id = person.id if person else None
            ruling.name = person.name if person else None
            ruling.unit = person.unit_name if person else ""
            ruling.reason, ruling.decided_by = reason, actor
            session.add(ruling)
        audit.record(
            actor,
            Event.WRITE_IN_RESOLVED,
            subject(poll),
            texts=texts,
            name=person.name if person else "",
            reason=reason,
        )


def _ruling_for(session: Session, poll_id: int, contest_id: str, text: str) -> WriteInRuling:
    wanted = select(WriteInRuling).where(
        WriteInRuling.poll_id == poll_id,
        WriteInRuling.contest_id == contest_id,
        WriteInRuling.text == text,
    )
    found = session.execute(wanted).scalar_one_or_none()
    return found or WriteInRuling(poll_id=poll_id, contest_id=contest_id, text=text)


def _refuse_unknown_texts(poll: Poll, contest_id: str, texts: list[str]) -> None:
    written = opened.tally_of(poll).names_of(contest_id)
    if not texts or any(text not in written for text in texts):
        raise StaleEdit(_("票箱里没有这个写法，可能页面已经过期，请刷新后再认定。"))


def count(poll_id: int, version: int, actor: str) -> Poll:
    """Count by the rules (计票) and keep the result with its digest."""
    with unit_of_work() as session:
        poll = step(session, poll_id, Step.COUNT, version)
        _refuse_unsettled(poll)
        counted, kind = opened.counted(poll), kind_of(poll)
        waiting = kind.undecided(poll, counted)
        if waiting:
            raise NotReady(
                _(
                    "还有 %(n)d 个另选他人的姓名没有认定（如“%(text)s”），请监票人先认定。",
                    n=len(waiting),
                    text=waiting[0][1],
                )
            )
        document = kind.outcome(poll, counted) | opened.piles_document(counted)
        result = canonical.encode(document)
        digest = hashlib.sha256(result).hexdigest()
        session.add(Outcome(poll_id=poll.id, result=result, digest=digest))
        poll.counted_at = clock.now()
        audit.record(actor, Event.POLL_COUNTED, subject(poll), result=digest)
    return poll


def _refuse_unsettled(poll: Poll) -> None:
    waiting = paper.unsettled(poll.id)
    if waiting:
        raise NotReady(
            _(
                "“%(title)s”的纸质选票还没有两名计票人一致的清点数，请先在“纸质选票”页录入核对。",
                title=waiting[0].batch.title,
            )
        )


def declare(poll_id: int, version: int, actor: str) -> Poll:
    """Record that the chair announced the result (宣布结果); the meeting sees it from now on."""
    with unit_of_work() as session:
        poll = step(session, poll_id, Step.DECLARE, version)
        poll.declared_at = clock.now()
        audit.record(actor, Event.POLL_DECLARED, subject(poll), result=_digest(session, poll))
        _certify_when_complete(session, poll, actor)
    return poll


def sign(
    poll_id: int, office: Office, digest: str, note: str, *, signer: queries.Signer
) -> SignOff:
    """Sign a result (签字): the digest must be the one of the result as it stands."""
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        if poll.state not in {State.COUNTED, State.DECLARED, State.CERTIFIED}:
            raise NotReady(_("计票完成后才能签字。"))
        if _digest(session, poll) != digest:
            raise StaleEdit(_("结果与您看到的不一致，没有签字。请刷新后核对再签。"))
        _refuse_unentitled(session, poll, office, signer)
        signed = SignOff(
            poll_id=poll.id,
            person_id=signer.person_id,
            account_id=signer.account_id,
            name=signer.name,
            office=office.value,
            digest=digest,
            note=note,
            at=clock.now(),
        )
        session.add(signed)
        session.flush()
        audit.record(
            signer.name, Event.RESULT_SIGNED, subject(poll), office=office.value, result=digest
        )
        _certify_when_complete(session, poll, signer.name)
    return signed


def _refuse_unentitled(
    session: Session, poll: Poll, office: Office, signer: queries.Signer
) -> None:
    if office not in SIGNING_OFFICES or signer.person_id not in congress.appointed_people(
        poll.meeting_id, {office}
    ):
        raise NotAllowed(_("您在这次会议上没有担任这一职务，不能以它的名义签字。"))
    if signer.person_id in kind_of(poll).candidate_people(poll):
        raise NotAllowed(_("候选人不能在自己参选的结果上签字。"))
    earlier = select(SignOff).where(
        SignOff.poll_id == poll.id,
        SignOff.person_id == signer.person_id,
        SignOff.office == office.value,
    )
    if session.execute(earlier).first():
        raise NotReady(_("您已经签过字了，不必再签。"))


def _digest(session: Session, poll: Poll) -> str:
    outcome = session.get(Outcome, poll.id)
    assert outcome is not None
    return outcome.digest


def missing_signatures(poll: Poll) -> list[Office]:
    """Return the offices whose signature a certificate still needs.

    A head scrutineer where one is appointed, else any scrutineer; and a teller.
    """
    signed = {Office(line.office) for line in queries.sign_offs(poll.id)}
    head = congress.appointed_people(poll.meeting_id, {Office.HEAD_SCRUTINEER})
    needed = [Office.HEAD_SCRUTINEER if head else Office.SCRUTINEER, Office.TELLER]
    return [office for office in needed if office not in signed]


def _certify_when_complete(session: Session, poll: Poll, actor: str) -> None:
    """Certify as soon as the result is declared and every needed signature is under it."""
    if poll.state != State.DECLARED or missing_signatures(poll):
        return
    step(session, poll.id, Step.CERTIFY)
    poll.certified_at = clock.now()
    audit.record(actor, Event.POLL_CERTIFIED, subject(poll), result=_digest(session, poll))


def publish(poll_id: int, version: int, actor: str) -> Poll:
    """Publish a certified result (公布): its page and bundle open to everybody."""
    with unit_of_work() as session:
        poll = step(session, poll_id, Step.PUBLISH, version)
        poll.published_at = clock.now()
        audit.record(actor, Event.POLL_PUBLISHED, subject(poll), result=_digest(session, poll))
    return poll


def result_of(poll_id: int) -> tuple[dict[str, object], str] | None:
    """Return a poll's counted result and its digest, or None before counting."""
    outcome = db.session.get(Outcome, poll_id)
    return (canonical.parse(outcome.result), outcome.digest) if outcome else None
