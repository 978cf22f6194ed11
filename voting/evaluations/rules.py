"""The rules of an evaluation: its plan, and the form it is frozen in (``manifest.rules``)."""

from voting.evaluations.bands import Band
from voting.evaluations.plan import (
    ABSTAIN,
    ALL,
    OWN,
    VOID,
    Base,
    Dimension,
    Extra,
    Limits,
    Plan,
    Points,
    SmallGroups,
    Subject,
    Tallies,
    VoterGroup,
)
from voting.evaluations.plan_data import plan_data
from voting.evaluations.plan_fields import plan_from_rules
from voting.evaluations.schemes import EmptyGroup, Scheme

__all__ = [
    "ABSTAIN",
    "ALL",
    "OWN",
    "VOID",
    "Band",
    "Base",
    "Dimension",
    "EmptyGroup",
    "Extra",
    "Limits",
    "Plan",
    "Points",
    "Scheme",
    "SmallGroups",
    "Subject",
    "Tallies",
    "VoterGroup",
    "plan_data",
    "plan_from_rules",
]
