"""The counts of a whole vote, and the shares that are taken of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from voting.congress.rules import Share
from voting.errors import WrongInput
from voting.i18n import _


class Base(StrEnum):
    """Of what number a share is taken."""

    ELIGIBLE = "eligible"
    ATTENDED = "attended"
    RETURNED = "returned"
    VALID = "valid"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of a base, reached (``>=``) or passed (``>``): 赞成票过应到会人数半数."""

    share: Share
    base: Base

    @property
    def text(self) -> str:
        """The share as it is written in files: ``1/2``."""
        return str(self.share.fraction)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The counts every result begins with: electors and ballots, whole numbers.

    ``attended=None``: not counted, so the quorum is not judged. ``boxes_over``: paper boxes from
    which more ballots came back than were issued.
    """

    eligible: int
    attended: int | None
    issued: int
    returned: int
    valid: int
    rejected: int
    blank: int
    boxes_over: tuple[str, ...] = ()

    @property
    def over_returned(self) -> bool:
        """Whether more came back than were issued, in the sum or in one box (条例 art. 26)."""
        return self.returned > self.issued or bool(self.boxes_over)

    @property
    def not_returned(self) -> int:
        """Papers that were issued and are not in the box; none where more came back."""
        return max(self.issued - self.returned, 0)

    @property
    def not_cast(self) -> int:
        """Those present who put no ballot into the box (未投); never below 0.

        Present are the attended, or, where nobody counted them, those to whom a ballot was
        issued. A rejected ballot was cast: it is counted apart (无效), and agrees with nothing.
        """
        present = self.issued if self.attended is None else self.attended
        return max(present - self.returned, 0)

    def number_of(self, base: Base) -> int:
        """Return the number a share is taken of; an attendance nobody counted is refused."""
        number = {
            Base.ELIGIBLE: self.eligible,
            Base.ATTENDED: self.attended,
            Base.RETURNED: self.returned,
            Base.VALID: self.valid,
        }[base]
        if number is None:
            raise WrongInput(_("所定比例以到会人数为基数，请填写到会人数（attended）。"))
        return number

    def document(self) -> Mapping[str, int | None]:
        """Return the counts under the names that answers and bundles use."""
        return {
            "eligible": self.eligible,
            "attended": self.attended,
            "issued": self.issued,
            "returned": self.returned,
            "valid": self.valid,
            "rejected": self.rejected,
            "blank": self.blank,
            "not_returned": self.not_returned,
        }
