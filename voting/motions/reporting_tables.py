"""The tables of a report, the same on the page, in the spreadsheet and in the book."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voting.i18n import _
from voting.motions.reporting import Item, Reporting
from voting.motions.rules import CLASS_LABELS, GRADE_LABELS, Grade
from voting.motions.statistics import NO_FEEDBACK, Line, Rate, Report
from voting.web.pages import day

Cell = str | int
_UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title; ``widths`` are shares of the page, ``empty`` is said of no rows."""

    name: str
    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""


def shown(rate: Rate) -> str:
    """Write a rate with its two numbers: 95.5%（21/22）; a dash where there is no base."""
    return f"{rate.percent}（{rate.part}/{rate.whole}）" if rate.percent else _UNKNOWN


def sentence(found: Reporting) -> str:
    """Return the report in one paragraph, as it is read out."""
    said = found.report
    parts = [
        _(
            "共收到提案 %(all)s 件，并案后 %(heads)s 件。",
            all=said.received,
            heads=said.received_merged,
        ),
        _(
            "立案 %(filed)s 件（并案后 %(merged)s 件），转为意见建议 %(suggestions)s 件，"
            "不予立案 %(no)s 件，撤案 %(withdrawn)s 件。",
            filed=said.filed,
            merged=said.filed_merged,
            suggestions=said.suggestions,
            no=said.not_filed,
            withdrawn=said.withdrawn,
        ),
        _(
            "应答复 %(whole)s 件，已答复 %(part)s 件，答复率 %(percent)s。",
            whole=said.replied.whole,
            part=said.replied.part,
            percent=said.replied.percent or _UNKNOWN,
        ),
    ]
    if found.carried.received:
        parts.append(_("另有以前会议结转、尚未办结的提案 %(n)s 件。", n=found.carried.received))
    return "".join(parts)


def tables(found: Reporting, *, most: int | None = None) -> list[Table]:
    """Return all tables of a report; ``most`` cuts the list of what is open."""
    said = found.report
    made = [
        open_table(found.open_items, most),
        _counts(said),
        _rates(said),
        _classes(said),
        _feedback(said),
        _breakdown("categories", _("类别"), _("（未填写）"), said.categories),
        _breakdown("delegations", _("代表团"), _("（未填写）"), said.delegations),
        _breakdown("units", _("主办部门"), _("（待交办）"), said.units),
    ]
    if found.carried.received:
        made.append(_carried(found.carried))
    if found.others:
        made.append(_others(found))
    return made


def open_table(items: Sequence[Item], most: int | None = None) -> Table:
    """Return the table of what is not done yet: without a reply first, the oldest first."""
    return Table(
        "open",
        _("尚未办结（未答复的在前，按时间先后）"),
        (_("编号"), _("案名"), _("主办部门"), _("现状"), _("提交日期"), _("答复期限"), _("说明")),
        (9, 23, 13, 13, 16, 16, 10),
        tuple(_item(item) for item in items[:most]),
        _("没有未办结的提案。"),
    )


def _item(item: Item) -> tuple[Cell, ...]:
    notes = []
    if item.overdue:
        notes.append(_("超期 %(n)s 天", n=item.overdue))
    if item.carried:
        notes.append(_("结转"))
    return (
        item.number or _UNKNOWN,
        item.title,
        item.unit or _UNKNOWN,
        item.state_label,
        day(item.since),
        day(item.due_on) or _UNKNOWN,
        "，".join(notes),
    )


def _counts(said: Report) -> Table:
    return Table(
        "counts",
        _("提案数量"),
        (_("项目"), _("并案前（件）"), _("并案后（件）")),
        (40, 30, 30),
        (
            (_("收到"), said.received, said.received_merged),
            (_("立案"), said.filed, said.filed_merged),
            (_("转为意见建议"), said.suggestions, said.suggestions_merged),
            (_("不予立案"), said.not_filed, said.not_filed),
            (_("撤案"), said.withdrawn, said.withdrawn),
            (_("待审查"), said.pending, said.pending),
            (_("其中：截止后提交"), said.late, _UNKNOWN),
        ),
    )


