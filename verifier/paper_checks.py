"""Checks of the paper boxes: who took a paper, and that what two tellers counted adds up."""

from verifier.documents import Bundle
from verifier.manifest import Contest
from verifier.mark_checks import known, refuse_filled_blanks, refuse_over_limit
from verifier.paper import Box
from verifier.report import Mismatch

_TELLERS = 2


def boxes_add_up(bundle: Bundle) -> str:
    """Check every paper box, and what the result says of phones and paper apart."""
    boxes = bundle.boxes
    if len({box.title for box in boxes}) != len(boxes):
        raise Mismatch("有两个同名的票箱")
    taken = [elector for box in boxes for elector in box.electors]
    if len(set(taken)) != len(taken) or not set(bundle.counts.papers).issuperset(taken):
        raise Mismatch("有人从票箱领票两次，或不在领票人名单上")
    for box in boxes:
        _refuse_box(bundle, box)
    if not boxes:
        return "没有纸质选票"
    alone = sum(box.marks is not None for box in boxes)
    returned = sum(box.returned for box in boxes)
    return f"{len(boxes)} 个票箱收回纸质票 {returned} 张，其中 {alone} 个票箱的划票单独公布"


def _refuse_box(bundle: Bundle, box: Box) -> None:
    groups = bundle.manifest.groups
    if box.group >= len(groups) or not set(groups[box.group].electors).issuperset(box.electors):
        raise Mismatch(f"“{box.title}”的领票人不在它的选举人分组中")
    if box.electors != sorted(box.electors) or len(box.electors) != box.issued:
        raise Mismatch(f"“{box.title}”的领票人没有排序，或与发出的 {box.issued} 张不符")
    if box.valid + box.rejected != box.returned or box.blank > box.valid:
        raise Mismatch(f"“{box.title}”的有效、无效、空白票与收回的 {box.returned} 张不符")
    if len(box.tellers) != _TELLERS or not all(box.tellers):
        raise Mismatch(f"“{box.title}”没有两名计票人")
    if box.marks is not None:
        _refuse_marks(bundle, box)


def _refuse_marks(bundle: Bundle, box: Box) -> None:
    contests = {contest.id for contest in bundle.manifest.contests}
    if set(box.marks or ()) != contests or set(box.write_ins or ()) != contests:
        raise Mismatch(f"“{box.title}”的选举事项与清单不符")
    for contest in bundle.manifest.contests:
        _refuse_contest(contest, box)


def _refuse_contest(contest: Contest, box: Box) -> None:
    rows = (box.marks or {})[contest.id]
    if set(rows) != set(contest.names):
        raise Mismatch(f"“{box.title}”的候选项与清单不符")
    for option, marks in rows.items():
        name = contest.names[option]
        if sum(marks.values()) != box.valid:
            raise Mismatch(f"“{box.title}”中“{name}”的划票之和不等于有效票 {box.valid} 张")
        if not all(known(contest, mark) for mark in marks):
            raise Mismatch(f"“{box.title}”中“{name}”有选票上没有的划票符号")
        refuse_filled_blanks(contest, option, marks, box.blank)
    names = (box.write_ins or {})[contest.id]
    if names > contest.write_ins * box.filled:
        raise Mismatch(f"“{box.title}”中另选他人的总数超过选票所能写的数目")
    refuse_over_limit(contest, rows, valid=box.valid, filled=box.filled, names=names)
