"""Checks of the counts: every ballot was issued to an elector, came back once and was judged."""

from collections import Counter

from verifier.board_checks import numbered
from verifier.documents import OTHERS, Bundle
from verifier.report import Mismatch
from verifier.tally import over_returned

_REASONS = frozenset(
    (
        "blank",
        "malformed",
        "over_marked",
        "text_missing",
        "text_too_long",
        "text_unknown",
        "too_many_write_ins",
        "under_marked",
        "uniform",
        "unknown_contest",
        "unknown_mark",
        "unknown_option",
        "unreadable",
        "write_in_too_long",
        "write_in_uncalled",
    )
)
_RULINGS = ("resolved", "void", "undecided")


def counts_bounded(bundle: Bundle) -> str:
    """Check 收回 ≤ 发出 ≤ 到会 ≤ 应到, and the two ends against roll, board and paper boxes.

    More ballots than were issued make a vote invalid, which the result must say; a paper box can
    hold too many, a board cannot.
    """
    counts = bundle.counts
    if counts.eligible != len(bundle.manifest.electors):
        raise Mismatch(
            f"应到 {counts.eligible} 人与清单中的选举人 {len(bundle.manifest.electors)} 人不符"
        )
    _refuse_other_number(bundle)
    if not counts.issued <= counts.attended <= counts.eligible:
        raise Mismatch("应满足 发出 ≤ 到会 ≤ 应到")
    if counts.not_returned != max(counts.issued - counts.returned, 0):
        raise Mismatch("未收回应等于发出减收回")
    if over_returned(bundle):
        return f"收回 {counts.returned}，发出 {counts.issued}：有票箱收回多于发出，整场投票无效"
    return (
        f"收回 {counts.returned} ≤ 发出 {counts.issued} ≤ 到会 {counts.attended}"
        f" ≤ 应到 {counts.eligible}"
    )


def _refuse_other_number(bundle: Bundle) -> None:
    on_board, on_paper = len(bundle.board.entries), sum(box.returned for box in bundle.boxes)
    if bundle.counts.returned != on_board + on_paper:
        paper = f"加纸质票 {on_paper} 张" if bundle.boxes else ""
        raise Mismatch(f"收回 {bundle.counts.returned} 张与公告板上的 {on_board} 张{paper}不符")


def papers_bounded(bundle: Bundle) -> str:
    """Check who took a paper: electors of the roll, each once, and enough of every group."""
    papers, counts = bundle.counts.papers, bundle.counts
    if papers != sorted(set(papers)):
        raise Mismatch("领票人名单没有排序，或有人出现两次")
    strangers = set(papers) - set(bundle.manifest.electors)
    if strangers:
        raise Mismatch(f"有 {len(strangers)} 个领票人不在选举人名册上")
    if len(papers) != counts.issued:
        raise Mismatch(f"领票人 {len(papers)} 人与发出选票 {counts.issued} 张不符")
    _refuse_excess(bundle)
    return f"{len(papers)} 名领票人都在名册上，没有重复"


def _refuse_excess(bundle: Bundle) -> None:
    on_paper = {elector for box in bundle.boxes for elector in box.electors}
    by_phone = set(bundle.counts.papers) - on_paper
    cast = Counter(entry.group for entry in bundle.board.entries)
    for index, group in enumerate(bundle.manifest.groups):
        if cast[index] > len(by_phone.intersection(group.electors)):
            raise Mismatch(f"第 {index + 1} 组收回的手机选票多于该组用手机领票的人")


def verdicts_complete(bundle: Bundle) -> str:
    """Check that exactly the ballots on the board were judged, and that paper adds up to all."""
    records, counts = bundle.records, bundle.counts
    judged = records.valid + records.rejected
    if judged != len(bundle.board.entries):
        raise Mismatch(f"判定了 {judged} 张选票，公告板上有 {len(bundle.board.entries)} 张")
    if records.blank > records.valid or sum(records.reasons.values()) != records.rejected:
        raise Mismatch("空白票、无效票的数目自相矛盾")
    if not _REASONS.issuperset(records.reasons):
        raise Mismatch("有不认识的无效理由")
    for name, title in (("valid", "有效"), ("rejected", "无效"), ("blank", "空白")):
        together = sum(getattr(pile, name) for pile in (records, *bundle.boxes))
        if together != getattr(counts, name):
            raise Mismatch(f"{title}票合计 {together} 张，与 counts.json 不符")
    return (
        f"有效 {counts.valid} + 无效 {counts.rejected} = 收回 {counts.returned}，"
        f"其中空白 {counts.blank}"
    )


def write_ins_ruled(bundle: Bundle) -> str:
    """Check that every written-in name has exactly one ruling, and nothing else has."""
    contests = {contest.id for contest in bundle.manifest.contests}
    if set(bundle.records.write_ins) != contests or set(bundle.rulings) != contests:
        raise Mismatch("另选他人或其认定的选举事项与清单不符")
    for contest, names in bundle.records.write_ins.items():
        _refuse_unruled(bundle, contest, names)
    total = sum(len(names) for names in bundle.records.write_ins.values())
    return f"另选他人 {total} 票，公布的每个姓名都有认定"


def _refuse_unruled(bundle: Bundle, contest: str, names: list[str]) -> None:
    rulings = bundle.rulings[contest]
    texts = [ruling.text for ruling in rulings]
    if names != sorted(names) or texts != sorted(set(texts)):
        raise Mismatch("另选他人或其认定没有排序，或有重复的认定")
    if set(names) - {OTHERS} != set(texts):
        raise Mismatch("有的另选他人没有认定，或认定了票箱里没有的姓名")
    wrong = [place for place, each in enumerate(rulings) if each.ruling not in _RULINGS]
    if wrong:
        raise Mismatch(f"不认识的认定：{numbered(wrong)}")
