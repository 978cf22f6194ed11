"""What the public page says of a declared award."""

from collections.abc import Sequence

from voting.i18n import _
from voting.reports.announced import Block, Lead, Line, Said, Tone, piles_block
from voting.reports.awards.result import Honours, Nominee, Result, Section
from voting.reports.awards.wording import open_sentences, section_words, standing
from voting.reports.counts import of_base
from voting.reports.header import Header
from voting.reports.wording import quorum_sentences, validity_sentences


def said_of_award(header: Header, result: Result, honours: Sequence[Honours]) -> Said:
    """Return the honoured of each section, and everybody's votes."""
    rules = (
        *quorum_sentences(header, result.counts, reached=result.quorum),
        *validity_sentences(header, result.counts, result.piles),
    )
    if not result.held:
        return Said(rules, blocks=piles_block(result.piles))
    return Said(
        rules=rules,
        leads=tuple(_lead(one) for one in honours),
        blocks=(
            *(_block(one, result.counts.valid) for one in result.sections),
            *piles_block(result.piles),
        ),
    )


def _lead(found: Honours) -> Lead:
    return Lead(
        heading=_("%(title)s获奖名单", title=found.title),
        names=tuple(one.name for one in found.winners),
        note=_("名额 %(quota)s 个，获奖 %(n)s 个。", quota=found.quota, n=len(found.winners)),
        sentences=open_sentences(found),
        empty=_("没有。"),
    )


def _block(section: Section, valid: int) -> Block:
    return Block(
        section.title,
        tuple(_line(section, one, valid) for one in section.nominees),
        (section_words(section),),
    )


def _line(section: Section, one: Nominee, valid: int) -> Line:
    counts = _("得票 %(n)s", n=one.votes)
    if one.score is not None:
        counts = _(
            "%(votes)s · 评审平均分 %(jury)s · 综合得分 %(score)s",
            votes=counts,
            jury=one.jury,
            score=one.score,
        )
    share = of_base(one.votes, valid, _("有效票"))
    tone = Tone.GOOD if one.winner else Tone.OPEN
    return Line(one.name, counts, share, standing(section, one), tone)
