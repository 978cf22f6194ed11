"""The 选举结果报告 to the upper union: all elections of a meeting in one letter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voting.congress.rules import chinese_numeral
from voting.i18n import _
from voting.names import ordered
from voting.reports.counts import of_base
from voting.reports.election_wording import order_words, question_words, threshold_words
from voting.reports.header import ElectionHeader
from voting.reports.result import Result
from voting.reports.sheet import Section, Sheet, SheetName
from voting.reports.sheets import in_order, still_open, votes_table, written_table
from voting.reports.wording import quorum_sentences


@dataclass(frozen=True, slots=True)
class Election:
    """One election as the letter tells it."""

    header: ElectionHeader
    result: Result


def report_sheet(elections: Sequence[Election]) -> Sheet:
    """Build the letter: how it was held, every person's votes, who is elected, please reply.

    The upper union replies within 15 days (2016 条例, art. 29). Elections come in the order of
    their posts, chair first.
    """
    told = sorted(elections, key=lambda election: election.header.rank)
    header = told[0].header
    parts = [_occasion(header), *(_votes(each) for each in told), _elected(told)]
    return Sheet(
        name=SheetName.REPORT,
        title=_("选举结果报告"),
        subtitle=header.organisation,
        addressee=_("上级工会："),
        sections=(
            _indented(Section(sentences=(_opening(told),))),
            *(_numbered(place, part) for place, part in enumerate(parts, 1)),
            _indented(Section(sentences=(_("妥否，请批复。"),))),
        ),
        seal=header.organisation,
        dated=header.day,
    )


def _numbered(place: int, part: Section) -> Section:
    heading = _("%(n)s、%(heading)s", n=chinese_numeral(place), heading=part.heading)
    return _indented(replace(part, heading=heading))


def _indented(part: Section) -> Section:
    """Begin every sentence two characters in, as paragraphs of a letter do."""
    return replace(part, sentences=tuple(f"　　{sentence}" for sentence in part.sentences))


def _opening(told: Sequence[Election]) -> str:
    header = told[0].header
    posts = "、".join(dict.fromkeys(each.header.post for each in told))
    return _(
        "%(who)s于%(day)s召开%(meeting)s，以无记名投票方式选举%(posts)s。现将结果报告如下：",
        who=header.organisation,
        day=header.day,
        meeting=header.meeting,
        posts=posts,
    )


def _occasion(header: ElectionHeader) -> Section:
    return Section(
        heading=_("会议情况"),
        sentences=(
            _("会议名称：%(meeting)s", meeting=header.meeting),
            _("会议时间：%(day)s", day=header.day),
        ),
    )


def _votes(election: Election) -> Section:
    header, result = election.header, election.result
    counts = result.counts
    sentences = [
        _("方式：%(how)s；%(what)s", how=_ways(header), what=question_words(header, result)),
        *quorum_sentences(header, counts, reached=result.quorum),
        _(
            "发出选票 %(issued)s 张，收回 %(returned)s 张，%(rate)s；"
            "其中有效票 %(valid)s 张，无效票 %(rejected)s 张。",
            issued=counts.issued,
            returned=counts.returned,
            rate=of_base(counts.returned, counts.issued, _("发出")),
            valid=counts.valid,
            rejected=counts.rejected,
        ),
    ]
    if not result.held:
        return Section(header.title, tuple(sentences))
    sentences += [_("所需票数：%(words)s。", words=threshold_words(result.threshold))]
    sentences += _written(election)
    return Section(header.title, tuple(sentences), votes_table(header, result))


def _ways(header: ElectionHeader) -> str:
    return _("由大会直接选举") if header.direct else _("由新一届工会委员会选举")


def _written(election: Election) -> list[str]:
    rows = written_table(election.header, election.result).rows
    if not rows:
        return []
    named = "，".join(_("%(who)s %(n)s 票", who=row[0], n=row[1]) for row in rows)
    return [_("另选他人：%(named)s。", named=named)]


def _elected(told: Sequence[Election]) -> Section:
    """List the elected by post: a run-off or re-election adds to its first ballot."""
    sentences = []
    for post in dict.fromkeys(each.header.post for each in told):
        ballots = [each for each in told if each.header.post == post]
        names = _names(ballots)
        if names:
            sentences.append(_list_of(ballots[0].header, names))
        sentences += still_open(ballots[-1].header, ballots[-1].result)
    return Section(_("当选名单"), tuple(sentences) or (_("没有人当选。"),))


def _names(ballots: Sequence[Election]) -> list[str]:
    rule = ballots[0].header.list_rule
    people = [
        (person, each.result) for each in ballots for person in in_order(each.header, each.result)
    ]
    return [
        result.called(person) + (_("（另选）") if person.written_in else "")
        for person, result in ordered(people, rule, key=lambda one: one[0].name)
    ]


def _list_of(header: ElectionHeader, names: Sequence[str]) -> str:
    values = {
        "post": header.post,
        "n": len(names),
        "names": "、".join(names),
        "order": order_words(header),
    }
    if len(names) == 1:
        return _("%(post)s：%(names)s", **values)
    return _("%(post)s（%(n)s 人，%(order)s）：%(names)s", **values)
