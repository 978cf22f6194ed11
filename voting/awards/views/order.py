"""The page of the order of a section's nominees on the ballot."""

from flask import request

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.awards import queries, service
from voting.awards.forms import OrderForm, ReasonForm
from voting.awards.models import AwardSection
from voting.awards.readiness import section_page
from voting.awards.views.blueprint import SECTION, bp
from voting.awards.views.frame import award_page
from voting.congress.views.replies import Reply, done
from voting.i18n import _
from voting.polls.models import Poll


@bp.get(f"{SECTION}/order")
@requires(Permission.POLL_EDIT)
def order(meeting_id: int, poll_id: int, section_id: int) -> Reply:
    """Show the order of the ballot and how it came about."""
    poll = queries.award_poll(meeting_id, poll_id)
    section = queries.section(poll_id, section_id)
    return _order_page(poll, section, OrderForm(version=poll.version))


def _order_page(poll: Poll, section: AwardSection, form: OrderForm) -> Reply:
    rows = queries.ballot_rows(section)
    shown = award_page(
        "awards/order.html",
        poll,
        section=section,
        form=form,
        rows=rows,
        places=form.places_of([row.nominee.id for row in rows]),
        strange=queries.unknown_signs(section),
    )
    return shown, form.status


@bp.post(f"{SECTION}/order")
@requires(Permission.POLL_EDIT)
def reorder(meeting_id: int, poll_id: int, section_id: int) -> Reply:
    """Put the nominees in an order of one's own."""
    poll = queries.award_poll(meeting_id, poll_id)
    section = queries.section(poll_id, section_id)
    form = OrderForm.from_request()
    if form.submitted():
        made = form.tried(lambda: _reorder(poll, section, form))
        if made is not None:
            said = _("已按手工顺序排列，理由已写入日志。")
            return done(section_page(poll, section, "order"), said)
    return _order_page(poll, section, form)


def _reorder(poll: Poll, section: AwardSection, form: OrderForm) -> AwardSection:
    return service.order_by_hand(
        poll.id,
        form.read_version,
        section.id,
        form.order_in(request.form),
        form.reason.data or "",
        actor=current().actor,
    )


@bp.post(f"{SECTION}/order/usual")
@requires(Permission.POLL_EDIT)
def order_as_given(meeting_id: int, poll_id: int, section_id: int) -> Reply:
    """Go back to the usual order."""
    poll = queries.award_poll(meeting_id, poll_id)
    section = queries.section(poll_id, section_id)
    form = ReasonForm.from_request()
    service.order_as_given(poll_id, form.read_version, section_id, current().actor)
    return done(section_page(poll, section, "order"), _("已恢复默认顺序。"))
