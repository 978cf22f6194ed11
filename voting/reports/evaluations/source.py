"""From the frozen documents of a counted evaluation to its reports."""

from fractions import Fraction

from voting.evaluations import queries as evaluations
from voting.evaluations.comments import remarks_of
from voting.evaluations.sealed import sealed_plan
from voting.evaluations.wording import scheme_words
from voting.i18n import _
from voting.polls.opened import counted
from voting.reports.announced import Said
from voting.reports.bundle_source import Told
from voting.reports.evaluations.announced import said_of_evaluation
from voting.reports.evaluations.result import read_result
from voting.reports.evaluations.sheets import (
    Written,
    comments_sheet,
    dimensions_sheet,
    subject_sheets,
    summary_sheet,
)
from voting.reports.header import Header
from voting.reports.heads import head
from voting.reports.sheet import Sheet


def sheets(told: Told) -> list[Sheet]:
    """Return the sheets of an evaluation; a subject's own holds remarks where the plan says so."""
    header, result = _head(told), read_result(told.result)
    written = _written(told)
    on_own = written if evaluations.evaluation(told.poll.id).comments_shown else {}
    return [
        summary_sheet(header, result, scheme_words(sealed_plan(told.poll))),
        dimensions_sheet(header, result),
        comments_sheet(header, result, written),
        *subject_sheets(header, result, on_own),
    ]


def said(told: Told) -> Said:
    """Return what the public page says."""
    return said_of_evaluation(_head(told), read_result(told.result))


def _head(told: Told) -> Header:
    share = told.manifest.rules["quorum"]
    return head(told, _("测评"), str(Fraction(share)) if share else "")


def _written(told: Told) -> Written:
    contests = told.manifest.contests
    if not any(contest.texts for contest in contests):
        return {}
    return remarks_of(contests, counted(told.poll).texts, told.manifest.hash)
