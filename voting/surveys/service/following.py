"""Letters to those who are asked: an invitation, reminders at once or planned, and what is sent.

A round is claimed by its number under the survey's lock, so that of two officers who send at once
the second is told, and a crash leaves either the whole round in the outbox or none of it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, delete, select, update
from sqlalchemy.orm import Session

from voting import clock
from voting.audit import service as audit
from voting.audit.events import Event
from voting.db import db, unit_of_work
from voting.errors import NotFound, NotReady, StaleEdit, WrongInput
from voting.i18n import _
from voting.mail import service as mail
from voting.mail.models import OutgoingMail
from voting.mail.rules import PRIVATE, State as MailState
from voting.mail.service import Written
from voting.surveys import letters
from voting.surveys.models import Survey, SurveyMailing
from voting.surveys.progress import Progress, progress
from voting.surveys.rules import LETTER_LABELS, Letter, Mode, State
from voting.surveys.service.drafts import locked, subject
from voting.surveys.service.publishing import SYSTEM, close_if_due


def rounds(survey_id: int) -> list[SurveyMailing]:
    """Return the rounds of letters, planned and sent, in their order."""
    wanted = select(SurveyMailing).where(SurveyMailing.survey_id == survey_id)
    return list(db.session.execute(wanted.order_by(SurveyMailing.number)).scalars())


def next_number(every: list[SurveyMailing]) -> int:
    """Return the number of the round that comes next."""
    return max((each.number for each in every), default=0) + 1


def may_nudge(found: Survey, shown: Progress) -> bool:
    """Tell whether non-takers are surely enough to be written to apart.

    That is decided from what is shown anyway: neither a yes nor a no tells more than the page.
    """
    return shown.waiting >= found.least


def send(survey_id: int, number: int, kind: Letter, actor: str) -> SurveyMailing:
    """Put a round of letters into the outbox; ``number`` is the one that was to come next."""
    close_if_due(survey_id)
    found = _demand_invited(survey_id)
    shown = progress(found)
    # Writing takes long; nobody else waits for it.
    written = letters.compose(found, number, kind)
    with unit_of_work() as session:
        found = _claimed(session, survey_id, number)
        _demand_sense(found, kind, shown)
        made = SurveyMailing(
            survey_id=survey_id, number=number, kind=kind.value, due_at=clock.now()
        )
        session.add(made)
        _post(session, found, made, written, actor)
        if made.letters == 0:
            raise NotReady(
                _("受邀的人都没有登记邮箱，没有可发的信。请打印个人纸条，或张贴二维码海报。")
            )
    return made


def plan(survey_id: int, number: int, due_at: datetime | None, actor: str) -> SurveyMailing:
    """Plan a reminder to everybody."""
    close_if_due(survey_id)
    _demand_invited(survey_id)
    with unit_of_work() as session:
        found = _claimed(session, survey_id, number)
        if due_at is None or due_at <= clock.now():
            raise WrongInput(_("提醒的时间已经过去。要马上提醒，请用“提醒所有人”。"))
        if found.closes_at is not None and due_at >= found.closes_at:
            raise WrongInput(_("提醒的时间在问卷截止以后，请改早一些。"))
        made = SurveyMailing(
            survey_id=survey_id, number=number, kind=Letter.REMINDER.value, due_at=due_at
        )
        session.add(made)
        session.flush()
        audit.record(
            actor,
            Event.SURVEY_CHANGED,
            subject(found),
            act=_("排定提醒"),
            on=clock.local(due_at).strftime("%Y-%m-%d %H:%M"),
        )
    return made


def cancel(survey_id: int, number: int, actor: str) -> None:
    """Take back a planned reminder."""
    with unit_of_work() as session:
        found = locked(session, survey_id)
        kept = session.get(SurveyMailing, (survey_id, number), populate_existing=True)
        if kept is None or kept.sent_at is not None:
            raise NotReady(_("这一轮提醒已经发出或已经取消，没有改动。请刷新页面。"))
        session.delete(kept)
        audit.record(actor, Event.SURVEY_CHANGED, subject(found), act=_("取消提醒"), round=number)


def send_due() -> int:
    """Send the planned reminders whose time has come; return how many rounds.

    One whose survey has ended is dropped: nobody could answer any more.
    """
    wanted = select(SurveyMailing.survey_id, SurveyMailing.number).where(
        SurveyMailing.sent_at.is_(None), SurveyMailing.due_at <= clock.now()
    )
    return sum(_send_planned(*row) for row in db.session.execute(wanted).all())


def _send_planned(survey_id: int, number: int) -> bool:
    written = letters.compose(close_if_due(survey_id), number, Letter.REMINDER)
    with unit_of_work() as session:
        found = locked(session, survey_id)
        kept = session.get(SurveyMailing, (survey_id, number), populate_existing=True)
        if kept is None or kept.sent_at is not None:
            return False
        if found.state != State.OPEN:
            session.delete(kept)
            return False
        _post(session, found, kept, written, SYSTEM)
    return True


def forget_sent() -> int:
    """Forget the personal links in letters that were sent, and to whom nudges went; how many."""
    every = OutgoingMail.key.startswith("survey:") & (OutgoingMail.text != "")
    nudges = OutgoingMail.key.startswith(f"{PRIVATE}survey:")
    sent = OutgoingMail.state == MailState.SENT.value
    with unit_of_work() as session:
        emptied = session.execute(
            update(OutgoingMail).where(and_(sent, every)).values(text="", html="")
        )
        gone = session.execute(delete(OutgoingMail).where(and_(sent, nudges)))
        return int(emptied.rowcount + gone.rowcount)  # type: ignore[attr-defined]  # of a DML


def _demand_invited(survey_id: int) -> Survey:
    found = db.session.get(Survey, survey_id)
    if found is None:
        raise NotFound(_("没有这份问卷，请回到问卷列表重新选择。"))
    if found.mode == Mode.OPEN:
        raise NotReady(_("公开链接的问卷没有邀请名单，不能发信。请张贴二维码或转发链接。"))
    if found.state != State.OPEN:
        raise NotReady(_("问卷现在不在作答期间，不能发送邀请或提醒。"))
    return found


def _claimed(session: Session, survey_id: int, number: int) -> Survey:
    """Lock the survey for the next round, or say that another officer was quicker."""
    found = locked(session, survey_id)
    _demand_invited(survey_id)
    if number != next_number(rounds(survey_id)):
        raise StaleEdit(
            _("刚才已经有一轮信件发出或排定（可能是另一位同事），这次没有再发。请看下面的记录。")
        )
    return found


def _demand_sense(found: Survey, kind: Letter, shown: Progress) -> None:
    sent = [each for each in rounds(found.id) if each.sent_at]
    if kind is Letter.INVITATION and any(each.kind == kind for each in sent):
        raise NotReady(_("邀请已经发过。要再写信，请用“提醒所有人”。"))
    if kind is Letter.NUDGE and not may_nudge(found, shown):
        raise NotReady(
            _(
                "还没有领问卷的人可能不到 %(n)s 个，单独提醒会让人看出是谁。请提醒所有人。",
                n=found.least,
            )
        )


def _post(
    session: Session, found: Survey, made: SurveyMailing, written: Sequence[Written], actor: str
) -> None:
    kind, number = Letter(made.kind), len(written)
    mail.put_all(written)
    made.sent_at = clock.now()
    made.letters = None if kind is Letter.NUDGE else number
    session.flush()
    audit.record(
        actor,
        Event.SURVEY_REMINDED,
        subject(found),
        kind=kind.value,
        round=made.number,
        **({} if kind is Letter.NUDGE else {"letters": number}),
    )


def label(mailing: SurveyMailing) -> str:
    """Return what a round of letters is called."""
    return LETTER_LABELS[Letter(mailing.kind)]
