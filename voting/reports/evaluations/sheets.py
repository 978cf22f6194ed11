"""The sheets of an evaluation: 民主测评汇总表, 分项统计表, 意见建议汇总, 个人测评结果."""

from collections.abc import Mapping, Sequence

from voting.evaluations.comments import Remarks
from voting.i18n import _
from voting.reports.counts import count_figures, piles_section
from voting.reports.evaluations.result import Result, Subject
from voting.reports.evaluations.tables import (
    dimensions_table,
    grades_table,
    groups_table,
    split_table,
    summary_table,
)
from voting.reports.evaluations.wording import (
    NOTHING,
    definition_sentences,
    flag_sentences,
    rates,
    rejected_sentences,
    returns_sentence,
    withheld_sentences,
)
from voting.reports.header import Header
from voting.reports.sheet import (
    Column,
    Field,
    FormRow,
    Kind,
    Section,
    Share,
    Sheet,
    SheetName,
    Table,
    filled,
)
from voting.reports.wording import quorum_sentences, validity_sentences

Written = Mapping[str, tuple[Remarks, ...]]
"""Subject → what was written about it."""
_REMARK_LINES = 3


def summary_sheet(header: Header, result: Result, scoring: Sequence[str] = ()) -> Sheet:
    """Build the 民主测评汇总表: everybody's votes, shares, rates and scores, by group too.

    ``scoring``: how scores are worked out, in sentences.
    """
    return Sheet(
        name=SheetName.SUMMARY,
        title=_("民主测评汇总表"),
        subtitle=header.subtitle(header.counted_at),
        figures=count_figures(result.counts),
        sections=_summary_sections(header, result, scoring),
        signatures=(_("总监票人"), _("总计票人"), _("主持人")),
        footer=header.footer,
        landscape=True,
    )


def _summary_sections(
    header: Header, result: Result, scoring: Sequence[str]
) -> tuple[Section, ...]:
    grounds = Section(
        sentences=(
            returns_sentence(result.counts),
            *rejected_sentences(result),
            *quorum_sentences(header, result.counts, reached=result.quorum),
            *validity_sentences(header, result.counts, result.piles),
        )
    )
    if not result.held:
        return filled(grounds, piles_section(result.piles))
    return filled(
        grounds,
        Section(table=summary_table(result)),
        Section(sentences=(*definition_sentences(result), *scoring)),
        *_by_group(result),
        piles_section(result.piles),
        Section(heading=_("提示（由组织认定，本表不作结论）"), sentences=flag_sentences(result)),
        Section(heading=_("说明"), sentences=result.warnings),
    )


def _by_group(result: Result) -> tuple[Section, ...]:
    if not result.groups:
        return ()
    return (
        Section(heading=_("各票别收回情况"), table=groups_table(result)),
        Section(
            heading=_("各票别测评情况"),
            sentences=tuple(withheld_sentences(result)),
            table=split_table(result),
        ),
    )


def dimensions_sheet(header: Header, result: Result) -> Sheet:
    """Build the 分项统计表: each dimension by grade."""
    weights = _("，").join(
        _("%(title)s %(weight)s", title=one.title, weight=one.weight)
        for one in result.dimensions
        if one.weight is not None
    )
    said = (_("各项权重：%(weights)s。", weights=weights),) if weights and result.scored else ()
    table = dimensions_table(result)
    return Sheet(
        name=SheetName.DIMENSIONS,
        title=_("分项统计表"),
        subtitle=header.subtitle(header.counted_at),
        sections=(
            Section(sentences=said, table=table),
            Section(sentences=tuple(definition_sentences(result))),
        ),
        signatures=(_("总监票人"), _("总计票人")),
        footer=header.footer,
        landscape=True,
    )


def comments_sheet(header: Header, result: Result, written: Written) -> Sheet:
    """Build the 意见建议汇总; of somebody with too few valid sheets it shows nothing."""
    if not result.held:
        sections = [Section(sentences=(_("测评无效，不列意见。"),))]
    elif not any(written.values()):
        sections = [Section(sentences=(_("本次测评没有征集文字意见。"),))]
    else:
        sections = _remark_sections(result, written)
    return Sheet(
        name=SheetName.COMMENTS,
        title=_("意见建议汇总"),
        subtitle=header.subtitle(header.counted_at),
        sections=tuple(sections),
        footer=header.footer,
    )