def _rates(said: Report) -> Table:
    rows: list[tuple[str, Rate, str]] = [
        (_("立案率（并案前）"), said.filing_rate, _("立案件数 ÷ 收到件数")),
        (_("立案率（并案后）"), said.filing_rate_merged, _("并案后立案 ÷ 并案后件数")),
        (_("立案率（并案后占收到）"), said.filing_rate_of_forms, _("并案后立案 ÷ 收到件数")),
        (_("答复率"), said.replied, _("已答复 ÷ 立案和意见建议（并案后）")),
        (_("提案答复率"), said.replied_motions, _("已答复的提案 ÷ 立案（并案后）")),
        (_("按期答复率"), said.punctual, _("在期限（含批准的延期）内答复 ÷ 有期限的应答复件数")),
        (_("满意率"), said.satisfied, _("满意 ÷ 已答复；未反馈不算满意")),
        (_("满意和基本满意率"), said.satisfied_or_basically, _("满意与基本满意之和 ÷ 已答复")),
    ]
    made: list[tuple[Cell, ...]] = [
        (name, rate.percent or _UNKNOWN, f"{rate.part}/{rate.whole}", meaning)
        for name, rate, meaning in rows
    ]
    made += [
        (_("重新办理"), said.redone, _UNKNOWN, _("因不满意办理了两次的件数")),
        (_("超期未答复"), said.overdue, _UNKNOWN, _("答复期限已过、还没有答复的件数")),
    ]
    if said.untimed:
        meaning = _("登记册没有写明答复期限，不计入按期答复率")
        made.append((_("期限不明"), said.untimed, _UNKNOWN, meaning))
    return Table(
        "rates",
        _("各项比率"),
        (_("项目"), _("结果"), _("件数"), _("怎样计算")),
        (26, 14, 14, 46),
        tuple(made),
    )


def _classes(said: Report) -> Table:
    return _shares(
        "classes",
        _("办理类型"),
        _("类型"),
        [(str(CLASS_LABELS[each]), rate) for each, rate in said.classes.items()],
    )


def _feedback(said: Report) -> Table:
    labels = {grade.value: str(GRADE_LABELS[grade]) for grade in Grade}
    labels[NO_FEEDBACK] = _("未反馈")
    return _shares(
        "feedback",
        _("提案人反馈（多人时以最不满意的为准）"),
        _("反馈"),
        [(labels[word], rate) for word, rate in said.feedback.items()],
    )


def _shares(name: str, title: str, head: str, rows: Iterable[tuple[str, Rate]]) -> Table:
    return Table(
        name,
        title,
        (head, _("件数"), _("占已答复")),
        (50, 20, 30),
        tuple((label, rate.part, shown(rate)) for label, rate in rows),
    )


def _breakdown(name: str, head: str, unnamed: str, lines: Sequence[Line]) -> Table:
    return Table(
        name,
        _("按%(what)s", what=head),
        (head, _("件数"), _("占比"), _("立案"), _("答复率"), _("按期率")),
        (28, 9, 18, 9, 18, 18),
        tuple(
            (
                line.name or unnamed,
                line.number.part,
                shown(line.number),
                line.filed,
                shown(line.replied),
                shown(line.punctual),
            )
            for line in lines
        ),
        _("没有数据。"),
    )


def _carried(said: Report) -> Table:
    return Table(
        "carried",
        _("以前会议结转的提案"),
        (_("项目"), _("件数")),
        (60, 40),
        (
            (_("结转至今尚未办结"), said.received),
            (_("其中：已答复，待反馈或跟踪落实"), said.replied.part),
            (_("其中：尚未答复"), said.replied.whole - said.replied.part),
            (_("其中：超期未答复"), said.overdue),
        ),
    )


def _others(found: Reporting) -> Table:
    return Table(
        "others",
        _("其他渠道提交的事项（同样逐件答复，不计入立案率）"),
        (_("类别"), _("件数"), _("答复率")),
        (40, 20, 40),
        tuple((each.label, each.replied.whole, shown(each.replied)) for each in found.others),
    )
