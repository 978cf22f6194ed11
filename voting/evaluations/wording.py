"""How a plan and a result are said in words: on sheets, in warnings, in the table of a count."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from voting.ballots.rules import Reason
from voting.evaluations.plan import Base, Plan, Points
from voting.evaluations.rounding import exact_text
from voting.evaluations.schemes import (
    BandScheme,
    Circle,
    CoefficientScheme,
    EmptyGroup,
    Flags,
    MarkScheme,
    PointScheme,
    Scheme,
    SumScheme,
)
from voting.i18n import _, lazy

SCHEME_LABELS: dict[str, str] = {
    "counts": lazy("只统计票数和比例，不计分"),
    "flags": lazy("不计分，比例达到界限时提示"),
    "points": lazy("等次折算分数，取平均"),
    "index": lazy("满意度指数"),
    "bands": lazy("按得票率分档计分"),
    "marks": lazy("打分，取平均"),
    "sums": lazy("分项打分，相加"),
    "coefficients": lazy("分项满分乘以等次系数，相加"),
}
BASE_LABELS: dict[Base, str] = {
    Base.VALID: lazy("有效票"),
    Base.RETURNED: lazy("收回票"),
    Base.ATTENDED: lazy("到会人数"),
    Base.ELIGIBLE: lazy("应到人数"),
}
FLAG_LABELS: dict[str, str] = {
    "below_good": lazy("好评得票率没有达到界限"),
    "above_bad": lazy("差评得票率超过界限"),
    "overall_differs": lazy("综合评价与综合得分不相对应"),
}
REASON_LABELS: dict[str, str] = {
    Reason.MALFORMED.value: lazy("无法辨认或不是本次的测评票"),
    Reason.ON_PAPER.value: lazy("纸质票由计票人认定无效"),
    Reason.OVER_MARKED.value: lazy("某一等次的人数超过限额"),
    Reason.UNDER_MARKED.value: lazy("某一等次的人数少于规定"),
    Reason.UNIFORM.value: lazy("对所有对象的评价完全相同"),
    Reason.TEXT_MISSING.value: lazy("应写理由而没有写"),
    Reason.UNREADABLE.value: lazy("无法辨认"),
}


def label_of_reason(reason: str) -> str:
    """Say why a sheet was rejected; what no page of ours can send is not the sheet in use."""
    return str(REASON_LABELS.get(reason, REASON_LABELS[Reason.MALFORMED.value]))


def grades_in_words(plan: Plan, grades: Sequence[str]) -> str:
    """List grades: 优秀、称职."""
    return "、".join(plan.label(grade) for grade in grades)


def percent(value: Fraction) -> str:
    """Write a share as people say it: 30%, or 2/3 where a percentage has no end."""
    whole = exact_text(value * 100)
    return exact_text(value) if "/" in whole else f"{whole}%"


# --- 填写说明 ---------------------------------------------------------------------------------


def filling_in(plan: Plan) -> list[str]:
    """Return the sentences that say how a sheet is filled in (填写说明)."""
    return [*_marking(plan), *_limits(plan), *_what_counts(plan)]


def _marking(plan: Plan) -> Iterator[str]:
    asked = {plan.numbers(contest) for contest in plan.contests}
    points = plan.points if len(asked) == 1 else None
    if points:
        most, places = points.most, _places(points)
        yield _("每人打一个分数：0 至 %(most)s 分，%(places)s。", most=most, places=places)
    elif plan.points:
        places = _places(plan.points)
        yield _("各项分别打分，不超过该项的满分，%(places)s。", places=places)
    if plan.scale:
        yield _grading(plan)
    if plan.unknown:
        yield _("不了解情况的可以选“%(word)s”，单独统计。", word=plan.label(plan.unknown))


def _grading(plan: Plan) -> str:
    grades = grades_in_words(plan, plan.scale)
    if plan.overall:
        return _("综合评价选一个等次：%(grades)s，应与总分相对应。", grades=grades)
    if plan.dimensions:
        return _("每一行的每一项各选一个等次：%(grades)s。", grades=grades)
    return _("每一行选一个等次：%(grades)s。", grades=grades)


def _places(points: Points) -> str:
    if not points.places:
        return _("只填整数")
    return _("可带 %(n)s 位小数", n=points.places)


def _limits(plan: Plan) -> Iterator[str]:
    each = _("每一项") if len(plan.contests) > 1 else _("一张票上")
    for mark, most in plan.limits.items():
        yield _(
            "%(each)s评“%(word)s”的不得超过 %(n)s 个，超过的整张票无效。",
            each=each,
            word=plan.label(mark),
            n=most,
        )
    for mark, least in plan.least.items():
        yield _(
            "%(each)s评“%(word)s”的至少要有 %(n)s 个，不足的整张票无效。",
            each=each,
            word=plan.label(mark),
            n=least,
        )


def _what_counts(plan: Plan) -> Iterator[str]:
    if plan.reject_uniform:
        yield _("对所有对象的评价完全相同的，整张票无效。")
    yield _("没有填的，视为对该对象弃权；同一行填了两个的，该行无效，其余各行有效。")


# --- How it is scored ------------------------------------------------------------------------


def scheme_words(plan: Plan) -> list[str]:
    """Return the sentences that say how a plan is scored."""
    scheme = plan.scheme
    return [
        _("计分办法：%(what)s。", what=SCHEME_LABELS[scheme.type]),
        *_own_words(plan, scheme),
        *_weight_words(plan),
        *_flag_words(plan, scheme.flags),
    ]


def _own_words(plan: Plan, scheme: Scheme) -> Iterator[str]:
    match scheme:
        case PointScheme():
            yield _pairs(plan, scheme.points.items()) + "。"
        case CoefficientScheme():
            yield _("系数：%(pairs)s。", pairs=_pairs(plan, scheme.coefficients.items()))
        case BandScheme():
            yield from _band_words(plan, scheme)
        case MarkScheme() if scheme.trim_above:
            yield _("打分超过 %(n)s 人的，去掉一个最高分和一个最低分后平均。", n=scheme.trim_above)
        case SumScheme() if scheme.total_bands:
            bands = [(band.id, band.least) for band in scheme.total_bands]
            yield _("总分档次：%(pairs)s 分起。", pairs=_pairs(plan, bands))
        case _:
            pass


def _band_words(plan: Plan, scheme: BandScheme) -> Iterator[str]:
    of = grades_in_words(plan, scheme.of)
    for least, score in scheme.bands:
        yield _(
            "“%(of)s”得票率达到 %(share)s 的得 %(score)s 分。",
            of=of,
            share=percent(least),
            score=exact_text(score),
        )
    if below := scheme.below:
        yield _(
            "以下的，“%(of)s”得票率达到 %(share)s 的得 %(score)s 分，否则得 %(otherwise)s 分。",
            of=grades_in_words(plan, below.of),
            share=percent(below.at_least),
            score=exact_text(below.score),
            otherwise=exact_text(below.otherwise),
        )


def _pairs(plan: Plan, pairs: Iterable[tuple[str, Fraction]]) -> str:
    return "、".join(f"{plan.label(mark)} {exact_text(value)}" for mark, value in pairs)


def _weight_words(plan: Plan) -> Iterator[str]:
    scheme = plan.scheme
    if not scheme.scores:
        return
    if plan.dimensions and scheme.weighs:
        weights = "、".join(f"{one.title} {percent(one.weight)}" for one in plan.dimensions)
        yield _("各项权重：%(weights)s。", weights=weights)
    weighted = [one for one in plan.groups if one.weight is not None]
    if scheme.circles:
        yield _("测评圈权重：%(weights)s。", weights=_circle_words(plan, scheme.circles))
    elif weighted:
        weights = "、".join(f"{one.title} {percent(one.weight or Fraction(0))}" for one in weighted)
        yield _("各组权重：%(weights)s。", weights=weights)
    if weighted or scheme.circles:
        yield (
            _("有的组没有评分时，其余各组按权重比例折算。")
            if scheme.empty_group is EmptyGroup.RENORMALISE
            else _("有的组没有评分时，不计总分。")
        )


def _circle_words(plan: Plan, circles: Sequence[Circle]) -> str:
    titles = {one.id: one.title for one in plan.groups}
    return "、".join(
        f"{one.title or titles.get(one.group or '', '')} {percent(one.weight)}"
        + (f"（{_circle_words(plan, one.circles)}）" if one.circles else "")
        for one in circles
    )


def _flag_words(plan: Plan, flags: Flags | None) -> Iterator[str]:
    if flags is None:
        return
    if flags.good_at_least is not None:
        yield _(
            "“%(of)s”得票率达不到 %(share)s 的提示。",
            of=grades_in_words(plan, flags.good),
            share=exact_text(flags.good_at_least),
        )
    if flags.bad_more_than is not None:
        yield _(
            "“%(of)s”得票率超过 %(share)s 的提示。",
            of=grades_in_words(plan, flags.bad),
            share=exact_text(flags.bad_more_than),
        )
