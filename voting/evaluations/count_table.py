"""The answer of ``voting count`` for people: a sheet in plain text, every figure with its base."""

from collections.abc import Iterator, Sequence

from voting.evaluations.lines import Row
from voting.evaluations.plan import Plan
from voting.evaluations.remarks import remarks
from voting.evaluations.results import GroupRow, Outcome, Result
from voting.evaluations.rounding import percent_text, score_text
from voting.evaluations.scores import is_weighted
from voting.evaluations.wording import (
    BASE_LABELS,
    FLAG_LABELS,
    filling_in,
    label_of_reason,
    scheme_words,
)
from voting.i18n import _
from voting.polls.count_words import grid, with_warnings


def table(outcome: Outcome) -> str:
    """Return the whole sheet."""
    parts = [_head(outcome), *_rules(outcome)]
    if outcome.results:
        parts += [_subjects(outcome), *_dimensions(outcome), *_groups(outcome)]
    return with_warnings(parts, remarks(outcome))


def _head(outcome: Outcome) -> str:
    figures = outcome.figures
    unsaid = _("未填")
    lines = [
        _("测评：%(title)s", title=outcome.plan.title or _("民主测评")),
        _(
            "应到 %(eligible)s　到会 %(attended)s",
            eligible=unsaid if figures.eligible is None else figures.eligible,
            attended=unsaid if figures.attended is None else figures.attended,
        ),
        _(
            "发出 %(issued)s　收回 %(returned)s　有效 %(valid)s（其中空白 %(blank)s）"
            "　无效 %(rejected)s",
            issued=figures.issued,
            returned=figures.returned,
            valid=figures.valid,
            blank=figures.blank,
            rejected=figures.rejected,
        ),
        _(
            "回收率 %(returned)s（收回/发出）　有效率 %(valid)s（有效/收回）",
            returned=percent_text(figures.returned, figures.issued) or "—",
            valid=percent_text(figures.valid, figures.returned) or "—",
        ),
    ]
    lines += [
        _("无效票：%(reason)s，%(n)s 张", reason=label_of_reason(reason), n=number)
        for reason, number in sorted(figures.reasons.items())
    ]
    lines.append(_("测评有效：%(answer)s", answer=_("是") if outcome.valid else _("否")))
    if outcome.quorum is not None:
        reached = _("是") if outcome.quorum else _("否")
        lines.append(_("到会人数达到要求：%(answer)s", answer=reached))
    return "\n".join(lines)


def _rules(outcome: Outcome) -> Iterator[str]:
    plan = outcome.plan
    base = _("比例的基数：%(base)s", base=BASE_LABELS[plan.base])
    yield "\n".join([*filling_in(plan), *scheme_words(plan), base])


def _subjects(outcome: Outcome) -> str:
    plan = outcome.scored
    return _sheet(
        plan,
        plan.overall or plan.contests[0],
        [_subject(plan, number, one) for number, one in enumerate(outcome.results, 1)],
    )


def _dimensions(outcome: Outcome) -> Iterator[str]:
    plan = outcome.scored
    for one in plan.dimensions:
        rows = [
            _line(plan, one.id, number, result.subject.name, result.dimensions[one.id])
            for number, result in enumerate(outcome.results, 1)
        ]
        yield _("【%(title)s】", title=one.title) + "\n" + _sheet(plan, one.id, rows)


def _groups(outcome: Outcome) -> Iterator[str]:
    plan = outcome.scored
    for group in plan.groups:
        rows = [
            _group(plan, number, result.subject.name, result.groups[group.id])
            for number, result in enumerate(outcome.results, 1)
        ]
        contest = plan.overall or plan.contests[0]
        yield _("【%(title)s】", title=group.title) + "\n" + _sheet(plan, contest, rows)


def _sheet(plan: Plan, contest: str, rows: Sequence[Sequence[str]]) -> str:
    grades = [plan.label(grade) for grade in plan.grades(contest)]
    outside = [plan.label(plan.unknown)] if plan.unknown else []
    heads = [_("序号"), _("对象"), _("票数"), *grades, *outside, _("弃权")]
    heads += [_("得分"), _("不加权"), _("名次"), _("提示")]
    width = max(len(row) for row in rows)
    return grid(heads[:width], rows)


def _subject(plan: Plan, number: int, one: Result) -> list[str]:
    contest = plan.overall or plan.contests[0]
    line = _line(plan, contest, number, one.subject.name, one.whole)
    if one.band:
        line[-1] = f"{line[-1]}（{plan.label(one.band)}）"
    pooled = score_text(one.pooled) if is_weighted(plan) else None
    flags = "；".join(str(FLAG_LABELS[flag]) for flag in one.flags)
    return [*line, pooled or "—", "—" if one.rank is None else str(one.rank), flags]


def _group(plan: Plan, number: int, name: str, row: GroupRow | None) -> list[str]:
    if row is None:
        return [str(number), name, _("不单列")]
    contest = plan.overall or plan.contests[0]
    return _line(plan, contest, number, name, row.whole)


def _line(plan: Plan, contest: str, number: int, name: str, row: Row) -> list[str]:
    outside = [_share(row.unknown, row.of)] if plan.unknown else []
    grades = [
        _share(row.counts[grade], row.of) if grade in row.counts else "—"
        for grade in plan.grades(contest)
    ]
    return [
        str(number),
        name,
        str(row.n),
        *grades,
        *outside,
        _share(row.abstain, row.of),
        score_text(row.score) or "—",
    ]


def _share(part: int, whole: int) -> str:
    return f"{part}（{percent_text(part, whole)}）" if whole else str(part)
