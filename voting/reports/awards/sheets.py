"""The sheets of an award: 评选结果报告单 by votes, 获奖名单 in the order of the ballot."""

from collections.abc import Sequence

from voting.i18n import _
from voting.reports.awards.result import Honours, Nominee, Result, Section as AwardSection
from voting.reports.awards.wording import open_sentences, section_words, standing
from voting.reports.counts import count_figures, piles_section
from voting.reports.header import Header
from voting.reports.sheet import (
    Cell,
    Column,
    Kind,
    Row,
    Section,
    Share,
    Sheet,
    SheetName,
    Table,
    filled,
)
from voting.reports.wording import quorum_sentences, validity_sentences


def award_sheet(header: Header, result: Result) -> Sheet:
    """Build the 评选结果报告单: each section's nominees, most votes or best score first."""
    return Sheet(
        name=SheetName.AWARD,
        title=_("评选结果报告单"),
        subtitle=header.subtitle(header.counted_at),
        figures=count_figures(result.counts),
        sections=_sections(header, result),
        signatures=(_("总监票人"), _("总计票人"), _("主持人")),
        footer=header.footer,
    )


def _sections(header: Header, result: Result) -> tuple[Section, ...]:
    grounds = Section(
        sentences=(
            *quorum_sentences(header, result.counts, reached=result.quorum),
            *validity_sentences(header, result.counts, result.piles),
        )
    )
    return filled(
        *(
            Section(
                heading=one.title,
                sentences=(section_words(one),),
                table=nominees_table(one, result.counts.valid),
            )
            for one in result.sections
        ),
        grounds,
        piles_section(result.piles),
        Section(heading=_("说明"), sentences=result.warnings if result.held else ()),
    )


def nominees_table(section: AwardSection, valid: int) -> Table:
    """Return a section's nominees in the order of the announcement."""
    weighed = section.jury_weight is not None
    columns = [
        Column(_("名次"), Kind.NUMBER, 7),
        Column(_("候选对象"), Kind.NAME, 20),
        Column(_("单位、说明"), Kind.TEXT, 24),
        Column(_("得票"), Kind.NUMBER, 7),
        Column(_("占有效票%"), Kind.SHARE, 13),
        *(_score_columns() if weighed else []),
        Column(_("结果"), Kind.WORD, 11),
    ]
    rows = tuple(_row(section, one, valid, weighed=weighed) for one in section.nominees)
    return Table(tuple(columns), rows, empty=_("没有候选对象。"))


def _score_columns() -> list[Column]:
    return [
        Column(_("得票分"), Kind.NUMBER, 9),
        Column(_("评审平均分"), Kind.NUMBER, 9),
        Column(_("评审人数"), Kind.NUMBER, 8),
        Column(_("综合得分"), Kind.NUMBER, 9),
    ]


def _row(section: AwardSection, one: Nominee, valid: int, *, weighed: bool) -> Row:
    scores: tuple[Cell, ...] = (
        one.vote_score or "",
        one.jury or "",
        one.jury_n,
        one.score or "",
    )
    return (
        one.rank,
        one.name,
        one.note.replace(" · ", " "),
        one.votes,
        Share(one.votes, valid),
        *(scores if weighed else ()),
        standing(section, one),
    )


def winners_sheet(header: Header, result: Result, honours: Sequence[Honours]) -> Sheet:
    """Build the 获奖名单: persons by 姓氏笔画, groups and works as on the ballot."""
    sections = [_winners(one) for one in honours]
    if not result.held:
        told = validity_sentences(header, result.counts, result.piles)
        sections = [Section(sentences=(*told, _("没有获奖名单。")))]
    return Sheet(
        name=SheetName.WINNERS,
        title=_("获奖名单"),
        subtitle=header.subtitle(header.declared_at),
        sections=(
            *sections,
            Section(sentences=(_("个人按姓氏笔画为序，集体和作品按选票上的次序。"),)),
        ),
        signatures=(_("总监票人"), _("主持人")),
        footer=header.footer,
    )


def _winners(found: Honours) -> Section:
    return Section(
        heading=_("%(title)s（%(n)s 个）", title=found.title, n=len(found.winners)),
        sentences=open_sentences(found),
        table=Table(
            columns=(
                Column(_("序号"), Kind.NUMBER, 7),
                Column(_("获奖者"), Kind.NAME, 26),
                Column(_("单位、说明"), Kind.TEXT, 45),
                Column(_("备注"), Kind.WORD, 15),
            ),
            rows=tuple(
                (place, one.name, one.note.replace(" · ", " "), one.how)
                for place, one in enumerate(found.winners, 1)
            ),
            empty=_("没有获奖者。"),
        ),
    )
