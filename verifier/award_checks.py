"""Checks of an award's result: votes, scores, ranks, and who shares the cut, computed anew."""

from functools import cached_property

from verifier.canonical import Node
from verifier.documents import Bundle
from verifier.recount_award import Nominee, Section, decide, next_of, read_section
from verifier.report import Mismatch
from verifier.tally import over_returned, tally
from verifier.thresholds import Threshold, threshold

APPROVE = "approve"
_STEPS = ("runoff", "decision", "leave_vacant")


class Award:
    """The recount of an award: a contest for each section."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.sections = [read_section(each) for each in bundle.manifest.rules["sections"]]
        contests = [contest.id for contest in bundle.manifest.contests]
        if contests != [section.id for section in self.sections]:
            raise Mismatch("清单中的奖项与规则中的奖项不符")

    @property
    def rule(self) -> Threshold:
        """Return the attendance that is demanded."""
        share = self.bundle.manifest.rules["quorum"]
        return threshold(share, share.text())

    @property
    def quorum(self) -> bool:
        """Tell whether enough attended."""
        return self.rule.attended(self.bundle)

    @property
    def valid(self) -> bool:
        """Tell whether no more ballots came back than were issued, from any box."""
        return not over_returned(self.bundle)

    @cached_property
    def announced(self) -> list[Node]:
        """Return the sections of the result, which must be those of the rules, or none."""
        found = list(self.bundle.result["sections"])
        expected = [section.id for section in self.sections] if self.valid and self.quorum else []
        if [each["id"].value for each in found] != expected:
            raise Mismatch("结果中的奖项与清单不符")
        return found

    def nominees(self, section: Section, said: Node) -> list[Nominee]:
        """Return a section's nominees with votes counted anew and the jury's scores as signed."""
        contest = next(each for each in self.bundle.manifest.contests if each.id == section.id)
        marks = tally(self.bundle, section.id)
        rows = {row["id"].text(): row for row in said["nominees"]}
        if set(rows) != set(contest.names) or len(rows) != len(list(said["nominees"])):
            raise Mismatch(f"“{section.title}”的候选对象与清单不符")
        return [
            Nominee(
                option,
                (name, contest.notes[option]),
                marks[option][APPROVE],
                self.bundle.counts.valid,
                rows[option].get("jury_of"),
            )
            for option, name in contest.names.items()
        ]


def held_rightly(bundle: Bundle) -> str:
    """Judge quorum and validity anew."""
    award, result, counts = Award(bundle), bundle.result, bundle.counts
    if result["quorum"].value is not award.quorum:
        raise Mismatch("到会人数是否达到规定，复算与结果不符")
    if result["valid"].value is not award.valid:
        raise Mismatch("评选是否有效，复算与结果不符")
    word = "达到" if award.quorum else "没有达到"
    said = "收回不多于发出" if award.valid else "收回多于发出，评选无效"
    return f"到会 {counts.attended}/{counts.eligible}，{word}规定的 {award.rule.share}；{said}"


def sections_follow(bundle: Bundle) -> str:
    """Compare the terms of every section with the manifest, and compute its threshold anew."""
    award = Award(bundle)
    for section, said in zip(award.sections, award.announced, strict=False):
        for key, expected in section.terms.items():
            if said[key].value != expected:
                raise Mismatch(f"“{section.title}”的 {key} 与清单不符")
        if said["threshold"].value != section.least(bundle):
            raise Mismatch(f"“{section.title}”的最低得票复算与结果不符")
    return f"{len(award.announced)} 个奖项的名额、限额和最低得票与清单相符"


def scores_follow(bundle: Bundle) -> str:
    """Count every nominee's votes anew, and from them shares, scores and ranks."""
    award, total = Award(bundle), 0
    for section, said in zip(award.sections, award.announced, strict=False):
        decided = decide(section, award.nominees(section, said), section.need(bundle))
        rows = {row["id"].text(): row for row in said["nominees"]}
        for nominee in decided.nominees:
            row, expected = rows[nominee.id], decided.row(nominee)
            for key, value in expected.items():
                if row[key].value != value:
                    raise Mismatch(f"“{nominee.name}”的 {key} 复算为 {value}，与结果不符")
        ranks = [row["rank"].whole() for row in said["nominees"]]
        if ranks != sorted(ranks):
            raise Mismatch(f"“{section.title}”没有按名次排列")
        total += len(rows)
    return f"{total} 个候选对象的得票、得分和名次逐一复算相符"


def outcome_follows(bundle: Bundle) -> str:
    """Decide anew who is honoured, who is tied, and how many places stay empty."""
    award, open_ends, winners = Award(bundle), set(), 0
    for section, said in zip(award.sections, award.announced, strict=False):
        decided = decide(section, award.nominees(section, said), section.need(bundle))
        if sorted(said["winners"].texts()) != sorted(decided.winners):
            raise Mismatch(f"“{section.title}”的入选者复算与结果不符")
        if _tied(said) != (decided.tied_seats, sorted(decided.tied)):
            raise Mismatch(f"“{section.title}”得票相等者或其名额，复算与结果不符")
        if said["vacant"].value != decided.vacant:
            raise Mismatch(f"“{section.title}”空缺名额复算为 {decided.vacant}，与结果不符")
        if said["next"].texts() != next_of(decided):
            raise Mismatch(f"“{section.title}”的后续处理方式与规则不符")
        open_ends |= set(next_of(decided))
        winners += len(decided.winners)
    steps = [step for step in _STEPS if step in open_ends] if award.announced else ["reballot"]
    if bundle.result["next"].texts() != steps:
        raise Mismatch("后续处理方式与规则不符")
    return f"入选 {winners} 个，复算相符"


def _tied(said: Node) -> tuple[int, list[str]]:
    tied = said.get("tied")
    return (0, []) if tied is None else (tied["seats"].whole(), sorted(tied["between"].texts()))
