"""What is to be said beside an outcome: why nothing counts, and what only looks equal."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from voting.awards.outcome import Outcome, Placed, SectionOutcome
from voting.awards.rules import points
from voting.i18n import _


def remarks(outcome: Outcome) -> list[str]:
    """Return the sentences that belong under an outcome."""
    found = [*_invalid(outcome)]
    for section in outcome.sections:
        found += [*_close(section), *_unequal_juries(section)]
    return found


def _invalid(outcome: Outcome) -> Iterable[str]:
    sheets, quorum = outcome.sheets, outcome.rules.quorum
    for title in sheets.boxes_over:
        yield _("“%(title)s”收回的选票多于发出的选票，评选无效，应重新投票。", title=title)
    if sheets.returned > sheets.issued:
        yield _(
            "收回选票 %(returned)s 张，多于发出的 %(issued)s 张，评选无效，应重新投票。",
            returned=sheets.returned,
            issued=sheets.issued,
        )
    if outcome.quorum is False:
        yield _(
            "到会 %(attended)s 人，应到会 %(eligible)s 人，没有达到 %(share)s"
            "（至少 %(need)s 人），不能进行评选。",
            attended=sheets.attended,
            eligible=sheets.eligible,
            share=str(quorum.fraction),
            need=quorum.needed(sheets.eligible),
        )


def _close(section: SectionOutcome) -> Iterable[str]:
    """Say so where scores differ by less than two decimals show."""
    for one, other in pairwise(_weighed(section)):
        if one.value != other.value and points(one.value) == points(other.value):
            yield _(
                "“%(title)s”中“%(one)s”与“%(other)s”的综合得分取两位小数后相同，按精确值排序，"
                "前者较高。",
                title=section.rules.title,
                one=one.got.name,
                other=other.got.name,
            )


def _weighed(section: SectionOutcome) -> Sequence[Placed]:
    return () if section.rules.jury_weight is None else section.placed


def _unequal_juries(section: SectionOutcome) -> Iterable[str]:
    sizes = {len(one.got.jury) for one in _weighed(section)}
    if len(sizes) > 1:
        yield _(
            "“%(title)s”中各候选对象的评审人数不同（有评审回避），评审分按实际打分的人数平均。",
            title=section.rules.title,
        )
