"""What is to be said beside an outcome: why nothing counts, which names wait, what to check."""

from collections.abc import Iterable

from voting.elections.outcome import Outcome
from voting.elections.rules import Next
from voting.elections.wording import threshold_words
from voting.elections.write_ins import Status
from voting.i18n import _


def remarks(outcome: Outcome) -> list[str]:
    """Return the sentences that belong under an outcome."""
    return [*_invalid(outcome), *_names(outcome), *_reduction(outcome)]


def _invalid(outcome: Outcome) -> Iterable[str]:
    sheets, rules = outcome.sheets, outcome.rules
    for title in sheets.boxes_over:
        yield _("“%(title)s”收回的选票多于发出的选票，选举无效，应重新选举。", title=title)
    if sheets.returned > sheets.issued:
        yield _(
            "收回选票 %(returned)s 张，多于发出的 %(issued)s 张，选举无效，应重新选举。",
            returned=sheets.returned,
            issued=sheets.issued,
        )
    if outcome.quorum is False:
        yield _(
            "参加选举 %(attended)s 人，应到会 %(eligible)s 人，到会要求为%(rule)s"
            "（至少 %(need)s 人），不能进行选举。",
            attended=sheets.attended,
            eligible=sheets.eligible,
            rule=threshold_words(rules.quorum),
            need=rules.quorum.share.needed(sheets.eligible),
        )


def _names(outcome: Outcome) -> Iterable[str]:
    for one in outcome.write_ins:
        if one.status is Status.UNDECIDED:
            yield _(
                "另选人“%(name)s”（%(n)s 票）在名册中没有或不止一人，须由监票人裁定。",
                name=one.name,
                n=one.approve,
            )
    if outcome.undecided_matters:
        yield _("待裁定的另选人得票可能影响当选结果，裁定后须重新计算。")
    for name, number in outcome.printed_again.items():
        yield _(
            "%(n)s 张选票在另选处写了候选人“%(name)s”，只按候选人一栏的划票计。",
            n=number,
            name=name,
        )


def _reduction(outcome: Outcome) -> Iterable[str]:
    if Next.REDUCE_SEATS in outcome.next and outcome.question.members is None:
        yield _("没有给出会员人数，减少名额是否在规定的名额范围内，须另行核对。")
