"""What is to be said beside a result: why nothing counts, why there is no score, what is hidden."""

from collections.abc import Iterator, Sequence

from voting.evaluations.results import EVERYBODY, Outcome, Result
from voting.evaluations.rounding import exact_text
from voting.evaluations.schemes import EmptyGroup
from voting.evaluations.scores import is_weighted
from voting.i18n import _

_NAMED = 5
"""How many subjects a sentence names."""


def remarks(outcome: Outcome) -> list[str]:
    """Return the sentences that belong under a result."""
    return [
        *_invalid(outcome),
        *_sheets(outcome),
        *_unscored(outcome),
        *_hidden(outcome),
        *_added(outcome),
        *_flagged(outcome),
    ]


def _invalid(outcome: Outcome) -> Iterator[str]:
    figures, plan = outcome.figures, outcome.plan
    titles = {one.id: one.title for one in plan.groups}
    over = [
        *figures.boxes_over,
        *(titles.get(id_, id_) for id_ in outcome.groups_over if plan.groups),
    ]
    for title in over:
        yield _("“%(title)s”收回的票多于发出的票，测评无效，应重新进行。", title=title)
    if figures.returned > figures.issued:
        yield _(
            "收回 %(returned)s 张，多于发出的 %(issued)s 张，测评无效，应重新进行。",
            returned=figures.returned,
            issued=figures.issued,
        )
    if outcome.quorum is False and plan.quorum is not None:
        yield _(
            "到会 %(attended)s 人，应到 %(eligible)s 人，没有达到 %(share)s，不能进行测评。",
            attended=figures.attended,
            eligible=figures.eligible,
            share=exact_text(plan.quorum),
        )


def _sheets(outcome: Outcome) -> Iterator[str]:
    figures = outcome.figures
    if figures.attended is not None and figures.issued > figures.attended:
        yield _(
            "发出 %(issued)s 张，多于到会人数 %(attended)s 人，请核对。",
            issued=figures.issued,
            attended=figures.attended,
        )


def _unscored(outcome: Outcome) -> Iterator[str]:
    plan, results = outcome.scored, outcome.results
    if not results:
        return
    if not plan.scheme.scores:
        yield _("本方案只统计票数和比例，不计分。")
        return
    titles = {one.id: one.title for one in plan.groups}
    for id_ in (EVERYBODY, *titles):
        without = [one for one in results if id_ in one.silent]
        if without:
            yield _missing(outcome, titles.get(id_, ""), without)


def _missing(outcome: Outcome, group: str, without: Sequence[Result]) -> str:
    who = _("全部对象") if len(without) == len(outcome.results) else _names(without)
    if not group:
        return _("%(who)s没有可以计分的评价，不计分。", who=who)
    if outcome.scored.scheme.empty_group is EmptyGroup.RENORMALISE:
        return _(
            "“%(group)s”没有给%(who)s可以计分的评价，已按方案把它的权重折算到其他组。",
            group=group,
            who=who,
        )
    return _(
        "“%(group)s”没有给%(who)s可以计分的评价，按方案不计总分。请核对，或改为折算权重。",
        group=group,
        who=who,
    )


def _names(results: Sequence[Result]) -> str:
    names = "、".join(f"“{one.subject.name}”" for one in results[:_NAMED])
    return (
        names
        if len(results) <= _NAMED
        else _("%(names)s等 %(n)s 个对象", names=names, n=len(results))
    )


def _hidden(outcome: Outcome) -> Iterator[str]:
    plan = outcome.scored
    piles = [one.title for one in plan.groups if one.id not in outcome.shown_as]
    for title in piles:
        yield _(
            "有的组有效票不足 %(n)s 张，“%(title)s”按方案合并计算。", n=plan.min_group, title=title
        )
    hidden = {id_ for one in outcome.results for id_, row in one.groups.items() if row is None}
    if not hidden:
        return
    yield _(
        "有的组有效票不足 %(n)s 张，%(groups)s的票数不单列，以免用总数相减推算出来。",
        n=plan.min_group,
        groups="、".join(f"“{one.title}”" for one in plan.groups if one.id in hidden),
    )
    if plan.scheme.scores and is_weighted(plan):
        yield _("总票数与加权得分一并公布时，仍可能推算出小组的大致评价；可以把小组合并计算。")


def _added(outcome: Outcome) -> Iterator[str]:
    names = {one.subject.id: one.subject.name for one in outcome.results}
    for one in outcome.plan.extra:
        if one.subject in names:
            yield _(
                "“%(name)s”另加 %(points)s 分：%(reason)s（%(by)s决定）。",
                name=names[one.subject],
                points=exact_text(one.points),
                reason=one.reason,
                by=one.by,
            )


def _flagged(outcome: Outcome) -> Iterator[str]:
    if any(one.flags for one in outcome.results):
        yield _("提示只表示得票率越过界限，如何处理须经组织考核认定。")
