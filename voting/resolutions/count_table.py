"""The answer of ``voting count`` for people: plain text, every figure with what it rests on."""

from voting.i18n import _
from voting.polls.count_words import attended_line, sheets_line, with_warnings
from voting.resolutions.counting import Counted
from voting.resolutions.outcome import Decided, Outcome
from voting.resolutions.wording import BASE_LABELS, share_words


def table(counted: Counted) -> str:
    """Return the whole sheet."""
    outcome = counted.outcome
    head = f"{attended_line(outcome.sheets)}\n{sheets_line(outcome.sheets)}"
    parts = [head, _verdict(outcome), *(_item(item) for item in outcome.items)]
    return with_warnings(parts, counted.warnings)


def _verdict(outcome: Outcome) -> str:
    lines = [_("表决有效：%(answer)s", answer=_("是") if outcome.valid_vote else _("否"))]
    if outcome.quorum is not None:
        reached = _("是") if outcome.quorum else _("否")
        lines.append(_("到会人数达到要求：%(answer)s", answer=reached))
    return "\n".join(lines)


def _item(item: Decided) -> str:
    passes = item.asked.passes
    title = item.asked.title
    head = title if title == item.asked.id else f"{item.asked.id}　{title}"
    return "\n".join(
        [
            head,
            _(
                "  同意 %(agree)s　不同意 %(oppose)s　弃权 %(abstain)s　未投 %(not_cast)s",
                agree=item.votes.agree,
                oppose=item.votes.oppose,
                abstain=item.votes.abstain,
                not_cast=item.not_cast,
            ),
            _(
                "  要求：%(base)s（%(of)s）的%(share)s，即 %(need)s 票　结果：%(result)s",
                base=BASE_LABELS[passes.base],
                of=item.of,
                share=share_words(passes),
                need=item.need,
                result=_("通过") if item.carried else _("未通过"),
            ),
        ]
    )
