"""The tables of an evaluation: by subject, by voter group, by dimension."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from voting.i18n import _
from voting.reports.evaluations.result import Figures, Group, Result, Subject
from voting.reports.evaluations.wording import NOTHING, rates
from voting.reports.sheet import Cell, Column, Kind, Row, Share, Table

_VOTES = 5
_PERCENT = 7


def summary_table(result: Result) -> Table:
    """Return everybody in the order of the sheet: votes and shares by grade, rates, score."""
    grades, told = _Grades.of(result, result.scale), rates(result)
    return Table(
        columns=(
            Column(_("序号"), Kind.NUMBER, 5),
            Column(_("姓名"), Kind.NAME, 11),
            Column(_("职务"), Kind.TEXT, 16),
            Column(_("发出"), Kind.NUMBER, 6, _("选票")),
            Column(_("收回"), Kind.NUMBER, 6, _("选票")),
            Column(_("有效 N"), Kind.NUMBER, 6, _("选票")),
            *grades.columns(),
            *(Column(rate.title, Kind.NUMBER, 8) for rate in told),
            *_score_columns(result),
        ),
        rows=tuple(
            (
                place,
                one.name,
                one.note,
                result.counts.issued,
                result.counts.returned,
                one.figures.n,
                *grades.cells(one.figures),
                *(rate.of(one.figures) for rate in told),
                *_score_cells(result, one),
            )
            for place, one in enumerate(result.subjects, 1)
        ),
    )


def groups_table(result: Result) -> Table:
    """Return the ballots of each voter group, with its weight."""
    return Table(
        columns=(
            Column(_("票别"), Kind.TEXT, 22),
            Column(_("权重"), Kind.WORD, 10),
            Column(_("应到"), Kind.NUMBER, 9),
            Column(_("发出"), Kind.NUMBER, 9),
            Column(_("收回"), Kind.NUMBER, 9),
            Column(_("有效"), Kind.NUMBER, 9),
            Column(_("无效"), Kind.NUMBER, 9),
            Column(_("回收率"), Kind.SHARE, 16),
        ),
        rows=tuple(_group_row(group) for group in result.groups),
    )


def _group_row(group: Group) -> Row:
    return (
        group.title,
        group.weight or NOTHING,
        NOTHING if group.eligible is None else group.eligible,
        group.issued,
        group.returned,
        group.valid,
        group.rejected,
        Share(group.returned, group.issued),
    )


def split_table(result: Result) -> Table:
    """Return everybody's figures by voter group; a dash where a group is too small to show."""
    shown, scored = result.shown_groups(), result.scored
    grades = _Grades.of(result, result.scale)
    return Table(
        columns=(
            Column(_("序号"), Kind.NUMBER, 5),
            Column(_("姓名"), Kind.NAME, 11),
            Column(_("票别"), Kind.TEXT, 14),
            Column(_("有效 N"), Kind.NUMBER, 6),
            *grades.columns(),
            *([Column(_("得分"), Kind.NUMBER, 8)] if scored else []),
        ),
        rows=tuple(
            (
                place,
                one.name,
                title,
                found.n if found else NOTHING,
                *grades.cells(found),
                *([_score(found)] if scored else []),
            )
            for place, one in enumerate(result.subjects, 1)
            for key, title in shown.items()
            for found in (one.by_group.get(key),)
        ),
    )


def dimensions_table(result: Result) -> Table:
    """Return everybody's figures by dimension."""
    grades, told = _Grades.of(result, _marks_of(result)), rates(result)
    scored = any(
        found.score is not None for one in result.subjects for found in one.dimensions.values()
    )
    return Table(
        columns=(
            Column(_("序号"), Kind.NUMBER, 5),
            Column(_("姓名"), Kind.NAME, 11),
            Column(_("测评项目"), Kind.TEXT, 16),
            Column(_("有效 N"), Kind.NUMBER, 6),
            *grades.columns(),
            *(Column(rate.title, Kind.NUMBER, 8) for rate in told),
            *([Column(_("得分"), Kind.NUMBER, 8)] if scored else []),
        ),
        rows=tuple(
            (
                place,
                one.name,
                dimension.title,
                found.n,
                *grades.cells(found),
                *(rate.of(found) for rate in told),
                *([_score(found)] if scored else []),
            )
            for place, one in enumerate(result.subjects, 1)
            for dimension in result.dimensions
            for found in (one.dimensions[dimension.id],)
        ),
        empty=_("本次测评不分项目。"),
    )


