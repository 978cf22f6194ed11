"""The report on motions: a page to read, chart and print, and a workbook."""

from flask import Response, request
from markupsafe import Markup

from voting.access.policy import signed_in
from voting.access.principal import Principal, current
from voting.congress import queries as congress
from voting.congress.views.replies import Reply
from voting.errors import NotFound
from voting.i18n import _
from voting.motions import panels
from voting.motions.office import is_secretary
from voting.motions.queries.seeing import is_reader
from voting.motions.reporting import Reporting, report_of
from voting.motions.reporting_access import demand_reader, is_reviewer
from voting.motions.reporting_charts import charts
from voting.motions.reporting_tables import sentence, tables
from voting.motions.reporting_xlsx import workbook
from voting.motions.rules import PUBLIC_STATES
from voting.motions.views.blueprint import bp
from voting.web.pages import day, page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_OPEN = 200
_TERMS = 2
"""Of how many congresses the home page shows the ways: the present and the last."""


@bp.get("/motions/report/<int:congress_id>")
@signed_in
def report(congress_id: int) -> Reply:
    """Show the report of a congress, or of one of its meetings."""
    found = _found(congress_id)
    drawn = charts(found)
    return page(
        "motions/report/show.html",
        found=found,
        sentence=sentence(found),
        tables=tables(found, most=_MOST_OPEN),
        charts=drawn,
        left_out=max(len(found.open_items) - _MOST_OPEN, 0),
        meetings=congress.meetings_of(congress_id),
    )


@bp.get("/motions/report/<int:congress_id>/report.xlsx")
@signed_in
def report_workbook(congress_id: int) -> Response:
    """Send the report as a workbook."""
    found = _found(congress_id)
    title = _("%(about)s提案工作报告", about=found.about)
    subtitle = _("截至 %(day)s。%(what)s", day=day(found.day), what=sentence(found))
    return attachment(workbook(title, subtitle, tables(found)), f"{title}.xlsx", XLSX)


def attachment(content: bytes, name: str, mime: str) -> Response:
    """Return a file to keep, so that a browser neither guesses its kind nor opens it in place."""
    reply = Response(content, mimetype=mime)
    reply.headers.set("Content-Disposition", "attachment", filename=name)
    reply.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


@panels.home_block(90)
def report_block(who: Principal) -> Markup:
    """Show the ways to the report, the books, the registers and the excellent motions."""
    if not is_reader(who):
        return Markup("")
    terms = [each.congress for each in congress.congresses()[:_TERMS]]
    if not terms:
        return Markup("")
    return panels.shown(
        "motions/report/_home.html",
        terms=[(term, is_reviewer(term.id, who)) for term in terms],
        secretary=is_secretary(who),
    )


def _found(congress_id: int) -> Reporting:
    """Return the report as far as it is for this reader's eyes: all figures, public titles."""
    who = current()
    demand_reader(who)
    text = request.args.get("meeting", "")
    if text and not text.isdecimal():
        raise NotFound(_("没有这次会议，可能地址有误。"))
    found = report_of(congress_id, int(text) if text else None)
    if is_reviewer(congress_id, who):
        return found
    return found.for_eyes_of(PUBLIC_STATES)
