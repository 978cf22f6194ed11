"""What the committee and the secretary decide about a submitted motion (审查)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select

from voting import clock
from voting.access.principal import Principal
from voting.congress.models import Congress, Meeting
from voting.db import db
from voting.errors import NotReady, Refusal, WrongInput
from voting.i18n import _
from voting.motions.models import Motion, MotionCall, Mover, Seconder
from voting.motions.rules import Act, Kind, SecondState, State
from voting.motions.service.acting import Work, acting, locked


@dataclass(frozen=True, slots=True)
class Vote:
    """How a committee voted on a decision; none where it was not put to a vote."""

    for_it: int
    against: int
    abstained: int = 0

    @property
    def carried(self) -> bool:
        """Whether more than half of those voting were for it."""
        return self.for_it * 2 > self.for_it + self.against + self.abstained

    @property
    def text(self) -> str:
        """As the history keeps it: 5/1/0."""
        return f"{self.for_it}/{self.against}/{self.abstained}"


def file(motion_id: int, version: int, who: Principal, vote: Vote | None = None) -> Motion:
    """File a motion (立案): a motion gets the next number of its meeting, without a gap."""
    with acting(motion_id, Act.FILE, who, version) as work:
        _no_improvement(work)
        _note_vote(work, vote)
        _file(work)
    return work.motion


def convert(
    motion_id: int, version: int, reason: str, who: Principal, vote: Vote | None = None
) -> Motion:
    """Turn a motion into a suggestion (转为意见建议): it is answered all the same."""
    with acting(motion_id, Act.CONVERT, who, version) as work:
        _no_improvement(work)
        _with_reason(work, reason)
        _note_vote(work, vote)
        if work.motion.kind != Kind.MOTION:
            raise NotReady(_("这件事项已经是意见建议，可以直接立案交办。"))
        work.motion.kind, work.motion.converted = Kind.SUGGESTION.value, True
        _file(work)
    return work.motion


def _file(work: Work) -> None:
    motion = work.motion
    if motion.kind == Kind.MOTION and motion.number is None:
        motion.serial, motion.number = _next_number(work, motion)
        work.details["number"] = motion.number
    motion.filed_at = clock.now()


def _next_number(work: Work, motion: Motion) -> tuple[int, str]:
    """Give the next number, 届-次-序号; the locked row of the call lets no two share one."""
    if motion.meeting_id is None:
        raise NotReady(_("这件提案没有对应的会议，不能编号。请先选择是哪次会议的提案。"))
    call = work.session.get(
        MotionCall, motion.meeting_id, with_for_update=True, populate_existing=True
    )
    if call is None:
        raise NotReady(_("这次会议还没有设置提案征集，请先在“提案工作设置”中设置起止日期。"))
    call.last_serial += 1
    meeting = work.session.get_one(Meeting, motion.meeting_id)
    congress = work.session.get_one(Congress, motion.congress_id)
    return call.last_serial, f"{congress.ordinal}-{meeting.ordinal}-{call.last_serial:03d}"


def reject(
    motion_id: int, version: int, reason: str, who: Principal, vote: Vote | None = None
) -> Motion:
    """Not file a motion (不予立案), with the reason its mover is told."""
    with acting(motion_id, Act.REJECT, who, version) as work:
        _no_improvement(work)
        _with_reason(work, reason)
        _note_vote(work, vote)
    return work.motion


def send_back(motion_id: int, version: int, reason: str, who: Principal) -> Motion:
    """Return a motion to its mover to be mended (退回修改)."""
    with acting(motion_id, Act.SEND_BACK, who, version) as work:
        _with_reason(work, reason)
    return work.motion


def refer(motion_id: int, version: int, reason: str, who: Principal) -> Motion:
    """Put a disputed motion before the presidium (主席团裁定)."""
    with acting(motion_id, Act.REFER, who, version) as work:
        _no_improvement(work)
        _with_reason(work, reason)
    return work.motion


def appeal(motion_id: int, version: int, reason: str, who: Principal) -> Motion:
    """Ask once for another review of a motion that was not filed (申请复议)."""
    with acting(motion_id, Act.APPEAL, who, version) as work:
        _with_reason(work, reason)
        if work.motion.appealed:
            raise NotReady(_("复议只能申请一次，委员会已经复议过。如仍有不同意见请找工会办公室。"))
        work.motion.appealed = True
    return work.motion


def _no_improvement(work: Work) -> None:
    """Refuse to decide about an improvement here: its decision says more, and is rewarded."""
    if work.motion.kind == Kind.IMPROVEMENT:
        raise NotReady(_("合理化建议请在“评审合理化建议”中登记采纳、先试行或不采纳。"))


def _with_reason(work: Work, reason: str) -> None:
    if not reason.strip():
        raise WrongInput(_("请写明理由，提案人会看到。"))
    work.note = reason.strip()


def _note_vote(work: Work, vote: Vote | None) -> None:
    if vote is None:
        return
    if not vote.carried:
        raise NotReady(_("委员会表决没有过半数同意，这项决定不能作出。"))
    work.votes = vote.text


# --- Merging -----------------------------------------------------------------------------------

_MERGES_WITH = (State.REVIEW, State.FILED)


def merge(motion_id: int, version: int, into_id: int, reason: str, who: Principal) -> Motion:
    """Merge a motion into another of the same content (并案); its movers stay movers there."""
    if motion_id == into_id:
        raise WrongInput(_("不能并入自己，请选择另一件。"))
    with acting(motion_id, Act.MERGE, who, version) as work:
        _with_reason(work, reason)
        if work.motion.kind == Kind.LETTER:
            # Who wrote one would read the other, and who holds a code would find no reply.
            raise NotReady(_("来信不能并案，写信人只看自己的信和答复。请分别交办，答复可以相同。"))
        lead = locked(work.session, into_id)
        if lead.kind != work.motion.kind or lead.congress_id != work.motion.congress_id:
            raise WrongInput(_("只能并入本届同一类别的事项，请重新选择。"))
        if State(lead.state) not in _MERGES_WITH:
            raise NotReady(_("所选事项已经交办或不在审查中，不能再并入。请选择另一件。"))
        if _merged_into(work.motion.id):
            raise NotReady(_("已有其他事项并入这一件，请先撤销那些并案，或反过来并案。"))
        work.motion.merged_into_id = lead.id
        _join_movers(work.motion, lead)
        lead.version += 1
        work.details["into"] = lead.number or lead.title
    return work.motion


def _join_movers(motion: Motion, lead: Motion) -> None:
    there = {mover.person_id for mover in lead.movers}
    position = max((mover.position for mover in lead.movers), default=0)
    for mover in motion.movers:
        if mover.person_id not in there and mover.left_on is None:
            position += 1
            lead.movers.append(
                Mover(person_id=mover.person_id, position=position, from_motion_id=motion.id)
            )


def _merged_into(motion_id: int) -> list[Motion]:
    merged = select(Motion).where(Motion.merged_into_id == motion_id).order_by(Motion.id)
    return list(db.session.execute(merged).scalars())


def unmerge(motion_id: int, version: int, reason: str, who: Principal) -> Motion:
    """Undo a merger before the lead motion is assigned."""
    with acting(motion_id, Act.UNMERGE, who, version) as work:
        _with_reason(work, reason)
        motion = work.motion
        assert motion.merged_into_id is not None
        lead = locked(work.session, motion.merged_into_id)
        if lead.assigned_at is not None:
            raise NotReady(_("主案已经交办，不能再撤销并案。"))
        work.session.execute(
            delete(Mover).where(Mover.motion_id == lead.id, Mover.from_motion_id == motion.id)
        )
        work.session.expire(lead, ["movers"])
        motion.merged_into_id = None
        if motion.number is not None:
            # Its number was given before the merger and stays its own.
            work.after = State.FILED
        lead.version += 1
    return work.motion


# --- Movers who leave --------------------------------------------------------------------------


def hand_over(motion_id: int, version: int, person_id: int, reason: str, who: Principal) -> Motion:
    """Let the next mover, or else the first seconder, take over from one who left the unit."""
    with acting(motion_id, Act.HAND_OVER, who, version) as work:
        _with_reason(work, reason)
        motion = work.motion
        leaving = next(
            (m for m in motion.movers if m.person_id == person_id and m.left_on is None), None
        )
        if leaving is None:
            raise NotReady(_("此人不是这件事项现在的提案人，不必移交。"))
        leaving.left_on, leaving.left_reason = clock.today(), reason.strip()[:200]
        heir = next((m.person.name for m in motion.movers if m.left_on is None), None)
        if heir is None:
            heir = _first_seconder(motion)
        work.note = _(
            "%(who)s因“%(reason)s”移交给%(heir)s",
            who=leaving.person.name,
            reason=reason,
            heir=heir or _("（无人接替，反馈按未反馈处理）"),
        )
    return motion


def _first_seconder(motion: Motion) -> str | None:
    given = (
        select(Seconder)
        .where(Seconder.motion_id == motion.id, Seconder.state == SecondState.GIVEN.value)
        .order_by(Seconder.answered_at, Seconder.person_id)
    )
    known = {mover.person_id for mover in motion.movers}
    for seconder in db.session.execute(given).scalars():
        if seconder.person_id not in known:
            position = max(mover.position for mover in motion.movers) + 1
            motion.movers.append(Mover(person_id=seconder.person_id, position=position))
            return seconder.person.name
    return None


# --- Many at once ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one motion of a bulk act; ``refusal`` is empty where it was done."""

    motion_id: int
    title: str
    refusal: str = ""


def each(motion_ids: Iterable[int], act: Callable[[int], object]) -> list[Done]:
    """Do one act to many motions, each by itself: what is refused for one stops no other.

    Each is a transaction of its own, so that two hundred keep nobody else waiting for long.
    """
    wanted = list(motion_ids)
    named = select(Motion.id, Motion.title).where(Motion.id.in_(wanted))
    titles = {row.id: row.title for row in db.session.execute(named)}
    return [_tried(motion_id, titles.get(motion_id, ""), act) for motion_id in wanted]


def _tried(motion_id: int, title: str, act: Callable[[int], object]) -> Done:
    try:
        act(motion_id)
    except Refusal as refusal:
        return Done(motion_id, title, str(refusal.message))
    return Done(motion_id, title)


def archive(motion_id: int, version: int, who: Principal) -> Motion:
    """Put a finished motion away for good (归档)."""
    with acting(motion_id, Act.ARCHIVE, who, version) as work:
        pass
    return work.motion