def _remark_sections(result: Result, written: Written) -> list[Section]:
    said = [(one, written[one.id]) for one in result.subjects if _anything(written, one)]
    silent = len(result.subjects) - len(said)
    order = _("意见照原文列出，先后次序打乱，与票别、时间、填写人都不能对应。")
    rest = (_("其余 %(n)s 名测评对象没有意见。", n=silent),) if silent else ()
    return [*(_remarks_section(result, *each) for each in said), Section(sentences=(*rest, order))]


def _anything(written: Written, one: Subject) -> bool:
    return any(each.texts for each in written.get(one.id, ()))


def _remarks_section(result: Result, one: Subject, written: tuple[Remarks, ...]) -> Section:
    if one.figures.n < result.min_group:
        told = _("有效票不足 %(n)s 张，意见不列出。", n=result.min_group)
        return Section(heading=one.name, sentences=(told,))
    return Section(
        heading=one.name,
        table=Table(
            columns=(
                Column(_("类别"), Kind.WORD, 14),
                Column(_("序号"), Kind.NUMBER, 7),
                Column(_("意见"), Kind.TEXT, 80),
            ),
            rows=tuple(
                (each.title, place, text)
                for each in written
                for place, text in enumerate(each.texts, 1)
            ),
        ),
    )


def subject_sheets(header: Header, result: Result, written: Written) -> list[Sheet]:
    """Build the 个人测评结果, a page for each subject; ``written``: what may stand on it."""
    if not result.held:
        told = validity_sentences(header, result.counts, result.piles)
        return [_sheet_about(header, "", (Section(sentences=told),))]
    return [_subject_sheet(header, result, one, written) for one in result.subjects]


def _subject_sheet(header: Header, result: Result, one: Subject, written: Written) -> Sheet:
    shown = written.get(one.id, ()) if one.figures.n >= result.min_group else ()
    return _sheet_about(
        header,
        one.name,
        (
            Section(form=_who(result, one)),
            Section(table=grades_table(result, one), sentences=_rates(result, one)),
            Section(form=_remark_rows(shown)),
            Section(form=_opinions()),
        ),
    )


def _sheet_about(header: Header, about: str, sections: tuple[Section, ...]) -> Sheet:
    return Sheet(
        name=SheetName.SUBJECTS,
        title=_("个人测评结果"),
        subtitle=header.subtitle(header.counted_at),
        sections=sections,
        signatures=(_("总监票人"), _("总计票人")),
        footer=header.footer,
        about=about,
    )


def _who(result: Result, one: Subject) -> tuple[FormRow, ...]:
    counts = result.counts
    took_part = Share(counts.returned, counts.eligible)
    return (
        (Field(_("评议对象"), one.name), Field(_("职务"), one.note)),
        (
            Field(_("在册人数")),
            Field(_("代表人数"), _("%(n)s 人", n=counts.eligible)),
        ),
        (
            Field(_("参加测评人数"), _("%(n)s 人", n=counts.returned)),
            Field(_("占代表人数"), str(took_part)),
        ),
        (
            Field(_("占在册人数")),
            Field(_("本人有效票 N"), _("%(n)s 张", n=one.figures.n)),
        ),
    )


def _rates(result: Result, one: Subject) -> tuple[str, ...]:
    said = [f"{rate.title} {rate.of(one.figures)}" for rate in rates(result)]
    if one.figures.score is not None:
        said.append(_("得分 %(score)s", score=one.figures.score))
    if one.band is not None:
        said.append(_("等次 %(band)s", band=result.label(one.band)))
    return (_("；").join(said) + _("。"),) if said else ()


def _remark_rows(written: tuple[Remarks, ...]) -> tuple[FormRow, ...]:
    if not written:
        return (
            (Field(_("优点"), lines=_REMARK_LINES),),
            (Field(_("不足"), lines=_REMARK_LINES),),
        )
    return tuple((_remark_field(each),) for each in written)


def _remark_field(each: Remarks) -> Field:
    if not each.texts:
        return Field(each.title, NOTHING)
    return Field(each.title, "\n".join(f"{n}. {text}" for n, text in enumerate(each.texts, 1)))


def _opinions() -> tuple[FormRow, ...]:
    """Leave room for what others write and stamp."""
    return (
        (Field(_("单位领导小组综合考评意见"), lines=_REMARK_LINES),),
        (
            Field(_("工会（盖章）"), lines=_REMARK_LINES),
            Field(_("上级评议小组意见"), lines=_REMARK_LINES),
        ),
    )
