"""The page of the posting of the list: post, objections, taking back, final publication."""

from collections.abc import Mapping
from typing import Any

from voting import clock
from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.awards import queries, service
from voting.awards.forms import ConclusionForm, NoticeForm, ObjectionForm, ReasonForm
from voting.awards.publicity import publicity as posting, state_words
from voting.awards.readiness import page_of
from voting.awards.views.blueprint import SETUP, bp
from voting.awards.views.frame import award_page
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.polls.models import Poll
from voting.web.forms import TellingForm
from voting.workdays import queries as workdays
from voting.workdays.rules import notice


@bp.route(f"{SETUP}/publicity", methods=["GET", "POST"])
@requires(Permission.POLL_EDIT)
def publicity(meeting_id: int, poll_id: int) -> Reply:
    """Post the list, and show where its posting stands."""
    poll = queries.award_poll(meeting_id, poll_id)
    form = NoticeForm.from_request()
    if form.submitted():
        made = form.tried(lambda: service.post(poll_id, form.facts(), current().actor))
        if made is not None:
            return done(page_of(poll, "publicity"), _("公示已登记，截止日期已按规则算出。"))
    return _publicity_page(poll, {"form": form})


def _publicity_page(poll: Poll, sent: Mapping[str, TellingForm]) -> Reply:
    found, today = posting(queries.root_of(poll)), clock.today()
    calendar = workdays.work_calendar()
    forms: dict[str, Any] = {
        "form": NoticeForm(first=today),
        "objection": ObjectionForm(on=today),
        "conclusion": ConclusionForm(),
    }
    forms |= sent
    posted = notice(found.notice.first, found.award.publicity, calendar) if found.notice else None
    shown = award_page(
        "awards/publicity.html",
        poll,
        posting=found,
        root=found.poll,
        state_words=state_words(found),
        lacking=found.lacking(today),
        lacking_for_posting=found.lacking_for_posting(),
        warnings=posted.warnings if posted else [],
        **forms,
    )
    return shown, max(form.status for form in forms.values())


@bp.post(f"{SETUP}/publicity/objections")
@requires(Permission.POLL_EDIT)
def object_to(meeting_id: int, poll_id: int) -> Reply:
    """Record an objection that was received."""
    poll = queries.award_poll(meeting_id, poll_id)
    form = ObjectionForm.from_request()
    if form.submitted():
        on = form.on.data
        assert on is not None
        made = form.tried(
            lambda: service.record_objection(poll_id, on, form.text.data or "", current().actor)
        )
        if made is not None:
            return done(page_of(poll, "publicity"), _("异议已登记，请核查后写明处理结论。"))
    return _publicity_page(poll, {"objection": form})


@bp.post(f"{SETUP}/publicity/objections/<int:objection_id>")
@requires(Permission.POLL_EDIT)
def conclude(meeting_id: int, poll_id: int, objection_id: int) -> Reply:
    """Record what was found about an objection."""
    poll = queries.award_poll(meeting_id, poll_id)
    form = ConclusionForm.from_request()
    if form.submitted():
        made = form.tried(
            lambda: service.conclude_objection(
                poll_id, objection_id, form.conclusion.data or "", current().actor
            )
        )
        if made is not None:
            return done(page_of(poll, "publicity"), _("处理结论已登记。"))
    return _publicity_page(poll, {"conclusion": form})


@bp.post(f"{SETUP}/publicity/revoke/<int:nominee_id>")
@requires(Permission.POLL_EDIT)
def revoke(meeting_id: int, poll_id: int, nominee_id: int) -> Reply:
    """Take an honour back."""
    poll = queries.award_poll(meeting_id, poll_id)
    form = ReasonForm.from_request()
    one = service.revoke(poll_id, nominee_id, form.told(), current().actor)
    said = _("已取消“%(name)s”的获奖资格，名单须重新公示。", name=one.called)
    return done(page_of(poll, "publicity"), said, "warn")


@bp.post(f"{SETUP}/publicity/final")
@requires(Permission.POLL_EDIT)
def publish(meeting_id: int, poll_id: int) -> Reply:
    """Publish the list for good."""
    poll = queries.award_poll(meeting_id, poll_id)
    service.publish(poll_id, current().actor)
    return done(page_of(poll, "publicity"), _("获奖名单已正式公布。"))
