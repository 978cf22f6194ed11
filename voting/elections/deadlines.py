"""When a term ends, when a vacancy must be filled, and what is overdue (届满、延期、补选)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from voting.congress.rules import extension_fits, months_later, term_overdue
from voting.elections.rules import ElectionRules
from voting.errors import WrongInput
from voting.i18n import _

# How long before the end the preparation of the next election should begin.
_REMIND_MONTHS = 3


class TermState(StrEnum):
    """Where a term stands on a day."""

    RUNNING = "running"
    ENDING = "ending"
    EXTENDED = "extended"
    OVERDUE = "overdue"
    RENEWED = "renewed"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office: its last day, and the last day of an approved extension (延期)."""

    ends: date
    extended_to: date | None = None


def term_state(term: Term, today: date, *, elected: bool) -> TermState:
    """Tell where a term stands; once the election is finished nothing is overdue."""
    if elected:
        return TermState.RENEWED
    if term_overdue(term.ends, term.extended_to, today):
        return TermState.OVERDUE
    if today > term.ends:
        return TermState.EXTENDED
    if today >= months_later(term.ends, -_REMIND_MONTHS):
        return TermState.ENDING
    return TermState.RUNNING


def extended(term: Term, until: date, rules: ElectionRules) -> Term:
    """Return the term with an approved extension; one beyond what is usual is refused."""
    if not extension_fits(term.ends, until, rules.extension_months):
        raise WrongInput(
            _(
                "延期应晚于届满日，且一般不超过 %(months)s 个月，请改正日期。",
                months=rules.extension_months,
            )
        )
    return Term(term.ends, until)


def by_election_due(vacant_since: date, rules: ElectionRules) -> date:
    """Return the last day for filling a vacancy (补选), counted in months of the calendar."""
    return months_later(vacant_since, rules.vacancy_months)


def by_election_overdue(vacant_since: date, today: date, rules: ElectionRules) -> bool:
    """Tell whether a vacancy should have been filled by now (补选超期)."""
    return today > by_election_due(vacant_since, rules)
