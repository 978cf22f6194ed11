"""By when an empty seat must be filled (补选), counted in months of the calendar."""

from datetime import date

from voting.congress.rules import months_later
from voting.elections.rules import ElectionRules


def by_election_due(vacant_since: date, rules: ElectionRules) -> date:
    """Return the last day for filling a vacancy."""
    return months_later(vacant_since, rules.vacancy_months)


def by_election_overdue(vacant_since: date, today: date, rules: ElectionRules) -> bool:
    """Tell whether a vacancy should have been filled by now (补选超期)."""
    return today > by_election_due(vacant_since, rules)
