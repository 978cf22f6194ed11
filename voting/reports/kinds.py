"""What each kind of poll has to report: its sheets, and what its public page says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from voting.awards import queries as award_queries
from voting.elections import queries as elections
from voting.errors import NotFound
from voting.evaluations import queries as evaluation_queries
from voting.i18n import _
from voting.reports import source
from voting.reports.announced import Said
from voting.reports.awards import source as awards
from voting.reports.bundle_source import Told
from voting.reports.election_announced import said_of_election
from voting.reports.evaluations import source as evaluations
from voting.reports.letter import report_sheet
from voting.reports.resolutions import source as resolutions
from voting.reports.sheet import Sheet
from voting.reports.sheets import box_sheet, count_sheet, elected_sheet
from voting.resolutions import queries as resolution_queries


@dataclass(frozen=True, slots=True)
class Reports:
    """How a kind makes its sheets, and says its result on the public page."""

    sheets: Callable[[Told], list[Sheet]]
    said: Callable[[Told], Said]


def reports_of(told: Told) -> Reports:
    """Return what the kind of a counted poll has to report."""
    try:
        return _OF_KIND[told.poll.kind]
    except KeyError:
        raise NotFound(_("这种投票没有报告单。")) from None


def _election_sheets(told: Told) -> list[Sheet]:
    found = source.election(told.poll)
    return [
        box_sheet(found.header, found.result),
        count_sheet(found.header, found.result),
        elected_sheet(found.header, found.result),
        report_sheet(source.elections_of(told.poll)),
    ]


def _election_said(told: Told) -> Said:
    return said_of_election(source.election(told.poll))


_OF_KIND: Mapping[str, Reports] = {
    elections.KIND: Reports(_election_sheets, _election_said),
    award_queries.KIND: Reports(awards.sheets, awards.said),
    evaluation_queries.KIND: Reports(evaluations.sheets, evaluations.said),
    resolution_queries.KIND: Reports(resolutions.sheets, resolutions.said),
}
