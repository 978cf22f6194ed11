"""The ballot that follows another: between the tied, or the same again."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.awards import jury, queries
from voting.awards.models import (
    Award,
    AwardDecision,
    AwardNominee,
    AwardSection,
    Juror,
    JuryScore,
)
from voting.awards.rules import Next, Round, Step
from voting.awards.service.declared import Open, declared_poll, open_section
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotReady
from voting.i18n import _
from voting.polls.lifecycle import PollFacts, create_poll, locked, subject
from voting.polls.models import Poll
from voting.polls.rules import RollBody, State

_LONGEST_TITLE = 80
_SAME_AWARD = ("round", "quorum", "publicity_days", "publicity_unit", "presented")
_SAME_SECTION = (
    "position",
    "title",
    "subject",
    "quota",
    "ticks",
    "exact",
    "jury_weight",
    "threshold_share",
    "threshold_op",
    "threshold_base",
    "manual_order",
    "order_reason",
    "follows_id",
)
_TOLD = ("person_id", "name", "who", "position", "note", "story", "nominated_by")


def create_run_off(poll_id: int, actor: str) -> Poll:
    """Create one ballot between exactly the tied of all sections that are still open.

    Each section of it is for the places left; more votes decide, without jury and least share.
    """
    with unit_of_work() as session:
        poll, result = declared_poll(session, poll_id)
        tied = [each["id"] for each in result["sections"] if each["tied"]]
        several = _still_open(session, poll, tied)
        following = _ballot(poll, _("（再次投票）"), actor)
        found = queries.award(poll_id)
        same = {name: getattr(found, name) for name in _SAME_AWARD}
        session.add(Award(poll_id=following.id, **same | {"round": Round.RUNOFF.value}))
        session.flush()
        for one in several:
            _between_the_tied(session, following, one)
            one.decide(Step.RUNOFF, actor, next_poll_id=following.id)
        audit.record(
            actor,
            Event.RUN_OFF_CREATED,
            subject(poll),
            follows=subject(following),
            seats=sum(one.result["tied"]["seats"] for one in several),
        )
    return following


def _still_open(session: Session, poll: Poll, tied: Iterable[str]) -> list[Open]:
    """Return the sections whose tie nobody has acted on; refuse where there is none."""
    made = queries.decisions(poll.id)
    by_id = {one.contest_id: one for one in queries.sections(poll.id)}
    wanted = [by_id[each] for each in tied]
    if not wanted:
        raise NotReady(_("按这次评选的结果，没有需要再次投票的奖项。"))
    left = [one for one in wanted if _counts_for_nothing(made.get(one.id))]
    if not left:
        raise IllegalStep(_("这次评选的并列已经办理过，请刷新页面查看。"))
    return [open_section(session, poll.id, one.id, Next.RUNOFF) for one in left]


def _counts_for_nothing(made: AwardDecision | None) -> bool:
    if made is None:
        return True
    return made.next_poll_id is not None and queries.next_poll(made) is None


def _between_the_tied(session: Session, following: Poll, one: Open) -> None:
    tied, earlier = one.result["tied"], one.section
    section = AwardSection(
        poll_id=following.id,
        position=earlier.position,
        title=earlier.title,
        subject=earlier.subject,
        quota=tied["seats"],
        ticks=tied["seats"],
        manual_order=earlier.manual_order,
        order_reason=earlier.order_reason,
        follows_id=earlier.id,
    )
    session.add(section)
    session.flush()
    session.add_all(
        _copied(each, section, each.follows_id or each.id)
        for each in queries.nominees(earlier.id)
        if each.option_id in tied["between"]
    )
    session.flush()


def create_again(poll_id: int, actor: str) -> Poll:
    """Create an annulled or invalid award anew: same sections, nominees, rules and jury."""
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        if poll.state != State.ANNULLED:
            _refuse_valid(session, poll_id)
        if queries.followers(poll):
            raise IllegalStep(_("这次评选已经重新建立过，请刷新页面查看。"))
        following = _ballot(poll, _("（重新投票）"), actor)
        _same_again(session, poll_id, following)
        pointing = select(AwardDecision).where(AwardDecision.next_poll_id == poll_id)
        for made in session.execute(pointing).scalars():
            made.next_poll_id = following.id
        audit.record(actor, Event.RUN_OFF_CREATED, subject(poll), follows=subject(following))
    return following


def _refuse_valid(session: Session, poll_id: int) -> None:
    _poll, result = declared_poll(session, poll_id)
    if Next.REBALLOT.value not in result["next"]:
        raise NotReady(_("只有作废或无效的评选才能重新建立。"))


def _same_again(session: Session, poll_id: int, following: Poll) -> None:
    found = queries.award(poll_id)
    session.add(Award(poll_id=following.id, **{name: getattr(found, name) for name in _SAME_AWARD}))
    session.flush()
    jurors = _same_jury(session, poll_id, following)
    for earlier in queries.sections(poll_id):
        told = {name: getattr(earlier, name) for name in _SAME_SECTION}
        section = AwardSection(poll_id=following.id, **told)
        session.add(section)
        session.flush()
        for one in queries.nominees(earlier.id):
            if one.stands:
                _repeat(session, section, one, jurors)


def _same_jury(session: Session, poll_id: int, following: Poll) -> dict[int, Juror]:
    jurors = {
        one.id: Juror(poll_id=following.id, name=one.name, position=one.position)
        for one in jury.jurors(poll_id)
    }
    session.add_all(jurors.values())
    session.flush()
    return jurors


def _repeat(
    session: Session, section: AwardSection, one: AwardNominee, jurors: dict[int, Juror]
) -> None:
    nominee = _copied(one, section, one.follows_id)
    session.add(nominee)
    session.flush()
    given = select(JuryScore).where(JuryScore.nominee_id == one.id)
    session.add_all(
        JuryScore(
            juror_id=jurors[score.juror_id].id,
            nominee_id=nominee.id,
            hundredths=score.hundredths,
            entered_by=score.entered_by,
        )
        for score in session.execute(given).scalars()
    )


def _copied(one: AwardNominee, section: AwardSection, follows_id: int | None) -> AwardNominee:
    told = {name: getattr(one, name) for name in _TOLD}
    return AwardNominee(section_id=section.id, follows_id=follows_id, **told)


def _ballot(poll: Poll, suffix: str, actor: str) -> Poll:
    title = poll.title.removesuffix(suffix)[: _LONGEST_TITLE - len(suffix)] + suffix
    roll = RollBody(poll.roll_body)
    facts = PollFacts(queries.KIND, title, roll, poll.committee_poll_id, previous_poll_id=poll.id)
    return create_poll(poll.meeting_id, facts, actor)
