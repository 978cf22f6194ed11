"""The answer of ``voting count`` for people: a sheet in plain text, every figure with its base."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from voting.ballots.rules import Reason
from voting.elections.counting import Counted
from voting.elections.outcome import Outcome, Votes
from voting.elections.wording import LABELS, threshold_words
from voting.elections.write_ins import Status
from voting.i18n import _, lazy
from voting.polls.count_words import grid, reasons_lines, sheets_line, with_warnings

_REASONS: dict[Reason, str] = {
    Reason.OVER_MARKED: lazy("所选人数多于应选名额"),
    Reason.TOO_MANY_WRITE_INS: lazy("另选他人超过允许的人数"),
    Reason.WRITE_IN_UNCALLED: lazy("另选他人却没有投不赞成票"),
    Reason.BLANK: lazy("没有任何划票"),
}
_STATUS: dict[Status, str] = {
    Status.RESOLVED: lazy("已认定"),
    Status.UNDECIDED: lazy("待监票人裁定"),
    Status.VOID: lazy("不得当选，票不计"),
}


def table(counted: Counted) -> str:
    """Return the whole sheet."""
    outcome = counted.outcome
    parts = [_head(counted), _verdict(outcome)]
    if outcome.valid_election and outcome.quorum is not False:
        parts += [_candidates(outcome), *_written(outcome), _result(counted)]
    return with_warnings(parts, counted.warnings)


def _head(counted: Counted) -> str:
    outcome, sheets = counted.outcome, counted.outcome.sheets
    attended = _("未填") if sheets.attended is None else sheets.attended
    lines = [
        _("规则：%(title)s（%(name)s）", title=outcome.rules.title, name=outcome.rules.name),
        _(
            "应到 %(eligible)s　参加 %(attended)s　应选 %(seats)s　候选人 %(n)s",
            eligible=sheets.eligible,
            attended=attended,
            seats=counted.file.seats,
            n=len(counted.file.candidates),
        ),
        sheets_line(sheets),
    ]
    return "\n".join([*lines, *reasons_lines(counted.reasons, _REASONS)])


def _verdict(outcome: Outcome) -> str:
    need = outcome.need
    lines = [_("选举有效：%(answer)s", answer=_("是") if outcome.valid_election else _("否"))]
    if outcome.quorum is not None:
        lines.append(
            _(
                "到会人数达到要求：%(answer)s（%(rule)s，至少 %(n)s 人）",
                answer=_("是") if outcome.quorum else _("否"),
                rule=threshold_words(outcome.rules.quorum),
                n=outcome.rules.quorum.share.needed(outcome.sheets.eligible),
            )
        )
    lines.append(
        _(
            "当选要求：%(rule)s；%(base)s为 %(of)s，至少得 %(need)s 票",
            rule=threshold_words(outcome.rules.elect),
            base=LABELS[need.base],
            of=need.of,
            need=need.need,
        )
    )
    return "\n".join(lines)


def _candidates(outcome: Outcome) -> str:
    share = _("赞成占%(base)s", base=LABELS[outcome.need.base])
    heads = [_("序号"), _("姓名"), _("单位"), _("赞成"), _("不赞成"), _("弃权"), share, _("结果")]
    elected = {one.key for one in outcome.elected}
    return grid(
        heads,
        [
            [
                str(number),
                one.name,
                one.unit,
                str(one.approve),
                str(one.oppose),
                str(one.abstain),
                _percent(one.approve, outcome.need.of),
                _mark(outcome, one, elected),
            ]
            for number, one in enumerate(outcome.tally, 1)
        ],
    )


def _mark(outcome: Outcome, one: Votes, elected: set[str]) -> str:
    if one.id in elected:
        return _("当选")
    if outcome.runoff and one.id in outcome.runoff.between:
        return _("票数相等，再次投票")
    return _("达到票数，未进入名额") if outcome.passed(one.approve) else _("未达到票数")


def _written(outcome: Outcome) -> Iterable[str]:
    if outcome.write_ins:
        heads = [_("另选人"), _("单位"), _("赞成"), _("认定")]
        yield grid(
            heads,
            [
                [one.name, one.unit, str(one.approve), str(_STATUS[one.status])]
                for one in outcome.write_ins
            ],
        )


def _result(counted: Counted) -> str:
    outcome = counted.outcome
    printed = {one.id: one.name for one in counted.file.candidates}

    def listed(keys: Iterable[str]) -> str:
        return "、".join(printed.get(key) or _("%(name)s（另选）", name=key) for key in keys)

    elected = listed(one.key for one in outcome.elected) or _("无")
    lines = [_("当选 %(n)s 人：%(names)s", n=len(outcome.elected), names=elected)]
    if outcome.runoff:
        lines.append(
            _(
                "票数相等：%(names)s，就 %(seats)s 个名额再次投票",
                names=listed(outcome.runoff.between),
                seats=outcome.runoff.seats,
            )
        )
    elif outcome.next:
        lines.append(
            _(
                "缺额 %(n)s 人，可以：%(steps)s",
                n=outcome.vacant,
                steps="、".join(str(LABELS[step]) for step in outcome.next),
            )
        )
    return "\n".join(lines)


def _percent(part: int, whole: int) -> str:
    if not whole:
        return "—"
    exact = Decimal(part * 100) / Decimal(whole)
    return f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP)}%（{part}/{whole}）"
