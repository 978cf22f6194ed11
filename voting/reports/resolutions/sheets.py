"""The sheets of a vote on documents, from its result: 表决结果报告单, 会议合法性核对表."""

from voting.i18n import _
from voting.reports.counts import count_figures, piles_section
from voting.reports.header import Header, grouped
from voting.reports.resolutions.result import Item, Result
from voting.reports.resolutions.wording import (
    CHECK_LABELS,
    finding,
    need_sentences,
    summary_sentence,
    sums_sentence,
    verdict,
)
from voting.reports.sheet import (
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
from voting.reports.wording import BASES, validity_sentences

_DIGEST_SHOWN = 8


def resolution_sheet(header: Header, result: Result) -> Sheet:
    """Build the 表决结果报告单: each document with its version, its votes, and its fate."""
    return Sheet(
        name=SheetName.RESOLUTION,
        title=_("表决结果报告单"),
        subtitle=header.subtitle(header.counted_at),
        figures=count_figures(result.counts),
        sections=_sections(header, result),
        signatures=(_("总监票人"), _("总计票人"), _("主持人")),
        footer=header.footer,
    )


def _sections(header: Header, result: Result) -> tuple[Section, ...]:
    grounds = Section(
        sentences=(
            result.check("quorum").text,
            *validity_sentences(header, result.counts, result.piles),
        )
    )
    if not result.held:
        missed = (_("到会人数不足，不能进行表决。"),) if result.quorum is False else ()
        return filled(grounds, Section(sentences=missed), piles_section(result.piles))
    return filled(
        Section(
            sentences=(summary_sentence(result), *need_sentences(result)),
            table=items_table(result),
        ),
        Section(sentences=(sums_sentence(result),)),
        grounds,
        piles_section(result.piles),
        Section(heading=_("说明"), sentences=result.warnings),
    )


def items_table(result: Result) -> Table:
    """Return the documents in the order of the ballot, each with its votes."""
    bases = {item.base for item in result.items}
    base = BASES[bases.pop()] if len(bases) == 1 else _("基数")
    void = any(item.void for item in result.items)
    columns = [
        Column(_("序号"), Kind.NUMBER, 7),
        Column(_("议题"), Kind.TEXT, 26),
        Column(_("版本和指纹"), Kind.TEXT, 15),
        Column(_("同意"), Kind.NUMBER, 7),
        Column(_("不同意"), Kind.NUMBER, 9),
        Column(_("弃权"), Kind.NUMBER, 7),
        *([Column(_("本项作废"), Kind.NUMBER, 7)] if void else []),
        Column(_("未投"), Kind.NUMBER, 7),
        Column(_("同意占%(base)s%%", base=base), Kind.SHARE, 13),
        Column(_("须达"), Kind.NUMBER, 7),
        Column(_("结果"), Kind.WORD, 11),
    ]
    rows = tuple(_row(place, item, void=void) for place, item in enumerate(result.items, 1))
    return Table(tuple(columns), rows)


def _row(place: int, item: Item, *, void: bool) -> Row:
    return (
        place,
        item.title,
        _version(item),
        item.agree,
        item.oppose,
        item.abstain,
        *((item.void,) if void else ()),
        item.not_cast,
        Share(item.agree, item.of),
        item.need,
        verdict(item),
    )


def _version(item: Item) -> str:
    return _("第 %(n)s 版 %(digest)s", n=item.version, digest=grouped(item.sha256[:_DIGEST_SHOWN]))


def legality_sheet(header: Header, result: Result) -> Sheet:
    """Build the 会议合法性核对表: what the rules demand of the vote, and what was found."""
    table = Table(
        columns=(
            Column(_("序号"), Kind.NUMBER, 6),
            Column(_("核对事项"), Kind.TEXT, 14),
            Column(_("核对结果"), Kind.WORD, 12),
            Column(_("情况"), Kind.TEXT, 70),
        ),
        rows=tuple(
            (place, str(CHECK_LABELS[check.code]), finding(check), check.text)
            for place, check in enumerate(result.checks, 1)
        ),
    )
    return Sheet(
        name=SheetName.LEGALITY,
        title=_("会议合法性核对表"),
        subtitle=header.subtitle(header.counted_at),
        sections=(
            Section(sentences=(_("所用规则：%(rules)s。", rules=result.rules_title),), table=table),
            Section(sentences=validity_sentences(header, result.counts, result.piles)),
            Section(
                sentences=tuple(
                    _(
                        "“%(title)s”：第 %(n)s 版，SHA-256 %(digest)s。",
                        title=item.title,
                        n=item.version,
                        digest=item.sha256,
                    )
                    for item in result.items
                )
                or (_("没有可以公布的表决结果。"),)
            ),
        ),
        signatures=(_("总监票人"), _("监票人"), _("主持人")),
        footer=header.footer,
    )
