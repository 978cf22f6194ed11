"""What an evaluation's result rests on: numbers of sheets by voter group, numbers of marks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voting.evaluations.plan import Tallies
from voting.polls.counted import Counted, GroupCounted


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The sheets of one voter group; ``eligible`` is ``None`` where nobody said."""

    eligible: int | None
    issued: int
    returned: int
    valid: int

    @property
    def rejected(self) -> int:
        """The sheets that do not count."""
        return self.returned - self.valid


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The sheets of all groups; ``boxes_over`` names paper boxes with more back than issued.

    ``reasons``: why sheets were rejected (:class:`voting.ballots.rules.Reason`) → how many.
    """

    eligible: int | None
    attended: int | None
    issued: int
    returned: int
    valid: int
    rejected: int
    blank: int
    groups: Mapping[str, GroupFigures] = field(default_factory=dict)
    boxes_over: tuple[str, ...] = ()
    reasons: Mapping[str, int] = field(default_factory=dict)

    @property
    def not_returned(self) -> int:
        """Sheets that were issued and never came back (未收回)."""
        return max(self.issued - self.returned, 0)


def figures_of(counted: Counted) -> Figures:
    """Return the figures of an opened poll, phones and paper together."""
    turnout = counted.turnout
    return Figures(
        eligible=turnout.eligible,
        attended=turnout.attended,
        issued=turnout.issued,
        returned=turnout.returned,
        valid=counted.valid,
        rejected=counted.rejected,
        reasons=counted.reasons,
        blank=counted.blank,
        groups={id_: _group(group) for id_, group in counted.groups.items()},
        boxes_over=tuple(title for title in counted.over_returned if title),
    )


def tallies_of(counted: Counted) -> Tallies:
    """Return the marks of an opened poll by voter group, dimension and subject."""
    return {id_: group.marks for id_, group in counted.groups.items()}


def _group(group: GroupCounted) -> GroupFigures:
    sheets = group.sheets
    return GroupFigures(group.eligible, sheets.issued, sheets.returned, sheets.valid)
