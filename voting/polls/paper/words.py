"""What the marks of a paper ballot are called, and which of them a teller counts."""

from collections.abc import Mapping

from voting.ballots.rules import VOID, Contest
from voting.i18n import _, lazy

_USUAL: Mapping[str, str] = {
    "approve": lazy("赞成"),
    "oppose": lazy("不赞成"),
    "agree": lazy("同意"),
    "abstain": lazy("弃权"),
}


def label_of(contest: Contest, mark: str) -> str:
    """Return what a mark is called: the contest's own word, or the usual one."""
    if mark in contest.labels:
        return contest.labels[mark]
    if mark == VOID:
        return _("该行无效")
    if mark == contest.own:
        return _("本人")
    if mark == contest.unmarked and mark not in contest.scale:
        return _("未评")
    # 不赞成 for a person, 不同意 for a document: the scale tells which.
    if mark == "oppose" and "agree" in contest.scale:
        return _("不同意")
    return str(_USUAL.get(mark, mark))


def counts_void(contest: Contest) -> bool:
    """Tell whether a line with two ticks is counted apart, as void.

    Where abstaining is one of the marks (elections, resolutions) a line that says two things
    abstains, so that the marks of every line still add up to the valid sheets. Where it is none
    (evaluations) the line is void for that subject only, whose number of sheets is smaller.
    """
    return contest.unmarked not in contest.scale


def void_of(contest: Contest) -> str:
    """Return the mark that a line with two ticks counts as."""
    return VOID if counts_void(contest) else contest.unmarked


def marks_of(contest: Contest) -> tuple[str, ...]:
    """Return the marks that are counted for a line, numbers apart, in the order of the sheet."""
    found = dict.fromkeys((*contest.scale, contest.unmarked))
    if contest.own is not None:
        found[contest.own] = None
    if counts_void(contest):
        found[VOID] = None
    return tuple(found)
