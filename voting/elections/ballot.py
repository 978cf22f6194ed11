"""What an election asks on the sheet, in the words of the general contest."""

from collections.abc import Sequence

from voting.ballots.rules import Blank as ContestBlank, Contest, Option
from voting.elections.rules import Blank, ElectionRules, WriteIn

APPROVE = "approve"
OPPOSE = "oppose"
ABSTAIN = "abstain"
SCALE = (APPROVE, OPPOSE, ABSTAIN)


def contest(
    contest_id: str, title: str, options: Sequence[Option], seats: int, rules: ElectionRules
) -> Contest:
    """Return the contest of an election: approve at most as many as seats, write-ins included.

    Fewer approvals are fine, more make the sheet a rejected one (art. 26). A person may be written
    in by whoever disapproves of a printed one (art. 24), or freely, as the rules say.
    """
    names = 0 if rules.writein is WriteIn.NONE else seats
    needs = OPPOSE if rules.writein is WriteIn.REQUIRES_DISAPPROVE else None
    return Contest(
        id=contest_id,
        title=title,
        options=tuple(options),
        scale=SCALE,
        unmarked=ABSTAIN,
        limits={APPROVE: seats},
        write_ins=names,
        write_in_mark=APPROVE,
        write_in_needs=needs if names else None,
        blank=ContestBlank.REJECTED if rules.blank is Blank.VOID_BALLOT else ContestBlank.VALID,
    )
