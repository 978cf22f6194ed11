"""Checks of a vote on documents: each is decided anew by itself, from its marks and its rules."""

from collections.abc import Mapping
from functools import cached_property

from verifier.canonical import Node
from verifier.documents import Bundle
from verifier.manifest import Contest
from verifier.mark_checks import VOID
from verifier.report import Mismatch
from verifier.tally import over_returned, tally
from verifier.thresholds import Threshold, read_threshold

AGREE, OPPOSE, ABSTAIN = "agree", "oppose", "abstain"


class Resolution:
    """The recount of a vote on documents."""

    def __init__(self, bundle: Bundle) -> None:
        if len(bundle.manifest.contests) != 1:
            raise Mismatch("一次表决只有一组议题，这份清单有几组，无法复算")
        self.bundle = bundle
        self.contest: Contest = bundle.manifest.contests[0]
        if set(self.contest.names) != set(self.items):
            raise Mismatch("清单中的议题与规则中的议题不符")

    @cached_property
    def items(self) -> dict[str, Node]:
        """Return the rules of every document."""
        return self.bundle.manifest.rules["items"].mapping()

    @cached_property
    def quorums(self) -> list[Threshold]:
        """Return every attendance that is demanded."""
        rules = [self.bundle.manifest.rules, *self.items.values()]
        return [read_threshold(each["quorum"]) for each in rules]

    @property
    def quorum(self) -> bool:
        """Tell whether enough attended for all of them."""
        return all(each.attended(self.bundle) for each in self.quorums)

    @property
    def valid(self) -> bool:
        """Tell whether no more ballots came back than were issued, from any box."""
        return not over_returned(self.bundle)

    @property
    def held(self) -> bool:
        """Tell whether there is anything to announce."""
        return self.valid and self.quorum

    @cached_property
    def passes(self) -> Mapping[str, Threshold]:
        """Return what carries each document."""
        return {option: read_threshold(item["pass"]) for option, item in self.items.items()}

    def line(self, option: str) -> dict[str, object]:
        """Return what the result must say of a document."""
        marks, item = tally(self.bundle, self.contest.id)[option], self.items[option]
        rule, counts = self.passes[option], self.bundle.counts
        of = rule.of(self.bundle)
        return {
            "agree": marks[AGREE],
            "oppose": marks[OPPOSE],
            "abstain": marks[ABSTAIN],
            "void": marks[VOID],
            "not_cast": max(counts.attended - counts.returned, 0),
            "base": rule.base,
            "of": of,
            "need": rule.need(of),
            "operator": rule.operator,
            "share": rule.share,
            "carried": marks[AGREE] >= rule.need(of),
            "title": item["title"].value,
            "class": item["class"].value,
            "version": item["version"].value,
            "sha256": item["sha256"].value,
        }


def held_rightly(bundle: Bundle) -> str:
    """Judge quorum and validity anew."""
    vote, result = Resolution(bundle), bundle.result
    if result["quorum"].value is not vote.quorum:
        raise Mismatch("到会人数是否达到规定，复算与结果不符")
    if result["valid_vote"].value is not vote.valid:
        raise Mismatch("表决是否有效，复算与结果不符")
    counts = bundle.counts
    word = "达到" if vote.quorum else "没有达到"
    said = "收回不多于发出" if vote.valid else "收回多于发出，表决无效"
    return f"到会 {counts.attended}/{counts.eligible}，{word}规定；{said}"


def items_follow(bundle: Bundle) -> str:
    """Count every document's votes anew, and decide whether it was carried."""
    vote = Resolution(bundle)
    lines = list(bundle.result["items"])
    expected = list(vote.contest.names) if vote.held else []
    if [line["id"].value for line in lines] != expected:
        raise Mismatch("结果中的议题或其次序与选票不符")
    for option, line in zip(expected, lines, strict=True):
        for key, value in vote.line(option).items():
            if line[key].value != value:
                raise Mismatch(f"“{vote.contest.names[option]}”的 {key} 复算为 {value}，与结果不符")
    carried = sum(line["carried"].value is True for line in lines)
    return f"{len(lines)} 项逐项复算相符，通过 {carried} 项"


def legality_follows(bundle: Bundle) -> str:
    """Judge anew the lines of the checklist that the bundle has the figures for."""
    vote = Resolution(bundle)
    said = {line["code"].text(): line["ok"].value for line in bundle.result["legality"]}
    whole = all(rule.base == "eligible" for rule in vote.passes.values())
    for code, expected in (("quorum", vote.quorum), ("base", whole)):
        if said.get(code) is not expected:
            raise Mismatch(f"合法性核对表中的 {code} 与复算不符")
    return "核对表中的到会人数和基数复算相符；其余各项不在复算之列"
