"""What every change of an award begins with: the poll locked, as it was read, and its set-up."""

from sqlalchemy.orm import Session

from voting.awards import queries
from voting.awards.models import Award, AwardNominee, AwardSection
from voting.errors import NotFound, NotReady, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import touch
from voting.polls.models import Poll


def locked_draft(session: Session, poll_id: int, version: int) -> tuple[Poll, Award]:
    """Lock a draft that nobody changed since it was read; its set-up begins with the first act."""
    poll = touch(session, poll_id, version)
    if poll.kind != queries.KIND:
        raise WrongInput(_("这项投票不是评优，不能设置奖项。"))
    found = session.get(Award, poll_id, populate_existing=True)
    if found is None:
        found = Award(poll_id=poll_id)
        session.add(found)
        session.flush()
    return poll, found


def locked_first(session: Session, poll_id: int, version: int) -> tuple[Poll, Award]:
    """Lock a draft whose sections and nominees are its own, not those of a tie."""
    poll, found = locked_draft(session, poll_id, version)
    if not found.is_first:
        raise NotReady(_("再次投票的奖项、名额和候选对象由上一轮结果决定，不能修改。"))
    return poll, found


def locked_section(session: Session, poll_id: int, section_id: int) -> AwardSection:
    """Return a section of a draft that is locked already."""
    found = session.get(AwardSection, section_id, populate_existing=True)
    if found is None or found.poll_id != poll_id:
        raise NotFound(_("没有这个奖项，可能已被删除。请返回奖项列表。"))
    return found


def locked_nominee(session: Session, section_id: int, nominee_id: int) -> AwardNominee:
    """Return somebody who stands in a section of a draft that is locked already."""
    found = session.get(AwardNominee, nominee_id, populate_existing=True)
    if found is None or found.section_id != section_id or not found.stands:
        raise NotFound(_("没有这个候选对象，可能已被移除。请返回候选名单。"))
    return found