def grades_table(result: Result, one: Subject) -> Table:
    """Return the figures of one subject's own sheet: a grade a column."""
    given = _grades(result, one.figures, result.scale)
    return Table(
        columns=(
            Column(_("等次"), Kind.TEXT, 12),
            *(Column(title, Kind.NUMBER, 12) for title, _votes, _share in given),
        ),
        rows=(
            (_("票数"), *(votes for _title, votes, _share in given)),
            (_("占比"), *(share for _title, _votes, share in given)),
        ),
    )


def _grades(result: Result, figures: Figures, marks: Sequence[str]) -> list[tuple[str, Cell, str]]:
    """Return each grade with its votes and share, best first; then the marks beside the scale."""
    rows: list[tuple[str, Cell, str]] = [
        (
            result.label(mark),
            figures.counts.get(mark, NOTHING),
            figures.shares.get(mark) or NOTHING,
        )
        for mark in marks
    ]
    if result.unknown:
        share = figures.unknown_share or NOTHING
        rows.append((result.label(result.unknown), figures.unknown, share))
    rows.append((_("弃权"), figures.abstain, figures.abstain_share or NOTHING))
    return rows


def _marks_of(result: Result) -> tuple[str, ...]:
    """Return the grades of all dimensions; where each has bands of its own, all of them."""
    given = (found.counts for one in result.subjects for found in one.dimensions.values())
    return tuple(dict.fromkeys(mark for counts in given for mark in counts))


@dataclass(frozen=True, slots=True)
class _Grades:
    """The columns of a table by grade; one more where some row is void (``void``)."""

    result: Result
    marks: Sequence[str]
    void: bool

    @classmethod
    def of(cls, result: Result, marks: Sequence[str]) -> Self:
        """Look through all rows once: every line of a table has the same columns."""
        return cls(result, marks, _has_void(result))

    def columns(self) -> list[Column]:
        """Return votes and share of each grade."""
        labels = [self.result.label(mark) for mark in self.marks]
        labels += [self.result.label(self.result.unknown)] if self.result.unknown else []
        columns = [
            column
            for label in (*labels, _("弃权"))
            for column in (
                Column(_("票"), Kind.NUMBER, _VOTES, label),
                Column("%", Kind.NUMBER, _PERCENT, label),
            )
        ]
        return columns + ([Column(_("本行作废"), Kind.NUMBER, _VOTES)] if self.void else [])

    def cells(self, figures: Figures | None) -> list[Cell]:
        """Return somebody's figures, or dashes where they are withheld."""
        if figures is None:
            return [NOTHING] * len(self.columns())
        cells: list[Cell] = [
            cell
            for _title, votes, share in _grades(self.result, figures, self.marks)
            for cell in (votes, _bare(share))
        ]
        return cells + ([figures.void] if self.void else [])


def _bare(share: str) -> str:
    """Leave the sign out: it stands in the head of the column."""
    return share.removesuffix("%")


def _has_void(result: Result) -> bool:
    return any(
        found.void for one in result.subjects for found in (one.figures, *one.dimensions.values())
    )


def _score_columns(result: Result) -> list[Column]:
    found = []
    if result.scored and result.groups:
        found += [
            Column(_("加权"), Kind.NUMBER, 8, _("得分")),
            Column(_("合并"), Kind.NUMBER, 8, _("得分")),
        ]
    elif result.scored:
        found.append(Column(_("得分"), Kind.NUMBER, 8))
    if any(one.extra is not None for one in result.subjects):
        found.append(Column(_("其中附加分"), Kind.NUMBER, 8))
    if any(one.band is not None for one in result.subjects):
        found.append(Column(_("等次"), Kind.WORD, 8))
    if result.ranked:
        found.append(Column(_("名次"), Kind.NUMBER, 5))
    return found


def _score_cells(result: Result, one: Subject) -> list[Cell]:
    found: list[Cell] = []
    if result.scored:
        found += [_score(one.figures), *([one.pooled or NOTHING] if result.groups else [])]
    if any(each.extra is not None for each in result.subjects):
        found.append(one.extra or NOTHING)
    if any(each.band is not None for each in result.subjects):
        found.append(result.label(one.band) if one.band else NOTHING)
    if result.ranked:
        found.append(NOTHING if one.rank is None else one.rank)
    return found


def _score(figures: Figures | None) -> str:
    return (figures.score if figures else None) or NOTHING
