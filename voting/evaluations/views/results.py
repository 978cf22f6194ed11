"""The officers' pages of a result: all subjects, and one of them with all that is known."""

from voting.access.policy import requires
from voting.access.rules import Permission
from voting.congress.views.replies import Reply
from voting.evaluations import queries, shown
from voting.evaluations.sealed import sealed_plan
from voting.evaluations.views.blueprint import SETUP, bp
from voting.evaluations.views.frame import setup_page
from voting.evaluations.wording import (
    BASE_LABELS,
    FLAG_LABELS,
    label_of_reason,
    percent,
    scheme_words,
)


@bp.get(f"{SETUP}/results")
@requires(Permission.POLL_READ)
def results(meeting_id: int, poll_id: int) -> Reply:
    """Show the figures of all subjects, in tables and as a chart."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    found, whole = queries.evaluation(poll_id), shown.result(poll)
    plan, before = sealed_plan(poll), shown.earlier(found)
    return setup_page(
        "evaluations/results.html",
        poll,
        found,
        result=whole,
        lines=whole["subjects"],
        chart=shown.chart(whole, whole["subjects"]),
        words=scheme_words(plan),
        base=BASE_LABELS[plan.base],
        weights={one.id: percent(one.weight) for one in plan.groups if one.weight is not None},
        reason=label_of_reason,
        flags=FLAG_LABELS,
        before=before,
        changes=shown.changes(queries.subjects(poll_id), whole, before),
    )


@bp.get(f"{SETUP}/results/<int:subject_id>")
@requires(Permission.POLL_READ)
def subject_result(meeting_id: int, poll_id: int, subject_id: int) -> Reply:
    """Show one subject: by voter group, by dimension, what was written, the change since before."""
    poll = queries.evaluation_poll(meeting_id, poll_id)
    one, whole = queries.subject(poll_id, subject_id), shown.result(poll)
    found, line = queries.evaluation(poll_id), shown.line_of(whole, one.option_id)
    before = shown.earlier(found)
    return setup_page(
        "evaluations/subject_result.html",
        poll,
        found,
        subject=one,
        result=whole,
        line=line,
        chart=shown.chart(whole, [line]),
        dimension_chart=shown.dimension_chart(whole, line),
        remarks=shown.remarks(poll, whole, line),
        before=before,
        change=shown.change_of(one, whole, before),
        flags=FLAG_LABELS,
    )
