"""A motion until it is submitted: written, seconded, sent in time or late, or taken back."""

from dataclasses import dataclass

from sqlalchemy import delete as delete_rows, func, select

from voting import clock
from voting.access.principal import Principal
from voting.congress import queries as congress
from voting.congress.models import Delegate
from voting.db import db, unit_of_work
from voting.errors import NotAllowed, NotReady, WrongInput
from voting.i18n import _
from voting.motions.models import Motion, MotionEvent, MotionFile, Mover, Seconder
from voting.motions.roles import is_full_delegate, roles_of
from voting.motions.rules import Act, Kind, Late, SecondState, State
from voting.motions.service.acting import Work, acting, locked
from voting.motions.settings import call_of, is_late, settings_of
from voting.motions.table import demand
from voting.names import fold
from voting.people.models import Person

TEXT_LENGTH = 3000
"""Characters of each of the three parts, at most."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is written in a motion: 案名, 案由, 分析, 建议, and where it belongs."""

    title: str = ""
    cause: str = ""
    analysis: str = ""
    advice: str = ""
    category: str = ""
    wanted_unit_id: int | None = None
    hides_movers: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The parts that seconders consent to."""
        return (self.title, self.cause, self.analysis, self.advice)


def create(
    kind: Kind, congress_id: int, meeting_id: int | None, content: Content, who: Principal
) -> Motion:
    """Begin a draft; a motion (提案) is for full delegates of the congress alone."""
    if who.person_id is None:
        raise NotAllowed(_("请用会议卡登录后再提交，系统需要知道提案人是谁。"))
    with unit_of_work() as session:
        if kind is Kind.MOTION and not is_full_delegate(congress_id, who.person_id):
            raise NotAllowed(_("只有正式代表可以提出提案。您可以提交意见建议或合理化建议。"))
        if meeting_id is not None and congress.meeting(meeting_id).congress_id != congress_id:
            raise WrongInput(_("这次会议不属于本届大会，请重新选择。"))
        motion = Motion(
            kind=kind.value,
            congress_id=congress_id,
            meeting_id=meeting_id,
            delegation=_delegation(congress_id, who.person_id),
            created_at=clock.now(),
        )
        _write(motion, content)
        motion.movers.append(Mover(person_id=who.person_id, position=1))
        session.add(motion)
        session.flush()
    return motion


def _delegation(congress_id: int, person_id: int) -> str:
    seat = select(Delegate).where(
        Delegate.congress_id == congress_id, Delegate.person_id == person_id
    )
    found = db.session.execute(seat).scalar_one_or_none()
    if found is not None and found.delegation is not None:
        return found.delegation.name
    person = db.session.get_one(Person, person_id)
    return person.unit_name[:60]


def _write(motion: Motion, content: Content) -> None:
    motion.title, motion.cause = content.title, content.cause
    motion.analysis, motion.advice = content.analysis, content.advice
    motion.category, motion.wanted_unit_id = content.category, content.wanted_unit_id
    motion.hides_movers = content.hides_movers
    motion.folded = fold("\n".join(content.texts))


def content_of(motion: Motion) -> Content:
    """Return what is written in a motion."""
    return Content(
        motion.title,
        motion.cause,
        motion.analysis,
        motion.advice,
        motion.category,
        motion.wanted_unit_id,
        motion.hides_movers,
    )


def save(motion_id: int, version: int, content: Content, who: Principal) -> Motion:
    """Keep what was written; given seconds are asked for again when the text has changed."""
    with acting(motion_id, Act.EDIT, who, version) as work:
        motion = work.motion
        if content.texts != content_of(motion).texts:
            work.note = ask_seconders_again(work)
        _write(motion, content)
    return motion


def autosave(motion_id: int, version: int, content: Content, who: Principal) -> int:
    """Keep a draft while it is being written, without a line of history; return the new version.

    Only for drafts nobody else has been asked about; what others consented to is saved openly.
    """
    with unit_of_work() as session:
        motion = locked(session, motion_id)
        demand(State(motion.state), Act.EDIT, roles_of(motion, who))
        if motion.state != State.DRAFT or version != motion.version:
            raise NotReady(_("草稿在别处改过，这里的内容还没有保存。请复制后刷新页面。"))
        _write(motion, content)
        motion.version += 1
    return motion.version


def ask_seconders_again(work: Work) -> str:
    """Take the seconds back that were given to what has changed now; return a note of it."""
    work.motion.text_version += 1
    given = select(Seconder).where(
        Seconder.motion_id == work.motion.id, Seconder.state == SecondState.GIVEN.value
    )
    asked_again = list(work.session.execute(given).scalars())
    for seconder in asked_again:
        work.people.add(seconder.person_id)
        seconder.state, seconder.answered_at = SecondState.INVITED.value, None
        seconder.text_version = work.motion.text_version
    if not asked_again:
        return ""
    return _("正文有改动，%(n)s 位附议人需要重新确认。", n=len(asked_again))


def delete(motion_id: int, version: int, who: Principal) -> None:
    """Throw a draft away; nothing of it was ever submitted, so nothing is kept."""
    with unit_of_work() as session:
        motion = locked(session, motion_id)
        demand(State(motion.state), Act.DELETE, roles_of(motion, who))
        if version != motion.version:
            raise NotReady(_("草稿刚有改动，没有删除。请刷新后再试。"))
        for table in (Seconder, MotionFile, MotionEvent):
            session.execute(delete_rows(table).where(table.motion_id == motion_id))
        session.delete(motion)


# --- Seconds -----------------------------------------------------------------------------------


def invite(motion_id: int, version: int, person_ids: list[int], who: Principal) -> Motion:
    """Ask full delegates to second (邀请附议)."""
    with acting(motion_id, Act.INVITE, who, version) as work:
        motion = work.motion
        if motion.kind != Kind.MOTION:
            raise NotReady(_("只有提案需要附议，意见建议可以直接提交。"))
        movers = {mover.person_id for mover in motion.movers}
        names = []
        for person_id in person_ids:
            if person_id in movers:
                raise WrongInput(_("不能邀请提案人自己附议，请选择其他代表。"))
            if not is_full_delegate(motion.congress_id, person_id):
                raise WrongInput(_("列席、特邀人员不能附议，请只邀请本届正式代表。"))
            names.append(work.session.get_one(Person, person_id).name)
            _ask(work, person_id)
        work.note = _("邀请：%(names)s", names="、".join(names))
    return motion


def _ask(work: Work, person_id: int) -> None:
    seconder = work.session.get(Seconder, (work.motion.id, person_id))
    if seconder is None or seconder.state == SecondState.DECLINED:
        work.people.add(person_id)
    if seconder is None:
        work.session.add(
            Seconder(
                motion_id=work.motion.id,
                person_id=person_id,
                state=SecondState.INVITED.value,
                text_version=work.motion.text_version,
                invited_at=clock.now(),
            )
        )
    elif seconder.state == SecondState.DECLINED:
        seconder.state, seconder.answered_at = SecondState.INVITED.value, None


def answer_invitation(motion_id: int, text_version: int, who: Principal, *, given: bool) -> Motion:
    """Second a motion, or decline; consent is to the text that was on the page."""
    with acting(motion_id, Act.SECOND, who) as work:
        motion = work.motion
        if text_version != motion.text_version:
            raise NotReady(_("提案正文刚有改动，请看过新的正文再决定是否附议。"))
        seconder = work.session.get_one(Seconder, (motion.id, who.person_id))
        if given and not is_full_delegate(motion.congress_id, seconder.person_id):
            raise NotAllowed(_("您已不是本届正式代表，不能附议。如有疑问请联系工会办公室。"))
        seconder.state = (SecondState.GIVEN if given else SecondState.DECLINED).value
        seconder.text_version, seconder.answered_at = text_version, clock.now()
        work.note = _("同意附议") if given else _("不附议")
    return motion


def seconds_given(motion_id: int) -> int:
    """Count the seconds that stand."""
    given = (
        select(func.count())
        .select_from(Seconder)
        .where(Seconder.motion_id == motion_id, Seconder.state == SecondState.GIVEN.value)
    )
    return db.session.execute(given).scalar_one()


# --- Submitting --------------------------------------------------------------------------------


def submit(motion_id: int, version: int, who: Principal, *, late_is_fine: bool = False) -> Motion:
    """Submit: the parts are there, enough have seconded, and the window is open.

    After the last day it becomes a suggestion (意见建议) where the settings say so, and only when
    the mover has been told (``late_is_fine``).
    """
    with acting(motion_id, Act.SUBMIT, who, version) as work:
        motion = work.motion
        _refuse_unfinished(motion)
        resubmitted = motion.submitted_at is not None
        if motion.kind == Kind.MOTION and not resubmitted:
            _judge_the_day(work, late_is_fine=late_is_fine)
        if motion.kind == Kind.MOTION:
            _refuse_unseconded(motion)
        motion.submitted_at = motion.submitted_at or clock.now()
    return motion


def _refuse_unfinished(motion: Motion) -> None:
    missing = [
        label
        for label, text in (
            (_("案名"), motion.title),
            (_("案由"), motion.cause),
            (_("建议"), motion.advice),
        )
        if not text.strip()
    ]
    if missing:
        raise NotReady(_("还没有填写%(what)s，请补充后再提交。", what="、".join(missing)))


def _judge_the_day(work: Work, *, late_is_fine: bool) -> None:
    motion, today = work.motion, clock.today()
    call = call_of(motion.meeting_id)
    if call is not None and today < call.opens_on:
        raise NotReady(_("提案征集还没有开始，请先保存草稿，征集开始后再提交。"))
    if not is_late(motion.meeting_id, today):
        return
    if settings_of(motion.congress_id).late == Late.REFUSED:
        raise NotReady(_("提案征集已经截止，不再接收。您可以改为提交意见建议。"))
    if not late_is_fine:
        raise NotReady(
            _("提案征集已经截止。现在提交将作为“意见建议”办理，同样会得到答复；请确认后再提交。")
        )
    motion.kind, motion.late = Kind.SUGGESTION.value, True
    work.note = _("截止后提交，作为意见建议办理")


def _refuse_unseconded(motion: Motion) -> None:
    needed, given = settings_of(motion.congress_id).seconders, seconds_given(motion.id)
    if given < needed:
        raise NotReady(
            _(
                "提案须有 %(needed)s 名以上代表附议，现有 %(given)s 名。请再邀请代表附议后提交。",
                needed=needed,
                given=given,
            )
        )


def withdraw(motion_id: int, version: int, reason: str, who: Principal) -> Motion:
    """Take a motion back (撤案); after filing the committee must agree."""
    with acting(motion_id, Act.WITHDRAW, who, version) as work:
        if not reason:
            raise WrongInput(_("请写明撤案的理由。"))
        work.note = reason
    return work.motion
