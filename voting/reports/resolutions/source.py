"""From the frozen documents of a counted vote on documents to its reports."""

from voting.i18n import _
from voting.reports.announced import Said
from voting.reports.bundle_source import Told
from voting.reports.heads import head
from voting.reports.resolutions.announced import said_of_resolution
from voting.reports.resolutions.result import read_result
from voting.reports.resolutions.sheets import legality_sheet, resolution_sheet
from voting.reports.sheet import Sheet


def sheets(told: Told) -> list[Sheet]:
    """Return the sheets of a vote on documents."""
    header, result = head(told, _("表决")), read_result(told.result)
    return [resolution_sheet(header, result), legality_sheet(header, result)]


def said(told: Told) -> Said:
    """Return what the public page says."""
    return said_of_resolution(head(told, _("表决")), read_result(told.result))
