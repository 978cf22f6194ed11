"""The documents of a poll, made from what the other slices hold."""

from markupsafe import Markup

from voting.errors import NotFound
from voting.i18n import _
from voting.polls.models import Poll
from voting.reports import source
from voting.reports.archive import archive_of
from voting.reports.bundle import bundle_of
from voting.reports.letter import report_sheet
from voting.reports.readme import readme
from voting.reports.sheet import Sheet, SheetName
from voting.reports.sheets import box_sheet, count_sheet, elected_sheet
from voting.reports.xlsx import workbook
from voting.web.assets import STATIC
from voting.web.pages import page

_STYLES = ("css/site.css", "css/print.css")


def sheet_of(poll: Poll, name: str) -> Sheet:
    """Return one sheet of an election by the name its address has."""
    if name not in list(SheetName):
        raise NotFound(_("没有这种报告单，请从投票页面重新进入。"))
    return next(sheet for sheet in sheets_of(poll) if sheet.name == name)


def sheets_of(poll: Poll) -> list[Sheet]:
    """Return the four sheets of an election."""
    told = source.election(poll)
    return [
        box_sheet(told.header, told.result),
        count_sheet(told.header, told.result),
        elected_sheet(told.header, told.result),
        report_sheet(source.elections_of(poll)),
    ]


def workbook_of(poll: Poll) -> bytes:
    """Return the sheets as a spreadsheet."""
    header = source.election(poll).header
    return workbook(sheets_of(poll), header.title, header.organisation, header.counted_at)


def bundle_of_poll(poll: Poll) -> bytes:
    """Return the published bundle."""
    given = source.bundle_source(poll)
    return bundle_of(given, readme(given))


def archive_of_poll(poll: Poll) -> bytes:
    """Return bundle, spreadsheet and printable sheets in one file, to be kept for years."""
    styles = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in _STYLES)
    # Our own style sheets, put into the page so that it prints the same without the service.
    printable = page("reports/archive.html", sheets=sheets_of(poll), styles=Markup(styles))  # noqa: S704
    return archive_of(bundle=bundle_of_poll(poll), workbook=workbook_of(poll), page=printable)
