"""What a sealed evaluation is decided by: the manifest, not what the tables say now."""

from voting.evaluations.rules import Plan, Subject, plan_from_rules
from voting.polls import queries as polls
from voting.polls.models import Poll


def sealed_plan(poll: Poll) -> Plan:
    """Return the plan that was frozen."""
    rules = polls.manifest_of(poll).rules
    return plan_from_rules({key: value for key, value in rules.items() if key != "own_rows"})


def sealed_subjects(poll: Poll) -> list[Subject]:
    """Return the subjects as they stand on the sealed sheet."""
    contest = polls.manifest_of(poll).contests[0]
    return [Subject(option.id, option.name, option.note) for option in contest.options]
