"""The documents of a poll, made from what the other slices hold."""

from markupsafe import Markup

from voting.errors import NotFound
from voting.i18n import _
from voting.polls.models import Poll
from voting.reports.archive import archive_of
from voting.reports.bundle import bundle_of
from voting.reports.bundle_source import bundle_source, told_of
from voting.reports.kinds import reports_of
from voting.reports.readme import readme
from voting.reports.sheet import Sheet
from voting.reports.xlsx import workbook
from voting.web.assets import STATIC
from voting.web.pages import page

_STYLES = ("css/site.css", "css/print.css")


def sheets_of(poll: Poll) -> list[Sheet]:
    """Return all sheets of a counted poll, in the order of its kind."""
    told = told_of(poll)
    return reports_of(told).sheets(told)


def sheet_of(poll: Poll, name: str) -> list[Sheet]:
    """Return one sheet by the name its address has; one for each subject where they are so."""
    found = [sheet for sheet in sheets_of(poll) if sheet.name == name]
    if not found:
        raise NotFound(_("没有这种报告单，请从投票页面重新进入。"))
    return found


def workbook_of(poll: Poll) -> bytes:
    """Return the sheets as a spreadsheet."""
    manifest = told_of(poll).manifest
    return workbook(sheets_of(poll), manifest.title, manifest.organisation, poll.counted_at)


def bundle_of_poll(poll: Poll) -> bytes:
    """Return the published bundle."""
    given = bundle_source(poll)
    return bundle_of(given, readme(given))


def archive_of_poll(poll: Poll) -> bytes:
    """Return bundle, spreadsheet and printable sheets in one file, to be kept for years."""
    styles = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in _STYLES)
    # Our own style sheets, put into the page so that it prints the same without the service.
    printable = page("reports/archive.html", sheets=sheets_of(poll), styles=Markup(styles))  # noqa: S704
    return archive_of(bundle=bundle_of_poll(poll), workbook=workbook_of(poll), page=printable)
