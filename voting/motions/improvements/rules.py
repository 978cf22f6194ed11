"""The words of improvements: what can be decided, and how they are counted."""

from dataclasses import dataclass
from enum import StrEnum

from voting.i18n import lazy

LEVEL_LENGTH = 20
BENEFIT_LENGTH = 400


class Decision(StrEnum):
    """What is decided about an improvement."""

    ADOPTED = "adopted"
    PILOT = "pilot"
    REJECTED = "rejected"


DECISION_LABELS: dict[Decision, str] = {
    Decision.ADOPTED: lazy("采纳"),
    Decision.PILOT: lazy("先试行"),
    Decision.REJECTED: lazy("不采纳"),
}
TAKEN = frozenset({Decision.ADOPTED, Decision.PILOT})


@dataclass(frozen=True, slots=True)
class Counts:
    """How many improvements were sent in and what became of them."""

    received: int
    adopted: int
    pilot: int
    rejected: int
    waiting: int
    rewarded: int
    """Adopted or tried ones with an award."""

    @property
    def decided(self) -> int:
        """How many were decided about: the base of the share that was adopted."""
        return self.adopted + self.pilot + self.rejected
