"""The answer of ``voting count`` for people: a sheet in plain text, every figure with its base."""

from voting.awards.counting import Counted
from voting.awards.outcome import Outcome, Placed, SectionOutcome
from voting.awards.rules import percent, points
from voting.awards.wording import BASE_LABELS, ranking_words, threshold_words
from voting.ballots.rules import Reason
from voting.i18n import _, lazy
from voting.polls.count_words import attended_line, grid, reasons_lines, sheets_line, with_warnings

_REASONS: dict[Reason, str] = {
    Reason.OVER_MARKED: lazy("推荐的个数多于规定"),
    Reason.UNDER_MARKED: lazy("推荐的个数少于规定"),
}


def table(counted: Counted) -> str:
    """Return the whole sheet."""
    outcome = counted.outcome
    valid = outcome.sheets.valid
    parts = [_head(counted), _verdict(outcome)]
    parts += [_section(section, valid) for section in outcome.sections]
    return with_warnings(parts, counted.warnings)


def _head(counted: Counted) -> str:
    sheets = counted.outcome.sheets
    lines = [
        attended_line(sheets),
        sheets_line(sheets),
    ]
    return "\n".join([*lines, *reasons_lines(counted.reasons, _REASONS)])


def _verdict(outcome: Outcome) -> str:
    lines = [_("评选有效：%(answer)s", answer=_("是") if outcome.held else _("否"))]
    if outcome.quorum is not None:
        lines.append(
            _(
                "到会人数达到要求：%(answer)s（应到的 %(share)s，至少 %(n)s 人）",
                answer=_("是") if outcome.quorum else _("否"),
                share=str(outcome.rules.quorum.fraction),
                n=outcome.rules.quorum.needed(outcome.sheets.eligible),
            )
        )
    return "\n".join(lines)


def _section(section: SectionOutcome, valid: int) -> str:
    rules = section.rules
    lines = [_("【%(title)s】%(how)s", title=rules.title, how=ranking_words(rules))]
    if rules.threshold:
        lines.append(
            _(
                "最低得票：%(rule)s；%(base)s为 %(of)s，至少 %(need)s 票",
                rule=threshold_words(rules.threshold),
                base=BASE_LABELS[rules.threshold.base],
                of=section.of,
                need=section.need,
            )
        )
    return "\n".join([*lines, _nominees(section, valid), *_result(section)])


def _nominees(section: SectionOutcome, valid: int) -> str:
    heads = [_("名次"), _("候选对象"), _("说明"), _("得票"), _("占有效票")]
    if section.rules.jury_weight is not None:
        heads += [_("得票分"), _("评审分"), _("综合得分")]
    rows = [_row(section, one, valid) for one in section.placed]
    return grid([*heads, _("结果")], rows)


def _row(section: SectionOutcome, one: Placed, valid: int) -> list[str]:
    got = one.got
    share = percent(got.votes, valid)
    base = "—" if share is None else f"{share}（{got.votes}/{valid}）"
    cells = [str(one.rank), got.name, got.note, str(got.votes), base]
    if section.rules.jury_weight is not None and one.jury is not None:
        jury = _("%(mean)s（%(n)s 人平均）", mean=points(one.jury), n=len(got.jury))
        cells += [points(one.vote_score), jury, points(one.value)]
    return [*cells, _mark(section, one)]


def _mark(section: SectionOutcome, one: Placed) -> str:
    if one.got.id in section.winners:
        return _("入选")
    if section.tied and one.got.id in section.tied.between:
        return _("并列，待定")
    return _("未入选") if one.passed else _("未达最低得票")


def _result(section: SectionOutcome) -> list[str]:
    names = {one.got.id: one.got.name for one in section.placed}
    listed = "、".join(names[key] for key in section.winners) or _("无")
    lines = [_("入选 %(n)s 个：%(names)s", n=len(section.winners), names=listed)]
    if section.tied:
        lines.append(
            _(
                "票数或得分相等：%(names)s，还剩 %(seats)s 个名额，再次投票或由主席团、评审组决定",
                names="、".join(names[key] for key in section.tied.between),
                seats=section.tied.seats,
            )
        )
    elif section.vacant:
        lines.append(_("空缺 %(n)s 个名额", n=section.vacant))
    return lines
