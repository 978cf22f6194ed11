"""The sheets of one election, from its result: 清票报告单, 计票结果报告单, 当选名单."""

from voting.i18n import _
from voting.names import ordered
from voting.reports.counts import attendance_figures, count_figures, piles_section
from voting.reports.election_wording import (
    is_majority,
    open_seats,
    order_words,
    question_words,
    standing,
    sums_sentence,
    threshold_words,
)
from voting.reports.header import ElectionHeader
from voting.reports.result import Person, Result, Votes, with_unit
from voting.reports.sheet import (
    Column,
    Figure,
    Kind,
    Row,
    Section,
    Share,
    Sheet,
    SheetName,
    Table,
    filled,
)
from voting.reports.wording import BASES, quorum_sentences, validity_sentences


def box_sheet(header: ElectionHeader, result: Result) -> Sheet:
    """Build the 清票报告单: what was found on opening the box, and whether the election stands."""
    return Sheet(
        name=SheetName.BOX,
        title=_("清票报告单"),
        subtitle=header.subtitle(header.closed_at),
        sections=filled(
            Section(table=_found(result)),
            piles_section(result.piles),
            Section(
                sentences=(
                    *_validity(header, result),
                    _("结论：投票有效，可以计票。")
                    if result.held
                    else _("结论：投票无效，不进行计票。"),
                )
            ),
        ),
        signatures=(_("总监票人"), _("监票人")),
        footer=header.footer,
    )


def _found(result: Result) -> Table:
    counts = result.counts
    left = Figure(
        _("剩余作废"), counts.eligible - counts.issued, _("张"), _("应到减发出，无人领取")
    )
    missing = Figure(_("未收回"), counts.not_returned, _("张"), _("发出减收回"))
    return Table(
        columns=(
            Column(_("项目"), Kind.TEXT, 20),
            Column(_("数目"), Kind.NUMBER, 12),
            Column(_("单位"), Kind.WORD, 8),
            Column(_("基数及占比"), Kind.TEXT, 40),
        ),
        rows=tuple(
            (figure.label, figure.value, figure.unit, figure.base)
            for figure in (*attendance_figures(counts), left, missing)
        ),
    )


def count_sheet(header: ElectionHeader, result: Result) -> Sheet:
    """Build the 计票结果报告单, the head scrutineer's report, most approvals first."""
    return Sheet(
        name=SheetName.COUNT,
        title=_("计票结果报告单"),
        subtitle=header.subtitle(header.counted_at),
        figures=count_figures(result.counts),
        sections=_count_sections(header, result),
        signatures=(_("总监票人"), _("总计票人"), _("主持人")),
        footer=header.footer,
    )


def elected_sheet(header: ElectionHeader, result: Result) -> Sheet:
    """Build the 当选名单: committees by 姓氏笔画, never by votes (for a recall: 罢免名单)."""
    people = in_order(header, result)
    table = Table(
        columns=(
            Column(_("序号"), Kind.NUMBER, 6),
            Column(_("姓名"), Kind.NAME, 16),
            Column(_("单位/职务"), Kind.TEXT, 30),
            Column(_("职务") if header.recall else _("当选职务"), Kind.TEXT, 22),
            Column(_("备注"), Kind.WORD, 10),
        ),
        rows=tuple(
            (
                place,
                result.called(person),
                person.unit_and_post,
                header.post,
                _remark(header, person),
            )
            for place, person in enumerate(people, 1)
        ),
        empty=_("罢免没有通过。") if header.recall else _("本次投票没有人当选。"),
    )
    listed = _("以上共 %(n)s 人，%(order)s。", n=len(people), order=order_words(header))
    return Sheet(
        name=SheetName.ELECTED,
        title=_("罢免名单") if header.recall else _("当选名单"),
        subtitle=header.subtitle(header.declared_at),
        sections=filled(
            Section(table=table),
            Section(sentences=((listed,) if people else ()) + still_open(header, result)),
        ),
        signatures=(_("总监票人"), _("主持人")),
        footer=header.footer,
    )


def _remark(header: ElectionHeader, person: Person) -> str:
    if person.key in header.chosen:
        return _("主席团决定")
    return _("另选") if person.written_in else ""


def still_open(header: ElectionHeader, result: Result) -> tuple[str, ...]:
    """Say what became of the seats nobody filled: what was decided, or what can be done."""
    return (header.decided,) if header.decided else tuple(open_seats(result))


