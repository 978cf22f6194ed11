"""What an award asks on the sheet, in the words of the general contest: one contest a section."""

from collections.abc import Sequence

from voting.awards.rules import SectionRules
from voting.ballots.rules import Contest, Option
from voting.i18n import _

APPROVE = "approve"
ABSTAIN = "abstain"
SCALE = (APPROVE, ABSTAIN)


def contest(rules: SectionRules, options: Sequence[Option]) -> Contest:
    """Return the contest of a section: tick at most the limit, or exactly so many.

    A line without a tick is not recommended, no more; a section left without any is blank.
    """
    return Contest(
        id=rules.id,
        title=rules.title,
        options=tuple(options),
        scale=SCALE,
        unmarked=ABSTAIN,
        limits={APPROVE: rules.limit},
        least={APPROVE: rules.limit} if rules.exact else {},
        labels={APPROVE: _("推荐"), ABSTAIN: _("不推荐")},
    )


def limit_sentence(rules: SectionRules) -> str:
    """Say how many may be ticked in a section."""
    if rules.exact:
        return _(
            "“%(title)s”须推荐 %(n)s 个，多划、少划整张票无效；一个也不划是弃权。",
            title=rules.title,
            n=rules.limit,
        )
    return _(
        "“%(title)s”最多推荐 %(n)s 个，可以少划；多划整张票无效。",
        title=rules.title,
        n=rules.limit,
    )
