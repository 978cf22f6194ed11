"""Jobs in the background: asked for, claimed by one process, kept alive, finished or given up."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from voting import clock
from voting.congress import queries as congress
from voting.db import db, unit_of_work
from voting.errors import NotFound, WrongInput
from voting.i18n import _
from voting.motions.jobs_models import JobKind, JobState, MotionJob

DEAD_AFTER = timedelta(seconds=30)
"""A job nobody said a word of for so long has lost its process."""
MOST_TRIES = 3
"""What kills a process three times is not tried again."""
KEPT_FOR = timedelta(days=30)
"""How long a book can be downloaded; it can always be made again."""
_UNFINISHED = (JobState.WAITING.value, JobState.RUNNING.value)


class Lost(Exception):
    """Another process has taken this job up, or it is gone."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job this process is at, with all it needs to know of it."""

    job_id: int
    claim: str
    kind: JobKind
    congress_id: int
    meeting_id: int | None


@dataclass(frozen=True, slots=True)
class Made:
    """The file a job made: its name, digest and media type."""

    file_name: str
    sha256: str
    mime: str


def order(kind: JobKind, congress_id: int, meeting_id: int | None, actor: str) -> MotionJob:
    """Ask for a book; one that is being made already is not made twice."""
    term = congress.congress(congress_id)
    if meeting_id is not None and congress.meeting(meeting_id).congress_id != term.id:
        raise WrongInput(_("这次会议不属于本届大会，请重新选择。"))
    with unit_of_work() as session:
        same = select(MotionJob).where(
            MotionJob.kind == kind.value,
            MotionJob.congress_id == congress_id,
            MotionJob.meeting_id.is_(None)
            if meeting_id is None
            else MotionJob.meeting_id == meeting_id,
            MotionJob.state.in_(_UNFINISHED),
        )
        job = session.execute(same.order_by(MotionJob.id)).scalars().first()
        if job is None:
            job = MotionJob(
                kind=kind.value,
                congress_id=congress_id,
                meeting_id=meeting_id,
                asked_by=actor,
                asked_at=clock.now(),
            )
            session.add(job)
            session.flush()
    return job


def found(job_id: int) -> MotionJob:
    """Return a job as it is now."""
    job = db.session.get(MotionJob, job_id, populate_existing=True)
    if job is None:
        raise NotFound(_("没有这项生成任务，请回到汇编页面重新生成。"))
    return job


def jobs_of(congress_id: int) -> list[MotionJob]:
    """Return the jobs of a congress, the latest first."""
    asked = select(MotionJob).where(MotionJob.congress_id == congress_id)
    return list(db.session.execute(asked.order_by(MotionJob.id.desc()).limit(20)).scalars())


def anything_to_do() -> bool:
    """Tell whether a job waits, or lost its process."""
    return db.session.execute(_ready().limit(1)).first() is not None


def _ready() -> Select[MotionJob]:
    return (
        select(MotionJob)
        .where(
            or_(
                MotionJob.state == JobState.WAITING.value,
                and_(
                    MotionJob.state == JobState.RUNNING.value,
                    MotionJob.claimed_at < clock.now() - DEAD_AFTER,
                ),
            )
        )
        .order_by(MotionJob.id)
    )


def claim() -> Claimed | None:
    """Take the oldest job up that waits or lost its process; no two processes get the same."""
    with unit_of_work() as session:
        while True:
            job = session.execute(_ready().limit(1).with_for_update(skip_locked=True)).scalar()
            if job is None:
                return None
            if job.tries < MOST_TRIES:
                break
            _end(job, JobState.FAILED)
            job.error = _("生成时服务多次中断，已停止。请减少提案数量或联系管理员后重试。")
            session.flush()
        job.state, job.claim = JobState.RUNNING.value, secrets.token_hex(16)
        job.claimed_at, job.tries, job.done = clock.now(), job.tries + 1, 0
        return Claimed(job.id, job.claim, JobKind(job.kind), job.congress_id, job.meeting_id)


def _own(session: Session, mine: Claimed) -> MotionJob:
    job = session.get(MotionJob, mine.job_id, with_for_update=True, populate_existing=True)
    if job is None or job.claim != mine.claim:
        raise Lost
    return job


def beat(mine: Claimed, done: int | None = None, total: int | None = None) -> None:
    """Say that a job goes on, and how far it is; raise Lost when it is another's by now."""
    with unit_of_work() as session:
        job = _own(session, mine)
        job.claimed_at = clock.now()
        job.done = job.done if done is None else done
        job.total = job.total if total is None else total


def finish(mine: Claimed, made: Made) -> None:
    """Put the file with its job; raise Lost."""
    with unit_of_work() as session:
        job = _own(session, mine)
        _end(job, JobState.DONE)
        job.done = job.total
        job.file_name, job.sha256, job.mime = made.file_name[-120:], made.sha256, made.mime


def fail(mine: Claimed, sentence: str) -> None:
    """Give a job up and say why; raise Lost."""
    with unit_of_work() as session:
        job = _own(session, mine)
        _end(job, JobState.FAILED)
        job.error = sentence[:400]


def forget_old() -> set[str]:
    """Forget what was finished long ago; return the digests of files that no job names any more.

    Joins the transaction it is called in. While a book is being made nothing is forgotten: it
    may turn out to be the very file.
    """
    with unit_of_work() as session:
        running = select(MotionJob.id).where(MotionJob.state == JobState.RUNNING.value)
        if session.execute(running.limit(1)).first() is not None:
            return set()
        old = select(MotionJob).where(MotionJob.finished_at < clock.now() - KEPT_FOR)
        gone = list(session.execute(old).scalars())
        for job in gone:
            session.delete(job)
        session.flush()
        named = set(session.execute(select(MotionJob.sha256).distinct()).scalars())
    return {job.sha256 for job in gone if job.sha256} - named


def _end(job: MotionJob, state: JobState) -> None:
    job.state, job.claim = state.value, ""
    job.finished_at = clock.now()