def in_order(header: ElectionHeader, result: Result) -> list[Person]:
    """Return who was elected or named after a tie, by 姓氏笔画; namesakes by their units."""
    named = tuple(person for person in result.tied if person.key in header.chosen)
    by_unit = sorted((*result.elected, *named), key=lambda person: person.unit)
    return ordered(by_unit, header.list_rule, key=lambda person: person.name)


def votes_table(header: ElectionHeader, result: Result) -> Table:
    """Return the votes of the printed candidates, in the order of the announcement."""
    base = BASES[result.threshold.base]
    columns = [
        Column(_("序号"), Kind.NUMBER, 6),
        Column(_("姓名"), Kind.NAME, 14),
        Column(_("单位/职务"), Kind.TEXT, 27),
        Column(_("赞成"), Kind.NUMBER, 7),
        Column(_("不赞成"), Kind.NUMBER, 8),
        Column(_("弃权"), Kind.NUMBER, 7),
        Column(_("赞成占%(base)s%%", base=base), Kind.SHARE, 15),
        Column(_("是否过半"), Kind.WORD, 7),
        Column(_("结果"), Kind.WORD, 13),
    ]
    rows = [_row(header, result, place, votes) for place, votes in enumerate(result.tally, 1)]
    if result.threshold.more_votes:
        # Between the tied more votes decide; there is nothing that each must pass.
        del columns[_PASSED]
        rows = [(*row[:_PASSED], *row[_PASSED + 1 :]) for row in rows]
    elif not is_majority(result.threshold):
        columns[_PASSED] = Column(_("达当选票数"), Kind.WORD, 8)
    return Table(tuple(columns), tuple(rows))


_PASSED = 7


def _row(header: ElectionHeader, result: Result, place: int, votes: Votes) -> Row:
    return (
        place,
        result.called(votes.person),
        votes.person.unit_and_post,
        votes.approve,
        votes.oppose,
        votes.abstain,
        Share(votes.approve, result.threshold.of),
        _("是") if votes.passed else _("否"),
        standing(result, votes.person, passed=votes.passed, recall=header.recall),
    )


def written_table(header: ElectionHeader, result: Result) -> Table:
    """Return the votes of the written-in persons; what one vote alone named is only a number."""
    base = BASES[result.threshold.base]
    rows: list[Row] = [
        (
            with_unit(written.person),
            written.approve,
            Share(written.approve, result.threshold.of),
            standing(result, written.person, passed=written.passed, recall=header.recall)
            if written.resolved
            else _("认定无效"),
        )
        for written in result.written
    ]
    if result.others:
        rows.append((_("其他"), result.others, "", _("各不足 2 票")))
    return Table(
        columns=(
            Column(_("姓名"), Kind.NAME, 22),
            Column(_("赞成"), Kind.NUMBER, 7),
            Column(_("赞成占%(base)s%%", base=base), Kind.SHARE, 17),
            Column(_("结果"), Kind.WORD, 14),
        ),
        rows=tuple(rows),
        empty=_("没有另选他人。") if header.write_ins else _("本次投票不设另选他人。"),
    )


def _count_sections(header: ElectionHeader, result: Result) -> tuple[Section, ...]:
    if not result.held:
        return filled(piles_section(result.piles), Section(sentences=_validity(header, result)))
    question = question_words(header, result) + _threshold(result)
    return filled(
        Section(sentences=(question,), table=votes_table(header, result)),
        *_written_sections(header, result),
        piles_section(result.piles),
        Section(sentences=tuple(open_seats(result))),
        Section(heading=_("说明"), sentences=result.warnings),
    )


def _written_sections(header: ElectionHeader, result: Result) -> tuple[Section, ...]:
    sums, table = sums_sentence(result), written_table(header, result)
    if not table.rows:
        return (Section(sentences=(sums, table.empty)),)
    return (Section(sentences=(sums,)), Section(heading=_("另选人"), table=table))


def _threshold(result: Result) -> str:
    return _("所需票数：%(words)s。", words=threshold_words(result.threshold))


def _validity(header: ElectionHeader, result: Result) -> tuple[str, ...]:
    return (
        *quorum_sentences(header, result.counts, reached=result.quorum),
        *validity_sentences(header, result.counts, result.piles),
    )
