"""The settings of the motions of a congress: deadlines, calls, offices, the calendar."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask import redirect

from voting import clock
from voting.access.policy import signed_in
from voting.access.principal import current
from voting.congress import queries as congress
from voting.congress.views.replies import Reply, done
from voting.errors import NotFound
from voting.i18n import _
from voting.motions.forms.settings import CallForm, SeatForm, SettingsForm
from voting.motions.office import demand_secretary
from voting.motions.queries_choices import all_units, seat_rows
from voting.motions.rules import Seat
from voting.motions.service import seats, settings as service
from voting.motions.service.seats import SEAT_LABELS, SeatFacts
from voting.motions.settings import call_of, settings_of
from voting.motions.views.blueprint import bp
from voting.web.pages import page
from voting.workdays import queries as workdays
from voting.workdays.forms import CalendarForm
from voting.workdays.rules import WorkCalendar
from voting.workdays.service import correct_calendar

_IN = "/motions/settings/<int:congress_id>"
_ONE_DAY = timedelta(days=1)


@bp.get("/motions/settings")
@signed_in
def settings_index() -> Reply:
    """Go to the settings of the latest congress, or list the congresses where there is none."""
    demand_secretary(current())
    listed = congress.congresses()
    if listed:
        return redirect(f"/motions/settings/{listed[0].congress.id}", 303)
    return page("motions/office/settings_none.html")


def _page(template: str, congress_id: int, **context: Any) -> str:
    """Render a page of the settings with its congress, and the others to go to."""
    return page(
        template,
        congress=congress.congress(congress_id),
        congresses=[row.congress for row in congress.congresses()],
        base=f"/motions/settings/{congress_id}",
        **context,
    )


@bp.route(_IN, methods=["GET", "POST"])
@signed_in
def motion_settings(congress_id: int) -> Reply:
    """Set categories, numbers and deadlines."""
    who = current()
    demand_secretary(who)
    congress.congress(congress_id)
    form = SettingsForm.of(settings_of(congress_id))
    if form.submitted():
        form.tried(lambda: service.set_settings(congress_id, form.read_version, form.facts, who))
        if form.refused is None:
            return done(f"/motions/settings/{congress_id}", _("已保存，此后的期限按新设置计算。"))
    return _page("motions/office/settings.html", congress_id, form=form), form.status


@bp.get(f"{_IN}/calls")
@signed_in
def motion_calls(congress_id: int) -> Reply:
    """Show the calls of the meetings of a congress."""
    demand_secretary(current())
    meetings = [(each, call_of(each.id)) for each in congress.meetings_of(congress_id)]
    return _page("motions/office/calls.html", congress_id, meetings=meetings, today=clock.today())


@bp.route(f"{_IN}/calls/<int:meeting_id>", methods=["GET", "POST"])
@signed_in
def motion_call(congress_id: int, meeting_id: int) -> Reply:
    """Set the call of one meeting."""
    who = current()
    demand_secretary(who)
    held = congress.meeting(meeting_id)
    if held.congress_id != congress_id:
        raise NotFound(_("没有这次会议，可能地址有误。"))
    form = CallForm.of(call_of(meeting_id))
    if form.submitted():
        form.tried(lambda: service.set_call(meeting_id, form.read_version, form.facts, who))
        if form.refused is None:
            return done(f"/motions/settings/{congress_id}/calls", _("征集日期已保存。"))
    shown = _page(
        "motions/office/call.html", congress_id, held=held, call=call_of(meeting_id), form=form
    )
    return shown, form.status


@bp.route(f"{_IN}/seats", methods=["GET", "POST"])
@signed_in
def motion_seats(congress_id: int) -> Reply:
    """Show who holds which office, and give somebody one."""
    who = current()
    demand_secretary(who)
    form = SeatForm.offering(all_units())
    if form.submitted():
        form.tried(lambda: seats.set_seat(congress_id, _facts(form), who))
        if form.refused is None:
            return done(f"/motions/settings/{congress_id}/seats", _("已登记。"))
    rows = seat_rows(congress_id)
    shown = _page(
        "motions/office/seats.html", congress_id, form=form, rows=rows, labels=SEAT_LABELS
    )
    return shown, form.status


def _facts(form: SeatForm) -> SeatFacts:
    person_id = congress.person_named(form.person.data or "")
    return SeatFacts(person_id, Seat(form.seat.data), form.unit_id)


@bp.post(f"{_IN}/seats/<int:seat_id>/end")
@signed_in
def end_motion_seat(congress_id: int, seat_id: int) -> Reply:
    """End an office."""
    seats.end_seat(congress_id, seat_id, current())
    return done(f"/motions/settings/{congress_id}/seats", _("职务已结束，相应权限立即收回。"))


# --- The calendar ------------------------------------------------------------------------------


@bp.route(f"{_IN}/calendar", methods=["GET", "POST"])
@signed_in
def motion_calendar(congress_id: int) -> Reply:
    """Show the working days that all deadlines are counted by, and correct them."""
    who = current()
    demand_secretary(who)
    form = CalendarForm.of(workdays.corrections())
    if form.submitted():
        off, work = form.days
        form.tried(lambda: correct_calendar(off, work, who.actor))
        if form.refused is None:
            return done(
                f"/motions/settings/{congress_id}/calendar",
                _("日历已保存。已经算出的期限不变，此后的期限按新日历计算。"),
            )
    calendar = workdays.work_calendar()
    this_year = clock.today().year
    shown = _page(
        "motions/office/calendar.html",
        congress_id,
        form=form,
        years=[_year(calendar, year) for year in (this_year, this_year + 1)],
    )
    return shown, form.status


def _year(calendar: WorkCalendar, year: int) -> dict[str, Any]:
    return {
        "year": year,
        "known": year in calendar.years,
        "off": _spans(day for day in calendar.off if day.year == year),
        "work": sorted(day for day in calendar.work if day.year == year),
    }


def _spans(days: Iterable[date]) -> list[tuple[date, date]]:
    """Return the first and last days of runs of days."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][1] == _ONE_DAY:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans
