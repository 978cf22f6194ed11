"""Blocks that polls add to the pages of a meeting: for officers, and on every delegate's phone."""

from flask import render_template, url_for
from markupsafe import Markup

from voting.congress.models import Meeting
from voting.i18n import _
from voting.polls import queries, roll
from voting.polls.kinds import kind_of
from voting.polls.rules import ISSUING, STATE_LABELS, State


def meeting_panel(meeting: Meeting) -> Markup:
    """Show officers the polls of a meeting and where each stands."""
    polls = queries.polls_of(meeting.id)
    return Markup(  # noqa: S704 - a template of ours, escaped by itself
        render_template(
            "polls/_meeting_panel.html", meeting=meeting, polls=polls, labels=STATE_LABELS
        )
    )


def phone_panel(meeting: Meeting, person_id: int) -> Markup:
    """Show a delegate what is going on, and lead to the ballot as soon as there is one."""
    polls = [poll for poll in queries.polls_of(meeting.id) if poll.state != State.DRAFT]
    return Markup(  # noqa: S704 - a template of ours, escaped by itself
        render_template(
            "polls/_phone_panel.html",
            meeting=meeting,
            polls=polls,
            mine={poll.id for poll in polls if roll.entry_of(poll.id, person_id)},
            labels=STATE_LABELS,
            kinds={poll.id: kind_of(poll) for poll in polls},
            state_url=url_for("polls.state", meeting_id=meeting.id),
        )
    )


def attendance_guard(meeting_id: int, person_id: int | None) -> str | None:
    """Object to undoing a check-in that a taken paper rests on: 发出 ≤ 到会 must stay true."""
    for poll in queries.polls_of(meeting_id):
        if poll.state not in ISSUING:
            continue
        if person_id is None:
            return _("“%(title)s”的名册已经封存，不能再改动应到人数。", title=poll.title)
        entry = roll.entry_of(poll.id, person_id)
        if entry and entry.elector in roll.numbers_issued(poll.id):
            return _("此人已经领取“%(title)s”的选票，不能撤销签到。", title=poll.title)
    return None
