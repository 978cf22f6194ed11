"""What is missing or remarkable before an evaluation's sheet may be sealed: a to-do list."""

from collections.abc import Iterable, Sequence

from voting.evaluations import queries
from voting.evaluations.models import Evaluation
from voting.evaluations.rules import Plan, SmallGroups
from voting.evaluations.visibility import OrderRule, Visibility
from voting.i18n import _
from voting.polls import roll
from voting.polls.models import Poll
from voting.polls.reading import WrongDocument
from voting.polls.rules import SMALL_GROUP, Issue


def page_of(poll: Poll, name: str) -> str:
    """Return the address of one of an evaluation's pages."""
    return f"/meetings/{poll.meeting_id}/polls/{poll.id}/evaluation/{name}"


def issues(poll: Poll) -> list[Issue]:
    """Return the whole to-do list of an evaluation."""
    found = queries.found_evaluation(poll.id)
    if found is None:
        text = _("还没有选择测评的种类和方案。")
        return [Issue("no_plan", text, page_of(poll, "start"))]
    try:
        plan = queries.plan_of(found)
    except WrongDocument as wrong:
        return [Issue("plan_wrong", each.text, page_of(poll, "plan")) for each in wrong.problems]
    rows = queries.sheet_rows(found)
    return [
        *_about_subjects(poll, found, rows),
        *_about_limits(poll, plan, len(rows)),
        *_about_groups(poll, plan),
        *_about_order(poll, found, rows),
        *_about_visibility(poll, found),
    ]


def _about_subjects(poll: Poll, found: Evaluation, rows: Sequence[queries.Row]) -> Iterable[Issue]:
    url = page_of(poll, "subjects")
    if not rows:
        yield Issue("no_subjects", _("还没有测评对象。请从花名册加入，或写上班子的名称。"), url)
    shown = [row.shown for row in rows]
    twice = sorted({name for name in shown if shown.count(name) > 1})
    if twice:
        text = _("“%(name)s”出现两次，票上无法区分，请先在花名册中改正部门。", name=twice[0])
        yield Issue("namesakes", text, url)
    silent = [row.shown for row in rows if row.subject.report_sha256 is None]
    if silent:
        text = _(
            "有 %(n)s 个对象没有述职报告（%(names)s）；口头述职的可以忽略。",
            n=len(silent),
            names=_few(silent),
        )
        yield Issue("no_report", text, url, blocking=False)
    if found.own_rows and (judged := len(queries.own_rows(poll, found))):
        text = _("有 %(n)s 个对象本人也在名册上，他们的票上不出现自己。", n=judged)
        yield Issue("own_rows", text, page_of(poll, "plan"), blocking=False)


def _about_limits(poll: Poll, plan: Plan, number: int) -> Iterable[Issue]:
    for mark, least in plan.least.items():
        if number and least > number:
            text = _(
                "规定至少 %(least)s 个“%(mark)s”，而对象只有 %(n)s 个，没有一张票能有效。",
                least=least,
                mark=plan.label(mark),
                n=number,
            )
            yield Issue("least_unreachable", text, page_of(poll, "plan"))
    if plan.scale and number and set(plan.limits) >= set(plan.scale):
        room = sum(plan.limits[mark] for mark in plan.scale)
        if room < number:
            text = _("各等次的限额加起来是 %(n)s，少于对象人数，无法给每人评等次。", n=room)
            yield Issue("limits_too_tight", text, page_of(poll, "plan"), blocking=False)


def _about_groups(poll: Poll, plan: Plan) -> Iterable[Issue]:
    """Tell of groups the poll itself does not find small, but the plan does, and of few voters."""
    if not plan.groups:
        return
    sizes, merged = queries.group_sizes(poll), plan.small_groups is SmallGroups.MERGE
    for group in plan.groups:
        if SMALL_GROUP <= sizes.get(group.id, 0) < plan.min_group:
            text = _(
                "“%(group)s”只有 %(n)d 人，少于 %(least)s 人：%(what)s。",
                group=group.title,
                n=sizes[group.id],
                least=plan.min_group,
                what=_("计票前与相邻的组合并") if merged else _("结果中不单独列出"),
            )
            yield Issue("group_too_small", text, page_of(poll, "groups"), blocking=False)
    strangers = set(queries.members(poll.id))
    if strangers:
        strangers -= {each.person_id for each in roll.electors(poll) if each.person_id is not None}
    if strangers:
        text = _("有 %(n)s 名已分组的人不在名册上，不会投票，可以忽略。", n=len(strangers))
        yield Issue("members_off_roll", text, page_of(poll, "groups"), blocking=False)


def _about_order(poll: Poll, found: Evaluation, rows: Sequence[queries.Row]) -> Iterable[Issue]:
    url = page_of(poll, "order")
    strange = queries.unknown_signs(rows)
    if strange and found.order_rule == OrderRule.STROKES:
        text = _("“%(signs)s”不在笔画表中，排在了最后，请核对顺序。", signs="、".join(strange))
        yield Issue("unknown_strokes", text, url, blocking=False)
    if found.order_rule == OrderRule.MANUAL:
        text = _("对象的顺序为手工排列，理由：%(reason)s", reason=found.order_reason)
        yield Issue("manual_order", text, url, blocking=False)


def _about_visibility(poll: Poll, found: Evaluation) -> Iterable[Issue]:
    if found.visibility == Visibility.LEADERS:
        text = _("结果只供会议工作人员查看，代表看不到。封存后不能再改，请确认。")
        yield Issue("leaders_only", text, page_of(poll, "visibility"), blocking=False)


def _few(names: list[str]) -> str:
    shown = "、".join(names[:3])
    return shown if len(names) <= 3 else _("%(names)s等", names=shown)  # noqa: PLR2004 - a few names
