"""From the frozen documents of a counted award, and what was decided since, to its reports."""

from collections.abc import Mapping

from voting.awards.honours import How, SectionHonours, honours
from voting.i18n import _, lazy
from voting.polls.rules import DECLARED
from voting.reports.announced import Said
from voting.reports.awards.announced import said_of_award
from voting.reports.awards.result import Honours, Result, Winner, honours_of, read_result
from voting.reports.awards.sheets import award_sheet, winners_sheet
from voting.reports.bundle_source import Told
from voting.reports.header import Header
from voting.reports.heads import head
from voting.reports.sheet import Sheet

_WAYS: Mapping[How, str] = {
    How.VOTES: "",
    How.RUNOFF: lazy("再次投票"),
    How.DECISION: lazy("会议决定"),
}


def sheets(told: Told) -> list[Sheet]:
    """Return the sheets of an award."""
    header, result = _head(told), read_result(told.result)
    return [award_sheet(header, result), winners_sheet(header, result, _honours(told, result))]


def said(told: Told) -> Said:
    """Return what the public page says."""
    result = read_result(told.result)
    return said_of_award(_head(told), result, _honours(told, result))


def _head(told: Told) -> Header:
    return head(told, _("评选"), told.manifest.rules["quorum"])


def _honours(told: Told, result: Result) -> list[Honours]:
    """Return the list: once declared with run-offs and decisions, before that by votes alone."""
    if told.poll.state in DECLARED:
        return [_decided(one) for one in honours(told.poll)]
    order = {
        contest.id: [option.id for option in contest.options] for contest in told.manifest.contests
    }
    return honours_of(result, order)


def _decided(found: SectionHonours) -> Honours:
    return Honours(
        found.section.title,
        found.section.quota,
        tuple(Winner(one.name, one.line, str(_WAYS[one.how])) for one in found.kept),
        tuple(found.undecided),
        found.vacant,
    )
