"""The secretary's pages of the monthly forms: the grid, a month, rolling up, reporters."""

from flask import request

from voting.access.policy import requires
from voting.access.principal import current
from voting.access.rules import Permission
from voting.congress import queries as congress
from voting.congress.models import Congress
from voting.congress.views.replies import Reply, done
from voting.db import db
from voting.i18n import _
from voting.motions.settings import categories_of
from voting.motions.situations import appointing, months, queries, reminding, rolling
from voting.motions.situations.forms import MonthForm, ReporterForm, SummaryForm
from voting.motions.situations.rules import STANDING_LABELS, TOPIC_LABELS, month_name
from voting.motions.views.blueprint import bp
from voting.web.pages import page

_GRID = "/situations/<int:congress_id>"
_MONTH = "/situations/months/<int:period_id>"


@bp.route(f"{_GRID}/grid", methods=["GET", "POST"])
@requires(Permission.CONGRESS_EDIT)
def situation_grid(congress_id: int) -> Reply:
    """Show groups × months, and ask for a further month."""
    term = congress.congress(congress_id)
    form = MonthForm.from_request()
    due_on = form.due_on.data
    if form.submitted() and due_on is not None:
        month = form.month.data or ""
        made = form.tried(lambda: months.open_month(congress_id, month, due_on, current().actor))
        if made is not None:
            return done(
                f"/situations/{congress_id}/grid",
                _("已向各工会小组征集%(month)s的情况反馈。", month=month_name(month)),
            )
    return _grid_page("grid.html", term, form=form), form.status


@bp.get(f"{_GRID}/grid/print")
@requires(Permission.CONGRESS_EDIT)
def print_situation_grid(congress_id: int) -> Reply:
    """Show the grid as a sheet."""
    return _grid_page("grid_sheet.html", congress.congress(congress_id))


def _grid_page(template: str, term: Congress, **context: object) -> str:
    return page(
        f"motions/situations/{template}",
        congress=term,
        grid=queries.grid(term.id),
        standings=STANDING_LABELS,
        month_name=month_name,
        **context,
    )


@bp.get(_MONTH)
@requires(Permission.CONGRESS_EDIT)
def situation_month(period_id: int) -> Reply:
    """Show all that was reported for a month, to be ticked and rolled up."""
    return _month_page("month.html", period_id)


@bp.get(f"{_MONTH}/print")
@requires(Permission.CONGRESS_EDIT)
def print_situation_month(period_id: int) -> Reply:
    """Show the summary of a month as a sheet."""
    return _month_page("month_sheet.html", period_id)


def _month_page(template: str, period_id: int) -> str:
    period = queries.period_of(period_id)
    forms = queries.forms_of(period_id)
    return page(
        f"motions/situations/{template}",
        congress=congress.congress(period.congress_id),
        period=period,
        month=queries.month_of(period, forms),
        name=month_name(period.month),
        forms=[(form, queries.how_it_stands(form)) for form in forms],
        lines=queries.lines([form for form in forms if form.submitted_at]),
        standings=STANDING_LABELS,
        topics=TOPIC_LABELS,
    )


@bp.post(f"{_MONTH}/remind")
@requires(Permission.CONGRESS_EDIT)
def remind_groups(period_id: int) -> Reply:
    """Remind the groups that have not handed in."""
    queries.period_of(period_id)
    sent = reminding.remind_now(period_id)
    told = (
        _("已向未交的小组发出 %(n)s 封提醒邮件。", n=sent)
        if sent
        else _("没有新的邮件：未交的小组今天已提醒过，或信息员没有登记邮箱。")
    )
    return done(f"/situations/months/{period_id}", told, "ok" if sent else "warn")


@bp.route(f"{_MONTH}/roll-up", methods=["GET", "POST"])
@requires(Permission.CONGRESS_EDIT)
def roll_situations_up(period_id: int) -> Reply:
    """Make one matter of the ticked items."""
    period = queries.period_of(period_id)
    term = congress.congress(period.congress_id)
    item_ids = request.values.getlist("item", type=int)
    ticked = rolling.ticked_items(db.session(), term.id, item_ids)
    form = SummaryForm.offering(categories_of(term.id), rolling.suggested(ticked))
    if form.submitted():
        made = form.tried(lambda: rolling.roll_up(term.id, item_ids, form.summary, current()))
        if made is not None:
            return done(f"/motions/{made.id}", _("已汇总上报，请交办。答复后各小组都会看到。"))
    shown = page(
        "motions/situations/roll_up.html",
        congress=term,
        period=period,
        name=month_name(period.month),
        ticked=ticked,
        topics=TOPIC_LABELS,
        form=form,
    )
    return shown, form.status


@bp.route(f"{_GRID}/reporters", methods=["GET", "POST"])
@requires(Permission.CONGRESS_EDIT)
def group_reporters(congress_id: int) -> Reply:
    """Show who hands in for which group, and appoint somebody."""
    term = congress.congress(congress_id)
    groups = queries.group_names()
    form = ReporterForm.offering(groups)
    if form.submitted():
        group, given = form.group.data or "", form.person.data or ""
        made = form.tried(lambda: appointing.appoint(congress_id, group, given, current().actor))
        if made is not None:
            return done(f"/situations/{congress_id}/reporters", _("信息员已设。"))
    shown = page(
        "motions/situations/reporters.html",
        congress=term,
        groups=groups,
        reporters=queries.reporters(congress_id),
        form=form,
    )
    return shown, form.status


@bp.post(f"{_GRID}/reporters/dismiss")
@requires(Permission.CONGRESS_EDIT)
def dismiss_reporter(congress_id: int) -> Reply:
    """Let somebody hand in for a group no longer."""
    group, person_id = request.form.get("group", ""), request.form.get("person", 0, type=int)
    appointing.dismiss(congress_id, group, person_id, current().actor)
    return done(f"/situations/{congress_id}/reporters", _("已撤换。以前交的表都保留。"), "warn")
