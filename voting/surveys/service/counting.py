"""Counting: the tables are frozen once, comments are torn off, and the keys are destroyed."""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.ballots import canonical
from voting.db import unit_of_work
from voting.errors import NotReady, StaleEdit
from voting.i18n import _
from voting.surveys import opening, queries
from voting.surveys.erasure import erase_deleted
from voting.surveys.models import Comment, Invalidation, ResponseBatch, Survey, SurveyKey
from voting.surveys.opening import Response
from voting.surveys.policy import Policy, Whole
from voting.surveys.results import freezing
from voting.surveys.rules import CommentState, Mode, State, Step, advance
from voting.surveys.service.drafts import demand_version, locked, step, subject

_CHANCE = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a survey came to, before it is kept; ``batches``: those that were counted."""

    document: dict[str, Any]
    comments: Sequence[tuple[str, Sequence[str]]]
    batches: object


def count(survey_id: int, version: int, actor: str, secret: str) -> Survey:
    """Freeze the tables of a closed survey; after this nobody can open a response again."""
    found = queries.survey(survey_id)
    demand_version(found, version)
    advance(State(found.state), Step.COUNT)
    # Opening and tabulating may take a minute: everybody else goes on writing meanwhile.
    counted = _counted(found, secret)
    with unit_of_work() as session:
        found = step(session, survey_id, Step.COUNT, version)
        found.results, found.counted_at = canonical.encode(counted.document), clock.now()
        if counted.batches != queries.batches_as_they_are(found.id):
            raise StaleEdit(_("统计时有人导入或移除了纸质答卷，没有统计。请刷新页面后再统计。"))
        _tear_off(session, found, counted.comments)
        _destroy(session, found)
        rates = counted.document["rates"]
        audit.record(
            actor,
            Event.SURVEY_COUNTED,
            subject(found),
            returned=rates["returned"],
            valid=rates["valid"],
            digest=hashlib.sha256(found.results).hexdigest(),
        )
    erase_deleted()
    return found


def _counted(found: Survey, secret: str) -> _Counted:
    batches = queries.batches_as_they_are(found.id)
    opened = list(opening.responses(found, secret))
    known = queries.invalidations(found.id)
    good = [each for each in opened if not each.unfit and each.id not in known]
    program = queries.manifest_of(found).program
    kept = [each.checked for each in good if each.checked is not None]
    document = freezing.freeze(
        _facts(found),
        program,
        kept,
        _sources(found, opened, good),
        _reasons(opened, known),
        queries.breakdowns_of(found),
        _policy(found),
    )
    return _Counted(document, freezing.comments_of(program, kept, found.comment_least), batches)


def _facts(found: Survey) -> freezing.Facts:
    assert found.published_at is not None
    assert found.closed_at is not None
    begun = found.opens_at or found.published_at
    return freezing.Facts(
        title=found.title,
        organisation=found.organisation,
        mode=found.mode,
        opened_on=clock.local(begun).date(),
        closed_on=clock.local(found.closed_at).date(),
    )


def _policy(found: Survey) -> Policy:
    whole = Whole.SMALL_CELLS if found.small_cells else Whole.SMALL_BASES
    return Policy(least=found.least, whole=whole, comments=found.comment_least)


def _sources(
    found: Survey, opened: Sequence[Response], good: Sequence[Response]
) -> list[freezing.Source]:
    """Return what came by phone and in each batch, phones first."""
    returned = Counter(each.source for each in opened)
    valid = Counter(each.source for each in good)
    on_paper = queries.batches(found.id)
    by_phone = queries.invited(found.id) - queries.on_paper(found.id)
    issued = None if found.mode == Mode.OPEN else by_phone
    phones = freezing.Source(_("手机"), issued, returned[""], valid[""])
    batches = [
        freezing.Source(each.title, each.issued, each.returned, valid[str(each.id)])
        for each in on_paper
    ]
    return [phones, *batches]


def _reasons(
    opened: Sequence[Response], known: Mapping[str, Invalidation]
) -> list[tuple[str, int]]:
    reasons = Counter(each.unfit for each in opened if each.unfit)
    reasons.update(known[each.id].reason for each in opened if not each.unfit and each.id in known)
    return sorted(reasons.items())


def _tear_off(
    session: Session, found: Survey, comments: Sequence[tuple[str, Sequence[str]]]
) -> None:
    for question, texts in comments:
        shuffled = list(texts)
        _CHANCE.shuffle(shuffled)
        session.add_all(
            Comment(survey_id=found.id, question=question, position=n, text=text)
            for n, text in enumerate(shuffled, start=1)
        )


def _destroy(session: Session, found: Survey) -> None:
    """Destroy what could open or show a response again; signed answers stay with their persons."""
    session.execute(delete(SurveyKey).where(SurveyKey.survey_id == found.id))
    batches = select(ResponseBatch).where(ResponseBatch.survey_id == found.id)
    for batch in session.execute(batches).scalars():
        batch.content = None
    if found.mode != Mode.NAMED:
        session.execute(delete(Invalidation).where(Invalidation.survey_id == found.id))


def release(survey_id: int, version: int, actor: str) -> Survey:
    """Publish the frozen tables with the comments that two persons agreed on."""
    with unit_of_work() as session:
        found = locked(session, survey_id)
        demand_version(found, version)
        advance(State(found.state), Step.RELEASE)
        every = queries.comments(found.id)
        waiting = sum(each.state != CommentState.AGREED for each in every)
        if waiting:
            raise NotReady(
                _("还有 %(n)s 条意见没有审读完（要两个人同意）。请先审读，再公布。", n=waiting)
            )
        assert found.results is not None
        printed: dict[str, list[str]] = {}
        for each in every:
            if each.printed:
                printed.setdefault(each.question, []).append(each.printed)
        document = freezing.with_comments(
            json.loads(found.results),
            [(question, tuple(texts)) for question, texts in printed.items()],
        )
        found = step(session, survey_id, Step.RELEASE, version)
        found.results, found.released_at = canonical.encode(document), clock.now()
        # What was written in full is not needed any more, and could be recognised.
        session.execute(delete(Comment).where(Comment.survey_id == found.id))
        audit.record(
            actor,
            Event.SURVEY_RELEASED,
            subject(found),
            digest=hashlib.sha256(found.results).hexdigest(),
        )
    erase_deleted()
    return found
