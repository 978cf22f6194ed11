"""Checks of the marks: every valid ballot gave every option exactly one, within the limits."""

from collections import Counter
from collections.abc import Mapping

from verifier.documents import OTHERS, Bundle
from verifier.manifest import Contest, Manifest
from verifier.report import Mismatch
from verifier.tally import heap, heaped, tally

VOID = "void"
"""A line with two ticks on paper."""


def marks_complete(bundle: Bundle) -> str:
    """Check that every option has exactly one mark of the scale from every valid ballot."""
    contests, records = bundle.manifest.contests, bundle.records
    if set(records.marks) != {contest.id for contest in contests}:
        raise Mismatch("开箱记录中的选举事项与清单不符")
    for contest in contests:
        _refuse_marks(bundle, contest)
    options = sum(len(contest.names) for contest in contests)
    valid, _blank = heap(bundle)
    return f"{options} 个候选项，每一项各种划票之和都等于记录中的有效票 {valid}"


def _refuse_marks(bundle: Bundle, contest: Contest) -> None:
    valid, blank = heap(bundle)
    on_paper = sum(box.valid for box in heaped(bundle))
    lists = bundle.records.marks[contest.id]
    refuse_torn(contest, lists, valid)
    for option, marks in lists.items():
        name, counted = contest.names[option], Counter(marks)
        if counted[VOID] > on_paper:
            raise Mismatch(f"“{name}”有 {counted[VOID]} 个作废的行，只有纸质票才会有")
        refuse_filled_blanks(contest, option, counted, blank)
    for option, total in tally(bundle, contest.id).items():
        refuse_own(bundle.manifest, contest, option, total)


def refuse_torn(contest: Contest, lists: Mapping[str, list[str]], valid: int) -> None:
    """Refuse lists of marks that are not one known mark for each valid ballot, sorted."""
    if set(lists) != set(contest.names):
        raise Mismatch(f"“{contest.id}”的候选项与清单不符")
    for option, marks in lists.items():
        name = contest.names[option]
        if len(marks) != valid:
            raise Mismatch(f"“{name}”有 {len(marks)} 个划票，有效票是 {valid} 张")
        if not all(known(contest, mark) for mark in set(marks)):
            raise Mismatch(f"“{name}”有选票上没有的划票符号")
        if marks != sorted(marks):
            raise Mismatch(f"“{name}”的划票记录没有排序")


def refuse_filled_blanks(contest: Contest, option: str, marks: Counter[str], blank: int) -> None:
    """Refuse an option that has fewer lines without a mark than there are blank ballots."""
    unfilled = marks[contest.unmarked] + (marks[contest.own] if contest.own else 0)
    if unfilled < blank:
        raise Mismatch(f"“{contest.names[option]}”的未划票少于空白票 {blank} 张")


def known(contest: Contest, mark: str) -> bool:
    """Tell whether a ballot, a phone's or one of paper, may hold this mark."""
    return mark == VOID or contest.knows(mark)


def refuse_own(manifest: Manifest, contest: Contest, option: str, marks: Counter[str]) -> None:
    """Refuse more own lines than there are electors whose line an option is."""
    if contest.own is None:
        return
    owners = sum(row == option for row in manifest.own_rows.values())
    if marks[contest.own] > owners:
        raise Mismatch(f"“{contest.names[option]}”的本人行多于名册上的本人 {owners} 名")


def limits_kept(bundle: Bundle) -> str:
    """Check that marks and names together stay within what the valid ballots can hold."""
    valid, blank = heap(bundle)
    on_paper = sum(box.valid for box in heaped(bundle))
    for contest in bundle.manifest.contests:
        lists = {option: Counter(each) for option, each in bundle.records.marks[contest.id].items()}
        refuse_over_limit(contest, lists, valid=valid, filled=valid - blank)
        _refuse_under_least(contest, lists, on_paper)
        _refuse_names(bundle, contest)
    return "划票总数没有超过有效票所能容纳的数目"


