"""What the public page says of a declared election."""

from voting.i18n import _
from voting.reports.announced import Block, Lead, Line, Said, Tone, piles_block
from voting.reports.counts import of_base
from voting.reports.election_wording import (
    order_words,
    question_words,
    standing,
    threshold_words,
)
from voting.reports.letter import Election
from voting.reports.result import OTHERS, Person, Result, with_unit
from voting.reports.sheets import in_order, still_open
from voting.reports.wording import BASES, quorum_sentences, validity_sentences


def said_of_election(told: Election) -> Said:
    """Return who is elected, by what rules, and everybody's votes."""
    header, result = told.header, told.result
    rules = [
        *quorum_sentences(header, result.counts, reached=result.quorum),
        *validity_sentences(header, result.counts, result.piles),
    ]
    if result.held:
        words = threshold_words(result.threshold)
        rules += [question_words(header, result), _("所需票数：%(words)s。", words=words)]
    return Said(
        rules=tuple(rules),
        leads=(_lead(told),),
        blocks=(
            *_block(_("候选人得票"), _votes(told)),
            *_block(_("另选人"), _written(told)),
            *piles_block(result.piles),
        ),
    )


def _block(heading: str, lines: tuple[Line, ...]) -> tuple[Block, ...]:
    return (Block(heading, lines),) if lines else ()


def _lead(told: Election) -> Lead:
    header, result = told.header, told.result
    names = tuple(result.called(person) for person in in_order(header, result))
    return Lead(
        heading=_("罢免通过") if header.recall else _("当选"),
        names=names,
        note=_(
            "%(post)s，共 %(n)s 人，%(order)s。",
            post=header.post,
            n=len(names),
            order=order_words(header),
        ),
        sentences=still_open(header, result),
        empty=_("没有。"),
    )


def _votes(told: Election) -> tuple[Line, ...]:
    header, result = told.header, told.result
    return tuple(
        Line(
            result.called(votes.person),
            _(
                "赞成 %(a)s · 不赞成 %(o)s · 弃权 %(n)s",
                a=votes.approve,
                o=votes.oppose,
                n=votes.abstain,
            ),
            _share(result, votes.approve),
            standing(result, votes.person, passed=votes.passed, recall=header.recall),
            _tone(result, votes.person),
        )
        for votes in result.tally
    )


def _written(told: Election) -> tuple[Line, ...]:
    result = told.result
    lines = [
        Line(
            with_unit(written.person),
            _("赞成 %(a)s", a=written.approve),
            _share(result, written.approve),
            standing(result, written.person, passed=written.passed)
            if written.resolved
            else _("认定无效"),
            _tone(result, written.person),
        )
        for written in result.written
    ]
    if result.others:
        others = _("赞成 %(a)s", a=result.others)
        lines.append(Line(OTHERS, others, fate=_("各不足 2 票"), tone=Tone.OPEN))
    return tuple(lines)


def _tone(result: Result, person: Person) -> Tone:
    return Tone.GOOD if person in result.elected else Tone.OPEN


def _share(result: Result, part: int) -> str:
    return of_base(part, result.threshold.of, str(BASES[result.threshold.base]))
