"""What the meeting reads: about the nominees before it votes, the posted list afterwards."""

from voting.access.policy import signed_in
from voting.access.principal import may
from voting.access.rules import Permission
from voting.awards import queries
from voting.awards.ballot import limit_sentence
from voting.awards.publicity import Publicity, publicity, state_words
from voting.awards.views.blueprint import IN_POLL, bp
from voting.awards.wording import UNIT_LABELS, ranking_words
from voting.congress import queries as congress
from voting.congress.views.replies import Reply
from voting.errors import NotAllowed
from voting.i18n import _
from voting.polls.models import Poll
from voting.web.pages import page


@bp.get(f"{IN_POLL}/nominees")
@signed_in
def introduce(meeting_id: int, poll_id: int) -> Reply:
    """Introduce the nominees to whoever takes part in the meeting."""
    poll = queries.award_poll(meeting_id, poll_id)
    found = queries.award(poll_id)
    if not may(Permission.POLL_READ, meeting_id):
        _refuse_strangers(meeting_id)
        if not queries.is_presented(poll, found):
            raise NotAllowed(_("候选名单还没有公开，公开后可以查看。"))
    return page(
        "awards/introduction.html",
        meeting=congress.meeting(meeting_id),
        poll=poll,
        sections=[
            (one, queries.section_rules(one), queries.ballot_rows(one))
            for one in queries.sections(poll_id)
        ],
        ranking=ranking_words,
        limits=limit_sentence,
        home_url=_home(meeting_id),
    )


@bp.get(f"{IN_POLL}/honours")
@signed_in
def honours(meeting_id: int, poll_id: int) -> Reply:
    """Show the meeting the posted list."""
    poll = queries.award_poll(meeting_id, poll_id)
    return page("awards/honours.html", **_posted(meeting_id, poll), home_url=_home(meeting_id))


@bp.get(f"{IN_POLL}/honours/sheet")
@signed_in
def honours_sheet(meeting_id: int, poll_id: int) -> Reply:
    """Show the posted list as a sheet for the notice board."""
    poll = queries.award_poll(meeting_id, poll_id)
    return page("awards/honours_sheet.html", **_posted(meeting_id, poll))


def _posted(meeting_id: int, poll: Poll) -> dict[str, object]:
    """Return what a page of the posted list shows; before it is posted, only to officers."""
    found = publicity(queries.root_of(poll))
    if not may(Permission.POLL_READ, meeting_id):
        _refuse_strangers(meeting_id)
        _refuse_before_posting(found)
    return {
        "meeting": congress.meeting(meeting_id),
        "poll": found.poll,
        "posting": found,
        "listed": found.notice.sections if found.notice else [],
        "state_words": state_words(found),
        "units": UNIT_LABELS,
    }


def _refuse_before_posting(found: Publicity) -> None:
    if found.notice is None:
        raise NotAllowed(_("获奖名单还没有公示，公示后可以查看。"))


def _refuse_strangers(meeting_id: int) -> None:
    if not may(Permission.MEETING_FOLLOW, meeting_id):
        raise NotAllowed(_("只有参加这次会议的人可以查看。"))


def _home(meeting_id: int) -> str:
    return f"/m/{meeting_id}" if may(Permission.MEETING_FOLLOW, meeting_id) else ""