def refuse_over_limit(
    contest: Contest, marks: Mapping[str, Counter[str]], *, valid: int, filled: int, names: int = 0
) -> None:
    """Refuse more of a limited mark than so many ballots can carry."""
    given = _given(contest, marks)
    for mark, most in contest.limits.items():
        written = names if mark == contest.write_in_mark else 0
        # A limit on what an empty line counts as binds no blank ballot.
        sheets = valid if mark == contest.unmarked else filled
        if given[mark] + written > most * sheets:
            raise Mismatch(f"“{contest.id}”中 {mark} 的总数超过每张 {most} 个的限额")


def _given(contest: Contest, marks: Mapping[str, Counter[str]]) -> Counter[str]:
    """Return how often each mark, or a number of each band, was given in a contest."""
    found: Counter[str] = Counter()
    for row in marks.values():
        for mark, number in row.items():
            found[contest.counted_as(mark)] += number
    return found


def _refuse_under_least(contest: Contest, marks: Mapping[str, Counter[str]], paper: int) -> None:
    """Refuse fewer of a mark than the ballots that say anything must carry.

    How many say anything in this contest is not told; at least as many as one line has marks.
    """
    given, nothing = _given(contest, marks), {contest.unmarked, contest.own, VOID}
    said = max(
        (sum(n for m, n in row.items() if m not in nothing) for row in marks.values()), default=0
    )
    for mark, least in contest.least.items():
        if given[mark] < least * (said - paper):
            raise Mismatch(f"“{contest.id}”中 {mark} 的总数少于每张至少 {least} 个的要求")


def _refuse_names(bundle: Bundle, contest: Contest) -> None:
    """Check the names, which are told for all ballots together, against all ballots."""
    written = Counter(bundle.records.write_ins[contest.id])
    names = sum(written.values())
    filled = bundle.counts.valid - bundle.counts.blank
    if names > contest.write_ins * filled:
        raise Mismatch(f"“{contest.id}”中另选他人的总数超过每张 {contest.write_ins} 个的限额")
    for name, number in written.items():
        if name != OTHERS and number > filled:
            raise Mismatch(f"另选人“{name}”有 {number} 票，多于划过的有效票 {filled} 张")
    marks = tally(bundle, contest.id)
    refuse_over_limit(contest, marks, valid=bundle.counts.valid, filled=filled, names=names)
    calls = sum(row[contest.write_in_needs or ""] for row in marks.values())
    if contest.write_in_needs and names > calls:
        raise Mismatch(f"“{contest.id}”中另选他人多于 {contest.write_in_needs} 的票数")


def groups_add_up(bundle: Bundle) -> str:
    """Check the groups' own records, where they are told apart, against all ballots."""
    groups, records = bundle.manifest.groups, bundle.records.groups
    if not records:
        many = len(groups) > 1
        return "有的选举人分组有效票过少，各组合并公布" if many else "只有一个选举人分组"
    if len(records) != len(groups):
        raise Mismatch("分组记录的组数与清单不符")
    cast = Counter(entry.group for entry in bundle.board.entries)
    for box in bundle.boxes:
        cast[box.group] += box.returned
    for index, group in enumerate(records):
        if group.valid + group.rejected != cast[index] or group.blank > group.valid:
            raise Mismatch(f"第 {index + 1} 组的有效、无效票之和不等于该组收回的选票")
    for contest in bundle.manifest.contests:
        _refuse_other_sum(bundle, contest)
    if sum(group.blank for group in records) != bundle.counts.blank:
        raise Mismatch("各组空白票之和与 counts.json 不符")
    return f"{len(records)} 个选举人分组的划票之和与总数相符"


def _refuse_other_sum(bundle: Bundle, contest: Contest) -> None:
    together: dict[str, Counter[str]] = {option: Counter() for option in contest.names}
    for group in bundle.records.groups:
        lists = group.marks[contest.id]
        refuse_torn(contest, lists, group.valid)
        for option, marks in lists.items():
            together[option].update(marks)
    if together != tally(bundle, contest.id):
        raise Mismatch(f"“{contest.id}”各组划票之和与总数不符")
