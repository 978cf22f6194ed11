"""The vote that follows another: lost documents revised, carried ones changed, a void vote."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from voting.audit import service as audit
from voting.audit.events import Event
from voting.ballots import canonical
from voting.congress import queries as congress
from voting.db import unit_of_work
from voting.errors import IllegalStep, NotReady, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import PollFacts, locked, subject
from voting.polls.models import Outcome, Poll
from voting.polls.rules import DECLARED, RollBody, State
from voting.resolutions import queries
from voting.resolutions.models import ResolutionItem, TextVersion
from voting.resolutions.results import fates
from voting.resolutions.service.setup import ResolutionFacts, create_resolution

_LONGEST_TITLE = 80


def resubmit(poll_id: int, item_ids: Sequence[int], meeting_id: int, actor: str) -> Poll:
    """Put lost or changed documents to a new vote of their own, in this or another meeting.

    The old result stays. A lost document comes with its last version and needs a new one before
    the ballot can be sealed.
    """
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        if poll.state not in DECLARED:
            raise NotReady(_("主持人宣布结果后，才能重新提交表决。"))
        result = canonical.parse(session.get_one(Outcome, poll_id).result)
        open_to = {
            fate.item.id: fate.item
            for fate in fates(poll, result)
            if not fate.carried or fate.needs_new_vote
        }
        chosen = [open_to[item_id] for item_id in open_to if item_id in set(item_ids)]
        if not chosen or len(chosen) != len(set(item_ids)):
            raise WrongInput(_("请选择没有通过的，或表决后改动过的议题。"))
        for item in chosen:
            _refuse_followed(item)
        return _follow(session, poll, chosen, meeting_id, _("（再次提交）"), actor)


def create_again(poll_id: int, actor: str) -> Poll:
    """Create an annulled or void vote anew: same rules, same documents."""
    with unit_of_work() as session:
        poll = locked(session, poll_id)
        if not _is_void(session, poll):
            raise NotReady(_("只有已作废或无效的表决才能重新建立。"))
        standing = queries.standing_items(poll_id)
        for item in standing:
            _refuse_followed(item)
        return _follow(session, poll, standing, poll.meeting_id, _("（重新表决）"), actor)


def _is_void(session: Session, poll: Poll) -> bool:
    if poll.state == State.ANNULLED:
        return True
    if poll.state not in DECLARED:
        return False
    result = canonical.parse(session.get_one(Outcome, poll.id).result)
    return not result["valid_vote"] or result["quorum"] is False


def _refuse_followed(item: ResolutionItem) -> None:
    if queries.follower(item.id) is not None:
        raise IllegalStep(_("“%(title)s”已经重新提交过表决，请刷新页面查看。", title=item.title))


def _follow(
    session: Session,
    poll: Poll,
    chosen: Iterable[ResolutionItem],
    meeting_id: int,
    suffix: str,
    actor: str,
) -> Poll:
    found = queries.resolution(poll.id)
    meeting = congress.meeting(poll.meeting_id)
    if congress.meeting(meeting_id).congress_id != meeting.congress_id:
        raise WrongInput(_("只能提交给本届大会的会议。"))
    title = poll.title.removesuffix(suffix)[: _LONGEST_TITLE - len(suffix)] + suffix
    about = PollFacts(
        queries.KIND, title, RollBody(poll.roll_body), poll.committee_poll_id, poll.id
    )
    facts = ResolutionFacts(
        preset=found.preset, overrides=found.changes, reason=found.override_reason
    )
    following = create_resolution(meeting_id, about, facts, actor)
    for position, item in enumerate(chosen, start=1):
        _copy(session, following, item, position)
    session.flush()
    audit.record(actor, Event.RESOLUTION_RESUBMITTED, subject(poll), follows=subject(following))
    return following


def _copy(session: Session, following: Poll, item: ResolutionItem, position: int) -> None:
    made = ResolutionItem(
        poll_id=following.id,
        position=position,
        title=item.title,
        item_class=item.item_class,
        overrides=item.overrides,
        override_reason=item.override_reason,
        earlier_item_id=item.id,
    )
    session.add(made)
    session.flush()
    if item.text_now is not None:
        session.add(_copied(made.id, item.text_now))


def _copied(item_id: int, text: TextVersion) -> TextVersion:
    return TextVersion(
        item_id=item_id,
        number=text.number,
        sha256=text.sha256,
        file_name=text.file_name,
        mime=text.mime,
        size=text.size,
        body=text.body,
        note=text.note,
        uploaded_at=text.uploaded_at,
        uploaded_by=text.uploaded_by,
    )
