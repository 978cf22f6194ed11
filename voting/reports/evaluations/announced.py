"""What the public page says of a declared evaluation."""

from voting.i18n import _
from voting.reports.announced import Block, Line, Said, Tone, piles_block
from voting.reports.evaluations.result import Result, Subject
from voting.reports.evaluations.wording import (
    definition_sentences,
    rates,
    rejected_sentences,
    returns_sentence,
)
from voting.reports.header import Header
from voting.reports.wording import quorum_sentences, validity_sentences


def said_of_evaluation(header: Header, result: Result) -> Said:
    """Return every subject's figures, with what the shares are shares of."""
    rules = (
        *quorum_sentences(header, result.counts, reached=result.quorum),
        *validity_sentences(header, result.counts, result.piles),
        returns_sentence(result.counts),
        *rejected_sentences(result),
    )
    if not result.held:
        return Said(rules, blocks=piles_block(result.piles))
    return Said(
        rules=(*rules, *definition_sentences(result)),
        blocks=(
            Block(_("测评结果"), tuple(_line(result, one) for one in result.subjects)),
            *piles_block(result.piles),
        ),
    )


def _line(result: Result, one: Subject) -> Line:
    figures = one.figures
    counts = [f"{result.label(mark)} {figures.counts.get(mark, 0)}" for mark in result.scale]
    if result.unknown:
        counts.append(f"{result.label(result.unknown)} {figures.unknown}")
    counts.append(_("弃权 %(n)s", n=figures.abstain))
    shares = [_("N＝%(n)s", n=figures.n)]
    shares += [f"{rate.title} {rate.of(figures)}" for rate in rates(result)]
    fate = "" if figures.score is None else _("%(score)s 分", score=figures.score)
    return Line(one.name, " · ".join(counts), _("，").join(shares), fate, Tone.PLAIN)
