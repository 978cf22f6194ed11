"""A survey from draft to closed: publish, extend, close, withdraw.

The box is the authority on open and closed: it is asked first, so each step can be repeated.
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.ballots.box import BoxState
from voting.ballots.papers import IssuingKey
from voting.ballots.seal import ReceiptKey, SealingKey, wrap_issuing_key
from voting.config import Settings
from voting.db import db, unit_of_work
from voting.errors import NotReady, WrongInput
from voting.i18n import _
from voting.people.models import Person
from voting.polls.box import the_box
from voting.surveys import audience, queries
from voting.surveys.erasure import erase_deleted
from voting.surveys.manifest import Keys, SurveyManifest, size_of, text_of
from voting.surveys.models import (
    Comment,
    Invalidation,
    Invitation,
    NamedResponse,
    ResponseBatch,
    Survey,
    SurveyKey,
)
from voting.surveys.program import Program
from voting.surveys.readiness import missing, program_of
from voting.surveys.rules import Mode, State, Step, Window, advance, window
from voting.surveys.service.drafts import demand_version, locked, step, subject

SYSTEM = "系统"
"""Who closes a survey whose time is up, as the log says it."""


def publish(survey_id: int, version: int, actor: str, settings: Settings) -> Survey:
    """Freeze the questionnaire, its mode and the list of those asked; make the keys and the box."""
    with unit_of_work() as session:
        found = locked(session, survey_id)
        demand_version(found, version)
        advance(State(found.state), Step.PUBLISH)
        if lacking := missing(found):
            raise NotReady(lacking[0].text)
        people = audience.people(found)
        manifest = _manifest(session, found, program_of(found), settings)
        found = step(session, survey_id, Step.PUBLISH, version)
        found.manifest, found.manifest_hash = manifest.encoded, manifest.hash.hex()
        found.published_at = clock.now()
        session.flush()
        _invite(session, found, people)
        audit.record(
            actor,
            Event.SURVEY_PUBLISHED,
            subject(found),
            manifest=found.manifest_hash,
            mode=found.mode,
            invited=len(people),
        )
    return found


def _invite(session: Session, found: Survey, people: Sequence[Person]) -> None:
    rows = [
        {"survey_id": found.id, "person_id": each.id, "unit": each.unit_name} for each in people
    ]
    if rows:
        session.execute(insert(Invitation), rows)


def _manifest(
    session: Session, found: Survey, program: Program, settings: Settings
) -> SurveyManifest:
    """Freeze the survey; an anonymous one gets its keys, and the box learns of it."""
    issuing = sealing = receipt = keys = None
    if found.mode != Mode.NAMED:
        issuing, sealing, receipt = (
            IssuingKey.generate(),
            SealingKey.generate(),
            ReceiptKey.generate(),
        )
        keys = Keys(issuing.public, sealing.public, receipt.public)
    manifest = SurveyManifest(
        survey=found.public_id,
        title=found.title,
        organisation=found.organisation,
        mode=Mode(found.mode),
        form=text_of(program),
        least=found.least,
        comment_least=found.comment_least,
        breakdowns=queries.breakdowns_of(found),
        keys=keys,
        plaintext_size=size_of(program),
        transport=urlsplit(settings.public_url).scheme,
    )
    if issuing and sealing and receipt:
        secret = settings.secret_key
        session.add(
            SurveyKey(
                survey_id=found.id,
                issuing=wrap_issuing_key(issuing, secret),
                sealing=sealing.wrap(secret),
            )
        )
        the_box().prepare(manifest.box_poll, receipt)
        the_box().open(manifest.hash)
    return manifest


def extend(survey_id: int, version: int, closes_at: datetime | None, actor: str) -> Survey:
    """Move the end of a survey that is under way; it may not lie in the past."""
    if closes_at is not None and closes_at <= clock.now():
        raise WrongInput(_("新的截止时间已经过去。要马上截止，请用“截止”。"))
    close_if_due(survey_id)
    with unit_of_work() as session:
        found = locked(session, survey_id)
        if found.version != version or found.state != State.OPEN:
            raise NotReady(_("问卷已经截止或刚被别人修改过，截止时间没有改。请刷新页面查看。"))
        if found.opens_at and closes_at and closes_at <= found.opens_at:
            raise WrongInput(_("截止时间应在开始时间之后，请重新填写。"))
        found.closes_at = closes_at
        found.version += 1
        audit.record(
            actor,
            Event.SURVEY_CHANGED,
            subject(found),
            closes_at=clock.local(closes_at).strftime("%Y-%m-%d %H:%M") if closes_at else "",
        )
    return found


def close(survey_id: int, version: int, actor: str) -> Survey:
    """End the answering for good; whatever arrives later is refused by the box."""
    with unit_of_work() as session:
        found = step(session, survey_id, Step.CLOSE, version)
        _shut(found)
        found.closed_at = clock.now()
        audit.record(
            actor, Event.SURVEY_CLOSED, subject(found), returned=queries.returned_by_phone(found)
        )
    return found


def close_if_due(survey_id: int) -> Survey:
    """Close a survey whose time is up; whoever comes first after that does it."""
    found = queries.survey(survey_id)
    while found.state == State.OPEN and (
        window(found.opens_at, found.closes_at, clock.now()) is Window.AFTER
    ):
        with unit_of_work() as session:
            found = locked(session, survey_id)
            # Somebody may have closed it meanwhile, or moved its end.
            if queries.window_of(found) is Window.AFTER and found.state == State.OPEN:
                close(survey_id, found.version, SYSTEM)
    return found


def close_all_due() -> int:
    """Close every survey whose time is up; return how many."""
    now = clock.now()
    due = select(Survey.id).where(Survey.state == State.OPEN.value, Survey.closes_at <= now)
    ids = list(db.session.execute(due).scalars())
    for survey_id in ids:
        close_if_due(survey_id)
    return len(ids)


def withdraw(survey_id: int, version: int, reason: str, actor: str) -> Survey:
    """Declare a survey void for good; its responses can never be opened, what was is destroyed."""
    if not reason.strip():
        raise WrongInput(_("请写明作废的理由，理由会告诉作答的人。"))
    with unit_of_work() as session:
        found = step(session, survey_id, Step.WITHDRAW, version)
        _shut(found)
        found.withdrawn_why, found.results = reason.strip(), None
        for kept in (SurveyKey, NamedResponse, Invalidation, Comment):
            session.execute(delete(kept).where(kept.survey_id == survey_id))
        session.execute(
            update(ResponseBatch).where(ResponseBatch.survey_id == survey_id).values(content=None)
        )
        audit.record(actor, Event.SURVEY_WITHDRAWN, subject(found), reason=found.withdrawn_why)
    erase_deleted()
    return found


def _shut(found: Survey) -> None:
    if found.mode == Mode.NAMED or found.manifest_hash is None:
        return
    box, key = the_box(), bytes.fromhex(found.manifest_hash)
    if box.state(key) in {BoxState.PREPARED, BoxState.OPEN}:
        box.close(key)
