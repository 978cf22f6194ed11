"""The order of a section's nominees on the ballot."""

from collections.abc import Sequence

from voting.audit import service as audit
from voting.audit.events import Event
from voting.awards import queries
from voting.awards.models import AwardSection
from voting.awards.service.locks import locked_draft, locked_section
from voting.db import unit_of_work
from voting.errors import StaleEdit, WrongInput
from voting.i18n import _
from voting.polls.lifecycle import subject


def order_by_hand(
    poll_id: int,
    version: int,
    section_id: int,
    nominee_ids: Sequence[int],
    reason: str,
    *,
    actor: str,
) -> AwardSection:
    """Put the nominees in an order of one's own, with the reason for it."""
    if not reason:
        raise WrongInput(_("手工调整顺序须写明理由。"))
    with unit_of_work() as session:
        poll, _found = locked_draft(session, poll_id, version)
        section = locked_section(session, poll_id, section_id)
        standing = {one.id: one for one in queries.nominees(section_id) if one.stands}
        if sorted(nominee_ids) != sorted(standing):
            raise StaleEdit(_("候选名单刚有变化，顺序没有保存。请刷新后再调整。"))
        for position, nominee_id in enumerate(nominee_ids, 1):
            standing[nominee_id].position = position
        section.manual_order, section.order_reason = True, reason
        session.flush()
        audit.record(
            actor,
            Event.ORDER_OVERRIDDEN,
            subject(poll),
            title=section.title,
            reason=reason,
            order=[standing[each].called[:12] for each in nominee_ids][:60],
        )
    return section


def order_as_given(poll_id: int, version: int, section_id: int, actor: str) -> AwardSection:
    """Go back to the usual order: persons by strokes, the others as they were added."""
    with unit_of_work() as session:
        poll, _found = locked_draft(session, poll_id, version)
        section = locked_section(session, poll_id, section_id)
        section.manual_order, section.order_reason = False, ""
        for one in queries.nominees(section_id):
            one.position = one.id
        session.flush()
        audit.record(
            actor,
            Event.ORDER_OVERRIDDEN,
            subject(poll),
            title=section.title,
            reason=_("恢复默认顺序"),
        )
    return section
