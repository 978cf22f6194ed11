"""What the public page says of a declared vote on documents."""

from voting.i18n import _
from voting.reports.announced import Block, Lead, Line, Said, Tone, piles_block
from voting.reports.counts import of_base
from voting.reports.header import Header
from voting.reports.resolutions.result import Item, Result
from voting.reports.resolutions.wording import need_sentences, summary_sentence, verdict
from voting.reports.wording import BASES, validity_sentences


def said_of_resolution(header: Header, result: Result) -> Said:
    """Return what was carried, by what rules, and the votes on every document."""
    rules = (
        result.check("quorum").text,
        *validity_sentences(header, result.counts, result.piles),
    )
    if not result.held:
        return Said(rules, blocks=piles_block(result.piles))
    return Said(
        rules=(*rules, *need_sentences(result)),
        leads=(
            Lead(
                _("通过"),
                tuple(item.title for item in result.carried),
                note=summary_sentence(result),
                empty=_("没有。"),
            ),
        ),
        blocks=(
            Block(_("各项表决"), tuple(_line(item) for item in result.items)),
            *piles_block(result.piles),
        ),
    )


def _line(item: Item) -> Line:
    return Line(
        item.title,
        _(
            "同意 %(agree)s · 不同意 %(oppose)s · 弃权 %(abstain)s · 未投 %(not_cast)s",
            agree=item.agree,
            oppose=item.oppose,
            abstain=item.abstain,
            not_cast=item.not_cast,
        ),
        of_base(item.agree, item.of, str(BASES[item.base])),
        verdict(item),
        Tone.GOOD if item.carried else Tone.OPEN,
    )
