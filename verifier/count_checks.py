"""Checks of the counts and the opened box: every ballot is judged, every mark accounted for."""

from collections import Counter

from verifier.board_checks import numbered
from verifier.documents import OTHERS, Bundle, Records
from verifier.manifest import Contest
from verifier.report import Mismatch

_REASONS = frozenset(
    (
        "blank",
        "malformed",
        "over_marked",
        "too_many_write_ins",
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
    """Check 收回 ≤ 发出 ≤ 到会 ≤ 应到, and the two ends against board and roll."""
    counts = bundle.counts
    if counts.eligible != len(bundle.manifest.electors):
        raise Mismatch(
            f"应到 {counts.eligible} 人与清单中的选举人 {len(bundle.manifest.electors)} 人不符"
        )
    if counts.returned != len(bundle.board.entries):
        raise Mismatch(f"收回 {counts.returned} 张与公告板上的 {len(bundle.board.entries)} 张不符")
    if not counts.returned <= counts.issued <= counts.attended <= counts.eligible:
        raise Mismatch("应满足 收回 ≤ 发出 ≤ 到会 ≤ 应到")
    if counts.not_returned != counts.issued - counts.returned:
        raise Mismatch("未收回应等于发出减收回")
    return (
        f"收回 {counts.returned} ≤ 发出 {counts.issued} ≤ 到会 {counts.attended}"
        f" ≤ 应到 {counts.eligible}"
    )


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
    taken = set(bundle.counts.papers)
    cast = Counter(entry.group for entry in bundle.board.entries)
    for index, group in enumerate(bundle.manifest.groups):
        if cast[index] > len(taken.intersection(group.electors)):
            raise Mismatch(f"第 {index + 1} 组收回的选票多于该组发出的选票")


def verdicts_complete(bundle: Bundle) -> str:
    """Check that exactly the ballots on the board were judged."""
    records, counts = bundle.records, bundle.counts
    judged = records.valid + records.rejected
    if judged != len(bundle.board.entries):
        raise Mismatch(f"判定了 {judged} 张选票，公告板上有 {len(bundle.board.entries)} 张")
    if records.blank > records.valid or sum(records.reasons.values()) != records.rejected:
        raise Mismatch("空白票、无效票的数目自相矛盾")
    if not _REASONS.issuperset(records.reasons):
        raise Mismatch("有不认识的无效理由")
    if (records.valid, records.rejected, records.blank) != (
        counts.valid,
        counts.rejected,
        counts.blank,
    ):
        raise Mismatch("有效、无效、空白票数与 counts.json 不符")
    return (
        f"有效 {records.valid} + 无效 {records.rejected} = 收回 {judged}，其中空白 {records.blank}"
    )


def marks_complete(bundle: Bundle) -> str:
    """Check that every option has exactly one mark of the scale from every valid ballot."""
    contests, records = bundle.manifest.contests, bundle.records
    if set(records.marks) != {contest.id for contest in contests}:
        raise Mismatch("开箱记录中的选举事项与清单不符")
    for contest in contests:
        _refuse_marks(contest, records)
    options = sum(len(contest.names) for contest in contests)
    return f"{options} 个候选项，每一项各种划票之和都等于有效票 {records.valid}"


def _refuse_marks(contest: Contest, records: Records) -> None:
    if set(records.marks[contest.id]) != set(contest.names):
        raise Mismatch(f"“{contest.id}”的候选项与清单不符")
    for option, marks in records.marks[contest.id].items():
        name = contest.names[option]
        if len(marks) != records.valid:
            raise Mismatch(f"“{name}”有 {len(marks)} 个划票，有效票是 {records.valid} 张")
        if set(marks) - set(contest.scale):
            raise Mismatch(f"“{name}”有选票上没有的划票符号")
        if marks != sorted(marks):
            raise Mismatch(f"“{name}”的划票记录没有排序")
        if marks.count(contest.unmarked) < records.blank:
            raise Mismatch(f"“{name}”的未划票少于空白票 {records.blank} 张")


def limits_kept(bundle: Bundle) -> str:
    """Check that marks and names together stay within what the valid ballots can hold."""
    for contest in bundle.manifest.contests:
        _refuse_over_limit(contest, bundle.records)
    return "划票总数没有超过有效票所能容纳的数目"


def _refuse_over_limit(contest: Contest, records: Records) -> None:
    marks = Counter(mark for each in records.marks[contest.id].values() for mark in each)
    names = len(records.write_ins[contest.id])
    marked = records.valid - records.blank
    for mark, most in contest.limits.items():
        written = names if mark == contest.write_in_mark else 0
        # A limit on what an empty line counts as binds no blank ballot.
        sheets = records.valid if mark == contest.unmarked else marked
        if marks[mark] + written > most * sheets:
            raise Mismatch(f"“{contest.id}”中 {mark} 的总数超过每张 {most} 个的限额")
    if names > contest.write_ins * marked:
        raise Mismatch(f"“{contest.id}”中另选他人的总数超过每张 {contest.write_ins} 个的限额")
    if contest.write_in_needs and names > marks[contest.write_in_needs]:
        raise Mismatch(f"“{contest.id}”中另选他人多于 {contest.write_in_needs} 的票数")


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
