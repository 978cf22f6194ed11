"""The rules of an evaluation: its plan, and the form it is frozen in (``manifest.rules``)."""

from voting.evaluations.plan import ALL, Base, Plan, SmallGroups, Subject
from voting.evaluations.plan_data import plan_data
from voting.evaluations.plan_fields import plan_from_rules
from voting.evaluations.schemes import EmptyGroup

__all__ = [
    "ALL",
    "Base",
    "EmptyGroup",
    "Plan",
    "SmallGroups",
    "Subject",
    "plan_data",
    "plan_from_rules",
]
