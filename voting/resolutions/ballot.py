"""What a resolution asks on the sheet: one line a document, in the words of the contest."""

from collections.abc import Sequence

from voting.ballots.rules import Contest, Option
from voting.i18n import lazy

AGREE = "agree"
OPPOSE = "oppose"
ABSTAIN = "abstain"
SCALE = (AGREE, OPPOSE, ABSTAIN)
MARK_LABELS = {AGREE: lazy("同意"), OPPOSE: lazy("不同意"), ABSTAIN: lazy("弃权")}


def contest(contest_id: str, title: str, options: Sequence[Option]) -> Contest:
    """Return the contest of a vote on documents: each line is decided by itself (分项表决).

    A line without a mark abstains; a sheet without any is valid and abstains throughout.
    """
    return Contest(
        id=contest_id,
        title=title,
        options=tuple(options),
        scale=SCALE,
        unmarked=ABSTAIN,
        labels={mark: str(label) for mark, label in MARK_LABELS.items()},
    )
