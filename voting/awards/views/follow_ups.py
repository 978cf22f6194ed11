"""The page of what follows a result: a step for each section that votes did not settle."""

from collections.abc import Mapping

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.awards import queries, service
from voting.awards.follow_up import OpenSection, prospect
from voting.awards.forms import ChoiceForm, NoteForm
from voting.awards.readiness import page_of
from voting.awards.views.blueprint import SETUP, bp
from voting.awards.views.frame import award_page
from voting.congress.views.replies import Reply, done
from voting.errors import NotFound
from voting.i18n import _
from voting.polls.models import Poll


@bp.get(f"{SETUP}/next")
@requires(Permission.POLL_EDIT)
def follow_up(meeting_id: int, poll_id: int) -> Reply:
    """Show what the result asks for next."""
    return _next_page(queries.award_poll(meeting_id, poll_id), {})


def _next_page(poll: Poll, sent: Mapping[int, NoteForm]) -> Reply:
    ahead = prospect(poll)
    _refuse_elsewhere(sent, {one.section.id for one in ahead.sections})
    forms = {one.section.id: sent.get(one.section.id) or _form(one) for one in ahead.sections}
    shown = award_page(
        "awards/next.html",
        poll,
        prospect=ahead,
        forms=forms,
        root=queries.root_of(poll),
    )
    return shown, max([200, *(form.status for form in forms.values())])


def _refuse_elsewhere(sent: Mapping[int, NoteForm], known: set[int]) -> None:
    """Refuse what was sent about a section that leaves nothing open: no form here tells it."""
    for section_id, form in sent.items():
        if section_id not in known:
            raise form.refused or NotFound(_("这个奖项没有需要处理的事项，请刷新页面。"))


def _form(one: OpenSection) -> NoteForm:
    if not one.tied:
        return NoteForm()
    form = ChoiceForm()
    form.chosen.choices = [(each.key, each.shown) for each in one.tied]
    return form


@bp.post(f"{SETUP}/next/run-off")
@requires(Permission.POLL_EDIT)
def create_run_off(meeting_id: int, poll_id: int) -> Reply:
    """Create the ballot between the tied."""
    queries.award_poll(meeting_id, poll_id)
    return _created(service.create_run_off(poll_id, current().actor))


@bp.post(f"{SETUP}/next/again")
@requires(Permission.POLL_EDIT)
def create_again(meeting_id: int, poll_id: int) -> Reply:
    """Create an annulled or invalid award anew."""
    queries.award_poll(meeting_id, poll_id)
    return _created(service.create_again(poll_id, current().actor))


def _created(following: Poll) -> Reply:
    said = _("“%(title)s”已建立，请核对后封存。", title=following.title)
    return done(page_of(following, "sections"), said)


@bp.post(f"{SETUP}/next/<int:section_id>/decision")
@requires(Permission.POLL_EDIT)
def decide(meeting_id: int, poll_id: int, section_id: int) -> Reply:
    """Record whom people named among the equal."""
    poll = queries.award_poll(meeting_id, poll_id)
    tied = [one.tied for one in prospect(poll).sections if one.section.id == section_id]
    form = ChoiceForm.from_request()
    form.chosen.choices = [(each.key, each.shown) for several in tied for each in several]
    if form.submitted():
        made = form.tried(lambda: service.decide(poll_id, section_id, form.facts, current().actor))
        if made is not None:
            return done(page_of(poll, "next"), _("决定已登记。"))
    return _next_page(poll, {section_id: form})


@bp.post(f"{SETUP}/next/<int:section_id>/vacant")
@requires(Permission.POLL_EDIT)
def leave_vacant(meeting_id: int, poll_id: int, section_id: int) -> Reply:
    """Leave the places nobody reached empty."""
    poll = queries.award_poll(meeting_id, poll_id)
    form = NoteForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.leave_vacant(poll_id, section_id, form.note.data or "", current().actor)
        )
        if made is not None:
            return done(page_of(poll, "next"), _("名额空缺已登记。"))
    return _next_page(poll, {section_id: form})
